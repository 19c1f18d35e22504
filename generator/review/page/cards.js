// @ts-check
/* The articles of a page file as cards. The one that is being read is open: its fields can be written in. */
const cards = (() => {
  "use strict";

  const KINDS = { news: "报道", photo: "图片", notice: "公告", continuation: "转版续文", filler: "补白",
    advertisement: "广告", poem: "诗词", letter: "来信", obituary: "讣告", table: "表格", cartoon: "漫画", index: "要目" };
  const TITLES = { page: "原页所印", lead: "取自正文", editor: "编者所拟" };
  const GROWS = CSS.supports("field-sizing", "content");
  /** @typedef {ReturnType<typeof model.article>} Found */
  /** @typedef {NonNullable<Found>} Article */

  /** @type {HTMLElement} */
  const list = dom.the("#cards");
  let active = "";
  /** @type {Map<string, number>} how many an article has */
  let doubts = new Map();
  /** @type {Map<string, Map<string, string>>} messages by article and field */
  let faults = new Map();
  /**
   * @type {{select: (id: string) => void, merge: (id: string) => void, review: (id: string, yes: boolean) => void,
   *   changed: () => void, redraw: () => void, read: (line: number) => void}}
   */
  let on = { select: () => {}, merge: () => {}, review: () => {}, changed: () => {}, redraw: () => {}, read: () => {} };

  /** @param {string[]} ids in the order of the page @param {string} open */
  function draw(ids, open) {
    active = open;
    doubts = new Map();
    for (const { id } of doubting.all()) if (id !== null) doubts.set(id, (doubts.get(id) ?? 0) + 1);
    const focused = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    const within = focused?.closest(".piece")?.id.replace("card-", "heading-") ?? "";
    list.replaceChildren(...ids.map(id => model.article(id)).filter(/** @returns {a is Article} */ a => !!a).map(card));
    for (const area of list.querySelectorAll("textarea")) grow(area);
    if (focused) refocus(focused, within);
  }

  /** The keyboard stays where it was, though the element is another. @param {HTMLElement} was @param {string} otherwise */
  function refocus(was, otherwise) {
    const now = document.getElementById(was.id) ?? document.getElementById(otherwise);
    now?.focus({ preventScroll: true });
    if (was instanceof HTMLTextAreaElement && now instanceof HTMLTextAreaElement) now.setSelectionRange(was.selectionStart, was.selectionEnd);
  }

  /** @param {Article} a */
  function card(a) {
    const open = a.id === active;
    const here = dom.make("article", { class: `piece hue${lines.hue(a.id)}`, id: `card-${a.id}` });
    here.classList.toggle("open", open);
    here.classList.toggle("reviewed", a.reviewed);
    const title = dom.make("span", { class: "title" }, a.title);
    const button = dom.make(
      "button",
      { type: "button", class: "heading", id: `heading-${a.id}`, "aria-expanded": String(open), "aria-controls": `fields-${a.id}` },
      dom.make("span", { class: "mark" }, lines.mark(a.id)),
      title,
      dom.make("span", { class: "gist" }, gist(a)),
    );
    button.addEventListener("click", () => {
      const { top } = here.getBoundingClientRect();
      on.select(a.id);
      const now = document.getElementById(here.id);
      if (now && !pane()) scrollBy(0, now.getBoundingClientRect().top - top); // what was clicked stays where it is
    });
    const reviewed = dom.make("input", { type: "checkbox", id: `done-${a.id}` });
    reviewed.checked = a.reviewed;
    reviewed.addEventListener("change", () => on.review(a.id, reviewed.checked));
    here.append(dom.make("h3", {}, button), dom.make("label", { class: "done" }, reviewed, " 校读完毕"));
    if (open) here.append(fields(a));
    else here.append(dom.make("p", { class: "excerpt" }, a.body.slice(0, 70)));
    return here;
  }

  /** @param {Article} a */
  function gist(a) {
    const kind = KINDS[/** @type {keyof typeof KINDS} */ (a.kind)] ?? a.kind;
    const doubtful = doubts.get(a.id);
    const wrong = faults.get(a.id)?.size ? " · 有错" : "";
    const sure = !a.reviewed && a.confidence && `把握 ${Math.round(doubting.sure(a) * 100)}%`;
    const shut = a.status === "withdrawn" ? "撤下" : a.status === "withheld" && "不公开";
    return [shut, kind, a.county, sure, doubtful && `存疑 ${doubtful}`].filter(Boolean).join(" · ") + wrong;
  }

  /** @param {Article} a */
  function fields(a) {
    const by = { text, area, row, typed };
    const box = dom.make("div", { class: "fields", id: `fields-${a.id}` });
    const lost = model.now.lost.get(a.id);
    if (lost) box.append(lostTexts(a, lost));
    box.append(
      text(a, "kicker", "引题"),
      choice(a, "title_source", "标题来源", TITLES),
      text(a, "title", "标题"),
      text(a, "subtitle", "副题"),
      text(a, "byline", "署名"),
      text(a, "continued_from", "上接版次"),
      facts.authors(a, by),
      facts.county(a, by, faults.get(a.id)),
      choice(a, "kind", "类型", KINDS),
      area(a, "captions", "图片说明", "一行一条"),
      area(a, "body", "正文", "段落之间空一行"),
      record.fold(a, by, faults.get(a.id)),
      ...facts.status(a, by, on.redraw),
      foot(a),
    );
    return box;
  }

  /**
   * A field with its label, its fault and the machine's other wording.
   * @param {Article} a @param {string} name @param {string} label @param {HTMLElement} control @param {Node[]} more
   */
  function row(a, name, label, control, ...more) {
    const id = `f-${a.id}-${name}`;
    const note = dom.make("p", { class: "fault", id: `${id}-note` }, faults.get(a.id)?.get(name) ?? "");
    const target = control.matches("input, select, textarea") ? control : null;
    target?.setAttribute("id", id);
    target?.setAttribute("aria-describedby", note.id);
    if (target && note.textContent) target.setAttribute("aria-invalid", "true");
    const caption = target ? dom.make("label", { for: id }, label) : dom.make("span", { class: "label" }, label);
    const cell = dom.make("div", { class: "cell" }, control, ...more, note);
    const hint = model.now.hints.get(a.id)?.[name];
    if (hint) cell.append(other(a, name, hint));
    return dom.make("div", { class: `row ${name}`, "data-field": name }, caption, cell);
  }

  /** @param {Article} a @param {string} name @param {{set: Record<string, any>, gone: {subtitle?: string, body?: string[]}}} hint */
  function other(a, name, { set, gone }) {
    const value = set[name];
    const words = Array.isArray(value)
      ? value.map(x => (typeof x === "string" ? x : `${x.name}${x.role ? `（${x.role}）` : ""}`)).join("、")
      : String(value ?? "");
    const shown = name === "kind" ? KINDS[/** @type {keyof typeof KINDS} */ (words)] : words;
    const take = dom.make("button", { type: "button" }, "采用");
    const leave = dom.make("button", { type: "button" }, "不用");
    for (const [button, yes] of /** @type {const} */ ([[take, true], [leave, false]])) {
      button.addEventListener("click", () => {
        model.settle(a.id, name, yes);
        on.redraw();
      });
    }
    const beside = gone.subtitle ? "新给的题行放在副题里，采用后移入此处。" : gone.body ? "新给的文字放在正文里，采用后移入此处。" : "";
    const label = `您改过此处，没有动。${beside}行变动之后，机器的写法是：`;
    return dom.make("div", { class: "hint" }, dom.make("p", {}, label), dom.make("blockquote", {}, shown || "（空）"), take, leave);
  }

  /** @param {Article} a @param {string[]} texts */
  function lostTexts(a, texts) {
    const seen = dom.make("button", { type: "button" }, "已处理");
    seen.addEventListener("click", () => {
      model.seen(a.id);
      on.redraw();
    });
    const label = "并入的文章里有您改过的文字，没有对上段落，请自行放入正文：";
    return dom.make("div", { class: "hint" }, dom.make("p", {}, label), ...texts.map(t => dom.make("blockquote", {}, t)), seen);
  }

  /** @param {Article} a @param {Partial<Article>} change @param {string} name */
  function typed(a, change, name) {
    model.edit(a.id, change, name);
    const fault = document.getElementById(`f-${a.id}-${name}-note`);
    faults.get(a.id)?.delete(name);
    if (fault) fault.textContent = "";
    document.getElementById(`f-${a.id}-${name}`)?.removeAttribute("aria-invalid");
    on.changed();
  }

  /** @param {Article} a @param {"kicker" | "title" | "subtitle" | "byline" | "continued_from" | "page" | "page_label" | "page_name" | "column" | "shelfmark" | "rights"} name @param {string} label */
  function text(a, name, label) {
    const input = dom.make("input", { type: "text", autocomplete: "off" });
    if (name === "continued_from" || name === "page") input.inputMode = "numeric";
    input.value = String(a[name] ?? "");
    input.addEventListener("input", () => {
      const value = input.value.trim();
      /** @type {Partial<Article>} */
      const change = { [name]: name === "title" ? input.value : value === "" ? null : input.value };
      if ((name === "continued_from" || name === "page") && /^\d+$/.test(value)) change[name] = Number(value);
      if (name === "title" && model.article(a.id)?.title_source === "lead") change.title_source = "editor";
      typed(a, change, name);
      if (name !== "title") return;
      dom.the(`#card-${CSS.escape(a.id)} .heading .title`).textContent = input.value;
      if (change.title_source) /** @type {HTMLSelectElement} */ (dom.the(".title_source select", list)).value = "editor";
    });
    return row(a, name, label, input);
  }

  /** @param {Article} a @param {"kind" | "title_source"} name @param {string} label @param {Record<string, string>} values */
  function choice(a, name, label, values) {
    const select = dom.make("select", {}, ...Object.entries(values).map(([value, words]) => dom.make("option", { value }, words)));
    select.value = a[name];
    select.addEventListener("change", () => typed(a, { [name]: select.value }, name));
    return row(a, name, label, select);
  }

  /** @param {Article} a @param {"captions" | "body" | "subjects" | "persons" | "organisations" | "events" | "reprinted_from" | "corrected_by" | "notes" | "staff_notes"} name
   *  @param {string} label @param {string} hint */
  function area(a, name, label, hint) {
    const field = dom.make("textarea", { rows: "1", spellcheck: "false", placeholder: hint });
    const value = a[name] ?? "";
    const isText = name === "notes" || name === "staff_notes";
    field.value = Array.isArray(value) ? value.join("\n") : value;
    field.addEventListener("input", () => {
      grow(field);
      if (name === "body") {
        dom.the(".here", list).setAttribute("hidden", ""); // until the next line is read
        typed(a, { body: field.value }, name);
      } else if (isText) typed(a, { [name]: field.value.trim() ? field.value : null }, name);
      else typed(a, { [name]: field.value.split("\n").map(t => t.trim()).filter(Boolean) }, name);
    });
    if (name !== "body") return row(a, name, label, field);
    const caret = () => {
      const at = field.selectionStart;
      if (at !== field.selectionEnd) return;
      for (const [line, [start, end]] of follow.spans(field.value, lines.bodyOf(a.id))) {
        if (start <= at && at <= end) return on.read(line);
      }
    };
    field.addEventListener("click", caret);
    field.addEventListener("keyup", event => event.key.startsWith("Arrow") && caret());
    return row(a, name, label, field, dom.make("div", { class: "here", "aria-hidden": "true" }));
  }

  /** Marks the words of a line in the open body. @param {number} line @param {boolean} scroll whether they are scrolled to */
  function point(line, scroll) {
    /** @type {HTMLTextAreaElement | null} */
    const area = list.querySelector(".open .row.body textarea");
    if (!area) return;
    const span = follow.spans(area.value, lines.bodyOf(active)).get(line);
    /** @type {HTMLElement} */
    const here = dom.the(".here", list);
    here.hidden = !span;
    if (!span) return;
    const { lineHeight, paddingBottom } = getComputedStyle(area);
    const pad = parseFloat(paddingBottom);
    const top = depth(area, span[0] + 1) - pad - parseFloat(lineHeight);
    const bottom = depth(area, span[1]) - pad;
    Object.assign(here.style, { top: `${top}px`, height: `${bottom - top}px` });
    if (scroll) reveal(area.getBoundingClientRect().top + top - 60, bottom - top + 120);
  }

  /** Moves the paragraph of the cursor up or down in its field; false where there is none. @param {HTMLElement} field @param {1 | -1} by */
  function paragraph(field, by) {
    if (!(field instanceof HTMLTextAreaElement)) return false;
    const apart = field.closest(".body") ? "\n\n" : "\n";
    const parts = field.value.split(apart);
    let [n, start] = [0, 0];
    while (n < parts.length - 1 && start + parts[n].length < field.selectionStart) start += parts[n++].length + apart.length;
    if (!parts[n + by]) return true;
    const within = field.selectionStart - start;
    [parts[n], parts[n + by]] = [parts[n + by], parts[n]];
    field.value = parts.join(apart);
    const at = parts.slice(0, n + by).join(apart).length + (n + by ? apart.length : 0) + within;
    field.dispatchEvent(new Event("input"));
    field.setSelectionRange(at, at);
    return true;
  }

  /** @param {HTMLTextAreaElement} field as high as its text, where style sheets cannot say so */
  function grow(field) {
    if (GROWS) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  /** @param {Article} a */
  function foot(a) {
    const where = a.source.map(s => `${s.file} 第${s.lines[0]}${s.lines[1] > s.lines[0] ? `–${s.lines[1]}` : ""}行`);
    const merge = dom.make("button", { type: "button", title: "并入另一篇（M）" }, "并入另一篇…");
    merge.addEventListener("click", () => on.merge(a.id));
    const facts = [a.id, where.join("，") || "没有出处"];
    if (a.reviewed && (a.reviewed_by || a.reviewed_on)) facts.push([a.reviewed_by, a.reviewed_on, "校读"].filter(Boolean).join(" "));
    return dom.make("div", { class: "foot" }, dom.make("p", {}, facts.join("　")), merge);
  }

  /** @param {{id: string | null, field: string | null, message: string}[]} found */
  function mark(found) {
    faults = new Map();
    for (const { id, field, message } of found) {
      if (id === null || field === null) continue;
      const of = faults.get(id) ?? new Map();
      faults.set(id, of.set(field, [of.get(field), message].filter(Boolean).join(" ")));
    }
  }

  /** The cards scroll for themselves. */
  const pane = () => list.scrollHeight > list.clientHeight;

  /** Scrolls the cards so that something of them is seen; where they are no pane of their own, the window stays.
   *  @param {number} top in the window @param {number} height */
  function reveal(top, height) {
    if (!pane()) return;
    const { top: from, bottom: to } = list.getBoundingClientRect();
    if (top < from || height > to - from) list.scrollTop += top - from;
    else if (top + height > to) list.scrollTop += top + height - to;
  }

  /** @param {string} id */
  function show(id) {
    const box = document.getElementById(`card-${id}`)?.getBoundingClientRect();
    if (box) reveal(box.top, box.height);
  }

  /** Puts the cursor into a field of the open card. @param {string} field @param {number} [at] @param {number} [length] */
  function focus(field, at = 0, length = 0) {
    /** @type {HTMLElement | null} */
    const control = list.querySelector(`.open .row.${CSS.escape(field)} :is(input, textarea, select)`);
    if (!control) return;
    const area = control instanceof HTMLTextAreaElement ? control : null;
    const line = control instanceof HTMLInputElement ? control : null;
    control.focus({ preventScroll: pane() });
    (area ?? line)?.setSelectionRange(at, at + length);
    const top = control.getBoundingClientRect().top;
    if (area) reveal(top + depth(area, at) - 60, 180);
    else reveal(top - 40, control.offsetHeight + 80);
  }

  /** How far below the top of a text field a character stands. @param {HTMLTextAreaElement} area @param {number} at */
  function depth(area, at) {
    const twin = dom.make("div", { class: "twin" }, area.value.slice(0, at));
    const { font, padding } = getComputedStyle(area);
    Object.assign(twin.style, { font, padding, width: `${area.clientWidth}px` });
    document.body.append(twin);
    const { offsetHeight } = twin;
    twin.remove();
    return offsetHeight;
  }

  return {
    KINDS, TITLES, draw, mark, focus, show, point, paragraph,
    set handlers(/** @type {typeof on} */ handlers) { on = handlers; },
  };
})();
