"""Fields of one record, set or taken out in the text of its file. All else stays as it stands there, to the byte:
comments, order, encoding, line ends.

A field that is set stands below the record's first one, in YAML as in `articles.to_yaml`; in a mapping between braces,
and in a line of JSON, behind its last one. Fields that stand there already are taken out first.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import yaml

from generator.seeds.files import decode, plain_yaml

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|$)")
_BLANK = re.compile(r"\s*")

Edit = tuple[int, int, str]
"""From one place of a text up to another: what stands there now."""


class Unfit(Exception):
    """The record is written in a way that is not changed here."""


# ---- bytes ---------------------------------------------------------------------------------------------------------


def edited(file: str, data: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes of a file whose text (`decode.decoded`) is changed like this; lines that are not keep their bytes.
    Raises Unfit where its encoding does not have a character."""
    encoding = decode.encoding_of(BytesIO(data))
    text, _ = decode.decoded(file, data)
    if encoding is None or text is None or not edits:
        return data
    lines = [found[0] for found in _LINE.finditer(decode.utf_8(data, encoding))]
    name = "utf-8" if encoding.wide else encoding.name
    end = "\r\n" if lines[0].endswith(b"\r\n") else "\n"
    done, out = 0, bytearray()
    for start, stop, new in sorted(edits):
        out += b"".join(_as_they_are(text, lines, done, start, name))
        try:
            out += new.replace("\n", end).encode(name)
        except UnicodeEncodeError as error:
            raise Unfit(f'its encoding has no "{new[error.start]}"; save it as UTF-8') from None
        done = stop
    out += b"".join(_as_they_are(text, lines, done, len(text), name))
    return encoding.mark + (out.decode().encode(encoding.name) if encoding.wide else bytes(out))


def _as_they_are(text: str, lines: Sequence[bytes], first: int, last: int, name: str) -> Iterator[bytes]:
    """The bytes of a text from one place to another."""
    at = 0
    for line, raw in zip(text.split("\n"), lines, strict=False):
        behind = at + len(line) + 1
        if first <= at and behind <= last:
            yield raw
        elif at < last and first < behind:
            cut = line[max(0, first - at) : max(0, last - at)].encode(name)
            yield cut + (raw[len(raw.rstrip(b"\r\n")) :] if behind <= last else b"")
        at = behind


# ---- YAML ----------------------------------------------------------------------------------------------------------


def in_yaml(text: str, path: plain_yaml.Where, fields: Mapping[str, Any], known: Collection[str]) -> list[Edit]:
    """Sets the fields of the mapping that stands at a path, and takes out those of the `known` ones that it has. Raises
    Unfit."""
    node = yaml.compose(text, yaml.CSafeLoader)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[step]
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise Unfit("it has no fields of its own")
    pairs = [(key.value, key.start_mark, value.end_mark) for key, value in node.value]
    if node.flow_style:
        members = [(name, start.index, end.index) for name, start, end in pairs]
        return _between_braces(text, members, node.end_mark.index - 1, fields, known, _yaml)
    return list(_in_block(text, node, fields, known))


def _in_block(text: str, node: yaml.MappingNode, fields: Mapping[str, Any], known: Collection[str]) -> Iterator[Edit]:
    names = [key.value for key, _ in node.value]
    if names[0] in known:
        raise Unfit(f"{names[0]} is its first field; put another one before it")
    for key, value in node.value:
        if key.value in known:
            start = text.rfind("\n", 0, key.start_mark.index) + 1
            lines = text[start : value.end_mark.index].rstrip()
            rest = text.find("\n", start + len(lines))
            yield start, rest + 1 if rest >= 0 else len(text), ""
    if not fields:
        return
    for (key, value), behind in zip(node.value, [*(key for key, _ in node.value[1:]), None], strict=True):
        if isinstance(value, yaml.ScalarNode) and value.style not in ("|", ">") and key.value not in known:
            end = text.find("\n", value.end_mark.index) + 1 or len(text)
            if behind is None or end <= text.rfind("\n", 0, behind.start_mark.index) + 1:
                yield _lines(text, end, " " * key.start_mark.column, fields)
                return
    raise Unfit("no field of it stands on a line of its own")


