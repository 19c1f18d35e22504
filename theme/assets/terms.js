// @ts-check
// What of a text counts when it is searched: generator/language/terms.py, the same in JavaScript. Tested on the same strings.
(() => {
  "use strict";

  // The same set as WHITE in generator/language/terms.py; \s of JavaScript and of Python differ. And what nothing is seen of.
  const WHITE = /[\t-\r\x1c-\x1f \x85\xa0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff\p{Default_Ignorable_Code_Point}]/u;

  // What NFKC may compose belongs together: a character with its marks (half-width ﾞ and ﾟ among them), and runs of
  // conjoining Hangul.
  const CLUSTER = /[\u1100-\u11ff]+|\P{M}[\p{M}\uff9e\uff9f]*|\p{M}+/gu;

  /**
   * @param {string} text
   * @param {Map<string, string>} variants each variant character with the form that it is searched as
   */
  function fold(text, variants) {
    let out = "";
    for (const c of text.normalize("NFKC").toUpperCase().toLowerCase()) {
      if (!WHITE.test(c)) out += c === "ς" ? "σ" : variants.get(c) ?? c;
    }
    return out;
  }

  /**
   * The folded text, and for each of its UTF-16 units where the original that it came from begins and ends.
   * @param {string} text
   * @param {Map<string, string>} variants
   */
  function foldWithOffsets(text, variants) {
    let folded = "";
    /** @type {number[]} */
    const starts = [];
    /** @type {number[]} */
    const ends = [];
    for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
      const piece = fold(cluster, variants);
      folded += piece;
      for (let i = 0; i < piece.length; i++) {
        starts.push(index ?? 0);
        ends.push((index ?? 0) + cluster.length);
      }
    }
    return { folded, starts, ends };
  }

  /**
   * Where the runs stand in a text, as ranges of the original, in order, joined where they overlap.
   * @param {string} text
   * @param {string[]} wanted
   * @param {Map<string, string>} forms
   */
  function marksOf(text, wanted, forms) {
    const { folded, starts, ends } = foldWithOffsets(text, forms);
    /** @type {[number, number][]} */
    const ranges = [];
    for (const run of wanted) {
      for (let at = folded.indexOf(run); at >= 0; at = folded.indexOf(run, at + run.length)) {
        ranges.push([starts[at], ends[at + run.length - 1]]);
      }
    }
    /** @type {[number, number][]} */
    const joined = [];
    for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
      const last = joined[joined.length - 1];
      if (last && start < last[1]) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  }

  window.archive = Object.assign(window.archive ?? {}, { terms: { fold, foldWithOffsets }, marksOf });
})();
