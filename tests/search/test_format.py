"""Pages of other archives read these files, too, made by whatever program (theme/assets/foreign.js): where one says
something else than before, FORMAT counts on."""

import hashlib
import json
from typing import Any

from generator.search import packs, search
from generator.search.scripts import content_of, inflated, unpacked, value
from tests.search.test_search import documents

SAID = {1: "dcab9410ddf0127a", 2: "084b1a34f64293ea"}
"""Of each format a digest of what the index of the archive that ships says in it; how many shards a block of the
directory has, it says itself."""
OWN = {"made", "sizes", "name", "suggest", "common", "spelling", "initials"}
"""What differs from program to program, and from one library that deflates to another; what a page reads of its own
archive alone, or does without."""


def plain(data: Any) -> Any:
    """Data without what is a program's own."""
    if isinstance(data, dict):
        return {key: plain(each) for key, each in data.items() if key not in OWN}
    return [plain(each) for each in data] if isinstance(data, list) else data


def said(name: str, file: str | bytes) -> bytes:
    """What a file says, as its readers see it."""
    if isinstance(file, str):
        return json.dumps(plain(value(content_of(file.encode()))), ensure_ascii=False).encode()
    if "/text/" in name:
        return b"".join(unpacked(packs.content(each)) for each in packs.parted(file))
    if "/shards/" in name:
        return b"".join(inflated(packs.content(each)) for each in packs.parted(file))
    return inflated(content_of(file))


def test_files_of_a_format_say_what_they_said() -> None:
    digest = hashlib.sha256()
    for name, content in search.files(documents(), sizes=search.Sizes(7, 3, 5000, 8, 2), about=search.About("报藏")):
        assert isinstance(content, str | bytes)
        if not any(own in name for own in ("/suggest-", "/spelling-", "/words-")):
            known = name.split("/")[-2:] if name.count("/") > 2 else [name.partition("-")[0]]
            digest.update(f"{known}\n".encode() + said(name, content))
    assert digest.hexdigest()[:16] == SAID[search.FORMAT], "count FORMAT on, unless no reader sees what is other"
