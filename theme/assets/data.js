// @ts-check
// The archive's data files: classic scripts that call archive.register(), because file:// forbids fetch, modules and
// workers. generator/search.py writes them. All but the catalogue are named by what is in them.
(() => {
  "use strict";

  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL(tag.dataset.root ?? "data/", document.baseURI);
  const version = tag.dataset.version ?? "";

  /** @type {Map<string, {value: Promise<any>, done: boolean}>} */
  const asked = new Map();
  /** @type {Map<string, any>} */
  const arrived = new Map();
  let failures = 0;

  /** What the script that runs hands over. @param {any} value */
  function register(value) {
    arrived.set(/** @type {HTMLScriptElement} */ (document.currentScript).dataset.name ?? "", value);
  }

  /**
   * A value that is made once. A failure is not remembered, nor is what is on its way by then: the same cut connection
   * may hold that up, and the next search asks anew.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} make
   * @returns {Promise<T>}
   */
  function once(name, make) {
    const known = asked.get(name);
    if (known) return known.value;
    const entry = { value: make(), done: false };
    asked.set(name, entry);
    entry.value.then(() => { entry.done = true; }, () => {
      failures++;
      for (const [other, { done }] of asked) if (!done) asked.delete(other);
    });
    return entry.value;
  }

  /**
   * What a data file registers.
   * @param {string} name
   * @returns {Promise<any>}
   */
  function load(name) {
    return once(name, () => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const fail = () => reject(Object.assign(new Error(`${script.src} did not load`), { retry: true, missing: name }));
      script.dataset.name = name;
      const address = new URL(`${name}.js`, root);
      if (name === "catalogue") address.searchParams.set("v", version);
      // Under the same address the browser would wait for the answer that it still hopes for.
      if (failures) address.searchParams.set("again", String(failures));
      script.src = address.href;
      script.onerror = fail;
      script.onload = () => {
        script.remove();
        if (!arrived.has(name)) return fail();
        resolve(arrived.get(name));
        arrived.delete(name);
      };
      document.head.append(script);
    }));
  }

  const TURNED = 0x8000; // the highest bit

  /** Whether a character may not stand in a data file. @param {number} unit */
  const unfit = unit => unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit < 0xe000) || unit >= 0xfffe;

  /**
   * The bytes that a text holds, two in each character. What a script cannot hold has its highest bit turned; bits from
   * the end of the text on, fifteen in a character, say whether the last byte is left over, then where it was turned.
   * @param {string} text
   * @returns {Uint8Array<ArrayBuffer>}
   */
  function unpacked(text) {
    const units = new Uint16Array(text.length);
    let end = text.length;
    let bits = 0;
    let left = 0;
    const bit = () => {
      if (!left) [bits, left] = [text.charCodeAt(--end) - 0x4000, 15];
      return (bits >> --left) & 1;
    };
    const odd = bit();
    let at = 0;
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      units[at] = unfit(unit ^ TURNED) && bit() ? unit ^ TURNED : unit;
    }
    return new Uint8Array(units.buffer, 0, 2 * at - odd);
  }

  /**
   * The bytes of a data file that are deflated and packed.
   * @param {string} name
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   */
  async function bytes(name) {
    const inflated = new Blob([unpacked(await load(name))]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(inflated).arrayBuffer());
  }

  window.archive = Object.assign(window.archive ?? {}, { register, once, load, unpacked, bytes });
})();
