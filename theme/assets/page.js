// @ts-check
/* What every page can do where scripts run: choose light or dark, copy. Nothing is lost without it. */
(() => {
  "use strict";
  const KEY = "baocang.theme"; // the inline script in frame.html reads it too
  /** @type {Record<string, string>} */
  const NAMES = { auto: "自动", light: "浅色", dark: "深色" };
  const root = document.documentElement;

  const button = document.querySelector("button.theme");
  if (button) {
    const say = () => {
      const text = `外观：${NAMES[root.dataset.theme || "auto"] || NAMES.auto}`;
      button.setAttribute("aria-label", text);
      button.setAttribute("title", text);
    };
    button.addEventListener("click", () => {
      const names = Object.keys(NAMES);
      const next = names[(names.indexOf(root.dataset.theme || "auto") + 1) % names.length];
      root.dataset.theme = next;
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // storage is blocked: the choice lasts as long as the page
      }
      say();
    });
    say();
  }

  /** @param {string} text */
  const copy = async (text) => {
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

  for (const element of document.querySelectorAll("button[data-copy]")) {
    element.addEventListener("click", async () => {
      const id = element.getAttribute("data-copy"); // empty: the address of the page
      const text = id ? document.getElementById(id)?.textContent || "" : location.href;
      const status = element.nextElementSibling;
      let said = "已复制";
      try {
        await copy(text);
      } catch {
        said = "没有复制成，请手动选取";
      }
      if (status) status.textContent = said;
      setTimeout(() => status && (status.textContent = ""), 3000);
    });
  }
})();
