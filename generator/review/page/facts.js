// @ts-check
/* What the text of an article tells beside its words, each in a form of its own: who wrote it, where, whether it is published. */
const facts = (() => {
  "use strict";

  const COUNTIES = { text: "据正文", paper: "据报纸所在地", editor: "编者著录" };
  const STATUSES = { open: "公开", withdrawn: "撤下（原址说明）", withheld: "不公开" };
  /** @typedef {NonNullable<ReturnType<typeof model.article>>} Article */
  /**
   * How a card makes a field.
   * @typedef {object} Making
   * @property {(a: Article, name: string, label: string, control: HTMLElement, ...more: Node[]) => HTMLElement} row
   * @property {(a: Article, change: Partial<Article>, name: string) => void} typed
   */

  /** Whether it is published: why not, until when, and whether its title is shown.
   *  @param {Article} a @param {Making} by @param {() => void} redraw */
  function status(a, by, redraw) {
    const is = a.status ?? "open";
    const select = dom.make("select", {}, ...Object.entries(STATUSES).map(([value, words]) => dom.make("option", { value }, words)));
    select.value = is;
    select.addEventListener("change", () => {
      const opened = { status: "open", status_note: null, status_until: null, status_title: false };
      const shows = select.value === "withdrawn" && a.status_title === true;
      model.edit(a.id, select.value === "open" ? opened : { status: select.value, status_title: shows });
      redraw();
    });
    if (is === "open") return [by.row(a, "status", "开放标识", select)];
    const note = dom.make("input", { type: "text", autocomplete: "off", placeholder: is === "withdrawn" ? "撤下的页面上会显示" : "只记在馆藏文件里" });
    note.value = a.status_note ?? "";
    note.addEventListener("input", () => by.typed(a, { status_note: note.value.trim() || null }, "status_note"));
    const until = dom.make("input", { type: "date", title: "到这一天自动开放；不写，一直如此" });
    until.value = a.status_until ?? "";
    until.addEventListener("input", () => by.typed(a, { status_until: until.value || null }, "status_until"));
    const rows = [by.row(a, "status", "开放标识", select), by.row(a, "status_until", "开放日期", until), by.row(a, "status_note", "原因", note)];
    if (is !== "withdrawn") return rows;
    const title = dom.make("input", { type: "checkbox" });
    title.checked = a.status_title === true;
    title.addEventListener("change", () => by.typed(a, { status_title: title.checked }, "status_title"));
    return [...rows, by.row(a, "status_title", "保留题名", title)];
  }

  /** @param {Article} a @param {Making} by */
  function authors(a, by) {
    const box = dom.make("div", { class: "people", role: "group", "aria-label": "作者" });
    const collect = () => {
      const people = /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll(".person"));
      const found = [...people].map(person => {
        const [name, role] = [...person.querySelectorAll("input")].map(input => input.value.trim());
        const id = name === person.dataset.of ? person.dataset.agent : "";
        return { name, role: role || null, ...(id ? { id } : {}) };
      });
      by.typed(a, { authors: found.filter(one => one.name || one.role) }, "authors");
    };
    /** @param {string} name @param {string} role @param {string} [id] who of seeds/names.yml that is: it goes with the name */
    const person = (name, role, id) => {
      const one = dom.make("div", { class: "person", ...(id ? { "data-of": name, "data-agent": id, title: id } : {}) });
      const who = dom.make("input", { type: "text", "aria-label": "姓名", placeholder: "姓名", autocomplete: "off" });
      const what = dom.make("input", { type: "text", "aria-label": "身份", placeholder: "身份", list: "roles", autocomplete: "off" });
      who.value = name;
      what.value = role;
      const away = dom.make("button", { type: "button", class: "small", "aria-label": `去掉作者${name}` }, "×");
      away.addEventListener("click", () => {
        one.remove();
        collect();
      });
      one.append(who, what, away);
      one.addEventListener("input", collect);
      return one;
    };
    const add = dom.make("button", { type: "button", class: "small" }, "＋ 作者");
    add.addEventListener("click", () => {
      const one = person("", "");
      add.before(one);
      one.querySelector("input")?.focus();
    });
    box.append(...a.authors.map(one => person(one.name, one.role ?? "", one.id)), add);
    return by.row(a, "authors", "作者", box);
  }

  /** @param {Article} a @param {Making} by @param {Map<string, string> | undefined} faults by field */
  function county(a, by, faults) {
    const input = dom.make("input", { type: "text", list: "places", autocomplete: "off" });
    input.value = a.county ?? "";
    const basis = dom.make("small", {}, COUNTIES[/** @type {keyof typeof COUNTIES} */ (a.county_source)] ?? "");
    const known = new Set(model.issue.places);
    const message = dom.make("small", { class: "unknown", role: "status" });
    const look = () => {
      const name = input.value.trim();
      const near = name.length > 1 ? model.issue.places.filter(place => place.includes(name)).slice(0, 4) : [];
      message.textContent = !name || known.has(name) ? "" : `名录里没有“${name}”。${near.length ? `有：${near.join("、")}` : "写今天的全名，如兴县、吕梁市。"}`;
    };
    input.addEventListener("input", () => {
      const value = input.value.trim() || null;
      by.typed(a, { county: value, county_source: value && "editor" }, "county");
      basis.textContent = value ? COUNTIES.editor : "";
      look();
    });
    if (!faults?.has("county")) look(); // else it is said already
    return by.row(a, "county", "地区", input, basis, message);
  }

  return { COUNTIES, STATUSES, authors, county, status };
})();
