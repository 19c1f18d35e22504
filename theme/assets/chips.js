// @ts-check
// The filters that hold, in a row: each leads to the search without it.
(() => {
  "use strict";
  const { say, dated } = window.archive;

  /** What filters are called. */
  const facetNames = () => ({
    archive: say("found.archive"), year: say("found.year"), paper: say("found.paper"), county: say("found.place"), kind: say("found.kind"),
    sheet: say("found.sheet"), author: say("found.author"), subject: say("found.subject"),
    rubric: say("found.rubric"), person: say("found.person"), organisation: say("found.organisation"), event: say("found.event"), serial: say("found.serial"),
    origin: say("found.origin"),
  });

  /**
   * @param {HTMLElement} box
   * @param {SearchResult["facets"]} facets which hold the values that are chosen, whatever was found
   * @param {Asked} asked
   * @param {Linking} link
   * @returns {boolean} false where what had the focus is gone, and nothing of its kind is left
   */
  function drawChips(box, facets, asked, link) {
    const { FACETS, FREE, toggled } = window.archive.asking;
    const names = facetNames();
    /** @type {[string, string, Partial<Asked>][]} */
    const held = [];
    const [first, last] = [asked.from, asked.to].map(day => day && dated(day));
    const time = first && last ? say("found.between", { first, last }) : first ? say("found.since", { first }) : say("found.until", { last });
    if (first || last) held.push(["date", say("found.chip", { name: say("found.date"), value: time }), { from: "", to: "" }]);
    for (const name of /** @type {const} */ (["archive", "paper", "county", "kind", ...FACETS.slice(4)])) {
      for (const chosen of asked[name]) {
        const label = facets[name]?.find(({ value, label }) => value === chosen || label === chosen)?.label ?? chosen;
        const value = name === "sheet" && /^\d+$/.test(label) ? say("unit.page", { page: label }) : label;
        held.push([`${name} ${chosen}`, say("found.chip", { name: names[name], value }), toggled(asked, name, chosen)]);
      }
    }
    const all = held.map(([key, text, change]) => link(text, change, { "data-key": key, "aria-label": say("found.drop", { filter: text }) }));
    if (all.length) all.push(link(say("found.free"), FREE, { class: "all" }));
    const at = [...box.children].indexOf(/** @type {Element} */ (document.activeElement));
    box.replaceChildren(...all);
    if (at < 0) return true;
    (all[at] ?? all[all.length - 1])?.focus({ preventScroll: true }); // one is gone: its place has the next
    return all.length > 0;
  }

  window.archive = Object.assign(window.archive, { facetNames, drawChips });
})();
