// @ts-check
// What the index says of each document beside its text: the fields by which hits are narrowed, counted and ordered.
(() => {
  "use strict";
  const { fields, segmentOf } = window.archive;

  /**
   * What the fields say of each document; quick where those of a block stand together.
   * @param {Catalogue} c
   * @param {number[]} docs
   * @returns {Promise<Row[]>}
   */
  async function rows(c, docs) {
    const lengths = Array.from({ length: 60 }, (_, step) => Math.round(2 ** (step / c.steps)));
    const value = (/** @type {number[]} */ numbers, /** @type {number} */ here) => (here < 0 ? here : numbers[here]);
    /** @type {{segment: Segment, first: number, docs: number[]}[]} */
    const blocks = [];
    for (const doc of docs) {
      const segment = segmentOf(c, doc);
      const first = doc - ((doc - segment.first) % c.block);
      let block = blocks[blocks.length - 1];
      if (block?.first !== first) blocks.push((block = { segment, first, docs: [] }));
      block.docs.push(doc);
    }
    const parts = await Promise.all(blocks.map(({ segment, first }) => fields(segment, (first - segment.first) / c.block)));
    return blocks.flatMap(({ segment, first, docs }, i) => docs.map(doc => {
      const [part, k] = [parts[i], doc - first];
      const [title, text] = [lengths[part.title[k]], lengths[part.text[k]]];
      const [paper, county, kind] = /** @type {const} */ (["paper", "county", "kind"]).map(facet => value(segment[facet], part[facet][k] - 1));
      return { doc, date: part.date[k], paper, county, kind, archive: segment.archive ?? 0, title, text };
    }));
  }

  /**
   * Which documents the filters let through; `except` leaves one out, for the counts of its own facet.
   * @param {Catalogue} c
   * @param {Filters} filters
   * @param {string} [except]
   * @returns {(row: Row) => boolean}
   */
  function filter(c, { from, to, county, paper, kind, archive }, except) {
    /** @type {((row: Row) => boolean)[]} */
    const tests = [];
    if (except !== "year") {
      const [first, last] = [from, to].map(day => Number(day?.replace(/-/g, "")));
      if (from) tests.push(row => row.date >= first);
      if (to) tests.push(row => row.date <= last);
    }
    for (const [name, value] of /** @type {const} */ ([["county", county], ["paper", paper], ["kind", kind], ["archive", archive]])) {
      if (!value || name === except) continue;
      const wanted = (c[name] ?? []).findIndex(([key, label]) => key === value || label === value);
      tests.push(row => wanted >= 0 && row[name] === wanted);
    }
    return row => tests.every(test => test(row));
  }

  /**
   * The values of each facet, and how many documents have them.
   * @param {Catalogue} c
   * @param {Row[]} all that match the query
   * @param {Filters} filters
   */
  function counted(c, all, filters) {
    const times = (/** @type {string} */ name, /** @type {(row: Row) => number} */ value) => {
      const pass = filter(c, filters, name);
      /** @type {Map<number, number>} */
      const counts = new Map();
      for (const row of all) if (pass(row)) counts.set(value(row), (counts.get(value(row)) ?? 0) + 1);
      return [...counts];
    };
    /** @type {Record<string, Facet[]>} */
    const out = {};
    for (const name of /** @type {const} */ (["paper", "county", "kind", "archive"])) {
      const values = c[name];
      if (values) out[name] = times(name, each => each[name])
        .filter(([i]) => i >= 0)
        .map(([i, n]) => ({ value: values[i][0], label: values[i][1], count: n }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    }
    const months = times("year", each => Math.floor(each.date / 100)).sort(([a], [b]) => a - b);
    /** @type {Map<string, number>} */
    const years = new Map();
    out.month = months.map(([month, count]) => {
      const [year, of] = [String(Math.floor(month / 100)).padStart(4, "0"), month % 100];
      years.set(year, (years.get(year) ?? 0) + count);
      const value = `${year}-${String(of).padStart(2, "0")}`;
      return { value, label: value, count };
    });
    out.year = [...years].map(([value, count]) => ({ value, label: value, count }));
    return out;
  }

  /** Document numbers run by date in one archive, and archives one behind the other. @param {Row} a @param {Row} b */
  const byDate = (a, b) => a.date - b.date || a.doc - b.doc;

  window.archive = Object.assign(window.archive, { rows, filter, counted, byDate });
})();
