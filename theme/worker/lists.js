// @ts-check
// What a browser keeps of the archive for reading without a network, by the lists of a build (generator/build/offline.py,
// which puts BUILD before this: the digest of the list of all).
//
// A kept file lies under its name and its digest, and the lists say which digest each name has. So what is found here is
// of this build: what is kept of the build before has other digests.
const shelf = (() => {
  "use strict";
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

  /** @typedef {{files: Map<string, [number, string]>, lists: Map<string, [number, string]>}} List */
  /** @typedef {{name: string, size: number, digest: string}} Found */

  const scope = new URL("./", worker.location.href).href;
  const CACHE = `baocang ${scope}`; // other archives may lie on the same host
  const LIST = "offline/list.json";
  const SHARED = ["core", "pages"]; // of all other sets
  const TOGETHER = 6; // files asked for at once
  const AGAIN = /** @type {const} */ (["default", "reload"]);

  // Names and keys

  /** The file of the site that an address names; undefined beyond the archive. @param {string} address */
  function nameOf(address) {
    const { origin, pathname } = new URL(address);
    if (!(origin + pathname).startsWith(scope)) return undefined;
    const path = decoded((origin + pathname).slice(scope.length));
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  }

  /** @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** @param {string} name */
  const addressOf = name => scope + name.split("/").map(encodeURIComponent).join("/");

  /** @param {string} name @param {string} digest */
  const keyOf = (name, digest) => `${addressOf(name)}?kept=${digest}`;

  /** @param {string} beginning */
  const listOf = beginning => (beginning ? `offline/of/${beginning.replace(/\/$/, "")}.json` : LIST);

  /** As in `.published`. @param {ArrayBuffer} body */
  async function digestOf(body) {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    return [...bytes.slice(0, 8)].map(byte => byte.toString(16).padStart(2, "0")).join("");
  }

  // What lies in the cache

  const cache = () => caches.open(CACHE);
  /** @type {Promise<Set<string>> | undefined} Keys of what is kept. */
  let keys;
  const there = () => (keys ??= (async () => new Set((await (await cache()).keys()).map(each => each.url)))());

  /** @param {string} key */
  async function remove(key) {
    (await there()).delete(key);
    await (await cache()).delete(key);
  }

  /** @param {string} name @param {string} digest */
  async function held(name, digest) {
    const key = keyOf(name, digest);
    return (await there()).has(key) ? (await cache()).match(key) : undefined;
  }

  /**
   * A file of this build from the network, kept from now on. What comes and is of another build is no such file.
   * @param {string} name
   * @param {string} digest
   */
  async function fetched(name, digest) {
    for (const mode of AGAIN) { // the browser's own cache may have that of an older build
      let answer;
      try {
        answer = await fetch(addressOf(name), { cache: mode });
      } catch (error) {
        throw Object.assign(new Error(`${name} did not come`), { why: "network" });
      }
      const body = await answer.arrayBuffer();
      if (!answer.ok || (await digestOf(body)) !== digest) continue;
      const type = answer.headers.get("content-type") ?? "";
      const whole = () => new Response(body, { headers: { "content-type": type, "content-length": String(body.byteLength) } });
      try {
        await (await cache()).put(keyOf(name, digest), whole());
      } catch (error) {
        const full = error instanceof DOMException && error.name === "QuotaExceededError";
        throw Object.assign(new Error(`${name} cannot be kept`), { why: full ? "full" : "refused" });
      }
      (await there()).add(keyOf(name, digest));
      return whole();
    }
    throw Object.assign(new Error(`${name} is of another build`), { why: "renewed" });
  }

  // The lists of this build

  /** @type {Map<string, Promise<List>>} */
  const lists = new Map();

  /**
   * @param {string} beginning
   * @param {string} digest
   * @param {boolean} here whether it has to be here already
   * @returns {Promise<List | undefined>}
   */
  async function list(beginning, digest, here = false) {
    const name = listOf(beginning);
    if (here && !(await there()).has(keyOf(name, digest))) return undefined;
    const known = lists.get(digest) ?? read(name, digest);
    lists.set(digest, known);
    known.catch(() => lists.delete(digest));
    return known;
  }

  /** @param {string} name @param {string} digest @returns {Promise<List>} */
  async function read(name, digest) {
    const { files, lists: further } = await ((await held(name, digest)) ?? (await fetched(name, digest))).json();
    return { files: new Map(Object.entries(files)), lists: new Map(Object.entries(further)) };
  }

  /**
   * What this build has under a name; undefined where it has nothing, or where that is not known `here`.
   * @param {string} name
   * @param {boolean} [here]
   * @returns {Promise<Found | undefined>}
   */
  async function find(name, here) {
    for (let [beginning, at] = ["", BUILD]; ;) {
      const known = await list(beginning, at, here);
      const rest = name.slice(beginning.length);
      const file = known?.files.get(rest);
      if (file) return { name, size: file[0], digest: file[1] };
      const next = [...(known?.lists ?? [])].find(([begin]) => rest.startsWith(begin));
      if (!next) return undefined;
      [beginning, at] = [beginning + next[0], next[1][1]];
    }
  }

  /**
   * All files whose names begin so.
   * @param {string} begin
   * @returns {Promise<Found[]>}
   */
  async function under(begin, beginning = "", digest = BUILD) {
    const known = /** @type {List} */ (await list(beginning, digest));
    const further = [...known.lists].map(([rest, [, of]]) => /** @type {const} */ ([beginning + rest, of]));
    const open = further.filter(([name]) => name.startsWith(begin) || begin.startsWith(name));
    const here = [...known.files].map(([rest, [size, of]]) => ({ name: beginning + rest, size, digest: of }));
    const below = await Promise.all(open.map(([name, of]) => under(begin, name, of)));
    return [...here.filter(({ name }) => name.startsWith(begin)), ...below.flat()];
  }

  /** The kept file that an address names. @param {string} name */
  async function kept(name) {
    for (const each of [name, `${name}.html`, `${name}/index.html`]) { // some servers leave the ending out
      const found = await find(each, true);
      const answer = found && (await held(each, found.digest));
      if (answer) return answer;
    }
    return undefined;
  }

  // Sets: what is kept together

  /** @type {Map<string, Promise<Map<string, Found>>>} */
  const members = new Map();

  /** The files of a set by their names; none where this build has no such set. @param {string} id */
  function files(id) {
    const value = members.get(id) ?? collected(id);
    members.set(id, value);
    value.catch(() => members.delete(id));
    return value;
  }

  /** @param {string} id @returns {Promise<Map<string, Found>>} */
  async function collected(id) {
    const names = (await parts(id)).flatMap(part => part.names);
    const found = await Promise.all(names.map(async each => (/[/-]$/.test(each) ? under(each) : (await find(each)) ?? [])));
    return new Map(found.flat().map(each => [each.name, each]));
  }

  /** What a set consists of: that of its own, and what pages need; nothing where this build has no such set. @param {string} id */
  async function parts(id) {
    const [own, ...shared] = await Promise.all([id, ...(SHARED.includes(id) ? [] : SHARED)].map(each => part(each)));
    return own ? [own, ...shared.flatMap(each => each ?? [])] : [];
  }

  /** @param {string} id @returns {Promise<{names: string[], files: number, bytes: number} | undefined>} */
  async function part(id) {
    const name = `offline/sets/${id}.json`;
    const found = await find(name);
    return found && ((await held(name, found.digest)) ?? (await fetched(name, found.digest))).json();
  }

  /** How much a set is, before its lists are loaded. @param {string} id */
  async function cost(id) {
    const all = await parts(id);
    const sum = (/** @type {"files" | "bytes"} */ of) => all.reduce((n, each) => n + each[of], 0);
    return { files: sum("files"), bytes: sum("bytes"), have: 0, lack: sum("bytes") };
  }

  /** How much of a set is here. @param {string} id */
  async function extent(id) {
    const all = [...(await files(id)).values()];
    const now = await there();
    const missing = all.filter(each => !now.has(keyOf(each.name, each.digest)));
    const size = (/** @type {Found[]} */ of) => of.reduce((sum, each) => sum + each.size, 0);
    return { files: all.length, bytes: size(all), have: all.length - missing.length, lack: size(missing), missing };
  }

  /** Keeps some of the files, a few at once. @param {Found[]} wanted */
  async function keep(wanted) {
    const left = [...wanted];
    /** @type {any} */
    let failed;
    const hand = async () => {
      for (let next = left.shift(); next && !failed; next = left.shift()) {
        try {
          if (!(await held(next.name, next.digest))) await fetched(next.name, next.digest);
        } catch (error) {
          failed ??= error;
        }
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, hand));
    if (failed) throw failed;
  }

  /** Forgets what was found out, as the worker before may have kept something since. */
  function forget() {
    keys = undefined;
    members.clear();
  }

  /** Whether a list has been read. @param {string} digest */
  const isRead = digest => lists.has(digest);

  return { scope, cache, there, remove, nameOf, addressOf, keyOf, decoded, held, fetched, find, kept, files, cost, extent, keep, forget, isRead };
})();
