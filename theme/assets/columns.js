// @ts-check
// What no first query needs (generator/search/columns.py): values by which hits are counted on wish, and what a citation
// says. Loaded when a reader asks for that.
(() => {
  "use strict";
  const { load, value, lacking } = window.archive;

  const CHARACTER = 0.9; // bytes of these files on their way, more or less: from a server that compresses, as most do

  const MORE = new Set(["rubric", "person", "organisation", "event", "serial", "origin", "shelfmark", "number"]); // not every archive has them
  const NAMES = new Set(["author", "person", "organisation", "subject"]); // which may have others
  const KINDS = ["sheet", "author", "subject", "copy", ...MORE, "record"];

  /** The archives that a catalogue is of, each with its first number. @param {Catalogue} c @returns {Member[]} */
  const members = c => c.members ?? [{ first: 0, documents: c.documents, columns: c.columns, data: "" }];

  /** A name, which no address of another place hides in, and characters. @param {any} each */
  const isFile = each => Array.isArray(each) && /^[a-z]+-[0-9a-f]{12}$/.test(each[0]) && isCount(each[1]);
  const isCount = (/** @type {any} */ n) => Number.isInteger(n) && n >= 0;

  /** @param {Member} member @returns {Promise<ColumnsHead>} */
  async function headOf(member) {
    const name = `${member.data}${member.columns}`;
    const head = await value(name);
    head.copy = head.copy ?? []; // an archive that an older program made has none
    const sound = head?.documents === member.documents && [head.block, head.records].every(n => isCount(n) && n > 0)
      && KINDS.every(kind => Array.isArray(head[kind] ?? (MORE.has(kind) && [])) && (head[kind] ?? []).every(isFile)) && Array.isArray(head.notes) && head.papers
      && Object.values(head.also ?? {}).every(names => Array.isArray(names) && names.every(name => typeof name === "string"));
    if (!sound) throw lacking(name);
    return head;
  }

  /**
   * The blocks of a column that have some of the documents.
   * @param {Catalogue} c
   * @param {ColumnName | AskedName | "copy" | "record"} kind
   * @param {(first: number, end: number) => boolean} wanted whether one of these
   */
  async function blocks(c, kind, wanted) {
    const found = await Promise.all(members(c).filter(member => member.columns).map(async member => {
      const head = await headOf(member);
      const size = kind === "record" ? head.records : head.block;
      return (head[kind] ?? []).map(([name, characters], n) => {
        const end = member.first + Math.min((n + 1) * size, member.documents);
        return { head, first: member.first + n * size, end, name: `${member.data}columns/${name}`, characters };
      });
    }));
    return found.flat().filter(({ first, end }) => wanted(first, end));
  }

  /**
   * Goes through the values of a column: each with the numbers of the documents of a block that have it.
   * @param {Catalogue} c
   * @param {ColumnName | AskedName | "copy"} column
   * @param {(first: number, end: number) => boolean} wanted
   * @param {(value: string, docs: number[], others: string[]) => void} take with other names of the value
   */
  async function each(c, column, wanted, take) {
    await Promise.all((await blocks(c, column, wanted)).map(async ({ head, name, first, end }) => {
      const also = new Map(NAMES.has(column) ? Object.entries(head.also ?? {}) : []);
      for (const [text, steps] of Object.entries(await value(name))) {
        let at = first;
        const docs = steps.map((/** @type {number} */ step) => (at += step));
        if (!steps.every(isCount) || at >= end) throw lacking(name);
        take(text, docs, also.get(text) ?? []);
      }
    }));
  }

  /**
   * How many of the documents have each value.
   * @param {Catalogue} c
   * @param {ColumnName} column
   * @param {Iterable<number>} docs
   * @returns {Promise<Map<string, number>>}
   */
  async function counts(c, column, docs) {
    const held = new Uint8Array(c.documents);
    for (const doc of docs) held[doc] = 1;
    /** @type {Map<string, number>} */
    const found = new Map();
    await each(c, column, (first, end) => held.subarray(first, end).includes(1), (text, all) => {
      const times = all.reduce((sum, doc) => sum + held[doc], 0);
      if (times) found.set(text, (found.get(text) ?? 0) + times);
    });
    return found;
  }

  /**
   * The documents that have one of the values that are meant, by whatever name.
   * @param {Catalogue} c
   * @param {ColumnName | AskedName} column
   * @param {(value: string) => boolean} isMeant
   * @returns {Promise<Set<number>>}
   */
  async function holders(c, column, isMeant) {
    /** @type {Set<number>} */
    const found = new Set();
    await each(c, column, () => true, (text, docs, others) => {
      if ([text, ...others].some(isMeant)) for (const doc of docs) found.add(doc);
    });
    return found;
  }

  /**
   * The value of each document that has one, of a column in which none has several.
   * @param {Catalogue} c
   * @param {ColumnName | "copy"} column
   * @returns {Promise<Map<number, string>>}
   */
  async function valueOf(c, column) {
    /** @type {Map<number, string>} */
    const found = new Map();
    await each(c, column, () => true, (text, docs) => {
      for (const doc of docs) found.set(doc, text);
    });
    return found;
  }

  /** Whether one of the numbers, in order, lies between. @param {number[]} docs */
  const among = docs => (/** @type {number} */ first, /** @type {number} */ end) => {
    let [low, high] = [0, docs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (docs[middle] < first) low = middle + 1;
      else high = middle;
    }
    return docs[low] < end;
  };

  /** How many bytes records of documents, in order, take to load, more or less. @param {Catalogue} c @param {number[]} docs */
  async function weight(c, docs) {
    return CHARACTER * (await blocks(c, "record", among(docs))).reduce((sum, { characters }) => sum + characters, 0);
  }

  /**
   * What citations say of documents, a block after the other; nothing of a block stays in memory.
   * @param {Catalogue} c
   * @param {number[]} docs in order
   * @returns {AsyncGenerator<Recorded[]>}
   */
  async function* records(c, docs) {
    let at = 0;
    for (const { head, name, first, end } of await blocks(c, "record", among(docs))) {
      const all = JSON.parse(await load(name));
      if (!Array.isArray(all) || all.length !== end - first) throw lacking(name);
      /** @type {Recorded[]} */
      const found = [];
      while (docs[at] < first) at++; // of an archive that has no records
      for (; docs[at] < end; at++) {
        const [title, authors = [], page = "", note = 0, subtitle = ""] = all[docs[at] - first];
        if (![title, page, subtitle, ...authors].every(text => typeof text === "string") || !head.notes[note]) throw lacking(name);
        found.push({ doc: docs[at], title, authors, page, subtitle, note: head.notes[note], papers: head.papers });
      }
      yield found;
    }
  }

  window.archive = Object.assign(window.archive, { columns: { counts, holders, valueOf, weight, records } });
})();
