// @ts-check
/* Lists of articles as files for other programs: tables, reference managers, notes. */
(() => {
  "use strict";
  const { forms, say } = window.archive;

  /** Where a thing is published. @param {Saved} item */
  const address = ({ record, where }) => record.address && record.address + (where && `#${where}`);

  /** What is saved, as a table, with a sign at its beginning by which Excel knows the encoding. @param {Saved[]} items */
  const table = items => "\ufeff" + [
    [say("saved.list"), say("saved.heading"), say("article.authors"), say("article.paper"), say("article.date"), say("article.page"),
      say("saved.quote"), say("saved.note"), say("saved.citation"), say("saved.address"), say("article.id"), say("saved.saved_on")],
    ...items.map(item => {
      const { record, list, quote, note, saved } = item;
      return [
        list, forms.whole(record), record.authors.join(say("unit.and")), record.paper, record.date,
        record.page, quote, note, forms.gbt7714(record), address(item), record.id, saved.slice(0, 10),
      ];
    }),
  ].map(forms.row).join("");

  /** Each article once, with what was saved of it among its notes: a key that comes twice is an error in BibTeX.
   * @param {Saved[]} items @returns {Cited[]} */
  function articles(items) {
    /** @type {Map<string, Cited>} */
    const all = new Map();
    for (const { archive, record, quote, note } of items) {
      const key = `${archive}\n${record.id}`;
      const of = all.get(key) ?? record;
      const notes = [of.note, quote && say("saved.quoted", { text: quote }), note].filter(Boolean);
      all.set(key, { ...of, note: notes.join(say("unit.clauses")) });
    }
    return [...all.values()];
  }

  /** @param {Saved[]} items */
  const ris = items => articles(items).map(forms.ris).join("\r\n");
  /** @param {Saved[]} items */
  const bibtex = items => articles(items).map(forms.bibtex).join("\n");

  /** As it stands there, for Markdown. @param {string} text */
  const plain = text => text.replace(/[\\`*_{}[\]()<>#+\-!|&~$^=:"'@.]/g, "\\$&").replace(/\s*\n\s*/g, " ");

  /** Notes with their passages, list by list. @param {[string, Saved[]][]} lists */
  const markdown = lists => [`# ${plain(say("saved.title"))}`, ...lists.flatMap(([name, items]) => [
    `## ${plain(name)}`,
    ...items.map(item => [
      `- **${plain(item.record.title)}**  `,
      `  ${plain(forms.gbt7714(item.record))}${address(item) && ` <${address(item)}>`}`,
      ...item.quote.split("\n").filter(Boolean).map((line, n) => `${n ? "  >\n" : "\n"}  > ${plain(line)}`),
      ...(item.note ? ["", `  ${plain(item.note)}`] : []),
    ].join("\n")),
  ])].join("\n\n") + "\n";

  window.archive.exports = { table, ris, bibtex, markdown };
})();
