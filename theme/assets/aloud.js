// @ts-check
/* Reading aloud by a voice of the reader's own system, block by block, the one that is read marked. A voice is given a sentence or two at
   a time: some fall silent after fifteen seconds of one text, and to go on after a pause they begin the piece anew, since not
   every system can pause. */
(() => {
  "use strict";
  const { button, group, make, say, ranges: text } = window.archive;
  const LONGEST = 100; // characters of a piece: about twenty seconds
  const ENDS = /[^\u3002！？；!?;\n]+[\u3002！？；!?;\n”’\u300d\u300f）]*/gu; // 。 and 」』
  const CHINESE = /^(?:zh|cmn|yue)\b/i;
  const voices = window.speechSynthesis;

  /** The voice that reads: one of this machine before one that is asked over the network, Mandarin before others. */
  function voice() {
    const all = voices.getVoices().filter(({ lang }) => CHINESE.test(lang.replace("_", "-")));
    const rank = (/** @type {SpeechSynthesisVoice} */ { lang, localService }) => (localService ? 0 : 2) + (/CN|Hans/i.test(lang) ? 0 : 1);
    return all.sort((a, b) => rank(a) - rank(b))[0];
  }

  /** Sentences put together to pieces. @param {string} of */
  function cut(of) {
    /** @type {string[]} */
    const out = [];
    for (const sentence of of.match(ENDS) ?? []) {
      const last = out[out.length - 1];
      if (last && last.length + sentence.length <= LONGEST) out[out.length - 1] = last + sentence;
      else for (let from = 0; from < sentence.length; from += LONGEST) out.push(sentence.slice(from, from + LONGEST));
    }
    return out.filter(piece => /[\p{L}\p{N}]/u.test(piece));
  }

  const pieces = text.blocks().flatMap(block => cut(text.read(block).text).map(piece => ({ block, piece })));
  const bar = group(say("aloud.title"));
  const status = make("span", { role: "status" });
  let next = 0;
  let turn = 0; // which reading this is: what an ended one still says is not heard
  let speaking = false;
  /** What is read now: Chromium forgets what nobody holds, and never says that it ended. @type {SpeechSynthesisUtterance | undefined} */
  let current;

  /** @param {number} n */
  function read(n) {
    voices.cancel();
    const mine = ++turn;
    next = n;
    if (n >= pieces.length) return stop();
    const { block, piece } = pieces[n];
    const utterance = (current = new SpeechSynthesisUtterance(piece));
    const chosen = voice();
    if (chosen) [utterance.voice, utterance.lang] = [chosen, chosen.lang];
    utterance.onend = () => mine === turn && read(n + 1);
    utterance.onerror = () => {
      if (mine !== turn) return;
      pause();
      status.textContent = say("aloud.failed");
    };
    speaking = true;
    mark(block);
    draw();
    voices.speak(utterance);
  }

  /** @param {HTMLElement | undefined} block */
  function mark(block) {
    const old = document.querySelector("[data-spoken]");
    if (old === (block ?? null)) return;
    old?.removeAttribute("data-spoken");
    if (!block) return;
    block.setAttribute("data-spoken", "");
    text.show({ block, start: 0, end: text.read(block).text.length });
  }

  function pause() {
    turn++;
    speaking = false;
    current = undefined;
    voices.cancel();
    draw();
  }

  function stop() {
    turn++;
    speaking = false;
    voices.cancel();
    mark(undefined);
    next = 0;
    bar.hide();
  }

  /** To the beginning of this block or, from there, of the one before; or to the next. @param {number} by */
  function step(by) {
    const here = pieces[Math.min(next, pieces.length - 1)].block;
    const first = pieces.findIndex(({ block }) => block === here);
    if (by < 0) return read(next > first || !first ? first : pieces.findIndex(({ block }) => block === pieces[first - 1].block));
    const after = pieces.findIndex(({ block }, n) => n > next && block !== here);
    return after < 0 ? stop() : read(after);
  }

  const toggle = button("", () => (speaking ? pause() : read(next)));
  let shown = false;

  function draw() {
    toggle.textContent = speaking ? say("aloud.pause") : say("aloud.resume");
    status.textContent = "";
    if (shown && bar.element.isConnected) return;
    shown = true;
    bar.show(
      toggle,
      button(say("aloud.before"), () => step(-1)),
      button(say("aloud.after"), () => step(1)),
      button(say("aloud.stop"), stop),
      status,
    );
  }

  addEventListener("pagehide", () => voices.cancel()); // else it goes on over the next page
  window.archive.aloud = () => (speaking ? pause() : read(next));
})();
