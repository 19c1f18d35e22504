// @ts-check
/* The issue that is being corrected. Each state is a value that is never changed: undoing is going back to an older one,
   and what is unsaved is told by comparing with the one that was saved. */
const model = (() => {
  "use strict";

  /** In no article: none and held (readers do not see it), nobody has looked at it; left and shut, a person has left it there.
   *  @typedef {"headline" | "body" | "none" | "left" | "held" | "shut"} Role */
  /** @typedef {{name: string, role: string | null, id?: string}} Author */
  /** @typedef {{file: string, lines: [number, number]}} Source */
  /**
   * @typedef {object} Article
   * @property {string} id
   * @property {number | string | null} page
   * @property {string | null} kicker
   * @property {string} title
   * @property {string} title_source
   * @property {string | null} subtitle
   * @property {Author[]} authors
   * @property {string | null} byline
   * @property {string | null} county
   * @property {string | null} county_source
   * @property {string} kind
   * @property {string} body
   * @property {string[]} captions
   * @property {number | string | null} continued_from
   * @property {Source[]} source
   * @property {number | null} [confidence] how sure the machine is that it begins and ends where it should
   * @property {boolean} reviewed
   * @property {string | null} [reviewed_by]
   * @property {string | null} [reviewed_on] a day
   * @property {string} [status] open, withdrawn or withheld
   * @property {string | null} [status_note]
   * @property {string | null} [status_until] a day
   * @property {boolean} [status_title]
   * @property {string | null} [page_label] 版号, as printed
   * @property {string | null} [page_name] 版名
   * @property {string | null} [column] 栏目
   * @property {{title: string, part: number | string | null} | null} [serial]
   * @property {string[]} [subjects]
   * @property {string[]} [persons]
   * @property {string[]} [organisations]
   * @property {string[]} [events]
   * @property {string | null} [shelfmark]
   * @property {string | null} [rights]
   * @property {string[]} [reprinted_from]
   * @property {string[]} [corrected_by]
   * @property {string | null} [notes]
   * @property {string | null} [staff_notes]
   * @property {{file: string, caption: string | null, credit: string | null, alt: string | null}[]} [images]
   */
  /** @typedef {{n: number, text: string, gap: boolean, sure: number | null}} Line */
  /** @typedef {{file: string, page: number | null, label: string, called: string, picture?: boolean, lines: Line[], owners: [string | null, Role][]}} Sheet */
  /** @typedef {{id: string | null, role: Role}} Owner id null: the line is in no article */
  /**
   * What the machine would write now where a person has written something else: the fields that are taken together, and
   * what of other fields stands there as well then.
   * @typedef {{set: Partial<Article>, gone: {subtitle?: string, body?: string[]}}} Hint
   */
  /** @typedef {Record<string, Hint>} Hints by field */
  /** @typedef {{articles: Article[], owners: Map<string, Owner>, hints: Map<string, Hints>, lost: Map<string, string[]>}} State */
  /**
   * @typedef {object} Issue
   * @property {string} paper
   * @property {string} date as the issue's id has it, 2024-03-07b
   * @property {string} edition as it is called
   * @property {Record<string, string>} recorded what the list says of the issue
   * @property {string} name
   * @property {string} file
   * @property {string} base
   * @property {boolean} saved
   * @property {string[]} places
   * @property {Article[]} articles
   * @property {Sheet[]} sheets
   * @property {Record<string, {fields: string[], line: number | null, sure: number | null}>} [doubts] what is likely wrong of articles as they stand in the file
   * @property {{session: string, at: string, who: string, dated?: string, count: number, waiting: number}[]} [drafts] not saved yet, the last first
   * @property {string[]} [damaged] files of drafts that cannot be read
   */
  /** @typedef {{id: string, article: Article | null, hints: Hints, heir: string | null}} Composed */
  /** @typedef {{id: string | null, field: string | null, message: string}} Fault */

  const LOST = "〔□〕";
  const NEW = "+";
  /** What a person makes of a line that is in no article, and that nobody has looked at. @type {Map<string, Role>} */
  const UNSEEN = new Map([["none", "left"], ["held", "shut"]]);
  /** Half a character, as a text has it that was cut amid one: no file holds it. */
  const HALF = /\p{Surrogate}/gu;
  const STEPS = 200; // that can be undone, at most

  /** @type {Issue} */
  let issue;
  /** @type {State} */
  let now = { articles: [], owners: new Map(), hints: new Map(), lost: new Map() };
  let saved = now;
  /** @type {State[]} */
  let past = [];
  /** What was undone, the last first to be done again. @type {State[]} */
  let future = [];
  /** The field whose typing is one step. @type {string} */
  let typing = "";

  /** @param {string} file @param {number} n */
  const key = (file, n) => `${file}\n${n}`;

  /** @param {string} paper @param {string} date */
  async function open(paper, date) {
    begin(await server.request(`/api/issue?${new URLSearchParams({ paper, date })}`));
  }

  /** @param {Issue} found */
  function begin(found) {
    issue = found;
    saved = initial(found.articles, found.sheets.map(({ file, lines, owners }) => ({ file, lines: lines.map(line => line.n), owners })));
    resume([saved], 0);
  }

  /** An issue that nobody has touched. @param {Article[]} articles
   *  @param {{file: string, lines: number[], owners: [string | null, Role][]}[]} sheets @returns {State} */
  function initial(articles, sheets) {
    /** @type {Map<string, Owner>} */
    const owners = new Map();
    for (const { file, lines, owners: held } of sheets) {
      lines.forEach((n, i) => owners.set(key(file, n), { id: held[i][0], role: held[i][1] }));
    }
    return { articles, owners, hints: new Map(), lost: new Map() };
  }

  /** Goes on in a row of states. @param {State[]} states @param {number} at which of them is now */
  function resume(states, at) {
    past = states.slice(0, at);
    now = states[at];
    future = states.slice(at + 1).reverse();
    typing = "";
  }

  /** @param {State} next */
  function step(next) {
    past.push(now);
    if (past.length > STEPS) past.splice(0, STEPS / 2); // many at once: each time, a draft is sent whole
    now = next;
    future = [];
    typing = "";
  }

  /** Goes to the last of the states of one list, and leaves this one on the other. @param {State[]} to @param {State[]} from */
  function turn(to, from) {
    const next = to.pop();
    if (next) {
      from.push(now);
      now = next;
    }
    typing = "";
    return next !== undefined;
  }

  const undo = () => turn(past, future);
  const redo = () => turn(future, past);

  /** Every id that stands in a state that can be returned to. */
  const ids = () => [...new Set([...past, now, ...future].flatMap(state => state.articles.map(a => a.id)))];

  /** @param {string} id */
  const article = id => now.articles.find(a => a.id === id);

  /**
   * Changes fields. Typing in one field is one step.
   * @param {string} id
   * @param {Partial<Article>} fields
   * @param {string} [field] the field that is being typed in
   */
  function edit(id, fields, field = "") {
    const same = field !== "" && typing === `${id} ${field}`;
    const whole = JSON.parse(JSON.stringify(fields, (_, value) => (typeof value === "string" ? value.replace(HALF, "\ufffd") : value)));
    const articles = now.articles.map(a => (a.id === id ? { ...a, ...whole } : a));
    if (same) now = { ...now, articles };
    else step({ ...now, articles });
    typing = field && `${id} ${field}`;
  }

  /** Changes fields with the last step. @param {string} id @param {Partial<Article>} fields */
  function amend(id, fields) {
    now = { ...now, articles: now.articles.map(a => (a.id === id ? { ...a, ...fields } : a)) };
  }

  /** Marks articles as read, or not; with a page file, its lines of no article as well.
   *  @param {string[]} ids @param {boolean} reviewed @param {string} by empty: not said @param {string} [file] */
  function review(ids, reviewed, by, file = "") {
    const said = { reviewed, reviewed_by: (reviewed && by) || null, reviewed_on: reviewed ? today() : null };
    const owners = new Map(now.owners);
    for (const [line, owner] of owners) {
      const role = UNSEEN.get(owner.role);
      if (role && line.split("\n")[0] === file) owners.set(line, { ...owner, role });
    }
    step({ ...now, owners, articles: now.articles.map(a => (ids.includes(a.id) ? { ...a, ...said } : a)) });
  }

  function today() {
    const date = new Date();
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(n => String(n).padStart(2, "0")).join("-");
  }

  /**
   * Lines of an article, in the order of the pages.
   * @param {Map<string, Owner>} owners
   * @param {string} id
   * @returns {[string, number, Role][]}
   */
  function linesOf(owners, id) {
    /** @type {[string, number, Role][]} */
    const found = [];
    for (const sheet of issue.sheets) {
      for (const line of sheet.lines) {
        const owner = owners.get(key(sheet.file, line.n));
        if (owner?.id === id) found.push([sheet.file, line.n, owner.role]);
      }
    }
    return found;
  }

  /**
   * Gives lines to articles; those that have lost or won lines are composed anew. NEW stands for a new article.
   * @param {Map<string, Owner>} changes
   * @param {string} file the page file in which a new article begins
   * @returns {Promise<string[]>} ids of the articles that were composed
   */
  async function move(changes, file) {
    const began = now;
    const owners = new Map(now.owners);
    /** @type {Set<string>} */
    const affected = new Set();
    for (const [line, owner] of changes) {
      for (const id of [owners.get(line)?.id, owner.id]) if (id) affected.add(id);
      owners.set(line, owner);
    }
    const parts = [...affected].map(id => ({
      id: id === NEW ? null : id,
      file,
      article: article(id) ?? null,
      before: linesOf(now.owners, id),
      after: linesOf(owners, id),
    }));
    /** @type {Composed[]} */
    const made = await server.request("/api/compose", { paper: issue.paper, date: issue.date, ids: ids(), parts });
    if (now !== began) throw new server.Refused(0, "重排时又有改动，这一步没有做，请再做一次。");
    const fresh = made[parts.findIndex(part => part.id === null)];
    for (const [line, owner] of changes) if (owner.id === NEW) owners.set(line, { ...owner, id: fresh.id });
    step(composed(began, owners, made, changes));
    return made.filter(one => one.article).map(one => one.id);
  }

  /**
   * @param {State} before
   * @param {Map<string, Owner>} owners
   * @param {Composed[]} made
   * @param {Map<string, Owner>} changes
   * @returns {State}
   */
  function composed(before, owners, made, changes) {
    const hints = new Map(before.hints);
    const lost = new Map(before.lost);
    const byId = new Map(made.map(one => [one.id, one]));
    const articles = before.articles.filter(a => byId.get(a.id)?.article !== null).map(a => byId.get(a.id)?.article ?? released(a, changes));
    for (const one of made) {
      if (one.article && Object.keys(one.hints).length) hints.set(one.id, one.hints);
      else hints.delete(one.id);
      if (!one.article || before.articles.some(a => a.id === one.id)) continue;
      const prefix = one.id.replace(/\d+$/, "");
      const last = articles.map(a => a.id.startsWith(prefix)).lastIndexOf(true);
      articles.splice(last < 0 ? articles.length : last + 1, 0, one.article);
    }
    for (const one of made.filter(each => !each.article)) {
      const heir = one.heir ?? made.find(each => each.article)?.id ?? articles[0]?.id;
      const [at, gone] = [articles.findIndex(a => a.id === heir), before.articles.find(a => a.id === one.id)];
      if (at >= 0 && gone) articles[at] = inheriting(articles[at], gone);
      if (!heir || !lost.has(one.id)) continue;
      lost.set(heir, [...(lost.get(heir) ?? []), ...(lost.get(one.id) ?? [])]);
      lost.delete(one.id);
    }
    return { articles, owners, hints, lost };
  }

  /** An article with what people wrote down of one that is merged into it. @param {Article} a @param {Article} gone @returns {Article} */
  function inheriting(a, gone) {
    const found = { ...a };
    for (const name of /** @type {const} */ (["subjects", "persons", "organisations", "events", "reprinted_from"])) {
      if (gone[name]?.length) found[name] = [...new Set([...(a[name] ?? []), ...gone[name]])];
    }
    for (const name of /** @type {const} */ (["column", "shelfmark", "rights"])) if (!a[name] && gone[name]) found[name] = gone[name];
    for (const name of /** @type {const} */ (["notes", "staff_notes"])) {
      if (gone[name]) found[name] = [...new Set([a[name], gone[name]])].filter(Boolean).join("\n");
    }
    if (!a.serial && gone.serial) found.serial = gone.serial;
    const known = new Set((a.images ?? []).map(({ file }) => file));
    if (gone.images?.length) found.images = [...(a.images ?? []), ...gone.images.filter(({ file }) => !known.has(file))];
    return found;
  }

  /**
   * An article whose ranges reached over lines that others hold, without those that have just been given away.
   * @param {Article} a
   * @param {Map<string, Owner>} changes
   */
  function released(a, changes) {
    let source = a.source;
    for (const line of changes.keys()) {
      const [file, n] = [line.split("\n")[0], Number(line.split("\n")[1])];
      if (!source.some(s => s.file === file && s.lines[0] <= n && n <= s.lines[1])) continue;
      source = source.flatMap(s => {
        if (s.file !== file || n < s.lines[0] || n > s.lines[1]) return [s];
        /** @type {Source[]} */
        const halves = [{ file, lines: [s.lines[0], n - 1] }, { file, lines: [n + 1, s.lines[1]] }];
        return halves.filter(half => half.lines[0] <= half.lines[1]);
      });
    }
    return source === a.source ? a : { ...a, source };
  }

  /** A hint is taken, or not. @param {string} id @param {string} field @param {boolean} take */
  function settle(id, field, take) {
    const { [field]: hint, ...rest } = now.hints.get(id) ?? {};
    if (!hint) return;
    const hints = new Map(now.hints);
    if (Object.keys(rest).length) hints.set(id, rest);
    else hints.delete(id);
    step({ ...now, articles: take ? now.articles.map(a => (a.id === id ? taken(a, hint) : a)) : now.articles, hints });
  }

  /** @param {Article} a @param {Hint} hint @returns {Article} */
  function taken(a, { set, gone }) {
    const subtitle = gone.subtitle !== undefined && a.subtitle === gone.subtitle ? null : a.subtitle;
    const paragraphs = a.body.split("\n\n");
    for (const text of gone.body ?? []) {
      const at = paragraphs.indexOf(text);
      if (at >= 0 && paragraphs.length > 1) paragraphs.splice(at, 1);
    }
    return { ...a, subtitle, body: paragraphs.join("\n\n"), ...set };
  }

  /** An article that has lost its last line, and was kept for what a person has written in it, may be given up. @param {string} id */
  const isLeft = id => {
    const had = !saved.articles.some(a => a.id === id) || linesOf(saved.owners, id).length > 0;
    return had && !linesOf(now.owners, id).length;
  };

  /** @param {string} id */
  function giveUp(id) {
    step({ ...now, articles: now.articles.filter(a => a.id !== id) });
  }

  /** Articles that go with the last step, and come back with it. @param {string[]} ids */
  function drop(ids) {
    now = { ...now, articles: now.articles.filter(a => !ids.includes(a.id)) };
  }

  /** What was lost has been seen. @param {string} id */
  function seen(id) {
    const lost = new Map(now.lost);
    lost.delete(id);
    step({ ...now, lost });
  }

  /** Lines and their owners, in one list. @param {State} state @returns {[string, number, string | null, Role][]} */
  const owned = state => [...state.owners].map(([line, owner]) => {
    const [file, n] = line.split("\n");
    return [file, Number(n), owner.id, owner.role];
  });

  /**
   * The lines that no article says any more, and that no reader will see, by file and number.
   * @param {object | null} draft what goes with it @returns {Promise<[string, number][]>} @throws {server.Refused} 422 with faults, 409 where the files have changed
   */
  async function save(draft) {
    const state = now;
    const unplaced = owned(state).filter(([, , id]) => id === null).map(([file, n, , role]) => [file, n, role]);
    const { paper, date, base } = issue;
    const answer = await server.request("/api/save", { paper, date, base, articles: state.articles, unplaced, draft });
    issue.base = answer.base;
    issue.saved = true;
    saved = state;
    typing = "";
    return answer.cut;
  }

  return {
    LOST, NEW, UNSEEN, key, open, begin, initial, resume, owned, undo, redo, article, edit, amend, review, move, settle, isLeft, giveUp, drop, seen, save, linesOf,
    get issue() { return issue; },
    get now() { return now; },
    get dirty() { return now !== saved || (issue !== undefined && !issue.saved); },
    get changed() { return !same.states(now, saved); },
    get saved() { return saved; },
    /** All states that can be returned to, the one of now at `past`. */
    get states() { return [...past, now, ...[...future].reverse()]; },
    get past() { return past.length; },
    get future() { return future.length; },
  };
})();
