// @ts-check
// All that a search found, to take along: as a table, as RIS and BibTeX, as citations, and for Zotero, which takes it out of
// the page. It says before how much that is, and can be stopped.
(() => {
  "use strict";
  const { say, make, whole, going, forms, copies, segmentOf, pageOf, nameOf, columnReader, coins, openurl } = window.archive;

  const MOST = 100_000; // articles of a file: 60 MB of text
  const AT_ONCE = 1_000; // that Zotero is given: it shows them all in one list
  const COPIED = 200; // that are worth copying

  /** @type {Record<string, {ending: string, type: string, of: (c: Cited) => string}>} */
  const FORMATS = {
    csv: { ending: "csv", type: "text/csv;charset=utf-8", of: forms.csv },
    ris: { ending: "ris", type: "application/x-research-info-systems", of: forms.ris },
    bibtex: { ending: "bib", type: "application/x-bibtex", of: forms.bibtex },
    gbt7714: { ending: "txt", type: "text/plain;charset=utf-8", of: c => `${forms.online(c)}\r\n` },
    gbt2015: { ending: "txt", type: "text/plain;charset=utf-8", of: c => `${forms.online2015(c)}\r\n` },
  };

  /** The head of the table, as forms.csv has its columns. */
  const heads = () => [
    say("view.id"), say("view.title"), say("view.subtitle"), say("view.authors"), say("found.paper"), say("view.date"), say("found.sheet"),
    say("found.place"), say("found.kind"), say("view.address"), say("view.note"),
  ];

  /** What a page of our own is cited by: where the archive is published, or where it is read from a server. @param {string} url @param {string} here */
  function addressOf(url, here) {
    const known = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))?.href;
    if (known) return new URL(`../${url}`, known).href;
    return here.startsWith("http") ? here : "";
  }

  /** @param {Outcome["c"]} c @param {Row} row @param {Recorded} recorded @returns {Promise<Cited>} */
  async function cited(c, row, recorded) {
    const [id, url] = await nameOf(c, row.doc);
    const s = segmentOf(c, row.doc);
    const here = pageOf(c, s, url);
    const [key, label] = c.paper[row.paper];
    const [paper, place, ofPaper, edition = ""] = recorded.papers[`${key} ${label}`] ?? recorded.papers[key] ?? [label, "", ""];
    const [ofTitle, ofDate] = recorded.note;
    return {
      id,
      title: recorded.title,
      subtitle: recorded.subtitle,
      authors: recorded.authors,
      paper,
      place,
      date: window.archive.dates.written(row.date),
      edition,
      page: recorded.page,
      county: row.county < 0 ? "" : c.county[row.county][1],
      kind: c.kind[row.kind][1],
      language: document.documentElement.lang,
      address: s.base ? here : addressOf(url, here),
      supplied: { title: Boolean(ofTitle), paper: Boolean(ofPaper), date: Boolean(ofDate) },
      note: [ofTitle, ofPaper, ofDate].filter(Boolean).join(say("unit.clauses")),
    };
  }

  /**
   * What is made of each article, in the order of the hits; those that another archive says too little of are left out.
   * @template T
   * @param {Outcome} found
   * @param {number} most
   * @param {(c: Cited) => T} make
   * @param {AbortSignal} signal
   * @param {(done: number, all: number) => void} at
   * @returns {Promise<T[]>}
   */
  async function each({ c, chosen }, most, make, signal, at) {
    const rows = chosen.slice(0, most);
    const rank = new Map(rows.map((row, n) => [row.doc, n]));
    /** @type {T[]} */
    const made = new Array(rows.length);
    let done = 0;
    at(0, rows.length);
    for await (const some of (await columnReader()).records(c, [...rank.keys()].sort((a, b) => a - b))) {
      for (const recorded of some) {
        const n = /** @type {number} */ (rank.get(recorded.doc));
        made[n] = make(await cited(c, rows[n], recorded));
      }
      at((done += some.length), rows.length);
      await new Promise(resolve => setTimeout(resolve)); // the page stays alive
      signal.throwIfAborted();
    }
    return made.filter(each => each !== undefined);
  }

  /** @param {HTMLElement} box @param {Seen} seen */
  async function exporting(box, { asked, result, signal }) {
    if (!result.total) return box.replaceChildren();
    if (!result.columns) return box.replaceChildren(make("p", {}, say("view.no_records")));
    const { sort } = asked;
    const options = { filters: window.archive.asking.filters(asked), sort: /** @type {Sort} */ (window.archive.asking.isSide(sort) ? "relevance" : sort) };
    const written = (/** @type {number} */ count) => count.toLocaleString(document.documentElement.lang);
    const bytes = await whole(asked.q, { ...options, signal }, async ({ c, chosen }) => {
      const docs = chosen.slice(0, MOST).map(row => row.doc).sort((a, b) => a - b);
      return (await columnReader()).weight(c, docs);
    });
    const lead = make("p", {}, say("view.export_lead", { count: written(Math.min(result.total, MOST)), size: going.size(bytes) }));
    if (result.total > MOST) lead.append(say("view.export_most", { most: written(MOST) }));
    const buttons = make("p", { class: "formats" });
    const outcome = make("div", {});
    box.replaceChildren(lead, buttons, outcome);

    /** @param {string} label @param {(found: Outcome, line: ReturnType<typeof going.progress>) => Promise<(Node | string)[]>} task */
    const button = (label, task) => {
      const made = make("button", { type: "button" }, label);
      made.addEventListener("click", async () => {
        for (const other of buttons.querySelectorAll("button")) other.disabled = true;
        outcome.replaceChildren();
        const progress = going.progress(outcome, signal);
        try {
          const said = await whole(asked.q, { ...options, signal: progress.signal }, found => task(found, progress));
          progress.end(" ");
          outcome.querySelector("[role=status]")?.replaceChildren(...said);
        } catch (error) {
          progress.end(/** @type {any} */ (error).name === "AbortError" ? say("view.stopped") : say("view.broken"));
        } finally {
          for (const other of buttons.querySelectorAll("button")) other.disabled = false;
        }
      });
      buttons.append(made, " ");
    };
    const names = { csv: say("view.csv"), ris: "RIS", bibtex: "BibTeX", gbt7714: say("view.citations"), gbt2015: say("view.citations_former") };
    for (const [name, label] of Object.entries(names)) {
      const { ending, type, of } = FORMATS[name];
      button(label, async (found, { signal: ended, at }) => {
        const parts = await each(found, MOST, of, ended, at);
        const lost = Math.min(result.total, MOST) - parts.length;
        const all = name === "csv" ? ["\ufeff", forms.row(heads()), ...parts] : parts;
        const file = going.file(`${say("view.file")}.${ending}`, type, all, say("view.download", { name: `${say("view.file")}.${ending}`, count: written(parts.length) }));
        const copy = make("button", { type: "button" }, say("view.copied_out"));
        copies(copy, () => parts.join(""));
        file.click();
        return [file, ...(parts.length <= COPIED ? [" ", copy, " ", make("span", { role: "status" })] : []), ...(lost ? [" ", say("view.lost", { count: written(lost) })] : [])];
      });
    }
    button(say("view.zotero"), async (found, { signal: ended, at }) => {
      const all = await each(found, AT_ONCE, c => openurl({ ...c, notes: c.note.split(say("unit.clauses")).filter(Boolean) }), ended, at);
      const spans = make("div", {});
      outcome.append(spans);
      coins(spans, all);
      return [say("view.zotero_ready", { count: written(all.length) })];
    });
  }

  window.archive.views.export = exporting;
})();
