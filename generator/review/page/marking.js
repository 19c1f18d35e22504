// @ts-check
/* Articles that are marked as read, one by one or a page at once. */
const marking = (() => {
  "use strict";

  const { say } = dom;

  /** Marks articles as read, or as not read. Nothing is asked: whose keys are quick, types into no question. Who it was is
   *  asked when it is saved. @param {string[]} ids @param {boolean} yes @param {string} [file] all of it is read */
  function mark(ids, yes, file = "") {
    if (!ids.length) return;
    model.review(ids, yes, who.name ?? "", file);
    say(yes ? `第${ids.map(lines.mark).join("、")}篇校读完毕。` : `第${ids.map(lines.mark).join("、")}篇改为未校读。`);
  }

  /** All of a page file, when the person has heard what is left to look at; false where he would rather not. @param {string[]} ids */
  async function page(ids) {
    const open = ids.filter(id => !model.article(id)?.reviewed);
    if (!open.length) say("这一版已经校读完毕。");
    if (!open.length) return true;
    /** @type {Map<string, number>} */
    const left = new Map();
    for (const { sheet, what } of doubting.all()) {
      const kind = what.split("，")[0];
      if (sheet === lines.sheet) left.set(kind, (left.get(kind) ?? 0) + 1);
    }
    const doubts = [...left].map(([kind, count]) => `${kind} ${count} 处`).join("，");
    const text = `还有 ${open.length} 篇没有校读：第${open.map(lines.mark).join("、")}篇。${doubts ? `存疑未看：${doubts}。` : "没有存疑之处。"}`;
    const answer = await dom.ask("本版各篇都校读完毕？", text, [["", "再看看"], ["yes", "都校读完毕"]]);
    if (answer) mark(open, true, model.issue.sheets[lines.sheet].file);
    return answer !== "";
  }

  /** Who has read what is to be saved, asked for once; false where the question was left. */
  async function signed() {
    const was = new Map(model.saved.articles.map(a => [a.id, a]));
    const open = model.now.articles.filter(a => a.reviewed && !a.reviewed_by && !was.get(a.id)?.reviewed).map(a => a.id);
    if (!open.length || who.name !== null) return true;
    if (!(await who.ask())) return false;
    if (who.name) for (const id of open) model.amend(id, { reviewed_by: who.name });
    return true;
  }

  return { mark, page, signed };
})();
