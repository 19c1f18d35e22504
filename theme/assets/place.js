// @ts-check
// The place in the results, for whoever comes back: it is kept with the entry of the history that they leave. The browser
// itself cannot find it again, for the results come after the page.
(() => {
  "use strict";

  /** Where a reader is, or goes to: else it is the hit that has the focus. @param {Element | null} [row] @returns {Place} */
  function place(row = document.activeElement?.closest(".hits li") ?? null) {
    return { hit: row && row.id, top: row ? row.getBoundingClientRect().top : 0, scrolled: scrollY };
  }

  /** Where they were, or the hit that an address names: …#ID. @returns {Place | null} */
  function before() {
    if (history.state?.scrolled >= 0) return history.state;
    const anchor = window.archive.anchor?.() ?? location.hash.slice(1);
    return anchor ? { hit: anchor, top: 0.3 * innerHeight, scrolled: 0 } : null;
  }

  /** Brings a reader back to a place. @param {Place} to */
  function comeBack({ hit, top, scrolled }) {
    const row = hit && document.getElementById(hit);
    if (!row) return scrollTo(0, scrolled);
    row.querySelector("a")?.focus({ preventScroll: true });
    scrollBy(0, row.getBoundingClientRect().top - top);
  }

  history.scrollRestoration = "manual";
  window.archive = Object.assign(window.archive, { spots: { place, before, comeBack } });
})();
