// @ts-check
/* What every page can do where scripts run: choose light or dark, copy. Nothing is lost without it. */
(() => {
  "use strict";
  const KEY = "baocang.theme"; // the inline script in frame.html reads it too
  const LOOKS = ["auto", "light", "dark"];
  const root = document.documentElement;

  /** @type {HTMLElement | null} */
  const button = document.querySelector("button.theme");
  if (button) {
    const say = () => {
      const { name, ...looks } = button.dataset;
      const text = `${name}：${looks[root.dataset.theme || "auto"] || looks.auto}`;
      button.setAttribute("aria-label", text);
      button.setAttribute("title", text);
    };
    button.addEventListener("click", () => {
      const next = LOOKS[(LOOKS.indexOf(root.dataset.theme || "auto") + 1) % LOOKS.length];
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

  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-copy], button[data-cite]"))) {
    element.addEventListener("click", async () => {
      const { copy: id, cite } = element.dataset; // neither: the address of the page
      /** @type {HTMLElement | null} */
      const says = element.closest("[data-done]");
      const { done = "✓", failed = "✗" } = says ? says.dataset : {};
      const text = cite ? window.citation(cite) : id ? document.getElementById(id)?.textContent || "" : location.href;
      const status = element.parentElement?.querySelector("[role=status]");
      let said = done;
      try {
        await copy(text);
      } catch {
        said = failed;
      }
      if (status) status.textContent = said;
      setTimeout(() => status && (status.textContent = ""), 3000);
    });
  }
})();
