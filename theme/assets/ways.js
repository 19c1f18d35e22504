// @ts-check
// Where what a query names leads to: the days, newspapers, places and people that an archive has pages or articles of, told
// by its index. No door leads to what is not there. Comes with understand.js.
(() => {
  "use strict";
  const { archive } = window;
  const { dates, days, fields, pageOf, say, nameOf, text, segmentOf, SAID } = archive;

  const KEY = /^[a-z\d-]+$/;
  const CODE = /^([a-z\d][a-z\d-]*?)-(\d{4})-(\d\d)-(\d\d)([a-z]?)(?:-[\dA-Za-z]+-\d+)?$/; // of an issue, of an article
  const ORDER = /** @type {const} */ (["date", "paper", "place", "person"]);
  const DOORS = 8; // at most
  const ISSUES = 4; // of a day
  const LOOKED = 2000; // documents that are looked at for the nearest issue of a newspaper
  const YEARS = 12; // that are looked at for a day of each year

  /** @typedef {{kind: Door["kind"], label: string, page: string, s: Segment}} Way */

  // Days in the index

  /** The first document of a segment that is not before a day. @param {Catalogue} c @param {Segment} s @param {number} day */
  async function firstFrom(c, s, day) {
    let [low, high] = [0, s.documents];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((await at(c, s, middle)).date < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The date of a document of a segment, and its newspaper. @param {Catalogue} c @param {Segment} s @param {number} n */
  async function at(c, s, n) {
    const size = s.block ?? c.block;
    const block = await fields(s, Math.floor(n / size));
    return { date: block.date[n % size], paper: s.paper[block.paper[n % size] - 1] };
  }

  /** What there is of some days: of each archive the numbers of its newspapers. @param {Catalogue} c @param {Days} span @param {boolean} all @returns {Promise<Map<string, {s: Segment, papers: Set<number>}>>} */
  async function thereOf(c, { from, to }, all) {
    const [first, last] = dates.range(from || undefined, to || undefined);
    const out = new Map();
    await Promise.all(c.segments.map(async s => {
      // What is known to the month or year alone stands before that.
      for (let n = await firstFrom(c, s, first - (first % 100 > 1 ? 0 : first % 10000 > 101 ? 1 : 101)); n < s.documents; n++) {
        const { date, paper } = await at(c, s, n);
        if (date > last) return;
        if (dates.first(date) < first || dates.last(date) > last) continue;
        const there = out.get(s.base ?? "") ?? { s, papers: new Set() };
        there.papers.add(paper);
        out.set(s.base ?? "", there);
        if (!all) return;
      }
    }));
    return out;
  }

  /** Of days that may be several the first that there is something of; else the latest that has come. @param {Catalogue} c @param {Days} span @returns {Promise<Days>} */
  async function settled(c, span) {
    const spans = [span, ...(span.or ?? [])];
    if (spans.length > 1) for (const each of spans) if ((await thereOf(c, each, false)).size) return each;
    const today = new Date().toISOString();
    return spans.find(({ from }) => from <= today) ?? span;
  }

  /** The day nearest to another one, before it or behind it, of which there is something. @param {Catalogue} c @param {string} day @param {-1 | 1} step @param {number[] | undefined} papers */
  async function nearestTo(c, day, step, papers) {
    const [number] = dates.range(day);
    const found = await Promise.all(c.segments.map(async s => {
      const begin = await firstFrom(c, s, number);
      for (let n = step < 0 ? begin - 1 : begin, i = 0; n >= 0 && n < s.documents && i < LOOKED; n += step, i++) {
        const { date, paper } = await at(c, s, n);
        if (date % 100 && date !== number && (!papers || papers.includes(paper))) return date;
      }
      return 0;
    }));
    const [best] = found.filter(Boolean).sort((a, b) => (a - b) * step);
    return best ? dates.written(best) : "";
  }

  /** Days as people write them. @param {string} [from] @param {string} [to] none where there is no end */
  function spoken(from = "", to = "") {
    const ends = (/** @type {string} */ day) => days(day.slice(0, 7))?.to === day;
    const whole = { year: (!from || from.endsWith("-01-01")) && (!to || to.endsWith("-12-31")), month: (!from || from.endsWith("-01")) && (!to || ends(to)) };
    const said = (/** @type {string} */ text) => {
      const [year, month, day] = text.split("-").map(Number);
      return whole.year ? say("unit.year", { year }) : whole.month ? say("unit.month_of", { year, month }) : say("unit.day", { year, month, day });
    };
    if (!from || !to) return from ? say("unit.since", { date: said(from) }) : say("unit.until", { date: said(to) });
    const [year, month, until] = [from.slice(0, 4), Number(from.slice(5, 7)), Number(to.slice(5, 7))];
    if (said(from) === said(to)) return said(from);
    if (whole.year) return say("unit.years", { first: year, last: to.slice(0, 4) });
    if (whole.month && to.startsWith(year)) return say("unit.months_of", { year, first: month, last: until });
    return say("unit.between", { first: said(from), last: said(to) });
  }

  // Doors

  /**
   * The doors to what a query names, best first.
   * @param {Catalogue} c
   * @param {Thing[]} things
   * @returns {Promise<Door[]>}
   */
  async function doors(c, things) {
    const inOrder = ORDER.flatMap(kind => things.filter(each => each.kind === kind));
    const of = await Promise.all(inOrder.map(each => ({ date: ofDays, paper: ofPaper, place: ofPlace, person: ofPerson })[each.kind](c, each, things)));
    return drawn(c, of.flat());
  }

  /** @param {Catalogue} c @param {Way[]} ways @returns {Door[]} */
  function drawn(c, ways) {
    const several = c.archive && c.archive.length > 1;
    return ways.slice(0, DOORS).map(({ kind, label, page, s }) => {
      const where = several && c.archive ? say("found.door_in", { label, archive: c.archive[s.archive ?? 0][1] }) : label;
      return { kind, label: where, url: pageOf(c, s, page) };
    });
  }

  /** A segment of each archive that has a value. @param {Catalogue} c @param {"paper" | "county"} facet @param {number} value @returns {Segment[]} */
  function having(c, facet, value) {
    const out = new Map();
    for (const s of c.segments) if (s[facet].includes(value) && !out.has(s.base)) out.set(s.base, s);
    return [...out.values()];
  }

  /** @param {Catalogue} c @param {Thing} thing @returns {Way[]} */
  const ofPlace = (c, { keys }) => c.county.flatMap(([key, label], value) => (keys.includes(key) && /^\d{6}$/.test(key) ? having(c, "county", value).map(s => ({ kind: /** @type {const} */ ("place"), label, page: `counties/${key}/index.html`, s })) : []));

  /** @param {Catalogue} c @param {Thing} thing @returns {Way[]} */
  const ofPaper = (c, { values }) => values.flatMap(value => {
    const [key, label] = c.paper[value];
    const there = alike(c, [value]).flatMap(each => having(c, "paper", each).map(s => [s.base, s]));
    return /** @type {Segment[]} */ ([...new Map(/** @type {[string, Segment][]} */ (there)).values()]).flatMap(s => (KEY.test(key) ? [{ kind: /** @type {const} */ ("paper"), label, page: `issues/${key}/index.html`, s }] : []));
  });

  /** All names of newspapers. @param {Catalogue} c @param {number[]} values @returns {number[]} */
  const alike = (c, values) => c.paper.flatMap(([key], n) => (values.some(value => c.paper[value][0] === key) ? [n] : []));

  /** @param {Catalogue} c @param {Thing} thing @returns {Way[]} */
  function ofPerson(c, { name, count }) {
    return [{ kind: "person", label: say("found.door_person", { name, count }), page: `search/index.html?${new URLSearchParams({ q: `${SAID.author}:${name}` })}`, s: home(c) }];
  }

  /** A segment of the archive whose search this is. @param {Catalogue} c @returns {Segment} */
  const home = c => c.segments.find(({ base }) => !base) ?? c.segments[0];

  /** The issues of a day; the month or the year of others; a search where they are no page. @param {Catalogue} c @param {Thing} thing @param {Thing[]} things @returns {Promise<Way[]>} */
  async function ofDays(c, thing, things) {
    const { days: span } = thing;
    if (!span) return [];
    const { from, to, on } = span;
    if (on) return ofEachYear(c, on);
    const named = things.find(({ kind }) => kind === "paper")?.values;
    const papers = named && alike(c, named);
    const kind = /** @type {const} */ ("date");
    if (from === to) {
      const found = await ofDay(c, from, papers);
      if (found.length) return found;
      const near = await Promise.all(/** @type {const} */ ([-1, 1]).map(async step => {
        const day = await nearestTo(c, from, step, papers);
        const [first] = day ? await ofDay(c, day, papers) : [];
        return first ? [{ ...first, label: step < 0 ? say("found.door_before", { label: first.label }) : say("found.door_after", { label: first.label }) }] : [];
      }));
      return [...near.flat(), ...await ofDays(c, { ...thing, days: days(from.slice(0, 7)) }, things)];
    }
    const [year, month] = from.split("-");
    const date = spoken(from, to);
    const isYear = from.endsWith("-01-01") && to === `${year}-12-31`;
    const isMonth = from.slice(0, 7) === to.slice(0, 7) && to === days(`${year}-${month}`)?.to && from.endsWith("-01");
    const page = isYear ? `dates/${year}/index.html` : isMonth ? `dates/${year}/${month}.html` : "";
    const there = [...await thereOf(c, span, false)];
    if (page && there.length) return there.map(([, { s }]) => ({ kind, label: say("found.door_day", { date }), page, s }));
    if (isMonth) return ofDays(c, { ...thing, days: days(year) }, things);
    const filters = new URLSearchParams({ ...(from && { from }), ...(to && { to }) });
    return there.length ? [{ kind, label: say("found.door_day", { date }), page: `search/index.html?${filters}`, s: home(c) }] : [];
  }

  /** The page of a day where it has several issues, and they. @param {Catalogue} c @param {string} from the day @param {number[] | undefined} papers @returns {Promise<Way[]>} */
  async function ofDay(c, from, papers) {
    const kind = /** @type {const} */ ("date");
    const [year, month, day] = from.split("-");
    return [...await thereOf(c, { from, to: from }, true)].flatMap(([, { s, papers: held }]) => {
      const wanted = [...held].filter(n => !papers || papers.includes(n));
      const date = say("unit.day", { year: Number(year), month: Number(month), day: Number(day) });
      const whole = held.size > 1 && !papers ? [{ kind, label: say("found.door_day", { date }), page: `dates/${year}/${month}-${day}.html`, s }] : [];
      const issues = wanted.filter(n => KEY.test(c.paper[n][0])).slice(0, ISSUES).map(n => {
        const [key, paper] = c.paper[n];
        const label = whole.length || papers ? say("found.door_issue", { date, paper }) : say("found.door_only", { date, paper });
        return { kind, label, page: `issues/${key}/${from}/index.html`, s };
      });
      return [...whole, ...issues];
    });
  }

  /** The page of a day in all years, which is there where one of them has something of it. @param {Catalogue} c @param {string} on month and day @returns {Promise<Way[]>} */
  async function ofEachYear(c, on) {
    const [month, day] = on.split("-").map(Number);
    const label = say("found.door_each_year", { date: say("unit.month_day", { month, day }) });
    const ends = await Promise.all(c.segments.filter(s => !s.base && s.documents).map(async s => [(await at(c, s, 0)).date, (await at(c, s, s.documents - 1)).date]));
    const [first, last] = [Math.min(...ends.map(([date]) => date)), Math.max(...ends.map(([, date]) => date))].map(date => Math.floor(date / 10000));
    for (let year = last, n = 0; year >= first && n < YEARS; year--, n++) {
      const found = (await thereOf(c, { from: `${year}-${on}`, to: `${year}-${on}` }, false)).get("");
      if (found) return [{ kind: "date", label, page: `dates/on/${on}.html`, s: found.s }];
    }
    return [];
  }

  /** The issue or the article of which a text is the code. @param {Catalogue} c @param {string} query @returns {Promise<Door[]>} */
  async function ofCode(c, query) {
    const code = query.trim().toLowerCase();
    const [, key, year, month, day] = CODE.exec(code) ?? [];
    const papers = c.paper.flatMap(([each], n) => (each === key ? [n] : []));
    if (!papers.length) return [];
    const from = `${year}-${month}-${day}`;
    const [first, last] = dates.range(from, from);
    /** @type {Way[]} */
    const out = [];
    for (const s of c.segments) {
      for (let n = await firstFrom(c, s, first); n < s.documents && (await at(c, s, n)).date <= last; n++) {
        const doc = s.first + n;
        const [id, page] = await nameOf(c, doc);
        if (id !== code) continue;
        const [, , [label]] = await text(c, doc);
        out.push({ kind: "paper", label, page, s: segmentOf(c, doc) });
      }
    }
    return drawn(c, [...out, ...await ofDay(c, from, papers)]);
  }

  window.archive = Object.assign(archive, { doorsTo: doors, ofCode, settled, spoken });
})();
