// @ts-check
// What is kept for reading without a network: on the page of a county or a year whether it is, and the buttons by which
// it may be; on the page offline/ all that is kept. The worker does the work (worker.js), a step at a time, as long as a
// page is open that asks for the next one.
(() => {
  "use strict";
  const { say, ask } = window.archive;
  const MEGABYTE = 1e6;

  /** @typedef {{files: number, bytes: number, have: number, lack: number, kept?: {done: boolean, holds: string}, failed?: string}} Extent */

  const amount = (/** @type {number} */ bytes) => say("kept.size", { mb: (bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0) });

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {...(Node | string)} children
   */
  function make(tag, ...children) {
    const element = document.createElement(tag);
    element.append(...children);
    return element;
  }

  /** @param {string} text @param {() => unknown} act */
  function button(text, act) {
    const element = make("button", text);
    element.type = "button";
    element.addEventListener("click", () => void act());
    return element;
  }

  const REASONS = {
    full: say("kept.full"), refused: say("kept.refused"), network: say("kept.network"), renewed: say("kept.renewed"),
  };
  const why = (/** @type {string} */ failed) => REASONS[/** @type {keyof typeof REASONS} */ (failed)] ?? REASONS.refused;

  /** @type {Map<string, {run: () => Promise<void>}>} Of the sets that the page shows. */
  const controls = new Map();

  /**
   * One set: what of it is here, and what can be done.
   * @param {HTMLElement} box
   * @param {{id: string, title: string, holds: string}} of
   */
  function control(box, { id, title, holds }) {
    const status = make("p");
    const bar = make("progress");
    const buttons = make("p");
    const named = (/** @type {HTMLElement} */ element) => {
      element.setAttribute("aria-label", `${element.textContent} ${title}`);
      return element;
    };
    let stopped = true;
    let keyed = false; // whoever works by keyboard stays at these buttons, also while there is none
    status.setAttribute("role", "status");
    bar.setAttribute("aria-label", say("kept.begin"));
    bar.hidden = true;
    box.append(status, bar, buttons);

    /** @param {string} said @param {...HTMLElement} offered */
    function show(said, ...offered) {
      const at = document.activeElement;
      keyed = buttons.contains(at) || (keyed && at === document.body);
      status.textContent = said;
      buttons.replaceChildren(...offered.map(named));
      if (keyed) offered[0]?.focus();
    }

    const resume = () => button(say("kept.resume"), run);
    const drop = () => button(say("kept.drop"), async () => {
      show(say("kept.busy"));
      await ask("drop", { id });
      bar.hidden = true;
      show(say("kept.dropped"), button(say("kept.offer"), plan));
    });

    /** @param {Extent} now @returns {void} */
    function state(now) {
      bar.hidden = true;
      if (now.failed) return show(why(now.failed), ...(now.failed === "renewed" ? [] : [button(say("kept.offer"), plan)]));
      if (!now.kept) return show("", button(say("kept.offer"), plan));
      if (now.have === now.files) return show(say("kept.done", { holds, size: amount(now.bytes) }), drop());
      return show(say("kept.stopped", { have: now.have, files: now.files }), resume(), drop());
    }

    /** Says how much it is, before anything is loaded. */
    async function plan() {
      show(say("kept.busy"));
      const now = /** @type {Extent} */ (await ask("extent", { id }));
      if (now.failed) return state(now);
      const said = say("kept.asked", { holds, files: now.files - now.have, size: amount(now.lack) });
      show(said, button(say("kept.begin"), run), button(say("kept.leave"), () => state(now)));
    }

    /** @returns {Promise<void>} */
    async function run() {
      stopped = false;
      bar.hidden = false;
      void navigator.storage?.persist?.().catch(() => false); // else a browser may clear it when the disk is full
      const stop = button(say("kept.stop"), () => { stopped = true; });
      show(say("kept.busy"), stop);
      let tenth = -1;
      for (let now = await ask("more", { id, title, holds }); ; now = await ask("more", { id })) {
        if (now.failed) {
          bar.hidden = true;
          return show(why(now.failed), ...(now.failed === "renewed" ? [] : [resume()]), drop());
        }
        [bar.max, bar.value] = [now.files, now.have];
        if (stopped) await ask("stop", { id });
        if (stopped || now.have === now.files) return state({ ...now, kept: { done: !stopped, holds } });
        const part = Math.floor((10 * now.have) / now.files);
        if (part !== tenth) status.textContent = say("kept.progress", { have: now.have, files: now.files }); // heard ten times, and not with each file
        tenth = part;
      }
    }

    controls.set(id, { run });
    return { state };
  }

  /** A page's own set. @param {HTMLElement} box */
  async function one(box) {
    const { keep: id = "", holds = "" } = box.dataset;
    box.replaceChildren();
    const title = document.querySelector("h1")?.textContent ?? id;
    control(box, { id, title, holds }).state(await ask("extent", { id }));
  }

  /** All that is kept. @param {HTMLElement} box */
  async function all(box) {
    const asked = location.hash.slice(1);
    const { sets = {}, read = [], dropped = 0, search = false } = await ask("all");
    box.replaceChildren();
    if (asked) {
      const to = make("a", say("kept.retry"));
      to.href = new URL(`../${asked}`, location.href).href;
      const said = make("p", say("kept.missing"), make("code", asked.split(/[?#]/)[0]), " ", to);
      said.className = "problem";
      said.setAttribute("role", "status");
      box.append(said);
    }
    if (dropped) box.append(make("p", say("kept.renewal", { count: dropped })));
    const ids = Object.keys(sets);
    if (ids.length || search) box.append(make("h2", say("kept.sets")));
    for (const id of ids) {
      const { title, holds } = sets[id];
      const part = make("section", make("h3", link(pageOf(id), title)));
      box.append(part);
      control(part, { id, title, holds }).state({ ...sets[id], kept: sets[id] });
    }
    if (search) {
      const title = say("kept.search_all");
      const part = make("section", make("h3", title), make("p", say("kept.search_why")));
      box.append(part);
      control(part, { id: "search", title, holds: title }).state(await ask("extent", { id: "search" }));
    }
    const pages = read.filter((/** @type {[string, string]} */ [name]) => name !== "search/index.html").reverse();
    box.append(pages.length ? make("h2", say("kept.read", { count: pages.length })) : make("p", say("kept.nothing")));
    box.append(make("ul", ...pages.map((/** @type {[string, string]} */ [name, title]) => make("li", link(name, title)))));
    if (pages.length || ids.length) box.append(button(say("kept.empty"), async () => {
      await ask("clear");
      history.replaceState(null, "", location.pathname);
      void all(box);
    }));
    if (dropped) void ask("seen");
  }

  /** @param {string} name @param {string} title */
  function link(name, title) {
    const to = make("a", title);
    to.href = new URL(`../${name}`, location.href).href;
    return to;
  }

  const pageOf = (/** @type {string} */ id) => (id === "search" ? "search/index.html" : id.length === 4 ? `dates/${id}/index.html` : `counties/${id}/index.html`);

  /** Draws what is kept, and goes on with what is not here whole yet. @param {string[]} late */
  async function draw(late) {
    const box = /** @type {HTMLElement | null} */ (document.querySelector(".shelf"));
    if (box) await (box.dataset.keep ? one(box) : all(box));
    for (const id of late) await (controls.get(id)?.run() ?? unseen(id));
  }

  /** Goes on with a set that the page says nothing of. @param {string} id */
  async function unseen(id) {
    for (let now = await ask("more", { id }); !now.failed && now.have < now.files;) now = await ask("more", { id });
  }

  window.archive.shelf = draw;
})();
