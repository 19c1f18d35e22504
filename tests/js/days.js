// Runs theme/assets/days.js, with lunar.js, over the texts that come as JSON on standard input.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

globalThis.window = globalThis;
for (const script of ["lunar.js", "days.js"]) vm.runInThisContext(fs.readFileSync(path.join(__dirname, "../../theme/assets", script), "utf8"));
const { texts, today } = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(text => window.archive.days(text, new Date(today)))));
