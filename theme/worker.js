// @ts-check
// Gives up what browsers have kept of the site, and itself: the worker of an archive whose settings say "offline: false".
// In any other build theme/worker/ stands in its place (generator/build/offline.py).
(() => {
  "use strict";
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

  worker.addEventListener("install", event => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener("activate", event => event.waitUntil((async () => {
    await caches.delete(`baocang ${worker.registration.scope}`);
    await worker.registration.unregister();
  })()));
})();
