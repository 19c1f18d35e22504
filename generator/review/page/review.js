// @ts-check
/* The desk: what is done with an issue's lines and articles, keys, saving, the way between issues. */
(() => {
  "use strict";

  const { the, make, say } = dom;
  const [listView, proofView, lineList] = ["#issues", "#proof", "#lines"].map(id => /** @type {HTMLElement} */ (the(id)));
  /** @type {HTMLSelectElement} */
  const pages = the("#page");
  let active = "";
  /** @type {Promise<unknown>} */
  let queue = Promise.resolve();
  let opened = ""; // the address of what is shown
  let carried = ""; // what is still to be said when the next issue is open
  let visited = -1; // place of the doubt that was shown last
  /** The issue that was accepted as a whole and left, as it was then: whoever comes back may undo. @type {{paper: string, date: string, base: string, past: typeof model.states} | null} */
  let left = null;
  let returning = false; // to it, and its last step is taken back

  /** The list, or an issue. @param {boolean} list @param {string} title */
  function view(list, title) {
    listView.hidden = !list;
    for (const part of [proofView, the(".where"), the(".tools")]) /** @type {HTMLElement} */ (part).hidden = list;
    document.title = title;
  }

  async function showList() {
    view(true, "校读台 · 报藏");
    say("正在读取…");
    say(`${carried}${await issues.draw()}`);
    carried = "";
  }

  // ---- one issue ----

  /** @param {string} paper @param {string} date @param {number} sheet @param {string} at an article, or the number of a line */
  async function showIssue(paper, date, sheet, at) {
    await model.open(paper, date);
    const undone = comeBack();
    draft.leave();
    const { issue } = model;
    head();
    /** @type {HTMLElement} */ (the(".pages")).hidden = issue.sheets.length < 2;
    the("#places").replaceChildren(...issue.places.map(value => make("option", { value })));
    cards.mark([]);
    const of = model.article(at)?.source[0]?.file;
    const home = of ? issue.sheets.findIndex(s => s.file === of) : sheet;
    showSheet(issue.sheets[home] ? home : 0);
    if (model.article(at)) select(at);
    else if (/^\d+$/.test(at) && lines.indexOf(Number(at)) >= 0) lines.to(lines.indexOf(Number(at)), "only");
    else land(mostDoubtful(lines.articles()) ?? lines.articles()[0] ?? "");
    toLines();
    say(issue.saved ? carried : `${carried}这一期还没有文章文件：下面是机器找到的，保存后写入。`);
    carried = "";
    if (undone) return say("回到这一期，全版校读完毕已撤销，还没有保存。");
    const said = await saving.resume();
    if (said) say(said, issue.damaged?.length !== 0);
  }

  /** The steps of an issue that was accepted and left, where nobody has changed it since. Whether the last is taken back. */
  function comeBack() {
    const { paper, date, base } = model.issue;
    const asked = returning;
    returning = false;
    if (left?.paper !== paper || left.date !== date) return false;
    const { past } = left;
    const whole = left.base === base;
    left = null;
    if (whole) model.resume([...past, model.saved], past.length);
    return whole && asked && model.undo();
  }

  /** What the issue and its pages are called. */
  function head() {
    const { issue } = model;
    const title = `${issue.name} ${issue.date} ${issue.edition}`.trim();
    the("#issue").textContent = title;
    /** @type {HTMLElement} */ (the("#issue")).title = listed.described(issue.recorded);
    view(false, `${title} · 校读台`);
    const at = pages.value;
    pages.replaceChildren(...issue.sheets.map((s, i) => make("option", { value: String(i) }, [s.label || (s.page ? `第${s.page}版` : s.file), s.called].filter(Boolean).join(" "))));
    if (issue.sheets[Number(at)]) pages.value = at;
  }

  /** Of the articles that nobody has reviewed the one that is the least sure to be right; those first in which another one may begin: once it is parted,
   *  headlines find theirs. @param {string[]} ids */
  function mostDoubtful(ids) {
    const open = ids.flatMap(id => model.article(id) ?? []).filter(a => !a.reviewed);
    const parted = (/** @type {typeof open[0]} */ a) => (doubting.of(a)?.line ? 0 : 1);
    return open.sort((a, b) => parted(a) - parted(b) || doubting.sure(a) - doubting.sure(b))[0]?.id;
  }

  /** Opens an article, and goes to the line at which the machine holds it likely that another one begins. @param {string} id */
  function land(id) {
    select(id);
    const a = model.article(id);
    const at = a && !a.reviewed ? lines.indexOf(doubting.of(a)?.line ?? 0) : -1;
    if (at < 0 || lines.ownerOf(at).id !== id) return;
    lines.look(at);
    lines.reveal(at, "center");
    cards.point(at, false);
  }

  /** The keyboard goes to the lines; where there are none, out of the fields. */
  function toLines() {
    if (lines.last >= 0) lineList.focus({ preventScroll: true });
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  /** @param {number} sheet @param {string} [open] the article that is open */
  function showSheet(sheet, open = "") {
    pages.value = String(sheet);
    visited = -1;
    active = open;
    proofView.classList.toggle("lineless", !model.issue.sheets[sheet].lines.length);
    lines.show(sheet);
    redraw();
    void picture.show();
  }

  /** Draws all that may have changed but the lines' texts. */
  function redraw() {
    const ids = lines.articles();
    if (!ids.includes(active)) active = "";
    lines.highlight(active);
    lines.draw();
    cards.draw(ids, active);
    cards.point(lines.cursor, false);
    tell();
  }

  /** Counts and buttons. */
  function tell() {
    const ids = lines.articles();
    const reviewed = ids.filter(id => model.article(id)?.reviewed).length;
    the(".cards .tally").textContent = `${ids.length} 篇，已校读 ${reviewed} 篇`;
    the("#doubt .count").textContent = String(doubting.all().length || "");
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
    cards.draw(lines.articles(), id);
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

  /** One thing after the other; what goes wrong is said. @param {() => Promise<unknown>} what @returns {Promise<unknown>} */
  function work(what) {
    queue = queue.then(what).catch(error => {
      if (!(error instanceof server.Refused)) return reportError(error);
      say(Array.isArray(error.answer) ? `这一期的文件有错：${error.answer.join(" ")}` : error.message, true);
    });
    return queue;
  }

  // ---- doubts, review, undo, save ----

  /** @param {number} sheet @param {number} line @param {number} order */
  const place = (sheet, line, order) => sheet * 1e9 + line * 1e3 + order;

  function nextDoubt() {
    const found = doubting.all();
    if (!found.length) return say("没有存疑之处了。");
    const at = (/** @type {typeof found[0]} */ d) => place(d.sheet, d.line, d.order);
    const from = Math.max(visited, place(lines.sheet, 0, 0) - 1); // of a page that was chosen, its first one
    const next = found.find(d => at(d) > from) ?? found[0];
    if (next.sheet !== lines.sheet) showSheet(next.sheet);
    lines.to(next.line, "only");
    if (next.id === null || next.field === null) toLines();
    else {
      select(next.id, "stay");
      cards.focus(next.field, next.at, next.what === doubting.MISSING ? model.LOST.length : 0);
    }
    lines.reveal(next.line, "center");
    visited = at(next);
    say(`${next.what}（${found.indexOf(next) + 1} / ${found.length}）`);
  }

  /** Marks articles as read, or as not read. @param {string[]} ids @param {boolean} yes @param {boolean} [page] all of it */
  const mark = (ids, yes, page = false) => work(async () => {
    if (page) await marking.page(ids);
    else marking.mark(ids, yes);
    redraw();
  });

  /** The article is right: it is read, and the next one that nobody has read comes, the least sure first. */
  async function accept() {
    const open = active && !model.article(active)?.reviewed;
    if (open) marking.mark([active], true);
    redraw();
    const told = the("#status").textContent ?? "";
    if (onwards()) say(open ? `${told}接着是第${lines.mark(active)}篇。` : "");
    else say(`${open ? told : ""}这一期各篇都已校读，按 Shift+A 保存，到下一期。`);
  }

  /** To the least sure of the articles that nobody has read: of this page, else of the next that has one. */
  function onwards() {
    const { sheets } = model.issue;
    for (let n = 0; n < sheets.length; n++) {
      const at = (lines.sheet + n) % sheets.length;
      if (lines.articles(at).every(id => model.article(id)?.reviewed)) continue;
      if (n) showSheet(at);
      land(mostDoubtful(lines.articles()) ?? "");
      toLines();
      return true;
    }
    return false;
  }

  /** All of the page is right. Behind the last page of the issue it is saved, and the next issue comes. */
  async function acceptPage() {
    if (lines.articles().some(id => !model.article(id)?.reviewed) && !(await marking.page(lines.articles()))) return;
    redraw();
    if (onwards() || !(await saving.save())) return;
    const { paper, date, base } = model.issue;
    left = { paper, date, base, past: model.states.slice(0, model.past) };
    const next = await issues.next(model.issue);
    carried = `${the("#status").textContent}不合意，按 Ctrl+Z 回到这一期。`;
    location.hash = next ? `#/${next.paper}/${next.date}` : "#/";
  }

  function undo() {
    if (!proofView.hidden && model.undo()) {
      redraw();
      return say("已撤销一步。");
    }
    if (!left) return say("没有可撤销的了。");
    returning = true;
    location.hash = `#/${left.paper}/${left.date}`;
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
    const [, paper, date, sheet, at = ""] = address.split("/");
    await work(() => (paper && date ? showIssue(decodeURIComponent(paper), date, Number(sheet || 1) - 1, at) : showList()));
  }

  /** @param {number} by */
  function neighbour(by) {
    const ids = lines.articles();
    const next = ids[ids.indexOf(active) + by];
    if (next) select(next);
  }

  /** The article becomes of the next kind. @param {1 | -1} by */
  function turnKind(by) {
    const a = model.article(active);
    if (!a) return;
    const kinds = Object.entries(cards.KINDS);
    const [kind, words] = kinds[(kinds.findIndex(([name]) => name === a.kind) + by + kinds.length) % kinds.length];
    model.edit(active, { kind }, "kind");
    redraw();
    say(`第${lines.mark(active)}篇的类型：${words}。`);
  }

  /** @param {number} by @param {"only" | "extend"} how */
  const step = (by, how) => () => lines.to(lines.cursor + by, how);

  /** What the names of `keys` stand for. @type {Record<string, () => unknown>} */
  const DOES = {
    accept: () => work(accept),
    acceptPage: () => work(acceptPage),
    doubt: nextDoubt,
    before: () => neighbour(-1),
    behind: () => neighbour(1),
    mark: () => mark(active ? [active] : [], !model.article(active)?.reviewed),
    markPage: () => mark(lines.articles(), true, true),
    body: () => cards.focus("body"),
    title: () => cards.focus("title"),
    kind: () => turnKind(1),
    kindBack: () => turnKind(-1),
    down: step(1, "only"), up: step(-1, "only"), far: step(20, "only"), farUp: step(-20, "only"),
    downTo: step(1, "extend"), upTo: step(-1, "extend"), farTo: step(20, "extend"), farUpTo: step(-20, "extend"),
    first: () => lines.to(0, "only"), last: () => lines.to(lines.last, "only"),
    firstTo: () => lines.to(0, "extend"), lastTo: () => lines.to(lines.last, "extend"),
    endTo: () => lines.to(lines.lastOf(lines.ownerOf(lines.cursor).id), "extend"),
    split: () => work(acts.split),
    headline: () => work(acts.headline),
    textBefore: () => work(() => acts.beside(-1, "body")),
    textBehind: () => work(() => acts.beside(1, "body")),
    headBefore: () => work(() => acts.beside(-1, "headline")),
    headBehind: () => work(() => acts.beside(1, "headline")),
    askHead: () => work(() => acts.ask("headline")),
    askBody: () => work(() => acts.ask("body")),
    fresh: () => work(acts.fresh),
    leave: () => work(() => acts.leave("left")),
    shut: () => work(() => acts.leave("shut")),
    merge: () => work(() => acts.merge(active)),
    mergeBefore: () => work(() => acts.merge(active, true)),
    take: () => work(moving.take),
    put: () => work(moving.put),
    earlier: () => work(() => moving.by(-1)),
    later: () => work(() => moving.by(1)),
    picture: () => work(async () => picture.toggle()),
    larger: () => picture.turn(1),
    smaller: () => picture.turn(-1),
    whole: () => picture.turn(0),
    undo, redo,
    save: () => work(saving.save),
    facts: () => work(listed.ask),
    help: keys.help,
  };

  /** @type {Record<string, string>} */
  const BUTTONS = { headline: "askHead", body: "askBody", none: "leave", shut: "shut", new: "fresh", split: "split" };

  document.addEventListener("keydown", event => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const inText = target.matches("input:not([type=checkbox]), textarea, select");
    const name = keys.name(event) ?? "";
    if (proofView.hidden && (name !== "undo" || inText)) return;
    if (inText && name !== "save") {
      if (event.key === "Escape") toLines();
      else if ((name === "earlier" || name === "later") && cards.paragraph(target, name === "earlier" ? -1 : 1)) event.preventDefault();
      return;
    }
    const does = event.key === "Enter" && target.matches("button, a, summary") ? undefined : DOES[name];
    if (!does) return;
    event.preventDefault();
    void does();
  });

  lines.onact = what => void DOES[what]();
  draft.say = say;
  acts.handlers = {
    redraw,
    open: (id, show = false) => {
      if (id) active = id;
      redraw();
      if (show) select(id);
      else cards.show(active);
    },
  };
  moving.redraw = redraw;
  saving.handlers = { redraw, show: () => showSheet(Math.min(lines.sheet, model.issue.sheets.length - 1), active), refused };
  cards.handlers = {
    select: id => select(id === active ? "" : id),
    merge: id => work(() => acts.merge(id)),
    review: (id, yes) => mark([id], yes),
    changed: tell,
    redraw,
    read,
  };
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-act]"))) {
    button.addEventListener("click", () => DOES[BUTTONS[button.dataset.act ?? ""]]());
  }
  the("#doubt").addEventListener("click", nextDoubt);
  the("#done").addEventListener("click", () => mark(lines.articles(), true, true));
  the("#undo").addEventListener("click", undo);
  the("#redo").addEventListener("click", redo);
  the("#save").addEventListener("click", () => work(saving.save));
  the("#facts").addEventListener("click", DOES.facts);
  listed.onchange = head;
  the("#keys").addEventListener("click", keys.help);
  the("#pictured").addEventListener("click", DOES.picture);
  the("#accept").addEventListener("click", DOES.accept);
  pages.addEventListener("change", () => {
    showSheet(Number(pages.value));
    select(lines.articles()[0] ?? "");
  });
  addEventListener("hashchange", route);
  addEventListener("beforeunload", event => {
    if (model.changed) event.preventDefault();
  });
  history.replaceState(null, "", location.pathname + location.hash); // the token is in the page now
  void route();
})();
