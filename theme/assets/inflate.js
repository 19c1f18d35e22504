// @ts-check
// Inflates bytes where the browser does not (data.js): RFC 1951, a bit at a time. What zlib refuses, this refuses.
(() => {
  "use strict";
  const MOST = 15; // bits of a code
  const [STORED, FIXED, DYNAMIC] = [0, 1, 2]; // kinds of blocks
  const END = 256; // the symbol that ends a block
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]; // of the lengths of the code of lengths
  /** What the symbols from END + 1 on, and those of distances, begin with; how many bits are added. */
  const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const [lengthBits, distanceBits] = [LENGTHS.map((_, n) => (n < 8 || n === 28 ? 0 : (n >> 2) - 1)), Array.from({ length: 30 }, (_, n) => (n < 4 ? 0 : (n >> 1) - 1))];
  const DISTANCES = distanceBits.map((bits, n) => (n < 4 ? n + 1 : ((2 + (n & 1)) << bits) + 1));

  /** @typedef {{counts: Uint16Array, symbols: number[], left: number}} Code */

  const damaged = () => new Error("the deflated data are damaged");

  /** A canonical code. @param {number[]} lengths of the symbols, in bits; 0 where one does not occur @returns {Code} */
  function code(lengths) {
    const [counts, starts] = [new Uint16Array(MOST + 1), new Uint16Array(MOST + 2)];
    for (const length of lengths) counts[length]++;
    let left = 1; // places that no symbol has taken
    for (let length = 1; length <= MOST; length++) {
      left = 2 * left - counts[length];
      if (left < 0) throw damaged();
      starts[length + 1] = starts[length] + counts[length];
    }
    /** @type {number[]} */
    const symbols = [];
    lengths.forEach((length, symbol) => length && (symbols[starts[length]++] = symbol));
    // A lone symbol, and none at all, leave places free.
    return { counts, symbols, left: symbols.length ? left : 0 };
  }

  const FIXED_LENGTHS = Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8));
  const fixed = { symbols: code(FIXED_LENGTHS), distances: code(Array(30).fill(5)) };

  /**
   * What bytes hold that are deflated, without head and sum.
   * @param {Uint8Array} data
   * @returns {Uint8Array<ArrayBuffer>}
   */
  function inflate(data) {
    let out = new Uint8Array(Math.max(1024, 4 * data.length));
    let [size, at, held, count] = [0, 0, 0, 0]; // bytes made; the next byte; bits that are left of those before, how many

    /** @param {number} wanted up to 16 */
    function bits(wanted) {
      for (; count < wanted; count += 8) {
        if (at >= data.length) throw damaged();
        held |= data[at++] << count;
      }
      const found = held & ((1 << wanted) - 1);
      [held, count] = [held >>> wanted, count - wanted];
      return found;
    }

    /** @param {Code} of */
    function symbol({ counts, symbols }) {
      let [found, first, index] = [0, 0, 0];
      for (let length = 1; length <= MOST; length++) {
        found |= bits(1);
        if (found - first < counts[length]) return symbols[index + found - first];
        index += counts[length];
        first = (first + counts[length]) << 1;
        found <<= 1;
      }
      throw damaged();
    }

    /** @param {number} more */
    function room(more) {
      if (size + more <= out.length) return;
      const larger = new Uint8Array(2 * (size + more));
      larger.set(out.subarray(0, size));
      out = larger;
    }

    function stored() {
      [held, count] = [0, 0];
      if (at + 4 > data.length) throw damaged();
      const [length, check] = [data[at] | (data[at + 1] << 8), data[at + 2] | (data[at + 3] << 8)];
      at += 4;
      if (length !== (~check & 0xffff) || at + length > data.length) throw damaged();
      room(length);
      out.set(data.subarray(at, at + length), size);
      [size, at] = [size + length, at + length];
    }

    /** The two codes that a block brings along. */
    function codes() {
      const [literals, distances, some] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
      if (literals > 286 || distances > 30) throw damaged();
      const few = Array(ORDER.length).fill(0);
      for (let n = 0; n < some; n++) few[ORDER[n]] = bits(3);
      const ofLengths = code(few);
      if (ofLengths.left) throw damaged();
      /** @type {number[]} */
      const lengths = [];
      while (lengths.length < literals + distances) {
        const next = symbol(ofLengths);
        if (next < 16) lengths.push(next);
        else {
          if (next === 16 && !lengths.length) throw damaged();
          const repeated = next === 16 ? lengths[lengths.length - 1] : 0;
          const times = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
          for (let n = 0; n < times; n++) lengths.push(repeated);
        }
      }
      if (lengths.length > literals + distances || !lengths[END]) throw damaged();
      const both = { symbols: code(lengths.slice(0, literals)), distances: code(lengths.slice(literals)) };
      // Only a lone code of one bit may leave places free.
      for (const { left, counts, symbols } of Object.values(both)) if (left && (symbols.length > 1 || counts[1] !== 1)) throw damaged();
      return both;
    }

    /** @param {{symbols: Code, distances: Code}} by */
    function compressed(by) {
      for (let next; (next = symbol(by.symbols)) !== END; ) {
        room(258);
        if (next < END) out[size++] = next;
        else {
          const n = next - END - 1;
          if (n >= LENGTHS.length) throw damaged();
          const length = LENGTHS[n] + bits(lengthBits[n]);
          const far = symbol(by.distances);
          if (far >= DISTANCES.length) throw damaged();
          const back = DISTANCES[far] + bits(distanceBits[far]);
          if (back > size) throw damaged();
          for (const end = size + length; size < end; size++) out[size] = out[size - back];
        }
      }
    }

    for (let last = 0; !last; ) {
      last = bits(1);
      const kind = bits(2);
      if (kind === STORED) stored();
      else if (kind === FIXED) compressed(fixed);
      else if (kind === DYNAMIC) compressed(codes());
      else throw damaged();
    }
    if (at !== data.length) throw damaged();
    return out.slice(0, size);
  }

  window.archive = Object.assign(window.archive ?? {}, { inflate });
})();
