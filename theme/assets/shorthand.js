// @ts-check
// Texts in a code of their own. generator/search/shorthand.py says how they are written.
(() => {
  "use strict";
  const { varints, sums } = window.archive;

  const KINDS = 3; // of places: nothing is foretold, something by the token before, or by the two before
  const [HIT, BACK, ESCAPE, END, WORDS] = [0, 1, 13, 14, 15];
  const CHARACTER = 21; // bits of a code point
  const RARE = 11; // bits
  const SMALL = 2 ** 15; // more than any token but the characters that no table has

  /** Two tokens as one number: a small one where it can be, for maps are slow with others. @param {number} a @param {number} b */
  const both = (a, b) => (a < SMALL && b < SMALL ? a * SMALL + b : -(a * 2 ** CHARACTER + b));

  /** @typedef {{bits: number[], ends: number[], symbols: number[]}} Code a prefix code, in the order of its codes */

  /**
   * How many symbols there are, the first rare one, the prefix codes of the three kinds of places, and tokens by numbers.
   * @param {Uint8Array} data
   */
  function table(data) {
    let at = 0;
    const some = (/** @type {number} */ count) => {
      const out = new Int32Array(count);
      at = varints(data, at, out);
      return out;
    };
    const [groups, longest, characters] = some(3);
    const bits = some(KINDS * (WORDS + groups));
    const held = some(groups * longest);
    const steps = some(characters);
    const first = some(held.reduce((sum, count) => sum + count));
    const others = held.reduce((sum, count, i) => sum + count * (i % longest), 0);
    const alphabet = sums([...steps]).map(code => String.fromCodePoint(code));

    // Blocks of tokens that have one length and one group: where each begins, and where its other characters do.
    const block = new Uint16Array(first.length);
    const [starts, spots] = [new Int32Array(held.length + 1), new Int32Array(held.length + 1)];
    spots[0] = at;
    for (let i = 0; i < held.length; i++) {
      starts[i + 1] = starts[i] + held[i];
      spots[i + 1] = spots[i] + held[i] * (i % longest);
      block.fill(i, starts[i], starts[i + 1]);
      for (let k = starts[i] + 1; k < starts[i + 1]; k++) first[k] += first[k - 1];
    }
    const word = (/** @type {number} */ token) => {
      const n = token - WORDS;
      const i = block[n];
      let out = alphabet[first[n]];
      for (let k = spots[i] + n - starts[i]; k < spots[i + 1]; k += held[i]) out += alphabet[data[k] | (data[k + others] << 8)];
      return out;
    };

    // Groups, and the symbols before WORDS, in the order of their codes: where the codes of each end if all had 32 bits.
    const numbers = Array.from({ length: WORDS + groups + 1 }, (_, i) => (i < WORDS ? i : WORDS + starts[(i - WORDS) * longest]));
    const codes = Array.from({ length: KINDS }, (_, kind) => {
      const of = bits.subarray(kind * (WORDS + groups), (kind + 1) * (WORDS + groups));
      const order = [...of.keys()].sort((a, b) => of[a] - of[b] || a - b);
      let end = 0;
      const ends = order.map(i => (end += (numbers[i + 1] - numbers[i]) * 2 ** (32 - of[i])));
      return { bits: order.map(i => of[i]), ends, symbols: order.map(i => numbers[i]) };
    });
    const rare = numbers[WORDS + bits.subarray(WORDS).findIndex(length => length >= RARE)];
    return { size: WORDS + first.length, rare, codes, word };
  }

  /**
   * Reads texts.
   * @param {Uint8Array} tokens the table of their code
   * @returns {(data: Uint8Array, head: number[]) => string} `head`: the tokens that seem to stand before each text
   */
  function shorthand(tokens) {
    const { size, rare, codes, word } = table(tokens);
    /** @type {string[]} */
    const words = [];

    return (data, head) => {
      let at = 0;
      const number = (/** @type {number} */ bits) => {
        let value = 0;
        for (; bits; bits--, at++) value = (value << 1) | ((data[at >> 3] >> (7 - (at & 7))) & 1);
        return value;
      };
      const symbol = (/** @type {Code} */ { bits, ends, symbols }) => {
        const i = at >> 3;
        const window = (((data[i] << 24) | (data[i + 1] << 16) | (data[i + 2] << 8) | data[i + 3]) << (at & 7)) >>> 0;
        let n = 0;
        while (window >= ends[n]) n++;
        if (n === ends.length) throw new Error("a text that was not written with this table");
        at += bits[n];
        return symbols[n] + Math.floor((window - (n && ends[n - 1])) / 2 ** (32 - bits[n]));
      };
      let [before, last] = [END, END];
      /** What followed each token the last time, and each two. @type {[Map<number, number>, Map<number, number>]} */
      const [one, two] = [new Map(), new Map()];
      /** @type {number[]} */
      const seen = [];
      const learn = (/** @type {number} */ token) => {
        one.set(last, token);
        two.set(both(before, last), token);
        if (token >= rare) seen.push(token);
        [before, last] = [last, token];
      };
      head.forEach(learn);
      let text = "";
      for (;;) {
        const byTwo = two.get(both(before, last));
        const foretold = byTwo ?? one.get(last);
        let token = symbol(codes[foretold === undefined ? 0 : byTwo === undefined ? 1 : 2]);
        if (token === END) return text;
        if (token === HIT) token = /** @type {number} */ (foretold);
        else if (token < ESCAPE) token = seen[seen.length - ((1 << (token - BACK)) | number(token - BACK))];
        else if (token === ESCAPE) token = size + number(CHARACTER);
        text += token < size ? (words[token] = words[token] ?? word(token)) : String.fromCodePoint(token - size);
        learn(token);
      }
    };
  }

  window.archive = Object.assign(window.archive, { shorthand });
})();
