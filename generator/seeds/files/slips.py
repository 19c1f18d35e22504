"""What Chinese typing leaves in YAML: signs as wide as characters, tabs, blanks that are lacking."""

import re
import unicodedata

_HYPHENS = str.maketrans("—–−‐", "----")
_NAME = r"(?P<name>[a-z][a-z_]*)"
_BEGUN = r"[ ]*(?:- +)?(?:\{ *)?"
_NO_SPACE = re.compile(_BEGUN + _NAME + r":(?![ \t]|//|$)")
_WIDE_SPACES = "\u3000\xa0"
_LINES = tuple(
    (re.compile(pattern), what, mend)
    for pattern, what, mend in (
        (
            r"(?:.*[{,，])?[ \t]*(?:-[ \t]+)*(?:\{[ \t]*)?" + _NAME + r"[ \t]*(?P<sign>[：，])",
            "has a full-width {sign} after {name}",
            'Write "{name}: ", with a space.',
        ),
        (
            r".*?\{.*?，[ \t]*" + _NAME + "[ \t]*[:：]",
            "has a full-width ， before {name}",
            'Write ", {name}: ", with spaces.',
        ),
        (rf"[ {_WIDE_SPACES}]*\t", "has a tab before its first word", "Put spaces in its place."),
        (rf"[ ]*[{_WIDE_SPACES}]", "has full-width spaces before its first word", "Put common spaces in their place."),
        (
            rf"{_BEGUN}{_NAME}:[ ]*[{_WIDE_SPACES}]",
            "has a full-width space after {name}:",
            "Put a common space in its place.",
        ),
        (rf"[ ]*[－—–][ {_WIDE_SPACES}]*\S", "begins with a full-width －", 'Write "- ", with a space.'),
        (r"[ ]*-(?=[a-z][a-z_]*:)", "has no space after its -", 'Write "- ", with a space.'),
        (_NO_SPACE.pattern, "has no space after {name}:", 'Write "{name}: ", with a space.'),
        (r".*:[ ]*\[?[ ]*(?P<sign>[［｛])", "has a full-width {sign}", "Write brackets half-width."),
        (
            r""".*:[ ]+(?:["'][^"']*[“”‘’]|[“”][^“”]*["'])[ ]*$""",
            "has a “ or ” where a quotation mark belongs",
            'Write " on both sides of the text.',
        ),
        (
            r"(?:.*[{,])?[ ]*(?:-[ ]+)*" + _NAME + r""":[ ]+(?![\["'{|>&*!])(?P<value>[^"{}]*:[ ][^"{}]*?)[ ,}]*$""",
            "has a colon with a blank behind it in the value of {name}",
            'Put the value into quotation marks: {name}: "{value}".',
        ),
    )
)
"""Of a line that YAML cannot read. Where two may be meant, the first is."""
_QUOTE = _LINES[-2][0]
_OWN_NAME = re.compile(r"[ ]*(?P<name>[^\s:：#\"'\[{-][^:：]{0,40}?)[ ]*：")
"""At the beginning of a line of a list of names."""
_WORDS = re.compile("[“”‘’「『](?P<words>.*)[“”‘’」』]")


def of_line(line: str) -> tuple[str, str] | None:
    """What is wrong with a line, and how to mend it; None where it has none of these slips."""
    for pattern, what, mend in _LINES:
        if found := pattern.match(line):
            return what.format(**found.groupdict()), mend.format(**found.groupdict())
    return None


def of_own_name(line: str) -> tuple[str, str] | None:
    """The same of a file whose names are people's own, in whatever characters: 王伟： is none."""
    if found := _OWN_NAME.match(line):
        return f"has a full-width ： after {found['name']}", f'Write "{found["name"]}: ", with a space.'
    return None


def of_value(name: str, given: object) -> str | None:
    """How a value is to be written that is none of its field, and has signs as wide as characters in it or round it."""
    if isinstance(given, dict) and len(given) == 1:
        ((before, behind),) = given.items()
        if isinstance(behind, str) and not f"{before}{behind}".isascii():  # names of fields are
            return f'Put a text with a colon into quotation marks: "{before}: {behind}".'
    if not isinstance(given, str):
        return None
    text = given.strip()
    if found := _WORDS.fullmatch(text):
        return f'Write its quotation marks half-width: {name}: "{found["words"]}".'
    plain = unicodedata.normalize("NFKC", text).translate(_HYPHENS)
    return f"Write it half-width: {plain}." if plain != text and plain.isascii() else None


def of_quote(lines: list[str]) -> int:
    """The first line, from 1, in which “ stands for a quotation mark, by which YAML reads on to the end; 0: none."""
    return next((n for n, line in enumerate(lines, 1) if _QUOTE.match(line)), 0)


def of_field(name: str, given: object, who: str) -> tuple[str, str] | None:
    """The same of what YAML can read, and takes for the name of a field, or for a text where fields belong."""
    if wide := re.match(r"(?P<name>[a-z][a-z_]*)[ \t]*(?P<sign>[：，])", name):
        what = f"has a full-width {wide['sign']} after {wide['name']} of {who}"
        return what, f'Write "{wide["name"]}: ", with a space.'
    if (bare := name.strip(_WIDE_SPACES)) != name:
        return f"has full-width spaces before {bare} of {who}", "Put common spaces in their place."
    if name[:1] in ("［", "｛"):
        return f"has a full-width {name[0]} before {name[1:]} of {who}", "Write brackets half-width."
    for text in (name, given):
        if isinstance(text, str) and (found := _NO_SPACE.match(text)):
            return f"has no space after {found['name']}: of {who}", f'Write "{found["name"]}: ", with a space.'
    return None
