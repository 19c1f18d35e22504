// @ts-check
// Days that a text names: 2024年3月7日, 2024-03-07, 20240307, 24年3月, 民国三十六年, 二〇二四年, 1950年代; parts of years
// and months: 2020年上半年, 1947年秋, 2020年3月上旬; from one to another: 1947—1949, 2020年3月至5月; before and after: 1949年以前; told
// from today: 去年3月; each year's: 3月7日; of the Chinese calendar, as lunar.js reads it. The same is
// generator/finding/days.py.
(() => {
  "use strict";

  const DIGITS = "零一二三四五六七八九";
  const TENS = /** @type {Record<string, number>} */ ({ 十: 1, 廿: 2, 卅: 3 });
  const N = "([0-9零一二三四五六七八九十廿卅元]+)";
  const REST = `(?:${N}月份?(?:${N}[日号]?)?)?`;
  const ENDS = /(?:的?(?:报纸?|那天|这天|当天|当日))$/u; // 2024年3月7日的报纸
  const [EARLIEST, LATEST] = [1800, 2100];
  const LEAP = 2020; // a year that has all days
  const LONGEST = 40; // characters: 中华民国三十六年农历闰十二月二十九日至… has 37
  const DAY = 86_400_000; // milliseconds
  const TO = /[-–—~至到]+/gu;
  const PART = /^(.+?)([上下前后]半年|第?[1-4一二三四]季度?|[春夏秋冬][季天]?|[上中下]旬)$/u;
  const SEASON = /[春夏秋冬](?![的季天])[\u3400-\u9fff]$/u; // 2023年春耕 names a year, and what is done in spring
  const BEFORE = /^(.*[\d年月日号代春夏秋冬季])(?:及?以前|之前|前)$/u;
  const SINCE = /^(?:[自从]?(.*[\d年月日号代春夏秋冬季])(?:及?以后|以来|之后|起|后)|[自从](.*[\d年月日号代春夏秋冬季]))$/u;
  const YEARLY = new RegExp(`^${N}月(?:${N}[日号]|(\\d{1,2}|[二三]?[十廿卅][一二三四五六七八九]?))$`, "u"); // 三月三 is a feast
  const NEAR_YEARS = /** @type {Record<string, number>} */ ({ 今: 0, 去: 1, 前: 2 });
  const NEAR_YEAR = /^([今去前])年(.*)$/u;
  const NEAR_DAYS = /** @type {Record<string, number>} */ ({ 今天: 0, 今日: 0, 昨天: 1, 昨日: 1, 前天: 2 });
  const REPUBLIC = 1911; // the year before the first of 民国

  /** What a number in figures or in characters is; NaN where it is none. @param {string} text */
  function number(text) {
    if (/^\d+$/.test(text)) return Number(text);
    if (text === "元") return 1;
    if (!/[十廿卅]/u.test(text)) return Number(Array.from(text, c => (/\d/.test(c) ? c : DIGITS.indexOf(c))).join("")); // 二〇二四
    const parts = /^([一二三四五六七八九]?)([十廿卅])([一二三四五六七八九]?)$/u.exec(text);
    if (!parts) return NaN;
    const [, before, ten, one] = parts;
    return 10 * (before ? DIGITS.indexOf(before) : TENS[ten]) + (one ? DIGITS.indexOf(one) : 0);
  }

  /** @param {number} year @param {number} [month] @param {number} [day] @returns {Days | null} */
  function span(year, month, day) {
    if (!(year >= EARLIEST && year <= LATEST)) return null;
    const pad = (/** @type {number} */ n) => String(n).padStart(2, "0");
    if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    if (!(month >= 1 && month <= 12) || (day !== undefined && !(day >= 1 && day <= last))) return null;
    return { from: `${year}-${pad(month)}-${pad(day ?? 1)}`, to: `${year}-${pad(month)}-${pad(day ?? last)}` };
  }

  /** A year of two digits may be one of two. @param {string} year @param {(year: number) => Days | null} of */
  function within(year, of) {
    const n = number(year);
    if (Array.from(year).length !== 2 || /[十廿卅元]/u.test(year)) return of(n);
    const [later, earlier] = [of(2000 + n), of(1900 + n)];
    return later && earlier ? { ...later, or: [earlier] } : later ?? earlier;
  }

  const some = (/** @type {string | undefined} */ text) => (text === undefined ? undefined : number(text));

  /** @type {[RegExp, (...parts: string[]) => Days | null][]} */
  const FORMS = [
    [new RegExp(`^(?:公元)?${N}年${REST}$`, "u"), (year, month, day) => within(year, n => span(n, some(month), some(day)))],
    [new RegExp(`^(?:中华)?民国${N}年${REST}$`, "u"), (year, month, day) => span(REPUBLIC + number(year), some(month), some(day))],
    [/^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?$/, (year, _, month, day) => span(+year, +month, some(day))],
    [/^(\d\d)([-/])(\d{1,2})\2(\d{1,2})$/, (year, _, month, day) => within(year, n => span(n, +month, +day))],
    [/^(\d{4})(\d\d)(\d\d)?$/, (year, month, day) => span(+year, +month, some(day))],
    [/^(\d{4})$/, year => span(+year)],
    [new RegExp(`^(?:上世纪|20世纪|二十世纪|(19|20))?(\\d0|[二三四五六七八九]十)年代$`, "u"), (century, tens) => {
      const year = 100 * Number(century || 19) + number(tens);
      const [from, to] = [span(year), span(year + 9)];
      return from && to && { from: from.from, to: to.to };
    }],
  ];

  /** What is one of some forms alone; undefined where it has none of them. @param {string} text @param {Date} today @returns {Days | null | undefined} */
  function single(text, today) {
    for (const [form, made] of FORMS) {
      const parts = form.exec(text);
      if (parts) return made(...parts.slice(1));
    }
    return window.archive.lunar?.(text) ?? told(text, today);
  }

  /** Every reading of some days changed alike; null where the first cannot be. @param {Days | null} days @param {(days: Days) => Days | null} change @returns {Days | null} */
  function each(days, change) {
    const made = days && change(days);
    const or = (days?.or ?? []).flatMap(other => change(other) ?? []);
    return made && { ...made, ...(or.length && { or }), ...(days?.loose && { loose: true }) };
  }

  /** Told from today, which texts do as well: 去年3月, 昨天. @param {string} text @param {Date} today @returns {Days | null | undefined} */
  function told(text, today) {
    const [, year, rest] = NEAR_YEAR.exec(text) ?? [];
    const day = NEAR_DAYS[text];
    const date = new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate() - (day ?? 0))).toISOString().slice(0, 10);
    if (day !== undefined) return { from: date, to: date, loose: true };
    const of = year ? single(`${today.getFullYear() - NEAR_YEARS[year]}年${rest}`, today) : undefined;
    return of && { ...of, loose: true };
  }

  /** A part of a year or a month. @param {Days} days @param {string} part @returns {Days | null} */
  function partOf({ from, to }, part) {
    const year = from.slice(0, 4);
    if (part.endsWith("旬")) {
      if (from.slice(0, 7) !== to.slice(0, 7) || from === to) return null;
      const n = "上中下".indexOf(part[0]);
      return { from: `${from.slice(0, 8)}${n}1`, to: n < 2 ? `${from.slice(0, 8)}${n + 1}0` : to };
    }
    if (to !== `${year}-12-31` || from !== `${year}-01-01`) return null;
    const season = "春夏秋冬".indexOf(part[0]);
    if (season >= 0) return { from: `${year}-${String(3 * season + 3).padStart(2, "0")}-01`, to: new Date(Date.UTC(+year, 3 * season + 5, 0)).toISOString().slice(0, 10) };
    const n = part.endsWith("半年") ? "前后".indexOf(part[0].replace("上", "前").replace("下", "后")) : number(/[1-4一二三四]/u.exec(part)?.[0] ?? "") - 1;
    const months = part.endsWith("半年") ? 6 : 3;
    const [first, last] = [span(+year, n * months + 1), span(+year, (n + 1) * months)];
    return first && last && { from: first.from, to: last.to };
  }

  /** From one to another, of which the second need not say again what the first says, nor the first what the second does. @param {string} text @param {Date} today @returns {Days | null} */
  function stretch(text, today) {
    for (const { 0: sign, index } of text.matchAll(TO)) {
      const [first, last] = [text.slice(0, index), text.slice(index + sign.length)];
      const unit = /[年月日号]$/u.exec(last)?.[0] ?? "";
      const begin = point(first, today) ?? (first.endsWith(unit) ? null : point(first + unit, today));
      const said = [/^.*月/u, /^.*年(?:农历)?/u, /^(?:中华)?民国/u, /^\d\d(?=\d\d年?$)/, /^\d{4}[-/.]/].flatMap(of => of.exec(first)?.[0] ?? []);
      const tail = unit ? last : last + (/[年月日号]$/u.exec(first)?.[0] ?? "");
      const ends = [...said.flatMap(of => [of + last, of + tail]), last].map(of => point(of, today));
      const end = ends.find(of => of && begin && of.from > begin.from);
      if (begin && end) return { from: begin.from, to: end.to, ...(begin.loose && { loose: true }) };
    }
    return null;
  }

  /** A day, a month, a year, or a part of one. @param {string} text @param {Date} today @returns {Days | null} */
  function point(text, today) {
    const found = single(text, today);
    if (found !== undefined) return found;
    const [, of, part] = PART.exec(text) ?? [];
    return part ? each(single(of, today) ?? null, days => partOf(days, part)) : null;
  }

  /** What is before some days, or from their first one on. @param {string} text @param {Date} today @returns {Days | null} */
  function open(text, today) {
    const [, before] = BEFORE.exec(text) ?? [];
    const dayBefore = (/** @type {string} */ day) => new Date(Date.parse(day) - DAY).toISOString().slice(0, 10);
    if (before) return each(point(before, today), ({ from }) => ({ from: "", to: dayBefore(from) }));
    const [, behind, from] = SINCE.exec(text) ?? [];
    const since = behind ?? from;
    return since ? each(point(since, today), days => ({ from: days.from, to: "" })) : null;
  }

  /** A day of every year. @param {string} text @returns {Days | null} */
  function yearly(text) {
    const [, month, day, short] = YEARLY.exec(text) ?? [];
    const of = month ? span(LEAP, number(month), number(day ?? short)) : null;
    return of && { from: "", to: "", on: of.from.slice(5), loose: true };
  }

  /**
   * The days that a text names, if it is nothing but their name.
   * @param {string} text
   * @param {Date} [today]
   * @returns {Days | null}
   */
  function days(text, today = new Date()) {
    const plain = text.normalize("NFKC").replace(/\s+/gu, "").replace(/[〇○◯]/gu, "零").replace(/國/gu, "国").replace(/號/gu, "号").replace(/農曆/gu, "农历").replace(/份$/u, "");
    if (plain.length > LONGEST) return null; // pasted text: each of its characters may begin another reading
    for (const some of new Set([plain, plain.replace(ENDS, "")])) {
      const found = point(some, today) ?? stretch(some, today) ?? open(some, today) ?? yearly(some);
      if (found) return found;
    }
    return null;
  }

  window.archive = Object.assign(window.archive ?? {}, { days, SEASON });
})();
