// @ts-check
/* Lists of names: narrows them by what is typed, and sorts them by number or by time. Without it they stand under their
   letters, and all of them can be reached. */
(() => {
  "use strict";
  const fields = document.querySelector(".sift");
  const box = document.querySelector(".entries");
  if (!fields || !box) return;
  const field = /** @type {HTMLInputElement} */ (fields.querySelector("[name=of]"));
  const order = /** @type {HTMLSelectElement} */ (fields.querySelector("[name=by]"));
  const said = /** @type {HTMLOutputElement} */ (fields.querySelector("[name=found]"));

  /** @param {string | null | undefined} text */
  const folded = text => (text ?? "").normalize("NFKC").toLowerCase().trim();
  /** @param {Element | undefined} of */
  const numbers = of => (of?.textContent ?? "").replace(/,/g, "").match(/\d+/g)?.map(Number) ?? [];

  /** Each name with the list that it stands in, its number of articles, and its last and first year. */
  const rows = [...box.querySelectorAll(".names li")].map(row => {
    const [many, years] = row.querySelectorAll(".count");
    const list = /** @type {HTMLElement} */ (row.parentElement);
    const from = numbers(years);
    const heading = list.previousElementSibling?.matches("h2, h3") ? list.previousElementSibling : null;
    return {
      row, list, heading, name: folded(row.querySelector("a")?.textContent), letter: folded(heading?.textContent),
      number: numbers(many)[0] ?? 0, last: from[from.length - 1] ?? 0, first: from[0] ?? 0,
    };
  });
  const lists = [...new Set(rows.map(({ list }) => list))];
  const headings = [...box.querySelectorAll("h2, h3")].map(of => /** @type {HTMLElement} */ (of));
  const flat = document.createElement("ul");
  flat.className = "names";

  /** @type {Record<string, (a: typeof rows[0], b: typeof rows[0]) => number>} */
  const BY = {
    number: (a, b) => b.number - a.number,
    newest: (a, b) => b.last - a.last || b.first - a.first || b.number - a.number,
    oldest: (a, b) => a.first - b.first || a.last - b.last || b.number - a.number,
  };

  function draw() {
    const typed = folded(field.value);
    const by = BY[order.value];
    let found = 0;
    for (const each of rows) {
      const fits = !typed || each.name.includes(typed) || (typed.length === 1 && each.letter === typed);
      /** @type {HTMLElement} */ (each.row).hidden = !fits;
      found += Number(fits);
      if (!by) each.list.append(each.row);
    }
    if (by) {
      flat.append(...[...rows].sort(by).map(({ row }) => row));
      lists[0].before(flat);
      flat.classList.toggle("close", order.value === "number"); // no room for years on a phone, unless by these
    } else {
      flat.remove();
    }
    for (const list of lists) list.hidden = Boolean(by) || ![...list.children].some(row => !(/** @type {HTMLElement} */ (row).hidden));
    for (const heading of headings) {
      const own = rows.filter(each => each.heading === heading);
      heading.hidden = Boolean(by) || (Boolean(typed) && !own.some(({ list }) => !list.hidden));
    }
    said.value = typed ? (said.dataset.said ?? "").replace("{count}", String(found)).replace("{total}", String(rows.length)) : "";
  }

  field.addEventListener("input", event => /** @type {InputEvent} */ (event).isComposing || draw());
  field.addEventListener("compositionend", draw);
  order.addEventListener("change", draw);
  if (field.value || order.value) draw(); // what the browser has kept of an earlier visit
})();
