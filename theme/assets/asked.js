// @ts-check
// What is asked of the search page, and the address that says so.
(() => {
  "use strict";

  /** Filters that may have several values, each a part of the address of its own: county=141123&county=140428. */
  const FACETS = /** @type {const} */ (["county", "paper", "kind", "archive", "sheet", "author", "subject", "rubric", "person", "organisation", "event", "serial", "origin"]);
  /** Filters in the order in which they stand in the address. */
  const FILTERS = /** @type {const} */ (["from", "to", ...FACETS]);
  const VIEWS = /** @type {const} */ (["list", "context", "trend", "export"]);
  const SORTS = /** @type {const} */ (["relevance", "date", "-date"]);
  const SIDES = /** @type {const} */ (["left", "right"]); // by what stands there, where hits are shown in their context
  const COMPARED = 2; // queries beside the first

  /** Whether there is such a day: a field of the form shows no other, and nobody sees by what the hits are narrowed. @param {string} text */
  function isDay(text) {
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00Z`) : NaN;
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  }

  /** @returns {Asked} */
  function fromAddress() {
    const p = new URLSearchParams(window.archive.query?.() ?? location.search);
    const all = (/** @type {string} */ name) => [...new Set(p.getAll(name).map(value => value.trim()).filter(Boolean))];
    const get = (/** @type {string} */ name) => p.get(name)?.trim() ?? "";
    const day = (/** @type {string} */ name) => (isDay(get(name)) ? get(name) : "");
    const view = VIEWS.find(known => known === get("view")) ?? "list";
    const facets = /** @type {Record<typeof FACETS[number], string[]>} */ (Object.fromEntries(FACETS.map(name => [name, all(name)])));
    const per = get("per");
    return {
      q: get("q"), from: day("from"), to: day("to"), ...facets, view,
      sort: [...SORTS, ...(view === "context" ? SIDES : [])].find(known => known === get("sort")) ?? "relevance",
      with: view === "trend" ? all("with").slice(0, COMPARED) : [],
      per: view === "trend" && (per === "month" || per === "year") ? per : "",
      fold: view === "list" && get("fold") === "1",
      page: Math.max(1, Math.floor(Number(get("page"))) || 1),
    };
  }

  /** @param {Asked} a */
  function toAddress(a) {
    const p = new URLSearchParams();
    for (const name of /** @type {const} */ (["q", ...FILTERS])) for (const value of [a[name]].flat()) if (value) p.append(name, value);
    if (a.sort !== "relevance" && (a.view === "context" || !isSide(a.sort))) p.set("sort", a.sort);
    if (a.view !== "list") p.set("view", a.view);
    if (a.view === "trend") for (const query of a.with) if (query) p.append("with", query);
    if (a.view === "trend" && a.per) p.set("per", a.per);
    if (a.fold && a.view === "list") p.set("fold", "1");
    if (a.page > 1) p.set("page", String(a.page));
    // A bare "?" and not "": the latter would keep the query that is there.
    return `${window.archive.searching ?? location.pathname}?${p}`;
  }

  /** @param {Asked["sort"]} sort @returns {sort is "left" | "right"} */
  const isSide = sort => sort === "left" || sort === "right";

  /** The filters that hold, as the engine takes them. @param {Asked} a @returns {Filters} */
  const filters = a => Object.fromEntries(FILTERS.filter(name => a[name].length).map(name => [name, a[name]]));

  /** Facets that only those who filter by them, or open them, have counted. @param {Asked} a */
  const columns = a => /** @type {ColumnName[]} */ (FACETS.slice(4)).filter(name => a[name].length);

  /** None of them. */
  const FREE = /** @type {Pick<Asked, typeof FILTERS[number]>} */ ({ from: "", to: "", ...Object.fromEntries(FACETS.map(name => [name, []])) });

  /**
   * Takes a value of a filter away, or puts it to the others.
   * @param {Asked} a
   * @param {typeof FACETS[number]} name
   * @param {string} value
   */
  const toggled = (a, name, value) => ({ [name]: a[name].includes(value) ? a[name].filter(other => other !== value) : [...a[name], value] });

  /** The number of a hit that the address leads on to, where whoever walks from one to the next came to the end of the list
   *  that they know (walk.js); 0: to none. */
  const onwards = () => Math.max(0, Math.floor(Number(new URLSearchParams(window.archive.query?.() ?? location.search).get("hit"))) || 0);

  window.archive = Object.assign(window.archive ?? {}, { asking: { FACETS, FILTERS, FREE, fromAddress, toAddress, filters, columns, toggled, isSide, onwards } });
})();
