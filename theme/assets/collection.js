// @ts-check
/* The page of all that a reader has saved: lists, notes, files to take along. */
(async () => {
  "use strict";
  await window.archive.ready;
  const { at, button, exports, forms, make, save, saved, say } = window.archive;
  const main = /** @type {HTMLElement} */ (document.querySelector(".collection"));
  const status = make("p", { role: "status" });
  const body = make("div", {});
  /** What was taken out last, until something else is. @type {Saved | undefined} */
  let taken;

  /** @param {Trouble} problem */
  const trouble = problem => ({
    "": "", blocked: say("saved.blocked"), full: say("saved.full"), damaged: say("saved.damaged"), newer: say("saved.newer"),
  })[problem];

  /** @param {...(Node | string)} content */
  const tell = (...content) => status.replaceChildren(...content);

  /** The lists, those with a name in their order, what is in none last. @param {Saved[]} items @returns {[string, Saved[]][]} */
  function lists(items) {
    const names = [...new Set(items.map(({ list }) => list))].sort((a, b) => Number(!a) - Number(!b) || a.localeCompare(b, document.documentElement.lang));
    return names.map(name => [name, items.filter(({ list }) => list === name)]);
  }

  // One thing

  /** Its page; what was saved in another archive of this host leads there, as far as that is known. @param {Saved} item */
  function address({ archive, path, site, where, record }) {
    const here = archive === document.querySelector(".name")?.textContent?.trim();
    const page = here ? at.to(path) : site ? site + path : record.address;
    return page && page + (where && `#${where}`);
  }

  /** @param {Saved} item */
  function drawn(item) {
    const { record, quote, note, list } = item;
    const to = address(item);
    const title = [record.title, record.subtitle].filter(Boolean).join("　");
    const facts = [record.paper, window.archive.dated(record.date), record.page && say("unit.page", { page: record.page }), record.authors.join(say("unit.and"))];
    const printed = make("p", { class: "written" }, note);
    const field = make("textarea", { "data-key": `${saved.keyOf(item)}\nnote`, rows: "2", maxlength: "5000", placeholder: say("saved.note"), "aria-label": `${say("saved.note")} ${record.title}` });
    field.value = note;
    field.addEventListener("change", () => {
      printed.textContent = field.value.trim();
      tell(trouble(saved.edit(item, { note: field.value.trim() })) || say("saved.noted"));
    });
    const key = saved.keyOf(item);
    const into = make("input", { "data-key": `${key}\nlist`, list: "lists", maxlength: "100", placeholder: say("saved.no_list") });
    into.value = list;
    into.addEventListener("change", () => {
      const problem = saved.edit(item, { list: into.value.trim() });
      setTimeout(draw); // when the focus is where its reader goes next
      tell(trouble(problem) || say("saved.noted"));
    });
    return make(
      "li", {},
      make("h3", {}, to ? make("a", { href: to }, title) : title),
      make("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
      ...(quote ? [make("blockquote", {}, ...quote.split("\n").map(line => make("p", {}, line)))] : []),
      field, printed,
      make("p", { class: "citation" }, forms.gbt7714(record)),
      make("p", { class: "deeds" }, make("label", {}, say("saved.list"), " ", into), button(say("saved.drop"), () => {
        const problem = saved.drop(item);
        taken = item;
        const undo = button(say("saved.undo_drop"), restore);
        draw();
        tell(trouble(problem) || say("saved.dropped"), " ", undo);
        undo.focus();
      }, { "data-key": `${key}\ndrop`, "aria-label": `${say("saved.drop")} ${record.title}` })),
    );
  }

  function restore() {
    if (!taken) return;
    const { problem } = saved.merge([taken]);
    taken = undefined;
    draw();
    tell(trouble(problem));
  }

  // All of it

  /** @param {string} name */
  function renamed(name) {
    const field = make("input", { "data-key": `${name}\nname`, maxlength: "100", "aria-label": say("saved.rename") });
    field.value = name;
    field.addEventListener("change", () => {
      const to = field.value.trim();
      let problem = /** @type {Trouble} */ ("");
      for (const item of saved.stored().items) if (item.list === name) problem = saved.edit(item, { list: to }) || problem;
      setTimeout(draw);
      tell(trouble(problem) || say("saved.noted"));
    });
    return field;
  }

  function draw() {
    const { key } = /** @type {HTMLElement} */ (document.activeElement ?? main).dataset;
    const { items, problem } = saved.stored();
    const parts = lists(items).map(([name, some]) => {
      const heading = make("h2", {}, name || say("saved.no_list"), " ", make("span", { class: "count" }, say("unit.saved", { count: some.length })));
      return make("section", {}, heading, ...(name ? [make("p", { class: "deeds" }, make("label", {}, say("saved.rename"), " ", renamed(name)))] : []), make("ol", {}, ...some.map(drawn)));
    });
    const names = [...new Set(items.map(({ list }) => list).filter(Boolean))];
    body.replaceChildren(
      make("datalist", { id: "lists" }, ...names.map(name => make("option", { value: name }))),
      ...(parts.length ? parts : [make("p", {}, say("saved.nothing"), location.protocol === "file:" ? say("saved.elsewhere") : "")]),
    );
    // All of it is new; whoever works by keyboard stays where they were.
    if (key) [.../** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll("[data-key]"))].find(each => each.dataset.key === key)?.focus();
    if (problem) tell(trouble(problem), ...(problem === "damaged" ? rescue() : []));
    for (const tool of tools.querySelectorAll("[data-of-all]")) /** @type {HTMLButtonElement} */ (tool).disabled = !items.length;
  }

  /** What is damaged is given out as it is, before it is thrown away. */
  const rescue = () => [
    " ", button(say("saved.raw"), () => save(say("saved.file"), "application/json", saved.raw())),
    " ", button(say("saved.afresh"), () => {
      const { items } = saved.stored();
      saved.clear();
      saved.merge(items);
      draw();
      tell(say("saved.begun", { count: items.length }));
    }),
  ];

  // Files

  const file = make("input", { type: "file", accept: ".json,application/json", hidden: "" });
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    /** @type {string} */
    let content;
    try {
      content = await chosen.text();
    } catch {
      return tell(say("saved.unread"));
    }
    take(saved.read(content));
  });

  /** @param {ReturnType<typeof saved.read>} found */
  function take({ items, bad, problem }) {
    if (problem) {
      tell({ large: say("saved.file_large"), damaged: say("saved.file_damaged"), other: say("saved.file_other"), newer: say("saved.file_newer") }[problem]);
      return;
    }
    const { added, renewed, kept, problem: why } = saved.merge(items);
    draw();
    const counts = say("saved.taken", { added, renewed, kept });
    tell(why && why !== "blocked" ? trouble(why) : counts, bad ? say("saved.bad", { count: bad }) : "", why === "blocked" ? trouble(why) : "");
  }

  /** @param {string} label @param {string} ending @param {string} type @param {(items: Saved[]) => string} content */
  const tool = (label, ending, type, content) =>
    button(label, () => save(`${say("saved.title")}.${ending}`, type, content(saved.stored().items)), { "data-of-all": "" });
  const named = (/** @type {Saved[]} */ items) => lists(items).map(([name, some]) => /** @type {[string, Saved[]]} */ ([name || say("saved.no_list"), some]));
  const tools = make(
    "p", { class: "deeds" },
    button(say("saved.save"), () => save(say("saved.file"), "application/json", saved.written(saved.stored().items)), { "data-of-all": "" }),
    button(say("saved.open"), () => file.click()), file,
    button(say("saved.print"), () => window.print(), { "data-of-all": "" }),
    tool("CSV", "csv", "text/csv", exports.table),
    tool("RIS", "ris", "application/x-research-info-systems", exports.ris),
    tool("BibTeX", "bib", "application/x-bibtex", exports.bibtex),
    tool("Markdown", "md", "text/markdown", items => exports.markdown(named(items))),
  );

  /** What an article's page hands over in the address, from a disk (keep.js). It is taken on the reader's word alone: anybody can make
   *  such an address. */
  function handed() {
    const given = /^add=(.*)$/.exec(at.anchor());
    if (!given) return;
    /** @type {ReturnType<typeof saved.read>} */
    let found;
    try {
      found = saved.read(decodeURIComponent(given[1]));
    } catch {
      return;
    }
    const known = new Set(saved.stored().items.map(saved.keyOf));
    const items = found.items.filter(item => !known.has(saved.keyOf(item)));
    if (!items.length) return;
    tell(
      say("saved.handed", { title: items[0].record.title }), " ",
      button(say("saved.add"), () => take({ ...found, items })), " ",
      button(say("saved.leave"), () => tell()),
    );
  }

  main.replaceChildren(tools, status, body);
  draw();
  handed();
  window.addEventListener("storage", event => event.key === saved.KEY && !main.contains(document.activeElement) && draw());
})();
