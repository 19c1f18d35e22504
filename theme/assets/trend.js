// @ts-check
// How often queries are met with over time, up to three beside each other: of a thousand articles of each month or year,
// among those that the filters let through, how many a query finds. As lines, as a table, as a file.
(() => {
  "use strict";
  const { say, make, bars, going, forms, dates } = window.archive;

  const NS = "http://www.w3.org/2000/svg";
  const HEIGHT = 240;
  const [LEFT, RIGHT, TOP, BOTTOM] = [44, 12, 10, 26]; // around the lines: numbers, names of times
  const LABEL = 104; // px that the name of a time takes
  const CLOSE = 7; // px between two times, below which a line has no marks
  const MOST = 3; // queries
  const FEW = 20; // articles of a time, below which a share says little: its mark is hollow
  const SHARE = 1000;

  /** @typedef {{query: string, counts: number[]}} Series */

  /** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
  function svg(tag, attributes, ...children) {
    const element = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children);
    return element;
  }

  /** @param {number} number @param {number} [digits] */
  const written = (number, digits = 0) => number.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits });
  /** Of a thousand. @param {number} count @param {number} all */
  const share = (count, all) => (SHARE * count) / all;

  /** How many of the months' hits each time has. @param {Facet[]} months @param {Bar[]} times */
  const counted = (months, times) => times.map(({ from, to }) =>
    months.reduce((sum, { value, count }) => sum + (dates.within(value, from, to) ? count : 0), 0));

  /**
   * Times, how many articles each has, and how many of them each query finds.
   * @param {Seen} seen
   */
  async function measured({ asked, result, signal }) {
    const { from, to, per } = asked;
    const filters = window.archive.asking.filters(asked);
    const of = async (/** @type {string} */ query) =>
      (await window.archive.search(query, { limit: 0, filters, signal })).facets.month;
    const everything = await of("");
    const times = bars(everything, { from, to }, per).filter(bar => (!from || bar.to >= from) && (!to || bar.from <= to));
    /** @type {Series[]} */
    const series = [];
    for (const query of [asked.q, ...asked.with].slice(0, MOST)) {
      series.push({ query, counts: counted(query === asked.q ? result.facets.month : await of(query), times) });
    }
    return { times, totals: counted(everything, times), series };
  }

  /** A round number that is not less, and how many parts its axis has. @param {number} most @returns {[number, number]} */
  function axis(most) {
    const unit = 10 ** Math.floor(Math.log10(most || 1));
    const step = [0.25, 0.5, 1, 2, 2.5].map(each => each * unit).find(each => each * 4 >= most) ?? unit * 2.5;
    return [step * Math.ceil(most / step || 1), Math.ceil(most / step || 1)];
  }

  /** The mark of a series: round, square, pointed. @param {number} n @param {number} x @param {number} y @param {string} [hollow] */
  function mark(n, x, y, hollow = "") {
    const attributes = { class: `mark s${n}${hollow}` };
    if (n === 0) return svg("circle", { ...attributes, cx: x, cy: y, r: 3.5 });
    if (n === 1) return svg("rect", { ...attributes, x: x - 3, y: y - 3, width: 6, height: 6 });
    return svg("path", { ...attributes, d: `M${x} ${y - 4.5}l4.5 8h-9z` });
  }

  /**
   * @param {number} width
   * @param {Bar[]} times
   * @param {number[]} totals
   * @param {Series[]} series
   */
  function drawing(width, times, totals, series) {
    const most = Math.max(...series.flatMap(({ counts }) => counts.map((count, i) => (totals[i] ? share(count, totals[i]) : 0))));
    const [top, parts] = axis(most);
    const [inner, high] = [width - LEFT - RIGHT, HEIGHT - TOP - BOTTOM];
    const x = (/** @type {number} */ i) => LEFT + (times.length > 1 ? (inner * i) / (times.length - 1) : inner / 2);
    const y = (/** @type {number} */ value) => TOP + high * (1 - value / top);
    const lines = Array.from({ length: parts + 1 }, (_, k) => (top * k) / parts).flatMap(value => [
      svg("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
      svg("text", { class: "amount", x: LEFT - 6, y: y(value) + 4 }, written(value, 2)),
    ]);
    const every = Math.max(1, Math.ceil((times.length * LABEL) / inner));
    const names = times.flatMap(({ label }, i) => (i % every && i !== 0 ? [] : [svg("text", { class: `time${i ? i === times.length - 1 ? " last" : "" : " first"}`, x: x(i), y: HEIGHT - 6 }, label)]));
    const drawn = series.map(({ query, counts }, n) => {
      let path = "";
      let open = false;
      const marks = counts.flatMap((count, i) => {
        if (!totals[i]) return (open = false), [];
        const at = [x(i), y(share(count, totals[i]))];
        path += `${open ? "L" : "M"}${at.map(each => each.toFixed(1)).join(" ")}`;
        open = true;
        const alone = !totals[i - 1] && !totals[i + 1];
        if (times.length > inner / CLOSE && !alone) return [];
        const point = mark(n, at[0], at[1], totals[i] < FEW ? " hollow" : "");
        point.append(svg("title", {}, say("view.point", { query, time: times[i].label, share: written(share(count, totals[i]), 1), count: written(count), all: written(totals[i]) })));
        return [point];
      });
      return svg("g", {}, svg("path", { class: `line s${n}`, d: path }), ...marks);
    });
    const label = say("view.trend_of", { queries: series.map(({ query }) => query).join(say("unit.and")) });
    return svg("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": label }, ...lines, ...names, ...drawn);
  }

  /** The queries with their marks; those that were put to the first can be taken away. @param {Series[]} series @param {Seen} seen */
  function legend(series, { asked, link }) {
    return make("ul", { class: "legend" }, ...series.map(({ query, counts }, n) => {
      const sample = svg("svg", { width: 26, height: 12, "aria-hidden": "true" }, svg("path", { class: `line s${n}`, d: "M0 6h26" }), mark(n, 13, 6));
      const sum = say("view.articles", { count: written(counts.reduce((all, count) => all + count, 0)) });
      const item = make("li", {}, sample, " ", make("b", {}, query || say("view.everything")), ` ${sum}`);
      if (n) item.append(" ", link("✕", { with: asked.with.filter(other => other !== query) }, { class: "off", "aria-label": say("view.without", { query }) }));
      return item;
    }));
  }

  /** @param {Seen} seen */
  function compare({ asked, ask }) {
    const field = make("input", { type: "search", name: "with", "aria-label": say("view.with"), placeholder: say("view.with"), required: "" });
    const form = make("form", { class: "compare" }, field, make("button", { type: "submit" }, say("view.compare")));
    form.addEventListener("submit", event => {
      event.preventDefault();
      const query = field.value.trim();
      if (query && query !== asked.q) ask({ with: [...new Set([...asked.with, query])].slice(0, MOST - 1) });
    });
    return form;
  }

  /** @param {Bar[]} times @param {number[]} totals @param {Series[]} series @param {Seen} seen */
  function table(times, totals, series, { link }) {
    const heads = [say("view.time"), say("view.all_articles"), ...series.flatMap(({ query }) => [say("view.hits_of", { query }), say("view.share_of", { query })])];
    const rows = times.map(({ label, from, to }, i) => {
      const cells = series.flatMap(({ query, counts }) => [
        counts[i] ? link(written(counts[i]), { view: "list", q: query, from, to }, {}) : "0",
        totals[i] ? written(share(counts[i], totals[i]), 1) : "—",
      ]);
      return make("tr", {}, make("th", { scope: "row" }, label), ...[written(totals[i]), ...cells].map(cell => make("td", {}, cell)));
    });
    const head = make("thead", {}, make("tr", {}, ...heads.map(name => make("th", { scope: "col" }, name))));
    return make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": say("view.table") }, make("table", {}, head, make("tbody", {}, ...rows)));
  }

  /** The same as a file. @param {Bar[]} times @param {number[]} totals @param {Series[]} series */
  function csv(times, totals, series) {
    const heads = [say("view.from"), say("view.to"), say("view.all_articles"), ...series.flatMap(({ query }) => [say("view.hits_of", { query }), say("view.share_of", { query })])];
    const rows = times.map(({ from, to }, i) => forms.row([from, to, totals[i], ...series.flatMap(({ counts }) =>
      [counts[i], totals[i] ? Math.round(1e4 * share(counts[i], totals[i])) / 1e4 : ""])]));
    return ["\ufeff", forms.row(heads), ...rows];
  }

  /** @type {ResizeObserver | undefined} */
  let watching;

  /**
   * @param {HTMLElement} box
   * @param {Seen} seen
   */
  async function trend(box, seen) {
    const { times, totals, series } = await measured(seen);
    watching?.disconnect();
    if (!times.length) return box.replaceChildren(make("p", {}, say("view.no_times")));
    const figure = make("figure", { class: "trend" });
    const per = times.some(({ from, to }) => from.slice(0, 7) !== to.slice(0, 7)) ? "year" : "month";
    const pers = [["month", say("view.per_month")], ["year", say("view.per_year")]].map(([name, label]) =>
      seen.link(label, { per: /** @type {Asked["per"]} */ (name) }, name === per ? { "aria-current": "true" } : {}));
    const words = make("p", {}, say("view.unit", { few: FEW }));
    const file = going.file(say("view.trend_file"), "text/csv;charset=utf-8", csv(times, totals, series), say("view.as_csv"));
    const data = make("details", { class: "data" }, make("summary", {}, say("view.table")), table(times, totals, series, seen));
    box.replaceChildren(
      ...(series.length < MOST ? [compare(seen)] : []), legend(series, seen),
      make("p", { class: "per" }, pers[0], " ", pers[1]), figure, words, make("p", {}, file), data);
    let width = 0;
    watching = new ResizeObserver(() => {
      const now = Math.max(280, Math.floor(figure.clientWidth));
      if (now === width) return;
      width = now;
      figure.replaceChildren(drawing(width, times, totals, series));
    });
    watching.observe(figure);
  }

  window.archive.views.trend = trend;
})();
