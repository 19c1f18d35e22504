// @ts-check
// Hits that are one text (同稿), folded into the first of them: loaded where a reader asks for that.
(() => {
  "use strict";
  const { say, make, dated, dates, columnReader, nameOf, pageOf, segmentOf } = window.archive;

  const SHOWN = 40; // of one text that are named: a province has more newspapers

  /** The others of each row that stands for several. @type {WeakMap<Row, Row[]>} */
  const others = new WeakMap();

  /**
   * The first of each text among rows, in their order.
   * @param {Catalogue} c
   * @param {Row[]} rows
   * @returns {Promise<Row[]>}
   */
  async function folded(c, rows) {
    const of = await (await columnReader()).valueOf(c, "copy");
    /** @type {Map<string, Row[]>} */
    const firsts = new Map();
    return rows.filter(row => {
      const text = of.get(row.doc);
      const known = text && firsts.get(text);
      if (known) known.push(row);
      else if (text) {
        /** @type {Row[]} */
        const behind = [];
        firsts.set(text, behind);
        others.set(row, behind);
      }
      return !known;
    });
  }

  /** Hits with those behind them. @param {Catalogue} c @param {Row[]} rows that they are of @param {Hit[]} hits @returns {Promise<Hit[]>} */
  const told = (c, rows, hits) => Promise.all(hits.map(async (hit, n) => {
    const behind = others.get(rows[n]) ?? [];
    return behind.length ? { ...hit, copies: { count: behind.length, named: await Promise.all(behind.slice(0, SHOWN).map(row => named(c, row))) } } : hit;
  }));

  /** Where one stands, and when. @param {Catalogue} c @param {Row} row */
  async function named(c, row) {
    const [, url] = await nameOf(c, row.doc);
    return { url: pageOf(c, segmentOf(c, row.doc), url), paper: c.paper[row.paper][1], date: dates.written(row.date) };
  }

  /** Where else a hit stands. @param {NonNullable<Hit["copies"]>} copies */
  function drawn({ count, named }) {
    const rows = named.map(({ url, paper, date }) => make("li", {}, make("a", { href: url }, `${paper} ${dated(date)}`)));
    return make("details", { class: "copies" }, make("summary", {}, say("found.copies", { count })), make("ul", {}, ...rows));
  }

  window.archive.folding = { folded, told, drawn };
})();
