// @ts-check
/* A paragraph or a selected passage: its address, and what is done with it. The address of a paragraph, #p3, needs no script. That of a
   passage is #p3.12-57.SUM: from character 12 to 57 of the paragraph, or #p3.12-p5.8.SUM, and a sum over its text, by which it is found
   again where a correction has moved it, and is not taken for another where it is gone. Behind it stands the same for browsers
   alone, a text fragment. */
(() => {
  "use strict";
  const { at, button, cited, copies, group, make, say, ranges: text, use } = window.archive;
  const { sum } = text;
  const NAMED = /^(?:[ps]\d+|title)$/;
  const ADDRESS = /^([ps]\d+|title)\.(\d{1,7})-(?:([ps]\d+|title)\.)?(\d{1,7})\.([0-9a-z]{1,7})$/;
  const SHORT = 12; // characters of either end of a passage by which a browser looks for it
  const PAUSE = 250; // ms in which a selection that grows is left alone

  // Addresses

  /** @param {Stretch} place */
  const isWhole = ({ block, start, end }) => start === 0 && end === text.read(block).text.length;

  /** What stands behind the sign # in the address; "" where a passage begins or ends outside of what has one. @param {Stretch[]} places */
  function addressOf(places) {
    const [first, last] = [places[0], places[places.length - 1]];
    if (!NAMED.test(first.block.id) || !NAMED.test(last.block.id)) return "";
    if (places.length === 1 && isWhole(first)) return first.block.id;
    const to = first === last ? "" : `${last.block.id}.`;
    return `${first.block.id}.${first.start}-${to}${last.end}.${sum(text.textOf(places))}`;
  }

  /** The same for browsers alone. @param {Stretch[]} places */
  function fragment(places) {
    const ends = text.textOf(places).split("\n").filter(line => line.trim());
    const coded = (/** @type {string} */ part) => encodeURIComponent(part.trim()).replace(/-/g, "%2D");
    const [start, end] = [Array.from(ends[0] ?? ""), Array.from(ends[ends.length - 1] ?? "")];
    if (!start.length) return "";
    if (ends.length === 1 && start.length <= 2 * SHORT) return `:~:text=${coded(ends[0])}`;
    return `:~:text=${coded(start.slice(0, SHORT).join(""))},${coded(end.slice(-SHORT).join(""))}`;
  }

  /** The passage of an address: undefined where it has none, nothing where its text is gone. @param {string} address @returns {Stretch[] | undefined} */
  function placesAt(address) {
    const parts = ADDRESS.exec(address);
    if (!parts) return undefined;
    const [, id, from, other, to, wanted] = parts;
    const blocks = text.blocks();
    const [a, b] = [id, other ?? id].map(name => blocks.findIndex(block => block.id === name));
    const [start, end] = [Number(from), Number(to)];
    const places = blocks.slice(a, a < 0 ? 0 : b + 1).map((block, n, all) => ({
      block, start: n ? 0 : start, end: n < all.length - 1 ? text.read(block).text.length : end,
    }));
    if (places.length && sum(text.textOf(places)) === wanted) return places;
    if (other) return [];
    // A correction before it has moved it, within its paragraph or into another one.
    for (const block of blocks) {
      const of = text.read(block).text;
      for (let n = 0; n + end - start <= of.length; n++) {
        if (sum(of.slice(n, n + end - start)) === wanted) return [{ block, start: n, end: n + end - start }];
      }
    }
    return [];
  }

  /** What a text fragment names, in a browser that knows none: of text=FIRST and text=FIRST,LAST. @param {string} of @returns {Stretch[]} */
  function named(of) {
    return new URLSearchParams(of.replace(/\+/g, "%2B")).getAll("text").flatMap(value => {
      const ends = value.split(",").filter(part => !/^-|-$/.test(part));
      for (const block of text.blocks()) {
        const held = text.read(block).text;
        const start = held.indexOf(ends[0]);
        if (start < 0) continue;
        const last = ends[1] ? held.indexOf(ends[1], start + ends[0].length) : start;
        return [{ block, start, end: last < 0 ? start + ends[0].length : last + (ends[1] ?? ends[0]).length }];
      }
      return [];
    });
  }

  /** Shows what the address names. */
  function arrive() {
    const [address, directive] = at.anchor().split(":~:");
    const places = placesAt(address) ?? (directive ? named(directive) : undefined);
    if (!places) return;
    text.mark("passage", places);
    if (places.length) return text.show(places[0]);
    const [id] = address.split(".");
    document.getElementById(id)?.scrollIntoView({ block: "center" });
    bar.show(make("span", { role: "status" }, say("passage.gone")), close());
  }

  // What is done with one

  const bar = group(say("passage.title"));
  const close = () => button("×", leave, { "aria-label": say("passage.close"), title: say("passage.close") });

  function leave() {
    text.mark("passage", []);
    bar.hide();
  }

  /** Of the paragraphs: 第3段, 第3–5段. @param {Stretch[]} places */
  function where(places) {
    const numbers = places.map(({ block }) => /^p(\d+)$/.exec(block.id)?.[1]).filter(Boolean);
    if (!numbers.length) return "";
    const [first, last] = [numbers[0] ?? "", numbers[numbers.length - 1] ?? ""];
    return first === last ? say("passage.paragraph", { n: first }) : say("passage.paragraphs", { first, last });
  }

  /** @param {Stretch[]} places */
  function offer(places) {
    const address = addressOf(places);
    const link = () => at.address + (address && `#${address}`) + (isWhole(places[0]) && places.length === 1 ? "" : `${address ? "" : "#"}${fragment(places)}`);
    const said = () => say("passage.cited", {
      text: text.textOf(places),
      citation: document.querySelector(".citation")?.textContent ?? "",
      where: where(places),
      address: at.published ? link() : say("passage.number", { id: cited.id }),
    });
    const quoted = button(say("passage.quote"), () => undefined);
    const linked = button(say("passage.link"), () => undefined);
    const kept = button(say("passage.keep"), async () => {
      await use("forms.js", "saved.js", "keep.js");
      bar.hide();
      window.archive.keep?.({ where: address, quote: text.textOf(places) });
    });
    copies(quoted, said);
    copies(linked, link);
    const wrong = button(say("article.wrong"), async () => {
      await use("where.js", "reports.js");
      window.archive.report?.(places);
    });
    const name = make("span", {}, where(places) || say("passage.selected"));
    bar.show(name, quoted, linked, kept, wrong, close(), make("span", { role: "status" }));
    // A click on a button leaves the selection alone.
    bar.element.onpointerdown = event => event.preventDefault();
  }

  // Selections

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  function selected() {
    if (window.archive.reporting?.open()) return; // what is selected is what is wrong
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const places = text.placesOf(selection.getRangeAt(0)).filter(place => text.textOf([place]).trim());
    if (!places.length) return;
    text.mark("passage", []);
    offer(places);
  }
  document.addEventListener("selectionchange", () => {
    clearTimeout(pause);
    pause = setTimeout(selected, PAUSE);
  });

  // Paragraphs: a number where the first line is indented, which is a link to it

  /** Shows the numbers of the paragraphs, or takes them away. @param {HTMLElement} opener */
  function numbers(opener) {
    const on = opener.getAttribute("aria-pressed") !== "true";
    opener.setAttribute("aria-pressed", `${on}`);
    for (const old of document.querySelectorAll(".text .number")) old.remove();
    if (!on) return leave();
    for (const block of text.blocks()) {
      const n = /^p(\d+)$/.exec(block.id)?.[1];
      if (!n) continue;
      block.prepend(button(n, () => {
        const places = [{ block, start: 0, end: text.read(block).text.length }];
        text.mark("passage", places);
        offer(places);
      }, { class: "number", "aria-label": say("passage.paragraph", { n }) }));
    }
  }

  window.archive.passage = { arrive, leave, numbers, placesAt, addressOf };
  window.addEventListener("hashchange", arrive);
  arrive();
  selected();
})();
