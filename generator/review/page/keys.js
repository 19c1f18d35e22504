// @ts-check
/* The keys of the desk: what each does, and the page that says so. One table is both. */
const keys = (() => {
  "use strict";

  const { make, the } = dom;

  /** Keys as they are shown, what they do, and by which name each is known to the page. @typedef {[string[], string, Record<string, string>]} Row */
  /** @type {[string, Row[]][]} */
  const TABLE = [
    ["一篇一篇", [
      [["A"], "这一篇没有错：校读完毕，到下一篇存疑的", { a: "accept" }],
      [["Shift+A"], "本版都没有错：校读完毕，到下一版；末了保存，到下一期（先问）", { "shift+a": "acceptPage" }],
      [["D"], "下一处存疑：起止、标题、作者、〔□〕、未归入的行、待定的写法", { d: "doubt" }],
      [["[", "]"], "上一篇、下一篇", { "[": "before", "]": "behind" }],
      [["R"], "这一篇校读完毕，或改为未校读", { r: "mark" }],
      [["Shift+R"], "本版各篇都校读完毕（先问）", { "shift+r": "markPage" }],
      [["Enter"], "去改这一篇的正文；Esc 回到行", { enter: "body" }],
      [["E"], "去改这一篇的标题", { e: "title" }],
      [["G", "Shift+G"], "换类型：报道、图片、公告……，往回换", { g: "kind", "shift+g": "kindBack" }],
    ]],
    ["选行", [
      [["↓", "↑", "J", "K"], "下一行、上一行", { arrowdown: "down", arrowup: "up", j: "down", k: "up" }],
      [["PgDn", "PgUp", "Home", "End"], "二十行、首行、末行", { pagedown: "far", pageup: "farUp", home: "first", end: "last" }],
      [["Shift+↓", "Shift+↑"], "连选；鼠标按住 Shift 点另一行，按 Ctrl 点加选", { "shift+arrowdown": "downTo", "shift+arrowup": "upTo", "shift+j": "downTo", "shift+k": "upTo", "shift+pagedown": "farTo", "shift+pageup": "farUpTo", "shift+home": "firstTo", "shift+end": "lastTo" }],
      [["Shift+]"], "选到这一篇的末行", { "}": "endTo" }],
    ]],
    ["选中的行", [
      [["S"], "从此行起另是一篇；前面几行若是它的标题，机器认得出；鼠标按住 Alt 点那一行", { s: "split" }],
      [["T"], "是标题：在正文里，后面另是一篇；不在，归到它合的那一篇；鼠标按住 Alt+Shift 点那一行", { t: "headline" }],
      [[","], "接着前面的正文", { ",": "textBefore" }],
      [["."], "归后面的正文", { ".": "textBehind" }],
      [["<", ">"], "作前一篇、后一篇的标题", { "<": "headBefore", ">": "headBehind" }],
      [["H", "B"], "作标题、作正文，问归入哪一篇：按篇号的数字就是", { h: "askHead", b: "askBody" }],
      [["N"], "用选中的行另起一篇", { n: "fresh" }],
      [["U"], "不归入任何文章，读者在版面文字里仍看得到", { u: "leave" }],
      [["X"], "不归入任何文章，读者看不到", { x: "shut" }],
      [["M"], "整篇并入另一篇，问哪一篇", { m: "merge" }],
      [["Shift+M"], "整篇并入前一篇；第一篇并入后一篇", { "shift+m": "mergeBefore" }],
    ]],
    ["次序", [
      [["Ctrl+X", "Ctrl+V"], "提起选中的行，放到此行之后；在正文里也照此移动", { "ctrl+x": "take", "ctrl+v": "put" }],
      [["Alt+↑", "Alt+↓"], "选中的行在正文里往前、往后移一行；整段的，移一段；在正文框里，移光标所在的一段", { "alt+arrowup": "earlier", "alt+arrowdown": "later" }],
    ]],
    ["版面图", [
      [["V"], "有图的版面：看图，或收起", { v: "picture" }],
      [["+", "-", "0"], "放大、缩小、整版；鼠标按住 Ctrl 滚动", { "+": "larger", "=": "larger", "-": "smaller", "0": "whole" }],
    ]],
    ["其他", [
      [["Ctrl+Z", "Ctrl+Y"], "撤销、重做（在文字框里则是打字的）", { "ctrl+z": "undo", "ctrl+y": "redo", "ctrl+shift+z": "redo" }],
      [["Ctrl+S"], "保存", { "ctrl+s": "save" }],
      [["I"], "本期的期号、名目、日期，各版的版号、版名", { i: "facts" }],
      [["?"], "这份说明", { "?": "help" }],
    ]],
  ];
  /** What a Chinese keyboard writes in place of a key. @type {Record<string, string>} */
  const WIDE = { "，": ",", "。": ".", "《": "<", "》": ">", "？": "?", "【": "[", "】": "]", "「": "[", "」": "]", "｛": "{", "｝": "}" };
  const NAMES = new Map(TABLE.flatMap(([, rows]) => rows.flatMap(([, , names]) => Object.entries(names))));

  /** What a key is to do, by its name in the table. @param {KeyboardEvent} event */
  function name(event) {
    const key = WIDE[event.key] ?? event.key.toLowerCase();
    const shift = event.shiftKey && /^[a-z]|^arrow/.test(key); // of signs it is part already
    const ctrl = event.ctrlKey || event.metaKey;
    return NAMES.get(`${ctrl ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${shift ? "shift+" : ""}${key}`);
  }

  /** Writes the table into the page. */
  function help() {
    const caps = (/** @type {string} */ shown) => (shown === "+" ? ["＋"] : shown.split("+")).flatMap((cap, i, all) => [make("kbd", {}, cap), ...(i + 1 < all.length ? ["+"] : [])]);
    the("#help .table").replaceChildren(...TABLE.map(([title, rows]) => make("section", {}, make("h3", {}, title), make("dl", {}, ...rows.flatMap(([shown, words]) => [
      make("dt", {}, ...shown.flatMap((one, i) => [...(i ? [" "] : []), ...caps(one)])),
      make("dd", {}, words),
    ])))));
    return dom.shown(the("#help"));
  }

  return { name, help };
})();
