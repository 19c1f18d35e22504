// @ts-check
/* Elements and dialogs. Text of a page reaches the document as text nodes only. */
const dom = (() => {
  "use strict";

  const LONG = 48; // characters that what was done may take beside the buttons; more has a row of its own

  /**
   * @template {Element} T
   * @param {string} selector
   * @param {ParentNode} [within]
   * @returns {T}
   */
  const the = (selector, within = document) => /** @type {T} */ (within.querySelector(selector));

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

  /** @param {string} text what has just happened, for eyes and screen readers alike
   *  @param {boolean} [wrong] */
  function say(text, wrong = false) {
    const status = the("#status");
    status.textContent = text;
    status.classList.toggle("wrong", wrong);
    status.classList.toggle("long", text.length > LONG);
  }

  /**
   * Shows a dialog; the value of the button that closed it, empty for Esc.
   * @param {HTMLDialogElement} dialog
   * @returns {Promise<string>}
   */
  function shown(dialog) {
    dialog.returnValue = "";
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    dialog.showModal();
    return new Promise(resolve => {
      dialog.addEventListener(
        "close",
        () => {
          if (before?.isConnected) before.focus({ preventScroll: true });
          resolve(dialog.returnValue);
        },
        { once: true },
      );
    });
  }

  /**
   * @param {string} title
   * @param {string} text
   * @param {[string, string][]} answers value and label; the last is the usual one
   */
  function ask(title, text, answers) {
    /** @type {HTMLDialogElement} */
    const dialog = the("#question");
    the("h2", dialog).textContent = title;
    the(".words", dialog).textContent = text;
    const buttons = answers.map(([value, label]) => make("button", { value }, label));
    buttons[buttons.length - 1].className = "main";
    buttons[buttons.length - 1].autofocus = true;
    the(".buttons", dialog).replaceChildren(...buttons);
    return shown(dialog);
  }

  /**
   * @param {string} title
   * @param {[string, string][]} choices value and label
   * @param {string} usual
   * @param {string} verb
   * @returns {Promise<string>} empty: none; the number with which a label begins is an answer as well
   */
  async function pick(title, choices, usual, verb) {
    /** @type {HTMLDialogElement} */
    const dialog = the("#picker");
    /** @type {HTMLSelectElement} */
    const list = the("select", dialog);
    the("h2", dialog).textContent = title;
    the(".main", dialog).textContent = verb;
    list.replaceChildren(...choices.map(([value, label]) => make("option", { value }, label)));
    list.value = usual;
    list.onkeydown = event => {
      const numbered = /^[1-9]$/.test(event.key) && choices.filter(([, label]) => Number(label.match(/^\d+/)?.[0]) === Number(event.key));
      if (numbered && numbered.length === 1) list.value = numbered[0][0];
      else if (event.key !== "Enter") return;
      event.preventDefault();
      dialog.close("yes");
    };
    list.ondblclick = () => dialog.close("yes");
    const closed = shown(dialog);
    list.focus();
    return (await closed) === "yes" ? list.value : "";
  }

  return { the, make, say, shown, ask, pick };
})();
