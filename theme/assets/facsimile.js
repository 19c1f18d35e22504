// @ts-check
/* A printed page: it is made larger and moved by mouse, touch and keys, its articles and the list of them point at each other, and what
   is looked for is outlined where it is printed (printed.js). Without it the page is a picture whose regions lead to the texts. */
(() => {
  "use strict";
  const CLOSER = 1.4; // a step
  const LARGEST = 2; // pixels of the window for one of the picture
  const DRAG = 5; // pixels from which a hand that holds the page moves it, and opens nothing
  const NEAR = 2.5; // times the width of the window that one is brought near to an article at most
  const { archive } = window;
  const { say, need } = archive;
  /** @template {Element} T @param {string} of @returns {T} */
  const part = of => /** @type {T} */ (document.querySelector(of));
  /** @type {HTMLElement} */
  const sheet = part(".sheet");
  if (!sheet) return;
  /** @type {[HTMLElement, HTMLElement, HTMLImageElement, SVGSVGElement]} */
  const [glass, leaf, image, drawn] = [part(".glass"), part(".leaf"), part(".leaf img"), part(".leaf svg")];
  const regions = [...drawn.querySelectorAll("a")];

  // Larger and smaller

  let scale = 1;
  const high = image.height / image.width;
  const widest = Math.max(...Array.from(image.srcset.matchAll(/ (\d+)w/g), ([, width]) => Number(width)), Number(image.getAttribute("width")));
  const whole = () => Math.min(1, glass.clientHeight / (glass.clientWidth * high));
  const largest = () => Math.max(1, LARGEST * widest / glass.clientWidth);

  /** A place of the page stays where it is in the window. @param {number} to @param {number} [x] in the glass @param {number} [y] */
  function zoom(to, x = glass.clientWidth / 2, y = glass.clientHeight / 2) {
    const at = [(glass.scrollLeft + x - leaf.offsetLeft) / leaf.offsetWidth, (glass.scrollTop + y) / leaf.offsetHeight];
    scale = Math.min(largest(), Math.max(whole(), to));
    leaf.style.width = `${100 * scale}%`;
    image.sizes = `${Math.round(leaf.offsetWidth)}px`; // a sharper one comes where it is needed
    glass.scrollLeft = at[0] * leaf.offsetWidth + leaf.offsetLeft - x;
    glass.scrollTop = at[1] * leaf.offsetHeight - y;
    smaller.disabled = scale <= whole() * 1.001;
    larger.disabled = scale >= largest() * 0.999;
  }

  /** @param {string} text @param {string} name @param {() => void} [act] what it does; without that it sends its form */
  function button(text, name, act) {
    const made = document.createElement("button");
    made.type = act ? "button" : "submit";
    made.className = "zoom";
    made.textContent = text;
    if (name !== text) made.setAttribute("aria-label", made.title = name);
    if (act) made.addEventListener("click", act);
    return made;
  }
  const closer = () => zoom(scale * CLOSER);
  const farther = () => zoom(scale / CLOSER);
  const all = () => zoom(whole());
  const larger = button("＋", "", closer);
  const smaller = button("－", "", farther);

  // Wherever the focus is, but where one writes.
  window.addEventListener("keydown", event => {
    const act = { "+": closer, "=": closer, "-": farther, 0: all }[event.key];
    const writes = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (!act || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });

  /** Where something is in the glass. @param {{ clientX: number, clientY: number }} at @returns {[number, number]} */
  function inside({ clientX, clientY }) {
    const { left, top } = glass.getBoundingClientRect();
    return [clientX - left - glass.clientLeft, clientY - top - glass.clientTop];
  }

  // A pinch on a touchpad comes as a wheel with Ctrl.
  glass.addEventListener("wheel", event => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(scale * Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 150), ...inside(event));
  }, { passive: false });

  // Held by a mouse the page moves; a finger moves it by itself, two make it larger.

  /** @type {{ x: number, y: number, left: number, top: number, moved: boolean } | undefined} */
  let held;
  glass.addEventListener("pointerdown", event => {
    if (event.pointerType !== "mouse" || event.button) return;
    held = { x: event.clientX, y: event.clientY, left: glass.scrollLeft, top: glass.scrollTop, moved: false };
  });
  window.addEventListener("pointermove", event => {
    if (!held) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    held.moved = held.moved || Math.hypot(x, y) > DRAG;
    if (!held.moved) return;
    glass.classList.add("moving");
    glass.scrollLeft = held.left - x;
    glass.scrollTop = held.top - y;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    window.addEventListener(name, () => {
      glass.classList.remove("moving");
      setTimeout(() => held = undefined); // behind the click
    });
  }
  glass.addEventListener("click", event => {
    if (held?.moved) event.preventDefault();
  }, true);
  glass.addEventListener("dragstart", event => event.preventDefault());

  let apart = 0;
  /** @param {TouchEvent} event */
  const fingers = ({ touches: [a, b] }) => ({
    distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
    middle: inside({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 }),
  });
  glass.addEventListener("touchstart", event => {
    if (event.touches.length === 2) apart = fingers(event).distance;
  }, { passive: true });
  glass.addEventListener("touchmove", event => {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const { distance, middle } = fingers(event);
    zoom(scale * distance / (apart || distance), ...middle);
    apart = distance;
  }, { passive: false });

  // Regions and the list of articles

  for (const region of regions) {
    const link = document.querySelector(`.contents [data-region="${region.id}"]`);
    if (!link) continue;
    for (const [one, other] of [[region, link], [link, region]]) {
      for (const name of ["pointerenter", "focus"]) one.addEventListener(name, () => other.classList.add("on"));
      for (const name of ["pointerleave", "blur"]) one.addEventListener(name, () => other.classList.remove("on"));
    }
  }

  /** Brings a part of the page into the middle, near enough to be read. @param {Element} of @param {boolean} [near] */
  function show(of, near = false) {
    if (near) zoom(Math.min(NEAR, scale * 0.92 * glass.clientWidth / of.getBoundingClientRect().width));
    const [own, frame] = [of.getBoundingClientRect(), glass.getBoundingClientRect()];
    glass.scrollLeft += own.left + own.width / 2 - frame.left - frame.width / 2;
    glass.scrollTop += own.height > frame.height ? own.top - frame.top - 16 : own.top + own.height / 2 - frame.top - frame.height / 2;
  }

  /** Outlines what is looked for; how often it is there, undefined where that is not known. @param {string[]} runs @param {Map<string, string>} forms */
  async function outline(runs, forms) {
    await Promise.all(["terms.js", "printed.js"].map(name => need(name)));
    return archive.outline?.(drawn, sheet.dataset.lines ?? "", runs, forms);
  }

  function finder() {
    const form = document.createElement("form");
    form.dataset.searched = "1"; // a bundle takes it for no search of its own (read.js)
    const field = document.createElement("input");
    field.type = "search";
    field.placeholder = say("facsimile.find");
    field.setAttribute("aria-label", field.placeholder);
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    form.append(field, button(say("facsimile.go"), say("facsimile.go")), " ", status);
    form.addEventListener("submit", async event => {
      event.preventDefault();
      await need("terms.js");
      const run = archive.terms.fold(field.value.replace(/\s/g, ""), new Map());
      const count = await outline(run ? [run] : [], new Map());
      const said = count ? say("facsimile.found", { count }) : say("facsimile.nothing");
      status.textContent = count === undefined ? say("facsimile.unloaded") : run ? said : "";
      const first = drawn.querySelector("rect");
      if (first) show(first);
    });
    return form;
  }

  /** Shows what the address names: #r01-03, and what of it a search has found. */
  async function arrive() {
    const anchor = archive.anchor?.() ?? location.hash.slice(1);
    const [id] = anchor.split("&");
    const region = regions.find(each => each.id === id);
    for (const each of [...regions, ...document.querySelectorAll(".contents a")]) {
      each.classList.toggle("on", Boolean(region) && (each === region || each.getAttribute("data-region") === id));
    }
    if (region) {
      show(region, true);
      glass.scrollIntoView({ block: "nearest" });
    }
    const told = new URLSearchParams(anchor.slice(id.length + 1));
    const runs = [...told.getAll("mark"), ...told.getAll("title")].filter(Boolean);
    if (!runs.length || !sheet.dataset.lines) return;
    const pairs = Array.from(told.get("forms") ?? "");
    await outline(runs, new Map(pairs.flatMap((each, n) => (n % 2 ? [] : [[each, pairs[n + 1] ?? each]]))));
    const first = drawn.querySelector(`rect[data-of="${regions.findIndex(each => each === region)}"]`) ?? drawn.querySelector("rect");
    if (first) show(first);
  }

  // Who comes back from an article finds the page as it was left, and the focus on what led there.

  const leads = [...regions, .../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".contents a"))];
  sheet.addEventListener("click", event => {
    const from = leads.findIndex(each => event.target instanceof Node && each.contains(event.target));
    if (from < 0 || event.defaultPrevented) return;
    try {
      history.replaceState({ from, scale, left: glass.scrollLeft, top: glass.scrollTop }, "");
    } catch {
      // Where no history is kept, there is none to come back by.
    }
  });

  function comeBack() {
    const { from, scale: before, left, top } = history.state ?? {};
    const lead = leads[from];
    if (!lead) return;
    zoom(before);
    [glass.scrollLeft, glass.scrollTop] = [left, top];
    lead.focus({ preventScroll: true });
  }

  async function start() {
    if (!await archive.ready) return;
    await need("sheets.js");
    for (const [made, name] of /** @type {[HTMLElement, string][]} */ ([[larger, say("facsimile.larger")], [smaller, say("facsimile.smaller")]])) {
      made.setAttribute("aria-label", made.title = name);
    }
    const tools = document.createElement("div");
    tools.className = "tools";
    const hint = document.createElement("small");
    hint.textContent = say("facsimile.hint");
    tools.append(larger, smaller, button(say("facsimile.fit"), say("facsimile.fit"), all), ...(sheet.dataset.lines ? [finder()] : []), hint);
    sheet.prepend(tools);
    zoom(1);
    await arrive();
    comeBack();
    window.addEventListener("pageshow", event => event.persisted && comeBack());
    window.addEventListener("hashchange", () => void arrive());
    window.addEventListener("resize", () => zoom(scale));
    sheet.dataset.ready = "";
  }
  void start();
})();
