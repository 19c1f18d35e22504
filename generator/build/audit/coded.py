"""What is written in a text as another text or file: base64 (data: URIs, mail, UTF-7), hexadecimal, quoted-printable,
names of hosts, numbers of characters, bytes that were taken for characters.

Each code has a sign that costs next to nothing to look for. What is found is given as it is: bytes, for whatever file
they are, or a text.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from generator.build.audit.kinds import UNKNOWN, kind_of

RUN = 24  # letters of base64 or hexadecimal in a row, where nothing says that it is some: six Chinese characters
MARKED = 8  # where something does
SAFE = 32  # letters of the base64 of addresses: ids are written in them, too
LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_PLAIN, _SAFE = (bytes(65 if code in LETTERS + more else 32 for code in range(256)) for more in (b"+/", b"-_"))
_LINES = re.compile(rf"(?:[A-Za-z0-9+/]{{{RUN},}}+={{0,2}}\s{{1,8}})*+[A-Za-z0-9+/]*+")
"""Lines of a mail belong together; of what follows a whole line a few letters are the rest of it."""
_MARKED = re.compile(rf"[A-Za-z0-9+/]{{{MARKED},}}+")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){6,}+")
_QUOTED = re.compile(r"=[89A-Fa-f][0-9A-Fa-f](?:=|[^\s=]?=)")
_WORD = re.compile(r"=\?([\w-]+)(?:\*\w+)?\?([bBqQ])\?([!->@-~]*)\?=", re.ASCII)
_UTF7 = re.compile(r"\+([A-Za-z0-9+/]{5,}+)-?")
_CHINESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef\u2010-\u2027]+")
_HOST = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:\b(?:0x[0-9a-f]{4,5}|\d{5})\b[\s,;]*){2,}", re.IGNORECASE | re.ASCII)
_SPACED = re.compile(
    r"(?:\b(?:0x|\\x)?[0-9a-f]{2}\b[\s,:;-]{1,12}){5,}+(?:(?:0x|\\x)?[0-9a-f]{2}\b)?", re.IGNORECASE | re.ASCII
)
_VALUES = re.compile(r"(?:\b\d{1,3}\b[\s,;]{1,12}){5,}+(?:\d{1,3}\b)?", re.ASCII)
"""Bytes, each by itself, and the signs of such a row: digits, and what parts them."""
_SIGN = bytes(
    ord("h") if code in b"0123456789abcdefABCDEF" else 32 if code in b" \t\r\n,;:-" else code for code in range(256)
)
_OCTAL = re.compile(r"(?:\\[0-3][0-7]{2}[ -\[\]-~]?){2,}")
_LATIN = re.compile("[\x80-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{4,}")
OFTEN = "äåæçèéÖµÊ¹ÓÒÎÐ"
"""What the first bytes of Chinese are as letters, in UTF-8 and GBK."""
UU = re.compile(r"^begin \d{3} .*\n((?:[ -`]+\n)+?)(?:[ `]\n)?end", re.MULTILINE)


class Code(NamedTuple):
    """A way to write a text in a text."""

    seems: Callable[[str], object]
    read: Callable[[str], Iterator[bytes | str]]


def within(text: str) -> Iterator[bytes | str]:
    """All that is written in a text in some code. Files among it, and bytes that mean nothing."""
    for code in CODES:
        if code.seems(text):
            yield from code.read(text)


def _says(ascii: bytes) -> bool:
    return b"ase64" in ascii or b"atob" in ascii or b"ASE64" in ascii


def _runs(ascii: bytes, text: str, letters: bytes = _PLAIN, least: int = RUN) -> Iterator[tuple[int, int]]:
    """Where so many letters of base64 stand in a row. Such of small ones and digits alone are words, or hexadecimal."""
    rows = ascii.translate(letters) + b" "
    row = b"A" * least
    start = rows.find(row)
    while start >= 0:
        end = rows.find(b" ", start)
        if not ascii[start:end].islower() or _HEX.fullmatch(text, start, end):
            yield start, end
        start = rows.find(row, end)


def _in_base64(text: str) -> Iterator[bytes]:
    ascii = text.encode("ascii", "replace")
    done = 0
    for start, end in _runs(ascii, text):
        if start < done:
            continue
        if _HEX.fullmatch(text, start, end):
            yield bytes.fromhex(text[start:end])
        lines = _LINES.match(text, start)
        done = lines.end() if lines else end
        found = text[start:done].split()
        whole = _bytes_of("".join(found).replace("=", ""))
        yield whole
        if len(found) > 1 and kind_of(whole) in (None, UNKNOWN):  # each may be one
            yield from (_bytes_of(line.strip("=")) for line in found)
    for start, end in _runs(ascii, text, _SAFE, SAFE):
        if "-" in text[start:end] or "_" in text[start:end]:
            yield _bytes_of(text[start:end].translate(str.maketrans("-_", "+/")))
    if _says(ascii):
        yield from (_bytes_of(run) for run in _MARKED.findall(text) if len(run) < RUN)


def _bytes_of(letters: str) -> bytes:
    """What letters of base64 are; a single one that is left over is nothing."""
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return base64.b64decode(letters + "=" * (-len(letters) % 4))


def _quoted(text: str) -> Iterator[bytes]:
    yield quopri.decodestring(text.encode("utf-8", "surrogatepass"))


def _words(text: str) -> Iterator[str]:
    """The words of a mail's head; those of one encoding side by side are one."""
    found: dict[str, bytes] = {}
    for encoding, how, letters in _WORD.findall(text):
        data = _bytes_of(re.sub("[^A-Za-z0-9+/]", "", letters)) if how in "bB" else quopri.decodestring(letters, True)
        found[encoding.lower()] = found.get(encoding.lower(), b"") + data
    for encoding, data in found.items():
        try:
            yield data.decode(encoding, "replace")
        except (LookupError, UnicodeError):  # none, or one of bytes to bytes
            yield data.decode("gb18030", "replace")


