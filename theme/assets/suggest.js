// @ts-check
// Suggestions while typing: a combobox whose list is fetched with the first key. generator/search/suggest.py writes its data.
(() => {
  "use strict";
  const { current, value, say, addressOf } = window.archive;

  const MOST = 8;
  /** Which field of the query language each kind belongs to, and how many are shown at most. */
  const KINDS = /** @type {const} */ ([
    ["place", "county", 3], ["paper", "paper", 2], ["word", "", 6], ["author", "author", 3],
  ]);
  const { FIELDS = {} } = window.archive; // query.js
  // The word at the end of what is typed: sign and field, then the word.
  const LAST = new RegExp(`(?:^|\\s)([+-]?(?:(${Object.keys(FIELDS).join("|")})[:：])?)([^\\s"]+)$`, "iu");

  /** @typedef {{text: string, kind: string, label: string}} Offer */

  /**
   * Whether a word can be typed so: whole readings, first letters, or some of both; the last may be unfinished.
   * @param {string[]} word
   * @param {string} typed
   * @param {Map<string, string[]>} readings
   * @param {number} at
   * @returns {boolean}
   */
  function spells(word, typed, readings, at = 0) {
    if (!typed) return true;
    return (readings.get(word[at]) ?? []).some(reading =>
      reading.startsWith(typed)
      || (typed.startsWith(reading) && spells(word, typed.slice(reading.length), readings, at + 1))
      || (typed[0] === reading[0] && spells(word, typed.slice(1), readings, at + 1)));
  }

  /** @param {Suggestions} data */
  function readingsOf(data) {
    /** @type {Map<string, string[]>} */
    const out = new Map();
    for (const [reading, characters] of Object.entries(data.readings)) {
      for (const c of characters) out.set(c, [...(out.get(c) ?? []), reading]);
    }
    return out;
  }

  /** The address of a page of this archive, from whatever page. @param {string} url from the site's root */
  const pageOf = url => window.archive.link?.(url, /** @type {Segment} */ ({})) ?? new URL(`../../${url}`, addressOf("catalogue")).href;

  /** A name without the brackets of one that is inferred. @param {string} name */
  const bare = name => name.replace(/[\u3014\u3015]/gu, "");

  /**
   * What is offered for a word.
   * @param {Suggestions} data
   * @param {string} field that the word is looked for in; "" for any
   * @param {string} word
   * @returns {Offer[]}
   */
  function offers(data, field, word) {
    const typed = word.normalize("NFKC").toLowerCase();
    const latin = typed.replace(/ü/g, "v").replace(/'/g, "");
    const readings = /^[a-z]+$/.test(latin) ? readingsOf(data) : null;
    const labels = { place: say("found.place"), paper: say("found.paper"), word: say("found.word"), author: say("found.author") };
    return KINDS.flatMap(([kind, of, most]) => {
      if (field && field !== "title" && field !== of) return [];
      const all = data[kind].split(" ").filter(Boolean);
      const fits = all.filter(text => {
        const name = bare(text);
        // A newspaper leads somewhere, also where its name is typed already.
        return (kind === "paper" || name !== word) && (name.startsWith(bare(typed)) || (readings && spells(Array.from(name), latin, readings)));
      });
      return fits.slice(0, field ? MOST : most).map(text => ({ text, kind, label: labels[kind] }));
    }).slice(0, MOST);
  }

  /**
   * Offers words for the field of a search, which assets/page.js has made a combobox.
   * @param {HTMLInputElement} input
   * @param {() => void} chosen
   */
  function suggest(input, chosen) {
    const list = document.createElement("ul");
    list.id = "offers"; // as assets/page.js names it to the field
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", say("search.offers"));
    input.form?.append(list);
    /** @type {Offer[]} */
    let shown = [];
    let active = -1;
    /** The page of each newspaper that is offered. @type {Record<string, string>} */
    let papers = {};

    /** @param {Offer[]} offered */
    function show(offered) {
      [shown, active] = [offered, -1];
      list.replaceChildren(...offered.map(({ text, label }, i) => {
        const option = document.createElement("li");
        const kind = document.createElement("small");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        kind.textContent = label;
        option.append(text, " ", kind);
        // Before the field loses the focus, which would close the list.
        option.addEventListener("pointerdown", event => {
          event.preventDefault();
          choose(i);
        });
        return option;
      }));
      list.hidden = !offered.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
    }

    /** @param {number} i */
    function point(i) {
      active = (i + shown.length + 1) % (shown.length + 1) === shown.length ? -1 : (i + shown.length) % shown.length;
      [...list.children].forEach((option, k) => option.setAttribute("aria-selected", String(k === active)));
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    }

    /** @param {number} i */
    function choose(i) {
      const { text, kind } = shown[i];
      const typed = LAST.exec(input.value);
      if (!typed) return;
      const [, prefix, asked, word] = typed;
      if (kind === "paper" && !asked && papers[text]) return location.assign(papers[text]);
      const field = kind === "author" && !/[:：]/.test(prefix) ? "author:" : "";
      input.value = `${input.value.slice(0, -word.length)}${field}${bare(text)}`;
      show([]);
      chosen();
    }

    async function offer() {
      const typed = LAST.exec(input.value);
      if (!typed || input.selectionStart !== input.value.length) return show([]);
      try {
        const before = input.value;
        const data = await current(c => {
          papers = Object.fromEntries(c.paper.map(([key, name]) => [name.replace(/ /g, ""), pageOf(`issues/${key}/index.html`)]));
          return value(c.suggest);
        });
        if (input.value === before && document.activeElement === input) show(offers(data, FIELDS[typed[2]?.toLowerCase()] ?? "", typed[3]));
      } catch {
        show([]); // the search works without
      }
    }

    // While an input method composes, what stands in the field is not yet what is meant.
    input.addEventListener("input", event => /** @type {InputEvent} */ (event).isComposing || void offer());
    input.addEventListener("compositionend", () => void offer());
    input.addEventListener("blur", () => show([]));
    input.addEventListener("keydown", event => {
      if (event.isComposing || !shown.length) return;
      if (event.key === "ArrowDown") point(active + 1);
      else if (event.key === "ArrowUp") point(active < 0 ? shown.length - 1 : active - 1);
      else if (event.key === "Enter" && active >= 0) choose(active);
      else if (event.key === "Escape") show([]);
      else return;
      event.preventDefault();
    });
    input.form?.addEventListener("submit", () => show([]));
    if (document.activeElement === input) void offer(); // the first key may be faster than this script
  }

  window.archive = Object.assign(window.archive, { offers, suggest });
})();
