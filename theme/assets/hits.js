// @ts-check
// How hits are drawn, as text nodes and never as HTML, and the links that turn the page.
(() => {
  "use strict";
  const { say, dated } = window.archive;

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {Record<string, string>} attributes
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /**
   * @param {HTMLElement} list
   * @param {Hit[]} hits
   * @param {number} first which hit the first of them is
   * @param {(hit: Hit) => string} trail what the address of each says of the others
   */
  function drawHits(list, hits, first, trail) {
    list.setAttribute("start", String(first));
    const held = list.contains(document.activeElement) && /** @type {HTMLAnchorElement} */ (document.activeElement).href;
    list.replaceChildren(...hits.map(hit => drawHit(hit, trail(hit))));
    if (held) [...list.querySelectorAll("a")].find(a => a.href === held)?.focus({ preventScroll: true });
  }

  /** Leads on to a hit. @param {HTMLElement} list @param {number} first @param {number} hit */
  function arrive(list, first, hit) {
    const link = /** @type {NodeListOf<HTMLAnchorElement>} */ (list.querySelectorAll("h2 a"))[hit - first];
    if (link) location.replace(link.href);
  }

  /** @param {Hit} hit @param {string} trail */
  function drawHit(hit, trail) {
    const date = make("time", { datetime: hit.date }, dated(hit.date));
    const facts = make("p", { class: "facts" }, date, ` · ${hit.paper}`);
    if (hit.county) facts.append(` · ${hit.county}`);
    if (hit.kind !== "news") facts.append(` · ${hit.kindLabel}`);
    if (hit.archive) facts.append(` · ${hit.archive}`);
    const title = make("a", { href: hit.url + trail }, ...marked(hit.title, hit.titleMarks, breaks(hit.title)));
    const opening = make("p", { class: "opening" }, ...marked(hit.snippet, hit.marks));
    return make("li", { id: `a${hit.id}` }, make("h2", {}, title), facts, opening, ...(hit.copies ? [window.archive.folding?.drawn(hit.copies) ?? ""] : []));
  }

  /**
   * A text as nodes, its marked ranges in <mark>.
   * @param {string} text
   * @param {[number, number][]} marks
   * @param {number[]} ends where a line may end
   */
  function marked(text, marks, ends = []) {
    const between = (/** @type {number} */ start, /** @type {number} */ end) => {
      const cuts = [start, ...ends.filter(place => start < place && place < end), end];
      return cuts.slice(1).flatMap((cut, n) => [...(ends.includes(cuts[n]) ? [make("wbr", {})] : []), text.slice(cuts[n], cut)]);
    };
    /** @type {(Node | string)[]} */
    const nodes = [];
    let done = 0;
    for (const [start, end] of marks ?? []) {
      nodes.push(...between(done, start), make("mark", {}, ...between(start, end)));
      done = end;
    }
    return [...nodes, ...between(done, text.length)];
  }

  /** Where the lines of a headline may end, by the words that the browser knows: the index has none. @param {string} title */
  function breaks(title) {
    const { Segmenter } = /** @type {any} */ (Intl); // Chromium 87, Firefox 125, Safari 14.1
    /** @type {{index: number, segment: string, isWordLike: boolean}[]} */
    const words = Segmenter ? [...new Segmenter("zh", { granularity: "word" }).segment(title)] : [];
    const apart = words.filter((word, n) => n && word.isWordLike && words[n - 1].isWordLike && word.segment.length + words[n - 1].segment.length > 2);
    return apart.map(word => word.index);
  }

  /** @param {HTMLElement} pager @param {number} page @param {number} last @param {Linking} link */
  function drawPager(pager, page, last, link) {
    pager.hidden = last < 2;
    /** @type {(Node | string)[]} */
    const parts = [];
    if (page > 1) parts.push(link(say("found.previous"), { page: page - 1 }, { rel: "prev" }));
    let before = 0;
    for (let n = 1; n <= last; n++) {
      if (n !== 1 && n !== last && Math.abs(n - page) > 2) continue;
      if (n - before > 1) parts.push(make("span", {}, "…"));
      parts.push(n === page ? make("b", { "aria-current": "page" }, String(n)) : link(String(n), { page: n }, { "aria-label": say("found.page", { page: n }) }));
      before = n;
    }
    if (page < last) parts.push(link(say("found.next"), { page: page + 1 }, { rel: "next" }));
    pager.replaceChildren(...parts);
  }

  /**
   * The link that folds hits that are one text, or unfolds them.
   * @param {HTMLElement} box
   * @param {boolean} there
   * @param {boolean} on
   * @param {Linking} link
   */
  function drawFold(box, there, on, link) {
    const held = box.contains(document.activeElement);
    box.replaceChildren(...(there ? [link(on ? say("found.unfold") : say("found.fold"), { fold: !on }, {})] : []));
    if (held) box.querySelector("a")?.focus({ preventScroll: true });
  }

  window.archive = Object.assign(window.archive, { make, drawHits, drawPager, drawFold, arrive });
})();
