// @ts-check
// What is shown of a document. From a server that sends parts of files its text comes as a stretch of a pack, from
// file:// with the pack. A server that sends no parts would send packs of 320 kB: there it comes out of the article's own
// page, and out of the pack only where that page is gone or does not say what the index knows of it.
(() => {
  "use strict";
  const { once, early, bytes, varints, fields, stretch, placed, way, lacking, timesIn, unpacked, shorthand } = window.archive;
  const { fold } = window.archive.terms;

  const MANY = 4; // blocks of names that are asked for before it is known which are needed

  /** The segment that has a document. @param {Catalogue} c @param {number} doc */
  function segmentOf(c, doc) {
    let n = c.segments.length - 1;
    while (c.segments[n].first > doc) n--;
    return c.segments[n];
  }

  /** A table of characters. @param {[string, string]} pairs */
  function table([from, to]) {
    const target = Array.from(to);
    return new Map(Array.from(from, (c, i) => [c, target[i]]));
  }

  /**
   * Asks for all that the texts of documents wait for, and for what tells more of them.
   * @param {Catalogue} c
   * @param {number[]} docs in order
   */
  function ahead(c, docs) {
    let [block, larger] = [-1, -1];
    for (const doc of docs) {
      const s = segmentOf(c, doc);
      const n = doc - s.first;
      const [of, inside] = [n - (n % c.block) + s.first, n - (n % c.shown) + s.first];
      if (of !== block) early(fields(s, (of - s.first) / c.block));
      if (inside !== larger) early(lead(c, s, (inside - s.first) / c.shown));
      [block, larger] = [of, inside];
    }
  }

  /** What leads to the texts of a block of documents. @param {Catalogue} c @param {Segment} s @param {number} n */
  async function lead(c, s, n) {
    const by = await way(s);
    if (by === "parts") await sizes(c, s, n);
    if (by === "pages") await names(s, n);
  }

  /** How much more than usual each of the texts has, in units. @param {Catalogue} c @param {Segment} s @param {number} n */
  const sizes = (c, s, n) => once(`sizes of ${s.name}/${n}`, async () => {
    const out = new Int32Array(Math.min(c.shown, s.documents - n * c.shown));
    varints(await bytes(`sizes/${n}`, s), 0, out);
    return out.map(beside => (beside & 1 ? -(beside + 1) / 2 : beside / 2));
  });

  /** What a text of this length has, in units (usual in generator/search/rows.py). @param {number} step */
  const usual = step => Math.floor(((step & 1 ? 99 : 70) * 2 ** (step >> 1)) / 2 ** 14);

  /**
   * Ids and addresses of a block of documents (generator/search/names.py).
   * @param {Segment} s
   * @param {number} n
   * @returns {Promise<[string, string][]>}
   */
  const names = (s, n) => once(`names of ${s.name}/${n}`, async () => {
    const data = await bytes(`names/${n}`, s);
    let at = 0;
    const take = (/** @type {number} */ count) => {
      const out = new Int32Array(count);
      at = varints(data, at, out);
      return Array.from(out);
    };
    const [runs, told] = take(2);
    /** @type {[string[], string[], number[]][]} */
    const forms = JSON.parse(new TextDecoder().decode(data.subarray(at, (at += told))));
    const [more, turns] = [take(runs), take(runs)];
    /** @type {[string, string][]} */
    const found = [];
    let [ids, urls, digits] = /** @type {[string[], string[], number[]]} */ ([[], [], []]);
    let numbers = /** @type {number[]} */ ([]);
    const named = (/** @type {string[]} */ parts) =>
      parts.map((part, i) => part + (i < numbers.length ? String(numbers[i]).padStart(digits[i], "0") : "")).join("");
    turns.forEach((turn, run) => {
      const [number] = take(1);
      const place = numbers.length - turn;
      if (turn) numbers = numbers.map((each, i) => (i < place ? each : i > place ? 1 : each + 1 + number));
      else {
        [ids, urls, digits] = forms[number];
        numbers = take(digits.length);
      }
      if (found.length + more[run] >= s.documents) throw lacking(`${s.name}/names/${n}`);
      for (let k = 0; k <= more[run]; k++) {
        if (k) numbers[numbers.length - 1]++;
        found.push([named(ids), named(urls)]);
      }
    });
    return found;
  });

  /** The same, as many as there are. @param {Catalogue} c @param {Segment} s @param {number} n */
  async function namesOf(c, s, n) {
    const found = await names(s, n);
    if (found.length !== Math.min(c.shown, s.documents - n * c.shown)) throw lacking(`${s.name}/names/${n}`);
    return found;
  }

  /** Reads what texts are written in. @param {string} common */
  const decoder = common => once(`decoder of ${common}`, async () => shorthand(await bytes(common)));

  /** Asks for what every text waits for. @param {Catalogue} c */
  async function prepare(c) {
    const by = c.segments.length ? await way(c.segments[0]) : "parts";
    if (by !== "pages") await decoder(c.common);
    else if (c.documents <= MANY * c.shown) await idsOf(c); // 2 kB a block, and no page waits for them
  }

  /**
   * What is shown of a document.
   * @param {Catalogue} c
   * @param {number} doc
   * @param {Told[]} [told] what the index says of it
   * @returns {Promise<Doc>}
   */
  async function text(c, doc, told = []) {
    const s = segmentOf(c, doc);
    const n = doc - s.first;
    if ((await way(s)) === "pages") {
      const found = await once(`page of ${s.name}/${n}`, () => ofPage(c, s, n));
      if (found && told.every(({ run, times }) => timesIn(found.lines.title, run) === times.title && timesIn(found.lines.text, run) === times.text)) return found.doc;
    }
    return once(`text of ${s.name}/${n}`, async () => {
      const place = async () => {
        const [{ text }, beside] = await Promise.all([fields(s, Math.floor(n / c.block)), sizes(c, s, Math.floor(n / c.shown))]);
        const first = n - (n % c.texts);
        const all = Array.from({ length: n + 1 - first }, (_, i) => usual(text[(first + i) % c.block]) + beside[(first + i) % c.shown]);
        return placed(all, 0, n - first, c.unit);
      };
      const pack = `text/${Math.floor(n / c.texts)}`;
      const [read, packed] = await Promise.all([decoder(s.common ?? c.common), stretch(s, `text/${n}`, pack, n % c.texts, place)]);
      return JSON.parse(read(unpacked(packed), s.head));
    });
  }

  /**
   * The same, out of the document's page; undefined where that does not come, or shows more or less than is indexed.
   * @param {Catalogue} c
   * @param {Segment} s
   * @param {number} n
   * @returns {Promise<{doc: Doc, lines: Lines} | undefined>}
   */
  async function ofPage(c, s, n) {
    const [id, url] = (await namesOf(c, s, Math.floor(n / c.shown)))[n % c.shown];
    /** @type {Element | null | undefined} */
    let page;
    try {
      // What a cache holds may be older than the index.
      const address = pageOf(c, s, url);
      const asked = (/** @type {RequestInit} */ how) => fetch(address, { cache: "no-cache", ...how });
      const answer = await (window.archive.page?.(s, asked) ?? asked({}));
      if (answer.ok) page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("title")?.parentElement;
    } catch {} // it was cut off
    if (!page) return undefined;
    const [titles, kickers, subtitles, captions, bylines] = ["#title", ".kicker", ".subtitle", ".caption", ".dateline"].map(kind => all(page, kind).map(said));
    // A sub-heading may be two paragraphs, one below the other.
    const paragraphs = all(page, ":is(p:not([class]), .crosshead, table)").flatMap(each => (each.localName === "p" ? [said(each)] : each.localName === "table" ? rowsOf(each) : said(each).split("\n")));
    const rubrics = [...page.ownerDocument.querySelectorAll(".folio .rubric")].map(said); // 栏目
    /** @type {Doc} */
    const doc = [id, url, [...titles, ...kickers, ...subtitles], [...paragraphs, ...captions, ...bylines, ...rubrics]];
    const forms = s.forms ?? table(c.variants);
    const [title, text] = [doc[2], doc[3]].map(lines => lines.map(line => fold(line, forms)));
    const step = (/** @type {string[]} */ lines) => Math.round(c.steps * Math.log2(Math.max(1, Array.from(lines.join("")).length)));
    const known = await fields(s, Math.floor(n / c.block));
    const whole = step(title) === known.title[n % c.block] && step(text) === known.text[n % c.block];
    return whole ? { doc, lines: { title, text } } : undefined;
  }

  /** Where the page of an article is. @param {Catalogue} c @param {Segment} s @param {string} url */
  const pageOf = (c, s, url) => window.archive.link?.(url, s) ?? new URL(`${c.root}${url}`, document.baseURI).href;

  /** What stands side by side in an element. @param {Element} element @param {string} kind */
  const all = (element, kind) => [...element.querySelectorAll(`:scope > ${kind}`)];

  /** What the rows of a table say, cell by cell (generator/base/tables.py). @param {Element} table */
  const rowsOf = table => [...table.querySelectorAll("tr")].map(row => [...row.children].map(said).filter(Boolean).join("\u3000")).filter(Boolean);

  /** What an element shows. @param {Element} element */
  function said(element) {
    for (const end of element.querySelectorAll("br")) end.replaceWith("\n");
    return element.textContent ?? "";
  }

  /** Id and address of a document. @param {Catalogue} c @param {number} doc */
  async function nameOf(c, doc) {
    const s = segmentOf(c, doc);
    const n = doc - s.first;
    return (await namesOf(c, s, Math.floor(n / c.shown)))[n % c.shown];
  }

  /** The id of each document. @param {Catalogue} c @returns {Promise<string[]>} */
  async function idsOf(c) {
    const blocks = c.segments.flatMap(s => Array.from({ length: Math.ceil(s.documents / c.shown) }, (_, n) => namesOf(c, s, n)));
    return (await Promise.all(blocks)).flat().map(([id]) => id);
  }

  window.archive = Object.assign(window.archive, { segmentOf, table, ahead, prepare, decoder, sizes, usual, text, nameOf, pageOf, idsOf });
})();
