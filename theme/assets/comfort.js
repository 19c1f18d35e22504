// @ts-check
/* How pages look to a reader: colours and the size of letters, chosen in one place and remembered in this browser. page.js has them
   there before the first paint. */
(() => {
  "use strict";
  const { make, say, styled, tint } = window.archive;
  const root = document.documentElement;

  /** Of each choice: what counts while nobody has chosen, what there is to choose, and how a page has it. */
  const CHOICES = [
    {
      name: "theme", first: "auto", title: say("comfort.colours"),
      values: { auto: say("comfort.auto"), light: say("comfort.light"), sepia: say("comfort.sepia"), dark: say("comfort.dark") },
      now: () => root.dataset.theme,
      put: (/** @type {string} */ value) => void (root.dataset.theme = value),
    },
    {
      name: "letters", first: "", title: say("comfort.letters"),
      values: { "90%": say("comfort.small"), "": say("comfort.normal"), "120%": say("comfort.large"), "150%": say("comfort.huge") },
      now: () => root.style.fontSize,
      put: (/** @type {string} */ value) => void (root.style.fontSize = value),
    },
  ];
  const status = make("p", { role: "status" });

  /** @param {(typeof CHOICES)[number]} choice @param {string} value */
  function choose({ name, put }, value) {
    put(value);
    tint();
    try {
      localStorage.setItem(`baocang.${name}`, value);
      status.textContent = "";
    } catch {
      status.textContent = say("comfort.blocked");
    }
  }

  const panel = make("div", { class: "looks", id: "looks", role: "group", "aria-label": say("frame.look") });
  for (const choice of CHOICES) {
    const { name, first, title, values, now } = choice;
    const known = Object.keys(values).find(value => value === now()) ?? first;
    panel.append(make("fieldset", {}, make("legend", {}, title), ...Object.entries(values).map(([value, label]) => {
      const input = make("input", { type: "radio", name, value });
      input.checked = value === known;
      input.addEventListener("change", () => choose(choice, value));
      return make("label", {}, input, make("span", {}, label));
    })));
  }
  panel.append(status);

  /** @type {HTMLElement | undefined} */
  let opener;

  /** @param {boolean} open */
  function show(open) {
    panel.hidden = !open;
    opener?.setAttribute("aria-expanded", `${open}`);
    if (opener) panel.style.top = `${opener.offsetTop + opener.offsetHeight}px`;
  }

  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || panel.hidden || !opener) return;
    show(false);
    opener.focus();
  });
  document.addEventListener("pointerdown", event => {
    const to = /** @type {Node} */ (event.target);
    if (!panel.hidden && !panel.contains(to) && !opener?.contains(to)) show(false);
  });
  panel.addEventListener("focusout", event => {
    const to = /** @type {Node | null} */ (event.relatedTarget);
    if (to && !panel.contains(to) && !opener?.contains(to)) show(false);
  });

  /** @param {HTMLElement} button that opens it, and closes it again */
  window.archive.comfort = async button => {
    await styled;
    if (opener) return show(panel.hidden);
    opener = button;
    button.setAttribute("aria-controls", panel.id);
    button.after(panel);
    show(true);
  };
})();
