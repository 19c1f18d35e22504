// @ts-check
/* The list of issues: those with a fault in their files first, then those with most to do; how far all of them are, and
   which of them are shown. Issues that came without pages are told beside them: the desk has no lines of theirs. */
const issues = (() => {
  "use strict";

  /** @typedef {{paper: string, date: string, name: string, edition: string, pages: number, total: number | null, reviewed: number, unplaced: number, done: boolean, broken: boolean, drafts: number, files?: string[]}} Summary */
  /** @typedef {{paper: string, date: string, name: string, files: string[], total: number, reviewed: number, drafts: number}} Delivered */

  const { the, make } = dom;
  /** @type {Record<string, (issue: Summary) => boolean>} */
  const STATES = {
    all: () => true,
    open: issue => !issue.done,
    begun: issue => !issue.done && issue.reviewed > 0,
    drafts: issue => issue.drafts > 0,
    broken: issue => issue.broken,
    done: issue => issue.done,
  };
  /** @type {HTMLInputElement} */
  const words = the("#issues .sought");
  /** @type {HTMLSelectElement} */
  const state = the("#issues .state-of");
  /** @type {Summary[]} */
  let known = [];
  /** @type {Delivered[]} */
  let delivered = [];

  /** @param {{name: string, date: string, edition?: string, paper: string}} issue */
  const called = issue => `${issue.name} ${issue.date} ${issue.edition ?? ""}`.trim();

  /** @param {Summary} issue */
  function row(issue) {
    const stands = issue.broken ? "文件有错" : issue.total === null ? "尚未切分" : issue.done ? "校读完毕" : `已校读 ${issue.reviewed} / ${issue.total} 篇`;
    const rest = [issue.broken && "点开看错在哪里", issue.files?.join("、") ?? `${issue.pages} 个版面文件`, issue.unplaced && `未归入 ${issue.unplaced} 行`, issue.drafts && "有未保存的改动"].filter(Boolean).join("，");
    const bar = make("progress", { max: String(issue.total || 1), "aria-label": "已校读" });
    bar.value = issue.reviewed;
    return make(
      "li",
      { class: issue.broken ? "broken" : issue.done ? "done" : "" },
      make("a", { href: `#/${issue.paper}/${issue.date}` }, called(issue)),
      make("span", { class: "state" }, stands),
      bar,
      make("span", { class: "rest" }, rest),
    );
  }

  /** Every word is in what the issue is called, or in the newspaper's key. @param {{name: string, date: string, edition?: string, paper: string}} issue */
  const isSought = issue => words.value.trim().split(/\s+/).every(word => `${called(issue)} ${issue.paper}`.includes(word));

  /** The issues that are sought. */
  function list() {
    const shown = known.filter(issue => STATES[state.value](issue) && isSought(issue));
    const none = known.length ? "没有这样的期。" : "seeds/issues.yml 里还没有列出版面的报纸。";
    the("#issues .list").replaceChildren(shown.length ? make("ul", {}, ...shown.map(row)) : make("p", {}, none));
    const others = state.value === "all" ? delivered.filter(isSought) : [];
    the("#issues .delivered").replaceChildren(...(others.length ? [
      make("h3", {}, `没有版面、随稿件来的 ${others.length} 期`),
      make("p", { class: "about" }, "没有版面的行可对，文章照样可以改，保存时写回它原来的文件、原来的那一行。"),
      make("ul", {}, ...others.map(issue => row({ ...issue, edition: "", pages: 0, unplaced: 0, done: issue.reviewed === issue.total, broken: false }))),
    ] : []));
  }

  /** Draws the list; what there is to say about it. */
  async function draw() {
    /** @type {{issues: Summary[], stray: {file: string, home: string}[], reports: number}} */
    const { issues: found, stray, reports } = await server.request("/api/issues");
    /** @type {HTMLElement} */ (the("#reported")).hidden = !reports;
    the("#reported a").textContent = `读者报错 ${reports} 份，等着处理`;
    known = found;
    const left = found.filter(issue => !issue.done).length;
    const broken = found.filter(issue => issue.broken).length;
    /** @type {HTMLProgressElement} */
    const bar = the("#issues .whole progress");
    bar.max = found.length || 1;
    bar.value = found.length - left;
    the("#issues .whole span").textContent = `读完 ${found.length - left} / ${found.length} 期`;
    list();
    void more();
    const lone = stray.map(({ file, home }) => `；${file} 的草稿${home ? `属于现在的 ${home}，运行 baocang segment 之后在那里继续` : "不属于任何一期，改过日期的请先运行 baocang segment"}`).join("");
    return (left ? `${found.length} 期，${left} 期待校读` : `${found.length} 期，都已校读完毕`) + (broken ? `，${broken} 期文件有错` : "") + lone;
  }

  /** What came without pages: to read it takes longer. */
  async function more() {
    try {
      delivered = await server.request("/api/delivered");
    } catch (error) {
      if (!(error instanceof server.Refused)) throw error;
      delivered = []; // why it cannot be read, `check` says
    }
    list();
  }

  /** The issue that is to be read next: the first of the list that is not read whole. @param {{paper: string, date: string}} but
   *  @returns {Promise<Summary | undefined>} */
  async function next({ paper, date }) {
    /** @type {{issues: Summary[]}} */
    const { issues: found } = await server.request("/api/issues");
    return found.find(issue => !issue.done && !issue.broken && (issue.paper !== paper || issue.date !== date));
  }

  words.addEventListener("input", list);
  state.addEventListener("change", list);

  return { draw, next };
})();
