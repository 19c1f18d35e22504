"""What Chinese typing leaves in YAML: signs as wide as characters, tabs, blanks that are lacking."""

import re

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
    )
)
"""Of a line that YAML cannot read. Where two may be meant, the first is."""
_QUOTE = _LINES[-1][0]


def of_line(line: str) -> tuple[str, str] | None:
    """What is wrong with a line, and how to mend it; None where it has none of these slips."""
    for pattern, what, mend in _LINES:
        if found := pattern.match(line):
            return what.format(**found.groupdict()), mend.format(**found.groupdict())
    return None


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
