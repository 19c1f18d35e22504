// @ts-check
/* What the machine reads otherwise when a person has said where an article begins, or what is a headline. Articles that
   a person has a hand in stay as they are. */
const rereading = (() => {
  "use strict";

  /** @typedef {"headline" | "body" | "none" | "left" | "held" | "shut"} Role */
  /** @typedef {Map<string, {id: string | null, role: Role}>} Changes */

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

  /** Changes, with what the machine reads otherwise for them.
   *  @param {Changes} changes @param {string} file @param {string | null} begun the article that begins now @returns {Promise<Changes>} */
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
    const all = new Map(changes);
    for (const [n, id, role] of found) all.set(model.key(file, n), { id, role });
    return all;
  }

  return { untouched, made, of };
})();
