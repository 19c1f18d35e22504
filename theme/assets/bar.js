// @ts-check
/* What the aids of a reader share, all of which come when they are asked for: elements, files to save, and the bar at the foot
   of the window in which walking from hit to hit, a passage and reading aloud have their buttons while they last. */
(() => {
  "use strict";
  const { archive } = window;
  const root = document.documentElement;
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

  /** Whether the styles have come: nothing is shown before, which would push the page about. @type {Promise<void>} */
  const styled = new Promise(resolve => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("aids.css", here).href;
    sheet.onload = sheet.onerror = () => resolve();
    document.head.append(sheet);
  });

  // The page, which in a bundle is one behind the sign # (read.js)

  const site = new URL("..", here);
  const to = (/** @type {string} */ path) => new URL(archive.link?.(path) ?? path, archive.link ? location.href : site).href;
  const asked = archive.path?.() ?? location.pathname.slice(site.pathname.length).replace(/\/$/, "/index.html");
  const path = /\.html$/.test(asked) ? asked : `${asked}.html`;
  /** @type {HTMLLinkElement | null} */
  const canonical = document.querySelector("link[rel=canonical]");
  const at = {
    path,
    /** The address that it is published under where that is known, else the one that it is read at. */
    address: canonical ? canonical.href : to(path),
    site: canonical?.href.endsWith(path) ? canonical.href.slice(0, -path.length) : site.href,
    published: Boolean(canonical) || location.protocol.startsWith("http"),
    anchor: () => archive.anchor?.() ?? location.hash.slice(1),
    to,
  };

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {Record<string, string>} attributes
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** @param {string} text @param {() => unknown} act @param {Record<string, string>} [attributes] */
  function button(text, act, attributes = {}) {
    const element = make("button", { type: "button", ...attributes }, text);
    element.addEventListener("click", () => void act());
    return element;
  }

  /** Gives the reader a file. @param {string} name @param {string} type @param {string} content */
  function save(name, type, content) {
    const address = URL.createObjectURL(new Blob([content], { type }));
    const link = make("a", { href: address, download: name });
    document.body.append(link); // Firefox follows none that is not in the page
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  const bar = make("div", { class: "bar", hidden: "" });
  void styled.then(() => {
    bar.hidden = false;
    room();
  });
  /** The page ends above the bar, and nothing that has the focus lies behind it. */
  const room = () => root.style.setProperty("--bar", `${bar.offsetHeight}px`);
  if (window.ResizeObserver) new ResizeObserver(room).observe(bar);

  /** Whether what has the focus has it from the keyboard; no, where a browser cannot tell. */
  const keyed = () => {
    try {
      return document.activeElement?.matches(":focus-visible") ?? false;
    } catch {
      return false;
    }
  };

  /**
   * A group of the bar, which is there from the first time that it shows something until it is taken away.
   * @param {string} label what a screen reader calls it
   */
  function group(label) {
    const element = make("div", { role: "group", "aria-label": label });
    /** @type {Element | null} What had the focus when it was shown. */
    let opener = null;
    return {
      element,
      /** @param {...(Node | string)} content */
      show(...content) {
        if (!bar.contains(document.activeElement)) opener = document.activeElement;
        element.replaceChildren(...content);
        if (!element.isConnected) bar.append(element);
        // Before all else of the page's own: whoever works by keyboard comes to it first.
        if (!bar.isConnected) document.getElementById("main")?.prepend(bar);
        room();
      },
      hide() {
        const held = element.contains(document.activeElement);
        const back = opener?.isConnected && opener !== document.body ? opener : null;
        if (held) /** @type {HTMLElement | null} */ (back)?.focus(); // a field that is left tells what was written in it
        element.remove();
        if (!bar.childElementCount) bar.remove();
        room();
        if (held && !back) /** @type {HTMLElement | null} */ (bar.querySelector("button, a"))?.focus();
      },
      /** For whoever works by keyboard: its first field has the focus, and Escape leads back. */
      enter() {
        if (keyed()) void styled.then(() => element.querySelector("input")?.focus()); // until then it is not drawn
        element.onkeydown = event => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          this.hide();
        };
      },
    };
  }

  Object.assign(archive, { at, styled, make, button, save, group });
})();
