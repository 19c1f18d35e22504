// @ts-check
/* What the machine reads otherwise when a person has said where an article begins, or what is a headline. Articles that
   a person has a hand in stay as they are. */
const rereading = (() => {
  "use strict";

  /** @typedef {"headline" | "body" | "none" | "left" | "held" | "shut"} Role */
  /** @typedef {Map<string, {id: string | null, role: Role}>} Changes */

  /** What the file says of how sure an article is that the machine has read anew: a person has to see it. The confidence of
   *  before was that of another reading. */
  const REREAD = 0;
  const SHOWN = 16; // characters of the lines that were moved

  /** Articles as the machine left them since the issue was opened. @type {WeakSet<object>} */
  const machines = new WeakSet();

  /** Ids of the articles that no person has changed. */
  function untouched() {
    const known = new Set(model.saved.articles);
    return new Set(model.now.articles.filter(a => !a.reviewed && (known.has(a) || machines.has(a))).map(a => a.id));
  }

  /** These articles are as the machine has made them. @param {string[]} ids */
  function made(ids) {
    for (const a of model.now.articles) if (ids.includes(a.id)) machines.add(a);
  }

  /**
   * Changes, with what the machine reads otherwise for them, and that by itself.
   * @param {Changes} changes @param {string} file @param {string | null} begun the article that begins now
   * @returns {Promise<{all: Changes, otherwise: Changes}>}
   */
  async function of(changes, file, begun) {
    const { paper, date, sheets } = model.issue;
    const free = untouched();
    for (const key of changes.keys()) free.add(model.now.owners.get(key)?.id ?? "");
    const settled = model.now.articles.flatMap(a => (free.has(a.id) ? [] : [a.id]));
    const owners = (sheets.find(sheet => sheet.file === file)?.lines ?? []).map(({ n }) => {
      const { id, role } = changes.get(model.key(file, n)) ?? model.now.owners.get(model.key(file, n)) ?? { id: null, role: "none" };
      return [n, id, role];
    });
    /** @type {[number, string, Role][]} */
    const found = await server.request("/api/reread", { paper, date, file, owners, settled, fresh: begun });
    /** @type {Changes} */
    const otherwise = new Map(found.map(([n, id, role]) => [model.key(file, n), { id, role }]));
    return { all: new Map([...changes, ...otherwise]), otherwise };
  }

  /** The articles between which the machine moves lines. @param {Changes} otherwise @param {Map<string, {id: string | null, role: Role}>} before */
  const between = (otherwise, before) => new Set([...otherwise].flatMap(([key, { id }]) => [before.get(key)?.id, id]).filter(id => id != null));

  /**
   * What the machine has moved, in words: which lines, with what they say, from where and to where.
   * @param {Changes} otherwise with the ids that new articles have by now @param {Map<string, {id: string | null, role: Role}>} before
   */
  function told(otherwise, before) {
    const { lines: rows } = model.issue.sheets[lines.sheet];
    /** @type {{from: string, to: string, numbers: number[], text: string}[]} */
    const runs = [];
    rows.forEach(({ n, text }, i) => {
      const [now, was] = [otherwise.get(lines.keyOf(i)), before.get(lines.keyOf(i))];
      if (!now) return;
      const [from, to] = [place(was), place(now)];
      const last = runs[runs.length - 1];
      if (last && last.from === from && last.to === to) {
        last.numbers.push(n);
        last.text += text;
      } else if (from !== to) runs.push({ from, to, numbers: [n], text });
    });
    return runs.map(({ from, to, numbers, text }) => {
      const [first, last] = [numbers[0], numbers[numbers.length - 1]];
      return `第 ${first === last ? first : `${first}–${last}`} 行“${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}”由${from}改作${to}`;
    }).join("；");
  }

  /** @param {{id: string | null, role: Role} | undefined} of */
  function place(of) {
    if (!of || of.id === null) return "未归入";
    return of.role === "headline" ? `第${lines.mark(of.id)}篇标题` : `第${lines.mark(of.id)}篇正文`;
  }

  return { REREAD, untouched, made, of, between, told };
})();
