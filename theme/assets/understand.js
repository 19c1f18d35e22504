// @ts-check
// What a query means beside its text: days, newspapers, places, people. They are the doors above the hits, and some of
// them narrow the search:
//
//   1. A day or a newspaper beside something else narrows: 疫情 2020年2月, 吕梁日报 春耕.
//   2. A place beside days and newspapers alone narrows: 左权县 2023. Beside words it is a word, as people write of it;
//      articles of the place come first.
//   3. All of them narrow, also where they stand close together or alone, when the texts hold nothing of the query as it
//      stands: 2024-03-07, 左权县2023年春耕.
//
// In quotes, behind a sign or a field, they are words. What narrows is told, and the search without it is one step away.
(() => {
  "use strict";
  const { archive } = window;
  const { dates, days, fields, table, pageOf, parse, say, literally, ENDS, SAID } = archive;
  const { fold } = archive.terms;

  const TOKEN = /[^\s"]*"[^"]*"|\S+/gu;
  const WORD = /^[^+\-＋－"“＂][^"*]*$/u;
  const NAME = /^[\u3400-\u9fff\u{20000}-\u{3ffff}]{2,4}$|·/u;
  const KEY = /^[a-z\d-]+$/;
  const TOGETHER = 3; // words that may be one day: 2024年 3月 7日
  const ORDER = /** @type {const} */ (["date", "paper", "place", "person"]);
  const DOORS = 8; // at most
  const ISSUES = 4; // of a day

  /** @typedef {{kind: "date" | "paper" | "place" | "person", text: string, days: Days | null, values: number[]}} Thing */

  /** A name without the brackets of one that is inferred. @param {string} name */
  const bare = name => name.replace(/[\u3014\u3015]/gu, "");

  /** Numbers of newspapers and places by their names. @type {WeakMap<Catalogue, {paper: Map<string, number[]>, county: Map<string, number[]>}>} */
  const known = new WeakMap();

  /** @param {Catalogue} c */
  function namesOf(c) {
    const there = known.get(c);
    if (there) return there;
    const made = { paper: new Map(), county: new Map() };
    for (const facet of /** @type {const} */ (["paper", "county"])) {
      c[facet].forEach(([key, label, printed], i) => {
        const name = fold(bare(label), printed ?? table(c.variants));
        const short = facet === "county" ? name.replace(ENDS, "") : key;
        for (const each of new Set([name, short])) if (Array.from(each).length > 1) made[facet].set(each, [...(made[facet].get(each) ?? []), i]);
      });
    }
    for (const [code, name] of c.formerly ?? []) {
      const [of, values] = [fold(name, table(c.variants)), c.county.flatMap(([key], i) => (key === code ? [i] : []))];
      for (const each of new Set([of, of.replace(ENDS, "")])) if (values.length && Array.from(each).length > 1 && !made.county.has(each)) made.county.set(each, values);
    }
    known.set(c, made);
    return made;
  }

  /** What a text names, if it is nothing but the name of it. @param {Catalogue} c @param {string} text @returns {Thing | null} */
  function thing(c, text) {
    const found = days(text);
    if (found) return { kind: "date", text, days: found, values: [] };
    const [folded, { paper, county }] = [fold(bare(text), table(c.variants)), namesOf(c)];
    for (const [kind, values] of /** @type {const} */ ([["paper", paper.get(folded)], ["place", county.get(folded)]])) {
      if (values) return { kind, text, days: null, values };
    }
    return null;
  }

  /** Things that stand at the ends of a text, and what is between them. @param {Catalogue} c @param {string} text @returns {(Thing | string)[]} */
  function split(c, text) {
    const chars = Array.from(text);
    for (let n = chars.length; n > 1; n--) {
      for (const from of [0, chars.length - n]) {
        const piece = chars.slice(from, from + n).join("");
        const found = /^\d+$|^.{1,2}$/u.test(piece) ? null : thing(c, piece);
        if (found) return [...split(c, chars.slice(0, from).join("")), found, ...split(c, chars.slice(from + n).join(""))];
      }
    }
    return text ? [text] : [];
  }

  /** The words of a query, and what they name. @param {Catalogue} c @param {string} query @returns {(Thing | string)[]} */
  function read(c, query) {
    const asked = parse(query);
    if (asked.literal || asked.clauses.some(({ or }) => or)) return [query];
    const tokens = query.match(TOKEN) ?? [];
    const plain = (/** @type {string} */ token, /** @type {number} */ i) => WORD.test(token) && !parse(token).clauses[0]?.field && ![tokens[i], tokens[i - 1]].includes(SAID.without);
    /** @type {(Thing | string)[]} */
    const out = [];
    const kinds = new Set();
    for (let at = 0; at < tokens.length; ) {
      let n = Math.min(TOGETHER, tokens.length - at);
      let found = null;
      for (; n && !found; n--) {
        const some = tokens.slice(at, at + n);
        if (some.every((token, i) => plain(token, at + i))) found = thing(c, some.join(""));
        if (found && n > 1 && found.kind !== "date") found = null;
        if (found) break;
      }
      const first = found && !kinds.has(found.kind); // of two days or places the second is a word
      if (found) kinds.add(found.kind);
      out.push(...(found && first ? [{ ...found, text: tokens.slice(at, at + n).join(" ") }] : tokens.slice(at, at + Math.max(1, n))));
      at += Math.max(1, n);
    }
    return out;
  }

  /** @param {(Thing | string)[]} parts @returns {Thing[]} */
  const thingsOf = parts => parts.flatMap(each => (typeof each === "string" ? [] : [each]));

  // Days in the index

  /** The first document of a segment that is not before a day. @param {Catalogue} c @param {Segment} s @param {number} day */
  async function firstFrom(c, s, day) {
    const size = s.block ?? c.block;
    let [low, high] = [0, s.documents];
    while (low < high) {
      const middle = (low + high) >> 1;
      const date = (await fields(s, Math.floor(middle / size))).date[middle % size];
      if (date < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** What there is of some days: of each archive the numbers of its newspapers. @param {Catalogue} c @param {Days} span @param {boolean} all @returns {Promise<Map<string, {s: Segment, papers: Set<number>}>>} */
  async function thereOf(c, { from, to }, all) {
    const [first, last] = dates.range(from, to);
    const out = new Map();
    await Promise.all(c.segments.map(async s => {
      const size = s.block ?? c.block;
      // What is known to the month or year alone stands before that.
      for (let n = await firstFrom(c, s, first - (first % 100 > 1 ? 0 : first % 10000 > 101 ? 1 : 101)); n < s.documents; n++) {
        const block = await fields(s, Math.floor(n / size));
        const date = block.date[n % size];
        if (date > last) return;
        if (dates.first(date) < first || dates.last(date) > last) continue;
        const there = out.get(s.base ?? "") ?? { s, papers: new Set() };
        there.papers.add(s.paper[block.paper[n % size] - 1]);
        out.set(s.base ?? "", there);
        if (!all) return;
      }
    }));
    return out;
  }

  /** Of 24年 and the like the year that there is something of; else one that has come. @param {Catalogue} c @param {Days} span @returns {Promise<Days>} */
  async function settled(c, span) {
    if (!span.or) return span;
    for (const each of [span, span.or]) if ((await thereOf(c, each, false)).size) return each;
    return span.from > new Date().toISOString() ? span.or : span;
  }

  // Doors

  /** @typedef {{kind: Door["kind"], label: string, page: string, s: Segment}} Way */

  /** @param {Catalogue} c @param {Thing[]} things @returns {Promise<Door[]>} */
  async function doors(c, things) {
    const inOrder = ORDER.flatMap(kind => things.filter(each => each.kind === kind));
    const of = await Promise.all(inOrder.map(each => ({ date: ofDays, paper: ofPaper, place: ofPlace, person: ofPerson })[each.kind](c, each, things)));
    const several = c.archive && c.archive.length > 1;
    return of.flat().slice(0, DOORS).map(({ kind, label, page, s }) => {
      const where = several && c.archive ? say("found.door_in", { label, archive: c.archive[s.archive ?? 0][1] }) : label;
      return { kind, label: where, url: pageOf(c, s, page) };
    });
  }

  /** A segment of each archive that has a value. @param {Catalogue} c @param {"paper" | "county"} facet @param {number} value @returns {Segment[]} */
  function having(c, facet, value) {
    const out = new Map();
    for (const s of c.segments) if (s[facet].includes(value) && !out.has(s.base)) out.set(s.base, s);
    return [...out.values()];
  }

  /** @param {Catalogue} c @param {Thing} thing @returns {Way[]} */
  const ofPlace = (c, { values }) => values.flatMap(value => having(c, "county", value).flatMap(s => {
    const [key, label] = c.county[value];
    return /^\d{6}$/.test(key) ? [{ kind: /** @type {const} */ ("place"), label, page: `counties/${key}/index.html`, s }] : [];
  }));

  /** @param {Catalogue} c @param {Thing} thing @returns {Way[]} */
  const ofPaper = (c, { values }) => values.flatMap(value => {
    const [key, label] = c.paper[value];
    const there = alike(c, [value]).flatMap(each => having(c, "paper", each).map(s => [s.base, s]));
    return /** @type {Segment[]} */ ([...new Map(/** @type {[string, Segment][]} */ (there)).values()]).flatMap(s => (KEY.test(key) ? [{ kind: /** @type {const} */ ("paper"), label, page: `issues/${key}/index.html`, s }] : []));
  });

  /** All names of newspapers. @param {Catalogue} c @param {number[]} values @returns {number[]} */
  const alike = (c, values) => c.paper.flatMap(([key], n) => (values.some(value => c.paper[value][0] === key) ? [n] : []));

  /** @param {Catalogue} c @param {Thing} thing @returns {Promise<Way[]>} */
  async function ofPerson(c, { text }) {
    const count = signed.get(text) ?? 0;
    const label = say("found.door_person", { name: text, count });
    return count ? [{ kind: "person", label, page: `search/index.html?${new URLSearchParams({ q: `${SAID.author}:${text}` })}`, s: c.segments.find(({ base }) => !base) ?? c.segments[0] }] : [];
  }

  /** Of each person who was looked up, how many articles. @type {Map<string, number>} */
  const signed = new Map();

  /** The issues of a day; the month or the year of others. @param {Catalogue} c @param {Thing} thing @param {Thing[]} things @returns {Promise<Way[]>} */
  async function ofDays(c, { days: span }, things) {
    if (!span) return [];
    const named = things.find(({ kind }) => kind === "paper")?.values;
    const papers = named && alike(c, named);
    const kind = /** @type {const} */ ("date");
    const { from, to } = span;
    const [year, month, day] = from.split("-");
    const numbers = { year: Number(year), month: Number(month), day: Number(day) };
    if (from.slice(0, 4) !== to.slice(0, 4)) return [];
    if (from === to) {
      const found = [...await thereOf(c, span, true)].flatMap(([, { s, papers: held }]) => {
        const wanted = [...held].filter(n => !papers || papers.includes(n));
        const date = say("unit.day", numbers);
        const whole = held.size > 1 && !papers ? [{ kind, label: say("found.door_day", { date }), page: `dates/${year}/${month}-${day}.html`, s }] : [];
        const issues = wanted.filter(n => KEY.test(c.paper[n][0])).slice(0, ISSUES).map(n => {
          const [key, paper] = c.paper[n];
          const label = whole.length || papers ? say("found.door_issue", { date, paper }) : say("found.door_only", { date, paper });
          return { kind, label, page: `issues/${key}/${from}/index.html`, s };
        });
        return [...whole, ...issues];
      });
      if (found.length) return found;
    }
    const wider = [
      { from: `${year}-${month}-01`, to: `${year}-${month}-31`, label: say("unit.month_of", numbers), page: `dates/${year}/${month}.html` },
      { from: `${year}-01-01`, to: `${year}-12-31`, label: say("unit.year", numbers), page: `dates/${year}/index.html` },
    ];
    for (const { label, page, ...each } of from.slice(0, 7) === to.slice(0, 7) ? wider : wider.slice(1)) {
      const found = [...await thereOf(c, each, false)].map(([, { s }]) => ({ kind, label: say("found.door_day", { date: label }), page, s }));
      if (found.length) return found;
    }
    return [];
  }

  // The search

  /** People among the words of a query. @param {Catalogue} c @param {(Thing | string)[]} parts @returns {Promise<Thing[]>} */
  async function people(c, parts) {
    const words = parts.flatMap(each => (typeof each === "string" && WORD.test(each) && NAME.test(each) ? [each] : []));
    const found = await Promise.all(words.map(async text => {
      if (!c.initials?.includes(Array.from(text)[0])) return [];
      const count = (await archive.signed(c, fold(text, table(c.variants)), false)).size;
      signed.set(text, count);
      return count ? [{ kind: /** @type {const} */ ("person"), text, days: null, values: [] }] : [];
    }));
    return found.flat().slice(0, 1);
  }

  /**
   * As `literally`, with what the query means.
   * @param {Catalogue} c
   * @param {string} query
   * @param {SearchOptions} options
   * @returns {Promise<SearchResult>}
   */
  async function understood(c, query, options) {
    const parts = await Promise.all(read(c, query).map(async each => (typeof each === "string" || !each.days ? each : { ...each, days: await settled(c, each.days) })));
    const [things, words] = [thingsOf(parts), parts.filter(each => typeof each === "string")];
    const somebody = people(c, parts);
    const led = somebody.then(persons => doors(c, [...things, ...persons])).catch(() => []);
    const place = things.find(({ kind }) => kind === "place");
    const narrow = (/** @type {(Thing | string)[]} */ of, /** @type {Thing[]} */ by) => narrowed(c, of, by, options);
    const firm = things.filter(({ kind }) => kind === "date" || kind === "paper" || !words.length);
    if (parts.length > 1 && firm.length) {
      const found = await narrow(parts, firm);
      if (found) return { ...found, doors: await led };
    }
    const found = await literally(c, query, { ...options, prefer: place?.values });
    if (!found.matched) {
      const close = parts.flatMap(each => (typeof each === "string" && WORD.test(each) ? split(c, each) : [each]));
      const all = await Promise.all(thingsOf(close).map(async each => (each.days ? { ...each, days: await settled(c, each.days) } : each)));
      const persons = await somebody;
      for (const some of [[...things, ...persons], [...all, ...persons]]) {
        const of = some.length > things.length + persons.length ? close.map(each => all.find(({ text }) => typeof each !== "string" && text === each.text) ?? each) : parts;
        const found = some.length ? await narrow(of, some) : undefined;
        if (found) return { ...found, doors: all.length > things.length ? await doors(c, [...all, ...persons]).catch(() => []) : await led };
      }
      if (all.length > things.length) return { ...found, doors: await doors(c, [...all, ...persons]).catch(() => []) };
    }
    return { ...found, doors: await led };
  }

  /**
   * The search that some things narrow; undefined where nothing is left.
   * @param {Catalogue} c
   * @param {(Thing | string)[]} parts
   * @param {Thing[]} by
   * @param {SearchOptions} options
   * @returns {Promise<SearchResult | undefined>}
   */
  async function narrowed(c, parts, by, { filters = {}, ...options }) {
    /** @type {Narrowed} */
    const taken = {};
    for (const { kind, days: span, values, text } of by) {
      if (kind === "date" && span && !filters.from && !filters.to) Object.assign(taken, { from: span.from, to: span.to });
      if (kind === "paper" && !filters.paper) taken.paper = c.paper[values[0]][0];
      if (kind === "place" && !filters.county) taken.county = c.county[values[0]][0];
      if (kind === "person") taken.author = text;
    }
    const { author, ...others } = taken;
    const gone = new Set(by.map(({ text }) => text));
    const rest = parts.flatMap(each => {
      const text = typeof each === "string" ? each : each.text;
      return gone.has(text) ? [] : [text];
    });
    if (author) rest.push(`author:${author}`);
    const prefer = thingsOf(parts).find(({ kind }) => kind === "place")?.values;
    const found = await literally(c, rest.join(" "), { ...options, filters: { ...others, ...filters }, prefer });
    return found.total || Object.keys(filters).length ? { ...found, plain: "", little: false, narrowed: taken } : undefined;
  }

  window.archive = Object.assign(archive, { understood });
})();
