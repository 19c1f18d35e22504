// @ts-check
/* Two texts, what differs in them marked. What is the same for long is folded to a few words, which open it: where two
   long texts differ is seen without reading all of them. */
const marked = (() => {
  "use strict";

  const { make } = dom;
  const MOST = 4e6; // pairs of characters that are compared
  const FEW = 60; // characters that are not worth folding
  const NEAR = 16; // characters beside a difference that are shown

  /** Stretches of two lists in turn: whether they are the same, and what each list has there. @typedef {[boolean, string[], string[]]} Run */

  /** @param {string[]} a @param {string[]} b @returns {Run[]} */
  function runs(a, b) {
    const least = Math.min(a.length, b.length);
    let [head, tail] = [0, 0];
    while (head < least && a[head] === b[head]) head++;
    while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
    const [x, y] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
    /** @type {Run[]} */
    const found = [];
    /** @param {boolean} same @param {string[]} p @param {string[]} q */
    const add = (same, p, q) => {
      if (!p.length && !q.length) return;
      const last = found[found.length - 1];
      if (last && last[0] === same) found[found.length - 1] = [same, [...last[1], ...p], [...last[2], ...q]];
      else found.push([same, p, q]);
    };
    add(true, a.slice(0, head), a.slice(0, head));
    if (x.length * y.length > MOST) add(false, x, y);
    else for (const [same, i, i2, j, j2] of walk(x, y)) add(same, x.slice(i, i2), y.slice(j, j2));
    add(true, a.slice(a.length - tail), a.slice(a.length - tail));
    return found;
  }

  /** The longest that two lists have in common, step by step. @param {string[]} x @param {string[]} y */
  function walk(x, y) {
    const wide = y.length + 1;
    const best = new Uint16Array((x.length + 1) * wide);
    for (let i = x.length - 1; i >= 0; i--) {
      for (let j = y.length - 1; j >= 0; j--) {
        const at = i * wide + j;
        best[at] = x[i] === y[j] ? best[at + wide + 1] + 1 : Math.max(best[at + wide], best[at + 1]);
      }
    }
    /** @type {[boolean, number, number, number, number][]} */
    const steps = [];
    for (let i = 0, j = 0; i < x.length || j < y.length; ) {
      const [from, beside] = [i, j];
      const same = i < x.length && j < y.length && x[i] === y[j];
      if (same) [i, j] = [i + 1, j + 1];
      else if (j === y.length || (i < x.length && best[(i + 1) * wide + j] >= best[i * wide + j + 1])) i++;
      else j++;
      steps.push([same, from, i, beside, j]);
    }
    return steps;
  }

  /** Characters; one that is the same by chance between two differences is none. @param {string} a @param {string} b */
  function letters(a, b) {
    const found = runs([...a], [...b]);
    const chance = found.map(([same, p], i) => same && p.length === 1 && i > 0 && i < found.length - 1);
    /** @type {[boolean, string, string][]} */
    const joined = [];
    found.forEach(([same, p, q], i) => {
      const is = same && !chance[i];
      const last = joined[joined.length - 1];
      if (last && last[0] === is) joined[joined.length - 1] = [is, last[1] + p.join(""), last[2] + q.join("")];
      else joined.push([is, p.join(""), q.join("")]);
    });
    return joined;
  }

  /** What a button stands for until it is pressed. @param {string} text @param {string} label */
  function fold(text, label) {
    const button = make("button", { type: "button", class: "fold", title: "展开" }, label);
    button.addEventListener("click", () => {
      const opened = make("span", { tabindex: "-1" }, text);
      button.replaceWith(opened);
      opened.focus({ preventScroll: true });
    });
    return button;
  }

  /** What is the same, the middle of it folded. @param {string} text @param {boolean} first @param {boolean} last @returns {(Node | string)[]} */
  function kept(text, first, last) {
    const all = [...text];
    const [head, tail] = [first ? 0 : NEAR, last ? 0 : NEAR];
    const folded = all.slice(head, all.length - tail);
    if (folded.length < FEW) return [text];
    return [all.slice(0, head).join(""), fold(folded.join(""), `……相同 ${folded.length} 字……`), all.slice(all.length - tail).join("")];
  }

  /**
   * Both texts in pieces, each shown by what is given.
   * @param {string} a @param {string} b
   * @param {(same: (Node | string)[] | null, a: string, b: string) => void} show `same` is made anew for each call
   */
  function pieces(a, b, show) {
    const paragraphs = runs(a.split("\n\n"), b.split("\n\n"));
    paragraphs.forEach(([same, p, q], n) => {
      const [x, y] = [p.join("\n\n"), q.join("\n\n")];
      if (n) show(["\n\n"], "", "");
      if (same) show(p.length === 1 && x.length < FEW ? [x] : [fold(x, `……相同 ${p.length} 段……`)], x, y);
      else {
        const parts = letters(x, y);
        parts.forEach(([is, u, v], i) => show(is ? kept(u, i === 0, i === parts.length - 1) : null, u, v));
      }
    });
  }

  /** A text beside another one. @param {string} text @param {string} other @returns {(Node | string)[]} */
  function beside(text, other) {
    /** @type {(Node | string)[]} */
    const found = [];
    if (!text) return [make("span", { class: "empty" }, "（空）")];
    pieces(text, other, (same, own, theirs) => {
      if (same) found.push(...same);
      else if (own) found.push(make("mark", { class: "differs" }, own));
      else if (theirs) found.push(make("mark", { class: "lacks", title: "另一边这里有字" }));
    });
    return found;
  }

  /** What became of a text: taken out and put in. @param {string} was @param {string} now @returns {(Node | string)[]} */
  function changed(was, now) {
    /** @type {(Node | string)[]} */
    const found = [];
    pieces(was, now, (same, gone, put) => {
      if (same) return void found.push(...same);
      if (gone) found.push(make("del", {}, gone));
      if (put) found.push(make("ins", {}, put));
    });
    return found;
  }

  return { beside, changed };
})();
