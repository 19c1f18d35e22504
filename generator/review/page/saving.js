// @ts-check
/* Saving an issue, and going on with what was not saved. */
const saving = (() => {
  "use strict";

  /** @typedef {{id: string | null, field: string | null, message: string}} Fault */

  const TIMES = 3; // that somebody else may save between joining and saving
  const { say } = dom;
  /** `show`: the lines may be others. @type {{redraw: () => void, show: () => void, refused: (faults: Fault[]) => Promise<void>}} */
  let on = { redraw: () => {}, show: () => {}, refused: async () => {} };

  /** Whether all is saved. */
  async function save() {
    if (!model.dirty) {
      say("没有改动。");
      return true;
    }
    if (!(await marking.signed())) {
      say("没有保存。", true);
      return false;
    }
    let news = "", cut = "";
    for (let times = 0; ; times++) {
      try {
        const ending = draft.ending();
        cut = told(await model.save(ending));
        draft.ended(ending?.serial);
        break;
      } catch (error) {
        if (!(error instanceof server.Refused)) throw error;
        if (error.status === 422) {
          await on.refused(/** @type {Fault[]} */ (error.answer));
          return false;
        }
        if (error.status !== 409 || times === TIMES) throw error;
      }
      const lines = Object.fromEntries(model.issue.sheets.map(s => [s.file, s.lines.map(line => /** @type {[number, string]} */ ([line.n, line.text]))]));
      const joint = await joined(model.saved, lines, model.now, "采用并保存");
      if (joint === null) {
        say("没有保存：这一期有别人的改动，先要合并。", true);
        return false;
      }
      news = joint;
    }
    cards.mark([]);
    on.redraw();
    await draft.flush();
    const waiting = [...model.now.lost.values()].flat().length;
    const said = [model.issue.file, news, cut, waiting && `还有 ${waiting} 段文字等着您放进文章`].filter(Boolean);
    say(`已保存：${said.join("。")}${said.length > 1 ? "。" : ""}`);
    return true;
  }

  /** What becomes of lines that no article says any more. @param {[string, number][]} cut */
  function told(cut) {
    const files = [...new Set(cut.map(([file]) => file))];
    const lines = files.map(file => `${file} 第 ${ranges(cut.filter(at => at[0] === file).map(([, n]) => n))} 行`);
    return cut.length ? `正文里删去的 ${lines.join("、")}，读者在版面文字里也看不到了；要让人读到，把这些行归入一篇，或设为“不归入”` : "";
  }

  /** Numbers in order, those in a row as one: 3–5、9. @param {number[]} numbers */
  function ranges(numbers) {
    /** @type {[number, number][]} */
    const found = [];
    for (const n of numbers) {
      const last = found[found.length - 1];
      if (last?.[1] === n - 1) last[1] = n;
      else found.push([n, n]);
    }
    return found.map(([first, last]) => first === last ? `${first}` : `${first}–${last}`).join("、");
  }

  /**
   * Joins a state with what is on disk, and goes on from there; what has come of it in words, null where that is put off.
   * @param {typeof model.now} base @param {Record<string, [number, string][]>} lines @param {typeof model.now} state
   * @param {string} verb
   */
  async function joined(base, lines, state, verb) {
    const before = model.now;
    const found = await join.asked(base, lines, state);
    const settled = await join.settled(found, verb);
    if (!settled) return null;
    if (model.now !== before) throw new server.Refused(0, "合并时又有改动，没有保存，请再保存一次。");
    model.begin(found.issue);
    model.resume([same.shared(settled, model.saved)], 0);
    on.show();
    return join.told(found);
  }

  /** Offers what was not saved the last time. What to say about it, empty: nothing. */
  async function resume() {
    const { drafts = [], damaged = [] } = model.issue;
    const said = damaged.map(file => `有一份草稿已经损坏，读不出来，留在 ${file}，不用了就删去。`);
    for (const told of drafts) {
      const text = `${draft.described(told)}。接着校读，就从那时的样子继续；放弃，那些就没有了；先不管，下次打开还会问。`;
      const answer = await dom.ask(told.count ? "上次有未保存的改动" : "上次有没放进文章的文字", text, [["drop", "放弃"], ["", "先不管"], ["go", "接着校读"]]);
      if (answer === "drop") await draft.giveUp(told);
      if (answer !== "go") continue;
      const { unchanged, base, lines, states, at } = await draft.read(told);
      if (unchanged) {
        model.resume(states, at);
        said.push("接着上次没有保存的改动。");
      } else {
        const news = await joined(base, lines, states[at], "采用");
        if (news === null) continue;
        said.push(`接着上次没有保存的改动，文件后来也改过。${news && `${news}。`}`);
      }
      await draft.takeOver(told);
      on.redraw();
      break; // any other one is offered the next time
    }
    return said.join("");
  }

  /** Whether the issue may be left; its draft stays, or goes. */
  async function leave() {
    if (!model.changed) return true;
    const text = "没有保存的改动留作草稿，下次打开这一期时可以接着校读。";
    const answer = await dom.ask("有没有保存的改动", text, [["drop", "放弃改动"], ["leave", "留作草稿，离开"], ["", "留下"]]);
    if (answer === "drop") model.resume([model.saved], 0);
    if (answer) await draft.flush();
    return answer !== "";
  }

  return {
    save, resume, leave,
    set handlers(/** @type {typeof on} */ handlers) { on = handlers; },
  };
})();
