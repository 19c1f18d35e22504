"""XML as text, made of text that is data: what stands in a newspaper is never markup."""

import re
from collections.abc import Mapping
from html import escape
from typing import NewType

from generator.base import lazily

Xml = NewType("Xml", str)
"""What is XML already; whatever else goes into a document goes through `text`."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
UNHOLDABLE = lazily.pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, however they are written."""
NOTHING: Mapping[str, object] = {}


def plain(data: object) -> str:
    """Data without what XML cannot hold: a control character as the picture of itself (␀ to ␟), else as �."""
    return UNHOLDABLE.sub(lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd", str(data))


def text(data: object) -> Xml:
    return Xml(escape(plain(data), quote=False).replace("\r", "&#13;"))


def element(name: str, attributes: Mapping[str, object] = NOTHING, *content: Xml) -> Xml:
    """An element; attributes that are None are left out."""
    return _element(name, attributes, "".join(content))


def block(name: str, attributes: Mapping[str, object] = NOTHING, *content: Xml) -> Xml:
    """An element that holds others, each on a line of its own. Empty ones among them are passed over."""
    held = [each for each in content if each]
    return _element(name, attributes, "\n".join(["", *held, ""]) if held else "")


def said(name: str, data: object, attributes: Mapping[str, object] = NOTHING) -> Xml:
    """An element that holds a text; nothing where there is none."""
    return element(name, attributes, text(data)) if data else Xml("")


def document(root: Xml) -> str:
    return f"{HEAD}{root}\n"


def _element(name: str, attributes: Mapping[str, object], content: str) -> Xml:
    given = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return Xml(f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>")


def _value(value: object) -> str:
    """A value as an attribute has it: a line's end in it would be read as a space."""
    ends = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
    return re.sub("[\t\n\r]", lambda found: ends[found[0]], escape(plain(value)))
