"""The desk in English: its scripts, its page and its answers are written in Chinese, and words.en.tsv says each in
English, as the catalogue of messages says in Chinese what the program says in English.

A script is turned as it is served, text by text: where it puts something into one, `${…}`, the catalogue has {}, or {2}
where the order is another. An answer of the server is known again by the same lines; {!} is a message in its turn, {}
what a person wrote, or a name. So nothing is looked up where the desk speaks Chinese, and a text of the archive is
never turned.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

CATALOGUE = Path(__file__).with_name("words.en.tsv")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”…–×]")
"""By which words that a person reads are told from names of the program."""
ANSWERS = "# .py\n"
_HOLE = re.compile(r"\{(\d*)(!?)\}")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(?<=[a-z]=")[^"]*(?=")')
_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|[`'\"{}]|(?<=[(,=:[!&|?;\n])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n\\[])+/", re.DOTALL
)
"""What of a script is looked at: comments, quotes, braces, patterns."""
_ENDS = {"'": re.compile(r"(?:\\.|[^'\\])*'"), '"': re.compile(r'(?:\\.|[^"\\])*"')}


class Text(NamedTuple):
    """A text in a script."""

    first: int
    last: int
    quote: str
    words: str
    """With {} in the place of what the script puts there."""
    holes: tuple[tuple[int, int], ...] = ()
    """From where to where each of these stands."""


@cache
def english(answers: bool = False) -> Mapping[str, str]:
    """The English of each text; of the server's answers alone."""
    whole = CATALOGUE.read_text(encoding="utf-8")
    lines = (whole.partition(ANSWERS)[2] if answers else whole).splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("# "))
    return {chinese.replace("\\n", "\n"): said.replace("\\n", "\n") for chinese, said in pairs}


# ---- scripts and pages ---------------------------------------------------------------------------------------------


def texts(script: str) -> Iterator[Text]:
    """All texts of a script that a person reads, each behind those within it."""
    yield from (text for text in _texts(script, 0, len(script)) if CHINESE.search(text.words))


def _texts(script: str, at: int, end: int) -> Iterator[Text]:
    while (found := _TOKEN.search(script, at, end)) is not None:
        at = found.end()
        if (quote := found[0]) in _ENDS:
            closed = _ENDS[quote].match(script, at)
            assert closed, script[at : at + 40]
            named = script[closed.end() : closed.end() + 1] == ":"  # the name of a field
            at = closed.end()
            if not named:
                yield Text(found.start(), at, quote, closed[0][:-1])
        elif quote == "`":
            template = [*_template(script, found.start())]
            at = template[-1].last
            yield from template


def _template(script: str, first: int) -> Iterator[Text]:
    """A text with holes, behind the texts in its holes."""
    words, holes, at = "", list[tuple[int, int]](), first + 1
    while script[at] != "`":
        if script.startswith("${", at):
            end = _closing(script, at + 2)
            yield from _texts(script, at + 2, end)
            holes.append((at, end + 1))
            words, at = f"{words}{{}}", end + 1
        elif script[at] == "\\":
            words, at = words + script[at : at + 2], at + 2
        else:
            words, at = words + script[at], at + 1
    yield Text(first, at + 1, "`", words, tuple(holes))


def _closing(script: str, at: int) -> int:
    """Where the brace closes that was opened before."""
    depth = 1
    while found := _TOKEN.search(script, at):
        at = found.end()
        if (sign := found[0]) in _ENDS:
            closed = _ENDS[sign].match(script, at)
            at = closed.end() if closed else at
        elif sign == "`":
            at = [*_template(script, found.start())][-1].last
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
            if not depth:
                return found.start()
    raise ValueError("a hole of a text is open")


def in_script(script: str) -> str:
    """A script of the desk in English; a text that has none stays as it is."""
    put: dict[tuple[int, int], str] = {}
    for text in texts(script):
        inner = [_put(script, first, last, put) for first, last in text.holes]
        if (said := english().get(text.words)) is not None:
            put = {at: new for at, new in put.items() if not text.first <= at[0] < text.last}
            put[text.first, text.last] = f"{text.quote}{_filled(_quoted(said, text.quote), inner)}{text.quote}"
    return _put(script, 0, len(script), put)


def _put(text: str, first: int, last: int, put: Mapping[tuple[int, int], str]) -> str:
    """A part of a text, with what is to stand in the place of some of it."""
    out, at = "", first
    for (begin, end), new in sorted(put.items()):
        if first <= begin and end <= last:
            out, at = out + text[at:begin] + new, end
    return out + text[at:last]


def _quoted(said: str, quote: str) -> str:
    return said.replace(quote, f"\\{quote}")


def _filled(said: str, holes: Sequence[str]) -> str:
    order = iter(range(len(holes)))

    def put(found: re.Match[str]) -> str:
        held = holes[int(found[1]) - 1 if found[1] else next(order)]
        return _message(held) if found[2] else held

    return _HOLE.sub(put, said)


def words_of_page(page: str) -> Iterator[tuple[int, int]]:
    """From where to where the texts and attributes of a page stand that a person reads."""
    at = 0
    for tag in [*_TAG.finditer(page), None]:
        end = tag.start() if tag else len(page)
        bare = page[at:end].strip()
        if CHINESE.search(bare):
            first = page.index(bare, at)
            yield first, first + len(bare)
        if tag:
            yield from (found.span() for found in _ATTRIBUTE.finditer(page, *tag.span()) if CHINESE.search(found[0]))
            at = tag.end()


def in_page(page: str) -> str:
    """A page of the desk in English."""
    put = {(first, last): english().get(page[first:last], page[first:last]) for first, last in words_of_page(page)}
    return _put(page, 0, len(page), put).replace('lang="zh-CN"', 'lang="en"', 1)


def in_words(text: str, is_english: bool) -> str:
    """One of the desk's own texts."""
    return english().get(text, text) if is_english else text


def in_english(name: str, data: bytes) -> bytes:
    """A file of the desk's page; style sheets and pictures say nothing."""
    turned = {".js": in_script, ".html": in_page}.get(Path(name).suffix)
    return turned(data.decode()).encode() if turned else data


# ---- answers -------------------------------------------------------------------------------------------------------


@cache
def _known() -> list[tuple[str, re.Pattern[str], str]]:
    """Messages with holes, the longest first: what they hold, how they are known again, their English."""
    found = []
    for chinese, said in english(answers=True).items():
        parts = chinese.split("{}")
        if len(parts) > 1:
            found.append((max(parts, key=len), re.compile("(.*?)".join(map(re.escape, parts)), re.DOTALL), said))
    return sorted(found, key=lambda entry: -len(entry[1].pattern))


def answer(value: Any) -> Any:
    """What the server refuses with, in English: a message, several, or faults with a message each."""
    if isinstance(value, str):
        return _message(value)
    if isinstance(value, list):
        return [answer(each) for each in value]
    return {**value, "message": _message(value["message"])} if isinstance(value, dict) and "message" in value else value


def _message(text: str) -> str:
    """A message; one that is not known stays as it is."""
    if not CHINESE.search(text) or (whole := english().get(text)) is None:
        for literal, known, said in _known() if CHINESE.search(text) else ():
            if literal in text and (found := known.fullmatch(text)):
                return _filled(said, found.groups())
        return text
    return whole
