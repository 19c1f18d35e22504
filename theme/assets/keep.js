// @ts-check
/* Saving an article, or a passage of it: it is saved at once, and the bar has the list and the note. */
(() => {
  "use strict";
  const { at, button, cited, group, make, save, saved, say } = window.archive;
  const bar = group(say("saved.title"));

  /** @param {Saved} item */
  function form(item) {
    const lists = [...new Set(saved.stored().items.map(each => each.list).filter(Boolean))];
    const options = make("datalist", { id: "lists" }, ...lists.map(name => make("option", { value: name })));
    const list = make("input", { list: "lists", maxlength: "100", placeholder: say("saved.no_list"), "aria-label": say("saved.list") });
    const note = make("input", { maxlength: "5000", placeholder: say("saved.note"), "aria-label": say("saved.note") });
    [list.value, note.value] = [item.list, item.note];
    const status = make("span", { role: "status" });
    const edit = (/** @type {Partial<Saved>} */ change) => {
      const problem = saved.edit(item, change);
      status.textContent = problem ? trouble(problem) : say("saved.noted");
    };
    list.addEventListener("change", () => edit({ list: list.value.trim() }));
    note.addEventListener("change", () => edit({ note: note.value.trim() }));
    return [list, options, note, status];
  }

  /** @param {Trouble} problem */
  const trouble = problem => ({
    "": "", blocked: say("saved.blocked"), full: say("saved.full"), damaged: say("saved.damaged"), newer: say("saved.newer"),
  })[problem];

  /** The page of all that is saved; from a disk it is told of this one, since there some browsers let no two files share anything.
   * @param {Saved} item */
  function there(item) {
    const told = location.protocol === "file:" ? `#add=${encodeURIComponent(saved.written([item]))}` : "";
    return make("a", { href: at.to("saved/index.html") + told }, say("saved.see"));
  }

  /** @param {{where: string, quote: string}} passage nothing where all of the article is meant */
  window.archive.keep = ({ where, quote }) => {
    const now = new Date().toISOString();
    /** @type {Saved} */
    const item = {
      record: cited, where, quote, archive: document.querySelector(".name")?.textContent?.trim() ?? "", site: at.published ? at.site : "", path: at.path,
      note: "", list: "", saved: now, changed: now,
    };
    const known = saved.stored().items.find(each => saved.keyOf(each) === saved.keyOf(item));
    const problem = known ? "" : saved.put(item);
    const close = button("×", () => bar.hide(), { "aria-label": say("saved.close"), title: say("saved.close") });
    if (problem) {
      const file = button(say("saved.save"), () => save(say("saved.file"), "application/json", saved.written([item])));
      return bar.show(make("span", { role: "status" }, trouble(problem)), file, close);
    }
    const undo = button(say("saved.undo"), () => {
      saved.drop(item);
      bar.hide();
    });
    bar.show(make("span", { role: "status" }, known ? say("saved.known") : say("saved.done")), ...form(known ?? item), there(known ?? item), undo, close);
    bar.enter();
  };
})();
