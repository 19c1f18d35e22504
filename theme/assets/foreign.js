// @ts-check
// Archives beside this one (`beside` in mkdocs.yml): their files, read as data. Over http nothing of theirs runs here: a
// file is fetched and taken apart. From a disk, where nothing but scripts is let in, it is a script, as our own are.
(() => {
  "use strict";
  const { archive } = window;
  const { once, forget, load, addressOf, lacking, lists, fields, value, laidOut } = archive;
  if (archive.stored) return; // a bundle holds one archive

  const CATALOGUE = 4_000; // ms in which a catalogue comes, or its archive is left out
  const FILE = 10_000; // the same for all else: readers see what the others found meanwhile
  const NAME = /^[0-9a-f]{12}$/;
  const COMMON = /^common-[0-9a-f]{12}$/;
  const COLUMNS = /^columns-[0-9a-f]{12}$/;
  const HEADS = [['\ufeffarchive.register("', '");\n'], ["archive.register('", "');\n"]];

  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const own = new URL(tag.dataset.root ?? "../", document.baseURI);

  /** @type {Site[]} */
  const sites = [];
  for (const [address, name] of /** @type {[string, string][]} */ (JSON.parse(tag.dataset.sites ?? "[]"))) {
    const root = new URL(address, own).href;
    if (root === own.href || sites.some(site => site.root === root)) continue;
    const known = { address: decodeURI(address), name: name || decodeURI(address), given: Boolean(name) };
    sites.push({ root, data: `${root}search/data/`, ...known, why: "", owes: new Set(), late: false, slow: false, again: false });
  }

  /** Whose file a path, or the name of a value, is of; undefined where it is our own. @param {string} name */
  const siteOf = name => sites.find(site => name.includes(site.data));

  /**
   * A request to another archive; where it takes too long, nothing more is asked there. Undefined for our own.
   * @template T
   * @param {string} path
   * @param {(signal?: AbortSignal) => Promise<T>} request
   * @returns {Promise<T> | undefined}
   */
  function limited(path, request) {
    const site = siteOf(path);
    return site && inTime(site, path, request);
  }

  /**
   * A page of another archive; undefined for our own.
   * @param {Segment} s
   * @param {(how: RequestInit) => Promise<Response>} request
   */
  const page = (s, request) => limited(s.name, signal => request({ signal, referrerPolicy: "no-referrer", credentials: "omit" }));

  /**
   * @template T
   * @param {Site} site
   * @param {string} path
   * @param {(signal?: AbortSignal) => Promise<T>} request
   */
  async function inTime(site, path, request) {
    if (site.late) throw lacking(path);
    const control = new AbortController();
    const end = () => {
      site.late = true;
      control.abort();
    };
    const timer = setTimeout(end, path.endsWith("/catalogue") ? CATALOGUE : FILE);
    const asked = { since: performance.now() };
    site.owes.add(asked);
    try {
      return await request(control.signal);
    } finally {
      site.owes.delete(asked);
      clearTimeout(timer);
    }
  }

  /** What a data file hands over; undefined where it comes as a script. @param {string} path */
  function stored(path) {
    const site = siteOf(path);
    return !site || site.data.startsWith("file:") ? undefined : inTime(site, path, async signal => {
      // What is named by its content never changes.
      const cache = path.endsWith("/catalogue") ? "no-cache" : "default";
      let answer;
      try {
        answer = await fetch(addressOf(path), { signal, cache, referrerPolicy: "no-referrer", credentials: "omit" });
      } catch {
        throw Object.assign(lacking(path), { silent: true });
      }
      if (!answer.ok) throw lacking(path);
      return handedOver(new Uint8Array(await answer.arrayBuffer()));
    });
  }

  /** What a script of data would hand over if it ran; "" where it would do something else. @param {Uint8Array} file */
  function handedOver(file) {
    const wide = file[0] === 0xff && file[1] === 0xfe;
    const text = new TextDecoder(wide ? "utf-16le" : "utf-8", { ignoreBOM: true }).decode(file);
    const [head, tail] = HEADS[wide ? 0 : 1];
    if (!text.startsWith(head) || !text.endsWith(tail)) return "";
    const inside = text.slice(head.length, -tail.length);
    return wide ? inside : inside.replace(/\\(['\\])/g, "$1");
  }

  /** Says of a value that could not be made whether it was another archive's, and of its error, too. @param {string} name @param {any} error */
  function foreign(name, error) {
    if (!siteOf(name)) return false;
    if (error instanceof Error && !("missing" in error)) Object.assign(error, { missing: name });
    return true;
  }

  // Whether what another archive says can be true: it must not say anything of documents that are not its own.

  const { isInteger } = Number;
  const isText = (/** @type {any} */ each) => typeof each === "string";
  /** @param {any} list @param {(each: any) => boolean} test */
  const every = (list, test) => Array.isArray(list) && list.every(test);
  const below = (/** @type {number} */ end) => (/** @type {any} */ n) => isInteger(n) && n >= 0 && n < end;
  const isCount = below(2 ** 32);
  const isPair = (/** @type {any} */ pair) => every(pair, isText) && pair.length === 2;
  const FACETS = /** @type {const} */ (["paper", "county", "kind"]);

  /** @param {any} c @returns {c is Catalogue} */
  function isSound(c) {
    const segment = (/** @type {any} */ s) => NAME.test(s?.name) && isCount(s.documents) && every(s.head, isCount)
      && every(s.begins, isInteger) && (s.sizes === undefined || every(s.sizes, isCount))
      && every(s.authors, isText) && FACETS.every(facet => every(s[facet], below(c[facet].length)));
    return isText(c?.name) && COMMON.test(c.common) && isPair(c.variants) && FACETS.every(facet => every(c[facet], isPair))
      && (c.above === undefined || every(c.above, isPair)) && (c.columns === undefined || COLUMNS.test(c.columns)) && (c.more === undefined || every(c.more, isText)) && [undefined, true].includes(c.copies)
      && [c.length?.title, c.length?.text].every(each => each >= 0 && Number.isFinite(each)) && every(c.segments, segment)
      && [c.pack, c.directory].every(each => isCount(each) && each > 0)
      && c.documents === c.segments.reduce((/** @type {number} */ sum, /** @type {any} */ s) => sum + s.documents, 0);
  }

  /** Whether the page can read what a catalogue names: the same format, the same folding. @param {any} c @param {Catalogue} ours */
  const isReadable = (c, ours) => /** @type {const} */ (["format", "folding", "block", "steps", "shown", "texts", "unit"]).every(name => c?.[name] === ours[name]);

  /**
   * The catalogue of another archive.
   * @param {Site} site
   * @param {Catalogue} ours
   * @returns {Promise<Catalogue>}
   */
  function catalogueOf(site, ours) {
    return once(`catalogue of ${site.data}`, async () => {
      const c = JSON.parse(await load(`${site.data}catalogue`));
      if (!isReadable(c, ours)) throw Object.assign(new Error(`${site.root} is of another version`), { other: true });
      if (!isSound(c)) throw lacking(`${site.data}catalogue`);
      return laidOut(c);
    });
  }

  /** Asks an archive anew. @param {Site} site */
  function renew(site) {
    forget(`catalogue of ${site.data}`);
    Object.assign(site, { why: "", late: false });
  }

  /** @type {WeakSet<object>} */
  const sound = new WeakSet();
  /**
   * @template T
   * @param {Segment | undefined} s
   * @param {T} found
   * @param {(s: Segment) => boolean} test
   */
  function checked(s, found, test) {
    if (!s?.base || sound.has(/** @type {any} */ (found))) return found;
    if (!test(s)) throw lacking(s.name);
    sound.add(/** @type {any} */ (found));
    return found;
  }

  Object.assign(archive, {
    sites, siteOf, limited, page, stored, foreign, catalogueOf, renew,
    async lists(/** @type {Segment} */ s, /** @type {Shard} */ shard) {
      const found = await lists(s, shard);
      return checked(s, found, () => found.docs.every(below(s.documents)));
    },
    async fields(/** @type {Segment} */ s, /** @type {number} */ n) {
      const found = await fields(s, n);
      return checked(s, found, () => FACETS.every(facet => found[facet].every(below(s[facet].length + 1)))
        && found.date.length === Math.min(/** @type {number} */ (s.block), s.documents - n * /** @type {number} */ (s.block))
        && [...found.paper, ...found.kind].every(Boolean));
    },
    async value(/** @type {string} */ name, /** @type {Segment | undefined} */ s) {
      const found = await value(name, s);
      if (!name.startsWith("authors/")) return found;
      return checked(s, found, ({ documents }) => Object.values(found).every(docs => every(docs, below(documents))));
    },
  });
})();
