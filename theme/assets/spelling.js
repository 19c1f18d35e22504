// @ts-check
// Better spellings of a query that finds nothing or little: one character wrong, left out, put in, two in the wrong order,
// inner quotation marks left out; questions, without what they say beside what they ask for; words in pinyin; a query without
// the signs at its end that have nothing behind them. They come from the words of the archive (generator/search/spelling.py) and from the
// texts that hold most of the query. Loaded with the first query that needs it.
(() => {
  "use strict";
  const { archive } = window;
  const { value, table, parse, finished, find, near, lists, shardOf, text, ahead } = archive;
  const { fold } = archive.terms;

  const SHIFT = 2 ** 21; // between the two code points of a term
  const MOST = 3; // spellings that are offered
  // Shards of words for a query of so many characters, 5 kB each: longer ones are told by texts.
  const LOADED = (/** @type {number} */ length) => (length > 8 ? 0 : length > 6 ? 4 : 6);
  const TRIED = 2; // spellings that are no words, and are looked up in the index
  const NEAR = 8; // documents whose texts are read
  const [SHORTEST, LONGEST] = [2, 24]; // characters of a query that may be misspelt
  const PART = 4; // characters of a word within a longer query, at most
  // What a slip weighs, against a word that stands in the archive twice as often as another.
  const [BOTH, SOUND, SHAPE, NEARLY, SWAPPED, LESS, MORE, OTHER] = [3, 5, 5, 7, 2, 5, 4, 16];
  const TWICE = 4; // less where a character is put in twice
  const OUTSIDE = 3; // more where one is put in at an end: the shorter query is there for all to see
  const WITHIN = 3; // more for a word within a longer query
  const SURE = 3; // characters of which any one may be wrong where a text has the others
  const READ = -6; // less where a text was read that holds it

  /** @typedef {{text: string, weight: number, held: boolean}} Spelling held: it is known to stand in the archive */
  /** @typedef {{sounds: Map<string, Set<string>>, alike: Map<string, Set<string>>, shards: string[]}} Tables */

  /** Sounds that many confuse are one: zh and z, n and l, in and ing. @param {string} reading */
  const near_ = reading => reading.replace(/^([zcs])h/, "$1").replace(/^n/, "l").replace(/([aei])ng$/, "$1n").replace(/^h(?=u)/, "f");

  /** @param {Catalogue} c @returns {Promise<Tables>} */
  const tables = c => archive.once(`tables of ${c.spelling}`, async () => {
    const data = await value(c.spelling);
    const [sounds, alike] = [new Map(), new Map()];
    const add = (/** @type {Map<string, Set<string>>} */ to, /** @type {string} */ key, /** @type {string} */ each) => void (to.get(key) ?? to.set(key, new Set()).get(key))?.add(each);
    for (const [reading, characters] of Object.entries(data.readings)) for (const character of characters) add(sounds, character, reading);
    for (const group of data.alike.split(" ")) {
      const [one, ...others] = group;
      for (const other of others) add(alike, one, other), add(alike, other, one);
    }
    return { sounds, alike, shards: data.words };
  });

  /** What it weighs to write one character for another; a figure is no slip for a character. @param {Tables} t @param {string} a @param {string} b */
  function instead({ sounds, alike }, a, b) {
    if (/[\da-z]/.test(a) !== /[\da-z]/.test(b)) return Infinity;
    const [one, other] = [[...(sounds.get(a) ?? [])], [...(sounds.get(b) ?? [])]];
    const sound = one.some(each => other.includes(each));
    const shape = alike.get(a)?.has(b);
    if (sound) return shape ? BOTH : SOUND;
    if (shape) return SHAPE;
    const roughly = other.map(near_);
    return one.some(each => roughly.includes(near_(each))) ? NEARLY : OTHER;
  }

  /**
   * What it weighs to write one run for another; Infinity where it takes more than one slip.
   * @param {Tables} t
   * @param {string[]} written
   * @param {string[]} meant
   */
  function slip(t, written, meant) {
    let first = 0;
    while (first < meant.length && written[first] === meant[first]) first++;
    let [a, b] = [written.length, meant.length];
    while (a > first && b > first && written[a - 1] === meant[b - 1]) [a, b] = [a - 1, b - 1];
    const [wrong, right] = [a - first, b - first];
    if (wrong === 1 && right === 1) return instead(t, written[first], meant[first]);
    if (wrong === 0 && right === 1) return LESS;
    if (wrong === 1 && right === 0) return MORE - (written[first] === written[first - 1] ? TWICE : 0) + (first === 0 || a === written.length ? OUTSIDE : 0);
    const swapped = wrong === 2 && right === 2 && written[first] === meant[first + 1] && written[first + 1] === meant[first];
    return swapped ? SWAPPED : Infinity;
  }

  /** The words that begin or end with a character of a run, each with how often it stands in the archive, as a power of two. @param {Tables} t @param {string[]} run @returns {Promise<Map<string, number>>} */
  async function wordsOf({ shards }, run) {
    const characters = [...new Set(run)];
    const numbers = [...new Set(characters.map(each => (each.codePointAt(0) ?? 0) % shards.length))].slice(0, LOADED(run.length));
    const loaded = await Promise.all(shards.length ? numbers.map(n => value(`words-${shards[n]}`)) : []);
    /** @type {Map<string, number>} */
    const out = new Map();
    for (const shard of loaded) {
      for (const character of characters) {
        const [behind = "", before = ""] = shard[character] ?? [];
        for (const [, rest, often] of behind.matchAll(ENTRY)) out.set(character + rest, often.charCodeAt(0) - 97);
        for (const [, rest, often] of before.matchAll(ENTRY)) out.set(rest + character, often.charCodeAt(0) - 97);
      }
    }
    return out;
  }
  const ENTRY = /([^a-z]+|[a-z]+?(?=[a-z]$))([a-z])/gu;

  /** Spellings by words of the archive. @param {Tables} t @param {string[]} run @returns {Promise<Spelling[]>} */
  async function byWords(t, run) {
    const words = await wordsOf(t, run);
    /** @type {Spelling[]} */
    const out = [];
    /** @type {{from: number, to: number, piece: string[]}[]} */
    const pieces = [];
    for (let from = 0; from < run.length; from++) {
      for (let to = from + 2; to <= Math.min(run.length, from + PART); to++) if (to - from < run.length) pieces.push({ from, to, piece: run.slice(from, to) });
    }
    for (const [word, often] of words) {
      const meant = Array.from(word);
      const whole = slip(t, run, meant);
      if (whole < Infinity) out.push({ text: word, weight: whole - often, held: true });
      if (run.length < 3 || meant.length > PART + 1) continue;
      for (const { from, to, piece } of pieces) {
        const weight = slip(t, piece, meant);
        if (weight >= OTHER) continue;
        out.push({ text: [...run.slice(0, from), ...meant, ...run.slice(to)].join(""), weight: weight - often + WITHIN, held: false });
      }
    }
    return out;
  }

  const [OPEN, CLOSE] = ["\u201c\u2018\u300e\u300c\u300a", "\u201d\u2019\u300f\u300d\u300b"]; // quotation marks, and those of titles
  const PLAIN = /[\p{L}\p{N}]/u;
  const STOPS = /[,.;:!?()\u2026\u3001\u3002\s]/u; // folded

  /** What stands from one character to another; with the quotation mark that closes what is opened in it. @param {string[]} line @param {number} first @param {number} last */
  function cutOut(line, first, last) {
    const out = line.slice(first, last + 1).join("");
    const next = line[last + 1] ?? "";
    const n = CLOSE.indexOf(next);
    return next && n >= 0 && out.includes(OPEN[n]) && !out.includes(next) ? out + next : out;
  }

  /** Spellings by texts that hold most of a run. @param {Catalogue} c @param {Tables} t @param {string[]} run @returns {Promise<Spelling[]>} */
  async function byTexts(c, t, run) {
    const shares = [...await near(c, run.join(""))].sort(([a, one], [b, other]) => other - one || a - b).slice(0, NEAR);
    const docs = shares.map(([doc]) => doc).sort((a, b) => a - b);
    ahead(c, docs);
    const forms = table(c.variants);
    const plain = run.filter(each => PLAIN.test(each));
    const half = Math.max(1, Math.floor(plain.length / 2));
    const [begin, end] = [plain.slice(0, half).join(""), plain.slice(-half).join("")];
    /** @type {Spelling[]} */
    const out = [];
    for (const doc of docs) {
      const [, , ...parts] = await text(c, doc);
      for (const line of parts.flat()) {
        const printed = Array.from(fold(line, forms));
        const places = printed.flatMap((each, i) => (PLAIN.test(each) ? [i] : []));
        const bare = places.map(i => printed[i]);
        const joined = bare.join("");
        if (!joined.includes(begin) && !joined.includes(end)) continue;
        for (const length of [plain.length, plain.length - 1, plain.length + 1]) {
          for (let at = 0; at + length <= bare.length; at++) {
            if (bare[at] !== plain[0] && bare[at + length - 1] !== plain[plain.length - 1]) continue;
            const weight = slip(t, plain, bare.slice(at, at + length));
            const same = length === plain.length && bare.slice(at, at + length).join("") === plain.join("");
            if (!same && weight >= (plain.length > SURE ? Infinity : OTHER)) continue;
            const meant = cutOut(printed, places[at], places[at + length - 1]);
            if (!same && STOPS.test(meant)) continue; // two sentences, and no slip
            // What the query begins or ends with stands there, too, and says nothing more.
            if (run.join("").includes(meant) || meant.includes(run.join(""))) continue;
            out.push({ text: meant, weight: (same ? 0 : weight) + READ, held: true });
          }
        }
      }
    }
    return out;
  }

  /** Documents that hold each pair of a run. @param {Catalogue} c @param {string[]} run */
  const heldOf = (c, run) => Promise.all(run.slice(1).map(async (_, i) => {
    const [a, b] = [run[i], run[i + 1]].map(each => /** @type {number} */ (each.codePointAt(0)));
    const key = a * SHIFT + b;
    const counts = await Promise.all(c.segments.map(async s => {
      const term = (await lists(s, await shardOf(s, key))).terms.get(key);
      return term ? term.end - term.start : 0;
    }));
    return counts.reduce((sum, each) => sum + each, 0);
  }));

  /**
   * Spellings with the quotation marks that were left out: they stood where a pair is rare.
   * @param {Catalogue} c
   * @param {string[]} run
   * @param {Reader} reader
   * @returns {Promise<Spelling[]>}
   */
  async function withMarks(c, run, reader) {
    const held = await heldOf(c, run);
    const rare = held.map((times, i) => ({ times, at: i + 1 })).sort((a, b) => a.times - b.times).slice(0, 2).map(({ at }) => at);
    const [first, second] = [...rare].sort((a, b) => a - b);
    const put = (/** @type {[number, string][]} */ marks) => run.map((each, i) => marks.filter(([at]) => at === i).map(([, mark]) => mark).join("") + each).join("");
    const tries = [put([[first, "“"], [second, "”"]]), ...rare.slice(0, held[rare[1] - 1] ? 1 : 2).flatMap(at => [put([[at, "“"]]), put([[at, "”"]])])];
    for (const text of tries) if ((await find(c, text, reader)).size) return [{ text, weight: READ, held: true }];
    return [];
  }

  /**
   * The best spellings of a run.
   * @param {Catalogue} c
   * @param {string} run folded
   * @param {Reader} reader
   * @returns {Promise<string[]>}
   */
  async function spellings(c, run, reader) {
    const characters = Array.from(run);
    if (characters.length < SHORTEST || characters.length > LONGEST) return [];
    const t = await tables(c);
    const [words, texts] = await Promise.all([byWords(t, characters), characters.length > 2 ? byTexts(c, t, characters) : /** @type {Spelling[]} */ ([])]);
    if (characters.length > SURE && !texts.some(({ weight }) => weight === READ)) texts.push(...await withMarks(c, characters, reader));
    /** @type {Map<string, Spelling>} */
    const best = new Map();
    for (const each of [...texts, ...words]) {
      const known = best.get(each.text);
      if (each.text === run) continue;
      best.set(each.text, known ? { text: each.text, weight: Math.min(known.weight, each.weight), held: known.held || each.held } : each);
    }
    const inOrder = [...best.values()].sort((a, b) => a.weight - b.weight || (a.text < b.text ? -1 : 1));
    /** @type {string[]} */
    const out = [];
    let tried = 0;
    for (const { text: meant, held } of inOrder) {
      if (out.length === MOST) break;
      if (!held && (tried++ >= TRIED || !(await find(c, meant, reader)).size)) continue;
      out.push(meant);
    }
    return out;
  }

  /** A question without what it says beside what it asks for, where that is found. @param {Catalogue} c @param {string} query @param {AbortSignal} [signal] @returns {Promise<string[]>} */
  async function asked(c, query, signal) {
    let text = query;
    if (!archive.AROUND) await archive.need?.("around.js");
    for (const aside of archive.AROUND?.question ?? []) {
      text = text.replace(aside, " ").replace(/\s+/gu, " ").trim();
      if (!text || text === query.trim()) continue;
      const { total } = await (archive.understood ?? archive.literally)(c, text, { limit: 0, signal });
      if (total) return [text];
    }
    return [];
  }

  const PINYIN = /^[a-z\u00fc][a-z\u00fc'\u2019\s]+$/u;

  /** Words, places and people of the archive that are written so in letters, as the field of the search offers them to whoever
   * waits for that; the shortest first, which are spelt to their end. @param {Catalogue} c @param {string} query @returns {Promise<string[]>} */
  async function inLetters(c, query) {
    const letters = query.normalize("NFKC").toLowerCase().trim();
    if (!PINYIN.test(letters)) return [];
    if (!archive.offers) await archive.need?.("suggest.js");
    const found = archive.offers?.(await value(c.suggest), "", letters.replace(/[\s\u2019]/gu, "")) ?? [];
    const words = found.map(({ text, kind }) => ({ text: text.replace(/[\u3014\u3015]/gu, ""), field: kind === "author" ? "author:" : "" }));
    return words.sort((a, b) => a.text.length - b.text.length).slice(0, MOST).map(({ text, field }) => field + text);
  }

  /**
   * Better spellings of a query, best first. Of several words it is one that nothing holds which is taken for misspelt.
   * @param {Catalogue} c
   * @param {string} query
   * @param {AbortSignal} [signal]
   * @returns {Promise<string[]>}
   */
  async function meant(c, query, signal) {
    const rest = finished(query);
    if (rest !== query.trim()) return rest && (await (archive.understood ?? archive.literally)(c, rest, { limit: 0, signal })).total ? [rest] : [];
    const letters = await inLetters(c, query);
    if (letters.length) return letters;
    const { clauses } = parse(query);
    const shorter = clauses.some(({ field, not }) => field || not) || /["“”]/u.test(query) ? [] : await asked(c, query, signal);
    if (shorter.length) return shorter;
    const forms = table(c.variants);
    /** @type {Reader} */
    const reader = {
      signal,
      ahead: docs => ahead(c, docs),
      async lines(doc, told) {
        const [, , ...parts] = await text(c, doc, told);
        const [title, body] = parts.map(lines => lines.map(line => fold(line, forms)));
        return { title, text: body };
      },
    };
    const plain = clauses.filter(({ field, not }) => !not && (field === "" || field === "title"));
    const times = await Promise.all(plain.map(async clause => (clauses.length > 1 ? (await find(c, fold(clause.text, forms), reader)).size : 0)));
    const wrong = plain.find((_, i) => !times[i]);
    if (!wrong) return [];
    return (await spellings(c, fold(wrong.text, forms), reader)).map(each => {
      const put = query.replace(wrong.text, () => each);
      return clauses.length === 1 && !wrong.field ? each : put;
    });
  }

  Object.assign(archive, { meant });
})();
