// @ts-check
/* What the list of issues says of the one that is open: 期号, 名目, its day, the names of its pages. It is written at once. */
const listed = (() => {
  "use strict";

  /** @typedef {{stamp: string, listed: boolean, issue: Record<string, string>, pages: Record<string, string>[]}} Told */
  /** @typedef {{field: string | null, message: string}} Fault */

  const { the, make, say } = dom;
  const OF_ISSUE = { date: "日期", edition: "同日另一期，如 b", edition_name: "名目，如号外、增刊", number: "期号", whole_number: "总期号", weekday: "星期", lunar: "农历", date_basis: "日期依据", date_evidence: "依据说明", status: "开放标识", status_note: "原因", status_until: "开放日期" };
  const KEY = ["date", "edition"]; // another one, and it is another issue
  const OF_PAGE = { page: "版次", label: "版号", name: "版名" };
  const BASES = { given: "著录给定", printed: "报上所印", inferred: "推定" };
  /** @type {HTMLDialogElement} */
  const dialog = the("#listed");
  /** What is shown of the issue has to be drawn anew. */
  let changed = () => {};

  /** @param {string} name @param {string} label @param {string} value @param {Record<string, string>} [more] */
  function field(name, label, value, more = {}) {
    const choices = name === "date_basis" ? BASES : name === "status" ? facts.STATUSES : null;
    const input = choices ? make("select", { name }, ...Object.entries(choices).map(([of, words]) => make("option", { value: of }, words)))
      : make("input", { type: name === "status_until" ? "date" : "text", name, autocomplete: "off", ...more });
    input.value = value;
    return make("label", {}, `${label} `, input);
  }

  /** @param {Told} told */
  function draw(told) {
    const delivered = model.issue.sheets.every(sheet => !sheet.file);
    const rows = Object.entries(OF_ISSUE).map(([name, label]) => field(name, label, told.issue[name] || (name === "date" ? model.issue.date : ""), KEY.includes(name) && (delivered || !told.listed) ? { readonly: "" } : {}));
    const pages = told.pages.map(page => make("fieldset", { "data-file": page.file }, make("legend", {}, [page.file, page.sheet].filter(Boolean).join("　")),
      ...Object.entries(OF_PAGE).map(([name, label]) => field(name, label, page[name]))));
    the(".facts", dialog).replaceChildren(...rows, ...pages);
    the(".fault", dialog).textContent = "";
  }

  /** @param {ParentNode} of @param {string[]} names */
  const values = (of, names) => Object.fromEntries(names.map(name => [name, /** @type {HTMLInputElement} */ (of.querySelector(`:scope > label > [name="${name}"]`)).value]));

  /** Whether it is written. @param {Told} told */
  async function write(told) {
    const { paper, date } = model.issue;
    const issue = values(the(".facts", dialog), Object.keys(OF_ISSUE));
    const pages = [...dialog.querySelectorAll("fieldset")].map(page => values(page, Object.keys(OF_PAGE)));
    const redated = told.listed && KEY.some(name => issue[name].trim() !== told.issue[name]);
    if (redated && model.changed) {
      the(".fault", dialog).textContent = "文章有没有保存的改动，先保存，再改日期。";
      return;
    }
    try {
      await server.request("/api/facts", { paper, date, stamp: told.stamp, issue, pages });
    } catch (error) {
      if (!(error instanceof server.Refused)) throw error;
      const faults = Array.isArray(error.answer) ? /** @type {(Fault | string)[]} */ (error.answer) : [String(error.answer)];
      the(".fault", dialog).textContent = faults.map(fault => (typeof fault === "string" ? fault : fault.message)).join(" ");
      return;
    }
    dialog.close("yes");
    if (redated) return say("日期改了。运行 baocang segment，再打开新的日期。");
    const found = await server.request(`/api/issue?${new URLSearchParams({ paper, date })}`);
    Object.assign(model.issue, { edition: found.edition, recorded: found.recorded });
    found.sheets.forEach((/** @type {typeof model.issue.sheets[0]} */ sheet, /** @type {number} */ i) => Object.assign(model.issue.sheets[i] ?? {}, { label: sheet.label, called: sheet.called }));
    changed();
    say("已写入 seeds/issues.yml。");
  }

  async function ask() {
    const { paper, date } = model.issue;
    /** @type {Told} */
    const told = await server.request(`/api/facts?${new URLSearchParams({ paper, date })}`);
    draw(told);
    /** @type {HTMLButtonElement} */ (the(".main", dialog)).onclick = () => write(told);
    dialog.onkeydown = event => {
      if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault(); // which would be the first button
      void write(told);
    };
    await dom.shown(dialog);
  }

  /** What is told of an issue where its name is pointed at. @param {Record<string, string>} recorded */
  function described(recorded) {
    const labels = /** @type {Record<string, string>} */ (OF_ISSUE);
    return [...Object.entries(recorded).map(([name, value]) => `${labels[name]}：${value}`), "按 I 改期号、名目、日期、版名。"].join("\n");
  }

  return {
    ask, described,
    set onchange(/** @type {() => void} */ f) { changed = f; },
  };
})();
