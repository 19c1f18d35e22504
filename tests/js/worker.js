// Runs theme/worker/*.js where no browser is: a cache, a network and pages that a test sets. The steps come as JSON on
// standard input, each {do, …}; what they give goes to standard output.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const SCOPE = "https://example.org/repo/";
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const caches = new Map();

/** What the host has now, by name; undefined: there is no network. */
let site;
const asked = [];

class FakeCache {
  constructor() { this.held = new Map(); }
  async match(key) { return this.held.get(String(key.url ?? key))?.clone(); }
  async put(key, answer) { this.held.set(String(key.url ?? key), answer.clone()); }
  async delete(key) { return this.held.delete(String(key.url ?? key)); }
  async keys() { return [...this.held.keys()].map(url => ({ url })); }
}

async function fetched(to) {
  const address = String(to.url ?? to);
  const name = decodeURIComponent(new URL(address).pathname.slice("/repo/".length));
  asked.push(name);
  if (!site) throw new TypeError("Failed to fetch");
  if (!(name in site)) return new Response("", { status: 404 });
  return new Response(site[name], { status: 200, headers: { "content-type": "text/html" } });
}

/** A worker of a build, as a browser starts it. */
function started(text) {
  const heard = {};
  const gone = { unregistered: false, skipped: false };
  const self = {
    location: new URL(`${SCOPE}worker.js`),
    registration: { scope: SCOPE, navigationPreload: undefined, update: async () => undefined, unregister: async () => (gone.unregistered = true) },
    clients: { claim: async () => undefined },
    skipWaiting: async () => (gone.skipped = true),
    addEventListener: (kind, listener) => (heard[kind] = listener),
  };
  const store = {
    open: async name => caches.get(name) ?? (caches.set(name, new FakeCache()), caches.get(name)),
    delete: async name => caches.delete(name),
    keys: async () => [...caches.keys()],
  };
  const globals = { self, caches: store, fetch: fetched, crypto, URL, URLSearchParams, Response, DOMException, setTimeout: (act, ms) => setTimeout(act, ms / 1000), console, decodeURIComponent, encodeURIComponent };
  vm.runInNewContext(text, globals);
  const event = async (kind, more) => {
    let waited = Promise.resolve();
    heard[kind]?.({ waitUntil: promise => (waited = promise), ...more });
    return waited;
  };
  return { heard, gone, event };
}

let worker;
let waiting;
const steps = {
  async host({ files }) { site = files; },
  /** Installs a worker beside the one that is at work, then lets it take over unless it is to wait. */
  async start({ text, waits }) {
    waiting = started(text);
    try {
      await waiting.event("install");
    } catch (error) {
      return String(error.message);
    }
    return waits ? null : steps.take();
  },
  async take() {
    worker = waiting;
    await worker.event("activate");
    return worker.gone;
  },
  async texts() {
    return Promise.all([...caches.values()].flatMap(cache => [...cache.held.values()].map(each => each.clone().text())));
  },
  async ask({ what, from = "page", ...more }) {
    return new Promise(resolve => void worker.event("message", { data: { what, ...more }, ports: [{ postMessage: resolve }], source: { id: from } }));
  },
  async get({ name, mode = "no-cors", client, range, method = "GET" }) {
    let answer;
    asked.length = 0;
    const headers = new Headers(range ? { range } : {});
    const request = { url: SCOPE + name, method, mode, headers };
    worker.heard.fetch?.({ request, clientId: client, resultingClientId: client, preloadResponse: undefined, respondWith: promise => (answer = promise) });
    if (!answer) return { passed: true };
    try {
      const { status, headers: of } = (answer = await answer);
      return { status, text: await answer.text(), range: of.get("content-range"), to: of.get("location"), asked: [...asked] };
    } catch {
      return { failed: true, asked: [...asked] };
    }
  },
  async kept() {
    return [...caches].flatMap(([name, cache]) => [...cache.held.keys()].map(key => decodeURIComponent(key.slice(SCOPE.length))));
  },
};

(async () => {
  const out = [];
  for (const { do: deed, ...more } of given.steps) out.push((await steps[deed](more)) ?? null);
  process.stdout.write(JSON.stringify(out));
})();
