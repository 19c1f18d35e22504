// @ts-check
/* What can be done with an article: the buttons that copy its citation, save it, point out its paragraphs and read it aloud. What they
   need comes when a reader goes to them, or with an address that asks for it: that of a hit (walk.js), that of a passage. */
(() => {
  "use strict";
  /** @type {HTMLElement | null} */
  const box = document.querySelector(".cites");
  const source = document.querySelector("script[type='application/ld+json']");
  const printed = document.querySelector(".citation");
  const text = document.querySelector(".text");
  if (!box || !source || !printed || !text) return;
  const { archive } = window;
  const { say, copies, need } = archive;

  /** @param {string} label @param {(button: HTMLButtonElement) => unknown} act */
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => void act(made));
    return made;
  };

  /** Scripts of the aids, with what all of them need. @param {...string} names */
  const use = async (...names) => {
    await Promise.all(["aids.js", "bar.js", ...names].map(name => need(name)));
  };

  // Citations. In the JSON-LD a `comment` or `description` says of a title, a name or a date that it does not stand on the newspaper's page
  // (generator/pages/cite.py).

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
    edition: article.printEdition ?? "",
    page: article.pagination ?? "",
    section: article.articleSection ?? "",
    keywords: article.keywords ?? [],
    issn: paper.issn ?? "",
    county: article.contentLocation?.name ?? "",
    kind: "",
    language: article.inLanguage ?? "",
    address: article.url || (location.protocol.startsWith("http") ? location.href.replace(/#.*$/, "") : ""),
    supplied: { title: Boolean(article.comment), paper: Boolean(paper.description), date: Boolean(issue.description) },
    note: tag("citation_keywords").split(";").filter(Boolean).join(say("unit.clauses")),
  };
  Object.assign(archive, { use, cited });

  // A click that has to wait for a script may not be let to copy: it comes as soon as a reader is near.
  const near = () => void need("forms.js");
  for (const event of ["pointerover", "focusin", "touchstart"]) box.addEventListener(event, near, { once: true, passive: true });

  /** @param {string} label @param {() => string} form */
  const offer = (label, form) => {
    const made = button(label, () => undefined);
    copies(made, async () => {
      await need("forms.js");
      return form();
    });
    box.append(made, " ");
  };
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  offer(say("article.copy_citation"), () => printed.textContent || "");
  if (cited.address) offer(say("article.copy_online"), () => archive.forms.online(cited));
  offer(say("article.copy_former"), () => archive.forms.gbt2015(cited));
  if (cited.address) offer(say("article.copy_online_former"), () => archive.forms.online2015(cited));
  offer(say("article.cite_plain"), () => archive.forms.plain(cited));
  offer("BibTeX", () => archive.forms.bibtex(cited));
  offer("RIS", () => archive.forms.ris(cited));
  offer("CSL-JSON", () => `${JSON.stringify([archive.forms.csl(cited)], null, 2)}\n`);
  box.append(status);
  if (cited.address) {
    const where = document.createElement("p");
    where.className = "address";
    where.textContent = say("article.plain_address", { address: cited.address });
    printed.after(where);
  }

  // What stands above the text

  const aids = document.createElement("div");
  aids.className = "aids";
  /** A button of what comes when it is asked for. @param {string} label @param {string[]} names @param {(made: HTMLElement) => (() => unknown) | undefined} act */
  const aid = (label, names, act) => button(label, async made => {
    await use(...names);
    const there = act(made);
    if (there) there();
    else made.textContent = say("article.unloaded");
  });
  const keeps = aid("", ["forms.js", "saved.js", "keep.js"], () => archive.keep?.bind(archive, { where: "", quote: "" }));
  /** Says whether something of it is saved. */
  function told() {
    let kept = false;
    try {
      kept = (localStorage.getItem("baocang.saved") ?? "").includes(`"${cited.id}"`);
    } catch {} // storage is blocked
    keeps.textContent = kept ? say("article.kept") : say("article.keep");
  }
  document.addEventListener("saved", told);
  told();
  aids.append(keeps, aid(say("article.passages"), ["ranges.js", "passage.js"], made => archive.passage?.numbers.bind(archive, made)));
  text.append(aids);
  const foot = document.createElement("div"); // no paragraph that is read
  foot.className = "cites";
  foot.append(aid(say("article.wrong"), ["ranges.js", "where.js", "reports.js"], () => archive.report));
  box.after(foot);

  /** Reading aloud is offered where there is a voice that can. Some browsers know of their voices late. */
  const voices = window.speechSynthesis;
  function speaks() {
    if (!voices.getVoices().some(({ lang }) => /^(?:zh|cmn|yue)\b/i.test(lang.replace("_", "-")))) return;
    voices.removeEventListener?.("voiceschanged", speaks);
    aids.append(aid(say("article.aloud"), ["ranges.js", "aloud.js"], () => archive.aloud));
  }
  if (voices) {
    voices.addEventListener?.("voiceschanged", speaks);
    speaks();
  }

  // What the address asks for, and what a reader selects

  function asked() {
    const anchor = archive.anchor?.() ?? location.hash.slice(1);
    if (/(?:^|&)(?:mark|hits)=/.test(anchor)) void use("terms.js", "ranges.js", "walk.js");
    else if (/^\w+\.\d+-|:~:/.test(anchor)) void use("ranges.js", "passage.js");
  }
  asked();
  window.addEventListener("hashchange", asked);
  document.addEventListener("selectionchange", function selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode)) return;
    document.removeEventListener("selectionchange", selected);
    void use("ranges.js", "passage.js");
  });
})();
