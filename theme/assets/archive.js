// @ts-check
// The search engine of the archive: window.archive.search() and window.archive.ids(). It draws nothing.
// Its data are classic scripts that call archive.register(), because file:// forbids fetch, modules and workers.
(() => {
  "use strict";
  const { fold, foldWithOffsets, runs, termsOf } = window.archive.terms;

  const SNIPPET = 96; // characters: three lines on a phone
  const LEAD_IN = 24; // of them before the first hit
  const TITLE_WEIGHT = 4;
  const SATURATION = 1.2; // BM25's k1

  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL(tag.dataset.root ?? "data/", document.baseURI);
  const version = tag.dataset.version ?? "";

  /** @type {Map<string, Promise<any>>} */
  const loading = new Map();
  /** @type {Map<string, any>} */
  const arrived = new Map();

  /** @param {string} name @param {any} value */
  function register(name, value) {
    arrived.set(name, value);
  }

  /**
   * A data file, once. A failure is not remembered: the next search tries again.
   * @param {string} name
   * @returns {Promise<any>}
   */
  function load(name) {
    const known = loading.get(name);
    if (known) return known;
    const file = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const fail = () => reject(Object.assign(new Error(`检索数据“${name}”未能载入`), { retry: true }));
      script.src = new URL(`${name}.js?v=${version}`, root).href;
      script.onerror = fail;
      script.onload = () => (arrived.has(name) ? resolve(arrived.get(name)) : fail());
      document.head.append(script);
    });
    loading.set(name, file);
    file.catch(() => loading.delete(name));
    return file;
  }

  /** @type {Promise<Map<string, string>> | undefined} */
  let folding;

  function variants() {
    folding ??= load("folding").then(([from, to]) => {
      const target = Array.from(to);
      return new Map(Array.from(from, (c, i) => [c, target[i]]));
    });
    folding.catch(() => (folding = undefined));
    return folding;
  }

  /**
   * Numbers of the blocks of text that may hold all runs.
   * @param {Catalogue} catalogue
   * @param {string[]} wanted
   * @returns {Promise<number[]>}
   */
  async function candidates(catalogue, wanted) {
    const terms = [...new Set(wanted.flatMap(termsOf))];
    const postings = await Promise.all(
      terms.map(async term => {
        const shard = (term.codePointAt(0) ?? 0) % catalogue.shards;
        return new Set((await load(`terms/${shard}`))[term] ?? []);
      }),
    );
    return catalogue.blocks.map((_, n) => n).filter(n => postings.every(blocks => blocks.has(n)));
  }

  /** @type {Map<number, {record: Doc, title: string[], text: string[]}[]>} */
  const blocks = new Map();

  /**
   * The documents of a block, each with its folded segments.
   * @param {number} n
   * @param {Map<string, string>} table
   */
  async function block(n, table) {
    let docs = blocks.get(n);
    if (!docs) {
      /** @type {Doc[]} */
      const records = await load(`text/${n}`);
      docs = records.map(record => ({
        record,
        title: record.title.map(s => fold(s, table)),
        text: record.text.map(s => fold(s, table)),
      }));
      blocks.set(n, docs);
    }
    return docs;
  }

  /** @param {string[]} segments @param {string} run */
  function count(segments, run) {
    let n = 0;
    for (const segment of segments) {
      for (let at = segment.indexOf(run); at >= 0; at = segment.indexOf(run, at + run.length)) n++;
    }
    return n;
  }

  /**
   * Every document that holds all runs, with the weighted number of times that it holds each.
   * @param {Catalogue} catalogue
   * @param {string[]} wanted
   * @param {Map<string, string>} table
   * @returns {Promise<Map<number, number[]>>}
   */
  async function matches(catalogue, wanted, table) {
    const found = new Map();
    if (!wanted.length) {
      catalogue.date.forEach((_, doc) => found.set(doc, []));
      return found;
    }
    const numbers = await candidates(catalogue, wanted);
    const texts = await Promise.all(numbers.map(n => block(n, table)));
    texts.forEach((docs, i) =>
      docs.forEach(({ title, text }, k) => {
        const counts = wanted.map(run => TITLE_WEIGHT * count(title, run) + count(text, run));
        if (counts.every(Boolean)) found.set(catalogue.blocks[numbers[i]] + k, counts);
      }),
    );
    return found;
  }

  /**
   * BM25 without the length of documents: saturated counts times the rarity of each run among the documents.
   * @param {Map<number, number[]>} found
   * @param {number} documents
   */
  function scores(found, documents) {
    const rarity = Math.log(1 + documents / (found.size || 1));
    const out = new Map();
    for (const [doc, counts] of found) {
      out.set(doc, counts.reduce((sum, n) => sum + (rarity * n) / (n + SATURATION), 0));
    }
    return out;
  }

  /**
   * Which documents the filters let through; `except` leaves one out, for the counts of its own facet.
   * @param {Catalogue} c
   * @param {Filters} filters
   * @param {string} [except]
   * @returns {(doc: number) => boolean}
   */
  function filter(c, filters, except) {
    const at = (/** @type {[string, string][]} */ list, /** @type {string} */ value) =>
      list.findIndex(([key, label]) => key === value || label === value);
    /** @type {((doc: number) => boolean)[]} */
    const tests = [];
    const { from, to, county, paper, kind } = filters;
    if (except !== "year") {
      if (from) tests.push(doc => c.date[doc] >= Number(from.replace(/-/g, "")));
      if (to) tests.push(doc => c.date[doc] <= Number(to.replace(/-/g, "")));
    }
    for (const [name, value] of /** @type {const} */ ([["county", county], ["paper", paper], ["kind", kind]])) {
      if (!value || name === except) continue;
      const wanted = at(c[name].values, value);
      tests.push(doc => c[name].of[doc] === wanted);
    }
    return doc => tests.every(test => test(doc));
  }

  /**
   * @param {Catalogue} c
   * @param {number[]} docs all that match the query
   * @param {Filters} filters
   */
  function facets(c, docs, filters) {
    const years = c.date.map(date => Math.floor(date / 10000));
    const counted = (/** @type {string} */ name, /** @type {(doc: number) => number} */ value) => {
      const pass = filter(c, filters, name);
      /** @type {Map<number, number>} */
      const counts = new Map();
      for (const doc of docs) if (pass(doc)) counts.set(value(doc), (counts.get(value(doc)) ?? 0) + 1);
      return counts;
    };
    /** @type {Record<string, Facet[]>} */
    const out = {};
    for (const name of /** @type {const} */ (["paper", "county", "kind"])) {
      out[name] = [...counted(name, doc => c[name].of[doc])]
        .filter(([i]) => i >= 0)
        .map(([i, n]) => ({ value: c[name].values[i][0], label: c[name].values[i][1], count: n }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    }
    out.year = [...counted("year", doc => years[doc])]
      .sort(([a], [b]) => a - b)
      .map(([year, n]) => ({ value: String(year), label: `${year}年`, count: n }));
    return out;
  }

  /**
   * Where the runs stand in a text, as ranges of the original, in order, joined where they touch.
   * @param {string} text
   * @param {string[]} wanted
   * @param {Map<string, string>} table
   */
  function marksOf(text, wanted, table) {
    const { folded, starts, ends } = foldWithOffsets(text, table);
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
   * @param {Map<string, string>} table
   */
  function snippetOf(paragraphs, wanted, table) {
    let best = paragraphs[0] ?? "";
    let most = 0;
    for (const paragraph of paragraphs) {
      const folded = fold(paragraph, table);
      const held = wanted.filter(run => folded.includes(run)).length;
      if (held > most) [best, most] = [paragraph, held];
    }
    const first = marksOf(best, wanted, table)[0]?.[0] ?? 0;
    // Cut between characters, never inside a surrogate pair.
    const chars = Array.from(best);
    const before = Array.from(best.slice(0, first)).length;
    const start = before + SNIPPET - LEAD_IN > chars.length ? Math.max(0, chars.length - SNIPPET) : Math.max(0, before - LEAD_IN);
    const window = chars.slice(start, start + SNIPPET).join("");
    const text = (start > 0 ? "…" : "") + window + (start + SNIPPET < chars.length ? "…" : "");
    return { snippet: text, marks: marksOf(text, wanted, table) };
  }

  /**
   * @param {Catalogue} c
   * @param {number} doc
   * @param {string[]} wanted
   * @param {Map<string, string>} table
   * @param {number} score
   * @returns {Promise<Hit>}
   */
  async function hit(c, doc, wanted, table, score) {
    let n = c.blocks.length - 1;
    while (c.blocks[n] > doc) n--;
    const { record } = (await block(n, table))[doc - c.blocks[n]];
    const day = String(c.date[doc]);
    const [title, ...above] = record.title;
    const place = c.county.values[c.county.of[doc]];
    return {
      id: record.id,
      url: new URL(`${c.root}${record.url}`, document.baseURI).href,
      title,
      titleMarks: marksOf(title, wanted, table),
      date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      county: place ? place[1] : null,
      paper: c.paper.values[c.paper.of[doc]][1],
      kind: c.kind.values[c.kind.of[doc]][0],
      score,
      ...snippetOf([...record.text, ...above], wanted, table),
    };
  }

  /**
   * @param {string} query
   * @param {SearchOptions} [options]
   * @returns {Promise<SearchResult>}
   */
  async function search(query, { limit = 10, offset = 0, sort = "relevance", filters = {} } = {}) {
    const [c, table] = await Promise.all([/** @type {Promise<Catalogue>} */ (load("catalogue")), variants()]);
    const wanted = runs(query, table);
    const found = await matches(c, wanted, table);
    const pass = filter(c, filters);
    const score = scores(found, c.date.length);
    // Document numbers run by date, paper and page, so they are the order by date and break every tie.
    const docs = [...found.keys()].filter(pass).sort((a, b) => a - b);
    if (sort === "-date") docs.reverse();
    else if (sort !== "date") docs.sort((a, b) => score.get(b) - score.get(a) || a - b);
    const hits = docs.slice(offset, offset + limit).map(doc => hit(c, doc, wanted, table, score.get(doc)));
    return { total: docs.length, docs, hits: await Promise.all(hits), facets: facets(c, [...found.keys()], filters) };
  }

  /** The id of each document number. */
  async function ids() {
    /** @type {Catalogue} */
    const c = await load("catalogue");
    /** @type {Doc[][]} */
    const texts = await Promise.all(c.blocks.map((_, n) => load(`text/${n}`)));
    return texts.flat().map(record => record.id);
  }

  Object.assign(window.archive, { register, search, ids });
})();
