// @ts-check
// Reading without a network, in the page: sees that the worker is there (worker.js) and tells it what was read. It comes
// when all else has, and only where the page names a manifest: not from a disk, nor in a bundle.
(async () => {
  "use strict";
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const { archive } = window;
  const root = new URL("..", here).href;

  /**
   * What the worker answers; {failed} where it cannot.
   * @param {string} what
   * @param {object} [asked]
   * @returns {Promise<any>}
   */
  const ask = async (what, asked = {}) => {
    const { active } = await navigator.serviceWorker.ready;
    return new Promise(resolve => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = event => resolve(event.data);
      active?.postMessage({ what, ...asked }, [port2]);
    });
  };

  /** @type {Promise<any> | undefined} */
  let scripts;
  const shelf = () => (scripts = scripts ?? Promise.all([archive.need("kept.js"), archive.need("shelf.js")]));

  Object.assign(archive, { ask, kept: `${root}offline/index.html` });

  /** Whether a worker is there in the end; where storage is blocked, or a host has changed what it is made of, none is. */
  async function begun() {
    const registration = await navigator.serviceWorker.register(`${root}worker.js`, { updateViaCache: "none" });
    const coming = registration.installing ?? registration.waiting;
    if (!registration.active && coming) await new Promise(resolve => coming.addEventListener("statechange", () => {
      if (coming.state === "activated" || coming.state === "redundant") resolve(undefined);
    }));
    return Boolean(registration.active);
  }

  if (!await begun().catch(() => false)) {
    delete document.documentElement.dataset.keeps;
    return;
  }

  /**
   * Draws where there is room for it, and goes on with what is not here whole yet, but for readers who save data.
   * @param {string[]} late
   */
  const tend = async late => {
    const wanted = /** @type {any} */ (navigator).connection?.saveData ? [] : late;
    if (!wanted.length && !document.querySelector(".shelf")) return;
    await shelf();
    void archive.shelf?.(wanted);
  };

  const loaded = (/** @type {string} */ type) => /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType(type));
  const parts = loaded("resource").map(each => each.name).filter(name => name.startsWith(root));
  const title = document.title.split(" · ").slice(0, -1).join(" · ") || document.title; // without the archive's name
  const size = loaded("navigation")[0]?.decodedBodySize;
  const { late = [] } = await ask("read", { address: location.href, title, size, parts });
  void tend(late);
  navigator.serviceWorker.addEventListener("controllerchange", async () => void tend((await ask("late")).late ?? [])); // a new build
  const link = document.createElement("a");
  link.href = archive.kept ?? "";
  link.textContent = archive.say("frame.kept");
  document.querySelector("footer p:last-of-type")?.append(" ", link);
})();
