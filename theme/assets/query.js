// @ts-check
// The query language: lunr's, for texts that white space and words do not part, and the same in Chinese.
//
//   金融 扶贫        both must occur; a + before them says the same
//   金融 或 扶贫      one of them; OR and | between spaces say the same
//   -疫情           must not occur; 不含 疫情 says the same
//   "小额 信贷"      one run, white space aside
//   title:金融      in the title; author: county: paper: in those of the record; also with - and with "…".
//                  In Chinese 标题: 题名: 作者: 责任者: 地区: 报纸:
//  column:时评      and subject: person: organisation: event:, of what people wrote down; 栏目: 主题: 人物: 机构: 事件:
//  shelfmark:吕档-3  and serial: origin: number: page: kind:
//   wild*           what begins so. A run is found inside words, too: only of a name does the star say more.
//
// What may be text is text (`parse`). Where nothing holds it, it is read once more, as signs (`reread`):
//
//   草莓…采摘        the second run within twenty characters of the first
//   档号:吕档-3     连载: 来源: 期号: 总期号: 版次: 类型:, which are printed as well
//   头版  第2版  三版     page:, as people say it
//   贷款或信贷      one of them, where they stand together
//   “小额信贷”-疫情 ＋金融 －疫情 金融｜扶贫 不含疫情  作者 刘丽霞   signs as a Chinese keyboard types them
//
// What does not read so is searched as it stands. Tested against lunr.py's own parser.
(() => {
  "use strict";

  const FIELDS = /** @type {Record<string, Clause["field"]>} */ ({
    title: "title", author: "author", county: "county", paper: "paper",
    标题: "title", 题名: "title", 作者: "author", 责任者: "author", 地区: "county", 报纸: "paper",
    column: "rubric", subject: "subject", person: "person", organisation: "organisation", event: "event",
    栏目: "rubric", 主题: "subject", 人物: "person", 机构: "organisation", 事件: "event",
    serial: "serial", origin: "origin", shelfmark: "shelfmark", number: "number", page: "sheet", kind: "kind",
    標題: "title", 題名: "title", 責任者: "author", 地區: "county", 報紙: "paper", 欄目: "rubric", 主題: "subject", 機構: "organisation",
  });
  /** What newspapers print before a colon as well (来源：新华社): fields where no text holds it (`reread`). */
  const PRINTED = /** @type {Record<string, Clause["field"]>} */ ({
    连载: "serial", 来源: "origin", 档号: "shelfmark", 期号: "number", 总期号: "number", 版次: "sheet", 类型: "kind",
    連載: "serial", 來源: "origin", 檔號: "shelfmark", 期號: "number", 總期號: "number", 類型: "kind",
  });
  /** What is written in a query for a reader. */
  const SAID = { author: "作者", without: "不含" };
  const NAMES = Object.keys(FIELDS).join("|");
  const EVERY = `${NAMES}|${Object.keys(PRINTED).join("|")}`;
  const [CLAUSE, SIGNED] = [NAMES, EVERY].map(names => new RegExp(`([+-]?)(?:(${names})[:：])?(?:"([^"]+)"|([^\\s"+-][^\\s"]*))(?=\\s|$)`, "iuy"));
  const SPACE = /\s*/uy;
  const FIELD = /^[a-z]+:/i; // lunr names a field that it does not know an error; 12:30 is a run
  const OR = /(?:或|OR|[|｜])(?=\s+\S)/uy;
  const NOT = new RegExp(`${SAID.without}(?=\\s+[^\\s+-])`, "uy");
  const HANGING = new RegExp(`(?:^|\\s)(?:[+|｜-]|或|OR|${SAID.without}|(?:${NAMES})[:：])\\s*$`, "iu");
  const GAP = /(?:…+|⋯+|\.{3,})/u;

  const DAY = /\d{4}|[\d零〇○一二三四五六七八九十卅廿元][年月]|年代|[去今前]年|[昨今前][天日]|[农旧阴夏]历|[甲乙丙丁戊己庚辛壬癸].年|\d[-/.]\d{1,2}[-/.]\d/u; // in a text that may name one
  const ENDS = /(?:特别行政区|自治[区州县旗]|[省县市区旗州盟])$/u; // of places' names, which people leave out

  /** @type {[RegExp, string][]} */
  const QUOTES = [[/(^|[\s+＋－-]|[:：])[“＂「『]([^"“”＂「」『』]+)[”＂」』](?=[\s+＋－-]|$)/gu, '$1"$2"']];
  /** What a Chinese keyboard types, and what it stands for. @type {[RegExp, string][]} */
  const SIGNS = [
    [/(^|\s)＋(?=\S|$)/gu, "$1+"],
    [/(^|\s)[－−–—]+(?=\S|$)/gu, "$1-"],
    [/(\S)\s*[|｜][\s|｜]*(?=\S)/gu, "$1 或 "],
    [/(\s)不含[:：]?\s*(?=[^\s+:：-])/gu, "$1-"],
    [new RegExp(`((?:^|[\\s+-])(?:${EVERY}))[:：]\\s+(?=\\S)`, "giu"), "$1:"],
    [/((?:^|\s)(?:标题|题名|作者|责任者|栏目|人物))\s+(?=[^\s"+-])/gu, "$1:"],
    [/(^|\s)头版(?=\s|$)/gu, "$1page:1"],
    [/(^|\s)第?([A-Z]?\d{1,3})版(?=\s|$)/giu, "$1page:$2"],
    ...Array.from("一二三四五六七八", (numeral, n) => /** @type {[RegExp, string]} */ ([new RegExp(`(^|\\s)第?${numeral}版(?=\\s|$)`, "gu"), `$1page:${n + 1}`])),
    [/(^|\s)([\u4e00-\u9fff]{2,})或者?([\u4e00-\u9fff]{2,})(?=\s|$)/gu, "$1$2 或 $3"],
  ];

  /** @param {RegExp} sign sticky @param {string} text @param {number} at @returns {number} where it ends; 0 where it is not there */
  const behind = (sign, text, at) => {
    sign.lastIndex = at;
    return sign.test(text) ? sign.lastIndex : 0;
  };

  /**
   * @param {string} query
   * @param {RegExp} form CLAUSE or SIGNED
   * @returns {{clause: Clause, quoted: boolean}[] | null} null where it cannot be parsed
   */
  function clauses(query, form = CLAUSE) {
    /** @type {{clause: Clause, quoted: boolean}[]} */
    const found = [];
    let [or, no] = [false, false];
    for (let at = 0; ; ) {
      at = behind(SPACE, query, at) || at;
      if (at === query.length) return found;
      const [otherwise, without] = [found.length && !or && !no ? behind(OR, query, at) : 0, no ? 0 : behind(NOT, query, at)];
      if (otherwise || without) {
        [or, no, at] = [or || otherwise > 0, without > 0, otherwise || without];
        continue;
      }
      form.lastIndex = at;
      const parts = form.exec(query);
      if (!parts) return null;
      const [, sign, field, phrase, run] = parts;
      const open = /.\*$/u.test(run ?? "");
      const text = phrase ?? (open ? run.slice(0, -1) : run);
      if (!text.trim() || (run !== undefined && (text.includes("*") || FIELD.test(text)))) return null;
      const clause = { text, field: FIELDS[field?.toLowerCase()] ?? PRINTED[field] ?? "", not: no || sign === "-", open, ...(or && { or }) };
      found.push({ clause, quoted: phrase !== undefined });
      [or, no, at] = [false, false, form.lastIndex];
    }
  }

  /**
   * What a query asks for.
   * @param {string} text
   * @returns {Query}
   */
  function parse(text) {
    const found = clauses(text);
    if (found) return { clauses: found.map(({ clause }) => clause), literal: false };
    return { clauses: [{ text, field: "", not: false, open: false }], literal: true };
  }

  /** Some signs in the place of others; what is in quotes is text. @param {[RegExp, string][]} signs @param {string} text */
  const put = (signs, text) => text.split(/("[^"]*")/u).map((part, i) => (i % 2 ? part : signs.reduce((all, [from, to]) => all.replace(from, to), part))).join("");

  /** A query without the signs at its end that have nothing behind them. @param {string} query */
  function finished(query) {
    let rest = query.trim();
    while (HANGING.test(rest)) rest = rest.replace(HANGING, "").trim();
    return rest;
  }

  /**
   * What it asks for where signs of a Chinese keyboard are signs, and no text; null where it has none.
   * @param {string} text
   * @returns {Query | null}
   */
  function reread(text) {
    const plain = put(SIGNS, put(QUOTES, text).replace(/("[^"]*")(?=[+＋－-])/gu, "$1 "));
    let other = plain !== text;
    const found = clauses(plain, SIGNED)?.map(({ clause, quoted }) => {
      other = other || Object.values(PRINTED).includes(clause.field);
      const [run, ...then] = quoted || clause.field ? [clause.text] : clause.text.split(GAP);
      if (!then.length || ![run, ...then].every(each => each.trim())) return clause;
      other = true;
      return { ...clause, text: run, then };
    });
    return found && other ? { clauses: found, literal: false } : null;
  }

  window.archive = Object.assign(window.archive ?? {}, { parse, finished, reread, FIELDS, SAID, DAY, ENDS });
})();
