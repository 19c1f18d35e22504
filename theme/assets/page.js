// @ts-check
/* What every page can do where scripts run: look as its reader chose, copy, suggest words to search for. Nothing is lost
   without it. It stands in the head and runs before the first paint, which has the chosen colours and letters. */
(() => {
  "use strict";
  const PAPER = { light: "#fbf8f1", dark: "#1b1917", sepia: "#f4e8d0" }; // --paper in archive.css
  const COMBOBOX = {
    role: "combobox", "aria-expanded": "false", "aria-controls": "offers", "aria-autocomplete": "list", autocomplete: "off",
  };
  const root = document.documentElement;
  if (!root.replaceChildren) return; // below the floor (docs/theme.md) pages are as without scripts
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

  root.dataset.theme = "auto"; // tells the styles that scripts run
  try {
    root.dataset.theme = localStorage.getItem("baocang.theme") || "auto";
    root.style.fontSize = localStorage.getItem("baocang.letters") || "";
  } catch {
    // storage is blocked: the choice lasts as long as the page
  }

  /** Gives the frame that a system draws around an installed site the colour of the page. */
  function tint() {
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.remove();
    const chosen = PAPER[/** @type {keyof typeof PAPER} */ (root.dataset.theme)];
    for (const look of /** @type {const} */ (["light", "dark"])) {
      const meta = document.createElement("meta");
      Object.assign(meta, { name: "theme-color", content: chosen ?? PAPER[look], media: `(prefers-color-scheme: ${look})` });
      document.head.append(meta);
    }
  }
  tint();

  /** @type {Map<string, Promise<void>>} */
  const asked = new Map();

  /**
   * Loads a script that not every page needs, or not at once; one that came is not asked for again. They run in the order
   * in which they are asked for; where one does not come, a reader does without.
   * @param {string} name beside this one
   * @param {Record<string, string>} [data]
   * @returns {Promise<void>}
   */
  function need(name, data = {}) {
    const known = asked.get(name) ?? new Promise(resolve => {
      const script = document.createElement("script");
      script.async = false;
      script.src = new URL(name, here).href;
      script.onload = () => resolve();
      script.onerror = () => {
        asked.delete(name);
        resolve();
      };
      Object.assign(script.dataset, data);
      document.head.append(script);
    });
    asked.set(name, known);
    return known;
  }

  /** @type {Record<string, string>} */
  const words = {};

  /**
   * What scripts say, by the names that templates and the generator use: say("unit.year", { year: 2024 }) is 2024年. Text,
   * not markup. Values are filled in once, so that none is read as a place for another. A word that is not there is its
   * name.
   * @param {string} name
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  const say = (name, values = {}) => (words[name] ?? name).replace(/\{(\w+)\}/g, (_, value) => String(values[value]));

  /**
   * More words, as assets/words.js and assets/found.js bring them.
   * @param {Record<string, string>} more
   */
  const wording = more => void Object.assign(words, more);

  /** As it is said. @param {string} date as it is written */
  function dated(date) {
    const [year, month, day] = date.split("-").map(Number);
    return say(day ? "unit.day" : month ? "unit.month_of" : "unit.year", { year, month, day });
  }

  /** @param {string} text */
  const write = async text => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // no permission, or an older browser: the way that asks for none
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      if (!done) throw new Error("copy refused");
    }
  };

  /**
   * A button that copies, and says so where there is a place for it beside the button.
   * @param {Element} button
   * @param {() => string | Promise<string>} text
   */
  const copies = (button, text) => button.addEventListener("click", async () => {
    const status = button.parentElement?.querySelector("[role=status]");
    let said = say("article.copied");
    try {
      await write(await text());
    } catch {
      said = say("article.copy_failed");
    }
    if (status) status.textContent = said;
    setTimeout(() => status && (status.textContent = ""), 3000);
  });

  window.archive = Object.assign(window.archive ?? {}, { say, wording, copies, need, tint, dated });
  window.archive.ready = need("words.js").then(() => "unit.and" in words);

  /** The button that opens the choice of colours and letters. */
  function looks() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme";
    button.title = say("frame.look");
    button.setAttribute("aria-label", button.title);
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", async () => {
      await Promise.all(["aids.js", "bar.js", "comfort.js"].map(name => need(name)));
      window.archive.comfort?.(button);
    });
    return button;
  }

  /**
   * The field of every page suggests words as that of the search page does. What it needs for that comes when a reader
   * goes there.
   * @param {HTMLInputElement} field
   */
  const finds = field => field.addEventListener("focus", async () => {
    void need("found.js");
    void need("data.js", { root: new URL("../search/data/", here).href });
    void need("query.js");
    await need("suggest.js");
    window.archive.suggest?.(field, () => field.form?.querySelector("button")?.click());
  }, { once: true });

  /** What a script fills, below what is seen first, comes when a reader comes near. */
  function late() {
    const near = new IntersectionObserver(seen => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        void need(/** @type {HTMLElement} */ (target).dataset.late ?? "");
      }
    }, { rootMargin: "50%" });
    for (const box of document.querySelectorAll("[data-late]")) near.observe(box);
  }

  async function equip() {
    if (!await window.archive.ready || document.querySelector(".theme")) return;
    document.querySelector(".masthead")?.append(looks());
    /** @type {NodeListOf<HTMLInputElement>} */
    const fields = document.querySelectorAll("[role=search] [name=q]");
    for (const field of fields) {
      for (const [name, value] of Object.entries(COMBOBOX)) field.setAttribute(name, value);
      if (field.form?.id !== "query") finds(field);
    }
    if (document.querySelector(".cites")) void need("article.js");
    late();
  }
  document.addEventListener("DOMContentLoaded", equip);

  // Whoever comes back has the focus on the link by which they left, also where the browser makes the page anew.
  document.addEventListener("click", event => {
    const link = /** @type {Element} */ (event.target).closest("a[href]");
    try {
      if (link) history.replaceState({ ...history.state, by: link.getAttribute("href") }, "");
    } catch {
      // where no history is kept, there is none to come back by
    }
  }, true);
  addEventListener("load", () => {
    const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (visit?.type !== "back_forward" || document.activeElement !== document.body) return;
    [...document.links].find(link => link.getAttribute("href") === history.state?.by)?.focus({ preventScroll: true });
  });
  if (document.readyState !== "loading") void equip(); // it came late (missing.js)

  // What is read is kept for reading without a network, where the site is one that can be installed (worker.js).
  if (document.querySelector("link[rel=manifest]") && location.protocol !== "file:" && navigator.serviceWorker) {
    root.dataset.keeps = ""; // leaves room for the button, which comes when all else has
    addEventListener("load", () => void need("offline.js"));
  }
})();
