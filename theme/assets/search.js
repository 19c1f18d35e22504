// @ts-check
// The search page: what is asked stands in the address (asked.js), what is found is drawn (hits.js, facets.js, chart.js).
(() => {
  "use strict";

  const PAGE = 20;
  const PAUSE = 150; // ms without a key before a search while typing
  /** What a view is drawn by, beside the words that it says. */
  const SCRIPTS = { list: [], context: ["many.js", "context.js"], trend: ["forms.js", "trend.js"], export: ["forms.js", "coins.js", "export.js"] };

  const { say, copies, need, ready, asking, make, drawHits, drawPager, drawFold, drawChips, drawChart, spots, arrive } = window.archive ?? {}; // nothing of it where scripts did not load

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
  /** @type {HTMLElement} */
  const tools = the(".tools");
  const foldBox = tools.appendChild(document.createElement("p"));
  /** @type {HTMLElement} */
  const chips = the(".chips");
  /** @type {HTMLElement} */
  const heading = the("main h1");
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
  const views = the(".views");
  /** @type {HTMLElement} */
  const viewBox = the(".view");
  // What is said of the query, above the hits and below them.
  /** @type {HTMLElement} */
  const meaning = the(".meaning");
  /** @type {HTMLElement} */
  const further = the(".further");
  /** @type {HTMLElement} */
  const pager = the(".pages");
  const [siteTitle, unasked] = [document.title, heading.textContent];

  if (!asking || !make || !drawChips || !spots || !drawChart) return unloaded();
  const { fromAddress, toAddress } = asking;
  const { place, before, comeBack } = spots;

  let asked = fromAddress();
  /** The hit that the address leads on to, once. */
  let leads = asking.onwards();
  if (leads) asked.page = Math.ceil(leads / PAGE);
  // The address of the last search that has an entry of its own in the history. Typing overwrites what is shown
  // after it, and the entry gets its address back before a new one is pushed: going back skips half-typed words.
  let settled = toAddress(asked);

  /** Gives what is asked an entry of its own in the history. */
  function settle() {
    const address = toAddress(asked);
    if (address === settled) return;
    write(() => {
      history.replaceState(place(), "", settled);
      history.pushState(null, "", address);
    });
    settled = address;
  }

  /** Where whoever came back is to be brought. @type {Place | null} */
  let returning = null;

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
    returning = null;
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
    const { q, sort, page, view } = asked;
    fillForm();
    const there = await ready;
    if (mine !== latest) return;
    if (!there || !window.archive.search || !window.archive.rows || say("found.hint") === "found.hint") return fail();
    document.title = q ? `${q} · ${siteTitle}` : siteTitle;
    heading.textContent = q ? say("found.asked", { query: q }) : unasked;
    const filters = asking.filters(asked);
    if (!q && !Object.keys(filters).length) {
      clear();
      status.textContent = say("found.hint");
      return;
    }
    if (asked.from && asked.to && asked.from > asked.to) {
      clear();
      drawChips(chips, {}, asked, link);
      status.textContent = say("found.reversed");
      return;
    }
    outcome.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => mine === latest && (status.textContent = say("found.busy")), 400);
    try {
      const { signal } = mine;
      // What comes early may not have the page that is asked for; all of it does.
      const partly = (/** @type {SearchResult} */ result) => mine === latest && (page === 1 || result.hits.length) && draw(result);
      const facets = [...new Set([...asking.columns(asked), ...(window.archive.unfolded ?? [])])];
      const of = /** @type {const} */ ({ sort: asking.isSide(sort) ? "relevance" : sort, filters, facets, signal, partly });
      const limits = view === "list" ? { limit: PAGE, offset: (page - 1) * PAGE, fold: asked.fold } : { limit: 0 };
      const result = await window.archive.search(q, { ...of, ...limits });
      if (said(result)) await window.archive.need("doors.js");
      if (mine !== latest) return;
      clearTimeout(slow);
      draw(result);
      if (view !== "list") await drawView(view, result, signal);
      else if (result.matched && result.little && !result.meant.length) void spell(mine);
      if (mine !== latest) return;
      if (leads && page === asked.page) arrive(list, (page - 1) * PAGE + 1, leads);
      else if (returning) comeBack(returning);
      [leads, returning] = [0, null];
    } catch (error) {
      const alone = await unreached(error);
      if (mine === latest) fail(error, alone);
    } finally {
      clearTimeout(slow);
      if (mine === latest) outcome.removeAttribute("aria-busy");
    }
  }

  /** Whether there is something to say of the query. @param {SearchResult} result */
  const said = ({ doors, narrowed, meant }) => doors.length + Object.keys(narrowed).length + meant.length > 0;

  /** Better spellings of a query that found a little: below the hits, which stay where they are. @param {AbortController} mine */
  async function spell(mine) {
    const meant = await window.archive.current(c => window.archive.spelt(c, asked.q, mine.signal)).catch(() => []);
    if (meant.length) await window.archive.need("doors.js");
    if (mine === latest) drawMeaning({ doors: [], narrowed: {}, meant, facets: {} }, further);
  }

  /** @param {Pick<SearchResult, "doors" | "narrowed" | "meant" | "facets">} result @param {HTMLElement} box */
  const drawMeaning = (result, box) => box.replaceChildren(...(window.archive.meaning?.(result, asked.q, link) ?? []));

  function fillForm() {
    for (const name of /** @type {const} */ (["q", "from", "to", "sort"])) {
      const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
      // What says the same stays as it is: the cursor, and a space that is being typed.
      if (field.value.trim() !== asked[name]) field.value = asked[name];
    }
  }

  function clear() {
    for (const part of [list, chips, facetBox, chartBox, pager, viewBox, meaning, further]) part.replaceChildren();
    for (const part of [pager, tools]) part.hidden = true;
    drawn = "";
    found = undefined;
  }

  /** Whether data are missing because there is no network: then what is kept here is all there is. @param {any} error */
  async function unreached(error) {
    if (!error?.retry || location.protocol === "file:") return false;
    return fetch(location.href, { method: "HEAD", cache: "no-store" }).then(() => false, () => true);
  }

  /** @param {any} [error] none where scripts did not load @param {boolean} [alone] without a network */
  function fail(error, alone) {
    clear();
    if (!error) return unloaded();
    const { message = "", retry = false, renewed = false } = error;
    console.warn(error);
    const why = alone ? say("found.offline") : retry ? say("found.missing") : renewed ? say("found.renewed") : message;
    status.textContent = say("found.failed", { why });
    // A folder of files has no server that may answer better the next time.
    if (retry && location.protocol === "file:") status.append(say("found.incomplete"));
    if (retry || renewed) status.append(" ", again(() => (renewed ? location.reload() : void run())));
  }

  /** Says that scripts did not load, in the words that are there without them. */
  function unloaded() {
    status.textContent = status.dataset.unloaded ?? "";
    status.append(" ", again(() => location.reload()));
  }

  /** The button that tries again. @param {() => void} how */
  function again(how) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = status.dataset.again ?? "";
    button.addEventListener("click", how);
    return button;
  }

  // Drawing

  /** @param {SearchResult} result */
  function draw(result) {
    const { total, hits, facets, nearest, literal } = result;
    const { view } = asked;
    const last = view === "list" ? Math.max(1, Math.ceil(total / PAGE)) : 1;
    if (asked.page > last && view === "list") {
      void ask({ page: last });
      return;
    }
    const first = (asked.page - 1) * PAGE + 1;
    const amounts = { count: total.toLocaleString(document.documentElement.lang), first, last: first + hits.length - 1 };
    const some = () => (last > 1 ? say("found.part", amounts) : say("found.all", amounts));
    const said = total ? some() : nearest.length ? say("found.near") : result.named && result.doors.length ? say("found.none_named", { query: asked.q.trim() }) : say("found.none");
    const folded = result.copies ? say("found.folded", { found: said, count: result.copies }) : said;
    status.textContent = literal ? say("found.literal", { found: folded }) : folded;
    tools.hidden = !total;
    const shown = view !== "list" ? [] : total ? hits : nearest;
    drawHits(list, shown, first, window.archive.trail(toAddress(asked).replace(/^[^?]*\?/, ""), shown, first, total || nearest.length));
    drawMeaning(result, meaning);
    further.replaceChildren();
    if (view === "list" || view !== drawn) viewBox.replaceChildren();
    drawViews(total);
    drawFold(foldBox, result.foldable && view === "list", asked.fold, link);
    const { from = "", to = "" } = result.narrowed;
    const within = { from: asked.from || from, to: asked.to || to };
    drawChart(chartBox, view === "trend" ? [] : facets.month ?? [], within, days => toAddress({ ...asked, page: 1, ...days }), days => void ask(days));
    drawChips(chips, facets, asked, link) || status.focus({ preventScroll: true });
    void drawNarrow(result);
    drawPager(pager, asked.page, last, link);
  }

  /** The links to other views of the same hits. @param {number} total */
  function drawViews(total) {
    const names = { list: say("found.list"), context: say("found.context"), trend: say("found.trend"), export: say("found.export") };
    views.hidden = !total && asked.view === "list";
    const held = views.contains(document.activeElement);
    views.replaceChildren(...Object.entries(names).map(([name, label]) => {
      const on = name === asked.view;
      return link(label, { view: /** @type {Asked["view"]} */ (name) }, on ? { "aria-current": "page" } : {});
    }));
    if (held) /** @type {HTMLElement | null} */ (views.querySelector("[aria-current]"))?.focus({ preventScroll: true });
    const select = field("sort");
    const sides = { left: say("found.by_left"), right: say("found.by_right") };
    for (const old of select.querySelectorAll("[value=left], [value=right]")) old.remove();
    if (asked.view === "context") for (const [value, label] of Object.entries(sides)) select.append(make("option", { value }, label));
    select.value = asked.sort;
    const ordered = asked.view === "list" || asked.view === "context";
    /** @type {HTMLElement} */ (select.closest("label")).hidden = !ordered;
  }

  /** Loads the styles of the views, once. */
  const styled = () => new Promise(resolve => {
    const [known, old] = ["views", "search"].map(name => /** @type {HTMLLinkElement | null} */ (document.querySelector(`link[href$="/${name}.css"]`)));
    if (known || !old) return resolve(undefined);
    const sheet = make("link", { rel: "stylesheet", href: old.href.replace(/search\.css$/, "views.css") });
    sheet.onload = sheet.onerror = resolve;
    document.head.append(sheet);
  });

  /** What was found last, for what narrows. @type {SearchResult | undefined} */
  let found;

  /** Draws what narrows the hits, where that is seen; its script comes with the first of them. @param {SearchResult} result */
  async function drawNarrow(result) {
    found = result;
    if (!narrow.open) return;
    if (!window.archive.drawFacets) await need("facets.js");
    if (found === result) window.archive.drawFacets?.(facetBox, result, asked, link, () => void run());
  }

  let drawn = ""; // the view whose box that is

  /** Has the hits shown otherwise, by scripts that are loaded for that. @param {Exclude<Asked["view"], "list">} name @param {SearchResult} result @param {AbortSignal} signal */
  async function drawView(name, result, signal) {
    if (!window.archive.views?.[name]) await Promise.all([styled(), ...["views.js", "going.js", ...SCRIPTS[name]].map(script => need(script))]);
    const view = window.archive.views?.[name];
    if (!view) throw Object.assign(new Error(`${name}.js did not load`), { renewed: true });
    signal.throwIfAborted();
    drawn = name;
    await view(viewBox, { asked, result, signal, link, ask: change => void ask(change) });
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
    return { q: get("q"), from: get("from"), to: get("to"), sort: /** @type {Sort} */ (get("sort")) };
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
  words.addEventListener("focus", async () => {
    await window.archive.need?.("suggest.js");
    if (await ready) window.archive.suggest?.(words, () => void ask(read()));
  }, { once: true });
  copies?.(the(".tools button"), () => location.href);
  const keep = (/** @type {Element | undefined} */ row = undefined) => write(() => history.replaceState(place(row), ""));
  list.addEventListener("click", event => {
    const row = /** @type {Element} */ (event.target).closest("a")?.closest("li");
    if (row) keep(row);
  });
  // In a bundle the next page has the address by then.
  addEventListener("pagehide", () => location.hash.startsWith(window.archive.searching ?? "") && keep());
  addEventListener("pageshow", event => event.persisted && history.state?.scrolled >= 0 && comeBack(history.state));
  the("main .skip").addEventListener("click", event => {
    event.preventDefault();
    narrow.open = true;
    field("from").focus();
  });
  // A date is typed as well: 2024 passes through the years 2, 20 and 202.
  for (const name of ["from", "to"]) field(name).addEventListener("change", typed);
  for (const name of ["q", "from", "to"]) field(name).addEventListener("blur", settle);
  field("sort").addEventListener("change", () => void ask(read()));

  window.addEventListener("archives", () => void run()); // one that was left out is asked again

  window.addEventListener("popstate", () => {
    clearTimeout(pause);
    asked = fromAddress();
    settled = toAddress(asked);
    returning = before();
    void run();
  });

  // Beside the results where there is room, folded away above them where not.
  const wide = matchMedia("(min-width: 56rem)");
  narrow.addEventListener("toggle", () => found && void drawNarrow(found));
  const unfold = () => (narrow.open = wide.matches);
  wide.addEventListener("change", unfold);
  unfold();

  status.tabIndex = -1; // takes the focus where what had it is gone
  returning = before();
  if (!asked.q && !returning) words.focus();
  void run();
})();
