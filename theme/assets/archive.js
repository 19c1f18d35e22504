// @ts-check
// The search engine of the archive: window.archive.search() and window.archive.ids(). It draws nothing.
(() => {
  "use strict";
  const { find, near, load, once, bytes, parse, marksOf, snippetOf, scores } = window.archive;
  const { fold } = window.archive.terms;

  const TEXTUAL = new Set(["", "title"]); // fields whose words are ranked
  const NOTHING = { title: 0, text: 0, whole: false };
  const NEAREST = 10; // documents that are offered where none holds the query
  const ENOUGH = 0.4; // of the rarity of a query's pairs that one of them must hold

  /** @returns {Promise<Catalogue>} */
  const catalogue = () => load("catalogue");

  /** @param {[string, string]} pairs */
  function table([from, to]) {
    const target = Array.from(to);
    return new Map(Array.from(from, (c, i) => [c, target[i]]));
  }

  /**
   * Every document that a query asks for. The table of the forms that the texts are printed in is small; all forms are
   * loaded only where a query finds nothing without them.
   * @param {Catalogue} c
   * @param {Query} query
   */
  async function matches(c, query) {
    const forms = await once("forms", async () => table(c.variants));
    const wanted = folded(query, forms);
    const found = await holding(c, wanted);
    const seen = wanted.map(clause => clause.text).join("");
    if (found.docs.length || !/\P{ASCII}/u.test(seen)) return { wanted, found, forms };
    const all = await once("all forms", async () => table(await load("folding")));
    const other = folded(query, all);
    const same = other.map(clause => clause.text).join("") === seen;
    return same ? { wanted, found, forms } : { wanted: other, found: await holding(c, other), forms: all };
  }

  /** The clauses of a query as they are searched, each once. @param {Query} query @param {Map<string, string>} forms */
  function folded(query, forms) {
    /** @type {Map<string, Clause>} */
    const once = new Map();
    for (const clause of query.clauses) {
      const { field, not, open } = clause;
      const text = fold(clause.text, forms);
      if (text) once.set([not, open, field, text].join(" "), { ...clause, text });
    }
    return [...once.values()];
  }

  /**
   * The documents that hold what is wanted and nothing that is not, and what they hold of each run.
   * @param {Catalogue} c
   * @param {Clause[]} wanted
   * @returns {Promise<Found>}
   */
  async function holding(c, wanted) {
    const held = await Promise.all(wanted.map(clause => having(c, clause)));
    const tests = wanted.map(({ field, not }, i) => (/** @type {number} */ doc) => {
      const match = held[i].get(doc);
      return Boolean(field === "title" ? match?.title : match) !== not;
    });
    const fewest = held.filter((_, i) => !wanted[i].not).sort((a, b) => a.size - b.size)[0];
    const docs = [...(fewest?.keys() ?? Array(c.documents).keys())].filter(doc => tests.every(test => test(doc)));
    // Document numbers run by date, paper and page, so they are the order by date and break every tie.
    docs.sort((a, b) => a - b);
    const ranked = wanted.flatMap((clause, i) => clause.not || !TEXTUAL.has(clause.field) ? [] : [{ clause, held: held[i] }]);
    return { docs, ranked };
  }

  /**
   * @param {Catalogue} c
   * @param {Clause} clause
   * @returns {Promise<Map<number, Match>>}
   */
  async function having(c, { text, field, open }) {
    if (field === "author") return by(c, text, open);
    if (field === "county" || field === "paper") return within(c, field, text, open);
    return find(c, text);
  }

  /**
   * The documents of an author, or of all whose names begin so.
   * @param {Catalogue} c
   * @param {string} name
   * @param {boolean} open
   */
  async function by(c, name, open) {
    const shards = c.authors.map((first, n) => ({ n, first, next: c.authors[n + 1] }))
      .filter(({ first, next }) => first.startsWith(name) || (first <= name && !(next <= name)));
    /** @type {Map<number, Match>} */
    const found = new Map();
    for (const shard of await Promise.all(shards.map(({ n }) => load(`authors/${n}`)))) {
      for (const [author, docs] of Object.entries(shard)) {
        if (open ? author.startsWith(name) : author === name) for (const doc of docs) found.set(doc, NOTHING);
      }
    }
    return found;
  }

  /**
   * The documents of a place, with or without 县, or of the newspapers in whose name it stands.
   * @param {Catalogue} c
   * @param {"county" | "paper"} field
   * @param {string} text
   * @param {boolean} open
   */
  async function within(c, field, text, open) {
    const forms = await once("forms", async () => table(c.variants));
    const values = c[field].map(([key, label]) => {
      const name = fold(label, forms);
      if (key === text || (field === "paper" && name.includes(text))) return true;
      return open ? name.startsWith(text) : name === text || name.replace(/[县市区旗州盟]$/u, "") === text;
    });
    /** @type {Map<number, Match>} */
    const found = new Map();
    if (!values.includes(true)) return found;
    const row = await columns(c, Array(c.documents).keys());
    for (let doc = 0; doc < c.documents; doc++) if (values[row(doc)[field]]) found.set(doc, NOTHING);
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
      const length = (/** @type {"title" | "text"} */ field) => Math.round(2 ** ((part[field].charCodeAt(k) - 65) / c.steps));
      return { date: part.date[k], paper: part.paper[k], county: part.county[k], kind: part.kind[k], length };
    };
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
    const months = counted("year", each => Math.floor(each.date / 100)).sort(([a], [b]) => a - b);
    /** @type {Map<string, number>} */
    const years = new Map();
    out.month = months.map(([month, count]) => {
      const [year, of] = [String(Math.floor(month / 100)).padStart(4, "0"), month % 100];
      years.set(year, (years.get(year) ?? 0) + count);
      return { value: `${year}-${String(of).padStart(2, "0")}`, label: `${Number(year)}年${of}月`, count };
    });
    out.year = [...years].map(([value, count]) => ({ value, label: `${Number(value)}年`, count }));
    return out;
  }

  /**
   * The documents of a block of text, with what they are packed with before them.
   * @param {number} n
   * @returns {Promise<Doc[]>}
   */
  const block = n => once(`block ${n}`, async () => {
    const common = await bytes("common");
    const data = await bytes(`text/${n}`, common);
    return JSON.parse(new TextDecoder("utf-16le").decode(data.subarray(common.length - 5)));
  });

  /**
   * @param {Catalogue} c
   * @param {number} doc
   * @param {Row} row
   * @param {Shown} shown
   * @param {Map<string, string>} forms
   * @param {Score} score
   * @returns {Promise<Hit>}
   */
  async function hit(c, doc, row, shown, forms, score) {
    const [id, url, [title, ...above], text] = (await block(Math.floor(doc / c.together)))[doc % c.together];
    const day = String(row.date);
    return {
      id,
      url: new URL(`${c.root}${url}`, document.baseURI).href,
      title,
      titleMarks: marksOf(title, [...shown.anywhere, ...shown.title], forms),
      date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      county: row.county < 0 ? null : c.county[row.county][1],
      paper: c.paper[row.paper][1],
      kind: c.kind[row.kind][0],
      kindLabel: c.kind[row.kind][1],
      ...score,
      ...snippetOf([...text, ...above], shown.anywhere, forms),
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
    const anywhere = pieces.filter(piece => Array.from(piece).length === 2);
    const shown = { anywhere, title: [] };
    return Promise.all(best.slice(0, NEAREST).map(([doc, share]) => hit(c, doc, row(doc), shown, forms, { score: share, bm25: share })));
  }

  /**
   * @param {string} query
   * @param {SearchOptions} [options]
   * @returns {Promise<SearchResult>}
   */
  async function search(query, { limit = 10, offset = 0, sort = "relevance", filters = {} } = {}) {
    const c = await catalogue();
    const asked = parse(query);
    const { wanted, found, forms } = await matches(c, asked);
    const row = await columns(c, found.docs);
    const score = scores(c, found, row);
    const docs = found.docs.filter(filter(c, row, filters));
    if (sort === "-date") docs.reverse();
    else if (sort !== "date") docs.sort((a, b) => score(b).score - score(a).score || a - b);
    const runs = (/** @type {string} */ field) => wanted.filter(each => !each.not && each.field === field).map(each => each.text);
    const shown = { anywhere: runs(""), title: runs("title") };
    const hits = docs.slice(offset, offset + limit).map(doc => hit(c, doc, row(doc), shown, forms, score(doc)));
    return {
      total: docs.length,
      docs,
      hits: await Promise.all(hits),
      facets: facets(c, row, found.docs, filters),
      nearest: found.docs.length ? [] : await nearest(c, shown.anywhere, forms, filters),
      literal: asked.literal,
    };
  }

  /** The id of each document number. */
  const ids = () => load("ids");

  Object.assign(window.archive, { search, ids });
})();
