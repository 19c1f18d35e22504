"""Addresses that once led somewhere: they stand in citations, in bookmarks, in other archives, and go on doing so.

`addresses.txt` holds a line for each file of the site of the archive that ships, as it was on 30 November 2026, with
the anchors of its page; scripts that pages load by themselves are left out, for nobody cites them. A page that is new
needs no line there; a line goes only where what it names was withdrawn.
"""

import re
from pathlib import Path

import pytest

from tests.conftest import Sample

KEPT = Path(__file__).with_name("addresses.txt")


def anchors(path: Path) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', path.read_text(encoding="utf-8"))) if path.suffix == ".html" else set()


@pytest.mark.slow
def test_every_address_of_before_still_leads_somewhere(shipped: Sample) -> None:
    site, lost = shipped.root / "site", []
    lines = [line.split() for line in KEPT.read_text(encoding="utf-8").splitlines()]
    for name, *ids in lines:
        if not (site / name).is_file():
            lost.append(name)
        else:
            lost += [f"{name}#{id}" for id in ids if id not in anchors(site / name)]
    assert lost == []
    assert len(lines) > 125
    assert sum(len(ids) for _, *ids in lines) > 300
