// @ts-check
// What is shown of a hit: the best window of its text, and where in it the words of the query stand.
(() => {
  "use strict";
  const { marksOf } = window.archive;
  const { fold } = window.archive.terms;

  const SNIPPET = 96; // characters: three lines on a phone
  const LEAD_IN = 24; // of them before the first hit
  const WORDS = 3; // that the browser of a reader highlights, where another archive does not

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
   * What stands behind the address of a hit: the search as it is asked, what of it the article marks, in which forms it is
   * printed, and the hits of the list, so that a reader walks on from there (walk.js). All in one: files on a disk share nothing
   * else. An archive beside this one is told what to mark, and its browser too.
   * @param {string} asked of the search, as its address has it
   * @param {Hit[]} hits of the list
   * @param {number} first the number of its first
   * @param {number} total
   * @returns {(hit: Hit) => string}
   */
  function trail(asked, hits, first, total) {
    /** @type {string[]} */
    let last = [];
    const list = hits.map(({ told: { path } }) => {
      const parts = path.replace(/^issues\//, "").replace(/\.html$/, "").split("/");
      const other = parts.findIndex((part, i) => part !== last[i]);
      if (path) last = parts;
      return path ? parts.map((part, i) => (i < other ? "" : part)).join("/") : "*";
    });
    return ({ told: { path, forms, sought }, snippet, marks }) => {
      const runs = [...sought.anywhere.map(run => ["mark", run]), ...sought.title.map(run => ["title", run])];
      const said = new URLSearchParams([...new URLSearchParams(asked), ...runs, ...(forms ? [["forms", forms]] : [])]);
      if (path) return `#${said}&of=${total}&hits=${first}:${list.join(",")}`;
      const words = [...new Set(marks.map(([start, end]) => snippet.slice(start, end)))].slice(0, WORDS);
      return `#${said}:~:${words.map(word => `text=${encodeURIComponent(word).replace(/-/g, "%2D")}`).join("&")}`;
    };
  }

  window.archive = Object.assign(window.archive, { snippetOf, trail });
})();
