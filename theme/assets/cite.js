// @ts-check
/* The buttons of an article that copy its citation in several forms (forms.js), of the metadata in the page's head. In its
   JSON-LD a `description` says of a title, a name or a date that it does not stand on the newspaper's page
   (generator/pages/cite.py). */
(() => {
  "use strict";
  const source = document.querySelector("script[type='application/ld+json']");
  /** @type {HTMLElement | null} */
  const box = document.querySelector(".cites");
  const printed = document.querySelector(".citation");
  const { say, copies, forms } = window.archive;
  if (!source || !box || !printed || !forms) return;

  /** @param {string} name @returns {string} */
  const tag = name => /** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="${name}"]`))?.content ?? "";
  const article = JSON.parse(source.textContent || "");
  const issue = article.isPartOf;
  const paper = issue.isPartOf;
  /** An archive that is read from a disk cites the address that it is published under, or none. @type {Cited} */
  const cited = {
    id: article.identifier,
    title: article.headline,
    subtitle: article.alternativeHeadline ?? "",
    authors: (article.author ?? []).map((/** @type {{name: string}} */ author) => author.name),
    paper: paper.name,
    place: tag("eprints.place_of_pub"),
    date: article.datePublished,
    page: article.pagination ?? "",
    county: article.contentLocation?.name ?? "",
    kind: "",
    language: article.inLanguage ?? "",
    address: article.url || (location.protocol.startsWith("http") ? location.href.replace(/#.*$/, "") : ""),
    supplied: { title: Boolean(article.description), paper: Boolean(paper.description), date: Boolean(issue.description) },
    note: tag("DC.description"),
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
  if (cited.address) button(say("article.copy_online"), () => forms.online(cited));
  button(say("article.cite_plain"), () => forms.plain(cited));
  button("BibTeX", () => forms.bibtex(cited));
  button("RIS", () => forms.ris(cited));
  button("CSL-JSON", () => `${JSON.stringify([forms.csl(cited)], null, 2)}\n`);
  box.append(status);

  if (cited.address) {
    const where = document.createElement("p");
    where.className = "address";
    where.textContent = say("article.plain_address", { address: cited.address });
    printed.after(where);
  }
})();
