// @ts-check
/* The lines of one page file: a list in which some are selected and one is where the keyboard is. */
const lines = (() => {
  "use strict";

  const MOST = 0.98; // of the lines of a page that shall not be wrapped
  const HUES = 6; // colours of articles, in turn
  const ROLES = { headline: "题", body: "", none: "未", left: "略", held: "未", shut: "隐" };
  const SPOKEN = { headline: "标题", body: "正文", none: "未归入", left: "不归入文章", held: "未归入，不公开", shut: "不归入文章，不公开" };

  /** @type {HTMLElement} */
  const list = dom.the("#lines");
  let sheet = 0;
  let cursor = 0;
  let anchor = 0;
  /** @type {Set<number>} */
  let picked = new Set();
  /** @type {HTMLElement[]} */
  let rows = [];
  /** @type {boolean[]} before which lines the page has a gap */
  let gaps = [];
  let active = "";
  let place = { file: "", n: 0 }; // of the cursor, as the page file counts
  /** @type {() => void} */
  let moved = () => {};
  /** A row is pointed at; -1: none. @type {(i: number) => void} */
  let pointed = () => {};
  /** @type {() => void} */
  let selected = () => {};
  /** @type {(what: string) => void} */
  let acted = () => {};

  const current = () => model.issue.sheets[sheet];
  /** @param {number} i */
  const keyOf = i => model.key(current().file, current().lines[i]?.n ?? 0);
  /** Where a line is that the page file counts so. @param {number} n */
  const indexOf = n => current().lines.findIndex(line => line.n === n);
  /** As the page file counts it. @param {number} i */
  const numberOf = i => current().lines[i].n;
  /** @param {number} i */
  const ownerOf = i => model.now.owners.get(keyOf(i)) ?? { id: null, role: /** @type {const} */ ("none") };
  /** An article's number; that of another page's with the page. @param {string} id */
  function mark(id) {
    const [page, number] = id.split("-").slice(-2);
    return Number(page) === (current().page ?? 0) ? number : `${Number(page)}-${number}`;
  }
  /** @param {string} id the colour stays with the article */
  const hue = id => Number(id.slice(id.lastIndexOf("-") + 1)) % HUES;

  /** @param {number} n page file of the issue */
  function show(n) {
    sheet = n;
    const { length } = current().lines;
    const kept = place.file === current().file ? indexOf(place.n) : -1;
    cursor = anchor = Math.max(0, kept);
    picked = new Set(current().lines.length ? [cursor] : []);
    const apart = current().lines.filter(line => line.gap).length > length / 2; // blank lines between all lines say nothing
    list.style.setProperty("--columns", String(columns(current().lines.map(line => line.text))));
    gaps = current().lines.map((line, i) => line.gap && i > 0 && !apart);
    rows = current().lines.map((line, i) => {
      return dom.make(
        "div",
        { role: "option", id: `line-${i}`, class: "line" },
        dom.make("span", { class: "n", "aria-hidden": "true" }, String(line.n)),
        dom.make("span", { class: "mark", "aria-hidden": "true" }),
        dom.make("span", { class: "role", "aria-hidden": "true" }),
        dom.make("span", { class: "spoken" }),
        line.sure === null
          ? dom.make("span", { class: "words" }, ...lost(line.text))
          : dom.make("span", { class: "words unsure", title: `识别把握 ${line.sure}%` }, ...lost(line.text)),
      );
    });
    list.replaceChildren(...rows);
    draw();
    list.scrollTop = 0;
    reveal(cursor, "center");
  }

  /** How wide almost all lines are, in full-width characters: so many fit beside their numbers where letters may be that small.
   *  @param {string[]} texts */
  function columns(texts) {
    const widths = texts.map(text => [...text].reduce((sum, c) => sum + (c < "\u2000" ? 0.55 : 1), 0)).sort((a, b) => a - b);
    return Math.ceil(widths[Math.floor(widths.length * MOST)] ?? 1);
  }

  /** The text, lost characters marked. @param {string} text */
  function lost(text) {
    return text.split(model.LOST).flatMap((part, i) => (i ? [dom.make("mark", {}, model.LOST), part] : [part]));
  }

  /** Whose each line is, which are selected. */
  function draw() {
    rows.forEach((row, i) => {
      const { id, role } = ownerOf(i);
      const before = i > 0 ? ownerOf(i - 1) : null;
      const after = i + 1 < rows.length ? ownerOf(i + 1) : null;
      const first = !before || before.id !== id || before.role !== role;
      const name = ["line", role, id ? `hue${hue(id)}` : "", gaps[i] ? "gap" : ""];
      if (!before || before.id !== id) name.push("first");
      if (!after || after.id !== id) name.push("last");
      if (id !== null && id === active) name.push("active");
      row.className = name.filter(Boolean).join(" ");
      row.children[1].textContent = id && first ? mark(id) : "";
      row.children[2].textContent = ROLES[role];
      const whose = `${id ? `第${mark(id)}篇` : ""}${SPOKEN[role]}`;
      const { n, sure } = current().lines[i];
      row.children[3].textContent = `${n}行，${whose}${sure === null ? "" : `，识别把握 ${sure}%`}：`;
    });
    select();
  }

  function select() {
    rows.forEach((row, i) => {
      row.setAttribute("aria-selected", String(picked.has(i)));
      row.classList.toggle("cursor", i === cursor);
    });
    if (rows.length) list.setAttribute("aria-activedescendant", `line-${cursor}`);
    else list.removeAttribute("aria-activedescendant");
    place = { file: current().file, n: current().lines[cursor]?.n ?? 0 };
    selected();
  }

  /** Picks lines, the first of which is the cursor's. @param {number[]} which */
  function pick(which) {
    if (!which.length) return;
    cursor = anchor = Math.min(...which);
    picked = new Set(which);
    select();
    reveal(cursor, "nearest");
    moved();
  }

  /** Outlines the line that is pointed at elsewhere; -1: none. @param {number} i */
  function point(i) {
    rows.forEach((row, at) => row.classList.toggle("pointed", at === i));
  }

  /** Lines that are taken up. @param {number[]} which */
  function lift(which) {
    rows.forEach((row, i) => row.toggleAttribute("data-lifted", which.includes(i)));
  }

  /** Selects a line, and nothing follows from it. @param {number} i */
  function look(i) {
    cursor = anchor = i;
    picked = new Set(rows.length ? [i] : []);
    select();
  }

  /** @param {number} i @param {"only" | "extend" | "toggle"} how */
  function to(i, how) {
    cursor = Math.max(0, Math.min(rows.length - 1, i));
    if (how === "extend") {
      picked = new Set();
      for (let n = Math.min(anchor, cursor); n <= Math.max(anchor, cursor); n++) picked.add(n);
    } else if (how === "toggle") {
      if (!picked.delete(cursor)) picked.add(cursor);
      anchor = cursor;
    } else look(cursor);
    select();
    reveal(cursor, "nearest");
    moved();
  }

  /** Scrolls the list, never the window. @param {number} i @param {"nearest" | "start" | "center"} where */
  function reveal(i, where) {
    const row = rows[i];
    if (!row) return;
    const [top, height, seen] = [row.offsetTop, row.offsetHeight, list.clientHeight];
    const room = 2 * height; // what stands before and behind is seen as well
    if (where === "center") list.scrollTop = top - (seen - height) / 2;
    else if (where === "start") list.scrollTop = top - room;
    else if (top - room < list.scrollTop) list.scrollTop = top - room;
    else if (top + height + room > list.scrollTop + seen) list.scrollTop = top + height + room - seen;
  }

  /** @param {string} id which article's lines stand out */
  function highlight(id) {
    active = id;
    rows.forEach((row, i) => row.classList.toggle("active", id !== "" && ownerOf(i).id === id));
  }

  /** Lines of an article's body on this page file, with their texts. @param {string} id @returns {[number, string][]} */
  function bodyOf(id) {
    /** @type {[number, string][]} */
    const found = [];
    current().lines.forEach((line, i) => {
      const owner = ownerOf(i);
      if (owner.id === id && owner.role === "body") found.push([i, line.text]);
    });
    return found;
  }

  /** The first line of an article on this page file; -1 where it has none. @param {string} id */
  const firstOf = id => current().lines.findIndex((_, i) => ownerOf(i).id === id);

  /** The last line of an article, else the last of all. @param {string | null} id */
  function lastOf(id) {
    let last = rows.length - 1;
    while (last > 0 && ownerOf(last).id !== id) last--;
    return last;
  }

  /** Articles of a page file as readers find them, by their numbers; with the first page file those without any line.
   *  @param {number} [at] */
  function articles(at = sheet) {
    const { file, lines: rows } = model.issue.sheets[at];
    const files = new Set(model.issue.sheets.map(s => s.file));
    const held = new Set(rows.map(line => model.now.owners.get(model.key(file, line.n))?.id));
    const here = model.now.articles.filter(a => held.has(a.id) || a.source.some(s => s.file === file) || (at === 0 && !a.source.some(s => files.has(s.file))));
    const of = (/** @type {typeof here[0]} */ a) => /** @type {const} */ ([Number(a.page ?? 0), Number(a.id.slice(a.id.lastIndexOf("-") + 1))]);
    return here.sort((a, b) => of(a)[0] - of(b)[0] || of(a)[1] - of(b)[1]).map(a => a.id);
  }

  /** The article whose lines begin before those of another one, of the first the one behind it. @param {string} id */
  function neighbour(id) {
    const order = articles().filter(each => firstOf(each) >= 0).sort((a, b) => firstOf(a) - firstOf(b));
    const at = order.indexOf(id);
    return order[at ? at - 1 : 1];
  }

  /** Selects the first line of an article. @param {string} id */
  function goTo(id) {
    const i = firstOf(id);
    if (i < 0) return;
    look(i);
    reveal(i, "start");
  }

  list.addEventListener("mousedown", event => {
    const row = event.target instanceof Element ? event.target.closest(".line") : null;
    if (!(row instanceof HTMLElement) || event.button !== 0) return;
    if (event.shiftKey || event.altKey) event.preventDefault(); // no text is marked from there to here
    list.focus({ preventScroll: true });
    press(rows.indexOf(row), event);
  });

  /** A click on a line, here or on the picture: it is selected, with the others or alone; with Alt something is done with it
   *  at once. @param {number} i @param {MouseEvent} event */
  function press(i, event) {
    if (event.altKey) {
      to(i, "only");
      acted(event.shiftKey ? "headline" : "split");
    } else to(i, event.shiftKey ? "extend" : event.ctrlKey || event.metaKey ? "toggle" : "only");
  }

  list.addEventListener("mouseover", event => {
    const row = event.target instanceof Element ? event.target.closest(".line") : null;
    pointed(row instanceof HTMLElement ? rows.indexOf(row) : -1);
  });
  list.addEventListener("mouseleave", () => pointed(-1));

  return {
    show, draw, pick, point, lift, look, to, press, highlight, bodyOf, firstOf, lastOf, articles, neighbour, goTo, reveal, keyOf, indexOf, numberOf, ownerOf, mark, hue,
    get sheet() { return sheet; },
    get cursor() { return cursor; },
    get active() { return active; },
    get last() { return rows.length - 1; },
    get picked() { return [...picked].sort((a, b) => a - b); },
    set onpoint(/** @type {(i: number) => void} */ f) { pointed = f; },
    set onact(/** @type {(what: string) => void} */ f) { acted = f; },
    set onselect(/** @type {() => void} */ f) { selected = f; },
    set onmove(/** @type {() => void} */ f) { moved = f; },
  };
})();
