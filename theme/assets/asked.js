// @ts-check
// What is asked of the search page, and the address that says so.
(() => {
  "use strict";

  /** Filters in the order in which they stand in the address. */
  const FILTERS = /** @type {const} */ (["from", "to", "county", "paper", "kind", "archive"]);

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

  window.archive = Object.assign(window.archive ?? {}, { asking: { FILTERS, fromAddress, toAddress } });
})();
