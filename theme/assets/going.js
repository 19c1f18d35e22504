// @ts-check
// For what takes a while: how far it is, and a button that stops it; what came of it as a file that one can take.
(() => {
  "use strict";
  const { say, make } = window.archive;

  const OFTEN = 100; // ms between two words of how far it is

  /**
   * A line that says how far something is, with a button to stop it.
   * @param {Element} box
   * @param {AbortSignal} signal that ends it too
   */
  function progress(box, signal) {
    const control = new AbortController();
    const stop = () => control.abort();
    signal.addEventListener("abort", stop, { once: true });
    const bar = make("progress", { max: "1", value: "0", "aria-label": say("view.busy") });
    const words = make("span", {});
    const button = make("button", { type: "button" }, say("view.stop"));
    button.addEventListener("click", stop);
    const line = make("p", { class: "going" }, bar, " ", words, " ", button);
    const said = make("p", { role: "status" });
    box.append(line, said);
    let last = 0;
    return {
      signal: control.signal,
      /** @param {number} done @param {number} all */
      at(done, all) {
        const now = performance.now();
        if (now - last < OFTEN && done < all) return;
        last = now;
        bar.value = done / all;
        words.textContent = say("view.progress", { done: counted(done), all: counted(all) });
      },
      /** @param {string} [end] what is said then */
      end(end = "") {
        signal.removeEventListener("abort", stop);
        line.remove();
        if (end) said.textContent = end;
        else said.remove();
      },
    };
  }

  /** @param {number} count */
  const counted = count => count.toLocaleString(document.documentElement.lang);

  /** @param {number} bytes */
  const size = bytes => say("view.size", { mb: (Math.max(bytes, 1e4) / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: bytes < 1e6 ? 2 : 0 }) });

  /** A file that the page has made, as a link. @param {string} name @param {string} type @param {string[]} parts @param {string} label */
  function file(name, type, parts, label) {
    const href = URL.createObjectURL(new Blob(parts, { type }));
    return make("a", { href, download: name, class: "file" }, label);
  }

  window.archive = Object.assign(window.archive, { going: { progress, file, size }, views: window.archive.views ?? {} });
})();
