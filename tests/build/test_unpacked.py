"""What is read of a file: every kind that is known, whatever a text is written in; and what cannot be read is said."""

import base64
import binascii
import bz2
import gzip
import io
import json
import lzma
import quopri
import shutil
import struct
import subprocess
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.audit import inner, unpacked
from generator.build.audit.unpacked import Said, said
from generator.language.needles import Net, Piece, runs, spelled

TEXT, NAME = "考古人员清理出一座石砌城门", "慕容青"
if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

SECRETS = Net([Piece(run, 0) for text in (TEXT, NAME) for run in runs(spelled(text))])
UTF8, GBK = TEXT.encode(), TEXT.encode("gb18030")
PAGE = f"<p>县城的春天来得很早。</p><p>{TEXT}</p>".encode()


def read(name: str, data: str | bytes) -> list[Said]:
    return list(said(name, data.encode() if isinstance(data, str) else data, {}))


def found(name: str, data: str | bytes) -> bool:
    return bool(SECRETS.within([each.text for each in read(name, data)]))


def doubts(name: str, data: str | bytes) -> set[str]:
    return {each.name for each in read(name, data) if not each.through}


def zipped(data: str | bytes = b"", name: str = "a.txt", comment: bytes = b"", extra: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        info = zipfile.ZipInfo(name)
        info.compress_type, info.extra = zipfile.ZIP_DEFLATED, extra
        packed.writestr(info, data)
        packed.comment = comment
    return out.getvalue()


def tarred(data: bytes, name: str = "a.txt") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        packed.addfile(info, io.BytesIO(data))
    return out.getvalue()


def gzip_named(name: bytes, comment: bytes = b"") -> bytes:
    body = zlib.compress(b"nothing", wbits=-15)
    tail = struct.pack("<II", zlib.crc32(b"nothing"), 7)
    return b"\x1f\x8b\x08\x18" + bytes(6) + name + b"\0" + comment + b"\0" + body + tail


def renamed(data: bytes, name: bytes) -> bytes:
    """A zip with a name in bytes of its own, of as many letters."""
    return data.replace(b"x" * len(name), name)


PACKED: dict[str, str | bytes] = {
    "a.html.bz2": bz2.compress(PAGE) + bz2.compress(b"more"),
    "b.html.xz": lzma.compress(PAGE),
    "c.html.lzma": lzma.compress(PAGE, lzma.FORMAT_ALONE),
    "d.tar": tarred(PAGE),
    "e.tar": tarred(b"", f"{TEXT}.txt"),
    "f.tgz": gzip.compress(tarred(PAGE)),
    "g.tar.bz2": bz2.compress(tarred(zipped(PAGE))),
    "h.tar.xz": lzma.compress(tarred(PAGE)),
    "i.zip": zipped(comment=GBK),
    "j.zip": zipped(extra=struct.pack("<HH", 0x7075, len(UTF8)) + UTF8),
    "k.zip": zipped(name=f"{TEXT}.txt"),
    "l.zip": renamed(zipped(name="x" * len(GBK)), GBK),
    "m.gz": gzip_named(UTF8),
    "n.gz": gzip_named(b"a", GBK),
    "o.gz": gzip.compress(b"nothing") + gzip.compress(UTF8),
    "p.jpg": b"\xff\xd8\xff\xdb\0\4\0\0\xff\xda" + bytes(range(1, 200)) + b"\xff\xd9" + zipped(PAGE),
    "q.html": b"<p>a page</p>" + zipped(PAGE),
    "r": zlib.compress(b"blob %d\0" % len(PAGE) + PAGE),
    "s": zlib.compress(b"tree 99\0" + b"100644 " + UTF8 + b"\0" + bytes(range(20))),
}


def runs_of(*pieces: str) -> str:
    return "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>" for piece in pieces)


def rtf(text: str) -> str:
    units = memoryview(text.encode("utf-16-le")).cast("h")
    return "{\\rtf1\\ansi\\uc1 {\\b " + " ".join(f"\\u{unit}?" for unit in units) + "}\\par}"


def rtf_bytes(text: str) -> str:
    return "{\\rtf1\\ansicpg936 " + "".join(f"\\'{byte:02x}" for byte in text.encode("gbk")) + "}"


