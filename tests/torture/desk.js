// @ts-check
/* The desk's own model.js without its page: commands come a JSON line each, and each is answered with the state. */
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const vm = require("vm");

const PAGE = path.join(__dirname, "..", "..", "generator", "review", "page");
const source = ["server.js", "same.js", "model.js", "follow.js", "moving.js", "rereading.js"].map(name => fs.readFileSync(path.join(PAGE, name), "utf-8")).join("\n");
/** @type {any} */
let model, moving, rereading;

/** @param {string} address @param {string} token */
function begin(address, token) {
  const meta = { getAttribute: () => token };
  const context = vm.createContext({
    document: { querySelector: () => meta },
    fetch: (/** @type {string} */ to, /** @type {RequestInit} */ how) => fetch(address + to, how),
    URLSearchParams,
    setTimeout,
    clearTimeout,
  });
  ({ model, moving, rereading } = vm.runInContext(`${source}\n({ model, moving, rereading })`, context));
}

/** @type {Record<string, (given: any) => unknown>} */
const ACTS = {
  begin: ({ address, token }) => begin(address, token),
  open: ({ paper, date }) => model.open(paper, date),
  move: ({ changes, file }) => model.move(new Map(changes), file),
  reread: async ({ changes, file, begun }) => {
    const untouched = rereading.untouched();
    const { all } = await rereading.of(new Map(changes), file, begun);
    const composed = await model.move(all, file);
    rereading.made(composed.filter((/** @type {string} */ id) => untouched.has(id)));
  },
  order: ({ id, rows, picked, target }) => {
    const body = moving.moved(model.article(id).body, rows, picked, target);
    if (body !== null) model.edit(id, { body });
  },
  edit: ({ id, fields }) => model.edit(id, fields),
  settle: ({ id, field, take }) => model.settle(id, field, take),
  giveUp: ({ id }) => model.giveUp(id),
  undo: () => model.undo(),
  redo: () => model.redo(),
  save: () => model.save(null),
};

function state() {
  if (!model?.issue) return null;
  const { articles, owners, hints, lost } = model.now;
  const left = articles.map((/** @type {any} */ a) => a.id).filter(model.isLeft);
  return { articles, owners: [...owners], hints: Object.fromEntries(hints), lost: Object.fromEntries(lost), left, sheets: model.issue.sheets };
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { act, ...given } = JSON.parse(line);
    let refused = null;
    try {
      await ACTS[act](given);
    } catch (error) {
      if (!("status" in error)) throw error;
      refused = { status: error.status, answer: error.answer };
    }
    process.stdout.write(`${JSON.stringify({ refused, state: state() })}\n`);
  }
})();
