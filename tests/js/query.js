// Runs theme/assets/query.js over the queries that come as JSON on standard input: parse, or what the first argument names.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

globalThis.window = globalThis;
vm.runInThisContext(fs.readFileSync(path.join(__dirname, "../../theme/assets/query.js"), "utf8"));
process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map(query => window.archive[process.argv[2] ?? "parse"](query))));
