// @ts-check
// The line that says which archives a search is over, and which of them are left out and why.
(() => {
  "use strict";
  const { archive } = window;
  const line = /** @type {HTMLElement | null} */ (document.querySelector(".beside"));
  const { sites, retry } = archive;
  if (!line || !sites) return; // a bundle holds one archive
  const { dataset } = line; // the words, and our own name

  /** @param {string} words @param {Site[]} some @param {boolean} [all] also those of our own name, by their addresses */
  function said(words, some, all = true) {
    const names = some.map(({ name, address }) => (name !== dataset.name ? name : all ? address : ""));
    const known = [...new Set(names.filter(Boolean))];
    return known.length ? (dataset[words] ?? "").replace("{names}", () => known.join(dataset.and)) : "";
  }

  archive.told = () => {
    const because = (/** @type {Site["why"]} */ why) => sites.filter(site => site.why === why);
    const there = sites.filter(site => site.c && !site.why && !site.slow && !site.again);
    const parts = [said("there", there, false), said("slow", sites.filter(site => site.slow && !site.why))];
    for (const why of /** @type {const} */ (["silent", "broken", "other"])) parts.push(said(why, because(why)));
    line.replaceChildren(parts.join(""));
    if (![...because("silent"), ...because("broken")].length) return;
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = dataset.again ?? "";
    again.addEventListener("click", retry);
    line.append(" ", again);
  };
  archive.told();
})();
