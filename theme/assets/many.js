// @ts-check
// The texts of many documents, for whoever goes through all that a search found: a pack after the other, and none of it
// stays in memory. What lies close together in a pack is asked for at once.
(() => {
  "use strict";
  const { early, way, part, HEAD, opened, arrival, lacking, decoder, fields, sizes, usual, text, unpacked, segmentOf } = window.archive;

  const NEAR = 6; // texts that come for nothing, 8 kB, rather than that the server is asked twice
  const FEW = 24; // of a pack, which come out of their pages where the server sends no parts
  const AHEAD = 4; // packs that are on their way at once
  const [EACH, CHARACTER] = [300, 0.82]; // bytes of a text on its way, with what comes for nothing, and of each of its characters

  /** @typedef {{s: Segment, pack: number, numbers: number[]}} Some documents of a pack, by their numbers in the segment */

  /** @param {Catalogue} c @param {number[]} docs in order @returns {Some[]} */
  function byPack(c, docs) {
    /** @type {Some[]} */
    const found = [];
    for (const doc of docs) {
      const s = segmentOf(c, doc);
      const n = doc - s.first;
      const pack = Math.floor(n / c.texts);
      const last = found[found.length - 1];
      if (last?.s === s && last.pack === pack) last.numbers.push(n);
      else found.push({ s, pack, numbers: [n] });
    }
    return found;
  }

  /**
   * The texts of documents, pack by pack; nothing more is asked for once nobody waits.
   * @param {Catalogue} c
   * @param {number[]} docs in order
   * @param {AbortSignal} [signal]
   * @returns {AsyncGenerator<{doc: number, text: Doc}[]>}
   */
  async function* texts(c, docs, signal) {
    const left = byPack(c, docs);
    /** @type {Promise<{doc: number, text: Doc}[]>[]} */
    const waiting = [];
    const next = () => {
      const some = left.shift();
      if (!some) return;
      const coming = ofPack(c, some);
      early(coming);
      waiting.push(coming);
    };
    while (waiting.length < AHEAD && left.length) next();
    for (let coming; (coming = waiting.shift()); ) {
      const found = await coming;
      signal?.throwIfAborted();
      next();
      yield found;
    }
  }

  /** @param {Catalogue} c @param {Some} some */
  async function ofPack(c, { s, pack, numbers }) {
    const by = await way(s);
    if (by === "pages" && numbers.length < FEW) {
      return Promise.all(numbers.map(async n => ({ doc: s.first + n, text: await text(c, s.first + n) })));
    }
    const path = `${s.name}/text/${pack}`;
    const [read, stretches] = await Promise.all([
      decoder(s.common ?? c.common),
      (by === "parts" && (await ofRuns(c, s, pack, numbers))) || arrival(path).then(all => {
        const each = all.split("\t");
        return new Map(numbers.map(n => [n, each[n % c.texts] ?? ""]));
      }),
    ]);
    return numbers.map(n => {
      const content = opened((stretches.get(n) ?? "").trimEnd(), `text/${n} ${s.documents}`);
      if (content === undefined) throw lacking(path);
      return { doc: s.first + n, text: /** @type {Doc} */ (JSON.parse(read(unpacked(content), s.head))) };
    });
  }

  /**
   * The stretches of documents, in as few parts of their pack as is worth it; undefined where one does not come.
   * @param {Catalogue} c
   * @param {Segment} s
   * @param {number} pack
   * @param {number[]} numbers
   */
  async function ofRuns(c, s, pack, numbers) {
    const [first, last] = [pack * c.texts, numbers[numbers.length - 1]];
    const [{ text: steps }, beside] = await Promise.all([fields(s, Math.floor(first / c.block)), sizes(c, s, Math.floor(first / c.shown))]);
    const ends = [0];
    for (let n = first; n <= last; n++) ends.push(ends[n - first] + c.unit * (usual(steps[n % c.block]) + beside[n % c.shown]));
    /** @type {number[][]} */
    const runs = [];
    for (const n of numbers) {
      const run = runs[runs.length - 1];
      if (run && n - run[run.length - 1] <= NEAR) run.push(n);
      else runs.push([n]);
    }
    /** @type {Map<number, string>} */
    const found = new Map();
    const whole = await Promise.all(runs.map(async run => {
      const [from, to] = [run[0], run[run.length - 1]];
      const all = await part(`${s.name}/text/${pack}`, HEAD + ends[from - first], HEAD + ends[to + 1 - first]);
      const each = all?.split("\t") ?? [];
      for (const n of run) found.set(n, each[n - from] ?? "");
      return each.length === to - from + 2;
    }));
    return whole.every(Boolean) ? found : undefined;
  }

  /**
   * How many bytes texts take to load, more or less.
   * @param {Catalogue} c
   * @param {Row[]} rows of their documents, in order
   */
  async function weight(c, rows) {
    const of = (/** @type {number} */ characters) => EACH + CHARACTER * characters;
    const by = rows.length ? await way(segmentOf(c, rows[0].doc)) : "parts";
    if (by === "parts") return rows.reduce((sum, row) => sum + of(row.text), 0);
    return byPack(c, rows.map(row => row.doc)).length * c.texts * of(c.length.text);
  }

  window.archive = Object.assign(window.archive, { many: { texts, weight } });
})();
