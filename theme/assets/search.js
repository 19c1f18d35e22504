// @ts-check
// The search page: what is asked stands in the address, what is found is drawn as text nodes, never as HTML.
(() => {
  "use strict";

  const PAGE = 20;
  const PAUSE = 150; // ms without a key before a search while typing
  const SHOWN = 10; // values of a facet before the rest are folded away

  /** @typedef {{q: string, from: string, to: string, county: string, paper: string, kind: string, archive: string, sort: string, page: number}} Asked */

  /** Filters in the order in which they stand in the address. */
  const FILTERS = /** @type {const} */ (["from", "to", "county", "paper", "kind", "archive"]);
  const FACETS = /** @type {const} */ (["archive", "year", "paper", "county", "kind"]);

  const { say, copies, ready } = window.archive ?? {}; // nothing of it where scripts did not load

  /**
   * @template {Element} T
   * @param {string} selector
   * @returns {T}
   */
  const the = selector => /** @type {T} */ (document.querySelector(selector));
  /** @type {HTMLFormElement} */
  const form = the("#query");
  /** @type {HTMLElement} */
  const status = the(".tally [role=status]");
  const tools = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".tally > :not(:first-child)"));
  /** @type {HTMLElement} */
  const outcome = the(".outcome");
  /** @type {HTMLDetailsElement} */
  const narrow = the(".narrow");
  /** @type {HTMLElement} */
  const facetBox = the(".facets");
  /** @type {HTMLElement} */
  const chartBox = the(".chart");
  /** @type {HTMLElement} */
  const list = the(".hits");
  /** @type {HTMLElement} */
  const pager = the(".pages");
  const siteTitle = document.title;

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

  // The address

  /** @returns {Asked} */
  function fromAddress() {
    const p = new URLSearchParams(window.archive.query?.() ?? location.search);
    const get = (/** @type {string} */ name) => p.get(name)?.trim() ?? "";
    const day = (/** @type {string} */ name) => (/^\d{4}-\d\d-\d\d$/.test(get(name)) ? get(name) : "");
    const sort = get("sort");
    return {
      q: get("q"), from: day("from"), to: day("to"), county: get("county"), paper: get("paper"), kind: get("kind"), archive: get("archive"),
      sort: sort === "date" || sort === "-date" ? sort : "relevance",
      page: Math.max(1, Math.floor(Number(get("page"))) || 1),
    };
  }

  /** @param {Asked} a */
  function toAddress(a) {
    const p = new URLSearchParams();
    for (const name of /** @type {const} */ (["q", ...FILTERS])) if (a[name]) p.set(name, a[name]);
    if (a.sort !== "relevance") p.set("sort", a.sort);
    if (a.page > 1) p.set("page", String(a.page));
    // A bare "?" and not "": the latter would keep the query that is there.
    return `${window.archive.searching ?? location.pathname}?${p}`;
  }

  /** @type {Asked} */
  let asked = fromAddress();
  // The address of the last search that has an entry of its own in the history. Typing overwrites what is shown
  // after it, and the entry gets its address back before a new one is pushed: going back skips half-typed words.
  let settled = toAddress(asked);

  /** Gives what is asked an entry of its own in the history. */
  function settle() {
    const address = toAddress(asked);
    if (address === settled) return;
    write(() => {
      history.replaceState(null, "", settled);
      history.pushState(null, "", address);
    });
    settled = address;
  }

  /** Some browsers keep the address of a file:// page: then the search works, only its link is not kept.
   * @param {() => void} change */
  function write(change) {
    try {
      change();
    } catch (error) {
      console.warn(error);
    }
  }

  /** @param {Partial<Asked>} change @param {{typing?: boolean}} [how] */
  function ask(change, { typing = false } = {}) {
    asked = { ...asked, page: 1, ...change };
    if (typing) write(() => history.replaceState(null, "", toAddress(asked)));
    else settle();
    return run();
  }

  // Searching

  let latest = new AbortController(); // of the question before the next

  async function run() {
    latest.abort();
    const mine = (latest = new AbortController());
    const { q, sort, page } = asked;
    fillForm();
    const there = await ready;
    if (mine !== latest) return;
    if (!there || !window.archive.search || say("found.hint") === "found.hint") return fail();
    document.title = q ? `${q} · ${siteTitle}` : siteTitle;
    const filters = Object.fromEntries(FILTERS.filter(name => asked[name]).map(name => [name, asked[name]]));
    if (!q && !Object.keys(filters).length) {
      clear();
      status.textContent = say("found.hint");
      return;
    }
    if (asked.from && asked.to && asked.from > asked.to) {
      clear();
      status.textContent = say("found.reversed");
      return;
    }
    outcome.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => mine === latest && (status.textContent = say("found.busy")), 400);
    try {
      const { signal } = mine;
      // What comes early may not have the page that is asked for; all of it does.
      const partly = (/** @type {SearchResult} */ result) => mine === latest && (page === 1 || result.hits.length) && draw(result);
      const options = /** @type {SearchOptions} */ ({ limit: PAGE, offset: (page - 1) * PAGE, sort, filters, signal, partly });
      const result = await window.archive.search(q, options);
      if (mine === latest) draw(result);
    } catch (error) {
      const alone = await unreached(error);
      if (mine === latest) fail(error, alone);
    } finally {
      clearTimeout(slow);
      if (mine === latest) outcome.removeAttribute("aria-busy");
    }
  }

  function fillForm() {
    for (const name of /** @type {const} */ (["q", "from", "to", "sort"])) {
      const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
      // What says the same stays as it is: the cursor, and a space that is being typed.
      if (field.value.trim() !== asked[name]) field.value = asked[name];
    }
  }

  function clear() {
    for (const part of [list, facetBox, chartBox, pager]) part.replaceChildren();
    for (const part of [pager, ...tools]) part.hidden = true;
  }

  /** Whether data are missing because there is no network: then what is kept here is all there is. @param {any} error */
  async function unreached(error) {
    if (!error?.retry || location.protocol === "file:") return false;
    return fetch(location.href, { method: "HEAD", cache: "no-store" }).then(() => false, () => true);
  }

  /** @param {any} [error] none where scripts did not load @param {boolean} [alone] without a network */
  function fail(error, alone) {
    clear();
    const { unloaded = "", again: label = "" } = status.dataset; // the words that are there without the other scripts
    status.textContent = unloaded;
    const { message = "", retry = false, renewed = !error } = error ?? {};
    if (error) {
      console.warn(error);
      const why = alone ? say("found.offline") : retry ? say("found.missing") : renewed ? say("found.renewed") : message;
      status.textContent = say("found.failed", { why });
      // A folder of files has no server that may answer better the next time.
      if (retry && location.protocol === "file:") status.append(say("found.incomplete"));
    }
    if (!retry && !renewed) return;
    const again = make("button", { type: "button" }, label);
    again.addEventListener("click", () => (renewed ? location.reload() : run()));
    status.append(" ", again);
  }

  // Drawing

  /** @param {SearchResult} result */
  function draw(result) {
    const { total, hits, facets, nearest, literal } = result;
    const last = Math.max(1, Math.ceil(total / PAGE));
    if (asked.page > last) {
      void ask({ page: last });
      return;
    }
    const first = (asked.page - 1) * PAGE + 1;
    const amounts = { count: total.toLocaleString(document.documentElement.lang), first, last: first + hits.length - 1 };
    const some = () => (last > 1 ? say("found.part", amounts) : say("found.all", amounts));
    const said = total ? some() : nearest.length ? say("found.near") : say("found.none");
    status.textContent = literal ? say("found.literal", { found: said }) : said;
    for (const tool of tools) tool.hidden = !total;
    list.setAttribute("start", String(first));
    const held = list.contains(document.activeElement) && /** @type {HTMLAnchorElement} */ (document.activeElement).href;
    list.replaceChildren(...(total ? hits : nearest).map(drawHit));
    if (held) [...list.querySelectorAll("a")].find(a => a.href === held)?.focus({ preventScroll: true });
    drawChart(facets.month ?? []);
    drawFacets(facets);
    drawPager(last);
  }

  /** @param {Facet[]} months */
  function drawChart(months) {
    const held = chartBox.contains(document.activeElement);
    const change = (/** @type {Bar} */ bar, /** @type {boolean} */ on) => (on ? { from: "", to: "" } : { from: bar.from, to: bar.to });
    const chart = window.archive.chart(
      months,
      asked,
      (bar, on) => toAddress({ ...asked, page: 1, ...change(bar, on) }),
      (bar, on) => void ask(change(bar, on)),
    );
    chartBox.replaceChildren(...chart);
    const stop = /** @type {SVGElement | null} */ (chartBox.querySelector("[tabindex='0']"));
    if (held) stop?.focus({ preventScroll: true });
  }

  /** @param {Hit} hit */
  function drawHit(hit) {
    const [year, month, day] = hit.date.split("-").map(Number);
    const date = make("time", { datetime: hit.date }, say("unit.day", { year, month, day }));
    const facts = make("p", { class: "facts" }, date, ` · ${hit.paper}`);
    if (hit.county) facts.append(` · ${hit.county}`);
    if (hit.kind !== "news") facts.append(` · ${hit.kindLabel}`);
    if (hit.archive) facts.append(` · ${hit.archive}`);
    const title = make("a", { href: hit.url + window.archive.highlight(hit) }, ...marked(hit.title, hit.titleMarks));
    const opening = make("p", { class: "opening" }, ...marked(hit.snippet, hit.marks));
    return make("li", {}, make("h2", {}, title), facts, opening);
  }

  /**
   * A text as nodes, its marked ranges in <mark>.
   * @param {string} text
   * @param {[number, number][]} marks
   */
  function marked(text, marks) {
    /** @type {(Node | string)[]} */
    const nodes = [];
    let done = 0;
    for (const [start, end] of marks ?? []) {
      nodes.push(text.slice(done, start), make("mark", {}, text.slice(start, end)));
      done = end;
    }
    return [...nodes, text.slice(done)];
  }

  /** @param {SearchResult["facets"]} facets */
  function drawFacets(facets) {
    const key = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    const headings = { archive: say("found.archive"), year: say("found.year"), paper: say("found.paper"), county: say("found.place"), kind: say("found.kind") };
    const groups = FACETS.flatMap(name => drawFacet(name, headings[name], facets[name] ?? []));
    const free = { from: "", to: "", county: "", paper: "", kind: "", archive: "" };
    if (FILTERS.some(name => asked[name])) groups.push(make("p", {}, link(say("found.free"), free, { "data-key": "free" })));
    facetBox.replaceChildren(...groups);
    // The lists are new; whoever works by keyboard stays where they were.
    const same = key && [...facetBox.querySelectorAll("a")].find(a => a.dataset.key === key);
    if (same) same.focus({ preventScroll: true });
  }

  /**
   * @param {"archive" | "paper" | "county" | "year" | "kind"} name
   * @param {string} heading
   * @param {Facet[]} values
   */
  function drawFacet(name, heading, values) {
    const chosen = name === "year" ? "" : asked[name];
    const held = !chosen || values.some(f => f.value === chosen || f.label === chosen);
    const all = held ? values : [{ value: chosen, label: chosen, count: 0 }, ...values];
    const rows = all.map(({ value, label, count }) => {
      const on = name === "year"
        ? asked.from === `${value}-01-01` && asked.to === `${value}-12-31`
        : chosen === value || chosen === label;
      const to = name === "year" ? { from: `${value}-01-01`, to: `${value}-12-31` } : { [name]: value };
      const off = name === "year" ? { from: "", to: "" } : { [name]: "" };
      /** @type {Record<string, string>} */
      const attributes = { "data-key": `${name} ${value}` };
      if (on) attributes["aria-current"] = "true";
      const amount = make("span", { class: "count" }, count.toLocaleString(document.documentElement.lang));
      const said = name === "year" ? say("unit.year", { year: Number(value) }) : label;
      return { on, row: make("li", {}, link(said, on ? off : to, attributes), " ", amount) };
    });
    // One value that holds everything narrows nothing.
    if (!rows.some(r => r.on) && rows.length < 2) return [];
    if (name !== "year") rows.sort((a, b) => Number(b.on) - Number(a.on));
    const shown = name === "year" ? rows : rows.slice(0, SHOWN);
    const rest = rows.slice(shown.length);
    const list = make("ul", {}, ...shown.map(r => r.row));
    const group = make("section", {}, make("h2", {}, heading), list);
    if (rest.length) {
      const more = make("details", {}, make("summary", {}, say("found.more", { count: rest.length })), make("ul", {}, ...rest.map(r => r.row)));
      group.append(more);
    }
    return [group];
  }

  /** @param {number} last */
  function drawPager(last) {
    pager.hidden = last < 2;
    const { page } = asked;
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
   * A link to a changed search: a real address, so that it opens in a new tab as well.
   * @param {string} text
   * @param {Partial<Asked>} change
   * @param {Record<string, string>} attributes
   */
  function link(text, change, attributes) {
    const a = make("a", { href: toAddress({ ...asked, page: 1, ...change }), ...attributes }, text);
    a.addEventListener("click", event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void ask(change).then(() => {
        if (!change.page) return;
        outcome.scrollIntoView();
        list.querySelector("a")?.focus({ preventScroll: true });
      });
    });
    return a;
  }

  // The reader

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  const read = () => {
    const data = new FormData(form);
    const get = (/** @type {string} */ name) => String(data.get(name) ?? "").trim();
    return { q: get("q"), from: get("from"), to: get("to"), sort: get("sort") };
  };

  form.addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(pause);
    void ask(read());
  });

  const typed = () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      const now = read();
      if (toAddress({ ...asked, ...now }) === toAddress(asked)) return;
      // Half an expression is not yet a query; the key that ends it says otherwise.
      if (!window.archive?.parse(now.q).literal) void ask(now, { typing: true });
    }, PAUSE);
  };
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  const words = field("q");
  // Half a syllable of pinyin is not yet a word: wait until the input method has put the characters in.
  words.addEventListener("input", event => /** @type {InputEvent} */ (event).isComposing || typed());
  words.addEventListener("compositionend", typed);
  void ready?.then(there => there && window.archive.suggest?.(words, () => void ask(read())));
  copies?.(the(".tally button"), () => location.href);
  // A date is typed as well: 2024 passes through the years 2, 20 and 202.
  for (const name of ["from", "to"]) field(name).addEventListener("change", typed);
  for (const name of ["q", "from", "to"]) field(name).addEventListener("blur", settle);
  field("sort").addEventListener("change", () => void ask(read()));

  window.addEventListener("archives", () => void run()); // one that was left out is asked again

  window.addEventListener("popstate", () => {
    clearTimeout(pause);
    asked = fromAddress();
    settled = toAddress(asked);
    void run();
  });

  // Beside the results where there is room, folded away above them where not.
  const wide = matchMedia("(min-width: 56rem)");
  const unfold = () => (narrow.open = wide.matches);
  wide.addEventListener("change", unfold);
  unfold();

  if (!asked.q) words.focus();
  void run();
})();
