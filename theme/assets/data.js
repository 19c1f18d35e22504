// @ts-check
// The archive's data files: classic scripts that call archive.register(), because file:// forbids fetch, modules and
// workers. generator/search/search.py writes them. All but the catalogue are named by what is in them.
(() => {
  "use strict";

  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL(tag.dataset.root ?? "data/", document.baseURI);
  const { version = "", made = "" } = tag.dataset;
  const TRIES = 2; // with one catalogue; each further one that the site has by then is worth a try of its own
  const MOST = 5; // in all

  /** @type {Map<string, {value: Promise<any>, done: boolean}>} */
  const asked = new Map();
  /** @type {WeakMap<HTMLOrSVGScriptElement, string>} */
  const arrived = new WeakMap();
  let failures = 0;
  /** Part of the addresses from the first failure on: what a cache or a cut connection holds, it holds under another. */
  let again = "";

  /** What the script that runs hands over. @param {string} content */
  function register(content) {
    if (document.currentScript) arrived.set(document.currentScript, content);
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
    entry.value.then(() => { entry.done = true; }, error => {
      if (window.archive.foreign?.(name, error)) return void asked.delete(name);
      again = `${Date.now().toString(36)}-${++failures}`;
      for (const [other, { done }] of asked) if (!done) asked.delete(other);
    });
    return entry.value;
  }

  // The check of a file: generator/search/scripts.py

  const CHECK = 3; // characters behind the content
  const PLAIN = 0x4000; // a character that holds fifteen bits, less these
  const REMAINDERS = Int32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
    return byte;
  });

  /** CRC-32 of so many characters, two bytes each, without its first and last step. @param {string} text @param {number} end @param {number} state */
  function crc(text, end, state) {
    for (let at = 0; at < end; at++) {
      const unit = text.charCodeAt(at);
      state = (state >>> 8) ^ REMAINDERS[(state ^ unit) & 255];
      state = (state >>> 8) ^ REMAINDERS[(state ^ (unit >> 8)) & 255];
    }
    return state;
  }

  /** What a file or a stretch holds that is whole and is the one of this name. @param {string} text @param {string} name */
  function opened(text, name) {
    const end = text.length - CHECK;
    const [high, middle, low] = Array.from({ length: CHECK }, (_, i) => text.charCodeAt(end + i) - PLAIN);
    const found = ~crc(text, end, crc(name, name.length, -1)) >>> 0;
    return found === high * 2 ** 30 + middle * 2 ** 15 + low ? text.slice(0, end) : undefined;
  }

  /** Where a data file stands. @param {string} path */
  function addressOf(path) {
    const address = new URL(`${path}.js`, root);
    if (path === "catalogue") address.searchParams.set("v", version);
    if (again) address.searchParams.set("again", again);
    return address.href;
  }

  /** @param {string} path */
  const lacking = path => Object.assign(new Error(`${addressOf(path)} did not come, or is damaged`), { missing: path, retry: true });

  /**
   * What the script at a path hands over; in a bundle many of them lie in one (read.js). A path that is an address is one of
   * an archive beside this one (foreign.js).
   * @param {string} path
   * @returns {Promise<string>}
   */
  const arrival = path => window.archive.stored?.(path) ?? new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = addressOf(path);
    script.onerror = () => reject(lacking(path));
    script.onload = () => {
      script.remove();
      resolve(arrived.get(script) ?? "");
    };
    document.head.append(script);
  });

  /**
   * What a data file hands over: JSON, or bytes in characters.
   * @param {string} name
   * @param {Segment} [segment] whose file it is
   * @returns {Promise<string>}
   */
  async function load(name, segment) {
    const path = segment ? `${segment.name}/${name}` : name;
    const content = opened(await arrival(path), segment ? `${name} ${segment.documents}` : name.slice(name.lastIndexOf("/") + 1));
    if (content === undefined) throw lacking(path);
    return content;
  }

  /**
   * The value of a data file that is JSON, read once.
   * @param {string} name
   * @param {Segment} [segment]
   * @returns {Promise<any>}
   */
  const value = (name, segment) => once(`value of ${segment?.name}/${name}`, async () => JSON.parse(await load(name, segment)));

  /** Numbers of which each is given less the one before. @param {number[]} steps */
  function sums(steps) {
    let sum = 0;
    return steps.map(step => (sum += step));
  }

  /** What all else follows from. @returns {Promise<Catalogue>} */
  const catalogue = () => once("catalogue", async () => {
    const content = await load("catalogue");
    /** @type {Catalogue} */
    const c = { ...JSON.parse(content), content };
    if (made && c.made !== made) throw Object.assign(new Error("another program made these data"), { renewed: true });
    return laidOut(c);
  });

  /** Its segments one after the other, each with what it shares with all. @param {Catalogue} c */
  function laidOut(c) {
    let first = 0;
    for (const s of c.segments) {
      [s.first, first] = [first, first + s.documents];
      s.begins = sums(s.begins);
      [s.pack, s.directory] = [c.pack, c.directory];
    }
    return c;
  }

  /**
   * What a task makes of the catalogue. Where some of the data do not come, or are damaged, all that is missing is asked
   * for again, past every cache, and so is the catalogue: since the page was opened, the site may have been published
   * anew, and then the old one names files that are gone. A task never sees the data of two builds: what is remembered
   * is remembered by the names of files, and these stand for their contents.
   * @template T
   * @param {(c: Catalogue) => Promise<T>} task
   * @returns {Promise<T>}
   */
  async function current(task) {
    let before = "";
    for (let [tries, all] = [1, 1]; ; tries++, all++) {
      try {
        const c = await catalogue();
        if (before && c.content !== before) tries = 1;
        before = c.content;
        return await task(c);
      } catch (error) {
        if (!(/** @type {any} */ (error)?.missing) || tries >= TRIES || all >= MOST) throw error;
        asked.delete("catalogue");
      }
    }
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

  // Browsers of before 2023 lack two things that are used here.
  // A search that nobody waits for any more:
  AbortSignal.prototype.throwIfAborted = AbortSignal.prototype.throwIfAborted ?? /** @this {AbortSignal} */ function () {
    if (this.aborted) throw new DOMException("nobody waits for it", "AbortError");
  };
  // and deflated bytes as they are, without head and sum, which a script of our own inflates there:
  const RAW = (() => {
    try {
      return Boolean(new DecompressionStream("deflate-raw"));
    } catch {
      return false;
    }
  })();

  /** The bytes that a text holds, deflated. @param {string} text @returns {Promise<Uint8Array<ArrayBuffer>>} */
  async function inflated(text) {
    if (RAW) {
      // A Response and no Blob, which the browser's first process would hear of: a fifth of what a search takes.
      const { body } = new Response(unpacked(text));
      const bytes = /** @type {ReadableStream} */ (body).pipeThrough(new DecompressionStream("deflate-raw"));
      return new Uint8Array(await new Response(bytes).arrayBuffer());
    }
    if (!window.archive.inflate) await once("inflate.js", () => window.archive.need("inflate.js"));
    if (!window.archive.inflate) {
      forget("inflate.js");
      throw lacking("inflate");
    }
    return window.archive.inflate(unpacked(text));
  }

  /**
   * The bytes of a data file that are deflated and packed.
   * @param {string} name
   * @param {Segment} [segment]
   */
  const bytes = async (name, segment) => inflated(await load(name, segment));

  /** Forgets a value, as it did not hold what it should. @param {string} name */
  const forget = name => void asked.delete(name);

  window.archive = Object.assign(window.archive ?? {}, { register, once, forget, load, value, sums, catalogue, laidOut, current, unpacked, inflated, bytes, arrival, opened, addressOf, lacking });
})();
