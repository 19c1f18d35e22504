// @ts-check
// Runs of characters: which documents hold one, and how often. The lists of its pairs name the documents that may; where
// these are few their texts say which do, elsewhere the ordinals of the pairs.
(() => {
  "use strict";
  const { early, lists, ordinals, shardOf } = window.archive;

  const SHIFT = 2 ** 21; // between the two code points of a term
  const FLAGS = 3; // bits below a number of times: begins a word, ends one, is in a title
  const BEGINS = 4;
  const ENDS = 2;
  const REQUEST = 2; // kB that one more data file weighs against a smaller one
  const FEW = 10; // documents that are shown whatever their order

  /**
   * The pairs of neighbours in a run, or its only character.
   * @param {Segment} s
   * @param {string} run folded
   * @returns {Promise<Pair[]>}
   */
  async function pairsOf(s, run) {
    const codes = Array.from(run, char => /** @type {number} */ (char.codePointAt(0)));
    const keys = codes.slice(1).map((code, i) => codes[i] * SHIFT + code);
    const terms = keys.length ? keys : [codes[0] * SHIFT];
    return Promise.all(terms.map(async (key, at) => ({ at, key, shard: await shardOf(s, key) })));
  }

  /** Those that cover the run and weigh least, the first and the last among them. @param {Pair[]} pairs */
  function cover(pairs) {
    /** @type {{cost: number, chosen: Pair[]}[]} */
    const best = [{ cost: 0, chosen: [] }, { cost: Infinity, chosen: [] }];
    for (const pair of pairs) {
      const [a, b] = [best[pair.at], best[pair.at + 1]];
      const before = a.cost <= b.cost ? a : b;
      best.push({ cost: before.cost + REQUEST + pair.shard.weight, chosen: [...before.chosen, pair] });
    }
    return best[pairs.length + 1].chosen;
  }

  /** The lists of some pairs; of none where there is one that no document holds. @param {Segment} s @param {Pair[]} pairs */
  async function partsOf(s, pairs) {
    const found = await Promise.all(pairs.map(async ({ key, shard }) => {
      const all = await lists(s, shard);
      return { key, shard, all, term: all.terms.get(key) };
    }));
    const held = /** @type {Part[]} */ (found.filter(part => part.term));
    return held.length < found.length ? [] : held;
  }

  /**
   * The documents that hold a run, how often in the title and in the text, and whether it falls on bounds of words.
   * @param {Catalogue} c
   * @param {string} run folded
   * @param {Reader} reader
   * @returns {Promise<Map<number, Match>>}
   */
  async function find(c, run, reader) {
    const stages = await Promise.all(c.segments.map(async s => {
      const pairs = await pairsOf(s, run);
      const held = await partsOf(s, cover(pairs));
      return { s, pairs, held, common: together(held) };
    }));
    reader.signal?.throwIfAborted();
    reader.ahead(stages.flatMap(({ s, common }) => common.map(({ doc }) => s.first + doc)));
    const few = stages.reduce((sum, { common }) => sum + common.length, 0) <= FEW;
    const parts = await Promise.all(stages.map(stage => within(stage, run, few, reader)));
    return new Map(parts.flat());
  }

  /**
   * What a segment knows of a run.
   * @param {Stage} stage
   * @param {string} run
   * @param {boolean} few whether the texts of all that may hold it are to be shown anyway
   * @param {Reader} reader
   * @returns {Promise<[number, Match][]>}
   */
  async function within({ s, pairs, held, common }, run, few, { lines, signal }) {
    const unnumbered = () => few || held.some(({ term }) => !term.numbered);
    if (pairs.length > held.length && common.length && !unnumbered()) {
      for (const { shard } of pairs) early(ordinals(s, shard)); // seldom in vain, and they come with the lists
      held = await partsOf(s, pairs);
      signal?.throwIfAborted();
      common = together(held);
      few = common.length <= FEW;
    }
    const times = pairs.length === 1 ? common.map(({ at }) => listed(held[0], at[0]))
      : unnumbered() ? await Promise.all(common.map(({ doc, at }) => read(run, lines(s.first + doc, told(held, at)))))
      : await chained(s, held, common);
    return common.flatMap(({ doc, at }, i) => {
      const [begin, end] = [held[0].all.times[at[0]], held[held.length - 1].all.times[at[at.length - 1]]];
      const match = { ...times[i], whole: Boolean(begin & BEGINS && end & ENDS) };
      return match.title + match.text ? [/** @type {[number, Match]} */ ([s.first + doc, match])] : [];
    });
  }

  /** What lists say of a document. @param {Part[]} held @param {number[]} at @returns {Told[]} */
  const told = (held, at) => held.map((part, i) => {
    const run = String.fromCodePoint(Math.floor(part.key / SHIFT), part.key % SHIFT);
    return { run, times: listed(part, at[i]) };
  });

  /** How often a document holds a term, by its list. @param {Part} part @param {number} k */
  function listed({ all }, k) {
    const title = all.titles[k];
    return { title, text: (all.times[k] >> FLAGS) + 1 - title };
  }

  /** How often a run stands in lines. @param {string[]} lines folded @param {string} run */
  function timesIn(lines, run) {
    let sum = 0;
    for (const line of lines) for (let at = line.indexOf(run); at >= 0; at = line.indexOf(run, at + 1)) sum++;
    return sum;
  }

  const APART = 20; // characters between two runs that stand not far apart

  /** How often runs stand in lines one behind the other, not far apart. @param {string[]} lines folded @param {string[]} runs */
  function timesApart(lines, runs) {
    const [first, ...rest] = runs;
    let sum = 0;
    for (const line of lines) {
      for (let at = line.indexOf(first); at >= 0; at = line.indexOf(first, at + 1)) {
        let ends = [at + first.length]; // of each way to read so many of them
        for (const run of rest) {
          const next = new Set();
          for (const end of ends) {
            for (let begin = line.indexOf(run, end); begin >= 0 && begin <= end + APART; begin = line.indexOf(run, begin + 1)) next.add(begin + run.length);
          }
          ends = [...next];
        }
        if (ends.length) sum++;
      }
    }
    return sum;
  }

  /** How often a document holds a run, by its lines. @param {string} run @param {Promise<Lines>} lines */
  async function read(run, lines) {
    const { title, text } = await lines;
    return { title: timesIn(title, run), text: timesIn(text, run) };
  }

  /**
   * How often each document holds all pairs of a run one after the other, by their ordinals.
   * @param {Segment} s
   * @param {Part[]} held
   * @param {{doc: number, at: number[]}[]} common
   */
  async function chained(s, held, common) {
    if (!common.length) return [];
    const shards = await Promise.all(held.map(part => ordinals(s, part.shard)));
    const begin = held.map(({ all, term }) => offsets(all, term));
    return common.map(({ at }) => {
      /** Where the run has come to: the ordinal of the last character, and which of its first pairs that was. */
      let ends = new Map();
      for (let i = 0; i < held.length; i++) {
        const next = new Map();
        const k = at[i] - held[i].term.start;
        let [first, second] = [-1, -1];
        for (let n = begin[i][k]; n < begin[i][k + 1]; n++) {
          first += shards[i].firsts[n] + 1;
          second += shards[i].seconds[n] + 1;
          const start = i ? ends.get(first) : n - begin[i][k];
          if (start !== undefined) next.set(second, start);
        }
        ends = next;
      }
      // The title comes first: as many of the first pair's as are there.
      const inTitle = held[0].all.titles[at[0]];
      const title = [...ends.values()].filter(start => start < inTitle).length;
      return { title, text: ends.size - title };
    });
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
        const all = await lists(s, await shardOf(s, key));
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
    if (!parts.length) return [];
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
   * Where the ordinals of each of a term's documents begin in its shard, and where the last end.
   * @param {Lists} all
   * @param {Term} term
   */
  function offsets(all, term) {
    const out = new Int32Array(term.end - term.start + 1);
    out[0] = term.place;
    for (let k = term.start; k < term.end; k++) out[k - term.start + 1] = out[k - term.start] + (all.times[k] >> FLAGS) + 1;
    return out;
  }

  window.archive = Object.assign(window.archive, { FEW, find, near, timesIn, timesApart });
})();
