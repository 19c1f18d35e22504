// @ts-check
/* Articles that are marked as read, one by one or a page at once. */
const marking = (() => {
  "use strict";

  const { say } = dom;

  /** Marks articles as read, or as not read. @param {string[]} ids @param {boolean} yes @param {string} [file] all of it is read */
  async function mark(ids, yes, file = "") {
    if (!ids.length) return;
    if (yes && who.name === null) await who.ask();
    model.review(ids, yes, who.name ?? "", file);
    say(`第${ids.map(lines.mark).join("、")}篇${yes ? "校读完毕。" : "改为未校读。"}`);
  }

  /** All of a page file, when the person has heard what is left to look at; false where he would rather not. @param {string[]} ids */
  async function page(ids) {
    const open = ids.filter(id => !model.article(id)?.reviewed);
    if (!open.length) say("这一版已经校读完毕。");
    if (!open.length) return true;
    /** @type {Map<string, number>} */
    const left = new Map();
    for (const { sheet, what } of model.doubts()) {
      const kind = what.split("，")[0];
      if (sheet === lines.sheet) left.set(kind, (left.get(kind) ?? 0) + 1);
    }
    const doubts = [...left].map(([kind, count]) => `${kind} ${count} 处`).join("，");
    const text = `还有 ${open.length} 篇没有校读：第${open.map(lines.mark).join("、")}篇。${doubts ? `存疑未看：${doubts}。` : "没有存疑之处。"}`;
    const answer = await dom.ask("本版各篇都校读完毕？", text, [["", "再看看"], ["yes", "都校读完毕"]]);
    if (answer) await mark(open, true, model.issue.sheets[lines.sheet].file);
    return answer !== "";
  }

  return { mark, page };
})();
