// @ts-check
/* The desk: what is done with an issue's lines and articles, keys, saving, the way between issues. */
(() => {
  "use strict";

  /** What is done with the lines that are selected. @typedef {"headline" | "body" | "none" | "shut" | "new" | "split"} Act */

  const { the, make, say } = dom;
  const [listView, proofView, lineList] = ["#issues", "#proof", "#lines"].map(id => /** @type {HTMLElement} */ (the(id)));
  /** @type {HTMLSelectElement} */
  const pages = the("#page");
  const LEAVES = { left: "列在版面文字里", shut: "也不公开" };
  let active = "";
  let queue = Promise.resolve();
  let opened = ""; // the address of what is shown
  let visited = -1; // place of the doubt that was shown last

  /** The list, or an issue. @param {boolean} list @param {string} title */
  function view(list, title) {
    listView.hidden = !list;
    for (const part of [proofView, the(".where"), the(".tools")]) /** @type {HTMLElement} */ (part).hidden = list;
    document.title = title;
  }

  async function showList() {
    view(true, "校读台 · 报藏");
    say("正在读取…");
    say(await issues.draw());
  }

  // ---- one issue ----

  /** @param {string} paper @param {string} date @param {number} sheet */
  async function showIssue(paper, date, sheet) {
    await model.open(paper, date);
    draft.leave();
    const { issue } = model;
    const title = `${issue.name} ${issue.date} ${issue.edition}`.trim();
    the("#issue").textContent = title;
    /** @type {HTMLElement} */ (the("#issue")).title = issue.recorded;
    view(false, `${title} · 校读台`);
    pages.replaceChildren(...issue.sheets.map((s, i) => make("option", { value: String(i) }, [s.label || (s.page ? `第${s.page}版` : s.file), s.called].filter(Boolean).join(" "))));
    /** @type {HTMLElement} */ (the(".pages")).hidden = issue.sheets.length < 2;
    the("#places").replaceChildren(...issue.places.map(value => make("option", { value })));
    cards.mark([]);
    showSheet(issue.sheets[sheet] ? sheet : 0);
    select(mostDoubtful(onSheet()) ?? onSheet()[0] ?? "");
    lineList.focus({ preventScroll: true });
    say(issue.saved ? "" : "这一期还没有文章文件：下面是机器找到的，保存后写入。");
    const said = await saving.resume();
    if (said) say(said, issue.damaged?.length !== 0);
  }

  /** Of the articles that nobody has reviewed the one that is the least sure to be whole. @param {string[]} ids */
  function mostDoubtful(ids) {
    const open = ids.flatMap(id => model.article(id) ?? []).filter(a => !a.reviewed);
    return open.sort((a, b) => (a.confidence ?? 1) - (b.confidence ?? 1))[0]?.id;
  }

  /** @param {number} sheet @param {string} [open] the article that is open */
  function showSheet(sheet, open = "") {
    pages.value = String(sheet);
    visited = -1;
    active = open;
    lines.show(sheet);
    redraw();
  }

  /** Articles of the page file in the order of their first lines; with the first one those without any line. */
  function onSheet() {
    const { file } = model.issue.sheets[lines.sheet];
    const files = new Set(model.issue.sheets.map(s => s.file));
    return model.now.articles
      .map(a => ({ id: a.id, at: lines.firstOf(a.id), stray: lines.sheet === 0 && !a.source.some(s => files.has(s.file)) }))
      .filter(a => a.at >= 0 || a.stray || model.article(a.id)?.source.some(s => s.file === file))
      .sort((a, b) => (a.at < 0 ? Infinity : a.at) - (b.at < 0 ? Infinity : b.at))
      .map(a => a.id);
  }

  /** Draws all that may have changed but the lines' texts. */
  function redraw() {
    const ids = onSheet();
    if (!ids.includes(active)) active = "";
    lines.highlight(active);
    lines.draw();
    cards.draw(ids, active);
    cards.point(lines.cursor, false);
    tell();
  }

  /** Counts and buttons. */
  function tell() {
    const ids = onSheet();
    const reviewed = ids.filter(id => model.article(id)?.reviewed).length;
    the(".cards .tally").textContent = `${ids.length} 篇，已校读 ${reviewed} 篇`;
    the("#doubt .count").textContent = String(model.doubts().length || "");
    /** @type {HTMLButtonElement} */ (the("#save")).disabled = !model.dirty;
    /** @type {HTMLButtonElement} */ (the("#undo")).disabled = !model.past;
    /** @type {HTMLButtonElement} */ (the("#redo")).disabled = !model.future;
    /** @type {HTMLButtonElement} */ (the("#done")).disabled = reviewed === ids.length;
    draft.touch();
  }

  /** Opens an article. @param {string} id @param {"goTo" | "stay"} [how] whether its lines are scrolled to */
  function select(id, how = "goTo") {
    active = id;
    lines.highlight(id);
    cards.draw(onSheet(), id);
    if (!id) return;
    if (how === "goTo") lines.goTo(id);
    cards.show(id);
    cards.point(lines.cursor, false);
  }

  lines.onmove = () => {
    visited = place(lines.sheet, lines.cursor, 0);
    const { id } = lines.ownerOf(lines.cursor);
    if (id !== null && id !== active) select(id, "stay");
    cards.point(lines.cursor, true);
  };

  /** The line whose words are read in the body: it is shown, and what is selected stays. @param {number} line */
  function read(line) {
    if (lines.picked.length < 2) lines.look(line);
    lines.reveal(line, "nearest");
    cards.point(line, false);
  }

  // ---- lines and articles ----

  /** One thing after the other; what goes wrong is said. @param {() => Promise<void>} what */
  function work(what) {
    queue = queue.then(what).catch(error => {
      if (!(error instanceof server.Refused)) return reportError(error);
      say(Array.isArray(error.answer) ? `这一期的文件有错：${error.answer.join(" ")}` : error.message, true);
    });
    return queue;
  }

  /** @param {string} id */
  const label = id => `${lines.mark(id)}　${model.article(id)?.title ?? ""}`;

  /** The article that the selected lines are most likely meant for. @param {"headline" | "body"} role */
  function likely(role) {
    const picked = lines.picked;
    const owners = picked.map(i => lines.ownerOf(i));
    const own = owners[0]?.id ?? null;
    if (own !== null && owners.every(o => o.id === own) && owners.some(o => o.role !== role)) return own;
    /** @param {number} i @param {number} by */
    const nearest = (i, by) => {
      for (let n = i; n >= 0 && n <= lines.last; n += by) {
        const { id } = lines.ownerOf(n);
        if (id !== null && id !== own) return id;
      }
      return null;
    };
    const [before, after] = [nearest(picked[0], -1), nearest(picked[picked.length - 1], 1)];
    return (role === "headline" ? after ?? before : before ?? after) ?? model.NEW;
  }

  /** @param {Act} act */
  async function give(act) {
    const picked = act === "split" ? rest() : lines.picked;
    if (!picked.length) return;
    const gone = act === "none" || act === "shut" ? emptied(picked) : [];
    const leaves = act === "none" || act === "shut" ? await leaving(act, gone) : undefined;
    if (leaves === null) return;
    let to = leaves ? null : model.NEW;
    if (act === "headline" || act === "body") {
      /** @type {[string, string][]} */
      const choices = [...onSheet().map(id => /** @type {[string, string]} */ ([id, label(id)])), [model.NEW, "＋　另起一篇"]];
      const title = `${picked.length} 行${act === "headline" ? "作标题" : "作正文"}，归入哪一篇？`;
      to = await dom.pick(title, choices, likely(act), "归入");
      if (!to) return;
    }
    const changes = new Map(
      picked.map(i => {
        const old = lines.ownerOf(i).role;
        const role = leaves ?? (act === "headline" || act === "body" ? act : old === "headline" ? old : "body");
        return [lines.keyOf(i), { id: to, role: /** @type {"headline" | "body" | "left" | "shut"} */ (role) }];
      }),
    );
    for (const i of picked) {
      const [is, willBe] = [lines.ownerOf(i), changes.get(lines.keyOf(i))];
      if (is.id === willBe?.id && is.role === willBe.role) changes.delete(lines.keyOf(i));
    }
    if (!changes.size) return say("这些行本来就是这样。");
    await change(changes, leaves ? `${picked.length} 行不归入文章，${LEAVES[leaves]}` : `${picked.length} 行已归入`);
    const kept = gone.filter(model.isLeft); // for what a person has written there
    model.drop(kept);
    if (kept.length) redraw();
  }

  /** Articles of these lines that have no other. @param {number[]} picked */
  function emptied(picked) {
    const keys = new Set(picked.map(lines.keyOf));
    const of = new Set(picked.map(i => lines.ownerOf(i).id ?? ""));
    return onSheet().filter(id => of.has(id) && model.linesOf(model.now.owners, id).every(([file, n]) => keys.has(model.key(file, n))));
  }

  /** How lines leave their articles. One that loses its last line is deleted: a person says so, and whether its text stays
   *  to be read in the page text. @param {"none" | "shut"} act @param {string[]} gone @returns {Promise<"left" | "shut" | null>} */
  async function leaving(act, gone) {
    if (!gone.length) return act === "shut" ? act : "left";
    const text = `第${gone.map(lines.mark).join("、")}篇不再有行，就删去了。它的文字还公开吗？版头、责任编辑可以公开；广告、启事里的姓名电话，一般不公开。`;
    /** @type {[string, string][]} */
    const ways = [["left", "公开，列在版面文字里"], ["shut", "不公开"]];
    const answer = await dom.ask("删去这一篇？", text, [["", "取消"], ...(act === "shut" ? ways : ways.reverse())]);
    return answer === "left" || answer === "shut" ? answer : null;
  }

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

  /** @param {string} id */
  async function merge(id) {
    const others = onSheet().filter(other => other !== id);
    if (!id || !others.length) return;
    if (!model.linesOf(model.now.owners, id).length) return say("这一篇没有版面的行，不能并入。", true);
    const all = onSheet();
    const before = all[all.indexOf(id) - 1] ?? others[0];
    const choices = others.map(other => /** @type {[string, string]} */ ([other, label(other)]));
    const to = await dom.pick(`第${lines.mark(id)}篇并入哪一篇？`, choices, before, "并入");
    if (!to) return;
    const headed = model.linesOf(model.now.owners, to).some(([, , role]) => role === "headline");
    const changes = new Map(
      model.linesOf(model.now.owners, id).map(([file, n, role]) => {
        const kept = role === "headline" && !headed ? role : /** @type {const} */ ("body");
        return [model.key(file, n), { id: to, role: kept }];
      }),
    );
    await change(changes, `第${lines.mark(id)}篇已并入第${lines.mark(to)}篇`);
    select(to);
  }

  /** @param {Map<string, {id: string | null, role: "headline" | "body" | "none" | "left" | "held" | "shut"}>} changes @param {string} done */
  async function change(changes, done) {
    const begun = new Map(model.now.articles.map(a => [a.id, a.reviewed]));
    const composed = (await model.move(changes, model.issue.sheets[lines.sheet].file)).sort();
    const fresh = composed.find(id => !begun.has(id));
    const target = fresh ?? [...changes.values()][0].id;
    if (target) active = target;
    redraw();
    cards.show(active);
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
    say(`${news.filter(Boolean).join("，")}。`);
  }

  // ---- doubts, review, undo, save ----

  /** @param {number} sheet @param {number} line @param {number} order */
  const place = (sheet, line, order) => sheet * 1e9 + line * 1e3 + order;

  function nextDoubt() {
    const found = model.doubts();
    if (!found.length) return say("没有存疑之处了。");
    const at = (/** @type {typeof found[0]} */ d) => place(d.sheet, d.line, d.order);
    const next = found.find(d => at(d) > visited) ?? found[0];
    if (next.sheet !== lines.sheet) showSheet(next.sheet);
    lines.to(next.line, "only");
    if (next.id === null || next.field === null) lineList.focus({ preventScroll: true });
    else {
      select(next.id, "stay");
      cards.focus(next.field, next.at, next.what === model.MISSING ? model.LOST.length : 0);
    }
    lines.reveal(next.line, "center");
    visited = at(next);
    say(`${next.what}（${found.indexOf(next) + 1} / ${found.length}）`);
  }

  /** Marks articles as read, or as not read. @param {string[]} ids @param {boolean} yes @param {boolean} [page] all of it */
  const mark = (ids, yes, page = false) => work(() => (page ? marking.page(ids) : marking.mark(ids, yes)).then(redraw));

  function undo() {
    if (!model.undo()) return say("没有可撤销的了。");
    redraw();
    say("已撤销一步。");
  }

  function redo() {
    if (!model.redo()) return say("没有可重做的了。");
    redraw();
    say("已重做一步。");
  }

  /** @param {{id: string | null, field: string | null, message: string}[]} faults */
  async function refused(faults) {
    cards.mark(faults);
    const first = faults.find(fault => fault.id !== null);
    if (first?.id) {
      const at = model.issue.sheets.findIndex(s => model.article(first.id ?? "")?.source.some(x => x.file === s.file));
      if (at >= 0 && at !== lines.sheet) showSheet(at);
      select(first.id);
      cards.focus(first.field ?? "title");
    }
    say(`没有保存，有 ${faults.length} 处要改${first?.id ? `，见第${lines.mark(first.id)}篇` : ""}。`, true);
    if (!first) await dom.ask("没有保存", faults.map(fault => fault.message).join(" "), [["", "知道了"]]);
  }

  // ---- addresses, buttons, keys ----

  async function route() {
    const address = location.hash || "#/";
    if (address === opened) return;
    if (the("dialog[open]")) return void history.replaceState(null, "", opened); // a question first
    if (opened && !proofView.hidden && !(await saving.leave())) return void history.replaceState(null, "", opened);
    opened = address;
    const [, paper, date, sheet] = address.split("/");
    await work(() => (paper && date ? showIssue(decodeURIComponent(paper), date, Number(sheet || 1) - 1) : showList()));
  }

  /** @type {Record<string, (shift: boolean) => unknown>} */
  const KEYS = {
    arrowdown: shift => lines.to(lines.cursor + 1, shift ? "extend" : "only"),
    arrowup: shift => lines.to(lines.cursor - 1, shift ? "extend" : "only"),
    pagedown: shift => lines.to(lines.cursor + 20, shift ? "extend" : "only"),
    pageup: shift => lines.to(lines.cursor - 20, shift ? "extend" : "only"),
    home: shift => lines.to(0, shift ? "extend" : "only"),
    end: shift => lines.to(lines.last, shift ? "extend" : "only"),
    "[": () => neighbour(-1),
    "]": () => neighbour(1),
    h: () => work(() => give("headline")),
    b: () => work(() => give("body")),
    u: () => work(() => give("none")),
    x: () => work(() => give("shut")),
    n: () => work(() => give("new")),
    s: () => work(() => give("split")),
    m: () => work(() => merge(active)),
    d: nextDoubt,
    r: shift => mark(shift ? onSheet() : active ? [active] : [], shift || !model.article(active)?.reviewed, shift),
    enter: () => cards.focus("body"),
    "?": () => dom.shown(the("#help")),
  };
  KEYS.j = KEYS.arrowdown;
  KEYS.k = KEYS.arrowup;
  KEYS["？"] = KEYS["?"];
  const keys = new Map(Object.entries(KEYS));

  /** @param {number} by */
  function neighbour(by) {
    const ids = onSheet();
    const next = ids[ids.indexOf(active) + by];
    if (next) select(next);
  }

  document.addEventListener("keydown", event => {
    if (event.isComposing || proofView.hidden || document.querySelector("dialog[open]")) return;
    const name = event.key.toLowerCase();
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const inText = target.matches("input:not([type=checkbox]), textarea, select");
    if (event.ctrlKey || event.metaKey) {
      if (name === "s") void work(saving.save);
      else if (inText) return;
      else if (name === "y" || (name === "z" && event.shiftKey)) redo();
      else if (name === "z") undo();
      else return;
      event.preventDefault();
    } else if (inText) {
      if (name === "escape") lineList.focus({ preventScroll: true });
    } else if (!event.altKey && !(name === "enter" && target.matches("button, a"))) {
      const act = keys.get(name);
      if (!act) return;
      event.preventDefault();
      act(event.shiftKey);
    }
  });

  draft.say = say;
  saving.handlers = { redraw: () => showSheet(Math.min(lines.sheet, model.issue.sheets.length - 1), active), refused };
  cards.handlers = {
    select: id => select(id === active ? "" : id),
    merge: id => work(() => merge(id)),
    review: (id, yes) => mark([id], yes),
    changed: tell,
    redraw,
    read,
  };
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-act]"))) {
    const act = /** @type {Act} */ (button.dataset.act);
    button.addEventListener("click", () => work(() => give(act)));
  }
  the("#doubt").addEventListener("click", nextDoubt);
  the("#done").addEventListener("click", () => mark(onSheet(), true, true));
  the("#undo").addEventListener("click", undo);
  the("#redo").addEventListener("click", redo);
  the("#save").addEventListener("click", () => work(saving.save));
  the("#keys").addEventListener("click", () => dom.shown(the("#help")));
  pages.addEventListener("change", () => {
    showSheet(Number(pages.value));
    select(onSheet()[0] ?? "");
  });
  addEventListener("hashchange", route);
  addEventListener("beforeunload", event => {
    if (model.changed) event.preventDefault();
  });
  history.replaceState(null, "", location.pathname + location.hash); // the token is in the page now
  void route();
})();
