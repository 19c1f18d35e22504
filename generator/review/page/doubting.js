// @ts-check
/* What a person should look at, and how sure the machine is of an article. */
const doubting = (() => {
  "use strict";

  /** @typedef {NonNullable<ReturnType<typeof model.article>>} Article */
  /** @typedef {{sheet: number, line: number, order: number, id: string | null, field: string | null, at: number, what: string}} Doubt */

  const MISSING = "缺字";
  const TWICE = "两篇文章都写着的行";

  /** Text fields in which a character may be missing. */
  const TEXTS = /** @type {const} */ (["kicker", "title", "subtitle", "byline", "captions", "body"]);

  /** Confidence from which an article is taken for whole. */
  const SURE = 0.9;
  /** @type {Record<string, string>} */
  const UNSURE = { title: "标题存疑", authors: "作者存疑", county: "地区存疑" };

  /**
   * What a person should look at, in the order of the pages: unplaced lines, lines of two articles, lost characters, hints.
   * Where all articles have been reviewed, what is left has been seen.
   * @returns {Doubt[]}
   */
  function all() {
    /** @type {Doubt[]} */
    const found = [];
    const open = model.now.articles.some(a => !a.reviewed);
    /** @type {Set<string>} */
    const met = new Set();
    /** Lost characters that stand beside their line. @type {Set<Doubt>} */
    const beside = new Set();
    model.issue.sheets.forEach((sheet, s) => {
      const claims = model.now.articles.flatMap(a => a.source.filter(one => one.file === sheet.file).map(({ lines }) => ({ id: a.id, lines })));
      let before = "";
      sheet.lines.forEach((line, i) => {
        const { id, role } = model.now.owners.get(model.key(sheet.file, line.n)) ?? { id: null, role: "none" };
        const both = [...new Set(claims.filter(({ lines: [first, last] }) => first <= line.n && line.n <= last).map(one => one.id))];
        const twice = both.length > 1 ? both.join(" ") : "";
        if (open && id !== null && twice && twice !== before) {
          found.push({ sheet: s, line: i, order: 0, id, field: null, at: 0, what: TWICE });
        }
        before = twice;
        if (id === null) {
          if (open && model.UNSEEN.has(role)) found.push({ sheet: s, line: i, order: 0, id, field: null, at: 0, what: "未归入的行" });
        } else if (!met.has(id)) {
          met.add(id);
          for (const [n, { where, ...doubt }] of inArticle(id).entries()) {
            const at = where ? sheet.lines.findIndex(x => x.n === where) : -1;
            found.push({ ...doubt, sheet: s, line: at < 0 ? i : at, order: n + 1 });
          }
        }
        for (let n = line.text.split(model.LOST).length - 1; id !== null && n > 0; n--) {
          const here = found.find(d => d.id === id && d.what === MISSING && !beside.has(d));
          if (here) beside.add(Object.assign(here, { sheet: s, line: i }));
        }
      });
    });
    for (const { id } of model.now.articles) if (!met.has(id)) found.push(...inArticle(id).map((doubt, n) => ({ ...doubt, sheet: 0, line: 0, order: n + 1 })));
    return found.sort((a, b) => a.sheet - b.sheet || a.line - b.line || a.order - b.order);
  }

  /** What the machine holds doubtful of an article that is as it stands in the file; undefined: it does not say, or is of another one. @param {Article} a */
  const of = a => (model.saved.articles.includes(a) ? model.issue.doubts?.[a.id] : undefined);

  /** How sure it is that an article is right as it is: 1 for one that was read. @param {Article} a */
  const sure = a => (a.reviewed ? 1 : of(a)?.sure ?? a.confidence ?? 1);

  /** @param {string} id */
  function inArticle(id) {
    const a = model.article(id);
    if (!a) return [];
    /** `where` is the number of a line, if it is not the article's first. @type {(Omit<Doubt, "sheet" | "line" | "order"> & {where?: number | null})[]} */
    const found = Object.keys(model.now.hints.get(id) ?? {}).map(field => ({ id, field, at: 0, what: "机器另有写法" }));
    const told = of(a);
    const sure = told?.sure ?? a.confidence;
    if (!a.reviewed && a.confidence === 0) found.unshift({ id, field: null, at: 0, what: "机器没有把握，请看" });
    else if (!a.reviewed && (told && told.sure !== null ? told.fields.includes("body") : a.confidence != null && a.confidence < SURE)) {
      found.unshift({ id, field: null, at: 0, what: `起止存疑，把握 ${Math.round((sure ?? 0) * 100)}%`, where: told?.line });
    }
    for (const field of told && !a.reviewed ? told.fields.filter(name => name !== "body") : []) found.push({ id, field, at: 0, what: UNSURE[field] ?? "存疑" });
    for (const field of a.reviewed ? [] : TEXTS) {
      const value = a[field];
      const text = Array.isArray(value) ? value.join("\n") : value ?? "";
      for (let at = text.indexOf(model.LOST); at >= 0; at = text.indexOf(model.LOST, at + 1)) found.push({ id, field, at, what: MISSING });
    }
    return found;
  }

  return { MISSING, all, of, sure };
})();
