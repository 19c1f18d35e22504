// @ts-check
// What is said of a query around its hits: the pages that it names, what it was narrowed by, better spellings. Loaded when
// there is something to say.
(() => {
  "use strict";
  const { archive } = window;
  const { say } = archive;

  const TOKEN = /[^\s"]*"[^"]*"|\S+/gu;

  /** @param {string} tag @param {string} kind @param {...(Node | string)} children */
  function made(tag, kind, ...children) {
    const element = document.createElement(tag);
    element.className = kind;
    element.append(...children);
    return element;
  }

  /** A query as it stands: in quotes nothing but text is meant. @param {string} query */
  const asText = query => (query.match(TOKEN) ?? []).map(word => (/["“”]|^[+\-＋－]|^\p{L}+[:：]/u.test(word) ? word : `"${word}"`)).join(" ");

  /**
   * @param {SearchResult} result
   * @param {string} query
   * @param {(text: string, change: {q: string}, attributes: Record<string, string>) => HTMLElement} link to another search
   * @returns {HTMLElement[]}
   */
  function meaning({ doors, narrowed, meant, facets, also }, query, link) {
    const out = [];
    if (doors.length) {
      const links = doors.map(({ label, url }) => {
        const a = document.createElement("a");
        a.href = url;
        a.textContent = `${label} →`;
        return made("li", "", a);
      });
      const nav = made("nav", "doors", made("ul", "", ...links));
      nav.setAttribute("aria-label", say("found.doors"));
      out.push(nav);
    }
    const name = (/** @type {"county" | "paper"} */ facet) => facets[facet]?.find(({ value }) => value === narrowed[facet])?.label ?? narrowed[facet];
    const by = [name("paper"), name("county"), (narrowed.from || narrowed.to) && archive.spoken(narrowed.from, narrowed.to), narrowed.author].filter(Boolean);
    if (by.length) {
      const back = link(say("found.as_it_stands", { query }), { q: asText(query) }, { "data-key": "as it stands" });
      const wider = also ? [link(say("found.place_as_text", { place: also.place }), { q: also.query }, { "data-key": "place as text" }), say("unit.clauses")] : [];
      out.push(made("p", "narrowed", say("found.narrowed", { by: by.join(say("unit.and")) }), ...wider, back));
    }
    if (meant.length) out.push(made("p", "meant", say("found.meant"), ...meant.map(each => link(each, { q: each }, {}))));
    return out;
  }

  Object.assign(archive, { meaning });
})();
