// @ts-check
/* The list of issues: those with a fault in their files first, then those with most to do. */
const issues = (() => {
  "use strict";

  /** @typedef {{paper: string, date: string, name: string, edition: string, pages: number, total: number | null, reviewed: number, unplaced: number, done: boolean, broken: boolean, drafts: number}} Summary */

  const { make } = dom;

  /** @param {Summary} issue */
  function row(issue) {
    const state = issue.broken ? "文件有错" : issue.total === null ? "尚未切分" : issue.done ? "校读完毕" : `已校读 ${issue.reviewed} / ${issue.total} 篇`;
    const rest = [issue.broken && "点开看错在哪里", `${issue.pages} 个版面文件`, issue.unplaced && `未归入 ${issue.unplaced} 行`, issue.drafts && "有未保存的改动"].filter(Boolean).join("，");
    const bar = make("progress", { max: String(issue.total || 1), "aria-label": "已校读" });
    bar.value = issue.reviewed;
    return make(
      "li",
      { class: issue.broken ? "broken" : issue.done ? "done" : "" },
      make("a", { href: `#/${issue.paper}/${issue.date}` }, `${issue.name} ${issue.date} ${issue.edition}`.trim()),
      make("span", { class: "state" }, state),
      bar,
      make("span", { class: "rest" }, rest),
    );
  }

  /** Draws the list; what there is to say about it. */
  async function draw() {
    /** @type {{issues: Summary[], stray: {file: string, home: string}[], reports: number}} */
    const { issues: found, stray, reports } = await server.request("/api/issues");
    /** @type {HTMLElement} */ (dom.the("#reported")).hidden = !reports;
    dom.the("#reported a").textContent = `读者报错 ${reports} 份，等着处理`;
    const none = make("p", {}, "seeds/issues.yml 里还没有列出版面的报纸。");
    dom.the("#issues .list").replaceChildren(found.length ? make("ul", {}, ...found.map(row)) : none);
    const left = found.filter(issue => !issue.done).length;
    const broken = found.filter(issue => issue.broken).length;
    const lone = stray.map(({ file, home }) => `；${file} 的草稿${home ? `属于现在的 ${home}，运行 baocang segment 之后在那里继续` : "不属于任何一期，改过日期的请先运行 baocang segment"}`).join("");
    return (left ? `${found.length} 期，${left} 期待校读` : `${found.length} 期，都已校读完毕`) + (broken ? `，${broken} 期文件有错` : "") + lone;
  }

  /** The issue that is to be read next: the first of the list that is not read whole. @param {{paper: string, date: string}} but
   *  @returns {Promise<Summary | undefined>} */
  async function next({ paper, date }) {
    /** @type {{issues: Summary[]}} */
    const { issues: found } = await server.request("/api/issues");
    return found.find(issue => !issue.done && !issue.broken && (issue.paper !== paper || issue.date !== date));
  }

  return { draw, next };
})();
