// Makes the forms of theme/assets/forms.js of records that come as JSON on standard input, on a day that is given, and has Citation.js
// read those that are for other programs.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const { records, day } = JSON.parse(fs.readFileSync(0, "utf8"));
const RealDate = Date;
globalThis.window = globalThis;
globalThis.archive = { say: name => name };
globalThis.Date = class extends RealDate {
  constructor(...of) {
    super(...(of.length ? of : [`${day}T12:00:00`]));
  }
};
vm.runInThisContext(fs.readFileSync(path.join(__dirname, "../../theme/assets/forms.js"), "utf8"));
const { gbt7714, online, gbt2015, online2015, bibtex, ris, csl } = globalThis.archive.forms;
const made = records.map(c => ({
  gbt7714: gbt7714(c), online: online(c), gbt2015: gbt2015(c), online2015: online2015(c), bibtex: bibtex(c), ris: ris(c), csl: csl(c),
}));

globalThis.Date = RealDate;
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-ris");
/** @param {string} text @param {string} form */
const read = (text, form) => new Cite(text, { forceType: form, generateGraph: false }).data;
process.stdout.write(JSON.stringify({
  made,
  read: ["@bibtex/text", "@biblatex/text", "@ris/file"].map(form => read(made.map(each => (form === "@ris/file" ? each.ris : each.bibtex)).join("\n"), form)),
}));
