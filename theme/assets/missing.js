"use strict";
/**
 * The page of an error (404.html), which a server shows at any address, where no setting says what the site's is. Its
 * links begin at the root of the host, and so they hold for a site that has a host of its own. For one below a folder
 * of a host this script finds that folder by its own address: the page names it once for each folder that may lie
 * between, the nearest first, and the first that is there mends all links.
 */
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const page = document.documentElement;
  if (page.dataset.root) return;
  const root = (page.dataset.root = new URL("..", script.src).href);
  if (root === `${location.origin}/`) return;

  const mend = () => {
    for (const name of ["href", "src", "action"])
      for (const element of document.querySelectorAll(`[${name}^="/"]:not([${name}^="//"])`)) {
        element.setAttribute(name, new URL(/** @type {string} */ (element.getAttribute(name)).slice(1), root).href);
        if (element instanceof HTMLScriptElement) {
          const again = document.createElement("script"); // one that was not found does not run for a new address
          again.src = element.src;
          element.replaceWith(again);
        }
      }
  };
  mend();
  addEventListener("DOMContentLoaded", mend);
})();
