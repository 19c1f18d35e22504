// @ts-check
/* What a reference manager takes of articles: of each an OpenURL in a span (COinS), so that Zotero offers them all at
   once. A span is 500 bytes, three of them for each article of an archive, and of use only where scripts run: so it is
   made here, of what a list shows, and of what stands beside its links for the purpose (generator/pages/cite.py), or of
   the records of what a search found (export.js). */
(() => {
  "use strict";
  const ARTICLE = /\/issues\/([a-z0-9-]+)\/([0-9-]+)[b-z]?\/(\d+)-\d+\.html$/;

  /**
   * An article as a context object (Z39.88-2004) with Dublin Core, which Zotero writes itself for a newspaper.
   * What is to be said of title, name and date becomes tags: a description would be its abstract.
   * @param {Omit<Cited, "edition" | "id" | "county" | "kind" | "supplied" | "note"> & {notes: string[]}} c
   */
  function openurl(c) {
    const fields = [
      ["ctx_ver", "Z39.88-2004"], ["rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"], ["rft.type", "newspaperArticle"],
      ["rft.title", [c.title, c.subtitle].filter(Boolean).join("：")], ...c.authors.map(author => ["rft.au", author]),
      ["rft.source", c.paper], ["rft.place", c.place], ["rft.date", c.date], ["rft.pages", c.page],
      ["rft.identifier", c.address], ...c.notes.map(note => ["rft.subject", note]), ["rft.language", c.language],
    ];
    return fields.filter(([, value]) => value).map(([field, value]) => `${field}=${encodeURIComponent(value)}`).join("&");
  }

  /**
   * Puts a span for each into an element, and tells the reference manager.
   * @param {Element} box
   * @param {string[]} openurls
   */
  function coins(box, openurls) {
    for (const title of openurls) {
      const span = document.createElement("span");
      span.className = "Z3988";
      span.title = title;
      span.hidden = true; // else a screen reader takes the title for a part of the headline
      box.append(span);
    }
    document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true, cancelable: true }));
  }

  window.archive = Object.assign(window.archive ?? {}, { openurl, coins });

  /** @type {HTMLElement | null} */
  const list = document.querySelector("[data-papers]");
  if (!list) return;
  /** @param {string | undefined} fields parted by semicolons */
  const parted = fields => (fields || "").split(";").map(decodeURIComponent);
  /** Name, place, and what is to be said of the name, of each newspaper. */
  const papers = new Map((list.dataset.papers || "").split("|").map(parted).map(([key, ...of]) => [key, of]));
  /** @type {HTMLLinkElement | null} */
  const known = document.querySelector("link[rel=canonical]");
  const here = known ? known.href : location.href;

  /**
   * The OpenURL of the article that a link leads to.
   * @param {HTMLAnchorElement} link
   * @returns {string[]} none where the link leads to no article
   */
  const led = link => {
    const address = new URL(link.getAttribute("href") || "", here).href;
    const [, key, date, page] = ARTICLE.exec(address) ?? [];
    const paper = link.dataset.paper ? parted(link.dataset.paper) : papers.get(key);
    if (!paper) return [];
    const [name, place, note] = paper;
    return [openurl({
      title: (link.textContent || "").trim(), subtitle: "", authors: parted(link.dataset.by).filter(Boolean), paper: name, place, date,
      page: page.replace(/^0+/, ""), language: document.documentElement.lang, address: address.startsWith("http") ? address : "",
      notes: [...parted(link.dataset.note), note].filter(Boolean),
    })];
  };

  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = list.querySelectorAll("a[data-by]");
  coins(list, [...links].flatMap(led));
})();
