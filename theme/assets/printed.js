// @ts-check
/* What is looked for on a printed page, outlined where it stands: loaded when a reader looks for something there. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const { archive } = window;

  /** The lines of the page, as page-1.js hands them over. @type {[number, string, number, number, number, number, number][] | undefined} */
  let rows;
  archive.printed = given => void (rows = given);

  /** Letters and digits are half as wide as other characters. @param {string} text */
  const wide = text => text.length + text.replace(/[\0-\xff]/g, "").length;

  /** From one share of a line to another. @param {number} start @param {number} end @param {number[]} place */
  function box(start, end, [left, top, width, height, vertical]) {
    const made = document.createElementNS(SVG, "rect");
    const of = vertical
      ? { x: left, y: top + start * height, width, height: (end - start) * height }
      : { x: left + start * width, y: top, width: (end - start) * width, height };
    for (const [name, value] of Object.entries(of)) made.setAttribute(name, value.toFixed(1));
    return made;
  }

  /** Outlines every place at which one of the runs is printed, across the ends of lines of an article. @param {SVGSVGElement} drawn @param {string} source
   * @param {string[]} runs @param {Map<string, string>} forms @returns {Promise<number | undefined>} how many; undefined where the lines did not come */
  async function outline(drawn, source, runs, forms) {
    if (!rows) await archive.need(new URL(source, location.href.replace(/[?#].*$/, "")).href);
    for (const each of drawn.querySelectorAll("rect")) each.remove();
    if (!rows) return undefined;
    /** Lines by their regions. @type {Map<number, typeof rows>} */
    const texts = new Map();
    for (const row of rows) texts.set(row[0], [...(texts.get(row[0]) ?? []), row]);
    let count = 0;
    for (const [of, lines] of texts) {
      for (const [first, last] of archive.marksOf(lines.map(([, text]) => text).join(""), runs, forms)) {
        count++;
        let at = 0;
        for (const [, text, ...place] of lines) {
          const [start, end] = [Math.max(first - at, 0), Math.min(last - at, text.length)];
          at += text.length;
          if (start >= end) continue;
          const made = box(wide(text.slice(0, start)) / wide(text), wide(text.slice(0, end)) / wide(text), place);
          made.dataset.of = `${of}`;
          drawn.append(made);
        }
      }
    }
    return count;
  }
  archive.outline = outline;
})();
