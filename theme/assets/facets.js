// @ts-check
// The values by which hits are narrowed, as lists of links beside them: each takes its value to the others of its facet, or
// away. Some facets are counted only when a reader opens them. Loaded where it is seen: on a phone they are folded away.
(() => {
  "use strict";
  const { say, make } = window.archive;

  const SHOWN = 10; // values of a facet before the rest are folded away
  const MOST = 100; // that are listed at all: there may be thousands of authors
  const ROWS = 14; // places that are shown with what is in them at once

  /** Those that a reader has opened. @type {Set<ColumnName>} */
  const opened = new Set();

  /**
   * @param {HTMLElement} facetBox
   * @param {SearchResult} result
   * @param {Asked} asked
   * @param {Linking} link
   * @param {() => void} again searches again, for the facets that are wanted now
   */
  function drawFacets(facetBox, { facets, countable }, asked, link, again) {
    const key = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    const names = window.archive.facetNames();
    const groups = [
      ...drawFlat("archive", names.archive, facets.archive, asked, link),
      ...drawYears(facets.year ?? [], asked, link),
      ...drawFlat("paper", names.paper, facets.paper, asked, link),
      ...drawPlaces(facets.county ?? [], asked, link),
      ...drawFlat("kind", names.kind, facets.kind, asked, link),
    ];
    groups.push(...countable.map(name => drawColumn(name, names[name], facets[name], asked, link, again)));
    facetBox.replaceChildren(...groups);
    // The lists are new; whoever works by keyboard stays where they were.
    const same = key && [.../** @type {NodeListOf<HTMLElement>} */ (facetBox.querySelectorAll("[data-key]"))].find(a => a.dataset.key === key);
    if (same) same.focus({ preventScroll: true });
  }

  /** How many, as people write numbers. @param {number} count */
  const amount = count => make("span", { class: "count" }, count.toLocaleString(document.documentElement.lang));

  /** A value, which is on where it is chosen. @param {string} key @param {string} said @param {number} count @param {boolean} on @param {Partial<Asked>} change @param {Linking} link */
  const row = (key, said, count, on, change, link) =>
    make("li", {}, link(said, change, { "data-key": key, ...(on && { "aria-current": "true" }) }), " ", amount(count));

  /** @param {Facet[]} years @param {Asked} asked @param {Linking} link */
  function drawYears(years, asked, link) {
    const rows = years.map(({ value, count }) => {
      const range = { from: `${value}-01-01`, to: `${value}-12-31` };
      const on = asked.from === range.from && asked.to === range.to;
      return row(`year ${value}`, say("unit.year", { year: Number(value) }), count, on, on ? { from: "", to: "" } : range, link);
    });
    // One value that holds everything narrows nothing.
    const one = rows.length < 2 && !rows.some(each => each.querySelector("[aria-current]"));
    return one ? [] : [make("section", {}, make("h2", {}, say("found.year")), make("ul", {}, ...rows))];
  }

  /**
   * The values that are chosen first, those that no hit has among them.
   * @param {FacetName} name
   * @param {Facet[]} values
   * @param {Asked} asked
   */
  function inOrder(name, values, asked) {
    const chosen = asked[name];
    const isOn = (/** @type {Facet} */ { value, label }) => chosen.includes(value) || chosen.includes(label);
    const lost = chosen.filter(each => !values.some(({ value, label }) => value === each || label === each));
    const on = [...lost.map(value => ({ value, label: value, count: 0 })), ...values.filter(isOn)];
    return { on, off: values.filter(each => !isOn(each)) };
  }

  /** The address may have the name of a value in place of its key. @param {Asked} asked @param {FacetName} name @param {Facet} facet */
  const keyOf = (asked, name, { value, label }) => (asked[name].includes(label) ? label : value);

  /**
   * @param {FacetName} name
   * @param {Facet[]} values
   * @param {Asked} asked
   * @param {Linking} link
   */
  function rowsOf(name, values, asked, link) {
    const { on, off } = inOrder(name, values, asked);
    const said = (/** @type {Facet} */ { label }) => (name === "sheet" && /^\d+$/.test(label) ? say("unit.page", { page: label }) : label);
    const rows = [...on, ...off].slice(0, Math.max(MOST, on.length)).map((facet, n) => {
      const change = window.archive.asking.toggled(asked, name, keyOf(asked, name, facet));
      return row(`${name} ${facet.value}`, said(facet), facet.count, n < on.length, change, link);
    });
    return folded(rows, on.length + off.length - rows.length);
  }

  /** A list, the end of a long one folded away; `left` are not in it. @param {HTMLElement[]} rows @param {number} left */
  function folded(rows, left) {
    const rest = rows.slice(SHOWN);
    const list = make("ul", {}, ...rows.slice(0, SHOWN));
    if (!rest.length) return [list];
    const more = make("details", {}, make("summary", {}, say("found.more", { count: rest.length + left })), make("ul", {}, ...rest));
    if (left) more.append(make("p", {}, say("found.left", { count: left })));
    return [list, more];
  }

  /** @param {"archive" | "paper" | "kind"} name @param {string} heading @param {Facet[] | undefined} values @param {Asked} asked @param {Linking} link */
  function drawFlat(name, heading, values = [], asked, link) {
    if (!asked[name].length && values.length < 2) return [];
    return [make("section", {}, make("h2", {}, heading), ...rowsOf(name, values, asked, link))];
  }

  /**
   * A facet that is counted when it is opened.
   * @param {ColumnName} name
   * @param {string} heading
   * @param {Facet[] | undefined} values
   * @param {Asked} asked
   * @param {Linking} link
   * @param {() => void} again
   */
  function drawColumn(name, heading, values, asked, link, again) {
    const summary = make("summary", { "data-key": `open ${name}` }, heading);
    const box = make("details", { class: "column", ...(values && { open: "" }) }, summary);
    if (values) box.append(...(values.length ? rowsOf(name, values, asked, link) : [make("p", {}, say("found.no_values"))]));
    box.addEventListener("toggle", () => {
      if (box.open === opened.has(name)) return;
      if (box.open) opened.add(name);
      else opened.delete(name);
      if (box.open && !values) {
        box.append(make("p", { role: "status" }, say("found.busy")));
        again();
      }
    });
    if (values) opened.add(name);
    return box;
  }

  /**
   * Places under those that they lie in. One province that holds them all narrows nothing.
   * @param {Facet[]} places
   * @param {Asked} asked
   * @param {Linking} link
   */
  function drawPlaces(places, asked, link) {
    const { on } = inOrder("county", places, asked);
    const chosen = new Set(on.map(({ value }) => value));
    const known = new Set(places.map(({ value }) => value));
    /** @type {Map<string | undefined, Facet[]>} */
    const within = new Map();
    for (const place of places) {
      const of = place.inside && known.has(place.inside) ? place.inside : undefined;
      within.set(of, [...(within.get(of) ?? []), place]);
    }
    let roots = within.get(undefined) ?? [];
    const [only] = roots;
    if (roots.length === 1 && only.value.endsWith("0000") && !chosen.has(only.value) && within.has(only.value)) roots = within.get(only.value) ?? [];
    const lost = on.filter(({ value }) => !known.has(value));
    if (!chosen.size && roots.length < 2 && !within.has(roots[0]?.value)) return [];
    const all = places.length <= ROWS;
    const holdsChosen = (/** @type {Facet} */ { value }) => [...chosen].some(code => code === value || window.archive.inside(code, value));
    const drawn = (/** @type {Facet} */ place) => {
      const isOn = chosen.has(place.value);
      const item = row(`county ${place.value}`, place.label, place.count, isOn, choice(place, asked, chosen), link);
      const below = within.get(place.value) ?? [];
      if (!below.length) return item;
      const list = make("ul", {}, ...below.map(drawn));
      const open = all || holdsChosen(place);
      item.append(open ? list : make("details", {}, make("summary", {}, say("found.inside", { count: below.length })), list));
      return item;
    };
    const first = (/** @type {Facet} */ a, /** @type {Facet} */ b) => Number(holdsChosen(b)) - Number(holdsChosen(a));
    return [make("section", { class: "places" }, make("h2", {}, say("found.place")), ...folded([...lost, ...roots].sort(first).map(drawn), 0))];
  }

  /**
   * What a place does where it is chosen: one that lies in another takes the place of that, and the other way round, for
   * both together would be the larger one alone.
   * @param {Facet} place
   * @param {Asked} asked
   * @param {Set<string>} chosen
   * @returns {Partial<Asked>}
   */
  function choice(place, asked, chosen) {
    const change = window.archive.asking.toggled(asked, "county", keyOf(asked, "county", place));
    if (chosen.has(place.value)) return change;
    const { inside } = window.archive;
    return { county: [...change.county.filter(code => code === place.value || !(inside(code, place.value) || inside(place.value, code)))] };
  }

  window.archive = Object.assign(window.archive, { drawFacets, unfolded: opened });
})();
