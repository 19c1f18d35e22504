// @ts-check
/* The text of an article, block by block (headings and paragraphs), places in it, and marks on them. A place is a block with the
   offsets in its text: it stays right when marks or buttons come into the page, as ranges do not. */
(() => {
  "use strict";
  const root = /** @type {HTMLElement | null} */ (document.querySelector(".clipping .text"));
  const OWN = "button"; // what a script puts into a block is no text of it
  const ORDER = ["passage", "hit", "now"]; // marks that lie over each other, the last on top

  /** Headings, paragraphs and cells of tables, in order. @returns {HTMLElement[]} */
  const blocks = () => [.../** @type {NodeListOf<HTMLElement>} */ (root?.querySelectorAll(":scope > :is(h1, h2, p):not(.part), :scope > table :is(th, td)") ?? [])];

  /**
   * The text of a block, and where in it each of its text nodes begins.
   * @param {Element} block
   */
  function read(block) {
    let text = "";
    /** @type {{node: Text, start: number}[]} */
    const nodes = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, {
      acceptNode: node => (node instanceof Element && node.matches(OWN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
    });
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text) {
        nodes.push({ node, start: text.length });
        text += node.data;
      } else if (node.nodeName === "BR") text += "\n";
    }
    return { text, nodes };
  }

  /** The pieces of text nodes that a place covers. @param {Stretch} place */
  function pieces({ block, start, end }) {
    return read(block).nodes.flatMap(({ node, start: at }) => {
      const [from, to] = [Math.max(0, start - at), Math.min(node.length, end - at)];
      return from < to ? [{ node, from, to }] : [];
    });
  }

  /** @param {Stretch} place @returns {Range} */
  function rangeOf(place) {
    const range = document.createRange();
    const all = pieces(place);
    if (!all.length) range.selectNodeContents(place.block);
    else {
      range.setStart(all[0].node, all[0].from);
      range.setEnd(all[all.length - 1].node, all[all.length - 1].to);
    }
    return range;
  }

  /** How far into the text of its block a point of the page lies. @param {Element} block @param {Node} node @param {number} at */
  function offsetOf(block, node, at) {
    const point = document.createRange();
    point.setStart(node, at);
    const { text, nodes } = read(block);
    for (const { node: each, start } of nodes) {
      if (each === node) return start + at;
      if (point.comparePoint(each, 0) >= 0) return start;
    }
    return text.length;
  }

  /** What of a range lies in each block that it touches. @param {Range} range @returns {Stretch[]} */
  function placesOf(range) {
    return blocks().filter(block => range.intersectsNode(block)).flatMap(block => {
      const start = block.contains(range.startContainer) ? offsetOf(block, range.startContainer, range.startOffset) : 0;
      const end = block.contains(range.endContainer) ? offsetOf(block, range.endContainer, range.endOffset) : read(block).text.length;
      return start < end ? [{ block, start, end }] : [];
    });
  }

  /** The text of places, a line for each. @param {Stretch[]} places */
  const textOf = places => places.map(({ block, start, end }) => read(block).text.slice(start, end)).join("\n");

  /**
   * Marks places, and nothing else any more, under this name: drawn over the text where browsers can, else by elements.
   * @param {string} name
   * @param {Stretch[]} places
   */
  function mark(name, places) {
    const { highlights } = /** @type {any} */ (window.CSS);
    if (highlights && window.Highlight) {
      const drawn = new window.Highlight(...places.map(rangeOf));
      drawn.priority = ORDER.indexOf(name);
      highlights.set(name, drawn);
      return;
    }
    for (const old of root?.querySelectorAll(`mark.${name}`) ?? []) {
      const parent = /** @type {Element} */ (old.parentNode);
      old.replaceWith(...old.childNodes);
      parent.normalize();
    }
    for (const place of places) {
      for (const { node, from, to } of pieces(place)) {
        const element = document.createElement("mark");
        element.className = name;
        const piece = node.splitText(from);
        piece.splitText(to - from);
        piece.replaceWith(element);
        element.append(piece);
      }
    }
  }

  /** FNV-1a over a text: by it the text is known again (generator/review/report_files.py). @param {string} of */
  function sum(of) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < of.length; i++) hash = Math.imul(hash ^ of.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(36);
  }

  /** Brings a place into sight where it is not. @param {Stretch} place */
  function show(place) {
    const { top, bottom } = rangeOf(place).getBoundingClientRect();
    const foot = window.innerHeight - parseFloat(document.documentElement.style.getPropertyValue("--bar") || "0");
    if (top < 0 || bottom > foot) window.scrollBy(0, top - foot / 3);
  }

  window.archive.ranges = { blocks, read, rangeOf, placesOf, textOf, mark, show, sum };
})();
