"""Reads PDF (inner.py), as far as that is simple: its streams are unpacked, and what they show is spelled by the tables
that the file brings for its fonts (ToUnicode, ISO 32000-1, 9.10.3) or that their encoding names.

What of a file is beyond that is said: encryption, other packings than deflate and ASCII, fonts whose characters nobody
can tell.
"""

import base64
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from generator.build.audit.inner import Part, Room, behind, inflated
from generator.build.audit.readings import LEGACY, plain, strings

_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_EOF = b"%%EOF"
_STREAM = re.compile(rb"\bstream\r?\n")
_FILTER = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]*\]|/\w+)")
_NOT_SHOWN = re.compile(rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)\b|/Type\s*/XRef\b|/Length1\b")
"""Pictures, fonts, tables of places."""
_FONT = re.compile(rb"/Type\s*/Font\b(?!Descriptor)")
_TO_UNICODE = re.compile(rb"/ToUnicode\s+(\d+)\s+\d+\s+R")
_ENCODING = re.compile(rb"/Encoding\s*/([\w-]+)")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R\b")
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+\)|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()]+\s+[\d.-]+\s+Tf\b"
    rb"|\bT[jJ]\b|'|\"",
    re.DOTALL,
)
"""Texts, choices of a font, and what shows them."""
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ENDS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_CODES = {b"GB": "gb18030", b"GBK": "gb18030", b"UniGB": "utf-16-be", b"UniCNS": "utf-16-be", b"B5": "big5hkscs"}
"""By the beginning of an encoding's name."""
MOST = 16  # fonts of one name

Decode = Callable[[bytes], str]


class Thing(NamedTuple):
    """An object: what it says of itself, and its stream, unpacked."""

    head: bytes
    stream: bytes = b""


def read(data: bytes, room: Room) -> Iterator[Part]:
    things: dict[int, Thing] = {}
    whole = b"/Encrypt" not in data
    for number, head, packed in _things(data):
        stream, known = _unpacked(head, packed, room)
        whole &= known
        things[number] = Thing(head, stream)
    for thing in list(things.values()):
        if b"/ObjStm" in thing.head:
            things |= _kept(thing)
    names, known = _fonts(things)
    whole &= known
    for thing in things.values():
        yield Part(_told(thing.head))
        if re.search(rb"\bT[jJ]\b", thing.stream):
            yield from (Part(text) for text in _shown(thing.stream, names, room))
        elif thing.stream and b"beginbf" not in thing.stream:
            yield Part(strings(thing.stream))
    yield Part(_told(data[data.rfind(b"trailer") :]))
    end = data.rfind(_EOF)
    yield from behind(data, end + len(_EOF)) if end >= 0 else ()
    if not whole:
        yield Part(None)


