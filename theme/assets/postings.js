// @ts-check
// The files of the inverted index and of its fields, read. generator/search/shards.py and rows.py have the formats.
(() => {
  "use strict";
  const { value, once, sums, bytes, inflated, stretch, placed, way } = window.archive;

  const SHIFT = 2 ** 21; // between the two code points of a term
  const FLAGS = 3; // bits below a number of times: begins a word, ends one, is in a title
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

  /**
   * What a pack holds of a shard.
   * @param {Segment} s
   * @param {Shard} shard
   * @param {"lists" | "ordinals"} kind
   */
  function ofPack(s, { number, at, sizes }, kind) {
    const first = number % s.pack;
    const n = 2 * first + (kind === "lists" ? 0 : 1);
    return stretch(s, `${kind}/${number}`, `shards/${Math.floor(number / s.pack)}`, n, async () => placed(sizes, 2 * (at - first), n, 1));
  }

  /** @param {Segment} s @param {Shard} shard @returns {Promise<Lists>} */
  function lists(s, shard) {
    return once(`lists of ${s.name}/${shard.number}`, async () => {
      const data = await inflated(await ofPack(s, shard, "lists"));
      const sizes = new Int32Array(6);
      const firstsAt = varints(data, 0, sizes);
      const [number, documents, rare, high, low, packed] = sizes;
      const firsts = new Int32Array(2 * number);
      const secondsAt = varints(data, firstsAt, firsts);
      const seconds = new Int32Array(firsts.reduce((sum, each, i) => sum + (i & 1 ? each : 0), 0));
      const kindsAt = varints(data, secondsAt, seconds);
      const kinds = new Int32Array(seconds.length);
      const highAt = varints(data, kindsAt, kinds);
      const held = kinds.map(each => each >> 2);
      const total = held.reduce((sum, each) => sum + each, 0);
      const docs = new Int32Array(total);
      const times = new Int32Array(total);
      const titles = new Int32Array(total);
      gaps(data, highAt, highAt + high, documents, held, docs);
      const timesAt = highAt + high + low;
      varints(data, timesAt, times);
      const titled = times.filter(each => each & 1);
      varints(data, timesAt + packed, titled);
      for (let k = 0, i = 0; k < total; k++) if (times[k] & 1) titles[k] = titled[i++] + 1;
      /** @type {Map<number, Term>} */
      const terms = new Map();
      let first = 0;
      let start = 0;
      let place = 0;
      for (let i = 0, n = 0; i < firsts.length; i += 2) {
        first += firsts[i];
        let second = 0;
        for (const last = n + firsts[i + 1]; n < last; n++) {
          second += seconds[n];
          const end = start + held[n];
          for (let k = start + 1; k < end; k++) docs[k] += docs[k - 1] + 1;
          for (let k = start; k < end; k++) times[k] ^= (kinds[n] & 3) << 1;
          const numbered = second > 0 && held[n] > rare;
          terms.set(first * SHIFT + second, { start, end, place, numbered });
          if (numbered) for (let k = start; k < end; k++) place += (times[k] >> FLAGS) + 1;
          start = end;
        }
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
   * @param {Int32Array} held documents of each term
   * @param {Int32Array} out
   */
  function gaps(data, highAt, lowAt, documents, held, out) {
    let high = 8 * highAt;
    let low = 8 * lowAt;
    let at = 0;
    for (const each of held) {
      const bits = 31 - Math.clz32(Math.floor(documents / each));
      for (const end = at + each; at < end; at++) {
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

  /** Those of a shard. @param {Segment} s @param {Shard} shard @returns {Promise<Ordinals>} */
  function ordinals(s, shard) {
    return once(`ordinals of ${s.name}/${shard.number}`, async () => {
      const data = await inflated(await ofPack(s, shard, "ordinals"));
      const count = new Int32Array(1);
      const firstsAt = varints(data, 0, count);
      const firsts = new Int32Array(count[0]);
      const seconds = new Int32Array(count[0]);
      varints(data, varints(data, firstsAt, firsts), seconds);
      return { firsts, seconds };
    });
  }

  /**
   * What a block of fields says of its documents.
   * @param {Segment} s
   * @param {number} n
   * @returns {Promise<Fields>}
   */
  function fields(s, n) {
    return once(`fields of ${s.name}/${n}`, async () => {
      const data = await bytes(`fields/${n}`, s);
      const count = new Int32Array(1);
      let at = varints(data, 0, count);
      const [date, title, text, paper, county, kind] = Array.from({ length: 6 }, () => {
        const field = new Int32Array(count[0]);
        at = varints(data, at, field);
        return field;
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
   * The shard that holds a term, if any does.
   * @param {Segment} s
   * @param {number} key
   * @returns {Promise<Shard>}
   */
  async function shardOf(s, key) {
    const n = place(s.begins, key);
    const whole = (await way(s)) === "pages";
    if (s.sizes) return shard(s, s.sizes, n, n, whole);
    const block = await once(`directory of ${s.name}/${n}`, async () => {
      const { begins, sizes } = await value(`directory/${n}`, s);
      return { begins: sums(begins), sizes };
    });
    const at = place(block.begins, key);
    return shard(s, block.sizes, n * s.directory + at, at, whole);
  }

  /**
   * @param {Segment} s
   * @param {number[]} sizes
   * @param {number} number
   * @param {number} at
   * @param {boolean} whole whether its pack comes with it
   * @returns {Shard}
   */
  function shard(s, sizes, number, at, whole) {
    const first = whole ? at - (number % s.pack) : at;
    const loaded = sizes.slice(2 * first, 2 * (whole ? first + s.pack : at + 1));
    return { number, weight: loaded.reduce((sum, each) => sum + each, 0) / 500, at, sizes };
  }

  /** Asks for what will be needed. What does not come is asked for again where it is. @param {Promise<any>} value */
  const early = value => void value.catch(() => {});

  window.archive = Object.assign(window.archive, { varints, early, fields, lists, ordinals, shardOf });
})();
