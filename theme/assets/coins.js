// @ts-check
/* What a reference manager takes of a list of articles: of each an OpenURL in a span (COinS), so that Zotero offers them
   all at once. A span is 500 bytes, three of them for each article of an archive, and of use only where scripts run: so it
   is made here, of what the page shows, and of what stands beside its links for the purpose (generator/pages/cite.py). */
(() => {
  "use strict";
  const ARTICLE = /\/issues\/([a-z0-9-]+)\/([0-9-]+)\/(\d+)-\d+\.html$/;
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
   * An article as a context object (Z39.88-2004) with Dublin Core, which Zotero writes itself for a newspaper.
   * @param {HTMLAnchorElement} link
   * @returns {string} empty where the link leads to no article
   */
  const openurl = link => {
    const address = new URL(link.getAttribute("href") || "", here).href;
    const [, key, date, page] = ARTICLE.exec(address) ?? [];
    const paper = papers.get(key);
    if (!paper) return "";
    const [name, place, note] = paper;
    const authors = parted(link.dataset.by).filter(Boolean);
    const notes = [link.dataset.note, note].filter(Boolean);
    const fields = [
      ["ctx_ver", "Z39.88-2004"], ["rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"], ["rft.type", "newspaperArticle"],
      ["rft.title", (link.textContent || "").trim()], ...authors.map(author => ["rft.au", author]),
      ["rft.source", name], ["rft.place", place], ["rft.date", date], ["rft.pages", page.replace(/^0+/, "")],
      ["rft.identifier", address.startsWith("http") ? address : ""], ["rft.description", notes.join("；")],
      ["rft.language", document.documentElement.lang],
    ];
    return fields.filter(([, value]) => value).map(([field, value]) => `${field}=${encodeURIComponent(value)}`).join("&");
  };

  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = list.querySelectorAll("a[data-by]");
  for (const link of links) {
    const title = openurl(link);
    if (!title) continue;
    const span = document.createElement("span");
    span.className = "Z3988";
    span.title = title;
    span.hidden = true; // else a screen reader takes the title for a part of the headline
    list.append(span);
  }
  document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true, cancelable: true }));
})();
