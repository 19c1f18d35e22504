// @ts-check
// What the index says of each document beside its text: the fields by which hits are narrowed, counted and ordered.
(() => {
  "use strict";
  const { fields, segmentOf, value, table, ENDS } = window.archive;
  const { fold } = window.archive.terms;

  /* Dates of newspapers: 2024-03-07, 1949-10, 1949; in the index eight digits, 00 for what is not known. The one place of
     scripts that knows so much; in Python it is generator/base/when.py. */

  /** As it is written. @param {number} number as the index has it */
  const written = number => String(number).padStart(8, "0").replace(/^(....)(..)(..)$/, "$1-$2-$3").replace(/(?:-00)+$/, "");

  /**
   * A range of days as numbers: within it is a date of the index whose `first` is not below the first of them, and its
   * `last` not above the last. What is known to the month or year alone is within a range that holds all of that.
   * @param {string} [from]
   * @param {string} [to]
   * @returns {[number, number]}
   */
  function range(from = "0000-01-01", to = "9999-12-31") {
    const [year, month, day] = to.split("-").map(Number);
    const ends = day >= new Date(Date.UTC(year, month, 0)).getUTCDate();
    return [Number(from.replace(/-/g, "")), year * 10000 + month * 100 + (ends ? 31 : day)];
  }
  /** @param {number} number @returns {number} */
  const first = number => number + (number % 100 ? 0 : number % 10000 ? 1 : 101);
  /** @param {number} number @returns {number} */
  const last = number => number + (number % 100 ? 0 : number % 10000 ? 31 : 1231);

  /** Whether a date as it is written lies within days. @param {string} date @param {string} from @param {string} to */
  function within(date, from, to) {
    const [number, [least, most]] = [Number(date.replace(/-/g, "").padEnd(8, "0")), range(from, to)];
    return first(number) >= least && last(number) <= most;
  }

  const dates = { written, range, first, last, within };

  const FIELDS = /** @type {const} */ (["paper", "county", "kind", "archive"]);
  const COLUMNS = /** @type {const} */ (["sheet", "author", "subject"]); // loaded where they are asked for (columns.js)
  const MORE = /** @type {const} */ (["rubric", "person", "organisation", "event", "serial", "origin"]); // the same, of some archives
  const ASKED = /** @type {const} */ (["shelfmark", "number"]); // of these, which a query names: there are too many to choose from

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

  // Places lie in places, as their codes say: 141123 in 141100, that in 140000.

  /** The codes of the places that one may lie in, the nearest first. @param {string} code */
  const above = code => (/^\d{6}$/.test(code) ? [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`].filter(of => of !== code) : []);

  /** Whether a place is another one or lies in it. @param {string} code @param {string} of */
  const inside = (code, of) => code === of || above(code).includes(of);

  /** All places that are known: those that articles are filed under, and those that these lie in. @param {Catalogue} c @returns {Value[]} */
  const places = c => [...c.county, ...(c.above ?? [])];

  /** The values of a filter. @param {Filters} filters @param {FacetName} name */
  const chosen = (filters, name) => [filters[name] ?? []].flat().filter(Boolean);

  /** What of a facet's values some names, or keys, stand for; of places those within them, too. @param {Catalogue} c @param {typeof FIELDS[number]} name @param {string[]} values */
  function meant(c, name, values) {
    const isMeant = (/** @type {Value} */ [key, label]) => values.includes(key) || values.includes(label);
    if (name !== "county") {
      const keys = new Set((c[name] ?? []).filter(isMeant).map(([key]) => key)); // a newspaper may have several names
      return (c[name] ?? []).map(([key]) => keys.has(key));
    }
    const codes = places(c).filter(isMeant).map(([key]) => key);
    return c.county.map(([key]) => codes.some(of => inside(key, of)));
  }

  /**
   * What the filters let through; the name of one leaves that out, for the counts of its own facet.
   * @param {Catalogue} c
   * @param {Filters} filters
   * @returns {Promise<(except?: string) => (row: Row) => boolean>}
   */
  async function filter(c, filters) {
    /** @type {{name: string, test: (row: Row) => boolean}[]} */
    const tests = [];
    const [from, to] = range(filters.from || undefined, filters.to || undefined);
    if (filters.from) tests.push({ name: "year", test: row => first(row.date) >= from });
    if (filters.to) tests.push({ name: "year", test: row => last(row.date) <= to });
    for (const name of FIELDS) {
      const values = chosen(filters, name);
      if (!values.length) continue;
      const wanted = meant(c, name, values);
      tests.push({ name, test: row => row[name] >= 0 && wanted[row[name]] });
    }
    for (const name of [...COLUMNS, ...MORE]) {
      const values = chosen(filters, name);
      if (!values.length) continue;
      const wanted = await (await columnReader()).holders(c, name, value => values.includes(value));
      tests.push({ name, test: row => wanted.has(row.doc) });
    }
    return except => row => tests.every(({ name, test }) => name === except || test(row));
  }

  /** The columns that there are. @param {Catalogue} c @returns {readonly ColumnName[]} */
  const columnsOf = c => ((c.members ?? [c]).some(({ columns }) => columns) ? [...COLUMNS, ...MORE.filter(name => c.more?.includes(name))] : []);

  /** Whether some documents are one text. @param {Catalogue} c */
  const hasCopies = c => (c.members ?? [c]).some(({ copies }) => copies);

  /** What reads columns, loaded when it is needed. */
  async function columnReader() {
    if (!window.archive.columns) await window.archive.need("columns.js");
    if (!window.archive.columns) throw Object.assign(new Error("columns.js did not load"), { renewed: true });
    return window.archive.columns;
  }

  /**
   * The values of each facet, and how many documents have them; those that are chosen though none has them.
   * @param {Catalogue} c
   * @param {Row[]} all that match the query
   * @param {Filters} filters
   * @param {(except?: string) => (row: Row) => boolean} pass
   */
  function counted(c, all, filters, pass) {
    const times = (/** @type {string} */ name, /** @type {(row: Row) => number} */ value) => {
      const passes = pass(name);
      /** @type {Map<number, number>} */
      const counts = new Map();
      for (const row of all) if (passes(row)) counts.set(value(row), (counts.get(value(row)) ?? 0) + 1);
      return [...counts];
    };
    /** @type {Record<string, Facet[]>} */
    const out = {};
    for (const name of FIELDS) {
      const values = c[name];
      if (!values) continue;
      const counts = times(name, each => each[name]).filter(([i]) => i >= 0);
      const found = named(values, counts);
      out[name] = (name === "county" ? nested(c, found) : found).sort(byCount);
      const known = new Set(out[name].map(({ value }) => value));
      const wanted = chosen(filters, name);
      for (const [value, label] of name === "county" ? places(c) : values) {
        if (!known.has(value) && (wanted.includes(value) || wanted.includes(label))) out[name].push({ value, label, count: 0 });
      }
    }
    const months = times("year", each => Math.floor(each.date / 100)).sort(([a], [b]) => a - b);
    /** @type {Map<string, number>} */
    const years = new Map();
    out.month = months.map(([month, count]) => {
      const value = written(month * 100); // of what is known to the year alone the year
      const year = value.slice(0, 4);
      years.set(year, (years.get(year) ?? 0) + count);
      return { value, label: value, count };
    });
    out.year = [...years].map(([value, count]) => ({ value, label: value, count }));
    return out;
  }

  /** What has one key under its first name: a newspaper may have had several. @param {Value[]} values @param {[number, number][]} counts @returns {Facet[]} */
  function named(values, counts) {
    /** @type {Map<string, Facet>} */
    const out = new Map();
    const first = new Map([...values].reverse().map(([key, label]) => [key, label]));
    for (const [i, count] of counts) {
      const [value] = values[i];
      out.set(value, { value, label: first.get(value) ?? "", count: (out.get(value)?.count ?? 0) + count });
    }
    return [...out.values()];
  }

  /** The most frequent first. @param {Facet} a @param {Facet} b */
  const byCount = (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1);

  /** Places with those that they lie in, in which they are counted as well. @param {Catalogue} c @param {Facet[]} found */
  function nested(c, found) {
    const names = new Map(places(c).map(([key, label]) => [key, label]));
    /** @type {Map<string, Facet>} */
    const all = new Map();
    const counted = (/** @type {string} */ value, /** @type {string} */ label, /** @type {number} */ count) => {
      const known = all.get(value) ?? { value, label, count: 0, ...(within(value) && { inside: within(value) }) };
      all.set(value, { ...known, count: known.count + count });
    };
    const within = (/** @type {string} */ code) => above(code).find(of => names.has(of));
    for (const { value, label, count } of found) {
      counted(value, label, count);
      for (const of of above(value)) if (names.has(of)) counted(of, names.get(of) ?? "", count);
    }
    return [...all.values()];
  }

  /**
   * The values of a column among documents.
   * @param {Catalogue} c
   * @param {Row[]} all that match the query
   * @param {ColumnName} name
   * @param {(except?: string) => (row: Row) => boolean} pass
   * @returns {Promise<Facet[]>}
   */
  async function ofColumn(c, all, name, pass) {
    const docs = all.filter(pass(name)).map(row => row.doc);
    const counts = await (await columnReader()).counts(c, name, docs);
    return [...counts].map(([value, count]) => ({ value, label: value, count })).sort(byCount);
  }

  /** Document numbers run by date in one archive, and archives one behind the other. @param {Row} a @param {Row} b */
  const byDate = (a, b) => a.date - b.date || a.doc - b.doc;

  // What a query names beside the text: such a match weighs nothing.

  const NOTHING = { title: 0, text: 0, whole: false };

  /**
   * The documents of which people wrote down a name, or one that begins so.
   * @param {Catalogue} c
   * @param {ColumnName | AskedName} column
   * @param {string} name
   * @param {boolean} open
   * @returns {Promise<Map<number, Match>>}
   */
  async function noted(c, column, name, open) {
    if (![...columnsOf(c), ...ASKED.filter(name => c.more?.includes(name))].includes(column)) return new Map();
    const forms = table(c.variants);
    const said = (/** @type {string} */ value) => fold(value, forms);
    const docs = await (await columnReader()).holders(c, column, value => (open ? said(value).startsWith(name) : said(value) === name));
    return new Map([...docs].sort((a, b) => a - b).map(doc => [doc, NOTHING]));
  }

  /**
   * The documents of an author, or of all whose names begin so.
   * @param {Catalogue} c
   * @param {string} name
   * @param {boolean} open
   */
  async function signed(c, name, open) {
    const shards = c.segments.flatMap(segment => segment.authors
      .map((author, n, authors) => ({ segment, file: `authors/${n}`, author, next: authors[n + 1] }))
      .filter(({ author, next }) => author.startsWith(name) || (author <= name && !(next <= name))));
    /** @type {Map<number, Match>} */
    const found = new Map();
    await Promise.all(shards.map(async ({ segment, file }) => {
      for (const [author, docs] of Object.entries(await value(file, segment))) {
        if (open ? author.startsWith(name) : author === name) for (const doc of docs) found.set(segment.first + doc, NOTHING);
      }
    }));
    return found;
  }

  /**
   * The documents of a place, with or without 县, also by a name that it had, and of those in it; of the newspapers in whose name it stands; of a kind.
   * @param {Catalogue} c
   * @param {"county" | "paper" | "kind"} field
   * @param {string} text
   * @param {boolean} open
   */
  async function filed(c, field, text, open) {
    const forms = table(c.variants);
    const isMeant = (/** @type {Value} */ [key, label, printed]) => {
      const name = fold(label, printed ?? forms);
      if (key === text || (field === "paper" && name.includes(text))) return true;
      return open ? name.startsWith(text) : name === text || name.replace(ENDS, "") === text;
    };
    const codes = field === "county" ? [...places(c), ...(c.formerly ?? [])].filter(isMeant).map(([code]) => code) : [];
    const keys = new Set(field === "county" ? [] : c[field].filter(isMeant).map(([key]) => key)); // of all names of a newspaper
    const values = c[field].map(([key]) => (field === "county" ? codes.some(of => inside(key, of)) : keys.has(key)));
    /** @type {Map<number, Match>} */
    const found = new Map();
    if (!values.includes(true)) return found;
    for (const row of await rows(c, [...Array(c.documents).keys()])) if (values[row[field]]) found.set(row.doc, NOTHING);
    return found;
  }

  window.archive = Object.assign(window.archive, { dates, rows, filter, counted, ofColumn, columnsOf, hasCopies, columnReader, places, inside, byDate, NOTHING, signed, filed, noted });
})();
