// @ts-check
/* What another person, or a program, has changed in the issue meanwhile, joined with what is changed here. What both have
   changed is shown side by side: one is taken, or written anew. */
const join = (() => {
  "use strict";

  /** @typedef {typeof model.now} State */
  /** @typedef {State["articles"][0]} Article */
  /** @typedef {[string, number, string | null, "headline" | "body" | "none" | "left" | "held" | "shut"][]} Owned */
  /** @typedef {{of: string | null, to: string | null, lines: [string, number][]}} Move */
  /** @typedef {{id: string, field: string, was: any, now: any, moved: boolean}} Change */
  /** @typedef {{moves: Move[], gone: string[], changes: Change[]}} Did */
  /** @typedef {{articles: Article[], owners: Owned, lost: Record<string, string[]>, did: Did}} Side */
  /** @typedef {{id: string, field: string, mine: Record<string, any>, theirs: Record<string, any>}} FieldClash */
  /** @typedef {{ids: string[], mine: Side, theirs: Side}} KnotClash */
  /** @typedef {"mine" | "theirs"} Hand */
  /**
   * @typedef {object} Joined
   * @property {typeof model.issue} issue as it is on disk
   * @property {string | null} at when its file was written last
   * @property {Article[]} articles
   * @property {Owned} owners
   * @property {Record<string, string[]>} lost
   * @property {(FieldClash | KnotClash)[]} clashes
   * @property {Record<string, string>} renamed
   * @property {string[]} taken
   * @property {string[]} unread
   * @property {Record<string, string>} readers
   */

  const WORDS = /** @type {Record<string, string>} */ ({
    kicker: "引题", title: "标题", subtitle: "副题", authors: "作者", byline: "署名", county: "地区", kind: "类型",
    body: "正文", captions: "图片说明", continued_from: "上接版次", title_source: "标题来源", county_source: "地区依据",
    status: "开放标识", status_note: "原因", status_until: "开放日期", status_title: "保留题名", reviewed: "校读标记",
    ...record.WORDS,
  });
  const VALUES = /** @type {Record<string, Record<string, string>>} */ ({
    kind: cards.KINDS, title_source: cards.TITLES, county_source: facts.COUNTIES, status: facts.STATUSES,
    reviewed: { true: "校读完毕", false: "未校读" }, status_title: { true: "保留", false: "不保留" },
  });
  const WRITTEN = ["kicker", "title", "subtitle", "byline", "body", "page_label", "page_name", "column", "shelfmark", "rights", "notes", "staff_notes"]; // may be written anew, as one text
  const HANDS = /** @type {const} */ (["mine", "theirs"]);
  const { make } = dom;
  /** @type {HTMLDialogElement} */
  const dialog = dom.the("#join");

  /** Asks the server to join. @param {State} base @param {Record<string, [number, string][]>} lines @param {State} state @returns {Promise<Joined>} */
  function asked(base, lines, state) {
    const { paper, date } = model.issue;
    return server.request("/api/join", {
      paper,
      date,
      begun: { articles: base.articles, owners: model.owned(base), lines },
      state: { articles: state.articles, owners: model.owned(state), lost: Object.fromEntries(state.lost) },
    });
  }

  /** @param {string} id */
  const number = id => id.slice(id.lastIndexOf("-") + 1);

  /** An entry of a list: a text, an author, a picture. @param {any} of @returns {string} */
  function each(of) {
    if (typeof of === "string") return of;
    return of.file ? [of.file, of.caption, of.credit, of.alt].filter(Boolean).join("　") : `${of.name}${of.role ? `（${of.role}）` : ""}`;
  }

  /** What a field holds, as text. @param {string} field @param {any} value */
  function shown(field, value) {
    if (Array.isArray(value)) return value.map(each).join("\n");
    if (field === "serial" && value) return [value.title, value.part].filter(Boolean).join("　");
    return value === null || value === undefined ? "" : VALUES[field]?.[String(value)] ?? String(value);
  }

  /** Whose the other side is, as far as that is known. @param {Joined} joined @param {string[]} ids */
  function other(joined, ids) {
    const names = [...new Set(ids.flatMap(id => joined.readers[id] ?? []))].join("、");
    if (names) return `对方的（${names}）`;
    if (!joined.at) return "对方的";
    const time = new Date(joined.at);
    const today = time.toDateString() === new Date().toDateString();
    return `对方的（文件${today ? "今天 " : ""}${time.toLocaleString(document.documentElement.lang, today ? { hour: "2-digit", minute: "2-digit" } : { dateStyle: "medium", timeStyle: "short" })} 保存）`;
  }

  /** @param {number[]} held */
  const span = held => (held.length ? `第 ${held[0]}${held.length > 1 ? `–${held[held.length - 1]}` : ""} 行，共 ${held.length} 行` : "没有行");

  /** @param {Side} side @returns {Node[]} */
  function articles(side) {
    if (!side.articles.length) return [make("p", {}, "（没有文章，这些行未归入）")];
    return side.articles.map(a => {
      const held = side.owners.filter(([, , id]) => id === a.id).map(([, n]) => n);
      return make("div", {}, make("b", {}, `${number(a.id)}　${a.title}`), make("small", {}, `　${span(held)}`), make("blockquote", {}, a.body));
    });
  }

  /** What a side has done, and what of the other one would not be in the file. @param {KnotClash} clash @param {Hand} hand @returns {Node[]} */
  function deeds(clash, hand) {
    const { did, lost } = clash[hand];
    const where = (/** @type {string | null} */ id) => (id ? `第${number(id)}篇` : "未归入");
    const moves = did.moves.map(({ of, to, lines }) => `把${where(of)}的行（${span(lines.map(([, n]) => n))}）${to ? `归入${where(to)}` : "改为未归入"}`);
    const gone = did.gone.map(id => `第${number(id)}篇不再单独成篇`);
    const list = make("ul", { class: "deeds" }, ...[...(moves.length ? moves : ["没有移动行"]), ...gone].map(text => make("li", {}, text)));
    const changes = did.changes.flatMap(/** @returns {Node[]} */ ({ id, field, was, now, moved }) => {
      const what = `第${number(id)}篇的${WORDS[field] ?? field}`;
      const words = make("blockquote", {}, ...marked.changed(shown(field, was), shown(field, now)));
      if (!moved || field !== "body") return [make("p", {}, `${what}${moved ? "随行改为" : "改为"}：`), words];
      return [make("details", {}, make("summary", {}, `${what}随行重排`), words)]; // long, and told by the lines
    });
    if (!did.changes.length) changes.push(make("p", {}, "没有改动文字。"));
    const dropped = clash[hand === "mine" ? "theirs" : "mine"].did.changes.filter(change => !change.moved);
    const what = dropped.map(({ id, field }) => `第${number(id)}篇的${WORDS[field] ?? field}`).join("、");
    const waiting = Object.entries(lost).filter(([, texts]) => texts.length);
    const drop = what ? [make("p", { class: "drop" }, `选这一边，另一边改过的${what}不写进文章。`)] : [];
    const beside = waiting.map(([id, texts]) =>
      make("div", { class: "drop" }, `选这一边，下面的文字列在第${number(id)}篇里，等您放进去：`, ...texts.map(text => make("blockquote", {}, text))),
    );
    return [list, ...changes, ...drop, ...beside, make("details", {}, make("summary", {}, "选这一边，文章是这样"), ...articles(clash[hand]))];
  }

  /** What both have done, in short. @param {KnotClash} clash */
  function both(clash) {
    const [mine, theirs] = HANDS.map(hand => clash[hand].did.moves.length > 0);
    const what = mine && theirs ? "两边都移动了行" : mine ? "我移动了行，对方改了内容" : theirs ? "对方移动了行，我改了内容" : "两边都改了内容";
    return `第${clash.ids.map(number).join("、")}篇：${what}`;
  }

  /** One field as a side has it, beside the other one, and what goes with it. @param {FieldClash} clash @param {Hand} hand @returns {Node[]} */
  function wording(clash, hand) {
    const [own, against] = [clash[hand], clash[hand === "mine" ? "theirs" : "mine"]];
    const text = (/** @type {Record<string, any>} */ side, /** @type {string} */ name) => shown(name, side[name]);
    const more = Object.keys(own).filter(name => name !== clash.field && text(own, name) !== text(against, name));
    return [
      make("blockquote", {}, ...marked.beside(text(own, clash.field), text(against, clash.field))),
      ...more.map(name => make("p", { class: "more" }, `${WORDS[name] ?? name}：${text(own, name) || "（空）"}`)),
    ];
  }

  /**
   * One clash: two wordings, of which one is chosen. None is before a person has chosen it.
   * @param {FieldClash | KnotClash} clash @param {number} n @param {Joined} joined
   */
  function row(clash, n, joined) {
    const title = "ids" in clash ? both(clash) : `第${number(clash.id)}篇《${joined.articles.find(a => a.id === clash.id)?.title ?? ""}》的${WORDS[clash.field] ?? clash.field}`;
    const labels = { mine: "我的", theirs: other(joined, "ids" in clash ? clash.ids : [clash.id]) };
    const sides = HANDS.map(hand => {
      const input = make("input", { type: "radio", name: `clash-${n}`, value: hand });
      const words = "ids" in clash ? deeds(clash, hand) : wording(clash, hand);
      return make("div", { class: "side" }, make("label", {}, input, ` ${labels[hand]}`), ...words);
    });
    const box = make("fieldset", { class: "clash", "data-n": String(n) }, make("legend", {}, title), make("div", { class: "sides" }, ...sides));
    if ("ids" in clash || !WRITTEN.includes(clash.field)) return box;
    const text = make("textarea", { rows: clash.field === "body" ? "6" : "1", "aria-label": `${title}：采用的文字`, placeholder: "选一边，或写成新的" });
    box.addEventListener("change", event => {
      if (event.target instanceof HTMLInputElement) text.value = clash[event.target.value === "mine" ? "mine" : "theirs"][clash.field] ?? "";
    });
    box.append(make("label", { class: "taken" }, "采用（可以改）", text));
    return box;
  }

  /** What is chosen in a clash; what is written anew goes with what is mine. @param {Element} box @returns {Hand | null} */
  function chosen(box) {
    const input = /** @type {HTMLInputElement | null} */ (box.querySelector("input:checked"));
    if (input) return input.value === "theirs" ? "theirs" : "mine";
    return /** @type {HTMLTextAreaElement | null} */ (box.querySelector("textarea"))?.value.trim() ? "mine" : null;
  }

  /** The button waits until there is an answer to each. */
  function tell() {
    const left = [...dialog.querySelectorAll(".clash")].filter(box => !chosen(box)).length;
    /** @type {HTMLButtonElement} */ (dom.the(".main", dialog)).disabled = left > 0;
    dom.the(".left", dialog).textContent = left ? `还有 ${left} 处没有选` : "都选好了";
  }

  /** @param {Joined} joined @param {string} verb @returns {Promise<State | null>} null: not now */
  async function settled(joined, verb) {
    let articles = joined.articles;
    const owners = new Map(joined.owners.map(([file, n, id, role]) => [model.key(file, n), { id, role }]));
    let lost = joined.lost;
    if (joined.clashes.length) {
      dom.the(".clashes", dialog).replaceChildren(...joined.clashes.map((clash, n) => row(clash, n, joined)));
      dom.the(".main", dialog).textContent = verb;
      tell();
      if ((await dom.shown(dialog)) !== "yes") return null;
      joined.clashes.forEach((clash, n) => {
        const box = dom.the(`fieldset[data-n="${n}"]`, dialog);
        const hand = chosen(box) ?? "mine";
        if ("ids" in clash) {
          if (hand === "mine") return;
          const others = articles.filter(a => !clash.ids.includes(a.id));
          articles = [...others, ...clash.theirs.articles].sort((a, b) => order(joined, a) - order(joined, b));
          for (const [file, n, id, role] of clash.theirs.owners) owners.set(model.key(file, n), { id, role });
          lost = { ...Object.fromEntries(Object.entries(lost).filter(([id]) => !clash.ids.includes(id))), ...clash.theirs.lost };
        } else {
          const text = /** @type {HTMLTextAreaElement | null} */ (box.querySelector("textarea"));
          const fields = text ? { ...clash[hand], [clash.field]: text.value.trim() || null } : clash[hand];
          articles = articles.map(a => (a.id === clash.id ? { ...a, ...fields } : a));
        }
      });
    }
    const there = new Set(articles.map(a => a.id));
    const hints = new Map([...model.now.hints].map(([id, hint]) => /** @type {const} */ ([joined.renamed[id] ?? id, hint])).filter(([id]) => there.has(id)));
    return { articles, owners, hints, lost: new Map(Object.entries(lost)) };
  }

  /** Theirs in their order, in front of what is mine alone. @param {Joined} joined @param {Article} a */
  function order({ issue, articles }, a) {
    const at = issue.articles.findIndex(b => b.id === a.id);
    return at < 0 ? issue.articles.length + articles.findIndex(b => b.id === a.id) : at;
  }

  /** What has come of it, in words. @param {Joined} joined */
  function told({ taken, unread, renamed }) {
    const [whose, again] = [taken, unread].map(ids => ids.map(number).join("、"));
    return [
      taken.length && `并入了对方的改动：第${whose}篇`,
      unread.length && `第${again}篇合并之后还没有人读过，要重新校读`,
      ...Object.entries(renamed).map(([old, id]) => `第${number(old)}篇的号对方用了，改为第${number(id)}篇`),
    ].filter(Boolean).join("；");
  }

  dialog.addEventListener("input", tell);
  dialog.addEventListener("change", tell); // which has put a text beside the choice
  dialog.addEventListener("keydown", event => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault(); // the first button would put it off
  });

  return { asked, settled, told };
})();
