// @ts-check
// The chart of hits over time: a bar for each month, or for each year where there are many, that narrows the dates.
(() => {
  "use strict";
  const { say } = window.archive;

  /** @typedef {{from: string, to: string}} Days */

  const NS = "http://www.w3.org/2000/svg";
  const [WIDTH, HEIGHT] = [720, 60]; // drawn as wide as there is room for
  const THICK = 28; // of a bar, at most
  const MONTHS = 36; // up to so many months have a bar each

  /**
   * @param {string} tag
   * @param {Record<string, string | number>} attributes
   * @param {...(Node | string)} children
   */
  function svg(tag, attributes, ...children) {
    const element = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children);
    return element;
  }

  /**
   * The bars for months that hold hits, in order and with those between them that hold none. Where a date range is
   * set, the whole years that it touches.
   * @param {Facet[]} months
   * @param {{from: string, to: string}} range
   * @param {"" | "month" | "year"} [per] what has a bar; "": months, or years where these are many
   * @returns {Bar[]}
   */
  function bars(months, { from, to }, per = "") {
    const within = months.filter(({ value }) => (!from || value.slice(0, 4) >= from.slice(0, 4)) && (!to || value.slice(0, 4) <= to.slice(0, 4)));
    if (!within.length) return [];
    const index = (/** @type {string} */ month) => 12 * Number(month.slice(0, 4)) + Number(month.slice(5, 7) || 1) - 1;
    let [first, last] = [index(within[0].value), index(within[within.length - 1].value)];
    if (from && to && from.slice(0, 4) === to.slice(0, 4)) [first, last] = [index(`${from.slice(0, 4)}-01`), index(`${to.slice(0, 4)}-12`)];
    const step = per === "month" || (!per && last - first < MONTHS) ? 1 : 12;
    if (step > 1) first -= first % 12;
    const counts = Array(Math.floor((last - first) / step) + 1).fill(0);
    for (const { value, count } of within) if (step > 1 || value.length > 4) counts[Math.floor((index(value) - first) / step)] += count;
    return counts.map((count, i) => {
      const [year, month] = [String(Math.floor((first + i * step) / 12)).padStart(4, "0"), (first + i * step) % 12 + 1];
      if (step > 1) return { label: say("unit.year", { year: Number(year) }), from: `${year}-01-01`, to: `${year}-12-31`, count };
      const of = `${year}-${String(month).padStart(2, "0")}`;
      const days = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
      return { label: say("unit.month_of", { year: Number(year), month }), from: `${of}-01`, to: `${of}-${days}`, count };
    });
  }

  /**
   * The chart, or nothing where there is but one bar to draw. It is one stop of the Tab key; arrows go through it.
   * @param {Facet[]} months
   * @param {Days} range
   * @param {(days: Days) => string} address of the search within these days
   * @param {(days: Days) => void} choose
   * @returns {Element[]} the drawing, and the words under it
   */
  function chart(months, range, address, choose) {
    const all = bars(months, range);
    if (all.length < 2) return [];
    const most = Math.max(...all.map(bar => bar.count));
    const width = WIDTH / all.length;
    const links = all.map((bar, i) => {
      const on = bar.from === range.from && bar.to === range.to;
      const days = on ? { from: "", to: "" } : { from: bar.from, to: bar.to };
      const inside = (!range.from || bar.to >= range.from) && (!range.to || bar.from <= range.to);
      const height = bar.count ? Math.max(2, (HEIGHT * bar.count) / most) : 0;
      const said = say("found.bar", { time: bar.label, count: bar.count.toLocaleString(document.documentElement.lang) });
      const thick = Math.min(THICK, width * 0.8);
      const box = { x: (i + 0.5) * width - thick / 2, y: HEIGHT - height, width: thick, height };
      const link = svg(
        "a",
        { href: address(days), "aria-label": said, tabindex: -1, class: inside ? "in" : "out", ...(on ? { "aria-current": "true" } : {}) },
        svg("title", {}, said),
        svg("rect", { class: "column", x: i * width, y: 0, width, height: HEIGHT }),
        svg("rect", { class: "bar", ...box }),
      );
      link.addEventListener("click", event => {
        const { ctrlKey, metaKey, shiftKey, altKey } = /** @type {MouseEvent} */ (event);
        if (ctrlKey || metaKey || shiftKey || altKey) return;
        event.preventDefault();
        choose(days);
      });
      return link;
    });
    const drawn = svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "group", "aria-label": say("found.chart") },
      ...links,
    );
    rove(drawn, links, Math.max(0, all.findIndex(bar => bar.from === range.from && bar.to === range.to)));
    const peak = /** @type {Bar} */ (all.find(bar => bar.count === most));
    const said = say("found.most", { time: peak.label, count: most.toLocaleString(document.documentElement.lang) });
    const labels = document.createElement("p");
    labels.setAttribute("aria-hidden", "true");
    for (const words of [all[0].label, said, all[all.length - 1].label]) {
      const label = document.createElement("span");
      label.textContent = words;
      labels.append(label);
    }
    return [drawn, labels];
  }

  /** One of the links takes the Tab key, the arrows go to the others. @param {SVGElement} box @param {SVGElement[]} links @param {number} start */
  function rove(box, links, start) {
    let at = start;
    links[at].setAttribute("tabindex", "0");
    box.addEventListener("keydown", event => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: links.length - 1 }[event.key];
      if (to === undefined || !links[to]) return;
      event.preventDefault();
      links[at].setAttribute("tabindex", "-1");
      at = to;
      links[at].setAttribute("tabindex", "0");
      links[at].focus();
    });
  }

  /**
   * The chart in its box; who is on one of its bars stays in it.
   * @param {HTMLElement} box
   * @param {Facet[]} months
   * @param {Days} range the days that are asked for
   * @param {(days: Days) => string} address
   * @param {(days: Days) => void} choose
   */
  function drawChart(box, months, range, address, choose) {
    const held = box.contains(document.activeElement);
    box.replaceChildren(...chart(months, range, address, choose));
    const stop = /** @type {SVGElement | null} */ (box.querySelector("[tabindex='0']"));
    if (held) stop?.focus({ preventScroll: true });
  }

  window.archive = Object.assign(window.archive, { bars, drawChart });
})();
