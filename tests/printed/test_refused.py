"""What is no page is named in one line, with what to do; nothing is taken for text that is none."""

import os
import signal
import time
import zlib
from pathlib import Path

import pytest

from generator.base.printed_page import PrintedPage
from generator.printed import apart, kinds, reading
from generator.printed.kinds import Kind
from generator.printed.refused import Refused
from tests.printed import files
from tests.printed.pdfs import at, pdf

BOMB = b"""<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><alto>&c;</alto>"""
OUTSIDE = b"""<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]><alto>&x;</alto>"""


def png(width: int, height: int) -> bytes:
    """A picture of any size, of which nothing is there."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    parts = [name + data for name, data in ((b"IHDR", head), (b"IDAT", b""), (b"IEND", b""))]
    chunks = [(len(p) - 4).to_bytes(4, "big") + p + zlib.crc32(p).to_bytes(4, "big") for p in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as told:
        reading.read(data)
    assert told.value.mend.endswith(".")
    assert "\n" not in told.value.what + told.value.mend
    return told.value.what


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (BOMB, "is XML that declares types or entities of its own, which are not read"),
        (OUTSIDE, "is XML that declares types or entities of its own, which are not read"),
        (b"<alto><Layout>", "is XML that is damaged in line 1 (no element found)"),
        (b"<a>" * 1000, "is XML that is deeper or longer than any page"),
        (b"<rss><channel/></rss>", "is XML of a kind that is not known (<rss>)"),
        (b'<?xml version="1.0" encoding="x-none"?><alto/>', "is XML that is no x-none, as it says"),
        (b'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"/>', "is XML that holds no page"),
        (b"<mets><fileSec/></mets>", "is METS that names no page in ALTO"),
        (b"<html><body><p>\xe6\x9c\xac\xe6\x8a\xa5\xe8\xae\xaf</p></body></html>", "is HTML and no hOCR"),
        (b"<!DOCTYPE html><title>x</title>", "is HTML and no hOCR"),
        (b'{"title": "x", "body": "y"}', "is JSON in which no lines with their text and place are found"),
        (b'[{"title": "x"}, {"title": "y"}]', "is JSON in which no lines with their text and place are found"),
        (files.json_of([[[[0, 0], [1, 1]], "行", 1]] * 50_000), "has a page of 50,000 lines and more"),
        (b"[1, 2, 3]", "is JSON in which no lines with their text and place are found"),
        (b'[[[[1, 2], [3, 4]], "\xe7\x94\xb2", 0.', "is JSON that is damaged in line 1"),
        (b"[" * 100_000, "is JSON that is deeper than any page"),
        (b"PK\x03\x04rest", "is a packed file (zip, Word, OFD and others are), which is not read"),
        (b"\xd0\xcf\x11\xe0rest", "is a document of an older Office, which is not read"),
        (files.TABLE.splitlines()[0] + b"\n1\t2\n", "is a table of words with columns missing"),
        (png(60_000, 60_000), "is a picture of 60,000 by 60,000 points, more than 250 million"),
        (b"\x89PNG\r\n\x1a\nrest", "is a picture that is damaged"),
    ],
)
def test_one_line_says_what_it_is(data: bytes, what: str) -> None:
    assert refused(data) == what


def test_places_that_are_none_stop_nothing() -> None:
    odd = [
        [[[1, 2], ["x", 4]], "甲", "sure"],
        [[[1e999, 0], [0, 0]], "乙", None],
        [[], "丙", 1],
        [[[0, 0], [1, 1]], "丁", 2],
    ]
    page = reading.read(files.json_of(odd).replace(b"Infinity", b"1e999"))[0]
    assert [line.text for line in page.lines] == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(
    "text",
    [
        "本报讯 今年以来\n我市",
        "[本报讯]（记者 张三）今年\n第二行",
        "{乡村振兴}专栏\n第二行",
        "《论语》<第三章>\n第二行",
        "<<人民日报>>\n第二行",
        "# 这一行印着井号\n第二行紧接着\n第三行",
        "- 一\n- 二\n",
        "3#楼\n\n4#楼\n\n5#楼",
        "%PDF\n",
        "%PDF-1.4 是什么格式\n第二行",
        "数字化知识\n文件开头的 %PDF-1.4\n说明它是 PDF",
        "<b>{{天气}}</b>晴&lt;\n农机手正在检修机具，\n门诊搬入新址。",
        "<b>{{天气}}</b>晴&lt;",
        "<APEC>领导人会议\n本报讯 今年以来\n我市",
        "<NBA 战报>勇士胜",
        "<!重要>通知",
        "‹本报›<要闻>\n第二行",
        '{"两会"}声音\n第二行',
        '["两会"]声音\n第二行',
        "[1]第一条\n[2]第二条",
        "[2024]1号文件\n第二行",
        "[3,000名]农机手\n第二行",
        "[]空\n第二行",
        "{}\n第二行",
        "#两会# 观察\n\n第一段\n\n第二段",
        "GIF8 是什么\n",
        "KDH 是什么\n",
        "",
    ],
)
def test_a_page_of_plain_text_stays_one(text: str) -> None:
    for name in ("utf-8", "utf-8-sig", "gb18030"):
        assert kinds.kind(text.encode(name)) is Kind.TEXT


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.alto().decode().encode("utf-16"), Kind.XML),
        (b"\xef\xbb\xbf\n  " + files.RAPID, Kind.JSON),
        (files.LISTED, Kind.JSON),
        (files.HOCR, Kind.HTML),
        (files.TABLE, Kind.TABLE),
        (files.MARKDOWN, Kind.MARKDOWN),
        (pdf([""]), Kind.PDF),
        (b"junk before\n" + pdf([""]), Kind.PDF),
        (b"<TextBlock>half of a file", Kind.XML),
        (b'<TextBlock ID="b1"\n  HPOS="1" VPOS="2">\n<TextLine>\n<Str', Kind.XML),
        (b'<TEI xmlns="http://www.tei-c.org/ns/1.0">' + 20 * b"words\n", Kind.XML),
        (b"<!-- made by an engine -->\nwords", Kind.XML),
        (b"<?xml version='1.0'?>\nwords", Kind.XML),
        ("<p>甲</p>\n<p>乙</p>".encode(), Kind.HTML),
        ("<div>甲</div>乙".encode(), Kind.HTML),
        (b'{"lines": [', Kind.JSON),
        (('[{"text": "' + 2000 * "字").encode(), Kind.JSON),
        (b"[[[0, 0], [1", Kind.JSON),
        (b'{"a": 1}\n{"a": 2}', Kind.JSON),
        (b'[{"text": "a" "box": 1}]', Kind.JSON),
    ],
)
def test_what_a_file_is_its_content_tells(data: bytes, kind: Kind) -> None:
    assert kinds.kind(data) is kind


# ---- in a process of its own ---------------------------------------------------------------------------------------


def test_a_file_that_ends_the_reader_ends_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad"
    good.write_bytes(pdf([at(50, 700, "第一版"), at(50, 700, "第二版")]))
    assert apart.read(good, None) == 2
    second = apart.read(good, 2)
    assert isinstance(second, PrintedPage)
    assert second.lines[0].text == "第二版"
    os.kill(apart._begun()._process.pid, signal.SIGKILL)
    ended = apart.read(good, 1)
    assert isinstance(ended, Refused)
    assert ended.what.startswith("ends the reader")
    assert isinstance(apart.read(good, 1), PrintedPage)
    os.mkfifo(bad)
    pipe = apart.read(bad, None)
    assert isinstance(pipe, Refused)
    assert pipe.what.startswith("cannot be read")
    too_far = apart.read(good, 3)
    assert isinstance(too_far, Refused)
    assert too_far.what == "has 2 sheets, and no sheet 3"


def test_a_file_that_takes_too_long_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "slow.json"
    path.write_bytes(b"[" + b'[[[0,0],[1,1]],"x",1],' * 400_000 + b'[[[0,0],[1,1]],"x",1]]')
    monkeypatch.setattr(apart, "PATIENCE", 0.05)
    began = time.monotonic()
    slow = apart.read(path, None)
    assert isinstance(slow, Refused)
    assert "takes it more than" in slow.what
    assert time.monotonic() - began < 5


def test_mets_may_not_name_files_outside_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "1.xml").write_bytes(files.alto())
    inner = tmp_path / "issue"
    inner.mkdir()
    for link in ("../1.xml", str(tmp_path / "1.xml"), "file:///etc/passwd.xml"):
        (inner / "mets.xml").write_bytes(files.METS.replace(b"file://./ALTO/1.xml", link.encode()))
        found = apart.read(inner / "mets.xml", 1)
        assert isinstance(found, Refused)
        assert "which is not in its folder" in found.what
