// @ts-check
/* What people write down of an article beside its text, in a fold of its card: most articles have none of it. */
const record = (() => {
  "use strict";

  /** @typedef {NonNullable<ReturnType<typeof model.article>>} Article */
  /** @typedef {"page" | "page_label" | "page_name" | "column" | "shelfmark" | "rights"} Line */
  /** @typedef {"subjects" | "persons" | "organisations" | "events" | "reprinted_from" | "corrected_by" | "notes" | "staff_notes"} Several */
  /**
   * How a card makes a field.
   * @typedef {object} Making
   * @property {(a: Article, name: Line, label: string) => HTMLElement} text
   * @property {(a: Article, name: Several, label: string, hint: string) => HTMLElement} area
   * @property {(a: Article, name: string, label: string, control: HTMLElement) => HTMLElement} row
   * @property {(a: Article, change: Partial<Article>, name: string) => void} typed
   */

  const WORDS = /** @type {const} */ ({
    page: "版次", page_label: "版号", page_name: "版名", column: "栏目", serial: "连载", subjects: "主题", persons: "人物", organisations: "机构", events: "事件",
    shelfmark: "档号", rights: "权利", reprinted_from: "来源", notes: "附注", staff_notes: "内部备注", images: "图片", corrected_by: "订正人",
  });
  const NAMES = /** @type {(keyof typeof WORDS)[]} */ (Object.keys(WORDS));
  /** A reader who has opened the fold sees it in the next article, too. */
  let open = false;

  /** @param {Article} a @param {Making} by @param {Map<string, string> | undefined} faults by field */
  function fold(a, by, faults) {
    const held = NAMES.filter(name => name !== "page" && (Array.isArray(a[name]) ? a[name]?.length : a[name]));
    const summary = dom.make("summary", {}, "更多著录项", ...(held.length ? [dom.make("small", {}, held.map(name => WORDS[name]).join("、"))] : []));
    const box = dom.make("details", { class: "record" }, summary);
    box.open = open || NAMES.some(name => faults?.has(name));
    box.addEventListener("toggle", () => (open = box.open));
    box.append(
      by.text(a, "page", WORDS.page),
      by.text(a, "page_label", WORDS.page_label),
      by.text(a, "page_name", WORDS.page_name),
      by.text(a, "column", WORDS.column),
      serial(a, by),
      by.area(a, "subjects", WORDS.subjects, "一行一个，与程序选出的并列"),
      by.area(a, "persons", WORDS.persons, "文章所记的人，一行一个"),
      by.area(a, "organisations", WORDS.organisations, "一行一个"),
      by.area(a, "events", WORDS.events, "一行一个"),
      by.area(a, "reprinted_from", WORDS.reprinted_from, "转自何处，一行一个"),
      by.text(a, "shelfmark", WORDS.shelfmark),
      by.text(a, "rights", WORDS.rights),
      by.area(a, "notes", WORDS.notes, "读者看得到"),
      by.area(a, "staff_notes", WORDS.staff_notes, "只存在馆藏文件里，从不发布"),
      images(a, by),
      by.area(a, "corrected_by", WORDS.corrected_by, "读者报错、愿意具名的，一行一个"),
    );
    return box;
  }

  /** @param {string} label @param {string} value @param {Record<string, string>} [more] */
  function input(label, value, more = {}) {
    const made = dom.make("input", { type: "text", "aria-label": label, placeholder: label, autocomplete: "off", ...more });
    made.value = value;
    return made;
  }

  /** @param {Article} a @param {Making} by */
  function serial(a, by) {
    const title = input("总题", a.serial?.title ?? "");
    const part = input("第几部分", String(a.serial?.part ?? ""), { inputmode: "numeric" });
    const box = dom.make("div", { class: "series", role: "group", "aria-label": WORDS.serial }, title, part);
    box.addEventListener("input", () => {
      const number = part.value.trim();
      const value = title.value.trim() || number ? { title: title.value.trim(), part: /^\d+$/.test(number) ? Number(number) : number || null } : null;
      by.typed(a, { serial: value }, "serial");
    });
    return by.row(a, "serial", WORDS.serial, box);
  }

  /** @param {Article} a @param {Making} by */
  function images(a, by) {
    const box = dom.make("div", { class: "images", role: "group", "aria-label": WORDS.images });
    const collect = () => {
      const found = [...box.querySelectorAll(".image")].map(image => {
        const [file, caption, credit, alt] = [...image.querySelectorAll("input")].map(field => field.value.trim());
        return { file, caption: caption || null, credit: credit || null, alt: alt || null };
      });
      by.typed(a, { images: found.filter(each => Object.values(each).some(Boolean)) }, "images");
    };
    /** @param {{file: string, caption: string | null, credit: string | null, alt: string | null}} of */
    const image = of => {
      const away = dom.make("button", { type: "button", class: "small", "aria-label": `去掉图片${of.file}` }, "×");
      const one = dom.make(
        "div", { class: "image" },
        input("文件，如 images/2024/渡口.jpg", of.file), input("图片说明", of.caption ?? ""),
        input("摄影、作画", of.credit ?? ""), input("替代文字：图上有什么", of.alt ?? ""), away,
      );
      away.addEventListener("click", () => {
        one.remove();
        collect();
      });
      one.addEventListener("input", collect);
      return one;
    };
    const add = dom.make("button", { type: "button", class: "small" }, "＋ 图片");
    add.addEventListener("click", () => {
      const one = image({ file: "", caption: null, credit: null, alt: null });
      add.before(one);
      one.querySelector("input")?.focus();
    });
    box.append(...(a.images ?? []).map(image), add);
    return by.row(a, "images", WORDS.images, box);
  }

  return { WORDS, fold };
})();
