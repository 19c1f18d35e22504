"""What the site's Content-Security-Policy (theme/frame.html) does not let a page do: said when the page is made, for in
a browser it is left out without a word.

A page runs no script and takes no style but from files of the site, and asks no other host for anything: so text that
slipped through as markup could do nothing, either.
"""

from collections.abc import Iterator
from html.parser import HTMLParser

DATA = {"application/ld+json", "application/json", "text/plain"}
"""Types of a script that is data, which no policy stops."""
LOADS = {"src", "srcset", "data", "poster"}
OUTSIDE = ("http:", "https:", "//")


def against(page: str) -> list[str]:
    """What of a page of HTML will not be there for its reader, in words of the page."""
    looking = _Looking()
    looking.feed(page)
    looking.close()
    return list(dict.fromkeys(looking.found))


class _Looking(HTMLParser):
    """Looks at each tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += _of_tag(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def _of_tag(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag == "style":
        yield "<style>"
    if tag == "script" and "src" not in attributes and attributes.get("type") not in DATA:
        yield "<script> with its text in the page"
    for name, value in attributes.items():
        address = value.strip().lower()
        runs = name in ("href", "src", "action") and address.startswith("javascript:")
        if runs or name == "style" or name.startswith("on"):
            yield f'{name}="{value[:40]}" of <{tag}>'
        elif address.startswith(OUTSIDE) and (name in LOADS or (tag == "link" and _loaded(attributes))):
            yield f"<{tag}> from another host, {value[:60]}"


def _loaded(attributes: dict[str, str]) -> bool:
    """Whether a browser asks for what a link names."""
    return bool({"stylesheet", "icon", "preload"}.intersection(attributes.get("rel", "").lower().split()))
