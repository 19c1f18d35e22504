"""Issues and page files more in `seeds/issues.yml`: all else stays as a person wrote it, comments and form included.

The patterns of names stand there as comments above `issues:`, so that the next files need no words:

    # baocang add: llrb{date}_{page}.txt
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.base import regular
from generator.base.identity import Key
from generator.base.problems import Problem, Stop
from generator.seeds import issue_list
from generator.seeds.files import decode, fields, plain_yaml
from generator.seeds.files.fields import Edit, Unfit

KEPT = re.compile(r"^# baocang add: (\S.*?)[ \t]*$", re.M)


class Page(NamedTuple):
    """A page file to be listed."""

    file: str
    """Relative to `seeds/`."""
    page: int | None
    label: str = ""
    """As printed, where that is more than a number: A01."""
    sheet: int | None = None
    """Which of several of a file."""

    @property
    def line(self) -> str:
        number = self.page if self.page is not None else "null"
        plain = re.fullmatch(r"[\w./-]+", self.file, re.ASCII)
        label = f", label: {self.label}" if self.label else ""
        sheet = f", sheet: {self.sheet}" if self.sheet else ""
        return f"- {{file: {self.file if plain else _quoted(self.file)}{sheet}, page: {number}{label}}}\n"


def patterns(root: Path) -> list[str]:
    """Those that the list keeps."""
    path = root / issue_list.FILE
    text = decode.decoded(issue_list.FILE, regular.content(path))[0] if regular.is_file(path) else ""
    return KEPT.findall(text or "")


def listed(data: bytes, new: Mapping[Key, Sequence[Page]], kept: Sequence[str]) -> bytes:
    """The bytes of the list with these pages under their issues, and with patterns that are to be kept. Stop where it
    is written in a way that is not changed here."""
    text = decode.decoded(issue_list.FILE, data)[0] or ""
    try:
        edits = [*_edits(text, new), *_patterns(text, kept)]
        made = fields.edited(issue_list.FILE, data, edits)
        now = plain_yaml.read(decode.decoded(issue_list.FILE, made)[0] or "")[0]
        if now != _expected(text, new):
            raise Unfit("something else would change, too")
    except Unfit as error:
        mend = 'Write each issue as "- paper: llrb", with date: and pages: on lines of their own, and add again.'
        raise Stop([Problem(issue_list.FILE, None, f"cannot be changed here: {error}", mend)]) from None
    return made


def _expected(text: str, new: Mapping[Key, Sequence[Page]]) -> Any:
    """What the list is to say then."""
    data = plain_yaml.read(text)[0]
    if not isinstance(data, dict):
        raise Unfit("it holds no fields")
    issues = [*(data.get("issues") or [])]
    places = {_said(each): n for n, each in enumerate(issues)}
    for key, pages in new.items():
        more = [
            {"file": page.file, "page": str(page.page) if page.page else None}
            | ({"sheet": str(page.sheet)} if page.sheet else {})
            | ({"label": page.label} if page.label else {})
            for page in pages
        ]
        if key in places:
            before = issues[places[key]]
            issues[places[key]] = {**before, "pages": [*(before.get("pages") or []), *more]}
        else:
            issues.append({"paper": key[0], "date": key[1], "pages": more})
    return {**data, "issues": issues}


def _edits(text: str, new: Mapping[Key, Sequence[Page]]) -> Iterator[Edit]:
    root = yaml.compose(text, yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    key_node, node = next(((k, v) for k, v in pairs if k.value == "issues"), (None, None))
    items = {_key(item): item for item in node.value} if isinstance(node, yaml.SequenceNode) else {}
    fresh = {key: pages for key, pages in new.items() if key not in items}
    for key in new.keys() - fresh.keys():
        yield _in_issue(text, items[key], new[key])
    if not fresh:
        return
    indent = " " * node.start_mark.column if items and node is not None and not node.flow_style else "  "
    lines = "".join(_issue(key, pages, indent) for key, pages in sorted(fresh.items(), key=lambda each: each[0][::-1]))
    if node is None or key_node is None:
        yield len(text), len(text), f"{'' if text.endswith(chr(10)) or not text else chr(10)}issues:\n{lines}"
    elif items:
        if node.flow_style:
            raise Unfit("issues stand in brackets")
        at = _behind(text, node.end_mark.index)
        yield at, at, lines if text[:at].endswith("\n") else f"\n{lines}"
    else:  # `issues: []` or nothing
        start = text.index(":", key_node.end_mark.index - 1) + 1
        stop = start + len(re.match(r"[ \t]*(?:\[\s*\]|null|~)?", text[start:])[0])  # type: ignore[index]
        end = text.find("\n", stop)
        yield start, stop, ""
        at = end + 1 or len(text)
        yield at, at, lines if end >= 0 else f"\n{lines}"


def _in_issue(text: str, item: yaml.Node, pages: Sequence[Page]) -> Edit:
    """Pages more of an issue that is listed."""
    if not isinstance(item, yaml.MappingNode) or item.flow_style:
        raise Unfit("an issue stands in braces")
    column = " " * item.start_mark.column
    node = next((value for key, value in item.value if key.value == "pages"), None)
    if node is None:
        at = _behind(text, item.end_mark.index)
        lines = f"{column}pages:\n" + "".join(f"{column}  {page.line}" for page in pages)
    elif isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        at = _behind(text, node.end_mark.index)
        lines = "".join(f"{' ' * node.start_mark.column}{page.line}" for page in pages)
    else:
        raise Unfit("the pages of an issue stand in brackets")
    return at, at, lines if text[:at].endswith("\n") else f"\n{lines}"


def _issue(key: Key, pages: Sequence[Page], indent: str) -> str:
    head = f"{indent}- paper: {key[0]}\n{indent}  date: {key[1]}\n{indent}  pages:\n"
    return head + "".join(f"{indent}    {page.line}" for page in pages)


def _behind(text: str, end: int) -> int:
    """The line behind what ends there; comments on lines of their own belong to what comes next."""
    upto = len(text[:end].rstrip())
    last = text.rfind("\n", 0, upto) + 1
    while text[last:upto].lstrip().startswith("#"):
        upto = len(text[:last].rstrip())
        last = text.rfind("\n", 0, upto) + 1
    return text.find("\n", upto) + 1 or len(text)


def _patterns(text: str, kept: Sequence[str]) -> Iterator[Edit]:
    """New patterns go above `issues:`."""
    there = KEPT.findall(text)
    new = [f"# baocang add: {each}\n" for each in dict.fromkeys(kept) if each not in there]
    found = re.search(r"^issues:", text, re.M)
    if new:
        yield (found.start(), found.start(), "".join(new)) if found else (0, 0, "".join(new))


def _key(item: yaml.Node) -> Key:
    of = {key.value: value.value for key, value in item.value} if isinstance(item, yaml.MappingNode) else {}
    return _said(of)


def _said(issue: Mapping[str, Any]) -> Key:
    """The key of an issue as the list has it."""
    return str(issue.get("paper")), f"{issue.get('date')}{issue.get('edition') or ''}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
