"""Mirador, a viewer of IIIF, in which tests open the manifests: the one file of its package that holds all it needs.

To install the package would bring 320 MB of what is in that file already, so the file alone is taken; `package.json`
says which version, and what its digest is.
"""

import base64
import hashlib
import json
import tarfile
import tempfile
from pathlib import Path

from tools.tasks import ROOT, call

INSIDE = "package/dist/mirador.min.js"
FILE = ROOT / "node_modules/mirador/mirador.min.js"


def bring() -> None:
    """Puts the file where tests look for it. Raises ValueError where the package is another one."""
    told = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["viewer"]
    with tempfile.TemporaryDirectory() as folder:
        call(("npm", "pack", told["package"], "--silent", "--pack-destination", folder))
        [packed] = Path(folder).glob("*.tgz")
        data = packed.read_bytes()
        found = base64.b64encode(hashlib.sha512(data).digest()).decode()
        if f"sha512-{found}" != told["integrity"]:
            raise ValueError(f"{told['package']}: its digest is not the one in package.json.")
        with tarfile.open(packed) as package:
            content = package.extractfile(INSIDE)
            FILE.parent.mkdir(parents=True, exist_ok=True)
            FILE.write_bytes(content.read() if content else b"")


if __name__ == "__main__":
    bring()
