// @ts-check
/* What a reader has saved: articles and passages, each with a note, in lists. It stands in this browser alone, and goes to another one
   by a file. Whatever comes in is looked through, from a file as from the browser's own storage: it may be damaged, of
   another program, or made to do harm. */
(() => {
  "use strict";
  const KEY = "baocang.saved";
  const FORMAT = "baocang-saved";
  const VERSION = 1;
  const LARGEST = 32 << 20; // characters of a file that is read
  const MOST = 20_000; // things in one
  const LONG = 20_000; // characters of a passage or a note
  const SHORT = 2_000; // of any other text
  const PATH = /^issues\/[\w-]+(?:\/[\w-]+)+\.html$/;
  const WHERE = /^(?:(?:[ps]\d+|title)(?:\.\d{1,7}-(?:(?:[ps]\d+|title)\.)?\d{1,7}\.[0-9a-z]{1,7})?)?$/;
  const SITE = /^https?:\/\/[^\s"'<>\\^`{|}#?]+\/$/;
  const DAY = /^\d{4}(?:-\d\d){0,2}$/;
  const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

  /** Where nothing can be stored, what is saved lasts as long as the page. @type {Saved[] | undefined} */
  let memory;

  /** What two saved things are one by. @param {Saved} item */
  const keyOf = item => [item.archive, item.record.id, item.where].join("\n");

  // What comes in

  /** @param {unknown} value @param {number} most @param {RegExp} [form] @returns {string} */
  function words(value, most, form) {
    if (value === undefined || value === null) return "";
    if (typeof value !== "string" || value.length > most || (form && value && !form.test(value))) throw new TypeError("not as it should be");
    return value.replace(/[\0-\x08\x0b-\x1f\x7f]/g, "");
  }

  /** What is used of a thing, each field as it has to be. Throws TypeError where it is none. @param {any} given @returns {Saved} */
  function item(given) {
    const of = given?.record;
    const list = (/** @type {unknown} */ value) => (Array.isArray(value) ? value.slice(0, 100).map(each => words(each, SHORT)) : []);
    const [id, title, day] = [words(of?.id, 100, /^[\w-]+$/), words(of?.title, SHORT), words(of?.date, 10, DAY)];
    const path = words(given?.path, 300, PATH);
    if (!id || !title || !day || !path) throw new TypeError("lacks what it is known by");
    return {
      record: {
        id, title, date: day,
        subtitle: words(of.subtitle, SHORT), authors: list(of.authors), paper: words(of.paper, SHORT), place: words(of.place, SHORT),
        edition: words(of.edition, SHORT), page: words(of.page, 20), section: words(of.section, SHORT), keywords: list(of.keywords), issn: words(of.issn, 20),
        county: words(of.county, SHORT), kind: words(of.kind, 20), language: words(of.language, 20),
        address: words(of.address, SHORT, /^https?:\/\/[^\s"'<>\\^`{|}]+$/), note: words(of.note, SHORT),
        supplied: { title: of.supplied?.title === true, paper: of.supplied?.paper === true, date: of.supplied?.date === true },
      },
      archive: words(given.archive, SHORT), site: words(given.site, SHORT, SITE), path,
      where: words(given.where, 60, WHERE), quote: words(given.quote, LONG), note: words(given.note, LONG), list: words(given.list, 200),
      saved: words(given.saved, 30, TIME), changed: words(given.changed, 30, TIME),
    };
  }

  /**
   * What a file or the storage holds: what of it is whole, how much is not, and what is wrong with all of it.
   * @param {string} content
   * @returns {{items: Saved[], bad: number, problem: "" | "large" | "damaged" | "other" | "newer"}}
   */
  function read(content) {
    /** @param {"large" | "damaged" | "other" | "newer"} problem */
    const none = problem => ({ items: [], bad: 0, problem });
    if (content.length > LARGEST) return none("large");
    /** @type {any} */
    let given;
    try {
      given = JSON.parse(content.replace(/^\ufeff/, ""));
    } catch {
      return none(content.includes(FORMAT) ? "damaged" : "other");
    }
    if (given?.format !== FORMAT || !Array.isArray(given.items)) return none("other");
    if (given.version > VERSION) return none("newer");
    if (given.items.length > MOST) return none("large");
    /** @type {Map<string, Saved>} */
    const items = new Map();
    let bad = 0;
    for (const each of given.items) {
      try {
        const found = item(each);
        items.set(keyOf(found), found);
      } catch {
        bad++;
      }
    }
    return { items: [...items.values()], bad, problem: "" };
  }

  /** @param {Saved[]} items */
  const written = items => JSON.stringify({ format: FORMAT, version: VERSION, items });

  // The storage

  /** What is stored now, and why it cannot be had. */
  function stored() {
    if (memory) return { items: memory, problem: /** @type {Trouble} */ ("blocked") };
    try {
      const content = localStorage.getItem(KEY);
      if (content === null) return { items: /** @type {Saved[]} */ ([]), problem: /** @type {Trouble} */ ("") };
      const { items, problem, bad } = read(content);
      return { items, problem: /** @type {Trouble} */ (problem === "newer" ? "newer" : problem || bad ? "damaged" : "") };
    } catch {
      memory = [];
      return { items: memory, problem: /** @type {Trouble} */ ("blocked") };
    }
  }

  /**
   * Changes what is stored: it is read anew before, since another page may have written. Nothing is written over what cannot be
   * read.
   * @param {(items: Saved[]) => Saved[]} change
   * @returns {Trouble} why it is not stored
   */
  function store(change) {
    const { items, problem } = stored();
    if (problem === "damaged" || problem === "newer") return problem;
    const now = change(items);
    if (!memory) {
      try {
        localStorage.setItem(KEY, written(now));
        document.dispatchEvent(new Event("saved"));
        return "";
      } catch {
        let blocked = true;
        try {
          localStorage.setItem(`${KEY}.room`, "1");
          localStorage.removeItem(`${KEY}.room`);
          blocked = false;
        } catch {}
        if (!blocked || items.length) return "full";
      }
    }
    memory = now;
    return "blocked";
  }

  /** Saves one thing, in place of itself. @param {Saved} one */
  const put = one => store(items => [one, ...items.filter(each => keyOf(each) !== keyOf(one))]);

  /** Changes one where it stands. @param {Saved} one @param {Partial<Saved>} change */
  const edit = (one, change) => store(items => items.map(each => (
    keyOf(each) === keyOf(one) ? { ...each, ...change, changed: new Date().toISOString() } : each)));

  /** @param {Saved} one */
  const drop = one => store(items => items.filter(each => keyOf(each) !== keyOf(one)));

  /**
   * Puts things to what is stored. Of two that are one, the one that was changed last stays.
   * @param {Saved[]} more
   */
  function merge(more) {
    const counts = { added: 0, renewed: 0, kept: 0 };
    const problem = store(items => {
      const all = new Map(items.map(each => [keyOf(each), each]));
      for (const each of more) {
        const here = all.get(keyOf(each));
        if (here && here.changed >= each.changed) counts.kept++;
        else {
          counts[here ? "renewed" : "added"]++;
          all.set(keyOf(each), each);
        }
      }
      return [...all.values()].sort((a, b) => (a.saved < b.saved ? 1 : a.saved > b.saved ? -1 : 0));
    });
    return { ...counts, problem };
  }

  /** Throws away what cannot be read. */
  const clear = () => localStorage.removeItem(KEY);
  const raw = () => localStorage.getItem(KEY) ?? "";

  window.archive.saved = { KEY, keyOf, read, written, stored, put, edit, drop, merge, clear, raw };
})();
