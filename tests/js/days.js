// Runs theme/assets/days.js over the texts that come as JSON on standard input.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

globalThis.window = globalThis;
vm.runInThisContext(fs.readFileSync(path.join(__dirname, "../../theme/assets/days.js"), "utf8"));
process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map(window.archive.days)));
