// @ts-check
/* An article that a reader came to from a search: every place that the search holds is marked and can be walked through; so can the
   hits before and behind, and the way back to the list is there. All of that stands in the article's address (trail() in
   snippets.js), since files on a disk share nothing else in every browser. */
(() => {
  "use strict";
  const { at, button, cited, group, make, marksOf, say, ranges: text } = window.archive;
  const ISSUES = "issues/";
  const ENTRY = /^[\w-]+(?:\/[\w-]+)+$/; // of a hit: where its page is, below issues/, without .html
  const OF_TITLE = "h1, .kicker, .subtitle";
  const OWN = ["mark", "title", "forms", "of", "hits"]; // of the address; the rest is that of the search

  const trail = at.anchor().split(":~:")[0];
  const told = new URLSearchParams(trail);

  // The places

  /** Where what was searched for stands, in the order of the page. @returns {Stretch[]} */
  function found() {
    const pairs = Array.from(told.get("forms") ?? "");
    /** @type {Map<string, string>} */
    const forms = new Map();
    for (let n = 0; n + 1 < pairs.length; n += 2) forms.set(pairs[n], pairs[n + 1]);
    const [anywhere, title] = [told.getAll("mark"), told.getAll("title")].map(runs => runs.filter(Boolean));
    return text.blocks().flatMap(block => {
      const runs = block.matches(OF_TITLE) ? [...anywhere, ...title] : anywhere;
      return marksOf(text.read(block).text, runs, forms).map(([start, end]) => ({ block, start, end }));
    });
  }

  const places = found();
  // On the page as it was printed the same is outlined (facsimile.js).
  const marked = new URLSearchParams(["mark", "title", "forms"].flatMap(name => told.getAll(name).map(value => [name, value])));
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".clip a[href*='#']"))) link.href += `&${marked}`;
  let now = 0;

  /** @param {number} n */
  function goTo(n) {
    now = (n + places.length) % places.length;
    const place = places[now];
    text.mark("now", [place]);
    text.show(place);
    // Whoever goes on by keyboard, or listens, goes on from there.
    document.getSelection()?.collapse(text.rangeOf(place).startContainer, text.rangeOf(place).startOffset);
    count.textContent = say("walk.place", { n: now + 1, count: places.length });
  }

  const count = make("span", { role: "status" });

  // The hits

  /** The pages of the hits that the address names, "" for what is not of this archive; the number of the first. */
  function listed() {
    const [, first, list] = /^(\d{1,9}):(.*)$/.exec(told.get("hits") ?? "") ?? [];
    /** @type {string[]} */
    let last = [];
    const entries = (list ?? "").split(",").map(entry => {
      const parts = entry.split("/").map((part, i) => part || (last[i] ?? ""));
      if (!ENTRY.test(parts.join("/"))) return "";
      last = parts;
      return parts.join("/");
    });
    return { first: Number(first), entries };
  }

  /** The search page, of the same search. @param {string} more */
  function search(more) {
    const asked = new URLSearchParams(trail);
    for (const name of OWN) asked.delete(name);
    return `${at.to("search/index.html")}?${asked}${more}`;
  }

  /** The way back, and to the hits before and behind. @returns {HTMLElement[]} */
  function ways() {
    const { first, entries } = listed();
    const own = at.path.slice(ISSUES.length).replace(/\.html$/, "");
    const index = entries.indexOf(own);
    if (!told.has("hits")) return [];
    const back = make("a", { href: search(`#a${cited.id}`), class: "back" }, say("walk.back"));
    if (index < 0) return [back];
    const n = first + index;
    const of = Math.max(n, Math.floor(Number(told.get("of"))) || 0);
    /** Beyond the list the search page leads on. @param {number} step @param {string} rel @param {string} label */
    const way = (step, rel, label) => {
      const entry = entries[index + step];
      const href = entry ? `${at.to(`${ISSUES}${entry}.html`)}#${trail}` : search(`&hit=${n + step}`);
      return make("a", { href, rel }, label);
    };
    return [
      back,
      ...(n > 1 ? [way(-1, "prev", say("walk.hit_before"))] : []),
      make("span", {}, say("walk.hit", { n, count: of })),
      ...(n < of ? [way(1, "next", say("walk.hit_after"))] : []),
    ];
  }

  // The bar

  const hits = ways();
  const bar = group(say("walk.title"));

  function close() {
    for (const name of ["hit", "now"]) text.mark(name, []);
    bar.hide();
  }

  const asked = told.get("q") ?? "";
  /** @type {HTMLInputElement | null} */
  const field = document.querySelector("[role=search] [name=q]");
  if (field && asked) field.value = asked;

  if (!places.length) count.textContent = told.has("mark") ? say("walk.none") : "";
  else {
    text.mark("hit", places);
    text.mark("now", [places[0]]);
    count.textContent = say("walk.place", { n: 1, count: places.length });
    // Who comes back to a page is where they were.
    const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (entry?.type !== "back_forward" || !window.scrollY) text.show(places[0]);
  }
  bar.show(
    ...(hits.length ? [make("span", { class: "part" }, ...hits)] : []),
    make(
      "span", { class: "part" },
      ...(places.length > 1 ? [button(say("walk.before"), () => goTo(now - 1))] : []),
      count,
      ...(places.length > 1 ? [button(say("walk.after"), () => goTo(now + 1))] : []),
      button("×", close, { "aria-label": say("walk.close"), title: say("walk.close") }),
    ),
  );
})();
