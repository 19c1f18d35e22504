"""Makes tests/pages/citations/*.txt anew: how the official CSL styles of GB/T 7714 print the records beside them.

    python -m scripts.citations FOLDER

FOLDER has the styles and the locale as citationstyles.org publishes them
(china-national-standard-gb-t-7714-{2015,2025}-numeric.csl, locales-zh-CN.xml), and below node_modules/ the npm package
citeproc. Neither is a part of this project: the package's licence is CPAL or AGPL. What they printed is kept, and
tests/pages/test_forms.py compares it with our own lines. The first line of a file names the versions that made it.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.pages.test_forms import CASES, STANDARDS, forms

PRINT = """
const fs = require("node:fs");
const CSL = require(`${process.cwd()}/node_modules/citeproc`);
const { items, style } = JSON.parse(fs.readFileSync(0, "utf8"));
const lines = items.map(item => {
  const system = { retrieveLocale: () => fs.readFileSync("locales-zh-CN.xml", "utf8"), retrieveItem: () => item };
  const engine = new CSL.Engine(system, style, "zh-CN");
  engine.setOutputFormat("text");
  engine.updateItems([item.id]);
  return engine.makeBibliography()[1][0].trim().replace(/^\\[1\\]\\s*/, "");
});
process.stdout.write(lines.join("\\n") + "\\n");
"""


def main(folder: Path) -> None:
    version = json.loads((folder / "node_modules/citeproc/package.json").read_text(encoding="utf-8"))["version"]
    items = [each["csl"] for each in forms()["made"]]
    for year, file in STANDARDS.items():
        name = f"china-national-standard-gb-t-7714-{year}-numeric"
        style = (folder / f"{name}.csl").read_text(encoding="utf-8")
        updated = re.search("<updated>(.*)</updated>", style)
        given = json.dumps({"items": items, "style": style})
        run = subprocess.run(["node", "-e", PRINT], input=given, capture_output=True, text=True, check=True, cwd=folder)
        head = f"# {name} of {updated[1] if updated else '?'}, citeproc {version}\n"
        (CASES.parent / file).write_text(head + run.stdout, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