def png(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    every = [(b"IHDR", bytes(13)), *chunks, (b"IDAT", zlib.compress(bytes(99))), (b"IEND", b"")]
    parts = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in every
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + behind


def jpeg(*parts: tuple[int, bytes]) -> bytes:
    told = b"".join(struct.pack(">BBH", 255, mark, len(data) + 2) + data for mark, data in parts)
    return b"\xff\xd8" + told + b"\xff\xda\0\2" + bytes(range(1, 250)) + b"\xff\xd9"


def ole(data: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + bytes(range(256)) + data + bytes(512)


TABLE = "1 begincodespacerange <0000> <ffff> endcodespacerange {} endcmap"


def pdf(shown: str, table: str = "", pack: bool = True, more: str = "", encoding: str = "Identity-H") -> bytes:
    def stream(text: str) -> bytes:
        data = zlib.compress(text.encode("latin-1")) if pack else text.encode("latin-1")
        how = "/Filter /FlateDecode" if pack else ""
        return f"<< /Length {len(data)} {how} >>\nstream\n".encode() + data + b"\nendstream"

    unicode = "/ToUnicode 5 0 R" if table else ""
    things = [
        b"<< /Type /Page /Contents 2 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        stream(f"BT /F1 12 Tf {shown} ET"),
        f"<< /Type /Font /Subtype /Type0 /Encoding /{encoding} {unicode} >>".encode(),
        f"<< {more} >>".encode("latin-1"),
        *([stream(TABLE.format(table))] if table else []),
    ]
    body = b"".join(f"{n} 0 obj\n".encode() + thing + b"\nendobj\n" for n, thing in enumerate(things, 1))
    return b"%PDF-1.5\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF"


GLYPHS = {c: f"{n:04x}" for n, c in enumerate(dict.fromkeys(TEXT + NAME), 7)}
CHARS = "".join(f"<{code}> <{ord(c):04x}>\n" for c, code in GLYPHS.items())
SHOWN = pdf(f"<{''.join(GLYPHS[c] for c in TEXT)}> Tj", f"{len(GLYPHS)} beginbfchar {CHARS} endbfchar")
SPLIT = pdf(
    "".join(f"<{GLYPHS[c]}> Tj 3 0 Td " for c in NAME),
    "1 beginbfrange <0007> <00ff> [" + "".join(f"<{ord(c):04x}>" for c in GLYPHS) + "] endbfrange",
)
ROW = "-20".join(f"(\\000\\{int(GLYPHS[c], 16):03o})" for c in TEXT)
BRACKETS = pdf(f"[{ROW}] TJ", f"9 beginbfchar {CHARS} endbfchar")


def told(text: str) -> str:
    return "(" + "".join(f"\\{byte:03o}" for byte in b"\xfe\xff" + text.encode("utf-16-be")) + ")"


DOCUMENTS: dict[str, str | bytes] = {
    "a.docx": zipped(f"<w:p>{runs_of(*TEXT)}</w:p>", "word/document.xml"),
    "b.docx": zipped(f"<w:p>{runs_of(NAME[0], NAME[1:])}</w:p>", "word/document.xml"),
    "c.xlsx": zipped(f"<si><t>{NAME}</t></si>", "xl/sharedStrings.xml"),
    "d.odt": zipped(f"<text:p>{TEXT[:5]}<text:span>{TEXT[5:]}</text:span></text:p>", "content.xml"),
    "e.epub": zipped(PAGE, "OEBPS/a.xhtml"),
    "f.rtf": rtf(TEXT),
    "g.rtf": rtf(NAME),
    "h.rtf": rtf_bytes(TEXT),
    "i.doc": ole(TEXT.encode("utf-16-le")),
    "j.doc": ole(b"\1" + NAME.encode("utf-16-le")),
    "k.xls": ole(GBK),
    "l.png": png((b"tEXt", b"Title\0" + UTF8)),
    "m.png": png((b"zTXt", b"Title\0\0" + zlib.compress(GBK))),
    "n.png": png((b"iTXt", b"Title\0\1\0zh\0\0" + zlib.compress(UTF8))),
    "o.png": png(behind=PAGE),
    "p.jpg": jpeg((0xE1, b"Exif\0\0II*\0" + bytes(8) + NAME.encode("utf-16-le") + bytes(4))),
    "q.jpg": jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0<dc:title>" + UTF8)),
    "r.jpg": jpeg((0xFE, GBK)),
    "s.gif": b"GIF89a" + bytes(7) + b"!\xfe" + bytes([20]) + UTF8[:20] + bytes([len(UTF8) - 20]) + UTF8[20:] + b"\0;",
    "t.webp": b"RIFF\0\0\0\0WEBPEXIF" + struct.pack("<I", len(GBK)) + GBK,
    "u.pdf": SHOWN,
    "v.pdf": SPLIT,
    "w.pdf": BRACKETS,
    "x.pdf": pdf("", more=f"/Title {told(TEXT)}", encoding="UniGB-UCS2-H"),
    "y.pdf": pdf(f"<{TEXT.encode('utf-16-be').hex()}> Tj", encoding="UniGB-UCS2-H"),
    "z.pdf": pdf(f"<{GBK.hex()}> Tj", encoding="GBK-EUC-H", pack=False),
}


def mail(how: str, encoding: str = "utf-8") -> bytes:
    message = EmailMessage()
    message["Subject"] = "report"
    message.set_content(f"县城的春天来得很早。\n{TEXT}\n", charset=encoding, cte=how)
    message.add_attachment(zipped(PAGE), maintype="application", subtype="zip", filename="a.zip")
    return bytes(message)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def each(text: str, form: str) -> str:
    return "".join(form.format(c, ord(c)) for c in text)


CODED: dict[str, str | bytes] = {
    "a.html": f'<img src="data:text/plain;base64,{b64(UTF8)}">',
    "b.html": f'<a href="data:application/zip;base64,{b64(zipped(PAGE))}">',
    "c.html": f'<a href="data:text/plain;base64,{b64(NAME.encode())}">',
    "d.json": json.dumps({"text": b64(GBK)}),
    "e.js": f'show(atob("{b64(NAME.encode("utf-16-le"))}"));',
    "f.txt": base64.urlsafe_b64encode(b"\xff\xfe" + TEXT.encode("utf-16-le")),
    "g.txt": UTF8.hex(),
    "h.eml": mail("base64"),
    "i.eml": mail("quoted-printable"),
    "j.eml": mail("quoted-printable", "gb18030"),
    "k.mht": b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(PAGE),
    "l.eml": f"Subject: =?GBK?B?{b64(NAME.encode('gbk'))}?=\n",
    "m.eml": f"Subject: =?utf-8?Q?{quopri.encodestring(UTF8).decode().replace(chr(61) + chr(10), '')}?=\n",
    "n.txt": TEXT.encode("utf-7"),
    "o.txt": NAME.encode("utf-7"),
    "p.html": f"?q={''.join(f'%{byte:02x}' for byte in GBK)}",
    "q.html": "?q=" + "".join(f"%{byte:02x}" for byte in "考古人員清理出一座石砌城門".encode("big5")),
    "r.js": each(TEXT, "\\u{1:04x}"),
    "s.js": each(TEXT, "\\u{{{1:x}}}"),
    "t.js": "".join(f"\\x{byte:02x}" for byte in UTF8),
    "u.js": "".join(f"\\{byte:03o}" for byte in GBK),
    "v.js": f"String.fromCharCode({','.join(str(ord(c)) for c in TEXT)})",
    "w.css": each(TEXT, "\\{1:06x}"),
    "x.html": each(TEXT, "&#x{1:X};\u200b"),
    "y.html": each(TEXT, "{0}&shy;<wbr>"),
    "z.html": each(NAME, "<b>{0}</b>&#8203;<!-- a -->"),
    "A.html": f"<ruby>{each(TEXT, '<rb>{0}</rb><rt>x</rt>')}</ruby>",
    "B.html": f"<ruby>{each(NAME, '{0}<rp>(</rp><rt>yi</rt><rp>)</rp>')}</ruby>",
    "C.html": f"<ruby>{each(TEXT, '<rb>x<rt>{0}')}</ruby>",
    "D.html": f'<iframe srcdoc="&lt;p&gt;{each(TEXT, "{0}&lt;b&gt;")}">',
    "E.html": UTF8.decode("latin-1"),
    "F.html": f'<a href="http://xn--{NAME.encode("punycode").decode()}.cn/">',
    "G.txt": b"begin 644 a.txt\n" + binascii.b2a_uu(UTF8) + b"`\nend\n",
    "H.txt": "考古人員清理出一座石砌城門".encode("cp932"),
    "I.txt": "考古人員清理出一座石砌城門".encode("euc_jp"),
    "J.txt": "慕容靑".encode("euc_kr"),
    "K.txt": "考古人員清理出一座石砌城門".encode("iso2022_jp"),
    "L.txt": TEXT.encode("hz"),
    "M.txt": TEXT.encode("utf-32"),
    "N.txt": TEXT.encode("utf-32-be"),
    "O.txt": NAME.encode("utf-16-be"),
    "Q.html": f"<a href='?q={each(TEXT, '%u{1:04X}')}'>",
    "R.html": each(NAME, "%u{1:04x}"),
    "S.py": each(TEXT, "\\U{1:08x}"),
    "T.txt": UTF8.hex(" "),
    "U.txt": UTF8.hex(":") + "\n",
    "V.c": "{" + "".join(f"0x{byte:02x}, " for byte in GBK) + "}",
    "W.txt": NAME.encode().hex(" "),
    "X.json": json.dumps(list(UTF8)),
    "Y.json": json.dumps([*GBK], indent=4),
    "Z.txt": " ".join(map(str, NAME.encode())),
    "P.json": json.dumps({"a": b64(gzip.compress(json.dumps({"b": b64(UTF8)}).encode()))}),
}


@pytest.mark.parametrize("name", PACKED)
def test_what_is_packed_is_read(name: str) -> None:
    assert found(name, PACKED[name])
    assert not doubts(name, PACKED[name])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_and_what_stands_beside_a_picture_are_read(name: str) -> None:
    assert found(name, DOCUMENTS[name])
    assert bool(doubts(name, DOCUMENTS[name])) == name.endswith((".doc", ".xls"))


@pytest.mark.parametrize("name", CODED)
def test_what_is_written_in_a_code_is_read(name: str) -> None:
    assert found(name, CODED[name])
    assert not doubts(name, CODED[name])


@pytest.mark.parametrize(
    ("name", "data", "inside"),
    [
        ("site/a.html.gz", gzip.compress(PAGE), "/a.html"),
        ("site/a.bz2", bz2.compress(PAGE), "/a"),
        ("site/a.txt.xz", lzma.compress(PAGE), "/a.txt"),
        ("site/a.lzma", lzma.compress(PAGE, lzma.FORMAT_ALONE), "/a"),
        ("site/a.tgz", gzip.compress(tarred(PAGE, "b/c.html")), "/b/c.html"),
        ("site/a.tar.gz", gzip.compress(tarred(PAGE, "b.html")), "/a.tar/b.html"),
        ("site/a", gzip.compress(PAGE), ""),
        ("site/.gz", gzip.compress(PAGE), ""),
        ("site/a.zip", zipped(gzip.compress(PAGE), "b/c.gz"), "/b/c.gz/c"),
    ],
)
def test_what_is_packed_alone_has_the_name_of_the_file_that_is_there(name: str, data: bytes, inside: str) -> None:
    assert {each.name for each in read(name, data) if SECRETS.within([each.text])} == {f"{name}{inside}"}


def test_a_file_of_the_index_that_is_packed_alone_is_read_as_one() -> None:
    told = [each.name for each in read("site/search/data/suggest.js.gz", gzip.compress(PAGE)) if not each.readable]
    assert told == ["site/search/data/suggest.js.gz/suggest.js"]


def encrypted() -> bytes:
    """A zip whose entry says that it is."""
    data = bytearray(zipped(b"nothing"))
    for head, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(head) + flags] |= 1
    return bytes(data)


def methodical(method: int) -> bytes:
    """A zip whose entry is packed in another way."""
    data = zipped(b"nothing")
    return data.replace(b"\x14\0\0\0\x08\0", b"\x14\0\0\0" + bytes([method, 0]))


def taken_out() -> bytes:
    """A zip with one more entry than its list names."""
    left, whole = zipped(PAGE * 9), zipped(b"nothing", "b.txt")
    entry = left[: left.index(b"PK\1\2")]
    end = len(whole) - 6
    at = int.from_bytes(whole[end : end + 4], "little") + len(entry)
    listing = whole.index(b"PK\1\2")
    moved = whole[:listing] + whole[listing:].replace(bytes(4) + b"b.txt", struct.pack("<I", len(entry)) + b"b.txt")
    return entry + moved[:end] + struct.pack("<I", at) + moved[end + 4 :]


NOISE = bytes(n * n * 31 >> 5 & 255 for n in range(20_000))
BEYOND: dict[str, bytes] = {
    "a.zip": encrypted(),
    "b.zip": methodical(93),
    "c.zip": taken_out(),
    "d.zst": b"\x28\xb5\x2f\xfd" + NOISE,
    "e.7z": b"7z\xbc\xaf\x27\x1c" + NOISE,
    "f.bin": NOISE,
    "g.doc": ole(b""),
    "h.pdf": pdf("<0007> Tj"),
    "i.pdf": pdf("<0007> Tj", "1 beginbfchar <0007> <0041> endbfchar", more="/Encrypt 9 0 R"),
    "j.pdf": SHOWN.replace(b"/FlateDecode", b"/LZWDecode"),
    "k.txt.gz": gzip.compress(NOISE),
    "l.sqlite": b"SQLite format 3\0" + NOISE,
    "m.br": NOISE[:400],
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_cannot_be_read_through_is_named(name: str) -> None:
    assert doubts(name, BEYOND[name])
    assert not found(name, BEYOND[name])


@pytest.mark.parametrize("where", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs"])
def test_what_may_be_text_in_it_is_read_all_the_same(where: str) -> None:
    text = "考古人員清理出一座石砌城門".encode(where)
    assert found("a.bin", NOISE + text + NOISE)
    assert found("b.bin", NOISE + b"\0" + text + NOISE)


HARMLESS: dict[str, bytes] = {
    "a.txt": b"",
    "b.html": PAGE.replace(UTF8, b"x"),
    "c.png": png((b"tEXt", b"Title\0a")),
    "d.jpg": jpeg((0xE1, NOISE)) + jpeg(),
    "e.woff2": b"wOF2" + NOISE,
    "f.ico": b"\0\0\1\0\1\0\x10\x10" + NOISE,
    "g.mp4": b"\0\0\0\x18ftypmp42" + NOISE,
    "h.txt": b"x^2 and \x7f",
    "i.txt": b"BZh is no bzip, PK is no zip, %PD is no PDF",
    "j.html": "naïve café \\u0041 +abcdefghi= %41 =41=42 begin 644 xn--x".encode(),
    "k.txt": ("integrity " + "sha256-" + b64(NOISE[:32]) + " " + NOISE[:32].hex()).encode(),
    "l.csv": "标题，县城".encode("gb18030"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_no_doubt_is_none(name: str) -> None:
    assert not found(name, HARMLESS[name])
    assert all(each.readable and each.through for each in read(name, HARMLESS[name]))


SMALL: dict[str, bytes] = {
    "a.gz": gzip.compress(b"nothing"),
    "b.bz2": bz2.compress(b"nothing"),
    "c.xz": lzma.compress(b"nothing"),
    "d.lzma": lzma.compress(b"nothing", lzma.FORMAT_ALONE),
    "e.tar": tarred(b"nothing"),
    "f.zip": zipped(b"nothing"),
    "g.png": png(),
    "h.jpg": jpeg(),
    "i.jpg": b"\xff\xd8\xff\xdb\0\4\0\0\xff\xd9",
    "j.gif": b"GIF89a\1\0\1\0\x80\0\0" + bytes(6) + b"!\xf9\4" + bytes(5) + b"," + bytes(9) + b"\2\2D\1\0;",
    "k.webp": b"RIFF\x10\0\0\0WEBPVP8 \4\0\0\0" + bytes(4),
    "l.pdf": pdf("", "1 beginbfchar <0007> <0041> endbfchar"),
    "m.rtf": rtf("a {b").encode(),
    "n": zlib.compress(b"blob 7\0nothing"),
}
HIDDEN = {
    "plain": UTF8,
    "gbk": GBK,
    "base64": base64.b64encode(UTF8),
    "gzip": gzip.compress(UTF8),
    "zlib": zlib.compress(UTF8),
    "zip": zipped(PAGE),
    "name": NAME.encode(),
}


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("name", SMALL)
def test_what_stands_behind_the_end_of_a_file_is_read_as_a_file(name: str, hidden: str) -> None:
    assert not found(name, SMALL[name])
    assert not doubts(name, SMALL[name])
    assert found(name, SMALL[name] + HIDDEN[hidden])


@pytest.mark.parametrize("name", SMALL)
def test_what_stands_behind_the_end_of_a_file_and_is_none_is_said(name: str) -> None:
    assert doubts(name, SMALL[name] + zlib.compress(UTF8, wbits=-15))


def listed(entry: bytes, **said: int) -> bytes:
    """A zip whose list says something else of its only entry."""
    data, at = bytearray(entry), entry.index(b"PK\1\2")
    for place, value in said.items():
        struct.pack_into("<I", data, at + {"crc": 16, "packed": 20, "whole": 24}[place], value)
    return bytes(data)


def with_method(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        packed.writestr("a.txt", PAGE)
    return out.getvalue()


def streamed() -> bytes:
    """A zip whose entry has its sizes behind it, as programs write that do not know them before."""

    class Once(io.RawIOBase):
        """Takes bytes, and does not go back."""

        def __init__(self) -> None:
            self.taken = b""

        def writable(self) -> bool:
            return True

        def write(self, data: "Buffer") -> int:
            self.taken += bytes(data)
            return memoryview(data).nbytes

    out = Once()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", "nothing")
        packed.writestr("b.txt", "nothing")
    return out.taken


IN_ZIPS: dict[str, bytes] = {
    "before": gzip.compress(UTF8) + zipped(b"nothing"),
    "a zip before": zipped(PAGE) + zipped(b"nothing"),
    "in the comment": zipped(b"nothing", comment=gzip.compress(UTF8)),
    "in an extra field": zipped(
        b"nothing", extra=struct.pack("<HH", 0x4242, 99) + gzip.compress(UTF8).ljust(99, b"\0")
    ),
    "in a folder": zipped(PAGE, "a.tx/"),
    "bzip2": with_method(zipfile.ZIP_BZIP2),
    "lzma": with_method(zipfile.ZIP_LZMA),
}


@pytest.mark.parametrize("where", IN_ZIPS)
def test_all_that_a_zip_holds_is_read(where: str) -> None:
    assert found("a.zip", IN_ZIPS[where])
    assert not doubts("a.zip", IN_ZIPS[where])


def test_a_zip_whose_list_says_less_than_it_holds_is_said() -> None:
    """Programs that go by the list unpack less than others."""
    assert doubts("a.zip", listed(zipped(PAGE), crc=0, packed=0, whole=0))
    shorter = listed(zipped(PAGE), crc=zlib.crc32(PAGE[:3]), whole=3)
    assert [each.name for each in read("a.zip", shorter) if not each.readable] == ["a.zip"]


def test_a_zip_whose_entries_share_bytes_is_said() -> None:
    first = zipped(PAGE)
    listing = first.index(b"PK\1\2")
    twice = first[:-22][listing:] * 2
    end = bytearray(first[-22:])
    struct.pack_into("<HHI", end, 8, 2, 2, len(twice))
    assert [each.name for each in read("a.zip", first[:listing] + twice + bytes(end)) if not each.readable] == ["a.zip"]


def test_sizes_behind_an_entry_are_no_file() -> None:
    assert b"PK\7\x08" in streamed()
    assert not doubts("a.zip", streamed())


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(folder), *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize("packed", [False, True])
def test_the_history_of_a_site_is_read(tmp_path: Path, packed: bool) -> None:
    git(tmp_path, "init", "-q")
    lines = [f"<p>第{n}行{'很' * (n % 7)}早。</p>" for n in range(400)]
    for n, text in enumerate(("", f"<p>{TEXT}</p>", "")):
        page = "\n".join([*lines[:200], text, *lines[200 + n :]])
        (tmp_path / "a.html").write_text(page, encoding="utf-8")
        (tmp_path / f"{NAME}{n}.html").write_bytes(b"")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", f"{n}")
    if packed:
        git(tmp_path, "gc", "-q", "--aggressive", "--prune=now")
    every = [path for path in (tmp_path / ".git").rglob("*") if path.is_file() and ".sample" not in path.name]
    holding = {path.parent.name if packed else "objects" for path in every if found(path.name, path.read_bytes())}
    assert "pack" in holding if packed else "objects" in holding
    told = [each for path in every for each in read(path.name, path.read_bytes())]
    assert all(each.readable and each.through for each in told)
    assert any(f"{NAME}0" in each.text for each in told)


def nested(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = gzip.compress(data)
    return data


def test_an_archive_in_an_archive_is_read_to_a_depth() -> None:
    assert found("a.gz", nested(UTF8, 5))
    deep = nested(UTF8, 20)
    assert not found("a.gz", deep)
    assert doubts("a.gz", deep)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zlib.compress, zipped, tarred])
def test_what_grows_beyond_all_bounds_is_named(pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inner, "MUCH", 1_000_000)
    bomb = pack(bytes(3_000_000))
    if pack is tarred:
        bomb = gzip.compress(bomb)
    assert doubts("a", bomb)
    assert not doubts("a", pack(PAGE))


def test_a_bomb_in_base64_is_named_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inner, "MUCH", 1_000_000)
    assert doubts("a.html", f"data:x;base64,{b64(gzip.compress(bytes(9_000_000)))}")


def test_a_text_in_two_codes_is_read_once() -> None:
    """Else each reading would read all the others again."""
    text = mail("quoted-printable") + b"\n+ABC+DEFGHIJ =?utf-8?q?=E4=B8=80?= =E4=B8=80\n"
    assert len(read("a.eml", text)) < 40


PIECES = [
    "=E4=B8=80",
    "+ZBZQ",
    "xn--",
    "\\344",
    "\\x4e",
    "fromCharCode(",
    "99999,",
    "0x4e00,",
    "=?gbk?b?",
    "?=",
    "begin 644 a\n",
]
SIGNS = st.lists(
    st.sampled_from([*PIECES, "end\n", "base64,", "\u00e4\u00b8", "\u0660", "\u017f", "A" * 24, "\n", "-", "一"])
)


@given(SIGNS, st.text())
def test_no_text_stops_it(pieces: list[str], text: str) -> None:
    assert read("a.txt", ("".join(pieces) + text).encode("utf-8", "replace"))


BEGINNINGS = [data.encode() if isinstance(data, str) else data for data in (*PACKED.values(), *DOCUMENTS.values())]


@given(st.sampled_from(BEGINNINGS), st.data())
def test_no_file_stops_it(data: bytes, draw: st.DataObject) -> None:
    """Cut off, or with other bytes in it."""
    damaged = bytearray(data[: draw.draw(st.integers(0, len(data)))])
    for _ in range(draw.draw(st.integers(0, 3)) if damaged else 0):
        damaged[draw.draw(st.integers(0, len(damaged) - 1))] = draw.draw(st.integers(0, 255))
    read("a", bytes(damaged))


def test_a_long_text_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "PIECE", 10_000)
    lines = "\n".join(["县城的春天来得很早。"] * 9000).encode()
    for at in (0, 10_000, 10_030, 400_000, len(lines)):
        cut = lines.find(b"\n", at) + 1 or len(lines)
        assert found("a.jsonl", lines[:cut] + UTF8[:18] + b"\n" + UTF8[18:] + lines[cut:])
    assert len(read("a.jsonl", lines)) > 10
    assert found("b.txt", lines.replace(b"\n", b" ") + UTF8), "of one line"
    assert found("c.txt", (lines.decode() + TEXT).encode("utf-16"))


# ---- cut into pieces, and beside what is seen ------------------------------------------------------------------------


def cues(text: str, size: int, end: str) -> str:
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    return "\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},500{end}\n{part}\n" for n, part in enumerate(parts, 1)
    )


IN_PIECES = {
    "a.srt": cues(TEXT, 2, ""),
    "b.vtt": "WEBVTT\n\n" + cues(TEXT, 5, " line:85% position:50% align:center"),
    "c.xml": "<a>" + "".join(f"<![CDATA[{letter}]]>" for letter in TEXT) + "</a>",
    "d.json": json.dumps(list(TEXT), ensure_ascii=False),
    "e.json": json.dumps([{"x": 10 * n, "t": letter} for n, letter in enumerate(TEXT)]),
    "f.svg": "".join(f'<text x="{n}">{letter}</text>\n{n}' for n, letter in enumerate(TEXT)),
    "g.txt": f"（{NAME[:1]}\n{NAME[1:]}）",
    "h.html": f"<p>（{NAME[:2]}<br>{NAME[2:]}）</p>",
    "i.html": f"<p>（{NAME[:2]}<br>\n{NAME[2:]}）</p>",
    "j.txt": f"“{NAME[:1]}-{NAME[1:]}”",
    "k.txt": "（" + "\u00ad".join(NAME) + "）",
    "l.txt": "（" + "\u200b".join(NAME) + "）",
    "m.txt": "（" + "　".join(NAME) + "）",
    "n.txt": "（" + " / ".join(NAME) + "）",
    "o.html": f"<p>（{NAME[:1]}&shy;\n{NAME[1:]}）</p>",
    "p.vtt": f"WEBVTT\n\n00:00.000 --> 00:01.000\n{NAME[:2]}\n\n00:01.000 --> 00:02.000 align:center\n{NAME[2:]}\n",
    "q.srt": cues(NAME, 2, ""),
    "r.csv": f"姓,名\r\n{NAME[:2]},{NAME[2:]}\r\n",
    "s.csv": f'版,姓,名\n"一版","{NAME[:2]}","{NAME[2:]}","记者"\n',
    "t.tsv": f"姓\t名\n{NAME[:2]}\t{NAME[2:]}\n",
    "u.json": json.dumps({"last": NAME[:2], "first": NAME[2:]}, ensure_ascii=False),
    "v.json": json.dumps({"名": NAME[2:], "姓": NAME[:2]}, ensure_ascii=False, indent=2),
    "w.js": f'x = {{last: "{NAME[:2]}", first: "{NAME[2:]}"}};',
    "x.txt": f"{TEXT[:8]}\n— 12 —\n{TEXT[8:]}",
    "y.txt": f"昨天{TEXT[:6]}\r\n\r\n- 3 -\r\n{TEXT[6:]}，共三处",
    "z.html": f"<p>{TEXT[:8]}</p>\n<p>3</p>\n<p>{TEXT[8:]}</p>",
}


@pytest.mark.parametrize("name", IN_PIECES)
def test_what_is_cut_into_pieces_is_read_as_one(name: str) -> None:
    assert found(name, IN_PIECES[name])


@pytest.mark.parametrize(
    "text",
    [
        "慕容\n\n\n某某\n青年",
        "张|慕|容|青|年",
        "慕容,青年\n",
        "慕容\n3\n青年",
        "老慕\n容青年",
        "慕容、青",
        "慕容。青",
        "他姓慕容，青年时代在外",
    ],
)
def test_neighbours_are_no_name(text: str) -> None:
    assert not found("a.txt", text)


HARD = (
    *(
        "山\n3\n",
        "山,",
        "山\n",
        '"山","a":',
        "山 - ",
        "\n" + "a" * 101,
        "\n1" * 9,
        '"山"' * 3,
        "%u5c71",
        "\\U00005c71",
        "1",
    ),
    *("e5 ", "0x5c, ", "200,", "200,\n    ", "11:22:", "山" * 5 + ",", ", ", '",', "山\x001", "\n\n1\n"),
)


@pytest.mark.parametrize("piece", HARD)
def test_twice_the_text_takes_twice_the_time(piece: str) -> None:
    def least(size: int) -> float:
        data = (piece * (size // len(piece))).encode()
        took = []
        for _ in range(3):
            start = time.process_time()
            read("a.txt", data)
            took.append(time.process_time() - start)
        return min(took)

    assert least(160_000) < 3 * least(80_000) + 0.05


def picture(beside: bytes = b"", behind: bytes = b"", adam7: bool = False, *chunks: tuple[bytes, bytes]) -> bytes:
    """Eight by eight pixels of three bytes, with bytes behind the last row, and behind what is deflated."""
    rows = 15 if adam7 else 8
    data = zlib.compress(bytes(8 * 8 * 3 + rows) + beside) + behind
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, adam7)), *chunks, (b"IDAT", data), (b"IEND", b"")]
    whole = (struct.pack(">I", len(of)) + name + of + struct.pack(">I", zlib.crc32(name + of)) for name, of in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


@pytest.mark.parametrize("adam7", [False, True])
def test_what_lies_beside_the_pixels_of_a_picture_is_read_or_said(adam7: bool) -> None:
    noise = bytes(range(256)) * 8
    assert (found("a.png", picture(adam7=adam7)), doubts("a.png", picture(adam7=adam7))) == (False, set())
    assert found("a.png", picture(UTF8, adam7=adam7))
    assert found("a.png", picture(behind=gzip.compress(PAGE), adam7=adam7))
    assert doubts("a.png", picture(noise, adam7=adam7)) == {"a.png"}
    assert doubts("a.png", picture(behind=noise, adam7=adam7)) == {"a.png"}


@pytest.mark.parametrize("name", [b"zTXt", b"iTXt", b"eXIf", b"prVt", b"qqQq"])
@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress, bytes])
def test_what_lies_in_any_part_of_a_picture_is_read(name: bytes, pack: Callable[[bytes], bytes]) -> None:
    assert found("a.png", picture(b"", b"", False, (name, b"note\0\0" + pack(PAGE))))