def entry_in_yaml(text: str, name: str, fields: Mapping[str, Any]) -> list[Edit]:
    """One more entry behind those of a list of this name; the list, where there is none. Raises Unfit."""
    root = yaml.compose(text, yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    node = next((value for key, value in pairs if key.value == name), None)
    if node is None:
        at, _, lines = _lines(text, len(text), "  ", fields)
        return [(at, at, lines.replace("  ", f"{name}:\n- ", 1))]
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise Unfit(f"{name} is no list of entries below each other")
    upto = len(text[: node.end_mark.index].rstrip())
    end = text.find("\n", upto) + 1 or len(text)
    indent = " " * node.start_mark.column
    at, _, lines = _lines(text, end, f"{indent}  ", fields)
    return [(at, at, lines.replace(f"{indent}  ", f"{indent}- ", 1))]


def _lines(text: str, at: int, indent: str, fields: Mapping[str, Any]) -> Edit:
    """Fields on lines of their own, where a line begins or the text ends."""
    lines = "\n".join(f"{indent}{name}: {_yaml(value)}" for name, value in fields.items())
    return at, at, f"{lines}\n" if text[:at].endswith("\n") else f"\n{lines}"


def _yaml(value: Any) -> str:
    """A text in quotation marks, as JSON has them, which is YAML; names, days and truth as they are."""
    plain = isinstance(value, bool) or re.fullmatch(r"[a-z]+|\d{4}-\d\d(-\d\d)?", str(value))
    return str(value).lower() if plain else json.dumps(value, ensure_ascii=False)


# ---- JSON ----------------------------------------------------------------------------------------------------------


def in_json(line: str, fields: Mapping[str, Any], known: Collection[str]) -> list[Edit]:
    """The same in an object that stands on one line."""
    members, end = _members(line)
    return _between_braces(line, members, end, fields, known, lambda v: json.dumps(v, ensure_ascii=False), '"')


def members(line: str) -> list[tuple[str, int, int]]:
    """The names of an object on one line, and from where to where each and its value stand."""
    return _members(line)[0]


def _members(line: str) -> tuple[list[tuple[str, int, int]], int]:
    """The names of an object that can be read, where each begins and its value ends, and where the object does."""
    decoder, at = json.JSONDecoder(), line.index("{")
    members: list[tuple[str, int, int]] = []
    while True:
        at = _behind(line, at + 1)
        if line[at] == "}":
            return members, at
        name, end = decoder.raw_decode(line, at)
        _, end = decoder.raw_decode(line, _behind(line, _behind(line, end) + 1))
        members.append((name, at, end))
        at = _behind(line, end)
        if line[at] == "}":
            return members, at


def _behind(line: str, at: int) -> int:
    """The first place from here on where something stands."""
    found = _BLANK.match(line, at)
    return found.end() if found else at


def _between_braces(
    text: str,
    members: Sequence[tuple[str, int, int]],
    end: int,
    fields: Mapping[str, Any],
    known: Collection[str],
    written: Any,
    quote: str = "",
) -> list[Edit]:
    kept = [n for n, (name, _, _) in enumerate(members) if name not in known]
    if not kept:
        raise Unfit("it has no other fields")
    edits = []
    for n, (name, start, stop) in enumerate(members):
        if name in known:
            before = [m for m in kept if m < n]
            edits.append((members[n - 1][2], stop, "") if before else (start, members[n + 1][1], ""))
    if fields:
        comma, colon = (", ", ": ") if not quote or '": ' in text else (",", ":")
        new = "".join(f"{comma}{quote}{name}{quote}{colon}{written(value)}" for name, value in fields.items())
        at = members[kept[-1]][2]
        edits.append((at, at, new))
    return edits
