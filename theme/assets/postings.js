// @ts-check
// The inverted index: which documents hold a run of characters, and how often. generator/postings.py has the format.
(() => {
  "use strict";
  const { load, once, bytes } = window.archive;

  const SHIFT = 2 ** 21;
  const FLAGS = 3; // bits below a number of times: begins a word, ends one, is in a title
  const BOUNDS = 6; // the two of them that are said where they change
  const PAGED = 64; // shards of a page of the directory
  const REQUEST = 2; // kB that one more data file weighs against a smaller one
  const DAY = 2 ** 25 - 1; // a date as a number, whatever the one before

  /**
   * @param {Uint8Array} data
   * @param {number} at
   * @param {Int32Array} out filled with as many numbers as it holds
   * @returns {number} where the next number begins
   */
  function varints(data, at, out) {
    for (let i = 0; i < out.length; i++) {
      let value = 0;
      let scale = 1;
      let byte;
      do {
        byte = data[at++];
        value += (byte & 127) * scale;
        scale *= 128;
      } while (byte > 127);
      out[i] = value;
    }
    return at;
  }

  /** @param {Segment} s @param {number} n @returns {Promise<Lists>} */
  function lists(s, n) {
    return once(`lists of ${s.name}/${n}`, async () => {
      const data = await bytes(`${s.name}/lists/${n}`);
      const sizes = new Int32Array(5);
      const directoryAt = varints(data, 0, sizes);
      const [count, documents, high, low, packed] = sizes;
      const directory = new Int32Array(3 * count);
      const highAt = varints(data, directoryAt, directory);
      let total = 0;
      for (let i = 2; i < directory.length; i += 3) total += directory[i];
      const docs = new Int32Array(total);
      const times = new Int32Array(total);
      const titles = new Int32Array(total);
      gaps(data, highAt, highAt + high, documents, directory, docs);
      const timesAt = highAt + high + low;
      varints(data, timesAt, times);
      const held = times.filter(each => each & 1);
      varints(data, timesAt + packed, held);
      for (let k = 0, i = 0; k < total; k++) if (times[k] & 1) titles[k] = held[i++] + 1;
      /** @type {Map<number, Term>} */
      const terms = new Map();
      let first = 0;
      let start = 0;
      let place = 0;
      for (let i = 0; i < directory.length; i += 3) {
        first += directory[i];
        const end = start + directory[i + 2];
        terms.set(first * SHIFT + directory[i + 1], { start, end, place });
        for (let k = start + 1; k < end; k++) {
          docs[k] += docs[k - 1] + 1;
          times[k] ^= times[k - 1] & BOUNDS;
        }
        if (directory[i + 1]) for (let k = start; k < end; k++) place += (times[k] >> FLAGS) + 1;
        start = end;
      }
      return { terms, docs, times, titles };
    });
  }

  /**
   * Rice's code: the lowest bits of each number, and above them as many zeros as it has of the next one.
   * @param {Uint8Array} data
   * @param {number} highAt
   * @param {number} lowAt
   * @param {number} documents
   * @param {Int32Array} directory
   * @param {Int32Array} out
   */
  function gaps(data, highAt, lowAt, documents, directory, out) {
    let high = 8 * highAt;
    let low = 8 * lowAt;
    let at = 0;
    for (let i = 2; i < directory.length; i += 3) {
      const bits = 31 - Math.clz32(Math.floor(documents / directory[i]));
      for (const end = at + directory[i]; at < end; at++) {
        let value = 0;
        while (!((data[high >> 3] << (high & 7)) & 128)) {
          value++;
          high++;
        }
        high++;
        for (let bit = 0; bit < bits; bit++, low++) value = (value << 1) | ((data[low >> 3] >> (7 - (low & 7))) & 1);
        out[at] = value;
      }
    }
  }

  /** The distances of a shard of positions. @param {Segment} s @param {number} n @returns {Promise<Int32Array>} */
  function positions(s, n) {
    return once(`positions of ${s.name}/${n}`, async () => {
      const data = await bytes(`${s.name}/positions/${n}`);
      const count = new Int32Array(1);
      const lowAt = varints(data, 0, count);
      const out = new Int32Array(count[0]);
      varints(data, lowAt + out.length, out);
      for (let i = 0; i < out.length; i++) out[i] = out[i] * 256 + data[lowAt + i];
      return out;
    });
  }

  /** Numbers of which each is given less the one before. @param {number[]} steps */
  function sums(steps) {
    let sum = 0;
    return steps.map(step => (sum += step));
  }

  /**
   * What a block of columns says of its documents.
   * @param {Segment} s
   * @param {number} n
   * @returns {Promise<Columns>}
   */
  function columns(s, n) {
    return once(`columns of ${s.name}/${n}`, async () => {
      const data = await bytes(`${s.name}/columns/${n}`);
      const count = new Int32Array(1);
      let at = varints(data, 0, count);
      const [date, title, text, paper, county, kind] = Array.from({ length: 6 }, () => {
        const column = new Int32Array(count[0]);
        at = varints(data, at, column);
        return column;
      });
      for (let k = 1; k < date.length; k++) date[k] = (date[k] + date[k - 1]) & DAY;
      return { date, title, text, paper, county, kind };
    });
  }

  /** Which of the beginnings, in order, is the last that does not lie behind a term. @param {number[]} begins @param {number} key */
  function place(begins, key) {
    let low = 0;
    let high = begins.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (begins[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /**
   * The shard that holds a term, if any does, and what it weighs in kB.
   * @param {Segment} s
   * @param {number} key
   * @returns {Promise<Shard>}
   */
  async function shardOf(s, key) {
    const n = place(s.begins, key);
    if (s.weights) return { number: n, weight: s.weights[n] };
    const page = await once(`directory of ${s.name}/${n}`, async () => {
      const { begins, weights } = await load(`${s.name}/directory/${n}`);
      return { begins: sums(begins), weights };
    });
    const at = place(page.begins, key);
    return { number: n * PAGED + at, weight: page.weights[at] };
  }

  /**
   * The pairs of neighbours that cover a run and weigh least, each with its place in the run and its shard.
   * @param {Segment} s
   * @param {number[]} run code points
   */
  async function cover(s, run) {
    const pairs = await Promise.all(run.slice(1).map(async (code, at) => {
      const key = run[at] * SHIFT + code;
      return { at, key, shard: await shardOf(s, key) };
    }));
    /** @type {{cost: number, chosen: typeof pairs}[]} */
    const best = [{ cost: 0, chosen: [] }, { cost: Infinity, chosen: [] }];
    for (const pair of pairs) {
      const [a, b] = [best[pair.at], best[pair.at + 1]];
      const before = a.cost <= b.cost ? a : b;
      best.push({ cost: before.cost + REQUEST + pair.shard.weight, chosen: [...before.chosen, pair] });
    }
    return best[run.length].chosen;
  }

  /**
   * The documents that hold a run, how often in the title and in the text, and whether it falls on bounds of words.
   * @param {Catalogue} c
   * @param {string} run folded
   * @returns {Promise<Map<number, Match>>}
   */
  async function find(c, run) {
    const parts = await Promise.all(c.segments.map(s => within(s, run)));
    if (parts.length === 1) return parts[0];
    /** @type {Map<number, Match>} */
    const all = new Map();
    c.segments.forEach(({ first }, i) => parts[i].forEach((match, doc) => all.set(first + doc, match)));
    return all;
  }

  /**
   * What a segment knows of a run.
   * @param {Segment} s
   * @param {string} run folded
   * @returns {Promise<Map<number, Match>>}
   */
  async function within(s, run) {
    const codes = Array.from(run, char => /** @type {number} */ (char.codePointAt(0)));
    const alone = codes[0] * SHIFT;
    const pairs = codes.length > 1 ? await cover(s, codes) : [{ at: 0, key: alone, shard: await shardOf(s, alone) }];
    const parts = await Promise.all(pairs.map(async ({ at, key, shard }) => {
      // Asked for before it is known whether they are needed: they nearly always are, and come with the lists.
      if (pairs.length > 1) positions(s, shard.number).catch(() => {});
      const all = await lists(s, shard.number);
      return { at, shard: shard.number, all, term: all.terms.get(key) };
    }));
    /** @type {Map<number, Match>} */
    const found = new Map();
    const held = /** @type {Part[]} */ (parts.filter(part => part.term));
    if (held.length < parts.length) return found;
    const first = held[0];
    const last = held[held.length - 1];
    if (first === last) {
      const { all: { docs, times, titles }, term } = first;
      for (let k = term.start; k < term.end; k++) {
        found.set(docs[k], { title: titles[k], text: (times[k] >> FLAGS) + 1 - titles[k], whole: (times[k] & BOUNDS) === BOUNDS });
      }
      return found;
    }
    const common = together(held);
    if (!common.length) return found;
    const places = await Promise.all(held.map(part => positions(s, part.shard)));
    const begin = held.map(({ all, term }) => offsets(all, term));
    for (const { doc, at } of common) {
      const all = absolute(places[0], begin[0], first.term, at[0], first.at);
      let starts = all;
      for (let i = 1; i < held.length && starts.length; i++) {
        const others = new Set(absolute(places[i], begin[i], held[i].term, at[i], held[i].at));
        starts = starts.filter(start => others.has(start));
      }
      if (!starts.length) continue;
      // Positions run through the title first: as many of the first pair's as are there.
      const inTitle = first.all.titles[at[0]];
      const title = inTitle ? starts.filter(start => all.indexOf(start) < inTitle).length : 0;
      const whole = Boolean(first.all.times[at[0]] & 4 && last.all.times[at[at.length - 1]] & 2);
      found.set(doc, { title, text: starts.length - title, whole });
    }
    return found;
  }

  /**
   * What documents hold of a run that none holds whole: for each, the rarity of the pairs that it has, as a share of
   * that of all pairs of the run.
   * @param {Catalogue} c
   * @param {string} run folded
   * @returns {Promise<Map<number, number>>}
   */
  async function near(c, run) {
    /** @type {Map<number, number>} */
    const shares = new Map();
    const codes = Array.from(run, char => /** @type {number} */ (char.codePointAt(0)));
    const keys = new Set(codes.slice(1).map((code, i) => codes[i] * SHIFT + code));
    const parts = await Promise.all([...keys].map(async key => {
      const found = await Promise.all(c.segments.map(async s => {
        const all = await lists(s, (await shardOf(s, key)).number);
        const term = all.terms.get(key);
        return term ? Array.from(all.docs.subarray(term.start, term.end), doc => s.first + doc) : [];
      }));
      return found.flat();
    }));
    const rarity = parts.map(docs => Math.log(1 + c.documents / (docs.length + 0.5)));
    const whole = rarity.reduce((sum, each) => sum + each, 0);
    parts.forEach((docs, i) => docs.forEach(doc => shares.set(doc, (shares.get(doc) ?? 0) + rarity[i] / whole)));
    return shares;
  }

  /**
   * The documents that all parts name, and where in each list.
   * @param {Part[]} parts
   */
  function together(parts) {
    const at = parts.map(part => part.term.start);
    /** @type {{doc: number, at: number[]}[]} */
    const common = [];
    let doc = 0;
    for (let agreed = 0; ; ) {
      for (let i = 0; i < parts.length; i++) {
        const { all: { docs }, term } = parts[i];
        while (at[i] < term.end && docs[at[i]] < doc) at[i]++;
        if (at[i] === term.end) return common;
        if (docs[at[i]] > doc) [doc, agreed] = [docs[at[i]], 1];
        else agreed++;
        if (agreed < parts.length) continue;
        common.push({ doc, at: parts.map((part, k) => at[k]) });
        [doc, agreed] = [doc + 1, 0];
      }
    }
  }

  /**
   * Where the positions of each of a term's documents begin in its shard, and where the last end.
   * @param {Lists} all
   * @param {Term} term
   */
  function offsets(all, term) {
    const out = new Int32Array(term.end - term.start + 1);
    out[0] = term.place;
    for (let k = term.start; k < term.end; k++) out[k - term.start + 1] = out[k - term.start] + (all.times[k] >> FLAGS) + 1;
    return out;
  }

  /**
   * Where the run would begin in a document for each position of one of its pairs.
   * @param {Int32Array} distances
   * @param {Int32Array} begin
   * @param {Term} term
   * @param {number} k the document's place in the list
   * @param {number} at the pair's place in the run
   */
  function absolute(distances, begin, term, k, at) {
    const out = [];
    let position = -at;
    for (let i = begin[k - term.start]; i < begin[k - term.start + 1]; i++) out.push((position += distances[i]));
    return out;
  }

  window.archive = Object.assign(window.archive, { sums, columns, find, near });
})();
