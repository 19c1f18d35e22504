// What TypeScript reads in two scripts, pair by pair (JSON on standard input): the number of the first token that differs.
"use strict";
const fs = require("node:fs");
const ts = require("../../node_modules/typescript");

const tokens = text => {
  const file = ts.createSourceFile("a.js", text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const found = [];
  const walk = node => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const inside = node.getChildren(file);
    if (inside.length) inside.forEach(walk);
    else if (node.getText(file)) found.push(node.getText(file));
  };
  walk(file);
  return found;
};

const pairs = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(pairs.map(([one, other]) => {
  const [a, b] = [tokens(one), tokens(other)];
  const at = a.findIndex((token, n) => token !== b[n]);
  return { tokens: a.length, differs: at < 0 && a.length !== b.length ? b.length : at };
})));
