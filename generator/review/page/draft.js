// @ts-check
/* What is not saved yet, kept on the server as the person works. The draft is the issue as it was, and each step from there;
   what is sent is what has come since. */
const draft = (() => {
  "use strict";

  /** @typedef {typeof model.now} State */
  /** @typedef {State["articles"][0]} Article */
  /** @typedef {{session: string, at: string, who: string, dated?: string, count: number, waiting: number}} Told */
  /**
   * @typedef {object} Step
   * @property {Record<string, Article | null>} articles
   * @property {string[] | null} order
   * @property {[string, number, string | null, "headline" | "body" | "none" | "left" | "held" | "shut"][]} owners
   * @property {Record<string, any>} hints
   * @property {Record<string, string[] | null>} lost
   */

  const PAUSE = 400; // milliseconds without a key after which it is kept
  const LONGEST = 2000; // and after which it is kept all the same
  const AGAIN = 5000; // until it is tried again
  const LAST = 60_000; // bytes that a page that is being closed may send

  const fresh = () => [...crypto.getRandomValues(new Uint8Array(8))].map(n => n.toString(16).padStart(2, "0")).join("");
  let session = fresh();
  let serial = 0;
  /** What is on the server: the state that it began with, and those that came after. @type {State | null} */
  let begun = null;
  /** @type {State[]} */
  let sent = [];
  let at = 0;
  let instead = "";
  let timer = 0;
  let underWay = 0; // requests of which what they keep is not known yet to be on the server
  let since = 0; // when the first key was pressed of what is not kept yet
  /** The state of which it was said that it could not be kept. @type {State | null} */
  let unkept = null;
  let queue = Promise.resolve();
  /** @type {(text: string, wrong?: boolean) => void} */
  let say = () => {};

  // ---- steps ----

  /** What is otherwise in the second. @template T @param {Map<string, T>} a @param {Map<string, T>} b @returns {Record<string, T | null>} */
  function others(a, b) {
    /** @type {Record<string, T | null>} */
    const found = {};
    if (a === b) return found;
    for (const [id, value] of b) if (a.get(id) !== value) found[id] = value;
    for (const id of a.keys()) if (!b.has(id)) found[id] = null;
    return found;
  }

  /** @param {State} state */
  const byId = state => new Map(state.articles.map(a => [a.id, a]));

  /** @param {State} a @param {State} b @returns {Step} */
  function step(a, b) {
    const order = b.articles.map(x => x.id);
    const same = order.length === a.articles.length && order.every((id, i) => a.articles[i].id === id);
    const moved = a.owners === b.owners ? [] : model.owned(b).filter(([file, n, id, role]) => {
      const was = a.owners.get(model.key(file, n));
      return was?.id !== id || was.role !== role;
    });
    return { articles: others(byId(a), byId(b)), order: same ? null : order, owners: moved, hints: others(a.hints, b.hints), lost: others(a.lost, b.lost) };
  }

  /** @template T @param {Map<string, T>} map @param {Record<string, T | null>} changes */
  function changed(map, changes) {
    const found = new Map(map);
    for (const [id, value] of Object.entries(changes)) {
      if (value === null) found.delete(id);
      else found.set(id, value);
    }
    return found;
  }

  /** @param {State} state @param {Step} by @returns {State} */
  function after(state, by) {
    const articles = changed(byId(state), by.articles);
    const owners = new Map(state.owners);
    for (const [file, n, id, role] of by.owners) owners.set(model.key(file, n), { id, role });
    const order = by.order ?? state.articles.map(a => a.id);
    return {
      articles: order.flatMap(id => articles.get(id) ?? []),
      owners,
      hints: changed(state.hints, by.hints),
      lost: changed(state.lost, by.lost),
    };
  }

  // ---- keeping ----

  /** What a person may still lose: changes, and texts that wait for a place. */
  const open = () => model.changed || model.now.lost.size > 0;

  /** Something may have changed. */
  function touch() {
    if (!timer && !underWay && begun === (open() ? model.saved : null) && sent[at] === model.now && at === model.past) return;
    clearTimeout(timer);
    since ||= Date.now();
    timer = setTimeout(() => flush(), Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }

  /** Keeps what there is; one request after the other. */
  function flush() {
    clearTimeout(timer);
    timer = since = 0;
    underWay++;
    queue = queue.then(keep).finally(() => underWay--).catch(error => {
      if (!(error instanceof server.Refused)) return reportError(error);
      // again for each change, for another message may have taken the place of this one
      if (unkept !== model.now) say(`草稿没有写下：${Array.isArray(error.answer) ? error.answer.join(" ") : error.message}`, true);
      unkept = model.now;
      since ||= Date.now();
      timer ||= setTimeout(() => flush(), AGAIN);
    });
    return queue;
  }

  async function keep() {
    const { paper, date } = model.issue;
    if (!open()) {
      if (begun) await server.request("/api/draft/drop", { paper, date, session, serial: ++serial });
      if (instead) await server.request("/api/draft/drop", { paper, date, session: instead }); // it came to nothing
      ended();
    } else if (begun !== model.saved || sent[at] !== model.now || at !== model.past) {
      const [base, states, now] = [model.saved, model.states, model.past];
      try {
        await server.request("/api/draft", message());
      } catch (error) {
        if (!(error instanceof server.Refused) || error.status !== 409 || !begun) throw error;
        begun = null; // another page has done away with it
        await server.request("/api/draft", message());
      }
      [begun, sent, at, instead] = [base, states, now, ""];
    }
    if (unkept) say("草稿已经写下。");
    unkept = null;
  }

  function message() {
    const { issue, saved, states } = model;
    const known = begun === saved ? states.findIndex((state, i) => state !== sent[i]) : 0;
    const kept = known < 0 ? states.length : known;
    const bare = { ...saved, hints: new Map(), lost: new Map() }; // what is begun with has neither
    return {
      paper: issue.paper,
      date: issue.date,
      session,
      serial: ++serial,
      at: new Date().toISOString(),
      who: who.name ?? "",
      begun: begun === saved ? null : {
        base: issue.base,
        articles: saved.articles,
        sheets: issue.sheets.map(sheet => ({
          file: sheet.file,
          lines: sheet.lines.map(line => [line.n, line.text]),
          owners: sheet.lines.map(line => {
            const owner = saved.owners.get(model.key(sheet.file, line.n));
            return [owner?.id ?? null, owner?.role ?? "none"];
          }),
        })),
      },
      keep: kept,
      steps: states.slice(kept).map((state, i) => step(i + kept ? states[i + kept - 1] : bare, state)),
      now: model.past,
      instead: instead || null,
    };
  }

  /** What a save takes away on the server; null: texts still wait for a place, and stay in the draft. */
  const ending = () => (model.now.lost.size ? null : { session, serial: ++serial, instead: instead || null });

  /**
   * There is no draft on the server any more; what has changed since is sent whole. Where something was sent after
   * `one`, which took it away, a draft may stand there again: it goes with what is kept next. @param {number} one
   */
  function ended(one = serial) {
    if (serial === one) begun = null;
    sent = [];
    instead = "";
  }

  /** The page may be gone in a moment: what is not kept is sent beside what is under way, and outlives the page. */
  function last() {
    if (!model.issue || !open() || (!underWay && begun === model.saved && sent[at] === model.now && at === model.past)) return;
    const body = JSON.stringify(message());
    server.leave("/api/draft", body, new Blob([body]).size < LAST);
  }

  // ---- going on ----

  /** @param {Told} told */
  function described(told) {
    const time = new Date(told.at);
    const today = time.toDateString() === new Date().toDateString();
    const when = time.toLocaleString(document.documentElement.lang, today ? { hour: "2-digit", minute: "2-digit" } : { dateStyle: "medium", timeStyle: "short" });
    const what = [told.dated && `那时这一期的日期是 ${told.dated}`, told.count && `改动 ${told.count} 篇`, told.waiting && `${told.waiting} 段文字还没有放进文章`];
    return [today ? `今天 ${when}` : when, told.who, ...what].filter(Boolean).join("，");
  }

  /**
   * A draft, as the states of the page; the issue is another by now where `base` says so.
   * @param {Told} told
   */
  async function read(told) {
    const { paper, date } = model.issue;
    const found = await server.request(`/api/draft?${new URLSearchParams({ paper, date, session: told.session })}`);
    const unchanged = found.begun.base === model.issue.base;
    /** @type {{file: string, lines: [number, string][], owners: [string | null, "headline" | "body" | "none" | "left" | "held" | "shut"][]}[]} */
    const sheets = found.begun.sheets;
    const lines = Object.fromEntries(sheets.map(sheet => [sheet.file, sheet.lines]));
    const base = unchanged ? model.saved : model.initial(found.begun.articles, sheets.map(s => ({ ...s, lines: s.lines.map(([n]) => n) })));
    /** @type {State[]} */
    const states = [];
    for (const by of /** @type {Step[]} */ (found.steps)) states.push(isNothing(by) ? states[states.length - 1] ?? base : after(states[states.length - 1] ?? base, by));
    return { unchanged, base, lines, states, at: /** @type {number} */ (found.now) };
  }

  /** @param {Step} by */
  const isNothing = by => !by.order && !by.owners.length && ![by.articles, by.hints, by.lost].some(x => Object.keys(x).length);

  /** This page goes on with a draft of another one. @param {Told} told */
  function takeOver(told) {
    instead = told.session;
    return flush();
  }

  /** @param {Told} told */
  async function giveUp(told) {
    const { paper, date } = model.issue;
    await server.request("/api/draft/drop", { paper, date, session: told.session });
  }

  /** Another issue is opened: this one's draft stays, and is no longer this page's. */
  function leave() {
    session = fresh();
    ended();
  }

  addEventListener("pagehide", last);
  addEventListener("beforeunload", last);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && last());

  return {
    touch, flush, ending, ended, described, read, takeOver, giveUp, leave,
    set say(/** @type {typeof say} */ f) { say = f; },
  };
})();
