"""Feeds: what came into the archive last, with the date of its newspaper; valid by RFC 4287."""

import datetime
import json
import re
from xml.etree import ElementTree

import pytest

from generator.exports import feeds
from generator.seeds import days, status
from tests.conftest import Sample
from tests.exports.atom import ATOM, faults
from tests.exports.test_export import catalogue

PRISM = "{http://prismstandard.org/namespaces/basic/2.0/}"
TODAY = "2026-11-29"
FEEDS = ["feed.xml", "issues/xxb/feed.xml", "counties/141123/feed.xml"]


@pytest.mark.parametrize("feed", ["feed.xml", "issues/llrb/feed.xml", "counties/141100/feed.xml"])
def test_feeds_are_atom_and_their_links_lead_to_pages(shipped: Sample, feed: str) -> None:
    path = shipped.root / "site" / feed
    assert faults(path.read_text(encoding="utf-8")) == []
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    for link in root.iter(f"{ATOM}link"):
        assert (path.parent / link.attrib["href"]).is_file()
    dates = [entry.findtext(f"{ATOM}updated") or "" for entry in root.findall(f"{ATOM}entry")]
    assert dates == sorted(dates, reverse=True)
    assert root.findtext(f"{ATOM}updated") == dates[0]


FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a</id><title>a</title><updated>2026-01-01T00:00:00Z</updated>
<author><name>a</name></author><entry><id>urn:b</id><title>b</title><published>2026-01-01T00:00:00Z</published>
<updated>2026-01-01T00:00:00Z</updated><link href="b.html"/><summary>b</summary></entry></feed>"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<id>urn:b</id>", "", "0 of id in entry"),
        ("urn:b", "urn:a", "urn:a is the id of 2"),
        ("urn:b", "b", "id is b"),
        ("<summary>b</summary>", "<summary>b</summary><summary>c</summary>", "2 of summary in entry"),
        ("<summary>b</summary>", "<subtitle>b</subtitle>", "subtitle in entry"),
        ("<author><name>a</name></author>", "", "feed without author"),
        ("<name>a</name>", "<name/>", "name is empty"),
        ('<link href="b.html"/>', "", "entry without content and link"),
        ("<published>2026-01-01T00", "<published>2026-01-02T00", "entry updated before it was published"),
        ("<published>2026-01-01T00:00:00Z", "<published>2026-01-01", "published is 2026-01-01"),
        ('<link href="b.html"/>', '<link href="b.html"/><link href="c.html"/>', "2 alternates of None"),
    ],
)
def test_what_is_wrong_with_a_feed_is_seen(old: str, new: str, fault: str) -> None:
    assert faults(FEED) == []
    assert fault in faults(FEED.replace(old, new, 1))


def test_pages_name_their_feeds(shipped: Sample) -> None:
    for page in ("index.html", "issues/llrb/index.html", "counties/141100/index.html"):
        assert '<link rel="alternate" type="application/atom+xml" href="feed.xml">' in shipped.read(f"site/{page}")


def test_text_that_looks_like_markup_stays_text_in_feeds(sample: Sample) -> None:
    file = "seeds/articles/xxb-2024-03-07.yml"
    sample.write(file, sample.read(file).replace("title: 我县春耕全面展开", "title: '<b>&amp;]]></b>'"))
    for path, feed in feeds.feeds(catalogue(sample.root, name="<i>")):
        text = "".join(feed.make())
        assert faults(text) == []
        assert "<b>&amp;]]></b>" in "".join(ElementTree.fromstring(text).itertext()), path


# ---- what was added ------------------------------------------------------------------------------------------------


def entries(archive: Sample, feed: str) -> list[tuple[str, ...]]:
    """Title, date of the newspaper, day of coming of the first and of the last of it; empty where that is not said."""
    text = archive.read(f"site/{feed}")
    assert faults(text) == []
    names = (f"{ATOM}title", f"{PRISM}publicationDate", f"{ATOM}published", f"{ATOM}updated")
    found = ElementTree.fromstring(text).findall(f"{ATOM}entry")
    return [
        tuple((entry.findtext(name) or "")[: None if name == names[0] else 10] for name in names) for entry in found
    ]


@pytest.fixture
def grown(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """An archive to which an issue of 1950 was added, and then one article more of the issue that it had."""
    sample.write(days.FILE, f"{days.HEAD}xxb-2024-03-07-01-01\t2026-11-01\t2026-11-01\t{'0' * days.DIGITS}\n")
    older = {
        "paper": "xxb",
        "date": "1950-05-01",
        "page": 1,
        "title": "山村识字班",
        "body": "夜里点着油灯上课。",
        "county": "兴县",
    }
    for day, file, record in (
        (TODAY, "older", older),
        ("2026-12-03", "more", {**older, "date": "2024-03-07", "page": 2, "title": "河堤加固完工"}),
    ):
        sample.write(f"seeds/articles/{file}.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
        monkeypatch.setattr(status, "today", lambda day=day: datetime.date.fromisoformat(day))
        assert sample.run("build").exit_code == 0
    return sample


def test_what_came_last_stands_first_with_the_date_of_its_newspaper(grown: Sample) -> None:
    issues = [
        ("兴县报 2024年3月7日", "2024-03-07", "2026-11-01", "2026-12-03"),
        ("兴县报 1950年5月1日", "1950-05-01", TODAY, TODAY),
    ]
    assert entries(grown, "feed.xml") == entries(grown, "issues/xxb/feed.xml") == issues
    assert entries(grown, "counties/141123/feed.xml") == [
        ("河堤加固完工", "2024-03-07", "2026-12-03", "2026-12-03"),
        ("山村识字班", "1950-05-01", TODAY, TODAY),
        ("我县春耕全面展开", "2024-03-07", "2026-11-01", "2026-11-01"),
    ]
    assert "<summary>兴县报 1950年5月1日\n夜里点着油灯上课。</summary>" in grown.read(f"site/{FEEDS[2]}")


def test_what_has_no_day_follows_by_the_dates_of_newspapers(grown: Sample) -> None:
    text = grown.read(days.FILE)
    before = "\t".join([days.BEFORE, days.BEFORE])
    grown.write(days.FILE, re.sub(r"(xxb-2024-03-07-0\d-01)\t[\d-]+\t[\d-]+", rf"\1\t{before}", text))
    assert grown.run("build").exit_code == 0
    assert entries(grown, "feed.xml") == [
        ("兴县报 1950年5月1日", "1950-05-01", TODAY, TODAY),
        ("兴县报 2024年3月7日", "2024-03-07", "", "2024-03-07"),
    ]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_holds_thirty_and_those_that_came_last(sample: Sample, feed: str) -> None:
    rows, records = [], []
    for n in range(feeds.NEWEST + 5):
        date = f"19{50 + n}-01-01"
        rows.append(f"xxb-{date}-01-01\t2026-11-{1 + n % 5:02d}\t2026-11-01\t{'0' * days.DIGITS}\n")
        record = {
            "id": f"xxb-{date}-01-01",
            "paper": "xxb",
            "date": date,
            "page": 1,
            "title": f"题{n}",
            "body": f"文{n}",
        }
        records.append(json.dumps({**record, "county": "兴县"}) + "\n")
    sample.write(days.FILE, days.HEAD + "".join(rows))
    sample.write("seeds/articles/all.jsonl", "".join(records))
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    assert sample.run("build").exit_code == 0
    shown = [(entry[2], entry[1]) for entry in entries(sample, feed)]
    came = sorted(((row.split("\t")[1], row[4:14]) for row in rows), reverse=True)
    assert shown == came[: feeds.NEWEST]
