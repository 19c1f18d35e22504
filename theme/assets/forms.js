// @ts-check
/* The forms in which articles are cited. Each is made of a record, wherever that comes from: the page of an article
   (article.js), what a reader saved (saved.js), what a search found (export.js). GB/T 7714 is made in
   generator/pages/cite.py as well, for the page itself. */
(() => {
  "use strict";
  const { say } = window.archive;

  const ETC = "等"; // as GB/T 7714 has it behind three authors, in any language of the site
  const COLON = "："; // before a subtitle, in every form
  const FORMULA = /^[=+\-@\t\r＝＋－＠]/u; // a spreadsheet would run it, in full width as well

  /** The reader's own day, on which a page is read: 2026-11-20. */
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(n => `${n}`.padStart(2, "0")).join("-");
  };

  /** @param {{title: string, subtitle: string}} c */
  const whole = ({ title, subtitle }) => [title, subtitle].filter(Boolean).join(COLON);
  /** @param {Cited} c */
  const days = ({ date }) => date.split("-").map(Number);

  /** @type {Record<string, string>} */
  const TEX = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
  };
  /** Braces by their names: BibTeX counts those behind a backslash as well. @param {string} text */
  const tex = text => text.replace(/[\\{}$&#^_~%]/g, c => TEX[c] ?? `\\${c}`);
  /** One line of RIS or BibTeX holds no line break. @param {string} text */
  const line = text => text.replace(/\s*[\r\n]+\s*/g, " ");

  /** @typedef {{comma: string, open: string, close: string, name: (name: string) => string, read: boolean}} Standard */

  /** The standard in force, and that of 2015: as the official CSL styles print them. @type {Record<"2025" | "2015", Standard>} */
  const STANDARDS = {
    2025: { comma: "，", open: "（", close: "）", name: name => name, read: false },
    2015: { comma: ", ", open: "(", close: ")", name: name => name.toUpperCase(), read: true },
  };

  /** What a newspaper article is by GB/T 7714; what does not stand on its page in square brackets. An address makes it that which is
   * read there; by the standard of 2015 with the day. @param {Standard} by @param {Cited} c @param {string} address */
  function printed({ comma, open, close, name, read }, c, address) {
    const who = [...c.authors.slice(0, 3).map(name), ...(c.authors.length > 3 ? [ETC] : [])].join(comma);
    const of = (/** @type {string} */ text, /** @type {boolean} */ supplied) => (supplied ? `[${text}]` : text);
    const [title, paper, date] = [of(whole(c), c.supplied.title), of(c.paper, c.supplied.paper), of(c.date, c.supplied.date)];
    const where = [c.edition, c.page].filter(Boolean).join(comma);
    return [
      who && `${who.replace(/\.$/, "")}. `, title, address ? "[N/OL]. " : "[N]. ", paper, comma, date, where && open + where + close,
      address && read ? `[${today()}]` : "", ".", address && ` ${address}.`,
    ].join("");
  }

  /** As it is printed, which pages say themselves (generator/pages/cite.py). @param {Cited} c */
  const gbt7714 = c => printed(STANDARDS[2025], c, "");
  /** As it is read here, where that has an address. @param {Cited} c */
  const online = c => printed(STANDARDS[2025], c, c.address);
  /** Both by the standard of 2015. @param {Cited} c */
  const gbt2015 = c => printed(STANDARDS[2015], c, "");
  /** @param {Cited} c */
  const online2015 = c => printed(STANDARDS[2015], c, c.address);

  /** @param {Cited} c */
  function plain(c) {
    const of = (/** @type {string} */ text, /** @type {boolean} */ supplied) => (supplied ? say("unit.supplied", { text }) : text);
    return say("article.plain_form", {
      authors: c.authors.join(say("unit.and")) + (c.authors.length ? "：" : ""),
      title: of(c.subtitle ? say("article.plain_title", { title: c.title, subtitle: c.subtitle }) : c.title, c.supplied.title),
      paper: of(c.paper, c.supplied.paper),
      day: of(window.archive.dated(c.date), c.supplied.date) + c.edition,
      page: c.page ? say("unit.page", { page: c.page }) : "",
    });
  }

  /**
   * gbt7714 and biblatex-gb7714-2015 know a newspaper by its entrysubtype, and print its pages as the 版次, （1）. BibTeX has no type for
   * one: to Zotero and Citation.js it is an article of a journal, whose fields are all right. BibTeX needs year, month and day,
   * biblatex and Zotero take them from the date.
   * @param {Cited} c
   */
  function bibtex(c) {
    const [year, month, day] = days(c);
    const fields = Object.entries({
      author: c.authors.map(name => `{${tex(name)}}`).join(" and "),
      title: `{${tex(whole(c))}}`,
      journal: tex(c.paper),
      date: c.date,
      year: `${year}`,
      month: month ? `${month}` : "",
      day: `${day ?? ""}`,
      edition: tex(c.edition),
      pages: c.page,
      issn: c.issn ?? "",
      keywords: (c.keywords ?? []).map(tex).join(", "),
      entrysubtype: "newspaper",
      language: "chinese",
      url: c.address,
      urldate: c.address && today(),
      note: tex(c.note),
    });
    const lines = fields.map(([name, value]) => value && `  ${name} = {${line(value)}},\n`);
    return `@article{${c.id},\n${lines.join("")}}\n`;
  }

  /** @param {Cited} c */
  function ris(c) {
    /** With the slash for what else one would say of the day. @param {string} of */
    const slashed = of => `${of}//`.split(/[-/]/).slice(0, 3).concat("").join("/");
    const lines = [
      ["TY", "NEWS"], ...c.authors.map(name => ["AU", name]), ["TI", whole(c)], ["T2", c.paper], ["CY", c.place],
      ["PY", c.date.slice(0, 4)], ["DA", slashed(c.date)], ["ET", c.edition], ["SP", c.page],
      ["SE", c.section], ["SN", c.issn], ...(c.keywords ?? []).map(word => ["KW", word]), ["LA", c.language], ["N1", c.note], ["UR", c.address],
      ["Y2", c.address && slashed(today())], ["ID", c.id],
    ];
    return `${lines.map(([tag, value]) => value && `${tag}  - ${line(value)}\r\n`).join("")}ER  - \r\n`;
  }

  /** @param {Cited} c */
  const csl = c => ({
    id: c.id,
    type: "article-newspaper",
    title: whole(c),
    author: c.authors.length ? c.authors.map(name => ({ literal: name })) : undefined,
    "container-title": c.paper,
    "publisher-place": c.place || undefined,
    issued: { "date-parts": [days(c)], circa: c.supplied.date ? true : undefined },
    edition: c.edition || undefined,
    page: c.page || undefined,
    section: c.section || undefined,
    keyword: c.keywords?.join(", ") || undefined,
    ISSN: c.issn || undefined,
    language: c.language || undefined,
    URL: c.address || undefined,
    accessed: c.address ? { "date-parts": [today().split("-").map(Number)] } : undefined,
    note: c.note || undefined,
  });

  /** A line of a table after RFC 4180; what a spreadsheet would run begins with an apostrophe. @param {(string | number)[]} cells */
  const row = cells => `${cells.map(cell => {
    const text = typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : `${cell}`;
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }).join(",")}\r\n`;

  /** A row of a table of articles, whose head is export.js's. @param {Cited} c */
  const csv = c => row([c.id, c.title, c.subtitle, c.authors.join("; "), c.paper, c.date, c.page, c.county, c.kind, c.address, c.note]);

  window.archive = Object.assign(window.archive, { forms: { whole, gbt7714, online, gbt2015, online2015, plain, bibtex, ris, csl, csv, row } });
})();
