// @ts-check
// The reader of a bundle (generator/build/stick.py): read.html#issues/llrb/2024-03-07/00-02.html shows that page of the
// archive. Pages and data lie many in a script, for a disk that takes long for each file; and file:// lets nothing but
// scripts in. The page itself is data until it is shown: of what is in it only scripts that are files of the bundle run.
(() => {
  "use strict";
  const { archive } = window;
  if (!document.documentElement.replaceChildren) return; // a browser below the floor (page.js)
  const SITE = "https://archive.invalid/"; // what addresses are made of, which lead nowhere else
  const LOADED = /(?:^|\/)data\.js$/; // it is here already

  /** @type {Map<string, string>} What scripts have handed over, by name. */
  const taken = new Map();
  /** @type {Map<string, Promise<void>>} */
  const asked = new Map();

  /** @param {string} src @param {DOMStringMap} [data] @returns {Promise<void>} */
  const script = (src, data = {}) => new Promise(resolve => {
    const element = document.createElement("script");
    element.async = false; // they run in the order in which they are asked for
    element.src = src;
    element.onload = element.onerror = () => resolve();
    Object.assign(element.dataset, data);
    document.head.append(element);
  });

  /** A script of the bundle, once. @param {string} src */
  const once = src => {
    const known = asked.get(src) ?? script(src);
    asked.set(src, known);
    return known;
  };

  /** Which of the first names, in order, is the last that does not lie behind a name. @param {string[]} firsts @param {string} name */
  function place(firsts, name) {
    let n = -1;
    while (n + 1 < firsts.length && firsts[n + 1] <= name) n++;
    return n;
  }

  /** @returns {Promise<Contents>} */
  async function contents() {
    await once("pages/contents.js");
    return JSON.parse(taken.get("contents") ?? "null") ?? { pages: [], data: [], left: "^", address: null };
  }

  /** A data file of the index: what its script hands over. @param {string} path */
  async function stored(path) {
    const { data } = await contents();
    const file = `search/data/${place(data, path)}.js`;
    if (!taken.has(path)) await once(file);
    const found = taken.get(path);
    if (found !== undefined) return found;
    asked.delete(file);
    throw archive.lacking(path);
  }

  /** The HTML of a page; undefined where there is none. @param {string} path @returns {Promise<string | undefined>} */
  async function html(path) {
    const { pages } = await contents();
    const n = place(pages, path);
    if (n < 0) return undefined;
    const known = `pages/${n}`;
    if (!taken.has(known)) await once(`${known}.js`);
    const packed = archive.opened(taken.get(known) ?? "", known);
    if (packed === undefined) return undefined;
    return JSON.parse(new TextDecoder().decode(await archive.inflated(packed)))[path];
  }

  /** The names that a page may have which is asked for so. @param {string} path */
  const names = path => {
    if (path.endsWith(".html")) return [path];
    return path ? [`${path}.html`, `${path.replace(/\/$/, "")}/index.html`] : ["index.html"];
  };

  /** Where an address leads that was copied from the archive, on whatever site that is: a page with what is asked of it,
   *  or, of an address of the web, one that is not there; undefined where it is none. @param {string} text */
  async function pageAt(text) {
    const inside = text.trim().replace(/^[^#]*read\.html#/, "");
    const [, address, asked] = /** @type {string[]} */ (/^([^?#]*)(.*)$/s.exec(inside));
    const steps = decoded(address.replace(/^[a-z+]+:\/+/i, "")).split("/");
    for (let n = 0; n < steps.length; n++) {
      for (const path of names(steps.slice(n).join("/"))) if (await html(path) !== undefined) return path + asked;
    }
    if (!/^https?:/i.test(address)) return undefined;
    // The front page's own address, which lacks its last slash. Where nobody has said it: a host, or a folder of one.
    const { address: published } = await contents();
    const isFront = published ? `${address}/` === published : steps.length < 3 && !address.endsWith(".html");
    return isFront ? `index.html${asked}` : steps.slice(1).join("/");
  }

  /** @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** Path, query and place in the page of what is asked for. */
  function here() {
    const [, path, query, anchor] = /** @type {string[]} */ (/^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(location.hash.slice(1)));
    return { path: decoded(path) || "index.html", query: query ?? "", anchor: anchor ?? "" };
  }

  /** What a page names, as it stands in the bundle. @param {Document} page @param {string} path @param {Contents} known */
  function led(page, path, { left, address }) {
    const whole = (/** @type {string} */ name) => new URL(name, SITE + path.split("/").map(encodeURIComponent).join("/")).pathname.slice(1);
    for (const element of page.querySelectorAll("[srcset]")) {
      const files = element.getAttribute("srcset")?.split(", ").map(each => each.split(" ")) ?? [];
      element.setAttribute("srcset", files.map(([name, width]) => `${whole(name)} ${width}`).join(", "));
    }
    for (const name of ["href", "src", "action", "data-root", "data-lines"]) {
      for (const element of page.querySelectorAll(`[${name}]`)) {
        const to = new URL(element.getAttribute(name) ?? "", SITE + path.split("/").map(encodeURIComponent).join("/"));
        if (to.origin !== new URL(SITE).origin) continue;
        const inside = to.pathname.slice(1) + to.search + to.hash;
        const gone = new RegExp(left, "u").test(decoded(to.pathname.slice(1)));
        if (name === "src" || name.startsWith("data-") || element.localName === "link") element.setAttribute(name, inside);
        else if (!gone) element.setAttribute(name, /\.html$/.test(to.pathname) ? `#${inside}` : inside);
        else if (address) element.setAttribute(name, address + inside);
        else element.removeAttribute(name);
      }
    }
  }

  /** Shows the page that the address asks for. */
  async function show() {
    const { path, anchor } = here();
    window.addEventListener("hashchange", () => {
      const next = here();
      if (next.path !== path) location.reload();
      else document.getElementById(decoded(next.anchor))?.scrollIntoView();
    });
    const known = await contents();
    let [found, text] = [path, /** @type {string | undefined} */ (undefined)];
    for (const name of names(path)) if ((text = await html(found = name)) !== undefined) break;
    if (text === undefined) {
      /** @type {HTMLElement} */ (document.querySelector(".missing")).hidden = false;
      return;
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    led(page, found, known);
    const on = page.querySelector("meta[http-equiv=refresh]") && page.querySelector("main a[href^='#']");
    if (on) return location.replace(/** @type {string} */ (on.getAttribute("href"))); // an old address leads on
    const scripts = [...page.querySelectorAll("script")].filter(each => !each.type || each.src);
    for (const each of scripts) each.remove();
    for (const each of page.querySelectorAll("meta[http-equiv], head > link[rel=preload], link[rel=manifest], .shelf, .on > .scripted")) each.remove();
    for (const each of page.querySelectorAll("[data-late]")) each.removeAttribute("data-late"); // it asks for files that are not here
    document.documentElement.lang = page.documentElement.lang;
    document.title = page.title;
    document.head.append(...page.head.querySelectorAll("meta, link, script"));
    document.body.className = page.body.className;
    document.body.replaceChildren(...page.body.childNodes);
    await Promise.all(scripts.map(each => {
      const src = each.getAttribute("src");
      return src && !LOADED.test(src) ? script(src, each.dataset) : undefined;
    }));
    document.dispatchEvent(new Event("DOMContentLoaded"));
    if (anchor) document.getElementById(decoded(anchor))?.scrollIntoView();
  }

  // A search, or an address that was copied from the site.
  document.addEventListener("submit", event => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const query = String(new FormData(form).get("q") ?? "");
    const address = form.getAttribute("action");
    const copied = /^\S*\/\S*$/.test(query) && !form.dataset.searched;
    if (!copied && !address) return; // the search page sees to it
    event.preventDefault();
    event.stopPropagation();
    void (async () => {
      const path = copied ? await pageAt(query) : undefined;
      if (path) location.hash = path;
      else if (address) location.hash = `search/index.html?${new URLSearchParams(/** @type {any} */ (new FormData(form)))}`;
      else {
        form.dataset.searched = "1";
        form.querySelector("button")?.click();
        delete form.dataset.searched;
      }
    })();
  }, true);

  document.documentElement.dataset.theme = "auto"; // scripts run (page.js)
  history.scrollRestoration = "manual";
  window.archive = Object.assign(archive, {
    take: (/** @type {string} */ name, /** @type {string} */ content) => void taken.set(name, content),
    stored: (/** @type {string} */ path) => (path === "catalogue" ? undefined : stored(path)),
    path: () => here().path,
    query: () => here().query,
    anchor: () => here().anchor,
    searching: "#search/index.html",
    link: (/** @type {string} */ url) => `${location.pathname}#${url}`,
  });
  void show();
})();
