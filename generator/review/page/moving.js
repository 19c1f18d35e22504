// @ts-check
/* Lines put into another order: the words of an article's body move as its lines do. No character of it is lost, and none
   comes to it. */
const moving = (() => {
  "use strict";

  const BREAK = "\n\n";
  /** Lines that are taken up, until they are put down. @type {{file: string, lines: number[]} | null} */
  let taken = null;
  let redraw = () => {};

  /**
   * A body in which the words of some lines stand behind those of another line; null where the words of one of them are
   * not found to the letter: a cut might go through what a person has written. A paragraph that is moved as a whole goes behind the paragraph, and stays one.
   * @param {string} body @param {[number, string][]} rows number and text of the body's lines
   * @param {number[]} picked @param {number | null} target null: before all
   */
  function moved(body, rows, picked, target) {
    const squashed = (/** @type {string} */ text) => text.replace(/\s/g, "");
    const spans = follow.spans(body, rows);
    for (const [i, text] of rows) {
      const span = spans.get(i);
      if (span && !squashed(text).endsWith(squashed(body.slice(...span)))) spans.delete(i); // what stands before may be a byline
    }
    const found = picked.flatMap(i => [spans.get(i)].filter(span => span !== undefined)).sort((a, b) => a[0] - b[0]);
    const goal = target === null ? [0, 0] : spans.get(target);
    if (found.length < picked.length || !goal) return null;
    /** @type {[number, number][]} */
    const pieces = [];
    for (const [start, end] of found) {
      const last = pieces[pieces.length - 1];
      if (last && !body.slice(last[1], start).trim()) last[1] = end;
      else pieces.push([start, end]);
    }
    const begins = pieces.map(([start]) => start === 0 || body.slice(0, start).endsWith(BREAK));
    const whole = pieces.every(([, end], n) => begins[n] && (end === body.length || body.startsWith(BREAK, end)));
    const ends = body.indexOf(BREAK, goal[1]);
    let at = target === null ? 0 : whole ? (ends < 0 ? body.length : ends) : goal[1];
    const words = pieces.map(([start, end], n) => (begins[n] ? BREAK : "") + body.slice(start, end)).join("") + (whole ? BREAK : "");
    if (pieces.some(([start, end]) => start < at && at < end)) return null;
    let left = body;
    for (const [start, end] of [...pieces].reverse()) {
      left = left.slice(0, start) + left.slice(end);
      if (end <= at) at -= end - start;
    }
    return (left.slice(0, at) + words + left.slice(at)).replace(/\n{3,}/g, BREAK).trim();
  }

  /** The selected lines are taken up. */
  async function take() {
    taken = { file: model.issue.sheets[lines.sheet].file, lines: lines.picked };
    lines.lift(taken.lines);
    dom.say(`提起了 ${taken.lines.length} 行。到要放的那一行上，按 Ctrl+V，就放在它之后。`);
  }

  /** They are put down behind the line of the cursor, into its article. */
  async function put() {
    const [held, target] = [taken, lines.cursor];
    if (!held || held.file !== model.issue.sheets[lines.sheet].file) return dom.say("先选中要移的行，按 Ctrl+X 提起。", true);
    const { id, role } = lines.ownerOf(target);
    if (id === null || role !== "body" || held.lines.includes(target)) return dom.say("放到一篇正文的行上，并且不是提起的那几行。", true);
    const strange = held.lines.filter(i => lines.ownerOf(i).id !== id || lines.ownerOf(i).role !== "body");
    if (strange.length && !(await acts.give(new Map(strange.map(i => [lines.keyOf(i), { id, role: /** @type {const} */ ("body") }])), `${strange.length} 行已归入`))) return;
    if (order(id, held.lines, target, strange.length > 0)) dom.say(`${held.lines.length} 行移到第 ${lines.numberOf(target)} 行之后。`);
    taken = null;
    lines.lift([]);
  }

  /** The selected lines go one line up or down in the body; whole paragraphs one paragraph. @param {1 | -1} by */
  async function by(by) {
    const picked = lines.picked;
    const { id } = lines.ownerOf(picked[0]);
    const body = id === null ? "" : model.article(id)?.body ?? "";
    const rows = id === null ? [] : lines.bodyOf(id);
    const spans = follow.spans(body, rows);
    const row = [...spans].sort((a, b) => a[1][0] - b[1][0]).map(([i]) => i);
    const places = picked.map(i => row.indexOf(i)).sort((a, b) => a - b);
    if (id === null || places.some((at, n) => at < 0 || (n && at !== places[n - 1] + 1))) return dom.say("选中一篇正文里接连的几行，再移。", true);
    const [first, last] = [places[0], places[places.length - 1]];
    /** Whether a paragraph begins with a line of the row. @param {number} n */
    const begins = n => n <= 0 || n >= row.length || body.slice(spans.get(row[n - 1])?.[1], spans.get(row[n])?.[0]).includes(BREAK);
    let to = by < 0 ? first - 1 : last + 2; // the line before which they go
    if (begins(first) && begins(last + 1)) while (!begins(to)) to += by;
    if (to < 0 || to > row.length) return dom.say(by < 0 ? "已经是正文的开头。" : "已经是正文的末尾。");
    if (order(id, picked, to ? row[to - 1] : null, false)) dom.say(by < 0 ? "已往前移。" : "已往后移。");
  }

  /** @param {string} id @param {number[]} picked @param {number | null} target @param {boolean} same it goes with the last step */
  function order(id, picked, target, same) {
    const a = model.article(id);
    const body = a && moved(a.body, lines.bodyOf(id), picked, target);
    if (body == null) {
      dom.say("这几行的字在正文里没有找到（改过了），请在正文框里移。", true);
      return false;
    }
    if (same) model.amend(id, { body });
    else model.edit(id, { body });
    redraw();
    return true;
  }

  return {
    moved, take, put, by,
    set redraw(/** @type {() => void} */ f) { redraw = f; },
  };
})();
