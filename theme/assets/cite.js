// @ts-check
/* The forms in which an article is cited, made from the metadata in the page's head, and the buttons that copy them. In its
   JSON-LD a `description` says of a title, a name or a date that it does not stand on the newspaper's page
   (generator/pages/cite.py). */
(() => {
  "use strict";
  const source = document.querySelector("script[type='application/ld+json']");
  /** @type {HTMLElement | null} */
  const box = document.querySelector(".cites");
  const printed = document.querySelector(".citation");
  if (!source || !box || !printed) return;
  const { say, copies } = window.archive;

  /** @param {string} name @returns {string | undefined} */
  const tag = name => /** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="${name}"]`))?.content;
  const article = JSON.parse(source.textContent || "");
  const issue = article.isPartOf;
  const paper = issue.isPartOf;
  /** @type {string} */
  const date = article.datePublished;
  const [year, month, day] = date.split("-").map(Number);
  /** What every form says. An archive that is read from a disk cites the address that it is published under, or none. */
  const cited = {
    /** @type {string} */
    id: article.identifier,
    /** @type {string[]} */
    authors: (article.author || []).map((/** @type {{name: string}} */ author) => author.name),
    title: [article.headline, article.alternativeHeadline].filter(Boolean).join(": "),
    /** @type {string} */
    paper: paper.name,
    place: tag("eprints.place_of_pub"),
    /** @type {string | undefined} */
    page: article.pagination,
    /** @type {string | undefined} */
    language: article.inLanguage,
    /** @type {string | undefined} */
    address: article.url || (location.protocol.startsWith("http") ? location.href.replace(/#.*$/, "") : undefined),
    note: tag("DC.description"),
  };

  /** The reader's own day, on which the page is read: 2026-11-20. */
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(n => `${n}`.padStart(2, "0")).join("-");
  };

  /** @type {Record<string, string>} */
  const TEX = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
  };
  /** Braces by their names: BibTeX counts those behind a backslash as well. @param {string} text */
  const tex = text => text.replace(/[\\{}$&#^_~%]/g, c => TEX[c] ?? `\\${c}`);
  /** One line of RIS or BibTeX holds no line break. @param {string} text */
  const line = text => text.replace(/\s*[\r\n]+\s*/g, " ");
  /** @param {string} text @param {{description?: string}} part */
  const supplied = (text, part) => (part.description ? say("unit.supplied", { text }) : text);

  const forms = {
    /** That of the page, for what is read here: [N/OL], the day on which it is, and where. */
    online: () => (printed.textContent || "").replace(
      /^(.*)\[N\](.*)\.$/s, (_, title, rest) => `${title}[N/OL]${rest}[${today()}].${cited.address}.`),
    plain: () => say("article.plain_form", {
      authors: cited.authors.join(say("unit.and")) + (cited.authors.length ? "：" : ""),
      title: supplied(article.alternativeHeadline
        ? say("article.plain_title", { title: article.headline, subtitle: article.alternativeHeadline })
        : article.headline, article),
      paper: supplied(cited.paper, paper),
      day: supplied(say("unit.day", { year, month, day }), issue),
      page: cited.page ? say("unit.page", { page: cited.page }) : "",
    }),
    /* gbt7714 and biblatex-gb7714-2015 know a newspaper by its entrysubtype, and print its number as the 版次, (1); pages
       they print as those of a journal. BibTeX needs year and month, biblatex takes the day from the date. */
    bibtex() {
      const fields = Object.entries({
        author: cited.authors.map(name => `{${tex(name)}}`).join(" and "),
        title: `{${tex(cited.title)}}`,
        journal: tex(cited.paper),
        date,
        year: `${year}`,
        month: `${month}`,
        number: cited.page,
        entrysubtype: "newspaper",
        language: "chinese",
        url: cited.address,
        urldate: cited.address && today(),
        note: cited.note && tex(cited.note),
      });
      const lines = fields.map(([name, value]) => value && `  ${name} = {${line(value)}},\n`);
      return `@article{${cited.id},\n${lines.filter(Boolean).join("")}}\n`;
    },
    ris() {
      /** With the slash for what else one would say of the day. @param {string} of */
      const slashed = of => `${of.replace(/-/g, "/")}/`;
      /** @type {[string, string | undefined][]} */
      const lines = [
        ["TY", "NEWS"], ...cited.authors.map(name => /** @type {[string, string]} */ (["AU", name])), ["TI", cited.title],
        ["T2", cited.paper], ["CY", cited.place], ["PY", `${year}`], ["DA", slashed(date)], ["SP", cited.page],
        ["LA", cited.language], ["N1", cited.note], ["UR", cited.address], ["Y2", cited.address && slashed(today())],
        ["ID", cited.id],
      ];
      const said = lines.map(([tag, value]) => value && `${tag}  - ${line(value)}\r\n`);
      return `${said.filter(Boolean).join("")}ER  - \r\n`;
    },
    csl() {
      const item = {
        id: cited.id,
        type: "article-newspaper",
        title: cited.title,
        author: cited.authors.length ? cited.authors.map(name => ({ literal: name })) : undefined,
        "container-title": cited.paper,
        "publisher-place": cited.place,
        issued: { "date-parts": [[year, month, day]], circa: issue.description ? true : undefined },
        page: cited.page,
        language: cited.language,
        URL: cited.address,
        accessed: cited.address && { "date-parts": [today().split("-").map(Number)] },
        note: cited.note,
      };
      return `${JSON.stringify([item], null, 2)}\n`;
    },
  };

  const status = document.createElement("span");
  status.setAttribute("role", "status");
  /** @param {string} name @param {() => string} text */
  const button = (name, text) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = name;
    copies(made, text);
    box.append(made, " ");
  };
  button(say("article.copy_citation"), () => printed.textContent || "");
  if (cited.address) button(say("article.copy_online"), forms.online);
  button(say("article.cite_plain"), forms.plain);
  button("BibTeX", forms.bibtex);
  button("RIS", forms.ris);
  button("CSL-JSON", forms.csl);
  box.append(status);

  if (cited.address) {
    const where = document.createElement("p");
    where.className = "address";
    where.textContent = say("article.plain_address", { address: cited.address });
    printed.after(where);
  }
})();
