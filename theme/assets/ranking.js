// @ts-check
// How well a document answers: lunr's BM25, field by field, and a little more where the words are words of the text.
// tests/search/test_ranking.py compares it with lunr.py.
(() => {
  "use strict";

  const SATURATION = 1.2; // lunr's k1
  const LENGTH = 0.75; // and its b
  const BOOST = { title: 3, text: 1 };
  const WHOLE = 0.2; // more where every run begins and ends with a word: 兴县 before 长兴县
  const OF = 1; // more where the article is of a place that the query names
  const FIELDS = /** @type {const} */ (["title", "text"]);

  /**
   * The score of each document that is found.
   * @param {Catalogue} c
   * @param {Found} found
   * @param {Row[]} rows of the documents found
   * @param {number[]} [prefer] numbers of places whose own articles come first
   * @returns {(doc: number) => Score}
   */
  function scores(c, { ranked }, rows, prefer = []) {
    /** Terms as lunr has them: one for each run, in one field or in both. @type {Map<string, Ranked>} */
    const terms = new Map();
    for (const { clause, held } of ranked) {
      const run = [clause.text, ...(clause.then ?? [])].join("…");
      const term = terms.get(run) ?? { held, rarity: 0, title: 0, text: 0 };
      if (!clause.field) Object.assign(term, { held, text: term.text + 1 });
      term.title += 1;
      terms.set(run, term);
    }
    const magnitude = { title: 0, text: 0 };
    for (const term of terms.values()) {
      let holding = 0; // lunr counts a document once for each field
      for (const { title, text } of term.held.values()) holding += (title ? 1 : 0) + (text ? 1 : 0);
      term.rarity = Math.log(1 + Math.abs((c.documents - holding + 0.5) / (holding + 0.5)));
      for (const field of FIELDS) magnitude[field] += term[field] ** 2;
    }
    /** @type {Map<number, Score>} */
    const out = new Map();
    for (const row of rows) {
      const { doc } = row;
      let bm25 = 0;
      for (const field of FIELDS) {
        const norm = SATURATION * (1 - LENGTH + (LENGTH * row[field]) / c.length[field]);
        let sum = 0;
        for (const term of terms.values()) {
          const times = term[field] ? term.held.get(doc)?.[field] ?? 0 : 0;
          if (!times) continue;
          const weight = ((term.rarity * (SATURATION + 1) * times) / (norm + times)) * BOOST[field];
          sum += term[field] * (Math.round(weight * 1000) / 1000);
        }
        if (sum) bm25 += sum / Math.sqrt(magnitude[field]);
      }
      const matches = ranked.flatMap(({ held }) => held.get(doc) ?? []);
      const whole = matches.length > 0 && matches.every(match => match.whole);
      const more = (whole ? WHOLE : 0) + (prefer.includes(row.county) ? OF : 0);
      out.set(doc, { bm25, score: bm25 * (1 + more) });
    }
    return doc => out.get(doc) ?? { bm25: 0, score: 0 };
  }

  window.archive = Object.assign(window.archive, { scores });
})();
