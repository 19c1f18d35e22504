// @ts-check
// The query language: lunr's, for texts that white space and words do not part.
//
//   金融 扶贫        both must occur; a + before them says the same
//   -疫情           must not occur
//   "小额 信贷"      one run, white space aside
//   title:金融      in the title; author: county: paper: in those of the record; also with - and with "…"
//   wild*           what begins so. A run is found inside words, too: only of a name does the star say more.
//
// What does not read so is searched as it stands. Tested against lunr.py's own parser.
(() => {
  "use strict";

  const CLAUSE = /([+-]?)(?:(title|author|county|paper)[:：])?(?:"([^"]+)"|([^\s"+-][^\s"]*))(?=\s|$)/iuy;
  const SPACE = /\s*/uy;
  const FIELD = /^[a-z]+:/i; // lunr names a field that it does not know an error; 12:30 is a run

  /**
   * @param {string} query
   * @returns {Clause[] | null} null where it cannot be parsed
   */
  function clauses(query) {
    /** @type {Clause[]} */
    const found = [];
    for (let at = 0; ; ) {
      SPACE.lastIndex = at;
      SPACE.exec(query);
      if (SPACE.lastIndex === query.length) return found;
      CLAUSE.lastIndex = SPACE.lastIndex;
      const parts = CLAUSE.exec(query);
      if (!parts) return null;
      const [, sign, field, phrase, run] = parts;
      const open = /.\*$/u.test(run ?? "");
      const text = phrase ?? (open ? run.slice(0, -1) : run);
      if (!text.trim() || (run !== undefined && (text.includes("*") || FIELD.test(text)))) return null;
      found.push({ text, field: /** @type {Clause["field"]} */ (field?.toLowerCase() ?? ""), not: sign === "-", open });
      at = CLAUSE.lastIndex;
    }
  }

  /**
   * What a query asks for.
   * @param {string} text
   * @returns {Query}
   */
  function parse(text) {
    const found = clauses(text);
    return found ? { clauses: found, literal: false } : { clauses: [{ text, field: "", not: false, open: false }], literal: true };
  }

  window.archive = Object.assign(window.archive ?? {}, { parse });
})();
