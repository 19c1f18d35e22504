"""What is wrong with a feed by RFC 4287, of what ours hold: elements and how often they may stand, their values."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
MANY = 10**9
SHARED = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "author": (0, MANY),
    "category": (0, MANY),
    "contributor": (0, MANY),
    "link": (0, MANY),
    "rights": (0, 1),
}
CHILDREN = {
    "feed": {**SHARED, "generator": (0, 1), "icon": (0, 1), "logo": (0, 1), "subtitle": (0, 1), "entry": (0, MANY)},
    "entry": {**SHARED, "content": (0, 1), "published": (0, 1), "source": (0, 1), "summary": (0, 1)},
    "author": {"name": (1, 1), "uri": (0, 1), "email": (0, 1)},
}
"""Section 4.1 and 3.2: least and most."""
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


def faults(text: str) -> list[str]:
    """One line for each. Raises ParseError where it is no XML."""
    root = ElementTree.fromstring(text)
    return [*_faults(root)] if root.tag == f"{ATOM}feed" else ["no feed"]


def _faults(feed: Element) -> Iterator[str]:
    entries = feed.findall(f"{ATOM}entry")
    for element in feed.iter():
        yield from _children(element)
        yield from _value(element)
    for each in (feed, *entries):
        yield from _links(each)
        if each.find(f"{ATOM}author") is None and (each is feed or feed.find(f"{ATOM}author") is None):
            yield f"{_name(each)} without author"
    for entry in entries:
        if entry.find(f"{ATOM}content") is None and not any(_rel(e) == "alternate" for e in entry.iter(f"{ATOM}link")):
            yield "entry without content and link"
        if (entry.findtext(f"{ATOM}published") or "") > (entry.findtext(f"{ATOM}updated") or ""):
            yield "entry updated before it was published"
    for id, number in Counter(e.text for e in feed.iter(f"{ATOM}id")).items():
        if number > 1:
            yield f"{id} is the id of {number}"


def _name(element: Element) -> str:
    return element.tag.removeprefix(ATOM)


def _children(element: Element) -> Iterator[str]:
    """Elements of other namespaces may stand anywhere (section 6.4)."""
    name = _name(element)
    there = Counter(_name(child) for child in element if child.tag.startswith(ATOM))
    known = CHILDREN.get(name, {})
    for child in there.keys() - known.keys():
        yield f"{child} in {name}"
    for child, (least, most) in known.items():
        if not least <= there[child] <= most:
            yield f"{there[child]} of {child} in {name}"


def _value(element: Element) -> Iterator[str]:
    name, text = _name(element), element.text or ""
    if name in ("updated", "published") and not TIME.fullmatch(text):
        yield f"{name} is {text}"
    if name == "id" and not IRI.fullmatch(text):
        yield f"id is {text}"
    if name in ("title", "subtitle", "summary", "rights") and element.get("type", "text") not in (
        "text",
        "html",
        "xhtml",
    ):
        yield f"{name} of type {element.get('type')}"
    if name == "name" and not text.strip():
        yield "name is empty"
    if name == "link" and not element.get("href"):
        yield "link without href"


def _links(element: Element) -> Iterator[str]:
    """No two alternates of the same type and language (section 4.1.1)."""
    links = [e for e in element.findall(f"{ATOM}link") if _rel(e) == "alternate"]
    for of, number in Counter((e.get("type"), e.get("hreflang")) for e in links).items():
        if number > 1:
            yield f"{number} alternates of {of[0]}"


def _rel(link: Element) -> str:
    return link.get("rel", "alternate")
