// @ts-check
// One search over this archive and those beside it: their indexes as one, segments behind segments, so that a hit counts
// and ranks as it would if all articles were of one archive. Which archives are there, foreign.js knows.
(() => {
  "use strict";
  const { archive } = window;
  const { sites, siteOf, catalogueOf, renew, current, searched, held, idsOf, catalogue, way, early } = archive;
  if (!sites) return; // a bundle holds one archive

  const PATIENCE = 1_000; // ms that a request may take until readers see what is found without its archive
  const OFTEN = 250; // ms after which that is looked at again
  const FACETS = /** @type {const} */ (["paper", "county", "kind"]);

  /** Values of a facet, each once; of two that have the same key the second goes by its name. */
  function numbering() {
    /** @type {Value[]} */
    const values = [];
    /** @type {Map<string, number>} */
    const known = new Map();
    const number = (/** @type {Value} */ [key, label], /** @type {Forms} */ forms = undefined) => {
      const of = JSON.stringify([key, label]);
      if (!known.has(of)) {
        const taken = values.some(([other]) => other === key);
        known.set(of, values.push([taken ? label : key, label, forms]) - 1);
      }
      return /** @type {number} */ (known.get(of));
    };
    return { values, number };
  }

  /** @typedef {{c: Catalogue, site?: Site}} Part */
  /** @typedef {Map<string, string> | undefined} Forms */

  /** The catalogue of several archives as one. Documents are numbered archive by archive. @param {Part[]} parts @returns {Catalogue} */
  function joined(parts) {
    const [{ c: ours }] = parts;
    const tables = { paper: numbering(), county: numbering(), kind: numbering(), archive: numbering() };
    const known = new Set(ours.variants[0]);
    /** @type {Set<string>} */
    const elsewhere = new Set();
    /** @type {Segment[]} */
    const segments = [];
    /** @type {Member[]} */
    const members = [];
    /** @type {Map<string, string>} */
    const above = new Map();
    const more = new Set(parts.flatMap(({ c }) => c.more ?? []));
    const sum = { documents: 0, title: 0, text: 0 };
    for (const { c, site } of parts) {
      const name = nameOf(c, site);
      const numbers = { archive: tables.archive.number([name, name]) };
      // What it says of forms goes for its own texts and names; of a query only that they are looked up (archive.js).
      const [from, to] = c.variants.map(each => Array.from(each));
      const forms = site && new Map(from.map((form, i) => [form, to[i] ?? form]));
      for (const form of from) if (!known.has(form)) elsewhere.add(form);
      const of = Object.fromEntries(FACETS.map(facet => [facet, c[facet].map(value => tables[facet].number(value, forms))]));
      const common = c.common === ours.common ? c.common : site?.data + c.common; // its name stands for its content
      for (const s of c.segments) {
        const facets = Object.fromEntries(FACETS.map(facet => [facet, s[facet].map(n => of[facet][n])]));
        const there = site && { name: site.data + s.name, base: site.root, block: c.block, common, forms };
        segments.push({ ...s, ...facets, ...numbers, ...there, first: sum.documents + s.first });
      }
      members.push({ first: sum.documents, documents: c.documents, columns: c.columns, copies: c.copies, data: site?.data ?? "" });
      for (const [code, label] of c.above ?? []) above.set(code, label);
      // Means of whole numbers; what they were made of adds up exactly.
      for (const field of /** @type {const} */ (["title", "text"])) sum[field] += Math.round(c.length[field] * c.documents);
      sum.documents += c.documents;
    }
    const { documents } = sum;
    return {
      ...ours,
      documents,
      segments,
      elsewhere,
      initials: parts.map(({ c }) => c.initials ?? "").join(""),
      members,
      more: [...more],
      above: [...above],
      length: { title: sum.title / (documents || 1), text: sum.text / (documents || 1) },
      paper: tables.paper.values, county: tables.county.values, kind: tables.kind.values, archive: tables.archive.values,
    };
  }

  /** What readers know an archive by. @param {Catalogue} c @param {Site} [site] */
  const nameOf = (c, site) => (site?.given ? site.name : c.name);

  /** The last ones, for the pages of a search. @type {{parts: Part[], c: Catalogue}[]} */
  let joins = [];

  /** @param {Part[]} parts */
  function join(parts) {
    const same = joins.find(join => join.parts.length === parts.length && join.parts.every(({ c }, i) => c === parts[i].c));
    if (same) return same.c;
    const c = joined(parts);
    joins = [{ parts, c }, ...joins.slice(0, 1)];
    return c;
  }

  /** Leaves an archive out until somebody asks for it again. @param {Site} site @param {Site["why"]} why */
  function leave(site, why) {
    site.why = why;
    archive.told?.();
  }

  /** The catalogue of a site that is there. @param {Site} site @param {Catalogue} ours @returns {Promise<{c: Catalogue, site: Site} | undefined>} */
  async function there(site, ours) {
    if (site.why) return undefined;
    try {
      const c = await catalogueOf(site, ours);
      if (site.c !== c) {
        site.c = c;
        if (!site.given) site.name = c.name;
        site.slow = false;
        archive.told?.();
      }
      return { c, site };
    } catch (error) {
      const { silent, other } = /** @type {any} */ (error);
      if (!site.why) leave(site, other ? "other" : silent || site.late ? "silent" : "broken");
      return undefined;
    }
  }

  /**
   * What a task makes of all archives that answer. Where a file of one does not come it may have been published anew: its
   * catalogue is asked for again, once; then it is left out.
   * @template T
   * @param {Catalogue} ours
   * @param {AbortSignal | undefined} signal
   * @param {(c: Catalogue, parts: Part[]) => Promise<T>} task
   * @returns {Promise<T>}
   */
  async function over(ours, signal, task) {
    const renewed = new Set();
    for (;;) {
      const found = await Promise.all(sites.map(site => there(site, ours)));
      /** @type {Part[]} */
      const parts = [{ c: ours }];
      for (const part of found) {
        if (!part) continue;
        const again = parts.some(({ c }) => isAgain(part.c, c));
        if (!again) parts.push(part);
        if (again === part.site.again) continue;
        part.site.again = again;
        archive.told?.();
      }
      try {
        return await task(join(parts), parts);
      } catch (error) {
        signal?.throwIfAborted();
        const { missing = "", silent } = /** @type {any} */ (error);
        const site = siteOf(missing);
        if (site && !renewed.has(site) && !site.late) {
          renewed.add(site);
          renew(site);
        } else if (site) leave(site, silent || site.late ? "silent" : "broken");
        else if (missing || parts.length === 1) throw error; // it is of our own
        else for (const { site } of parts) if (site) leave(site, "broken"); // whose it was cannot be told
      }
    }
  }

  /**
   * Whether all of one is in the other, as it is where an old address of an archive leads to the new one: what is in a
   * segment names it.
   * @param {Catalogue} one @param {Catalogue} other
   */
  function isAgain(one, other) {
    const names = new Set(other.segments.map(({ name }) => name));
    return one.segments.length > 0 && one.segments.every(({ name }) => names.has(name));
  }

  /** A result, with what it is of. @param {SearchResult} result @param {Part[]} parts @returns {SearchResult} */
  function of(result, parts) {
    let first = 0;
    const archives = parts.map(({ c, site }) => {
      first += c.documents;
      return { name: nameOf(c, site), url: site?.root ?? "", first: first - c.documents, documents: c.documents };
    });
    const others = sites.filter(site => !site.again && !parts.some(part => part.site === site));
    const absent = others.map(({ name, root, why }) => ({ name, url: root, why: why || /** @type {const} */ ("slow") }));
    return { ...result, archives, absent };
  }

  /** Those that keep a reader waiting. @returns {Site[]} */
  const owing = () => sites.filter(({ why, owes }) => !why && [...owes].some(({ since }) => performance.now() - since >= PATIENCE));

  /** Says which archives are slow, and that the others of them are not. @param {Site[]} slow */
  function waitFor(slow) {
    for (const site of sites) site.slow = slow.includes(site);
    archive.told?.();
  }

  /**
   * As in archive.js, over all archives. `partly` is given what is found without those that keep a reader waiting.
   * @param {string} query
   * @param {SearchOptions} [options]
   * @returns {Promise<SearchResult>}
   */
  async function search(query, { partly, ...options } = {}) {
    const { signal } = options;
    let [done, known] = [false, 0];
    const meanwhile = async () => {
      const slow = owing();
      if (slow.length <= known || signal?.aborted) return;
      known = slow.length;
      waitFor(slow);
      const others = sites.flatMap(site => (site.c && !site.why && !site.again && !slow.includes(site) ? { c: site.c, site } : []));
      const found = await current(async ours => {
        const parts = [{ c: ours }, ...others];
        return of(await searched(join(parts), query, options), parts);
      });
      if (!done && !signal?.aborted) partly?.(found);
    };
    const timer = partly && setInterval(() => void meanwhile().catch(() => {}), OFTEN);
    try {
      return await current(ours => over(ours, signal, async (c, parts) => of(await searched(c, query, options), parts)));
    } finally {
      done = true;
      clearInterval(timer);
      if (!signal?.aborted) waitFor([]);
    }
  }

  /**
   * As in archive.js, over all archives.
   * @template T
   * @param {string} query
   * @param {SearchOptions} options
   * @param {(found: Outcome) => Promise<T>} task
   */
  const whole = (query, options, task) => current(ours => over(ours, options.signal, async c => task(await held(c, query, options))));

  /** The id of each document number, of the archives that answer. */
  const ids = () => current(ours => over(ours, undefined, idsOf));

  /** The address of a page of another archive; undefined for our own. @param {string} url @param {Segment} segment */
  function link(url, { base, name }) {
    if (!base) return undefined;
    const { href } = new URL(url, base);
    if (!href.startsWith(base)) throw archive.lacking(name);
    return href;
  }

  /** Asks those again that were left out. */
  function retry() {
    for (const site of sites) if (site.why) renew(site);
    window.dispatchEvent(new Event("archives"));
  }

  Object.assign(archive, { search, whole, ids, link, retry });

  // Whoever opens the page comes to search.
  early(catalogue().then(ours => sites.map(async site => {
    const [s] = (await there(site, ours))?.c.segments ?? [];
    if (s) early(way({ ...s, name: site.data + s.name, base: site.root }));
  })));
  setTimeout(() => waitFor(owing()), PATIENCE + OFTEN);
})();
