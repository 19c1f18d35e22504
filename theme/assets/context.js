// @ts-check
// Hits in their context: a line for each time that the words of a query stand somewhere, all below each other, ordered by
// what stands to their left or right. The texts of many hits are read when a reader asks for that.
(() => {
  "use strict";
  const { say, make, whole, many, going, segmentOf, pageOf, drawPager } = window.archive;
  const { fold, foldWithOffsets } = window.archive.terms;

  const AT_ONCE = 200; // articles whose texts are read without being asked for: 0.2 MB
  const LINES = 100; // on a page
  const SIDE = 40; // characters beside a word that are kept, and sorted by
  const MOST = 50_000; // lines that are kept: 20 MB

  /** @typedef {{doc: number, date: number, rank: number, url: string, title: string, paper: string, left: string, word: string, right: string}} Line */
  /** @typedef {{of: string, lines: Line[], read: number, all: number, full: boolean, words: number}} Held */

  /** What was read last, for whoever turns the page or sorts otherwise. @type {Held | undefined} */
  let held;

  /**
   * Where runs stand in a line, each time.
   * @param {string} line
   * @param {string[]} runs folded
   * @param {Map<string, string>} forms
   * @returns {[number, number][]}
   */
  function places(line, runs, forms) {
    const quick = fold(line, forms);
    if (!runs.some(run => quick.includes(run))) return [];
    const { folded, starts, ends } = foldWithOffsets(line, forms);
    /** @type {[number, number][]} */
    const found = [];
    for (const run of runs) {
      for (let at = folded.indexOf(run); at >= 0; at = folded.indexOf(run, at + 1)) found.push([starts[at], ends[at + run.length - 1]]);
    }
    return found.sort((a, b) => a[0] - b[0]);
  }

  /** The end of a text, or its beginning, between whole characters. @param {string} text @param {boolean} end */
  const side = (text, end) => (end ? Array.from(text.slice(-2 * SIDE)).slice(-SIDE) : Array.from(text.slice(0, 2 * SIDE)).slice(0, SIDE)).join("");

  /**
   * The lines of an article.
   * @param {Outcome} found
   * @param {Row} row
   * @param {number} rank
   * @param {Doc} text
   * @returns {Line[]}
   */
  function linesOf({ c, shown, forms }, row, rank, [, address, titles, paragraphs]) {
    const s = segmentOf(c, row.doc);
    const printed = s.forms ?? forms;
    const of = { doc: row.doc, date: row.date, rank, url: pageOf(c, s, address), title: titles[0], paper: c.paper[row.paper][1] };
    const within = (/** @type {string} */ line, /** @type {string[]} */ runs) => places(line, runs, printed)
      .map(([start, end]) => ({ ...of, left: side(line.slice(0, start), true), word: line.slice(start, end), right: side(line.slice(end), false) }));
    const everywhere = [...new Set([...shown.anywhere, ...shown.title])];
    return [...titles.flatMap(line => within(line, everywhere)), ...paragraphs.flatMap(line => within(line, [...new Set(shown.anywhere)]))];
  }

  /**
   * Reads the texts of hits, the first so many, as far as they are not read yet.
   * @param {Outcome} found
   * @param {Held} into
   * @param {number} upto
   * @param {AbortSignal} signal
   * @param {(done: number, all: number) => void} at
   */
  async function read(found, into, upto, signal, at) {
    const ranks = new Map(found.chosen.slice(0, upto).map(({ doc }, rank) => [doc, rank]));
    const rows = new Map(found.chosen.slice(into.read, upto).map(row => [row.doc, row]));
    const done = into.read;
    const docs = [...rows.keys()].sort((a, b) => a - b);
    /** @type {Line[]} */
    const lines = [];
    let count = 0;
    at(done, upto);
    for await (const some of many.texts(found.c, docs, signal)) {
      for (const { doc, text } of some) {
        const row = /** @type {Row} */ (rows.get(doc));
        for (const line of linesOf(found, row, /** @type {number} */ (ranks.get(doc)), text)) {
          if (into.lines.length + lines.length < MOST) lines.push(line);
          else into.full = true;
        }
      }
      at(done + (count += some.length), upto);
      if (into.full) break;
      await new Promise(resolve => setTimeout(resolve)); // the page stays alive
    }
    into.lines = into.lines.concat(lines);
    into.read = upto;
  }

  /** In which order lines stand. @param {Asked["sort"]} sort @returns {(a: Line, b: Line) => number} */
  function order(sort) {
    const { compare } = new Intl.Collator(document.documentElement.lang);
    const plain = (/** @type {string} */ text) => text.replace(/[^\p{L}\p{N}]/gu, "");
    /** @type {Map<Line, string>} */
    const keys = new Map();
    const key = (/** @type {Line} */ line) => {
      const known = keys.get(line);
      if (known !== undefined) return known;
      const made = sort === "left" ? Array.from(plain(line.left)).reverse().join("") : plain(line.right);
      keys.set(line, made);
      return made;
    };
    const byDate = (/** @type {Line} */ a, /** @type {Line} */ b) => a.date - b.date || a.doc - b.doc;
    if (sort === "left" || sort === "right") return (a, b) => compare(key(a), key(b)) || byDate(a, b);
    if (sort === "date") return byDate;
    if (sort === "-date") return (a, b) => byDate(b, a);
    return (a, b) => a.rank - b.rank;
  }

  /** The address of a line: the article, where browsers go to the word between its neighbours. @param {Line} line */
  function address({ url, left, word, right }) {
    const part = (/** @type {string} */ text) => encodeURIComponent(text).replace(/-/g, "%2D");
    const [before, after] = [left.slice(-6).trim(), right.slice(0, 6).trim()];
    return `${url}#:~:text=${before ? `${part(before)}-,` : ""}${part(word)}${after ? `,-${part(after)}` : ""}`;
  }

  /** @param {Line} line */
  function drawn(line) {
    const day = window.archive.dates.written(line.date);
    const time = make("time", { datetime: day }, day);
    const link = make("a", { href: address(line), title: line.title }, make("mark", {}, line.word));
    return make("tr", {},
      make("td", { class: "before" }, make("span", {}, line.left)),
      make("td", { class: "word" }, link),
      make("td", { class: "after" }, line.right),
      make("td", { class: "of" }, time, " ", make("span", {}, line.paper)));
  }

  /**
   * @param {HTMLElement} box
   * @param {Seen} seen
   */
  async function context(box, seen) {
    const { asked, result, signal } = seen;
    if (!result.total) return box.replaceChildren();
    const { q, sort } = asked;
    const filters = window.archive.asking.filters(asked);
    const of = JSON.stringify([q, filters]);
    const status = make("div", {});
    const options = /** @type {const} */ ({ filters, signal, sort: "relevance" });
    /** @param {(found: Outcome) => Promise<void>} task */
    const withAll = task => whole(q, options, task);
    await withAll(async found => {
      const words = new Set([...found.shown.anywhere, ...found.shown.title]).size;
      if (held?.of !== of || held.all !== found.chosen.length) held = { of, lines: [], read: 0, all: found.chosen.length, full: false, words };
      const into = held;
      if (!words || into.read) return;
      box.replaceChildren(status);
      const line = going.progress(status, signal);
      try {
        await read(found, into, Math.min(AT_ONCE, into.all), line.signal, line.at);
      } finally {
        line.end();
      }
    }).catch(error => {
      if (error.name !== "AbortError" || signal.aborted) throw error;
    });
    const into = /** @type {Held} */ (held);
    if (!into.words) return box.replaceChildren(make("p", {}, say("view.no_words")));
    const lines = [...into.lines].sort(order(sort));
    const last = Math.max(1, Math.ceil(lines.length / LINES));
    const page = Math.min(asked.page, last);
    box.replaceChildren(status, ...table(lines.slice((page - 1) * LINES, page * LINES), Math.max(...lines.map(({ word }) => word.length), 1)));
    const amounts = { lines: lines.length.toLocaleString(document.documentElement.lang), read: into.read.toLocaleString(document.documentElement.lang) };
    const part = into.read < into.all;
    status.append(make("p", {}, into.full ? say("view.full", amounts) : part ? say("view.lines_part", amounts) : say("view.lines", amounts)));
    if (part && !into.full) await withAll(found => offer(status, found, into, seen));
    const pager = make("nav", { class: "pages", "aria-label": say("view.turn") });
    drawPager(pager, page, last, seen.link);
    box.append(pager);
  }

  /** @param {Line[]} lines @param {number} longest */
  function table(lines, longest) {
    const columns = ["before", "word", "after", "of"].map(name => make("col", { class: name }));
    columns[1].style.width = `${longest + 1}em`;
    const heads = [say("view.left"), say("view.word"), say("view.right"), say("view.source")].map(name => make("th", { scope: "col" }, name));
    const head = make("thead", { class: "aside" }, make("tr", {}, ...heads));
    return [make("table", { class: "contexts" }, make("colgroup", {}, ...columns), head, make("tbody", {}, ...lines.map(drawn)))];
  }

  /**
   * A button that reads the texts of all other hits, and says before what that takes.
   * @param {HTMLElement} status
   * @param {Outcome} found
   * @param {Held} into
   * @param {Seen} seen
   */
  async function offer(status, found, into, seen) {
    const rest = found.chosen.slice(into.read).sort((a, b) => a.doc - b.doc);
    const size = going.size(await many.weight(found.c, rest));
    const button = make("button", { type: "button" }, say("view.read_all", { count: into.all.toLocaleString(document.documentElement.lang), size }));
    button.addEventListener("click", async () => {
      button.disabled = true;
      const line = going.progress(status, seen.signal);
      try {
        await whole(seen.asked.q, { filters: window.archive.asking.filters(seen.asked), signal: line.signal }, all => read(all, into, into.all, line.signal, line.at));
        line.end();
        seen.ask({});
      } catch (error) {
        button.disabled = false;
        line.end(/** @type {any} */ (error).name === "AbortError" ? say("view.stopped") : say("view.broken"));
      }
    });
    status.append(make("p", {}, button));
  }

  window.archive.views.context = context;
})();
