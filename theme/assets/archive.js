// @ts-check
// The search engine of the archive: window.archive.search() and window.archive.ids(). It draws nothing.
(() => {
  "use strict";
  const { find, near, load, once, bytes } = window.archive;
  const { fold, foldWithOffsets, runs } = window.archive.terms;

  const SNIPPET = 96; // characters: three lines on a phone
  const LEAD_IN = 24; // of them before the first hit
  const NEAREST = 10; // documents that are offered where none holds the query
  const ENOUGH = 0.4; // of the rarity of a query's pairs that one of them must hold
  const TITLE = 3; // how much more a run counts in a title
  const SATURATION = 1.2; // BM25's k1
  const LENGTH = 0.75; // and its b

  /** @returns {Promise<Catalogue>} */
  const catalogue = () => load("catalogue");

  /** @param {[string, string]} pairs */
  function table([from, to]) {
    const target = Array.from(to);
    return new Map(Array.from(from, (c, i) => [c, target[i]]));
  }

  /**
   * Every document that holds all runs of a query, with what it holds of each. The table of the forms that the texts
   * are printed in is small; all forms are loaded only where a query finds nothing without them.
   * @param {Catalogue} c
   * @param {string} query
   */
  async function matches(c, query) {
    const forms = await once("forms", async () => table(c.variants));
    const wanted = runs(query, forms);
    const found = await holding(c, wanted);
    if (found.size || !/\P{ASCII}/u.test(query)) return { wanted, found, forms };
    const all = await once("all forms", async () => table(await load("folding")));
    const other = runs(query, all);
    return other.join() === wanted.join() ? { wanted, found, forms } : { wanted: other, found: await holding(c, other), forms: all };
  }

  /**
   * @param {Catalogue} c
   * @param {string[]} wanted
   * @returns {Promise<Map<number, Match[]>>}
   */
  async function holding(c, wanted) {
    /** @type {Map<number, Match[]>} */
    const found = new Map();
    if (!wanted.length) {
      for (let doc = 0; doc < c.documents; doc++) found.set(doc, []);
      return found;
    }
    const [first, ...others] = await Promise.all(wanted.map(run => find(c, run)));
    for (const [doc, match] of first) {
      const rest = others.map(other => other.get(doc));
      if (rest.every(Boolean)) found.set(doc, [match, .../** @type {Match[]} */ (rest)]);
    }
    return found;
  }

  /**
   * Columns of the documents named, by document number.
   * @param {Catalogue} c
   * @param {Iterable<number>} docs
   * @returns {Promise<(doc: number) => Row>}
   */
  async function columns(c, docs) {
    const wanted = new Set();
    for (const doc of docs) wanted.add(Math.floor(doc / c.column));
    /** @type {Map<number, Columns>} */
    const parts = new Map();
    await Promise.all([...wanted].map(async n => parts.set(n, await load(`columns/${n}`))));
    return doc => {
      const part = /** @type {Columns} */ (parts.get(Math.floor(doc / c.column)));
      const k = doc % c.column;
      const length = 2 ** ((part.length.charCodeAt(k) - 65) / 4);
      return { date: part.date[k], paper: part.paper[k], county: part.county[k], kind: part.kind[k], length };
    };
  }

  /**
   * BM25 of each document.
   * @param {Catalogue} c
   * @param {Map<number, Match[]>} found
   * @param {(doc: number) => Row} row
   */
  function scores(c, found, row) {
    const rarity = Math.log(1 + (c.documents - found.size + 0.5) / (found.size + 0.5));
    /** @type {Map<number, number>} */
    const out = new Map();
    for (const [doc, held] of found) {
      const norm = SATURATION * (1 - LENGTH + (LENGTH * row(doc).length) / c.length);
      let score = 0;
      for (const { times, title } of held) {
        score += ((rarity * times * (SATURATION + 1)) / (times + norm)) * (title ? TITLE : 1);
      }
      out.set(doc, score);
    }
    return out;
  }

  /**
   * Which documents the filters let through; `except` leaves one out, for the counts of its own facet.
   * @param {Catalogue} c
   * @param {(doc: number) => Row} row
   * @param {Filters} filters
   * @param {string} [except]
   * @returns {(doc: number) => boolean}
   */
  function filter(c, row, { from, to, county, paper, kind }, except) {
    /** @type {((doc: number) => boolean)[]} */
    const tests = [];
    if (except !== "year") {
      if (from) tests.push(doc => row(doc).date >= Number(from.replace(/-/g, "")));
      if (to) tests.push(doc => row(doc).date <= Number(to.replace(/-/g, "")));
    }
    for (const [name, value] of /** @type {const} */ ([["county", county], ["paper", paper], ["kind", kind]])) {
      if (!value || name === except) continue;
      const wanted = c[name].findIndex(([key, label]) => key === value || label === value);
      tests.push(doc => wanted >= 0 && row(doc)[name] === wanted);
    }
    return doc => tests.every(test => test(doc));
  }

  /**
   * @param {Catalogue} c
   * @param {(doc: number) => Row} row
   * @param {Iterable<number>} docs all that match the query
   * @param {Filters} filters
   */
  function facets(c, row, docs, filters) {
    const all = [...docs];
    const counted = (/** @type {string} */ name, /** @type {(row: Row) => number} */ value) => {
      const pass = filter(c, row, filters, name);
      /** @type {Map<number, number>} */
      const counts = new Map();
      for (const doc of all) if (pass(doc)) counts.set(value(row(doc)), (counts.get(value(row(doc))) ?? 0) + 1);
      return [...counts];
    };
    /** @type {Record<string, Facet[]>} */
    const out = {};
    for (const name of /** @type {const} */ (["paper", "county", "kind"])) {
      out[name] = counted(name, each => each[name])
        .filter(([i]) => i >= 0)
        .map(([i, n]) => ({ value: c[name][i][0], label: c[name][i][1], count: n }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    }
    out.year = counted("year", each => Math.floor(each.date / 10000))
      .sort(([a], [b]) => a - b)
      .map(([year, n]) => ({ value: String(year), label: `${year}年`, count: n }));
    return out;
  }

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

  /** The documents of a block of text. @param {number} n @returns {Promise<Doc[]>} */
  const block = n => once(`block ${n}`, async () => JSON.parse(new TextDecoder("utf-16le").decode(await bytes(`text/${n}`))));

  /**
   * @param {Catalogue} c
   * @param {number} doc
   * @param {Row} row
   * @param {string[]} wanted
   * @param {Map<string, string>} forms
   * @param {number} score
   * @returns {Promise<Hit>}
   */
  async function hit(c, doc, row, wanted, forms, score) {
    const record = (await block(Math.floor(doc / c.together)))[doc % c.together];
    const day = String(row.date);
    const [title, ...above] = record.title;
    return {
      id: record.id,
      url: new URL(`${c.root}${record.url}`, document.baseURI).href,
      title,
      titleMarks: marksOf(title, wanted, forms),
      date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      county: row.county < 0 ? null : c.county[row.county][1],
      paper: c.paper[row.paper][1],
      kind: c.kind[row.kind][0],
      score,
      ...snippetOf([...record.text, ...above], wanted, forms),
    };
  }

  /**
   * Documents that hold much of a query which none holds whole, the nearest first.
   * @param {Catalogue} c
   * @param {string[]} wanted
   * @param {Map<string, string>} forms
   * @param {Filters} filters
   */
  async function nearest(c, wanted, forms, filters) {
    /** @type {Map<number, number>} */
    const shares = new Map();
    for (const share of await Promise.all(wanted.map(run => near(c, run)))) {
      for (const [doc, part] of share) shares.set(doc, (shares.get(doc) ?? 0) + part / wanted.length);
    }
    const row = await columns(c, shares.keys());
    const pass = filter(c, row, filters);
    const best = [...shares].filter(([doc, share]) => share >= ENOUGH && pass(doc)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const pieces = [...new Set(wanted.flatMap(run => Array.from(run).map((_, i, all) => all.slice(i, i + 2).join(""))))];
    const marked = pieces.filter(piece => Array.from(piece).length === 2);
    return Promise.all(best.slice(0, NEAREST).map(([doc, share]) => hit(c, doc, row(doc), marked, forms, share)));
  }

  /**
   * @param {string} query
   * @param {SearchOptions} [options]
   * @returns {Promise<SearchResult>}
   */
  async function search(query, { limit = 10, offset = 0, sort = "relevance", filters = {} } = {}) {
    const c = await catalogue();
    const { wanted, found, forms } = await matches(c, query);
    const row = await columns(c, found.keys());
    const score = scores(c, found, row);
    const of = (/** @type {number} */ doc) => score.get(doc) ?? 0;
    // Document numbers run by date, paper and page, so they are the order by date and break every tie.
    const docs = [...found.keys()].filter(filter(c, row, filters)).sort((a, b) => a - b);
    if (sort === "-date") docs.reverse();
    else if (sort !== "date") docs.sort((a, b) => of(b) - of(a) || a - b);
    const hits = docs.slice(offset, offset + limit).map(doc => hit(c, doc, row(doc), wanted, forms, of(doc)));
    return {
      total: docs.length,
      docs,
      hits: await Promise.all(hits),
      facets: facets(c, row, found.keys(), filters),
      nearest: found.size ? [] : await nearest(c, wanted, forms, filters),
    };
  }

  /** The id of each document number. */
  const ids = () => load("ids");

  Object.assign(window.archive, { search, ids });
})();
