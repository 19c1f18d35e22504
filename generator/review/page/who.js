// @ts-check
/* Who reads: the name that stands with an article that is marked as read. Each browser keeps its own. */
const who = (() => {
  "use strict";

  const KEY = "baocang.reviewer";
  /** @type {HTMLElement} */
  const button = dom.the("#who");
  /** Null: nobody has been asked yet; empty: rather not. @type {string | null} */
  let name = stored();

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // the browser keeps nothing: it is asked once in each page
    }
  }

  /** Asks for the name; false where the question is left, which is no answer. */
  async function ask() {
    /** @type {HTMLDialogElement} */
    const dialog = dom.the("#reviewer");
    /** @type {HTMLInputElement} */
    const field = dom.the("input", dialog);
    field.value = name ?? "";
    dom.the("button[value=none]", dialog).textContent = name === null ? "不署名" : "不改";
    const answer = await dom.shown(dialog);
    if (!answer) return false;
    if (answer === "yes") name = field.value.trim();
    else name ??= "";
    try {
      localStorage.setItem(KEY, name);
    } catch {
      // it is kept as long as the page is open
    }
    show();
    return true;
  }

  function show() {
    button.textContent = name || "校读人";
  }

  button.addEventListener("click", ask);
  dom.the("#reviewer input").addEventListener("keydown", event => {
    if (!(event instanceof KeyboardEvent) || event.key !== "Enter" || event.isComposing) return;
    event.preventDefault(); // which would be the first button
    /** @type {HTMLDialogElement} */ (dom.the("#reviewer")).close("yes");
  });
  show();
  return {
    ask,
    get name() { return name; },
  };
})();