def _utf7(text: str) -> Iterator[str]:
    """The lines that have some. Most letters behind a + are none, and mean nothing."""
    for line in text.split("\n"):
        told = _UTF7.sub(_wide, line) if "+" in line else line
        if told != line:
            yield told


def _wide(run: re.Match[str]) -> str:
    letters = _bytes_of(run[1])[: len(run[1]) * 3 // 8 * 2].decode("utf-16-be", "replace")
    return letters if _CHINESE.fullmatch(letters) else run[0]


def _hosts(text: str) -> Iterator[str]:
    for label in _HOST.findall(text):
        try:
            yield label.encode("ascii").decode("punycode")
        except (ValueError, IndexError, OverflowError):
            continue


def _numbered(text: str) -> Iterator[str]:
    for row in _NUMBERS.findall(text):
        codes = [int(number, 0) for number in re.findall(r"0[xX][0-9a-fA-F]+|[1-9]\d+", row)]
        yield "".join(chr(code) for code in codes if code < 0x110000)


def _rows(text: str, sign: bytes) -> bool:
    """Whether numbers stand in a row as the bytes of two characters do."""
    row = text.encode("ascii", "replace").translate(_SIGN).replace(b"hx", b"").replace(b"\\x", b"")
    for _ in range(4):
        row = row.replace(b"  ", b" ")
    return b" ".join([sign] * 6) in row


def _spaced(text: str) -> Iterator[bytes | str]:
    for row in _SPACED.findall(text):
        yield from _of_bytes(bytes.fromhex("".join(re.findall(r"[0-9a-f]{2}\b", row, re.IGNORECASE | re.ASCII))))


def _values(text: str) -> Iterator[bytes | str]:
    for row in _VALUES.findall(text):
        values = [int(number) for number in re.findall(r"\d+", row, re.ASCII)]
        if max(values) < 256:
            yield from _of_bytes(bytes(values))


def _of_bytes(data: bytes) -> Iterator[str]:
    """What a row of numbers says, if they are bytes of a text: coordinates and colours are none."""
    yield data.decode("utf-8", "ignore")
    with suppress(UnicodeDecodeError):
        yield data.decode("gb18030")


def _octal(text: str) -> Iterator[bytes]:
    for row in _OCTAL.findall(text):
        yield re.sub(rb"\\([0-3][0-7]{2})", lambda digits: bytes([int(digits[1], 8)]), row.encode("ascii"))


def _taken_for_letters(text: str) -> Iterator[bytes]:
    for run in _LATIN.findall(text):
        yield b"".join(_byte(letter) for letter in run)


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1", "replace")


def _uu(text: str) -> Iterator[bytes]:
    for lines in UU.findall(text):
        try:
            yield b"".join(map(binascii.a2b_uu, lines.encode("ascii").splitlines()))
        except binascii.Error:
            continue


CODES = (
    Code(lambda text: True, _in_base64),
    Code(lambda text: "=" in text and _QUOTED.search(text), _quoted),
    Code(lambda text: "=?" in text, _words),
    Code(lambda text: "+" in text and _UTF7.search(text), _utf7),
    Code(lambda text: "xn--" in text, _hosts),
    Code(lambda text: "fromC" in text, _numbered),
    Code(lambda text: _rows(text, b"hh"), _spaced),
    Code(lambda text: _rows(text, b"hhh"), _values),
    Code(lambda text: "\\2" in text or "\\3" in text, _octal),
    Code(lambda text: any(letter in text for letter in OFTEN), _taken_for_letters),
    Code(lambda text: "begin " in text, _uu),
)
