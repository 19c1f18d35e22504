// @ts-check
/* The forms in which an article is cited, made from the page's own JSON-LD, and the buttons that copy them. */
(() => {
  "use strict";
  const source = document.querySelector("script[type='application/ld+json']");
  /** @type {HTMLElement | null} */
  const box = document.querySelector(".cites");
  const printed = document.querySelector(".citation");
  if (!source || !box || !printed) return;
  const { say, copies } = window.archive;
  const article = JSON.parse(source.textContent || "");
  /** @type {string[]} */
  const authors = (article.author || []).map((/** @type {{name: string}} */ author) => author.name);
  const [year, month, day] = article.datePublished.split("-");
  const paper = article.isPartOf.isPartOf.name;
  const page = article.pagination || "";
  const id = article.identifier;
  // An archive that is read from a disk cites the address that it is published under, or none.
  const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))?.href;
  const address = canonical || (location.protocol.startsWith("http") ? location.href.replace(/#.*$/, "") : "");

  /** @param {string} text */
  const tex = text => text.replace(/[\\{}$&#^_~%]/g, c => (/[\\^~]/.test(c) ? `{\\char${c.charCodeAt(0)}}` : `\\${c}`));
  /** One line of RIS or BibTeX holds no line break. @param {string} text */
  const line = text => text.replace(/\s*[\r\n]+\s*/g, " ");

  const forms = {
    plain() {
      return say("article.plain_form", {
        authors: authors.join(say("unit.and")) + (authors.length ? "：" : ""),
        title: article.headline,
        paper,
        year,
        month: Number(month),
        day: Number(day),
        page: page && say("unit.page", { page }),
      });
    },
    bibtex() {
      const fields = Object.entries({
        author: authors.map(name => `{${tex(name)}}`).join(" and "),
        title: `{${tex(article.headline)}}`,
        journal: tex(paper),
        year,
        month: String(Number(month)),
        day: String(Number(day)),
        pages: page,
        url: address,
        language: "chinese",
      }).filter(([, value]) => value);
      return `@article{${id},\n${fields.map(([name, value]) => `  ${name} = {${line(value)}},\n`).join("")}}\n`;
    },
    ris() {
      const lines = [["TY", "NEWS"], ...authors.map(name => ["AU", name]), ["TI", article.headline], ["T2", paper],
        ["PY", year], ["DA", `${year}/${month}/${day}`], ["SP", page], ["LA", "zh-CN"], ["ID", id], ["UR", address]];
      return `${lines.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${line(value)}\r\n`).join("")}ER  - \r\n`;
    },
    csl() {
      const item = {
        id,
        type: "article-newspaper",
        title: article.headline,
        author: authors.map(name => ({ literal: name })),
        "container-title": paper,
        issued: { "date-parts": [[Number(year), Number(month), Number(day)]] },
        page: page || undefined,
        language: "zh-CN",
        URL: address || undefined,
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
  button(say("article.cite_plain"), forms.plain);
  button("BibTeX", forms.bibtex);
  button("RIS", forms.ris);
  button("CSL-JSON", forms.csl);
  box.append(status);
})();
