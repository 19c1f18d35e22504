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
  const { days, SEASON, table, parse, literally, places, inside, ENDS, SAID, AROUND } = archive;
  const { fold } = archive.terms;

  const TOKEN = /[^\s"]*"[^"]*"|\S+/gu;
  const WORD = /^[^+\-＋－"“＂][^"*]*$/u;
  const NAME = /^[\u3400-\u9fff\u{20000}-\u{3ffff}]{2,4}$|·/u;
  const CODE = /^\s*[a-z\d][a-z\d-]*-\d{4}-/i; // of an article or issue
  const LONGEST = 40; // characters of a name or a day: of a pasted page nobody waits until all of its stretches are looked at
  const TOGETHER = 3; // words that may be one day: 2024年 3月 7日
  const SIGN = /^[A-Za-z\d-]$/; // what goes on where it stands beside a number

  /** A name without the brackets of one that is inferred, and those of a title. @param {string} name */
  const bare = name => name.replace(/[\u3014\u3015\u3008-\u300b]/gu, "");

  /** Numbers of newspapers, and codes of places, by their names. @type {WeakMap<Catalogue, {paper: Map<string, number[]>, county: Map<string, string[]>}>} */
  const known = new WeakMap();

  /** @param {Catalogue} c */
  function namesOf(c) {
    const there = known.get(c);
    if (there) return there;
    const made = { paper: new Map(), county: new Map() };
    const put = (/** @type {Map<string, any[]>} */ to, /** @type {any} */ value, /** @type {string[]} */ ...names) => {
      for (const each of new Set(names)) if (Array.from(each).length > 1) to.set(each, [...(to.get(each) ?? []), value]);
    };
    c.paper.forEach(([key, label, printed], i) => put(made.paper, i, fold(bare(label), printed ?? table(c.variants)), key));
    const names = new Set(made.paper.keys());
    c.paper.forEach(([, label, printed], i) => {
      const short = fold(bare(label), printed ?? table(c.variants)).replace(AROUND.newspaper, "");
      if (!names.has(short)) put(made.paper, i, short);
    });
    for (const [key, label, printed] of places(c)) {
      const name = fold(bare(label), printed ?? table(c.variants));
      put(made.county, key, name, name.replace(ENDS, ""));
    }
    const today = new Set(made.county.keys());
    for (const [code, name] of c.formerly ?? []) {
      const of = fold(name, table(c.variants));
      const held = places(c).some(([key]) => key === code);
      put(made.county, code, ...[of, of.replace(ENDS, "")].filter(each => held && !today.has(each)));
    }
    known.set(c, made);
    return made;
  }

  const NOTHING = { days: null, values: [], keys: [], name: "", count: 0 };

  /** What a text names, if it is nothing but the name of it. @param {Catalogue} c @param {string} text @returns {Thing | null} */
  function thing(c, text) {
    const found = days(text);
    if (found) return { ...NOTHING, kind: "date", text, days: found };
    const [folded, { paper, county }] = [fold(bare(text), table(c.variants)), namesOf(c)];
    const [values, keys] = [paper.get(folded), county.get(folded)];
    if (values) return { ...NOTHING, kind: "paper", text, values };
    return keys ? { ...NOTHING, kind: "place", text, keys } : null;
  }

  /** Things that stand at the ends of a text, and what is between them. @param {Catalogue} c @param {string} text @returns {(Thing | string)[]} */
  function split(c, text) {
    const chars = Array.from(text);
    for (let n = Math.min(chars.length, LONGEST); n > 1; n--) {
      for (const from of [0, chars.length - n]) {
        const piece = chars.slice(from, from + n).join("");
        const cut = SIGN.test(piece[0]) && SIGN.test(chars[from - 1] ?? "") || SIGN.test(piece.slice(-1)) && SIGN.test(chars[from + n] ?? "");
        const within = SEASON.test(piece.slice(-1) + (chars[from + n] ?? ""));
        const found = cut || within || /^\d+$|^.{1,2}$/u.test(piece) ? null : thing(c, piece);
        if (found?.days?.loose) continue; // 今年 is a word of many texts
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
      const kind = found && `${found.kind}${found.days?.loose ?? ""}`;
      const first = found && !kinds.has(kind); // of two days or places the second is a word
      kinds.add(kind);
      out.push(...(found && first ? [{ ...found, text: tokens.slice(at, at + n).join(" ") }] : tokens.slice(at, at + Math.max(1, n))));
      at += Math.max(1, n);
    }
    return out;
  }

  /** @param {(Thing | string)[]} parts @returns {Thing[]} */
  const thingsOf = parts => parts.flatMap(each => (typeof each === "string" ? [] : [each]));

  // The search

  /** People among the words of a query. @param {Catalogue} c @param {(Thing | string)[]} parts @returns {Promise<Thing[]>} */
  async function people(c, parts) {
    const words = parts.flatMap(each => (typeof each === "string" && WORD.test(each) ? [each] : []));
    const found = await Promise.all(words.map(async text => {
      const names = [...new Set([text, text.replace(AROUND.before, "").replace(AROUND.behind, "")])].filter(name => NAME.test(name) && c.initials?.includes(Array.from(name)[0]));
      for (const name of names) {
        const count = (await archive.signed(c, fold(name, table(c.variants)), false)).size;
        if (count) return [{ ...NOTHING, kind: /** @type {const} */ ("person"), text, name, count }];
      }
      return [];
    }));
    return found.flat().slice(0, 1);
  }

  /** The numbers of the places that are a place, or lie in one that has no article of its own. @param {Catalogue} c @param {Thing | undefined} place @returns {number[] | undefined} */
  function preferred(c, place) {
    const own = c.county.flatMap(([key], n) => (place?.keys.includes(key) ? [n] : []));
    return place && (own.length ? own : c.county.flatMap(([key], n) => (place.keys.some(of => inside(key, of)) ? [n] : [])));
  }

  /**
   * As `literally`, with what the query means.
   * @param {Catalogue} c
   * @param {string} query
   * @param {SearchOptions} options
   * @returns {Promise<SearchResult>}
   */
  async function understood(c, query, options) {
    const ways = async () => (Reflect.has(archive, "doorsTo") ? archive : (await archive.need?.("ways.js"), archive));
    const doorsTo = async (/** @type {Thing[]} */ things) => (things.length ? (await ways()).doorsTo(c, things).catch(() => []) : []);
    if (AROUND.lunar.test(query) && !archive.lunar) await archive.need?.("lunar.js");
    const meant = (/** @type {Thing | string} */ each) => (typeof each === "string" || !each.days?.or ? each : ways().then(({ settled }) => settled(c, /** @type {Days} */ (each.days))).then(days => ({ ...each, days })));
    const parts = await Promise.all(read(c, query).map(meant));
    const [things, words] = [thingsOf(parts), parts.filter(each => typeof each === "string")];
    const somebody = people(c, parts);
    const led = somebody.then(persons => doorsTo([...things, ...persons]), () => []);
    const narrow = (/** @type {(Thing | string)[]} */ of, /** @type {Thing[]} */ by) => narrowed(c, of, by, options);
    const firm = things.filter(({ kind, days }) => !days?.loose && (kind === "date" || kind === "paper" || !words.length));
    if (parts.length > 1) {
      for (const by of [firm, firm.filter(({ kind }) => kind !== "place")]) {
        const found = by.length ? await narrow(parts, by) : undefined;
        if (found) return { ...found, doors: await led };
      }
    }
    const found = await literally(c, query, { ...options, prefer: preferred(c, things.find(({ kind }) => kind === "place")) });
    // What is a name, and is known, is no other word misspelt.
    const named = Boolean(things.length) && !words.length;
    if (found.matched) return { ...found, named, doors: await led };
    const code = CODE.test(query) ? await (await ways()).ofCode(c, query) : [];
    if (code.length) return { ...found, named: true, nearest: [], doors: code };
    const close = await Promise.all(parts.flatMap(each => (typeof each === "string" && WORD.test(each) ? split(c, each) : [each])).map(meant));
    const [all, persons] = [thingsOf(close), await somebody];
    for (const [of, some] of /** @type {[(Thing | string)[], Thing[]][]} */ ([[parts, [...things, ...persons]], [close, [...all, ...persons]]])) {
      const found = some.length ? await narrow(of, some.filter(({ days }) => !days?.on)) : undefined;
      if (found) return { ...found, doors: await doorsTo(some) };
    }
    return { ...found, named, nearest: named ? [] : found.nearest, doors: all.length > things.length ? await doorsTo([...all, ...persons]) : await led };
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
    let taken = {};
    /** @type {Set<Thing | string>} */
    const gone = new Set();
    for (const each of by) {
      const { kind, days: span, values, keys, name } = each;
      if (kind === "place" && keys.length > 1) continue; // which of the two, nobody said
      gone.add(each.text);
      if (kind === "date" && span && !filters.from && !filters.to) {
        const { from: _from, to: _to, ...others } = taken; // of two the last
        taken = { ...others, ...(span.from && { from: span.from }), ...(span.to && { to: span.to }) };
      }
      if (kind === "paper" && !filters.paper) taken.paper = c.paper[values[0]][0];
      if (kind === "place" && !filters.county) taken.county = keys[0];
      if (kind === "person") taken.author = name;
    }
    if (!gone.size) return undefined;
    const { author, ...others } = taken;
    const rest = parts.flatMap(each => {
      const text = typeof each === "string" ? each : each.text;
      return gone.has(text) ? [] : [text];
    });
    if (author) rest.unshift(`author:${author}`); // behind a sign it would be meant otherwise
    const prefer = preferred(c, thingsOf(parts).find(({ kind }) => kind === "place"));
    const found = await literally(c, rest.join(" "), { ...options, filters: { ...others, ...filters }, prefer });
    // People write of a place, too: the same with its name as text.
    const place = by.length > 1 && taken.county ? by.find(({ kind }) => kind === "place")?.text : undefined;
    const also = place && { place, query: parts.map(each => (typeof each === "string" ? each : each.text === place ? `"${place}"` : each.text)).join(" ") };
    return found.total || Object.keys(filters).length ? { ...found, plain: "", little: false, narrowed: taken, ...(also && { also }) } : undefined;
  }

  window.archive = Object.assign(archive, { understood });
})();
