// @ts-check
// What is shown of a hit: the best window of its text, and where in it the words of the query stand.
(() => {
  "use strict";
  const { fold, foldWithOffsets } = window.archive.terms;

  const SNIPPET = 96; // characters: three lines on a phone
  const LEAD_IN = 24; // of them before the first hit
  const WORDS = 3; // that are highlighted in an opened article

  /**
   * Where the runs stand in a text, as ranges of the original, in order, joined where they touch.
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
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  }

  /**
   * The paragraph that holds most of the runs, cut to a window around the first of them.
   * @param {string[]} paragraphs
   * @param {string[]} wanted
   * @param {Map<string, string>} forms
   */
  function snippetOf(paragraphs, wanted, forms) {
    let best = paragraphs[0] ?? "";
    let most = 0;
    for (const paragraph of paragraphs) {
      const folded = fold(paragraph, forms);
      const held = wanted.filter(run => folded.includes(run)).length;
      if (held > most) [best, most] = [paragraph, held];
    }
    const first = marksOf(best, wanted, forms)[0]?.[0] ?? 0;
    // Cut between characters, never inside a surrogate pair.
    const chars = Array.from(best);
    const before = Array.from(best.slice(0, first)).length;
    const latest = Math.max(0, chars.length - SNIPPET);
    const start = Math.min(latest, Math.max(0, before - LEAD_IN));
    const window = chars.slice(start, start + SNIPPET).join("");
    const text = (start > 0 ? "…" : "") + window + (start < latest ? "…" : "");
    return { snippet: text, marks: marksOf(text, wanted, forms) };
  }

  /**
   * What a browser highlights in the article, and goes to: the words of the snippet as they are printed.
   * @param {Hit} hit
   */
  function highlight({ snippet, marks }) {
    const words = [...new Set(marks.map(([start, end]) => snippet.slice(start, end)))].slice(0, WORDS);
    const parts = words.map(word => `text=${encodeURIComponent(word).replace(/-/g, "%2D")}`);
    return parts.length ? `#:~:${parts.join("&")}` : "";
  }

  window.archive = Object.assign(window.archive, { marksOf, snippetOf, highlight });
})();
