// @ts-check
/* What is done with the lines that are selected: they are given to articles, parted from them, or left in none. */
const acts = (() => {
  "use strict";

  /** @typedef {"headline" | "body" | "none" | "left" | "held" | "shut"} Role */
  /** @typedef {Map<string, {id: string | null, role: Role}>} Changes */

  const { say } = dom;
  const LEAVES = { left: "列在版面文字里", shut: "也不公开" };
  /** @type {{redraw: () => void, open: (id: string, show?: boolean) => void}} */
  let on = { redraw: () => {}, open: () => {} };

  /** @param {string} id */
  const label = id => `${lines.mark(id)}　${model.article(id)?.title ?? ""}`;

  /** @param {number[]} picked @param {string | null} id @param {Role} role @returns {Changes} */
  const given = (picked, id, role) => new Map(picked.map(i => [lines.keyOf(i), { id, role }]));

  // ---- an article is chosen ----

  /** The nearest article before or behind a line other than this one. @param {number} from @param {1 | -1} by @param {string | null} own */
  function nearest(from, by, own) {
    for (let n = from; n >= 0 && n <= lines.last; n += by) {
      const { id } = lines.ownerOf(n);
      if (id !== null && id !== own) return id;
    }
    return null;
  }

  /** The article that the selected lines are most likely meant for. @param {"headline" | "body"} role */
  function likely(role) {
    const picked = lines.picked;
    const owners = picked.map(i => lines.ownerOf(i));
    const own = owners[0]?.id ?? null;
    if (own !== null && owners.every(o => o.id === own) && owners.some(o => o.role !== role)) return own;
    const [before, after] = [nearest(picked[0], -1, own), nearest(picked[picked.length - 1], 1, own)];
    return (role === "headline" ? after ?? before : before ?? after) ?? model.NEW;
  }

  /** Asks for an article, and gives it the selected lines. @param {"headline" | "body"} role */
  async function ask(role) {
    const picked = lines.picked;
    if (!picked.length) return;
    const choices = [...lines.articles().map(id => /** @type {[string, string]} */ ([id, label(id)])), /** @type {[string, string]} */ ([model.NEW, "＋　另起一篇"])];
    const title = role === "headline" ? `${picked.length} 行作标题，归入哪一篇？` : `${picked.length} 行作正文，归入哪一篇？`;
    const to = await dom.pick(title, choices, likely(role), "归入");
    if (to) await give(given(picked, to, role), `${picked.length} 行已归入`);
  }

  /** Lines begin an article of their own. */
  function fresh() {
    const changes = given(lines.picked, model.NEW, "body");
    for (const i of lines.picked) if (lines.ownerOf(i).role === "headline") changes.set(lines.keyOf(i), { id: model.NEW, role: "headline" });
    return give(changes, `${lines.picked.length} 行已归入`);
  }

  /**
   * The selected lines go with what stands before or behind them: as text with the nearest text, of their own article
   * where they were its headline; as a headline with the nearest other article.
   * @param {1 | -1} by @param {"headline" | "body"} role
   */
  async function beside(by, role) {
    const picked = lines.picked;
    if (!picked.length) return say("这一期没有版面的行。", true);
    const owners = picked.map(i => lines.ownerOf(i));
    const [own, ofText] = [owners[0].id, owners.every(o => o.role === "body")];
    let to = null;
    for (let n = by < 0 ? picked[0] - 1 : picked[picked.length - 1] + 1; to === null && n >= 0 && n <= lines.last; n += by) {
      const { id, role: has } = lines.ownerOf(n);
      if (id !== null && (id !== own || (role === "body" && !ofText && has === "body"))) to = id;
    }
    if (to === null) return say(by < 0 ? "前面没有别的文章了。" : "后面没有别的文章了。", true);
    await give(given(picked, to, role), role === "headline" ? `${picked.length} 行作第${lines.mark(to)}篇的标题` : `${picked.length} 行归入第${lines.mark(to)}篇`);
  }

  // ---- lines leave ----

  /** The selected lines go into no article. @param {"left" | "shut"} usual */
  async function leave(usual) {
    const picked = lines.picked;
    const gone = emptied(picked);
    const role = gone.length ? await leaving(gone) : usual;
    if (!role) return;
    if (!(await give(given(picked, null, role), `${picked.length} 行不归入文章，${LEAVES[role]}`))) return;
    const kept = gone.filter(model.isLeft); // for what a person has written there
    model.drop(kept);
    if (kept.length) on.redraw();
  }

  /** Articles of these lines that have no other. @param {number[]} picked */
  function emptied(picked) {
    const keys = new Set(picked.map(lines.keyOf));
    const of = new Set(picked.map(i => lines.ownerOf(i).id ?? ""));
    return lines.articles().filter(id => of.has(id) && model.linesOf(model.now.owners, id).every(([file, n]) => keys.has(model.key(file, n))));
  }

  /** How lines leave their articles. One that loses its last line is deleted: a person says so, and whether its text stays
   *  to be read in the page text; whoever only presses Enter publishes nothing. @param {string[]} gone @returns {Promise<"left" | "shut" | null>} */
  async function leaving(gone) {
    const text = `第${gone.map(lines.mark).join("、")}篇不再有行，就删去了。它的文字还公开吗？版头、责任编辑可以公开；广告、启事里的姓名电话，一般不公开。`;
    /** @type {[string, string][]} */
    const ways = [["left", "公开，列在版面文字里"], ["shut", "不公开"]];
    const answer = await dom.ask("删去这一篇？", text, [["", "取消"], ...ways]);
    return answer === "left" || answer === "shut" ? answer : null;
  }

  // ---- an article begins, goes on ----

  /** From the line of the cursor to the end of its article: the body; a headline's lines only where it begins with them. */
  function rest() {
    const { id, role } = lines.ownerOf(lines.cursor);
    if (id === null) {
      say("这一行不属于任何文章，不能从这里分开。", true);
      return [];
    }
    const found = [];
    let heading = role === "headline";
    for (let i = lines.cursor; i <= lines.last; i++) {
      const owner = lines.ownerOf(i);
      if (owner.id !== id) continue;
      heading = heading && owner.role === "headline";
      if (owner.role === "body" || heading) found.push(i);
    }
    const all = model.linesOf(model.now.owners, id).length;
    if (found.length < all) return found;
    say("这是这一篇的开头，前面没有可分的。", true);
    return [];
  }

  /** An article begins at the line of the cursor; headlines find their articles again. */
  async function split() {
    const picked = rest();
    if (!picked.length) return;
    const changes = given(picked, model.NEW, "body");
    for (const i of picked) if (lines.ownerOf(i).role === "headline") changes.set(lines.keyOf(i), { id: model.NEW, role: "headline" });
    const { all, otherwise } = await reread(changes, model.NEW);
    await give(all, `从第 ${lines.numberOf(lines.cursor)} 行分开`, otherwise);
  }

  /** The selected lines are a headline. Amid a text, what stands behind them is an article of its own; else the article
   *  that they suit is looked for. */
  async function headline() {
    const picked = lines.picked;
    const owners = picked.map(i => lines.ownerOf(i));
    const own = owners[0]?.id ?? null;
    const body = own === null ? [] : lines.bodyOf(own).map(([i]) => i).filter(i => !picked.includes(i));
    if (owners.every(o => o.role === "headline") || owners.some(o => o.id !== own)) return ask("headline"); // whose it is, no machine has found
    const behind = body.filter(i => i > picked[picked.length - 1]);
    if (body.length && behind.length && behind.length < body.length) {
      const changes = new Map([...given(picked, model.NEW, "headline"), ...given(behind, model.NEW, "body")]);
      const { all, otherwise } = await reread(changes, model.NEW);
      return void (await give(all, `${picked.length} 行作标题，另起一篇`, otherwise));
    }
    const changes = body.length ? given(picked, own, "headline") : given(picked, null, "headline");
    const { all, otherwise } = await reread(changes, null);
    if (picked.some(i => all.get(lines.keyOf(i))?.id == null)) return ask("headline");
    await give(all, `${picked.length} 行作标题`, otherwise);
  }

  /** One article becomes part of another. @param {string} id @param {boolean} [before] the one before it, of the first the next, and nobody is asked */
  async function merge(id, before = false) {
    const all = lines.articles();
    const others = all.filter(other => other !== id);
    if (!id || !others.length) return;
    if (!model.linesOf(model.now.owners, id).length) return say("这一篇没有版面的行，不能并入。", true);
    const usual = lines.neighbour(id) ?? others[0];
    const choices = others.map(other => /** @type {[string, string]} */ ([other, label(other)]));
    const to = before ? usual : await dom.pick(`第${lines.mark(id)}篇并入哪一篇？`, choices, usual, "并入");
    if (!to) return;
    const headed = model.linesOf(model.now.owners, to).some(([, , role]) => role === "headline");
    /** @type {Changes} */
    const changes = new Map(
      model.linesOf(model.now.owners, id).map(([file, n, role]) => {
        const kept = role === "headline" && !headed ? role : /** @type {const} */ ("body");
        return [model.key(file, n), { id: to, role: kept }];
      }),
    );
    await give(changes, `第${lines.mark(id)}篇已并入第${lines.mark(to)}篇`);
    on.open(to, true);
  }

  // ---- carried out ----

  /** @param {Changes} changes @param {string | null} begun */
  const reread = (changes, begun) => rereading.of(changes, model.issue.sheets[lines.sheet].file, begun);

  /** Gives lines away; false where that changes nothing. What the machine moves with them is told, and has to be seen.
   *  @param {Changes} changes @param {string} done @param {Changes} [otherwise] those of them that are the machine's */
  async function give(changes, done, otherwise = new Map()) {
    const first = [...changes.values()][0]?.id;
    const moved = new Map([...changes].filter(([key, { id, role }]) => {
      const is = model.now.owners.get(key);
      return is?.id !== id || is.role !== role;
    }));
    if (!moved.size) {
      say("这些行本来就是这样。");
      return false;
    }
    const { owners } = model.now;
    const begun = new Map(model.now.articles.map(a => [a.id, a.reviewed]));
    const untouched = rereading.untouched();
    const composed = (await model.move(moved, model.issue.sheets[lines.sheet].file)).sort();
    const fresh = composed.find(id => !begun.has(id));
    const named = new Map([...otherwise].filter(([key]) => moved.has(key)).map(([key, to]) => [key, { ...to, id: to.id === model.NEW ? fresh ?? null : to.id }]));
    const between = rereading.between(named, owners);
    const read = composed.filter(id => between.has(id));
    for (const id of read) model.amend(id, { confidence: rereading.REREAD });
    rereading.made(composed.filter(id => untouched.has(id) && id !== first)); // whose lines a person has chosen, has his hand in it
    on.open(fresh ?? first ?? "");
    /** @param {(id: string) => unknown} which */
    const those = which => composed.filter(which).map(lines.mark).join("、");
    const [again, hinted] = [those(id => begun.get(id)), those(id => model.now.hints.has(id))];
    const news = [
      done,
      fresh && `新的一篇是第${lines.mark(fresh)}篇`,
      composed.length && `第${those(() => true)}篇已重排`,
      again && `第${again}篇要重新校读`,
      hinted && `第${hinted}篇有您改过的字，请看机器的写法`,
    ];
    const told = rereading.told(named, owners);
    say(`${news.filter(Boolean).join("，")}。${told && `机器重读：${told}。请看第${read.map(lines.mark).join("、")}篇，已列为存疑。`}`);
    return true;
  }

  return {
    ask, fresh, beside, leave, split, headline, merge, give,
    set handlers(/** @type {typeof on} */ handlers) { on = handlers; },
  };
})();
