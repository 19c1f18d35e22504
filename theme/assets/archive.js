// @ts-check
// The search engine of the archive: window.archive.search() and window.archive.ids(). It draws nothing.
(() => {
  "use strict";
  const { FEW, find, near, early, catalogue, current, way, value, segmentOf, table, ahead, prepare, text, pageOf, idsOf, parse, reread, DAY, ENDS, rows, places, filter, counted, ofColumn, columnsOf, hasCopies, NOTHING, signed, filed, noted, byDate, marksOf, snippetOf, scores, timesApart } = window.archive;
  const { fold } = window.archive.terms;

  const TEXTUAL = new Set(["", "title"]); // fields whose words are ranked
  const NEAREST = 10; // documents that are offered where none holds the query
  const LAST = 3; // searches that are kept: what a query means may take so many
  const AROUND = /[\u3014\u3015]/gu; // the brackets of a name that is inferred
  const LITTLE = 20; // documents, where none holds the query as words
  const ENOUGH = 0.4; // of the rarity of a query's pairs that one of them must hold

  /**
   * Every document that a query asks for. The table of the forms that the texts are printed in is small; all forms are
   * loaded only where a query finds nothing without them, shuts out what nothing holds, or has some that only another
   * archive prints.
   * @param {Catalogue} c
   * @param {{clauses: Clause[]}} query
   * @param {AbortSignal | undefined} signal
   */
  async function matches(c, query, signal) {
    const forms = table(c.variants);
    const reader = {
      signal,
      ahead: (/** @type {number[]} */ docs) => ahead(c, docs),
      async lines(/** @type {number} */ doc, /** @type {Told[]} */ told) {
        const [, , ...parts] = await text(c, doc, told);
        const printed = segmentOf(c, doc).forms ?? forms;
        const [title, body] = parts.map(lines => lines.map(line => fold(line, printed)));
        return { title, text: body };
      },
    };
    const wanted = folded(query, forms);
    const seen = runsOf(wanted).join("");
    const known = !Array.from(seen).some(char => c.elsewhere?.has(char));
    const found = known ? await holding(c, wanted, reader) : { docs: [], ranked: [], vain: true };
    if ((found.docs.length && !found.vain) || !/\P{ASCII}/u.test(seen)) return { wanted, found, forms };
    const every = table(await value(c.folding));
    const other = folded(query, every);
    return runsOf(other).join("") === seen && known ? { wanted, found, forms } : { wanted: other, found: await holding(c, other, reader), forms: every };
  }

  /** The runs of clauses. @param {Clause[]} clauses */
  const runsOf = clauses => clauses.flatMap(({ text, then = [] }) => [text, ...then]);

  /** Clauses in groups, one of each of which must be fulfilled. @template {Clause} T @param {T[]} clauses @returns {T[][]} */
  function grouped(clauses) {
    /** @type {T[][]} */
    const groups = [];
    for (const clause of clauses) {
      if (clause.or && groups.length) groups[groups.length - 1].push(clause);
      else groups.push([clause]);
    }
    return groups;
  }

  /** The clauses of a query as they are searched, each once. @param {{clauses: Clause[]}} query @param {Map<string, string>} forms @returns {Clause[]} */
  function folded(query, forms) {
    /** @type {Map<string, Clause[]>} */
    const groups = new Map();
    for (const group of grouped(query.clauses)) {
      /** @type {Map<string, Clause>} */
      const once = new Map();
      for (const { or, ...clause } of group) {
        const [text, ...then] = runsOf([clause]).map(run => fold(run, forms));
        const { field, not, open } = clause;
        if (text) once.set([not, open, field, text, ...then].join(" "), { ...clause, text, ...(then.length && { then }) });
      }
      if (once.size) groups.set([...once.keys()].sort().join("\n"), [...once.values()]);
    }
    return [...groups.values()].flatMap(([first, ...rest]) => [first, ...rest.map(clause => ({ ...clause, or: true }))]);
  }

  /**
   * The documents that hold what is wanted and nothing that is not, and what they hold of each run.
   * @param {Catalogue} c
   * @param {Clause[]} wanted
   * @param {Reader} reader
   * @returns {Promise<Found>}
   */
  async function holding(c, wanted, reader) {
    const held = await Promise.all(wanted.map(clause => having(c, clause, reader)));
    const numbers = new Map(wanted.map((clause, i) => [clause, i]));
    const groups = grouped(wanted).map(group => group.map(clause => ({ ...clause, held: held[numbers.get(clause) ?? 0] })));
    const tests = groups.map(group => (/** @type {number} */ doc) => group.some(({ field, not, held }) => {
      const match = held.get(doc);
      return Boolean(field === "title" ? match?.title : match) !== not;
    }));
    const size = (/** @type {{held: Map<number, Match>}[]} */ group) => group.reduce((sum, { held }) => sum + held.size, 0);
    const fewest = groups.filter(group => !group.some(({ not }) => not)).sort((a, b) => size(a) - size(b))[0];
    const some = fewest ? new Set(fewest.flatMap(({ held }) => [...held.keys()])) : Array(c.documents).keys();
    const docs = [...some].filter(doc => tests.every(test => test(doc)));
    docs.sort((a, b) => a - b);
    const ranked = wanted.flatMap((clause, i) => clause.not || !TEXTUAL.has(clause.field) ? [] : [{ clause, held: held[i] }]);
    return { docs, ranked, vain: wanted.some(({ not }, i) => not && !held[i].size) };
  }

  /**
   * @param {Catalogue} c
   * @param {Clause} clause
   * @param {Reader} reader
   * @returns {Promise<Map<number, Match>>}
   */
  async function having(c, { text, field, open, then }, reader) {
    if (field === "author") return signed(c, text, open);
    if (field === "county" || field === "paper" || field === "kind") return filed(c, field, text, open);
    if (field && field !== "title") return noted(c, field, text, open || field === "shelfmark"); // 档号 are read from the front
    return then ? apart(c, [text, ...then], reader) : find(c, text, reader);
  }

  /**
   * The documents that hold runs one behind the other, not far apart: their texts tell.
   * @param {Catalogue} c
   * @param {string[]} runs
   * @param {Reader} reader
   * @returns {Promise<Map<number, Match>>}
   */
  async function apart(c, runs, reader) {
    const [first, ...rest] = await Promise.all(runs.map(run => find(c, run, reader)));
    const docs = [...first.keys()].filter(doc => rest.every(held => held.has(doc)));
    const found = await Promise.all(docs.map(async doc => {
      const told = runs.map((run, i) => ({ run, times: /** @type {Match} */ ([first, ...rest][i].get(doc)) }));
      const { title, text } = await reader.lines(doc, told);
      return { doc, match: { title: timesApart(title, runs), text: timesApart(text, runs), whole: false } };
    }));
    return new Map(found.flatMap(({ doc, match }) => (match.title + match.text ? [[doc, match]] : [])));
  }

  /**
   * @param {Catalogue} c
   * @param {Row} row
   * @param {Shown} shown
   * @param {Map<string, string>} forms
   * @param {Score} score
   * @param {Told[]} told what the index knows of its text
   * @returns {Promise<Hit>}
   */
  async function hit(c, row, shown, forms, score, told) {
    const segment = segmentOf(c, row.doc);
    const printed = segment.forms ?? forms;
    const [id, url, [title, ...above], paragraphs] = await text(c, row.doc, told);
    const runs = new Set([...shown.anywhere, ...shown.title].join(""));
    return {
      id,
      url: pageOf(c, segment, url),
      told: {
        path: segment.base ? "" : url,
        sought: shown,
        forms: [...printed].filter(([, searched]) => runs.has(searched)).flat().join(""),
      },
      title,
      titleMarks: marksOf(title, [...shown.anywhere, ...shown.title], printed),
      date: window.archive.dates.written(row.date),
      county: row.county < 0 ? null : c.county[row.county][1],
      paper: c.paper[row.paper][1],
      kind: c.kind[row.kind][0],
      kindLabel: c.kind[row.kind][1],
      ...(c.archive?.[1] && { archive: c.archive[row.archive][1] }),
      ...score,
      ...snippetOf([...paragraphs, ...above], shown.anywhere, printed),
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
    const pass = (await filter(c, filters))();
    const share = (/** @type {Row} */ row) => shares.get(row.doc) ?? 0;
    const best = (await rows(c, [...shares.keys()])).filter(row => share(row) >= ENOUGH && pass(row));
    best.sort((a, b) => share(b) - share(a) || byDate(a, b));
    const pieces = [...new Set(wanted.flatMap(run => Array.from(run).map((_, i, all) => all.slice(i, i + 2).join(""))))];
    const anywhere = pieces.filter(piece => Array.from(piece).length === 2);
    const shown = { anywhere, title: [] };
    return Promise.all(best.slice(0, NEAREST).map(row => hit(c, row, shown, forms, { score: share(row), bm25: share(row) }, [])));
  }

  /**
   * Everything about a search but the hits that are shown.
   * @param {Catalogue} c
   * @param {string} query
   * @param {Sort} sort
   * @param {Filters} filters
   * @param {number[] | undefined} prefer places whose own articles come first
   * @param {AbortSignal | undefined} signal
   */
  async function outcome(c, query, sort, filters, prefer, signal) {
    const asked = parse(query);
    signal?.throwIfAborted();
    early(prepare(c));
    const first = await matches(c, asked, signal);
    // Signs that may be text, and that no text holds, are signs.
    const other = first.found.docs.length ? null : reread(query);
    const second = other && await matches(c, other, signal);
    const { wanted, found, forms } = second?.found.docs.length ? second : first;
    const literal = asked.literal && found === first.found;
    signal?.throwIfAborted();
    ahead(c, found.docs);
    if (found.docs.length <= FEW) for (const doc of found.docs) early(text(c, doc));
    const all = await rows(c, found.docs);
    signal?.throwIfAborted();
    const score = scores(c, found, all, prefer);
    const pass = await filter(c, filters);
    signal?.throwIfAborted();
    const chosen = all.filter(pass());
    if (sort !== "date" && sort !== "-date") chosen.sort((a, b) => score(b.doc).score - score(a.doc).score || byDate(a, b));
    else chosen.sort(byDate);
    if (sort === "-date") chosen.reverse();
    const runs = (/** @type {string} */ field) => runsOf(wanted.filter(each => !each.not && each.field === field));
    const shown = { anywhere: runs(""), title: runs("title") };
    const nearby = all.length ? [] : await nearest(c, shown.anywhere, forms, filters);
    const told = (/** @type {number} */ doc) => found.ranked.filter(({ clause }) => !clause.then).map(({ clause, held }) => ({ run: clause.text, times: held.get(doc) ?? NOTHING }));
    const whole = found.docs.some(doc => found.ranked.every(({ held }) => held.get(doc)?.whole));
    const little = all.length <= LITTLE && !whole && found === first.found;
    // A query in forms that the texts do not print names what it names in theirs.
    const plain = forms.size > c.variants[0].length ? Array.from(query.normalize("NFKC"), each => forms.get(each) ?? each).join("") : query;
    const counts = counted(c, all, filters, pass);
    return { c, plain, matched: all.length, little, all, pass, chosen, score, shown, forms, told, facets: counts, nearest: nearby, literal };
  }

  /** The last searches, for whoever turns the page or looks at them otherwise. @type {{of: string, found: Outcome}[]} */
  let last = [];

  /**
   * All that a catalogue has of a query as it stands.
   * @param {Catalogue} c
   * @param {string} query
   * @param {SearchOptions} options
   * @returns {Promise<Outcome>}
   */
  async function kept(c, query, { sort = "relevance", filters = {}, prefer, signal }) {
    const of = JSON.stringify([query, sort, filters, prefer]);
    const known = last.find(each => each.of === of && each.found.c === c);
    const found = known?.found ?? await outcome(c, query, sort, filters, prefer, signal);
    last = [{ of, found }, ...last.filter(each => each !== known)].slice(0, LAST);
    signal?.throwIfAborted();
    return found;
  }

  /**
   * What a catalogue has of a query as it stands.
   * @param {Catalogue} c
   * @param {string} query
   * @param {SearchOptions} [options]
   * @returns {Promise<SearchResult>}
   */
  async function literally(c, query, options = {}) {
    const { limit = 10, offset = 0, facets = [], filters, prefer, fold } = options;
    const { all, pass, chosen, score, shown, forms, told, nearest, literal, plain, matched, little, ...found } = await kept(c, query, options);
    const folding = fold && hasCopies(c) ? await folder() : undefined;
    const lines = folding ? await folding.folded(c, chosen) : chosen;
    const some = lines.slice(offset, offset + limit);
    const hits = await Promise.all(some.map(row => hit(c, row, shown, forms, score(row.doc), told(row.doc))));
    const more = await Promise.all(facets.map(async name => [name, await ofColumn(c, all, name, pass)]));
    return {
      total: lines.length,
      copies: chosen.length - lines.length,
      foldable: hasCopies(c),
      docs: lines.map(row => row.doc),
      hits: folding ? await folding.told(c, some, hits) : hits,
      facets: { ...found.facets, ...Object.fromEntries(more) },
      columns: columnsOf(c).length > 0,
      countable: columnsOf(c),
      nearest,
      literal,
      plain,
      matched,
      little,
      doors: [],
      narrowed: {},
      meant: [],
      as: { query, filters, prefer },
    };
  }

  /** What folds hits that are one text, loaded when it is needed. */
  async function folder() {
    if (!window.archive.folding) await window.archive.need("fold.js");
    if (!window.archive.folding) throw Object.assign(new Error("fold.js did not load"), { renewed: true });
    return window.archive.folding;
  }

  /**
   * Whether a query may name a day, a newspaper, a place or a person: only then is it asked what it means.
   * @param {Catalogue} c
   * @param {string} query
   */
  function names(c, query) {
    const plain = query.normalize("NFKC");
    if (DAY.test(plain) || plain.split(" ").some(word => c.initials?.includes(Array.from(word)[0] || " "))) return true;
    const folded = fold(plain, table(c.variants));
    if (c.formerly?.some(([, name]) => folded.includes(fold(name, table(c.variants))))) return true;
    return /** @type {const} */ ([["paper", c.paper], ["county", places(c)]]).some(([facet, values]) => values.some(([key, label]) => {
      const name = label.replace(AROUND, "");
      const short = name.replace(ENDS, "");
      return folded.includes(short.length > 1 ? short : name) || (facet === "paper" && plain.includes(key));
    }));
  }

  /**
   * What a catalogue has of a query, and what the query means beside its text: theme/assets/understand.js. Better
   * spellings of what is not found: spelling.js.
   * @param {Catalogue} c
   * @param {string} query
   * @param {SearchOptions} [options]
   * @returns {Promise<SearchResult>}
   */
  async function searched(c, query, options = {}) {
    let found = names(c, query) ? await understood(c, query, options) : await literally(c, query, options);
    if (found.plain && found.plain !== query && names(c, found.plain)) found = await understood(c, found.plain, options);
    // They are a large file: of a query that finds a little they come where it is here already, or when the page asks.
    if (found.named || (found.matched && !(found.little && window.archive.meant))) return { ...found, little: found.little && !found.named };
    return { ...found, meant: await meant(c, found.plain || query, options.signal) };
  }

  /** @param {Catalogue} c @param {string} query @param {SearchOptions} options */
  async function understood(c, query, options) {
    const { archive } = window;
    const wanted = archive.understood ? [] : ["days.js", "around.js", "understand.js"];
    for (const script of wanted) await archive.need?.(script);
    return (archive.understood ?? literally)(c, query, options);
  }

  /** Better spellings of a query. @param {Catalogue} c @param {string} query @param {AbortSignal} [signal] @returns {Promise<string[]>} */
  async function meant(c, query, signal) {
    const { archive } = window;
    if (!archive.meant) await archive.need?.("spelling.js");
    return archive.meant?.(c, query, signal) ?? [];
  }

  /**
   * All that a query finds, as it is understood.
   * @param {Catalogue} c
   * @param {string} query
   * @param {SearchOptions} options
   * @returns {Promise<Outcome>}
   */
  async function held(c, query, options) {
    const { as } = await window.archive.searched(c, query, { ...options, limit: 0, facets: [] });
    return kept(c, as.query, { ...options, filters: as.filters, prefer: as.prefer });
  }

  const search = (/** @type {string} */ query, /** @type {SearchOptions} */ options) => current(c => window.archive.searched(c, query, options));
  const ids = () => current(idsOf);

  /**
   * What a task makes of all that a query finds, not only of the hits that are shown.
   * @template T
   * @param {string} query
   * @param {SearchOptions} options
   * @param {(found: Outcome) => Promise<T>} task
   * @returns {Promise<T>}
   */
  const whole = (query, options, task) => current(async c => task(await held(c, query, options)));

  // Whoever opens the page comes to search.
  early(catalogue().then(({ segments: [s] }) => s && way(s)));

  Object.assign(window.archive, { search, ids, whole, searched, literally, held, spelt: meant });
})();
