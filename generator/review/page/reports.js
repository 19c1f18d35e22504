// @ts-check
/* Reports of readers: each beside the text and the page's lines; accepted, edited before, or declined. All of it was written by strangers, and
   reaches the page as text. */
(() => {
  "use strict";
  const { make, say, the } = dom;

  /** @typedef {{file: string, n: number, text: string, of: boolean}} Line */
  /** @typedef {{title: string, id: string, paper: string, date: string, text: string, start: number, lines: Line[]}} About */
  /** @typedef {"ready" | "changed" | "done" | "several" | "gone" | "closed" | "nowhere"} State */
  /** @typedef {{key: string, id: string, state: State, about: About | null, base: string, old: string, new: string, before: string, after: string, note: string, name: string, made: string | null, fault?: string}} Report */

  const WHY = {
    ready: "",
    changed: "这一段在读者报告之后改过，但这几个字还在。",
    done: "这一处已经改过了，可以不采纳。",
    several: "这几个字在文中有好几处，分不清是哪一处：请打开这一期自己改，再来这里点不采纳。",
    gone: "文中已经没有这几个字，可以不采纳。",
    closed: "这一篇不公开或已撤下，不在这里改。",
    nowhere: "校读台里没有这一篇。在别处切分的，请改那里的文件。",
  };
  const LARGEST = 1_000_000; // bytes of a file, as generator/review/report_files.py has it
  /** Reports that are shown, the oldest first. @type {Report[]} */
  let shown = [];

  /** The text around, with what goes and what comes. @param {Report} of @param {string} now */
  function changed(of, now) {
    const { about } = of;
    const held = about && about.text ? about.text : of.before + of.old + of.after;
    const start = about && about.text ? about.start : of.before.length;
    return make("p", { class: "text" }, held.slice(0, start), make("del", {}, of.old), make("ins", {}, now), held.slice(start + of.old.length));
  }

  /** @param {Report} of */
  function card(of) {
    const { about } = of;
    const fits = of.state === "ready" || of.state === "changed";
    const title = about ? make("a", { href: `/#/${about.paper}/${about.date}` }, about.title) : of.id;
    const head = make("h2", {}, title, make("small", {}, about ? about.id : ""));
    const element = make("section", { class: fits ? "reported" : "reported stale", "data-key": of.key, "aria-label": of.id }, head);
    let text = changed(of, of.new);
    element.append(text);
    if (about && about.lines.length) {
      element.append(make("ol", { "aria-label": "版面的行" }, ...about.lines.map(line => make("li", line.of ? { class: "of" } : {}, make("span", {}, `${line.n}`), line.text))));
    }
    const more = [of.note && `说明：${of.note}`, of.name ? `署名：${of.name}` : "不具名", of.made ?? ""].filter(Boolean).join("　");
    element.append(make("p", {}, make("small", {}, more)));
    const why = of.fault ?? WHY[of.state];
    if (why) element.append(make("p", { class: "state" }, why));
    const acts = make("div", { class: "acts" });
    if (fits) {
      const input = make("input", { "aria-label": "改成", maxlength: "500" });
      input.value = of.new;
      input.addEventListener("input", () => {
        const now = changed(of, input.value);
        text.replaceWith(now);
        text = now;
      });
      const accept = make("button", { type: "button", class: "main", "data-act": "accept" }, "采纳");
      accept.addEventListener("click", () => void answer(of, "accept", input.value));
      input.addEventListener("keydown", event => {
        if (event.key === "Enter" && !event.isComposing) accept.click();
      });
      acts.append("改成", input, accept);
    }
    const decline = make("button", { type: "button", "data-act": "decline" }, "不采纳");
    decline.addEventListener("click", () => void answer(of, "decline", ""));
    acts.append(decline);
    element.append(acts);
    return element;
  }

  /** @param {Report} of @param {"accept" | "decline"} how @param {string} words */
  async function answer(of, how, words) {
    try {
      await server.request("/api/report/answer", { key: of.key, how, new: words, base: of.base });
      await draw(how === "accept" ? `已写入 ${of.about ? of.about.id : of.id}。重新生成网站后读者才看到。` : "没有采纳。");
    } catch (refused) {
      say(refused instanceof Error ? refused.message : String(refused), true);
    }
  }

  /** Reads all of them again: what was accepted may have moved others. @param {string} [told] */
  async function draw(told) {
    /** @type {{reports: Report[], waiting: number, damaged: string[]}} */
    const { reports, waiting, damaged } = await server.request("/api/reports");
    shown = reports;
    const bad = damaged.map(file => make("p", { class: "state" }, `${file} 损坏了，读不出来。请删去这个文件。`));
    const none = make("p", {}, "没有等着处理的报告。");
    the("#reports .list").replaceChildren(...bad, ...(shown.length ? shown.map(card) : [none]));
    say(told ?? (waiting ? `有 ${waiting} 份报告等着处理` + (waiting > shown.length ? `，先列出 ${shown.length} 份` : "") : ""));
    /** @type {HTMLElement | null} */
    const next = document.querySelector(".reported button");
    if (told && next) next.focus();
  }

  /** The bytes of a file: which encoding they are in, the server tells. @param {File} file @returns {Promise<string>} */
  const packed = file => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ""));
    reader.onerror = () => reject(new Error(`${file.name} 读不出来。`));
    reader.readAsDataURL(file);
  });

  /** @param {Iterable<File>} files */
  async function take(files) {
    let [fresh, known] = [0, 0];
    const wrong = [];
    for (const file of files) {
      if (file.size > LARGEST) {
        wrong.push(`${file.name} 太大，不是读者的报告。`);
        continue;
      }
      try {
        const kept = await server.request("/api/report/take", { name: file.name, data: await packed(file) });
        [fresh, known] = [fresh + kept.new, known + kept.known];
        wrong.push(...kept.problems);
      } catch (refused) {
        wrong.push(refused instanceof Error ? refused.message : String(refused));
      }
    }
    await draw(`收入 ${fresh} 份报告` + (known ? `，${known} 份以前收过` : "") + (wrong.length ? `。${wrong.slice(0, 3).join(" ")}` : ""));
  }

  const main = the("#reports");
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, event => {
      event.preventDefault();
      main.classList.toggle("over", name === "dragover");
      const { files } = /** @type {DragEvent} */ (event).dataTransfer ?? {};
      if (name === "drop" && files) void take(files);
    });
  }
  /** @type {HTMLInputElement} */
  const picked = the("#files");
  picked.addEventListener("change", async () => {
    await take([...(picked.files ?? [])]);
    picked.value = "";
  });
  the("#again").addEventListener("click", () => void draw());
  draw().catch(refused => say(String(refused.message || refused), true));
})();
