// Runs theme/assets/terms.js over the strings that come as JSON on standard input, for the parity test.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

globalThis.window = globalThis;
vm.runInThisContext(fs.readFileSync(path.join(__dirname, "../../theme/assets/terms.js"), "utf8"));
const { strings, variants } = JSON.parse(fs.readFileSync(0, "utf8"));
const table = new Map(variants);
const { fold, foldWithOffsets } = window.archive.terms;
const out = strings.map(s => {
  const folded = fold(s, table);
  const { folded: pieces, starts, ends } = foldWithOffsets(s, table);
  return { folded, pieces, starts, ends };
});
process.stdout.write(JSON.stringify(out));
