// @ts-check
/* Which words of a body came from which line, so that line and text can be read side by side. */
const follow = (() => {
  "use strict";

  const KNOWN = 6; // characters by which a line is known again where the rest of it was corrected
  const SHORTEST = 2; // what may be left of a line when its byline is taken off

  /** @param {string} text */
  const squashed = text => text.replace(/\s/g, "");

  /**
   * Where each line stands in a body, as offsets; lines that are not found are left out. Lines are looked for one after
   * the other, white space apart, since joining them changes it.
   * @param {string} body
   * @param {[number, string][]} rows number and text of the body's lines
   * @returns {Map<number, [number, number]>}
   */
  function spans(body, rows) {
    /** Offset in the body of each character of `plain`. @type {number[]} */
    const offsets = [];
    let plain = "";
    for (let i = 0; i < body.length; i++) {
      if (/\s/.test(body[i])) continue;
      plain += body[i];
      offsets.push(i);
    }
    /** @type {Map<number, [number, number]>} */
    const found = new Map();
    let from = 0;
    for (const [n, text] of rows) {
      const span = place(plain, squashed(text), from);
      if (!span) continue;
      from = span[1];
      found.set(n, [offsets[span[0]], offsets[span[1] - 1] + 1]);
    }
    return found;
  }

  /** @param {string} plain @param {string} line @param {number} from @returns {[number, number] | null} */
  function place(plain, line, from) {
    if (!line) return null;
    const whole = plain.indexOf(line, from);
    if (whole >= 0) return [whole, whole + line.length];
    for (let cut = 1; cut <= line.length - SHORTEST; cut++) {
      if (plain.startsWith(line.slice(cut), from)) return [from, from + line.length - cut]; // what stood before is the byline
    }
    const near = from + 4 * line.length; // further on it would be another line with the same words
    const first = plain.slice(0, near).indexOf(line.slice(0, KNOWN), from);
    if (first >= 0) return [first, Math.min(plain.length, first + line.length)];
    const tail = line.slice(-KNOWN);
    const last = plain.slice(0, near).indexOf(tail, from);
    return last < 0 ? null : [Math.max(from, last + tail.length - line.length), last + tail.length];
  }

  return { spans };
})();
