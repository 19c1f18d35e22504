// @ts-check
/* 有错字？ A reader marks words of an article and writes what they should be. What comes of it is a small text, which goes by mail,
   as an issue of a repository, as a file or by hand: there is no server. What is in it, and how an archive takes it in, is written in
   docs/formats/reports.md. */
(() => {
  "use strict";
  const { at, button, cited, group, make, ranges: text, reports: { mail, repo }, save, say } = window.archive;
  const MOST = 200; // characters of the words; of what is written in their place
  const AROUND = 12; // characters before and behind, by which the place is found again
  const MAIL = 1800; // characters of an address that Windows hands to a mail program
  const ISSUE = 7000; // and of one that GitHub takes
  const PAUSE = 250; // ms in which a selection that grows is left alone
  const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

  const isGitee = repo.startsWith("https://gitee.com/");

  const bar = group(say("reporting.title"));
  const field = (/** @type {string} */ placeholder, most = MOST) => make("input", { placeholder, maxlength: `${most}`, autocomplete: "off" });
  const [old, right, note, name] = [field(say("reporting.old_hint")), field(""), field(say("reporting.optional")), field(say("reporting.optional"), 40)];
  /** @type {[string, HTMLInputElement][]} */
  const fields = [[say("reporting.old"), old], [say("reporting.right"), right], [say("reporting.note"), note], [say("reporting.name"), name]];
  const labels = fields.map(([label, input]) => make("label", [note, name].includes(input) ? { class: "besides" } : {}, label, input));
  const status = make("span", { role: "status" });
  /** Where the words stand, as they were selected. @type {Stretch | undefined} */
  let place;
  let open = false;

  /** The one place of the words; undefined where that cannot be told, and then it is said why. @returns {Stretch | undefined} */
  function found() {
    const words = old.value;
    if (!words.trim()) return tell(say("reporting.missing"));
    if (place && text.textOf([place]) === words) return place;
    const all = text.blocks().flatMap(block => {
      const held = text.read(block).text;
      const places = [];
      for (let start = held.indexOf(words); start >= 0; start = held.indexOf(words, start + 1)) places.push({ block, start, end: start + words.length });
      return places;
    });
    if (!all.length) return tell(say("reporting.absent"));
    return all.length > 1 ? tell(say("reporting.several", { count: `${all.length}` })) : all[0];
  }

  /** @param {string} what @returns {undefined} */
  function tell(what) {
    status.textContent = what;
    return undefined;
  }

  /** The report, as it is written down; undefined where something is wrong with it. */
  function report() {
    const where = found();
    if (!where) return undefined;
    const held = text.read(where.block).text;
    if (right.value === old.value) return tell(say("reporting.same"));
    if ([old, right, note, name].some(input => HIDDEN.test(input.value))) return tell(say("reporting.hidden"));
    tell(say("reporting.ready"));
    const whole = {
      baocang_report: 1, id: cited.id, old: old.value, new: right.value,
      before: held.slice(Math.max(0, where.start - AROUND), where.start), after: held.slice(where.end, where.end + AROUND),
      paragraph: text.sum(held), note: note.value.trim(), name: name.value.trim(), made: new Date().toISOString().slice(0, 10),
    };
    return Object.fromEntries(Object.entries(whole).filter(([key, value]) => value !== "" || key === "new"));
  }

  /** For people first, then for the program. @param {Record<string, unknown>} of */
  const said = of => `${say("reporting.said", { title: cited.title, id: cited.id, old: old.value, new: right.value })}\n${say("reporting.below")}\n`;

  const subject = () => say("reporting.subject", { id: cited.id });
  /** @param {Record<string, unknown>} of */
  const plain = of => `${said(of)}${JSON.stringify(of)}\n`;

  /** What an address may hold of a text; else it says that it lies on the clipboard. @param {(body: string) => string} address @param {string} body @param {number} most */
  function within(address, body, most) {
    const whole = address(body);
    return whole.length <= most ? whole : address(say("reporting.sent_there"));
  }

  /** @param {Record<string, unknown>} of */
  function byMail(of) {
    const address = (/** @type {string} */ body) => `mailto:${mail}?subject=${encodeURIComponent(subject())}&body=${encodeURIComponent(body.replace(/\n/g, "\r\n"))}`;
    return within(address, plain(of), MAIL);
  }

  /** @param {Record<string, unknown>} of */
  function byIssue(of) {
    const body = `${said(of)}\n\`\`\`json\n${JSON.stringify(of)}\n\`\`\`\n`;
    const named = isGitee ? "description" : "body";
    return within(each => `${repo}/issues/new?title=${encodeURIComponent(subject())}&${named}=${encodeURIComponent(each)}`, body, ISSUE);
  }

  /** Puts a text on the clipboard, where the browser lets a page do that. @param {string} of */
  async function copied(of) {
    try {
      await navigator.clipboard.writeText(of);
      return true;
    } catch {
      const area = make("textarea", { "aria-hidden": "true", class: "out" });
      area.value = of;
      bar.element.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  /** A way to go with the report. @param {string} label @param {(of: Record<string, unknown>) => unknown} act */
  const way = (label, act) => button(label, () => {
    const of = report();
    if (of) return act(of);
    (old.value.trim() ? right : old).focus();
    return undefined;
  });

  /** Opens an address, the report on the clipboard. @param {string} address @param {string} of */
  function go(address, of) {
    void copied(of);
    tell(say("reporting.sent_there"));
    const link = make("a", { href: address, rel: "noopener noreferrer", ...(address.startsWith("mailto:") ? {} : { target: "_blank" }) });
    document.body.append(link);
    link.click();
    link.remove();
  }

  function ways() {
    const all = [];
    if (mail) all.push(way(say("reporting.mail"), of => go(byMail(of), plain(of))));
    if (repo) all.push(way(say("reporting.repo", { host: isGitee ? "Gitee" : "GitHub" }), of => go(byIssue(of), plain(of))));
    all.push(way(say("reporting.take"), async of => {
      status.textContent = (await copied(plain(of))) ? say("article.copied") : say("article.copy_failed");
    }));
    all.push(way(say("reporting.save"), of => save(say("reporting.file", { id: cited.id }), "application/json", `${JSON.stringify(of, null, 1)}\n`)));
    return all;
  }

  /** Takes what is selected for the words that are wrong. @param {Stretch[]} places */
  function take(places) {
    if (!places.length) return;
    if (places.length > 1 || text.textOf(places).length > MOST) return void tell(say("reporting.long", { most: `${MOST}` }));
    [place] = places;
    old.value = text.textOf(places);
    text.mark("passage", places);
    tell(say("reporting.begin"));
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  document.addEventListener("selectionchange", () => {
    clearTimeout(pause);
    if (open) pause = setTimeout(() => open && take(selected()), PAUSE);
  });

  function selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return [];
    return text.placesOf(selection.getRangeAt(0)).filter(each => text.textOf([each]).trim());
  }

  function leave() {
    open = false;
    text.mark("passage", []);
    bar.hide();
  }

  /** Opens the form, with the words that are meant or selected. @param {Stretch[]} [places] */
  window.archive.report = places => {
    const meant = places?.length ? places : selected();
    window.archive.passage?.leave();
    open = true;
    const close = button("×", leave, { "aria-label": say("reporting.close"), title: say("reporting.close") });
    const whom = make("small", {}, say("reporting.signed"), mail ? ` ${say("reporting.to", { mail })}` : "");
    const more = button(say("reporting.more"), () => unfold(!bar.element.classList.contains("whole")), { class: "more" });
    /** On a phone the window belongs to the text: what may be left out has no room until it is asked for. @param {boolean} whole */
    function unfold(whole) {
      bar.element.classList.toggle("whole", whole);
      more.setAttribute("aria-expanded", `${whole}`);
    }
    bar.show(...labels, more, ...ways(), close, status, whom);
    bar.element.classList.add("form");
    unfold(Boolean(note.value || name.value));
    tell(say("reporting.begin"));
    take(meant);
    (old.value ? right : old).focus();
  };
  window.archive.reporting = { open: () => open };
})();
