// @ts-check
// Days that a text names: 2024年3月7日, 2024-03-07, 20240307, 24年3月, 民国三十六年, 二〇二四年, 1950年代, 1947—1949.
(() => {
  "use strict";

  const DIGITS = "零一二三四五六七八九";
  const TENS = /** @type {Record<string, number>} */ ({ 十: 1, 廿: 2, 卅: 3 });
  const N = "([0-9零一二三四五六七八九十廿卅元]+)";
  const REST = `(?:${N}月份?(?:${N}[日号]?)?)?`;
  const ENDS = /(?:的?(?:报纸?|那天|这天|当天|当日))$/u; // 2024年3月7日的报纸
  const [EARLIEST, LATEST] = [1800, 2100];
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
    return later && earlier ? { ...later, or: earlier } : later ?? earlier;
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
    [/^(\d{4})年?[-–—~至到]+(\d{4})年?$/u, (first, last) => {
      const [from, to] = [span(+first), span(+last)];
      return from && to && first < last ? { from: from.from, to: to.to } : null;
    }],
    [new RegExp(`^(?:上世纪|20世纪|二十世纪|(19|20))?(\\d0|[二三四五六七八九]十)年代$`, "u"), (century, tens) => {
      const year = 100 * Number(century || 19) + number(tens);
      const [from, to] = [span(year), span(year + 9)];
      return from && to && { from: from.from, to: to.to };
    }],
  ];

  /**
   * The days that a text names, if it is nothing but their name.
   * @param {string} text
   * @returns {Days | null}
   */
  function days(text) {
    const plain = text.normalize("NFKC").replace(/\s+/gu, "").replace(/[〇○◯]/gu, "零").replace(/國/gu, "国").replace(/號/gu, "号").replace(/份$/u, "");
    for (const each of new Set([plain, plain.replace(ENDS, "")])) {
      for (const [form, made] of FORMS) {
        const parts = form.exec(each);
        if (parts) return made(...parts.slice(1));
      }
    }
    return null;
  }

  window.archive = Object.assign(window.archive ?? {}, { days });
})();
