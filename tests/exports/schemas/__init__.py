"""Schemas of the formats that the archive is given away in, where they come from: README.md."""

import hashlib
import lzma
import re
import tempfile
from functools import cache
from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).parent


def schema(name: str) -> bytes:
    """The text of a schema, which is what README.md says."""
    data = lzma.decompress((FOLDER / f"{name}.xz").read_bytes())
    said = re.search(rf"`{re.escape(name)}\.xz`.*\| ([0-9a-f]{{64}}) \|", (FOLDER / "README.md").read_text("utf-8"))
    assert said and said[1] == hashlib.sha256(data).hexdigest()
    return data


@cache
def validator(name: str) -> etree.XMLSchema | etree.RelaxNG:
    with tempfile.TemporaryDirectory() as folder:  # one takes in another by its name
        for path in FOLDER.glob("*.xz"):
            (Path(folder) / path.stem).write_bytes(schema(path.stem))
        for path in FOLDER.glob("*.xsd"):
            (Path(folder) / path.name).write_bytes(path.read_bytes())
        document = etree.parse(Path(folder) / name, etree.XMLParser(no_network=True))
        return etree.RelaxNG(document) if name.endswith(".rng") else etree.XMLSchema(document)


def faults(name: str, text: str) -> list[str]:
    """What a schema has against a document."""
    checker = validator(name)
    checker.validate(etree.fromstring(text.encode()))
    return [f"{error.line}: {error.message}" for error in checker.error_log]
