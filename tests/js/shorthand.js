// Reads texts as a page does: a table, heads and what data files hand over come as JSON on standard input.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

globalThis.window = globalThis;
globalThis.document = { currentScript: { dataset: {} }, baseURI: "file:///" };
for (const name of ["data", "postings", "shorthand"]) {
  vm.runInThisContext(fs.readFileSync(path.join(__dirname, `../../theme/assets/${name}.js`), "utf8"));
}
const { table, head, texts } = JSON.parse(fs.readFileSync(0, "utf8"));
const read = window.archive.shorthand(Uint8Array.from(table));
process.stdout.write(JSON.stringify(texts.map(text => JSON.parse(read(window.archive.unpacked(text), head)))));
