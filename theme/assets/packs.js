// @ts-check
// Stretches of packs (generator/search/packs.py): the text of a document, the lists or the ordinals of a shard. Where the
// server sends parts of files, a stretch is asked for alone. Elsewhere its pack comes whole: from file://, where nothing
// but scripts is let in, and from a server that passes over the header Range, where texts come otherwise (texts.js).
(() => {
  "use strict";
  const { once, forget, arrival, opened, addressOf, lacking } = window.archive;

  const bundled = Boolean(window.archive.stored); // read.js
  const HEAD = '\ufeffarchive.register("'.length;

  /**
   * A stretch of a pack, without its check; where it stands in it is only asked for where that matters.
   * @param {Segment} s
   * @param {string} name
   * @param {string} pack
   * @param {number} n which of its stretches
   * @param {() => Promise<[number, number]>} place from where to where, in characters
   * @returns {Promise<string>}
   */
  async function stretch(s, name, pack, n, place) {
    const path = `${s.name}/${pack}`;
    const whole = `pack ${path}`;
    const known = `${name} ${s.documents}`;
    if ((await way(s)) === "parts") {
      const [from, to] = await place();
      const alone = await part(path, HEAD + from, HEAD + to);
      const content = opened((alone ?? "").trimEnd(), known);
      if (content !== undefined) return content;
    }
    const all = await once(whole, async () => (await arrival(path)).split("\t"));
    const content = opened((all[n] ?? "").trimEnd(), known);
    if (content !== undefined) return content;
    forget(whole);
    throw lacking(path);
  }

  /**
   * These characters of a file; undefined where they do not come alone, and as they are.
   * @param {string} path
   * @param {number} from
   * @param {number} to
   */
  async function part(path, from, to) {
    const asked = async (/** @type {AbortSignal | undefined} */ signal = undefined) => {
      const answer = await fetch(addressOf(path), { headers: { Range: `bytes=${2 * from}-${2 * to - 1}` }, signal });
      if (answer.status !== 206) return undefined;
      return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(await answer.arrayBuffer());
    };
    try {
      return await (window.archive.limited?.(path, asked) ?? asked());
    } catch {
      return undefined; // it was cut off, or is a part of something packed
    }
  }

  /**
   * How data come: in parts of files; or from a server that sends no parts, but pages; or in packs, from file:// and in a
   * bundle. The server is asked once, for the first character of a small file: a browser may load a file twice of which
   * the server sends no part.
   * @param {Segment} s
   * @returns {Promise<Way>}
   */
  const way = s => once(s.base ? `way of ${s.base}` : "way", async () => {
    const path = `${s.name}/fields/0`;
    if (bundled || addressOf(path).startsWith("file:")) return "packs";
    return (await part(path, 0, 1)) === "\ufeff" ? "parts" : "pages";
  });

  /**
   * From where to where the stretch n stands in its pack.
   * @param {ArrayLike<number>} sizes of stretches, in units
   * @param {number} first whose size that of the first stretch of the pack is
   * @param {number} n
   * @param {number} unit characters
   * @returns {[number, number]}
   */
  function placed(sizes, first, n, unit) {
    let from = 0;
    for (let i = first; i < first + n; i++) from += unit * sizes[i];
    return [from, from + unit * sizes[first + n]];
  }

  window.archive = Object.assign(window.archive, { stretch, part, placed, way, HEAD });
})();
