"""Issues and page files more in `seeds/issues.yml`: all else stays as a person wrote it, comments and form included.

The patterns of names stand there as comments above `issues:`, so that the next files need no words:

    # baocang add: llrb{date}_{page}.txt
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from generator.base import regular
from generator.base.identity import Key, fields_of
from generator.base.problems import Problem, Stop
from generator.seeds import issue_list
from generator.seeds.files import decode, fields, plain_yaml
from generator.seeds.files.fields import Edit, Unfit

KEPT = re.compile(r"^# baocang add: (\S.*?)[ \t]*$", re.M)


Facts = Mapping[str, str]
"""What the list says of an issue beside newspaper, day and pages, by the names of the fields."""


class Page(NamedTuple):
    """A page file to be listed."""

    file: str
    """Relative to `seeds/`."""
    page: int | None
    label: str = ""
    """As printed, where that is more than a number: A01."""
    sheet: int | None = None
    """Which of several of a file."""
    name: str = ""
    """What it is called: 要闻."""

    @property
    def line(self) -> str:
        number = self.page if self.page is not None else "null"
        plain = re.fullmatch(r"[\w./-]+", self.file, re.ASCII)
        label = f", label: {self.label}" if self.label else ""
        sheet = f", sheet: {self.sheet}" if self.sheet else ""
        name = f", name: {self.name}" if self.name else ""
        return f"- {{file: {self.file if plain else _quoted(self.file)}{sheet}, page: {number}{label}{name}}}\n"


def patterns(root: Path) -> list[str]:
    """Those that the list keeps."""
    path = root / issue_list.FILE
    text = decode.decoded(issue_list.FILE, regular.content(path))[0] if regular.is_file(path) else ""
    return KEPT.findall(text or "")


def listed(
    data: bytes,
    new: Mapping[Key, Sequence[Page]],
    kept: Sequence[str] = (),
    said: Mapping[Key, Facts] = MappingProxyType({}),
) -> bytes:
    """The bytes of the list with these pages under their issues, with patterns that are to be kept, and with what is
    `said` of issues and does not stand there. Stop where it is written in a way that is not changed here."""
    text = decode.decoded(issue_list.FILE, data)[0] or ""
    try:
        edits = [*_edits(text, new, said), *_patterns(text, kept)]
        made = fields.edited(issue_list.FILE, data, edits)
        now = plain_yaml.read(decode.decoded(issue_list.FILE, made)[0] or "")[0]
        if now != _expected(text, new, said):
            raise Unfit("something else would change, too")
    except Unfit as error:
        mend = 'Write each issue as "- paper: llrb", with date: and pages: on lines of their own, and add again.'
        raise Stop([Problem(issue_list.FILE, None, f"cannot be changed here: {error}", mend)]) from None
    return made


def _expected(text: str, new: Mapping[Key, Sequence[Page]], said: Mapping[Key, Facts]) -> Any:
    """What the list is to say then."""
    data = plain_yaml.read(text)[0]
    if not isinstance(data, dict):
        raise Unfit("it holds no fields")
    issues = [*(data.get("issues") or [])]
    places = {_said(each): n for n, each in enumerate(issues)}
    for key in said.keys() & places.keys():
        issues[places[key]] = {**said[key], **issues[places[key]]}
    for key, pages in _in_order({**dict.fromkeys(said, ()), **new}):
        more = [
            {"file": page.file, "page": str(page.page) if page.page else None}
            | ({"sheet": str(page.sheet)} if page.sheet else {})
            | ({"label": page.label} if page.label else {})
            | ({"name": page.name} if page.name else {})
            for page in pages
        ]
        if key in places:
            before = issues[places[key]]
            pages_now = {"pages": [*(before.get("pages") or []), *more]} if more else {}
            issues[places[key]] = {**before, **pages_now}
        else:
            issues.append({**_head(key, said), **({"pages": more} if more else {})})
    return {**data, "issues": issues}


def _edits(text: str, new: Mapping[Key, Sequence[Page]], said: Mapping[Key, Facts]) -> Iterator[Edit]:
    root = yaml.compose(text, yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    key_node, node = next(((k, v) for k, v in pairs if k.value == "issues"), (None, None))
    items = {_key(item): item for item in node.value} if isinstance(node, yaml.SequenceNode) else {}
    fresh = {key: pages for key, pages in {**dict.fromkeys(said, ()), **new}.items() if key not in items}
    for key in new.keys() - fresh.keys():
        yield _in_issue(text, items[key], new[key])
    for key in said.keys() - fresh.keys():
        yield _of_issue(text, items[key], said[key])
    if not fresh:
        return
    indent = " " * node.start_mark.column if items and node is not None and not node.flow_style else "  "
    lines = "".join(_issue(_head(key, said), pages, indent) for key, pages in _in_order(fresh))
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


def _in_order(new: Mapping[Key, Sequence[Page]]) -> list[tuple[Key, Sequence[Page]]]:
    """New issues by their days, then by their newspapers."""
    return sorted(new.items(), key=lambda each: each[0][::-1])


def _of_issue(text: str, item: yaml.Node, facts: Facts) -> Edit:
    """Facts more of an issue that is listed, behind its first field."""
    if not isinstance(item, yaml.MappingNode):
        raise Unfit("an issue is no list of fields")
    there = {key.value for key, _ in item.value}
    more = {name: _quoted(value) for name, value in facts.items() if name not in there}
    first = item.value[0][1].end_mark.index
    if item.flow_style:
        return first, first, "".join(f", {name}: {value}" for name, value in more.items())
    at = text.find("\n", first) + 1 or len(text)
    column = " " * item.start_mark.column
    lines = "".join(f"{column}{name}: {value}\n" for name, value in more.items())
    return at, at, lines if text[:at].endswith("\n") else f"\n{lines}"


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


def _head(key: Key, said: Mapping[Key, Facts]) -> dict[str, str]:
    """What stands of a new issue above its pages."""
    return {name: f"{value}" for name, value in fields_of(key).items()} | dict(said.get(key, {}))


def _issue(head: Mapping[str, str], pages: Sequence[Page], indent: str) -> str:
    plain = ("paper", "date", "edition")
    lines = [f"{name}: {value if name in plain else _quoted(value)}\n" for name, value in head.items()]
    lines += ["pages:\n", *(f"  {page.line}" for page in pages)] if pages else []
    return "".join(f"{indent}{'  ' if n else '- '}{line}" for n, line in enumerate(lines))


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
