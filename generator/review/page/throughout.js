// @ts-check
/* What is found in all of the archive, and words put in the place of others there: each place is shown, and asked about. */
const throughout = (() => {
  "use strict";

  /** Where the desk has it. @typedef {{paper: string, date: string, sheet?: number, line?: number} | null} Desk */
  /** @typedef {{file: string, line: number, id: string, date: string, title: string, status: string, snippet: string, issue: Desk}} Hit */
  /** @typedef {{file: string, line: number, id: string, field: string, before: string, after: string, issue: Desk}} Change */

  const { the, make, say } = dom;
  const STATUSES = new Map([["withheld", "不公开"], ["withdrawn", "已撤下"]]);
  const [seek, put] = ["#seek", "#put"].map(at => /** @type {HTMLFormElement} */ (the(at)));
  /** @type {HTMLElement} */
  const results = the("#throughout .results");

  /** @param {HTMLFormElement} form @param {string} name */
  const value = (form, name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value;

  /** A text in which some is between ** and **. @param {string} text */
  const marked = text => text.split("**").map((part, n) => (n % 2 ? make("mark", {}, part) : part));

  /** @param {{file: string, line: number, id: string, issue: Desk}} of @param {string} words */
  function place({ file, line, id, issue }, words) {
    const at = `${file}:${line}`;
    if (!issue) return make("span", { class: "place" }, words || id, " ", make("small", {}, at));
    const to = id ? `#/${issue.paper}/${issue.date}/0/${id}` : `#/${issue.paper}/${issue.date}/${issue.sheet}/${issue.line}`;
    return make("span", { class: "place" }, make("a", { href: to }, words || id || at), " ", make("small", {}, id ? at : ""));
  }

  /** @param {string} head @param {HTMLElement[]} rows @param {string[]} [notes] */
  function show(head, rows, notes = []) {
    results.replaceChildren(make("p", { role: "status" }, head), ...notes.map(note => make("p", { class: "note" }, note)), ...(rows.length ? [make("ol", {}, ...rows)] : []));
  }

  /** The way back from what a query was narrowed by. @param {string} query @param {string} plain */
  function asText(query, plain) {
    const button = make("button", { type: "button" }, `改为按原文查找“${query}”`);
    button.addEventListener("click", () => {
      /** @type {HTMLInputElement} */ (seek.elements.namedItem("query")).value = plain;
      void work(find);
    });
    return button;
  }

  async function find() {
    const query = value(seek, "query").trim();
    if (!query) return show("写上要找的词，如：标题:金融 兴县 不含 疫情。", []);
    const pages = /** @type {HTMLInputElement} */ (seek.elements.namedItem("pages")).checked;
    show("正在查找……", []);
    /** @type {{hits: Hit[], total: number, problems: string[], narrowed: string, plain: string}} */
    const found = await server.request(`/api/find?${new URLSearchParams({ query, pages: String(pages) })}`);
    const more = found.total > found.hits.length ? `，列出前 ${found.hits.length} 处` : "";
    show(found.total ? `${found.total} 处${more}` : "没有找到。", found.hits.map(hit => make(
      "li", {},
      place(hit, [hit.date, hit.title, STATUSES.get(hit.status)].filter(Boolean).join("　")),
      ...(hit.snippet ? [make("p", {}, ...marked(hit.snippet))] : []),
    )), found.problems);
    if (found.narrowed) results.firstElementChild?.append(`，已按${found.narrowed}缩小范围。`, asText(query, found.plain));
  }

  async function replace() {
    const wanted = { old: value(put, "old"), new: value(put, "new"), query: value(put, "query").trim() };
    if (!wanted.old) return show("写上原来的字。", []);
    if (wanted.old === wanted.new) return show("两处是一样的字。", []);
    show("正在查找……", []);
    /** @type {{changes: Change[], total: number, files: number, stamp: string}} */
    const plan = await server.request("/api/replace/plan", wanted);
    if (!plan.total) return show("没有文章有这些字。", []);
    const more = plan.total > plan.changes.length ? `，列出前 ${plan.changes.length} 处` : "";
    show(`${plan.total} 处，在 ${plan.files} 个文件里${more}。`, plan.changes.map(change => make(
      "li", {}, place(change, ""), make("p", { class: "was" }, ...marked(change.before)), make("p", { class: "will" }, ...marked(change.after)),
    )));
    const yes = make("button", { type: "button", class: "main" }, `替换这 ${plan.total} 处`);
    const no = make("button", { type: "button" }, "不替换");
    no.addEventListener("click", () => show("没有替换。", []));
    yes.addEventListener("click", () => work(async () => {
      const words = `“${wanted.old}”换成“${wanted.new}”，${plan.total} 处。写入文件，改过的文章算作人改的；可以撤回。`;
      if ((await dom.ask("替换？", words, [["", "再看看"], ["yes", "替换"]])) !== "yes") return;
      const done = await server.request("/api/replace", { ...wanted, stamp: plan.stamp });
      show(`已替换 ${done.total} 处，在 ${done.files} 个文件里。要撤回，按“撤回上次替换”。`, []);
    }));
    results.prepend(make("p", { class: "buttons" }, no, yes));
    yes.focus();
  }

  async function back() {
    if ((await dom.ask("撤回上次替换？", "各文件回到替换以前；替换之后又改过的文件，一个也不动。", [["", "不撤回"], ["yes", "撤回"]])) !== "yes") return;
    const done = await server.request("/api/replace/back", {});
    show(`已撤回：${done.said}，${done.files} 个文件。`, []);
  }

  /** What goes wrong is said. @param {() => Promise<unknown>} what */
  async function work(what) {
    try {
      await what();
    } catch (error) {
      if (!(error instanceof server.Refused)) throw error;
      show("没有做成。", [], Array.isArray(error.answer) ? error.answer.map(String) : [error.message]);
      say("没有做成，见下面的说明。", true);
    }
  }

  for (const [form, what] of /** @type {const} */ ([[seek, find], [put, replace]])) {
    form.addEventListener("submit", event => {
      event.preventDefault();
      void work(what);
    });
  }
  the("#back").addEventListener("click", () => work(back));

  return { find };
})();
