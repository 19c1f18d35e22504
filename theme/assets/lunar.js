// @ts-check
// Days of the Chinese calendar (农历) that a text names: 1947年农历正月初一, 农历庚子年腊月, 丁亥年, 民国三十六年闰二月. Comes
// with a query that may name one. In Python generator/language/lunar.py has the calendar, generator/finding/days.py the
// reading.
(() => {
  "use strict";

  const FIRST = 1900;
  // Six figures a year: a one and which of its months have thirty days; four bits, which of them is doubled (闰); six,
  // how many days after 20 January it begins. It is generator/data/lunar.csv (tests/search/test_days.py).
  const YEARS =
    "a5b60b52b81e695c13a9354974981b76540fb5550555a81866b40da5748252b815d26d8a69341d749411ea95466d501975a80e" +
    "cb6883656c16a4ddcc525c1f692c13d92d485a941b5b5010d6d5044ad818655c0da4bc83525c15b2598a75281c7a9411b6a546" +
    "56b4194ad80fc9b8c464b816e4b5cb72541e752813ed29876d541a55a810d56d0549741864b40de4ac826a5415da55c95b281c" +
    "6d5411aad547536819696c0ea95cc454ac17d4aa0b7a541d5aa813d6a9886ad41a52d810d2b905695c1854980df498c1765414" +
    "ad55ca55a81c65b411a5754752b41a69340ee93503749416ea960b6d501d6da812cb6988656c1b526c10d25d05692c18d92e8d" +
    "5a941f5b5014d6d1896ad81c655c11a4bd47525c1a592c0fb528c37a9415b5960b56b01e6ad812c9b54864b81b725810ea5504" +
    "75281776940cad548255a814d56dc949741d64b412e4ad466a54196d280edaa9036b5415aad64b52e81e696c13a95d8854ac1b" +
    "6a4c10ba55055aa8176b540ca6d48252d815d2b98969381c749811f49946754c1856a80eb5a8c365b416a576cb52b41e693413" +
    "e92d8874941a75480fed51446d681755b40ca56c82526c15d25dca692c1c6a9411da95465b48196b680daad8c364dc16a4be0c" +
    "525c1e592c13b529887a941a";
  const DAY = 86_400_000; // milliseconds
  const CYCLE = 60;
  const CYCLE_FROM = 4; // 4 CE was 甲子
  const [STEMS, BRANCHES] = ["甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"];
  const DIGITS = "零一二三四五六七八九";
  const NAMED = /** @type {Record<string, number>} */ ({ 正: 1, 冬: 11, 腊: 12, 臘: 12 });
  const TENS = /** @type {Record<string, number>} */ ({ 初: 0, 十: 10, 廿: 20, 卅: 30 });
  const SAID = "(农历|旧历|阴历|夏历)?";
  const FORM = new RegExp(`^${SAID}(?:公元)?(?:(\\d{4}|[零一二三四五六七八九]{4})年|(?:中华)?民国([\\d零一二三四五六七八九十廿卅元]+)年|([${STEMS}][${BRANCHES}])年)${SAID}(?:([闰閏]?)([正冬腊臘一二三四五六七八九]|十[一二]?|\\d+)月(?:(初|二十|三十|十|廿|卅)?([一二三四五六七八九十]|\\d+)?日?)?)?$`, "u");

  /** @param {number} year @returns {{begins: number, leap: number, long: string} | null} */
  function calendar(year) {
    const packed = parseInt(YEARS.slice((year - FIRST) * 6, (year - FIRST) * 6 + 6), 16);
    if (!(packed > 0)) return null;
    return { begins: Date.UTC(year, 0, 20 + (packed & 63)), leap: (packed >> 6) & 15, long: (packed >> 10).toString(2).slice(1) };
  }

  /** @param {string} text 一九四七, 1947 */
  const figures = text => Number(Array.from(text, c => (/\d/.test(c) ? c : DIGITS.indexOf(c))).join(""));

  /** @param {string} text 三十六, 36, 元 */
  function number(text) {
    if (text === "元") return 1;
    const parts = /^([一二三四五六七八九]?)([十廿卅])([一二三四五六七八九]?)$/u.exec(text);
    if (!parts) return figures(text);
    return (parts[1] ? 10 * DIGITS.indexOf(parts[1]) : TENS[parts[2]]) + (parts[3] ? DIGITS.indexOf(parts[3]) : 0);
  }

  /** The years that a name of the cycle stands for, the latest first. @param {string} name */
  function ofCycle(name) {
    const [stem, branch] = [STEMS.indexOf(name[0]), BRANCHES.indexOf(name[1])];
    const out = [];
    for (let year = FIRST; calendar(year); year++) if ((year - CYCLE_FROM) % CYCLE % 10 === stem && (year - CYCLE_FROM) % CYCLE % 12 === branch) out.unshift(year);
    return out;
  }

  /** Days of a year, of a month of it, or one day. @param {number} year @param {number} [month] @param {boolean} [leap] @param {number} [day] @returns {Days | null} */
  function span(year, month, leap, day) {
    const of = calendar(year);
    if (!of) return null;
    const lengths = Array.from(of.long, each => 29 + Number(each));
    const iso = (/** @type {number} */ days) => new Date(of.begins + days * DAY).toISOString().slice(0, 10);
    const total = (/** @type {number} */ until) => lengths.slice(0, until).reduce((sum, each) => sum + each, 0);
    if (month === undefined) return { from: iso(0), to: iso(total(lengths.length) - 1) };
    if (!(month >= 1 && month <= 12) || (leap && of.leap !== month)) return null;
    const n = month - 1 + Number(leap || (of.leap > 0 && month > of.leap));
    if (day === undefined) return { from: iso(total(n)), to: iso(total(n + 1) - 1) };
    return day >= 1 && day <= lengths[n] ? { from: iso(total(n) + day - 1), to: iso(total(n) + day - 1) } : null;
  }

  /**
   * The days that a text names by the Chinese calendar; undefined where it is another one.
   * @param {string} text
   * @returns {Days | null | undefined}
   */
  function lunar(text) {
    const parts = FORM.exec(text);
    if (!parts) return undefined;
    const [, said, figured, republic, cycle, then, leap, month, ten, one] = parts;
    // 民国三十六年七月 is of the calendar of the day; what it says otherwise is not.
    if (!said && !then && !cycle && !leap && !/[正冬腊臘]/u.test(month ?? "") && !/[初廿卅]/u.test(ten ?? "")) return undefined;
    const years = cycle ? ofCycle(cycle) : [figured ? figures(figured) : 1911 + number(republic)];
    const day = ten || one ? (ten === "二十" ? 20 : ten === "三十" ? 30 : ten ? TENS[ten] : 0) + (one ? number(one) : 0) : undefined;
    const spans = years.flatMap(year => span(year, month ? NAMED[month] ?? number(month) : undefined, Boolean(leap), day) ?? []);
    const [first, ...or] = spans;
    return first ? { ...first, ...(or.length && { or }) } : null;
  }

  window.archive = Object.assign(window.archive ?? {}, { lunar });
})();
