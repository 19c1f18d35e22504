// @ts-check
/* What another person, or a program, has changed in the issue meanwhile, joined with what is changed here. What both have
   changed is shown side by side: one is taken, or written anew. */
const join = (() => {
  "use strict";

  /** @typedef {typeof model.now} State */
  /** @typedef {State["articles"][0]} Article */
  /** @typedef {[string, number, string | null, "headline" | "body" | "none"][]} Owned */
  /** @typedef {{articles: Article[], owners: Owned, lost: Record<string, string[]>}} Side */
  /** @typedef {{id: string, field: string, mine: Record<string, any>, theirs: Record<string, any>}} FieldClash */
  /** @typedef {{ids: string[], mine: Side, theirs: Side}} KnotClash */
  /**
   * @typedef {object} Joined
   * @property {typeof model.issue} issue as it is on disk
   * @property {Article[]} articles
   * @property {Owned} owners
   * @property {Record<string, string[]>} lost
   * @property {(FieldClash | KnotClash)[]} clashes
   * @property {Record<string, string>} renamed
   * @property {string[]} taken
   * @property {string[]} unread
   */

  const WORDS = /** @type {Record<string, string>} */ ({
    kicker: "引题", title: "标题", subtitle: "副题", authors: "作者", byline: "署名", county: "地区", kind: "类型",
    body: "正文", captions: "图片说明", continued_from: "上接版次", status: "开放标识", page: "版次",
  });
  const WRITTEN = ["kicker", "title", "subtitle", "byline", "body"]; // may be written anew, as one text
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

  /** @param {any} value */
  function shown(value) {
    if (Array.isArray(value)) return value.map(x => (typeof x === "string" ? x : `${x.name}${x.role ? `（${x.role}）` : ""}`)).join("\n");
    return value === null || value === undefined || value === "" ? "（空）" : cards.KINDS[/** @type {keyof typeof cards.KINDS} */ (value)] ?? String(value);
  }

  /** @param {Side} side @returns {Node[]} */
  function articles(side) {
    if (!side.articles.length) return [make("p", {}, "（没有文章，这些行未归入）")];
    return side.articles.map(a => {
      const held = side.owners.filter(([, , id]) => id === a.id).map(([, n]) => n);
      const which = held.length ? `第 ${held[0]}${held.length > 1 ? `–${held[held.length - 1]}` : ""} 行，共 ${held.length} 行` : "没有行";
      return make("div", {}, make("b", {}, `${number(a.id)}　${a.title}`), make("small", {}, `　${which}`), make("blockquote", {}, a.body));
    });
  }

  /**
   * One clash: two wordings, of which one is chosen.
   * @param {FieldClash | KnotClash} clash @param {number} n @param {Joined} joined
   */
  function row(clash, n, joined) {
    const title = "ids" in clash
      ? `第${clash.ids.map(number).join("、")}篇：两边改动了哪些行归哪一篇`
      : `第${number(clash.id)}篇《${joined.articles.find(a => a.id === clash.id)?.title ?? ""}》的${WORDS[clash.field] ?? clash.field}`;
    const sides = /** @type {const} */ ([["mine", "我的"], ["theirs", "对方的"]]).map(([hand, label]) => {
      const input = make("input", { type: "radio", name: `clash-${n}`, value: hand });
      input.checked = hand === "mine";
      const words = "ids" in clash ? articles(clash[hand]) : [make("blockquote", {}, shown(clash[hand][clash.field]))];
      return make("div", { class: "side" }, make("label", {}, input, ` ${label}`), ...words);
    });
    const box = make("fieldset", { class: "clash", "data-n": String(n) }, make("legend", {}, title), make("div", { class: "sides" }, ...sides));
    if ("ids" in clash || !WRITTEN.includes(clash.field)) return box;
    const text = make("textarea", { rows: clash.field === "body" ? "6" : "1", "aria-label": `${title}：采用的文字` });
    text.value = clash.mine[clash.field] ?? "";
    box.addEventListener("change", event => {
      if (event.target instanceof HTMLInputElement) text.value = (event.target.value === "mine" ? clash.mine : clash.theirs)[clash.field] ?? "";
    });
    box.append(make("label", { class: "taken" }, "采用（可以改）", text));
    return box;
  }

  /** @param {Joined} joined @param {string} verb @returns {Promise<State | null>} null: not now */
  async function settled(joined, verb) {
    let articles = joined.articles;
    const owners = new Map(joined.owners.map(([file, n, id, role]) => [model.key(file, n), { id, role }]));
    let lost = joined.lost;
    if (joined.clashes.length) {
      dom.the(".clashes", dialog).replaceChildren(...joined.clashes.map((clash, n) => row(clash, n, joined)));
      dom.the(".main", dialog).textContent = verb;
      if ((await dom.shown(dialog)) !== "yes") return null;
      joined.clashes.forEach((clash, n) => {
        const box = dom.the(`fieldset[data-n="${n}"]`, dialog);
        const hand = /** @type {HTMLInputElement} */ (dom.the("input:checked", box)).value === "theirs" ? "theirs" : "mine";
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

  return { asked, settled, told };
})();
