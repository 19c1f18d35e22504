// @ts-check
/* The picture of a page beside its lines: each line is a region in the colour of its article. What is pointed at on one
   side is outlined on the other; lines are picked by a click, or by a box that is drawn. Pages without a picture have none
   of this. */
const picture = (() => {
  "use strict";

  const { the, make } = dom;
  const KEY = "baocang.picture";
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTHS = [1600, 3200, 4800]; // pixels that are asked for, by how far it is zoomed
  const ZOOMS = [1, 1.5, 2, 3, 4, 6];
  const DRAWN = 6; // pixels from which a press is a box, and no click

  const [pane, stage, said] = ["#picture", "#picture .stage", "#picture .said"].map(at => /** @type {HTMLElement} */ (the(at)));
  /** @type {HTMLElement} */
  const proof = the("#proof");
  /** @type {HTMLImageElement} */
  const image = the("#picture img");
  /** @type {SVGSVGElement} */
  const overlay = the("#picture svg");
  /** @type {HTMLElement} */
  const scroller = the("#picture .scroller");
  /** Regions by place of the line. @type {Map<number, SVGRectElement>} */
  let regions = new Map();
  let zoom = 0;
  let width = 0; // of the picture that is shown
  let file = ""; // whose it is
  let wanted = stored();

  function stored() {
    try {
      return localStorage.getItem(KEY) !== "no";
    } catch {
      return true; // the browser keeps nothing
    }
  }

  const sheet = () => model.issue.sheets[lines.sheet];
  const current = () => `${model.issue.paper} ${model.issue.date} ${sheet().file}`;

  /** The page that is open, or none. */
  async function show() {
    const has = sheet().picture === true;
    /** @type {HTMLElement} */ (the("#pictured")).hidden = !has;
    the("#pictured").setAttribute("aria-pressed", String(has && wanted));
    pane.hidden = !has || !wanted;
    proof.classList.toggle("pictured", !pane.hidden);
    if (pane.hidden || file === current()) return draw();
    file = current();
    zoom = 0;
    regions.clear();
    overlay.replaceChildren();
    image.removeAttribute("src");
    size();
    await load(WIDTHS[0]);
  }

  /** @param {number} pixels */
  async function load(pixels) {
    const of = file;
    const query = new URLSearchParams({ paper: model.issue.paper, date: model.issue.date, file: sheet().file, width: String(pixels) });
    said.textContent = regions.size ? "" : "正在画版面图……";
    try {
      /** @type {{width: number, height: number, boxes: [number, number, number, number, number][]}} */
      const found = await server.request(`/api/picture?${query}`);
      if (of !== file) return;
      width = pixels;
      image.width = found.width; // its room is there before it is
      image.height = found.height;
      image.src = `/picture.jpg?${query}`;
      said.textContent = found.boxes.length ? "" : "这一版的行没有位置，图上标不出来。";
      if (!regions.size) place(found.boxes);
    } catch (error) {
      if (!(error instanceof server.Refused)) throw error;
      if (of === file) said.textContent = error.message;
    }
  }

  /** @param {[number, number, number, number, number][]} boxes */
  function place(boxes) {
    for (const [n, left, top, right, bottom] of boxes) {
      const at = lines.indexOf(n);
      if (at < 0) continue;
      const rect = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) rect.setAttribute(name, String(value));
      rect.dataset.line = String(at);
      regions.set(at, rect);
    }
    overlay.replaceChildren(...regions.values(), box);
    draw();
  }

  /** Whose each line is, what is picked, where the keyboard is. */
  function draw() {
    if (pane.hidden || file !== current()) return;
    const picked = new Set(lines.picked);
    for (const [i, rect] of regions) {
      const { id, role } = lines.ownerOf(i);
      rect.setAttribute("class", [
        id === null ? "free" : `hue${lines.hue(id)}`, role === "headline" ? "headline" : "",
        id !== null && id === lines.active ? "active" : "", picked.has(i) ? "picked" : "", i === lines.cursor ? "cursor" : "",
      ].filter(Boolean).join(" "));
    }
    const rect = regions.get(lines.cursor);
    if (rect) reveal(rect);
  }

  /** Scrolls the picture, never the window. @param {Element} rect */
  function reveal(rect) {
    const [seen, is] = [scroller.getBoundingClientRect(), rect.getBoundingClientRect()];
    if (!is.width || !seen.height) return;
    if (is.top < seen.top || is.bottom > seen.bottom) scroller.scrollTop += (is.top + is.bottom - seen.top - seen.bottom) / 2;
    if (is.left < seen.left || is.right > seen.right) scroller.scrollLeft += (is.left + is.right - seen.left - seen.right) / 2;
  }

  /** @param {Element} rect */
  function middle(rect) {
    const { left, top, width: w, height: h } = rect.getBoundingClientRect();
    return { clientX: left + w / 2, clientY: top + h / 2 };
  }

  /** Outlines the line that is pointed at; -1: none. @param {number} i */
  function point(i) {
    for (const [at, rect] of regions) rect.classList.toggle("pointed", at === i);
  }

  // ---- zoom ----

  function size() {
    stage.style.width = `${ZOOMS[zoom] * 100}%`;
    the("#picture .zoom").textContent = `${ZOOMS[zoom] * 100}%`;
    /** @type {HTMLButtonElement} */ (the("#smaller")).disabled = zoom === 0;
    /** @type {HTMLButtonElement} */ (the("#larger")).disabled = zoom === ZOOMS.length - 1;
  }

  /** Larger or smaller, about a point of the window, or about the line of the cursor, else about the middle. @param {number} by @param {{clientX: number, clientY: number}} [about] */
  function turn(by, about) {
    if (pane.hidden) return;
    const { left, top, width: w, height: h } = scroller.getBoundingClientRect();
    const line = regions.get(lines.cursor);
    if (!about && line) reveal(line);
    const at = about ?? (line ? middle(line) : { clientX: left + w / 2, clientY: top + h / 2 });
    const [x, y] = [at.clientX - left, at.clientY - top];
    const next = by === 0 ? 0 : Math.max(0, Math.min(ZOOMS.length - 1, zoom + by));
    const scale = ZOOMS[next] / ZOOMS[zoom];
    zoom = next;
    size();
    scroller.scrollLeft = (scroller.scrollLeft + x) * scale - x;
    scroller.scrollTop = (scroller.scrollTop + y) * scale - y;
    const needed = stage.clientWidth * devicePixelRatio;
    const better = WIDTHS.find(pixels => pixels >= needed) ?? WIDTHS[WIDTHS.length - 1];
    if (better > width && image.width >= width) void load(better); // one that is narrower than was asked for has no more
  }

  // ---- picking ----

  const box = document.createElementNS(SVG, "rect");
  box.setAttribute("class", "box");
  /** Where a press began, as shares of the picture and in pixels. @type {{x: number, y: number, clientX: number, clientY: number} | null} */
  let from = null;

  /** @param {PointerEvent} event */
  function shares(event) {
    const { left, top, width: w, height: h } = overlay.getBoundingClientRect();
    return { x: (event.clientX - left) / w, y: (event.clientY - top) / h, clientX: event.clientX, clientY: event.clientY };
  }

  /** @param {Event} event */
  const lineOf = event => (event.target instanceof SVGElement && event.target.dataset.line ? Number(event.target.dataset.line) : -1);

  overlay.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    event.preventDefault();
    from = shares(event);
  });
  overlay.addEventListener("pointermove", event => {
    const i = lineOf(event);
    point(i);
    lines.point(i);
    if (!from || !event.buttons) return;
    const now = shares(event);
    if (Math.hypot(now.clientX - from.clientX, now.clientY - from.clientY) < DRAWN && !box.hasAttribute("width")) return;
    overlay.setPointerCapture(event.pointerId);
    for (const [name, value] of Object.entries({ x: Math.min(from.x, now.x), y: Math.min(from.y, now.y), width: Math.abs(now.x - from.x), height: Math.abs(now.y - from.y) })) box.setAttribute(name, String(value));
  });
  overlay.addEventListener("pointerup", event => {
    const began = from;
    from = null;
    if (!began) return;
    if (box.hasAttribute("width")) {
      const [a, b] = [began, shares(event)];
      for (const name of ["x", "y", "width", "height"]) box.removeAttribute(name);
      lines.pick(within(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)));
    } else if (lineOf(event) >= 0) lines.press(lineOf(event), event);
    /** @type {HTMLElement} */ (the("#lines")).focus({ preventScroll: true });
  });
  overlay.addEventListener("pointerleave", () => {
    point(-1);
    lines.point(-1);
  });

  /** Lines whose middle stands in a box. @param {number} left @param {number} top @param {number} right @param {number} bottom */
  function within(left, top, right, bottom) {
    return [...regions].filter(([, rect]) => {
      const [x, y] = [rect.x.baseVal.value + rect.width.baseVal.value / 2, rect.y.baseVal.value + rect.height.baseVal.value / 2];
      return left <= x && x <= right && top <= y && y <= bottom;
    }).map(([i]) => i);
  }

  function toggle() {
    if (model.issue && sheet().picture !== true) return dom.say("这一版没有图。");
    wanted = !wanted;
    try {
      localStorage.setItem(KEY, wanted ? "yes" : "no");
    } catch {
      // it holds as long as the page is open
    }
    return show();
  }

  scroller.addEventListener("wheel", event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    turn(event.deltaY < 0 ? 1 : -1, event);
  }, { passive: false });
  the("#larger").addEventListener("click", () => turn(1));
  the("#smaller").addEventListener("click", () => turn(-1));
  lines.onpoint = point;
  lines.onselect = draw;

  return { show, draw, toggle, turn };
})();