def _things(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, head and stream of each object."""
    starts = [(found.start(), found.end(), int(found[1])) for found in _OBJECT.finditer(data)]
    done = 0
    for n, (start, end, number) in enumerate(starts):
        if start < done:  # within a stream
            continue
        until = starts[n + 1][0] if n + 1 < len(starts) else len(data)
        stream = _STREAM.search(data, end, until)
        if stream is None:
            yield number, data[end:until], b""
            continue
        done = data.find(b"endstream", stream.end())
        done = len(data) if done < 0 else done
        yield number, data[end : stream.start()], data[stream.end() : done]


def _unpacked(head: bytes, packed: bytes, room: Room) -> tuple[bytes, bool]:
    """A stream, and whether it could be read; of pictures and the like nothing is to be."""
    if not packed or _NOT_SHOWN.search(head):
        return b"", True
    named = _FILTER.search(head)
    for how in re.findall(rb"/(\w+)", named[1]) if named else ():
        try:
            if how in (b"FlateDecode", b"Fl"):
                packed = inflated(packed, room)[0]
            elif how in (b"ASCIIHexDecode", b"AHx"):
                packed = _from_hex(packed.partition(b">")[0])
            elif how in (b"ASCII85Decode", b"A85"):
                packed = base64.a85decode(packed.strip().removeprefix(b"<~").partition(b"~")[0])
            else:
                return b"", False
        except (zlib.error, EOFError, ValueError):
            return b"", False
    return packed, not re.search(rb"/Predictor\s+(?!1\b)", head)


def _kept(thing: Thing) -> dict[int, Thing]:
    """The objects that stand in a stream."""
    first = re.search(rb"/First\s+(\d+)", thing.head)
    numbers = [int(number) for number in re.findall(rb"\d+", thing.stream[: int(first[1]) if first else 0])]
    starts = [int(first[1]) + at if first else 0 for at in numbers[1::2]]
    ends = [*starts[1:], len(thing.stream)]
    return {
        number: Thing(thing.stream[start:end]) for number, start, end in zip(numbers[::2], starts, ends, strict=False)
    }


def _from_hex(digits: bytes) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", digits)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _bytes(token: bytes) -> bytes:
    """A text, as it stands in brackets or in hexadecimal."""
    if token.startswith(b"<"):
        return _from_hex(token)
    return _ESCAPE.sub(
        lambda found: bytes([int(found[1], 8) & 255]) if found[1] else _ENDS.get(found[2], found[2]), token[1:-1]
    )


def _told(head: bytes) -> str:
    """The texts of an object: a title, a bookmark, a note."""
    found = [plain(head.decode("utf-8", "replace"))]
    for token in _TOKEN.findall(head):
        if token[:1] in b"(<":
            data = _bytes(token)
            encodings = ("utf-16-be",) if data.startswith(b"\xfe\xff") else ("utf-8", *LEGACY[:2], "utf-16-be")
            found += [data.decode(encoding, "replace") for encoding in encodings]
    return "\n".join(found)


# ---- fonts ---------------------------------------------------------------------------------------------------------


def _fonts(things: Mapping[int, Thing]) -> tuple[dict[bytes, list[Decode]], bool]:
    """What the texts of each font are, by the names that pages call it, and whether that is known of all."""
    fonts: dict[int, Decode] = {}
    known = True
    for number, thing in things.items():
        if not _FONT.search(thing.head):
            continue
        table, encoding = _TO_UNICODE.search(thing.head), _ENCODING.search(thing.head)
        if table and int(table[1]) in things:
            fonts[number] = _spelled(things[int(table[1])].stream)
        elif encoding and (code := _CODES.get(encoding[1].split(b"-")[0].removesuffix(b"pc"))):
            fonts[number] = lambda data, code=code: data.decode(code, "replace")  # type: ignore[misc]
        elif b"/Type0" in thing.head or b"/Type3" in thing.head:
            known = False
    names: dict[bytes, list[Decode]] = {}
    for name, number in {(name, int(n)) for thing in things.values() for name, n in _NAMED.findall(thing.head)}:
        if number in fonts:
            names.setdefault(name, []).append(fonts[number])
    return names, known and max(map(len, names.values()), default=0) <= MOST


def _spelled(table: bytes) -> Decode:
    """By a table of codes and what they are."""
    codes: dict[bytes, str] = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>", part):
            codes[_from_hex(code)] = _from_hex(text).decode("utf-16-be", "replace")
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, text in re.findall(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(<[^>]*>|\[[^\]]*\])", part):
            codes |= _range(_from_hex(low), _from_hex(high), text)
    size = max(map(len, codes), default=1)
    return lambda data: "".join(codes.get(data[at : at + size], "") for at in range(0, len(data), size))


def _range(low: bytes, high: bytes, text: bytes) -> dict[bytes, str]:
    size, first = len(low), int.from_bytes(low, "big")
    number = min(int.from_bytes(high, "big") - first + 1, 0x10000)
    if text.startswith(b"["):
        forms = [_from_hex(form).decode("utf-16-be", "replace") for form in re.findall(rb"<([^>]*)>", text)]
    else:
        begin = _from_hex(text)
        last = int.from_bytes(begin[-2:], "big")
        forms = [
            (begin[:-2] + (last + n & 0xFFFF).to_bytes(2, "big")).decode("utf-16-be", "replace") for n in range(number)
        ]
    return {(first + n).to_bytes(size, "big"): form for n, form in enumerate(forms[:number])}


def _shown(stream: bytes, names: Mapping[bytes, list[Decode]], room: Room) -> Iterator[str]:
    """What a page shows: once for each font that a name may stand for, and as it is."""
    rows: list[list[tuple[bytes, bytes]]] = [[]]
    font = b""
    for token in _TOKEN.findall(stream):
        if token.endswith(b"Tf"):
            font = token[1:].split()[0]
        elif token[:1] in b"(<":
            rows[-1].append((font, _bytes(token)))
        elif rows[-1]:
            rows.append([])
    for n in range(min(MOST, max(1, *map(len, names.values()))) if names else 1):
        room.take(len(stream))
        texts = []
        for row in rows:
            decoded = []
            for name, data in row:
                of = names.get(name)
                decoded.append(of[min(n, len(of) - 1)](data) if of else data.decode("utf-8", "replace"))
            texts.append("".join(decoded))
        yield " ".join(texts)
        yield "".join(texts)
    for encoding in ("utf-16-be", *LEGACY[:2]):
        yield " ".join(b"".join(data for _, data in row).decode(encoding, "replace") for row in rows)
