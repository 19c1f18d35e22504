"""Text as Markdown that shows it as it is, and front matter that gives it back unchanged.

A newspaper's text is data: whatever looks like Markdown, HTML, Jinja or YAML in it must reach the reader as printed.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape as quoted
from typing import Any, NamedTuple

from generator.language.line_breaks import BREAK, broken, in_line

Value = (
    str
    | Sequence[str]
    | Mapping[str, str]
    | Sequence[Mapping[str, str]]
    | Sequence[Mapping[str, str | Sequence[Mapping[str, str]]]]
)

# Everything that Python-Markdown, its extensions or an attribute list could read as more than a character. A full
# stop only after digits that begin a line (a numbered list) or beside another (smart dots), so that 37.4 stays legible.
_MARKUP = re.compile(r"""[\\`*_{}\[\]()<>#+\-!|&~^$=:"'@.]""")
_STOP = re.compile(r"(?<=^\d)\.|(?<=^\d\d)\.|(?<=^\d\d\d)\.|(?<=\.)\.|\.(?=\.)")
_FOLDED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")  # YAML folds or refuses them where JSON does not
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_SPACES = re.compile(r"[ \t]+")
# What `escape` leaves of a text, with the few tags that an article's text has; no white space at its ends.
_TAG = r"""<br>|<wbr>|</?span>|<abbr\ title="[^"<>&\n]*">|</abbr>"""
_WORD = rf"""(?:[^\s\x00-\x1f\x7f\\`*_{{}}\[\]()<>#+\-!|&~^$=:"'@]|&\#[0-9]{{2,3}};|{_TAG})"""
_PLAIN = re.compile(
    rf"""(?P<level>\#{{1,2}})?(?(level)[ ])(?P<text>{_WORD}++(?:(?:[ ]|　++){_WORD}++)*+)
    (?(level)[ ]\{{:[ ]\#([a-z0-9]++)(?:[ ]\.([a-z]++))?[ ]\}}
    |(?:\n\{{:[ ](?:\#(p[0-9]++)(?:[ ]\.([a-z]++))?|\.([a-z]++))[ ]\}})?)""",
    re.VERBOSE,
)
"""A paragraph of an article, or a heading."""
_INLINE = ("<br>", "<span>", "<abbr ")
_OPEN = re.compile("<(div|h3|p|ol|ul|figure|table)[ >]")
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]|<[!?]|\n[ ]*\n[ ]*\n|\n[ ]+\n")
"""What Markdown may take out, put otherwise or part in another way."""


def escape(text: str) -> str:
    """One line of Markdown that shows the text; its line breaks become `<br>`."""
    lines = (_SPACES.sub(" ", line.strip(" \t")) for line in text.strip().split("\n"))
    return "<br>".join(_MARKUP.sub(_entity, line) for line in lines)


def _entity(of: re.Match[str]) -> str:
    sign = of[0]
    return sign if sign == "." and not _STOP.match(of.string, of.start()) else f"&#{ord(sign)};"


def paragraph(text: str, style: str = "", id: str = "", headline: bool = False) -> str:
    """A paragraph, with a class where a style is named, and an address in its page where an id is; the lines of a
    `headline` end between words."""
    named = " ".join(filter(None, [id and f"#{id}", style and f".{style}"]))
    return (heading if headline else escape)(text) + (f"\n{{: {named} }}" if named else "") + "\n\n"


def html(text: str) -> str:
    """The same in HTML, for lists: it is written ten times as fast as Markdown is read."""
    return "<br>".join(quoted(line.strip()) for line in text.strip().split("\n"))


def headline(text: str) -> str:
    """A headline in HTML: its lines may end between words."""
    return breakable(html(broken(text)))


def heading(text: str) -> str:
    """The same as one line of Markdown."""
    return breakable(escape(broken(text)))


def breakable(markup: str) -> str:
    """HTML or Markdown of what `broken` gave."""
    return markup.replace(BREAK, "<wbr>")


def link(text: str, target: str) -> str:
    """A link; the target is an address of ours, not a text of a page."""
    return f"[{escape(text)}]({target})"


def led(title: str, target: str) -> str:
    """A link that is the headline of what it leads to."""
    return f"[{breakable(escape(in_line(title)))}]({target})"


class Plain(NamedTuple):
    """A body that is not read as Markdown."""

    html: str
    headings: list[tuple[int, str, str]]
    """Level, id, and what each says, as HTML."""


def plain(body: str) -> Plain | None:
    """What Markdown makes of a body of paragraphs, headings and HTML, as articles, issues and many lists have; None for
    any other. To read such a body as Markdown takes ten times as long."""
    out: list[str] = []
    headings: list[tuple[int, str, str]] = []
    if _ODD.search(body):
        return None
    blocks = iter(body.rstrip("\n").split("\n\n"))
    for block in blocks:
        if block.startswith("<") and not block.startswith(_INLINE):
            if (raw := _raw(block, blocks)) is None:
                return None
            out += [*raw, ""]  # it keeps the blank line behind it
            continue
        if not (of := _PLAIN.fullmatch(block)):
            return None
        level, text, id, kind, number, beside, alone = of.groups()
        id, style = id or number, kind or beside or alone
        tag = f"h{len(level)}" if level else "p"
        named = (f' class="{style}"' if style else "") + (f' id="{id}"' if id else "")
        out.append(f"<{tag}{named}>{text}</{tag}>")
        if level:
            headings.append((len(level), id, text))
    return Plain("\n".join(out).strip(), headings)


def _raw(block: str, blocks: Iterator[str]) -> list[str] | None:
    """The elements of HTML that a block begins with, up to where the last one ends, which may be in one of the blocks
    behind it. None where that is not plain to see."""
    out: list[str] = []
    lines = iter(block.split("\n"))
    for line in lines:
        if not (tag := _OPEN.match(line)):
            return None
        begin, end = f"<{tag[1]}", f"</{tag[1]}>"
        if line.endswith(end):
            element = line
        else:
            element = "\n".join([line, *lines])
            while not element.endswith(f"\n{end}"):
                if (more := next(blocks, None)) is None:
                    return None
                element = f"{element}\n\n{more}"
        if element.count(begin) != 1 or element.count(end) != 1:
            return None
        out.append(element)
    return out


def document(meta: Mapping[str, Value], body: str) -> str:
    """A Markdown page. Fields without a value are left out; all others are quoted, for `no` and `0012` are words.

    Front matter is YAML, of which JSON is a part: written as such it takes a tenth of the time.
    """
    head = "".join(f'"{key}": {_ENCODER.encode(value)}\n' for key, value in meta.items() if value)
    head = _FOLDED.sub(lambda m: f"\\u{ord(m[0]):04x}", head)
    return f"---\n{head}---\n\n{body.rstrip()}\n"


def split(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a page that `document` made, as MkDocs reads them."""
    head, _, body = text.removeprefix("---\n").partition("---\n\n")
    pairs = ",".join(head.rstrip("\n").split("\n"))  # no value holds a line break that JSON has not escaped
    return json.loads(f"{{{pairs}}}"), body
