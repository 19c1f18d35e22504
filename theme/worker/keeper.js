// @ts-check
// The worker that keeps pages of the archive for reading without a network: what was read, and what a reader wishes to
// have whole (lists.js). It answers with files of its own build alone. A page that the network gave is of no build that
// is known until its digest is; what belongs to it comes from the network as well.
(() => {
  "use strict";
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const { scope, cache, there, remove, nameOf, keyOf, held, fetched, find, kept, files, cost, extent, keep, forget, isRead } = shelf;

  /** @typedef {{title: string, holds: string, done: boolean, stopped: boolean}} Kept */
  /** @typedef {{sets: Record<string, Kept>, read: [string, string][], clients: string[], dropped: number}} State */

  const MOST = 300; // pages that were read; the oldest goes first
  const OPEN = 50; // pages that are known as this build's; one that is on its way is in no list of a browser's
  const BATCH = 24; // files of a step: a browser ends a worker that takes long
  const PATIENCE = 5000; // ms without an answer until a kept page is shown
  const PAGE = "offline/index.html";
  const STATE = `${scope}offline/state`;
  const DATA = "search/data/";
  const CATALOGUE = `${DATA}catalogue.js`;
  const LISTS = /^offline\/(?:of\/.*|list\.json)$/;

  // What readers wish to have whole, and what they have read

  /** @type {Promise<any>} */
  let last = Promise.resolve();
  /** @type {Promise<State> | undefined} */
  let known;

  /** @returns {Promise<State>} */
  const state = () => (known ??= (async () => {
    const written = await (await cache()).match(STATE);
    return { sets: {}, read: [], clients: [], dropped: 0, ...(written ? await written.json() : {}) };
  })());

  /** Changes what is written down, one change behind the other. @param {(s: State) => unknown} change */
  function note(change) {
    last = last.then(async () => {
      const now = await state();
      await change(now);
      await (await cache()).put(STATE, new Response(JSON.stringify(now)));
    }).catch(error => console.warn(error)); // the disk may be full
    return last;
  }

  /** The names that stay where something else goes. @param {State} now */
  async function needed(now) {
    const out = new Set([...(await files("core")).keys(), ...now.read.map(([name]) => name)]);
    for (const id of Object.keys(now.sets)) for (const name of (await files(id)).keys()) out.add(name);
    return out;
  }

  /** Takes away the pages that nobody needs any more; scripts and styles go with their build. @param {string[]} names */
  async function shed(names) {
    const pages = names.filter(name => !/^assets\//.test(name));
    const stay = pages.length ? await needed(await state()) : new Set();
    for (const name of pages) {
      const found = stay.has(name) ? undefined : await find(name);
      if (found) await remove(keyOf(name, found.digest));
    }
  }

  /** Takes away all that is not of this build: pages that changed, and articles that were withdrawn. */
  async function renew() {
    forget();
    known = undefined; // the worker before may have written something since
    const digestOf = (/** @type {string} */ key) => new URL(key).searchParams.get("kept") ?? "";
    for (const key of await there()) {
      const name = nameOf(key) ?? "";
      if (key !== STATE && !LISTS.test(name) && (await find(name))?.digest !== digestOf(key)) await remove(key);
    }
    for (const key of await there()) { // lists that led to none of what is left
      if (LISTS.test(nameOf(key) ?? "") && !isRead(digestOf(key))) await remove(key);
    }
    const now = await state();
    const left = new Set([...(await there())].map(nameOf));
    const read = now.read.filter(([name]) => left.has(name));
    const gone = now.read.filter(([name]) => !left.has(name));
    /** @type {State["sets"]} */
    const sets = {};
    for (const [id, of] of Object.entries(now.sets)) {
      const { files: all, have } = await extent(id);
      if (all) sets[id] = { ...of, done: of.done && have === all }; // else to be loaded anew
    }
    const stay = gone.length ? await needed({ ...now, read, sets }) : new Set();
    const dropped = now.dropped + gone.filter(([name]) => !stay.has(name)).length;
    await note(each => Object.assign(each, { read, sets, dropped, clients: [] })); // titles go with their pages
  }

  // Answers

  /** Whether a page is of this build for sure. @param {string} client */
  const ours = client => state().then(({ clients }) => clients.includes(client), () => false);

  /** @param {string} client */
  const own = client => note(now => {
    now.clients = [...now.clients.filter(id => id !== client), client].slice(-OPEN);
  });

  /**
   * A page: from the network; where that does not answer, or not for long, as it is kept; else the page that says so.
   * @param {FetchEvent} event
   * @param {string} name
   */
  async function page(event, name) {
    const here = kept(name).catch(() => undefined);
    const network = fetch(event.request); // no preload: where that fails, Firefox shows a page of its own whatever is answered
    const late = here.then(found => (found ? new Promise(resolve => setTimeout(resolve, PATIENCE)) : network));
    const answer = await Promise.race([network, late]).catch(() => undefined);
    if (answer && answer.status < 500) return answer;
    const found = await here;
    if (found) await own(event.resultingClientId);
    return found ?? answer ?? Response.redirect(`${scope}${PAGE}#${event.request.url.slice(scope.length)}`);
  }

  /** Data of the search: their names stand for what is in them, and each has its check. @param {Request} request @param {string} name */
  async function data(request, name) {
    const range = request.headers.get("range");
    const again = name === CATALOGUE || new URL(request.url).searchParams.has("again");
    const here = again ? undefined : await kept(name).catch(() => undefined);
    return here ? cut(here, range) : network(request, name, range);
  }

  /**
   * From the network; without one as it is kept. So come texts that a script reads out of pages (assets/texts.js), too, which
   * looks itself whether a page says what it should: to tell its build here would take a list of a hundred files for each.
   * @param {Request} request
   * @param {string} name
   * @param {string | null} range
   */
  async function network(request, name, range = null) {
    try {
      return await fetch(request);
    } catch (error) {
      const found = await kept(name).catch(() => undefined);
      if (found) return cut(found, range);
      throw error;
    }
  }

  /** What belongs to a page. @param {FetchEvent} event @param {string} name */
  async function part(event, name) {
    if (!(await ours(event.clientId))) return fetch(event.request);
    const here = await kept(name).catch(() => undefined);
    if (here) return here;
    const found = await find(name).catch(() => undefined);
    return found ? fetched(name, found.digest) : fetch(event.request);
  }

  /** A part of a file that is kept whole, as a server sends it. @param {Response} whole @param {string | null} range */
  async function cut(whole, range) {
    const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
    if (!asked) return whole;
    const body = await whole.arrayBuffer();
    const [from, to] = [Number(asked[1]), Math.min(Number(asked[2] || Infinity), body.byteLength - 1)];
    if (from > to) return new Response("", { status: 416, headers: { "content-range": `bytes */${body.byteLength}` } });
    const headers = {
      "content-type": whole.headers.get("content-type") ?? "",
      "content-range": `bytes ${from}-${to}/${body.byteLength}`,
      "content-length": String(to - from + 1),
    };
    return new Response(body.slice(from, to + 1), { status: 206, headers });
  }

  // What pages ask for (assets/offline.js, assets/shelf.js)

  /** Files of this build that addresses name, but for those of the search. @param {string[]} addresses */
  async function listed(addresses) {
    const names = addresses.map(each => nameOf(each) ?? "").filter(name => name && !name.startsWith(DATA));
    return (await Promise.all(names.map(name => find(name)))).flatMap(each => each ?? []);
  }

  /** @type {Record<string, (asked: any, client: string) => Promise<any>>} */
  const deeds = {
    /** A page that is open, with what belongs to it. */
    async read({ address, title, size, parts }, client) {
      const name = nameOf(address) ?? "";
      const names = [name, `${name}.html`, `${name}/index.html`];
      const found = (await Promise.all(names.map(each => find(each)))).find(Boolean);
      if (found) {
        if (!(await held(found.name, found.digest))) await fetched(found.name, found.digest);
        if (size === found.size) await own(client); // else it was loaded before this build was there
        await keep(await listed(parts)).catch(() => undefined); // a page without its picture is a page
        /** @type {string[]} */
        let old = [];
        await note(now => {
          const read = now.read.filter(([each]) => each !== found.name);
          if (found.name !== PAGE) read.push([found.name, title]);
          now.read = read.slice(-MOST);
          old = read.slice(0, -MOST).map(([each]) => each);
        });
        await shed(old);
      }
      return deeds.late({}, client);
    },

    /** The sets that are not here whole yet. */
    async late() {
      return { late: Object.entries((await state()).sets).filter(([, { done, stopped }]) => !done && !stopped).map(([id]) => id) };
    },

    /** What is kept, and how much of it. */
    async all() {
      const { sets, read: pages, dropped } = await state();
      const whole = await find("offline/sets/search.json");
      /** @type {Record<string, any>} */
      const out = {};
      for (const [id, of] of Object.entries(sets)) out[id] = { ...of, ...(await extent(id)), missing: undefined };
      return { sets: out, read: pages, dropped, search: Boolean(whole) && !sets.search };
    },

    async extent({ id }) {
      const of = (await state()).sets[id];
      return of ? { ...(await extent(id)), missing: undefined, kept: of } : cost(id);
    },

    /** A step of keeping a set whole. */
    async more({ id, title, holds }) {
      const { missing } = await extent(id);
      if (title) await note(now => { now.sets[id] = { title, holds, done: false, stopped: false }; });
      await keep(missing.slice(0, BATCH));
      if (missing.length <= BATCH) await note(now => { if (now.sets[id]) now.sets[id].done = true; });
      return { ...(await extent(id)), missing: undefined };
    },

    /** A reader wants no more of it now. */
    async stop({ id }) {
      await note(now => { if (now.sets[id]) now.sets[id].stopped = true; });
      return {};
    },

    async drop({ id }) {
      const names = [...(await files(id)).keys()];
      await note(now => { delete now.sets[id]; });
      await shed(names);
      return {};
    },

    async clear() {
      const stay = await files("core");
      await note(now => Object.assign(now, { sets: {}, read: [], dropped: 0 }));
      for (const key of await there()) {
        const name = nameOf(key) ?? "";
        if (key !== STATE && !stay.has(name) && !/^offline\//.test(name)) await remove(key);
      }
      return {};
    },

    async seen() {
      await note(now => { now.dropped = 0; });
      return {};
    },
  };

  // The life of a worker

  async function begin() {
    await keep([...(await files("core")).values()]);
    await renew();
    await worker.skipWaiting();
  }

  async function take() {
    await renew().catch(() => undefined); // without a network nothing more is known, and nothing of before is found
    await worker.clients.claim();
  }

  worker.addEventListener("install", event => event.waitUntil(begin()));
  worker.addEventListener("activate", event => event.waitUntil(take()));
  worker.addEventListener("fetch", event => {
    const { request } = event;
    const name = request.method === "GET" ? nameOf(request.url) : undefined;
    if (name === undefined || name === "worker.js") return;
    if (request.mode === "navigate") event.respondWith(page(event, name));
    else if (name.startsWith(DATA)) event.respondWith(data(request, name));
    else event.respondWith(/\.html$/.test(name) ? network(request, name) : part(event, name));
  });
  worker.addEventListener("message", event => {
    const { what, ...asked } = event.data ?? {};
    const [port] = event.ports;
    const client = /** @type {Client | null} */ (event.source)?.id ?? "";
    if (!port || !Object.prototype.hasOwnProperty.call(deeds, what)) return;
    event.waitUntil(deeds[what](asked, client).then(
      answer => port.postMessage(answer),
      error => {
        if (error?.why === "renewed") void worker.registration.update().catch(() => undefined);
        port.postMessage({ failed: error?.why ?? "refused" });
      },
    ));
  });
})();
