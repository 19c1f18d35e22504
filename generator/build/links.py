"""Links of a built site that lead nowhere."""

import re
from collections import defaultdict
from functools import cache
from html import unescape
from os.path import exists, join, normpath, relpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.base import regular
from generator.base.problems import Problem

_LINK = re.compile(r"""<(?:a|link|script|img|form)\b[^<>]*?\s(?:href|src|action)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_ANCHOR = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")


def broken_links(site: Path, root: Path) -> list[Problem]:
    """A problem for each link, script, style sheet or anchor of the site's own that is not there."""
    stands, anchors = cache(exists), cache(_anchors)
    missing: defaultdict[tuple[Path, str], str] = defaultdict(str)
    for page in sorted(site.rglob("*.html")):
        if page.name == "404.html" or not regular.is_file(page):  # served under any address, so its links are absolute
            continue
        for target in set(_values(_LINK, regular.text(page, "replace"))):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            # By its letters, as a browser follows it. (To follow links of the disk takes a third of all the time.)
            file = normpath(join(page.parent, unquote(parts.path) or page.name))  # noqa: PTH118
            if not stands(file):
                missing[page, target] = "is not in the site"
            elif (
                parts.fragment
                and file.endswith(".html")
                and regular.is_file(Path(file))
                and unquote(parts.fragment) not in anchors(file)
            ):
                missing[page, target] = "has no such anchor"
    mend = 'Correct the page or template that links there, then run "baocang build".'
    return [
        Problem(Path(relpath(page, root)).as_posix(), None, f"the link {target} {what}", mend, stops=False)
        for (page, target), what in missing.items()
    ]


def _values(pattern: re.Pattern[str], html: str) -> set[str]:
    return {unescape(next(filter(None, match.groups()), "")) for match in pattern.finditer(html)} - {""}


def _anchors(file: str) -> set[str]:
    return _values(_ANCHOR, regular.text(Path(file), "replace"))
