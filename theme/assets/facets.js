// @ts-check
// The values by which hits are narrowed, as lists of links beside them.
(() => {
  "use strict";
  const { say, make } = window.archive;

  const SHOWN = 10; // values of a facet before the rest are folded away
  const FACETS = /** @type {const} */ (["archive", "year", "paper", "county", "kind"]);

  /** @param {HTMLElement} facetBox @param {SearchResult["facets"]} facets @param {Asked} asked @param {Linking} link */
  function drawFacets(facetBox, facets, asked, link) {
    const key = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    const headings = { archive: say("found.archive"), year: say("found.year"), paper: say("found.paper"), county: say("found.place"), kind: say("found.kind") };
    const groups = FACETS.flatMap(name => drawFacet(name, headings[name], facets[name] ?? [], asked, link));
    const free = { from: "", to: "", county: "", paper: "", kind: "", archive: "" };
    if (window.archive.asking.FILTERS.some(name => asked[name])) groups.push(make("p", {}, link(say("found.free"), free, { "data-key": "free" })));
    facetBox.replaceChildren(...groups);
    // The lists are new; whoever works by keyboard stays where they were.
    const same = key && [...facetBox.querySelectorAll("a")].find(a => a.dataset.key === key);
    if (same) same.focus({ preventScroll: true });
  }

  /**
   * @param {"archive" | "paper" | "county" | "year" | "kind"} name
   * @param {string} heading
   * @param {Facet[]} values
   * @param {Asked} asked
   * @param {Linking} link
   */
  function drawFacet(name, heading, values, asked, link) {
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

  window.archive = Object.assign(window.archive, { drawFacets });
})();
