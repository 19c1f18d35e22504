"""What search engines, and links that are sent to others, show of each kind of page: Open Graph and a description."""

import json
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.base.addresses import author_path, subject_path, url
from tests.build.test_setting_kinds import put
from tests.conftest import ARTICLES, Sample, begun, validate

ADDRESS = "https://example.org/hall/"
LEAD = '一地的报纸，"1949"年以来 <b>&amp;</b>。'
SECRET = "山后水库移民名册"
ISSUES = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
  llb: {name: 吕梁报, name_basis: inferred}
issues:
  - {paper: xxb, date: 2024-03-07, pages: [{file: pages/1.txt, page: 1}]}
  - {paper: llb, date: 1950-05-01, date_basis: inferred}
"""
HOSTILE = '小麦 <script>"x"</script> &amp; {{ config }}'
SAME = {
    "paper": "xxb",
    "date": "2024-03-08",
    "county": "兴县",
    "kind": "news",
    "authors": ["王一"],
    "body": "小麦播种过半。",
}
RECORDS = [
    {**SAME, "id": "xxb-2024-03-08-01-01", "title": HOSTILE},
    {**SAME, "id": "xxb-2024-03-08-01-02", "title": "小麦长势良好"},
    {**SAME, "id": "xxb-2024-03-08-01-03", "title": "小麦丰收", "status": "withdrawn"},
    {**SAME, "id": "xxb-2024-03-08-01-04", "title": SECRET, "body": f"{SECRET}第一册。", "status": "withheld"},
    {
        **SAME,
        "id": "llb-1950-05-01-01-01",
        "paper": "llb",
        "date": "1950-05-01",
        "title": "小麦入仓",
        "body": "文" * 90,
    },
]
KINDS = {
    "the front page": "index.html",
    "an issue": "issues/xxb/2024-03-08/index.html",
    "an article": "issues/xxb/2024-03-08/01-01.html",
    "a page text": "issues/xxb/2024-03-07/text-1.html",
    "what was withdrawn": "issues/xxb/2024-03-08/01-03.html",
    "what has moved": "issues/xxb/2024-03-08/01-09.html",
    "all issues": "issues/index.html",
    "a newspaper": "issues/xxb/index.html",
    "a year": "dates/2024/index.html",
    "a month": "dates/2024/03.html",
    "this day": "dates/on/03-07.html",
    "all places": "counties/index.html",
    "a place": "counties/141123/index.html",
    "all authors": "people/index.html",
    "an author": url(author_path("王一")),
    "all subjects": "subjects/index.html",
    "a subject": url(subject_path("小麦")),
    "data": "data/index.html",
    "search": "search/index.html",
    "a page of one's own": "about.html",
    "one that says what it is": "told.html",
    "what is not there": "404.html",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    made = begun(tmp_path_factory.mktemp("heads"), ISSUES)
    made.write("seeds/pages/1.txt", "我县春耕全面展开\n三月的田野一片繁忙。\n")
    made.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES)
    made.write("seeds/articles/all.jsonl", "".join(json.dumps(record) + "\n" for record in RECORDS))
    made.write("seeds/moved.yml", "xxb-2024-03-08-01-09: xxb-2024-03-08-01-02\n")
    made.write("site_src/told.md", '---\ndescription: 馆史 "一"\n---\n# 馆史\n')
    put(made, f"site_url: {ADDRESS}")
    put(made, f"site_description: '{LEAD}'")
    result = made.run("build")
    assert result.exit_code == 0, result.output
    return made


class _Head(HTMLParser):
    """Tags of a head, by their names and properties; title and canonical link."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.found += [(of[key], of["content"]) for key in ("name", "property") if key in of]
        elif tag == "link" and of["rel"] == "canonical":
            self.found += [("canonical", of["href"]), (of["property"], of["href"])]


def head(archive: Sample, name: str) -> dict[str, str]:
    """What the head of a page says of it, each once."""
    reading = _Head()
    reading.feed(archive.read(f"site/{name}").partition("</head>")[0])
    said = [
        (key, value) for key, value in reading.found if key.startswith("og:") or key in ("description", "canonical")
    ]
    assert max(Counter(key for key, _ in said).values()) == 1
    return dict(said)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_says_what_it_is(archive: Sample, kind: str) -> None:
    said = head(archive, KINDS[kind])
    canonical = said.pop("canonical", "")
    assert said.pop("description") == said.pop("og:description") != ""
    assert said.pop("og:type", "website") == ("article" if kind == "an article" else "website")
    assert said.pop("og:url", "") == canonical
    assert bool(canonical) == (kind != "what is not there")
    assert said.pop("og:title")
    assert said == {"og:image": f"{ADDRESS}assets/card.png"}


def test_every_kind_of_page_is_there(archive: Sample) -> None:
    site = archive.root / "site"
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    heads = {name: head(archive, name) for name in found}
    assert set(KINDS.values()) <= found
    assert [name for name, of in heads.items() if not {"description", "og:title", "og:image"} <= of.keys()] == []


def test_what_each_says_tells_it_from_the_others(archive: Sample) -> None:
    told = {kind: head(archive, name)["og:description"] for kind, name in KINDS.items()}
    assert told["an article"] == "兴县报 2024年3月8日　小麦播种过半。"
    assert told["an issue"] == f"2篇　{HOSTILE}；小麦长势良好"
    assert told["a place"] == "兴县　山西省 吕梁市　4篇"
    assert told["what was withdrawn"] == "这篇文章已撤下"
    assert told["one that says what it is"] == '馆史 "一"'
    plain = {kind for kind, text in told.items() if text == LEAD}
    assert plain == {"the front page", "search", "a page of one's own", "what has moved", "what is not there"}
    others = [text for kind, text in told.items() if kind not in plain]
    assert len(set(others)) == len(others)
    long = head(archive, "issues/llb/1950-05-01/01-01.html")["og:description"]
    assert long == f"{'文' * 40}……", "name and date are inferred"


def test_the_title_is_that_of_the_page_as_it_stands(archive: Sample) -> None:
    assert head(archive, KINDS["an article"])["og:title"] == HOSTILE
    assert head(archive, KINDS["an issue"])["og:title"] == "兴县报 2024年3月8日"
    assert head(archive, KINDS["the front page"])["og:title"] == "兴县报藏"
    assert head(archive, KINDS["one that says what it is"])["og:title"] == "馆史"


def test_what_has_moved_names_the_address_to_which_it_leads(archive: Sample) -> None:
    assert head(archive, KINDS["what has moved"])["og:url"] == f"{ADDRESS}issues/xxb/2024-03-08/01-02.html"


def test_the_picture_is_one_that_messengers_show(archive: Sample) -> None:
    """WeChat takes none below 300 pixels, and none of them an SVG."""
    data = (archive.root / "site/assets/card.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(data[at : at + 4], "big") for at in (16, 20)] == [512, 512]


@pytest.mark.parametrize(("logo", "picture"), [("mark.png", "mark.png"), ("mark.svg", "assets/card.png")])
def test_a_logo_of_ones_own_is_the_picture_where_it_is_no_drawing(sample: Sample, logo: str, picture: str) -> None:
    sample.write(f"site_src/{logo}", b"\x89PNG\r\n\x1a\n")
    put(sample, f"theme: {{name: baocang, language: zh, logo: {logo}}}")
    put(sample, "site_url: https://example.org/hall")
    assert sample.run("build").exit_code == 0
    assert head(sample, "index.html")["og:image"] == f"{ADDRESS}{picture}"


def test_without_an_address_no_address_is_named(sample: Sample) -> None:
    assert sample.run("build").exit_code == 0
    said = head(sample, "issues/xxb/2024-03-07/01-01.html")
    assert said.keys() == {"description", "og:description", "og:title", "og:type"}


def test_the_heads_are_valid(archive: Sample) -> None:
    assert validate(*(archive.root / "site" / name for name in KINDS.values())) == (0, "")


def test_what_is_withheld_is_in_no_head_feed_or_sitemap(archive: Sample) -> None:
    result = archive.run("check", "--published")
    assert result.exit_code == 0, result.output
    files = [path for path in Path(archive.root / "site").rglob("*") if path.is_file()]
    named = [path for path in files if "2024-03-08/01-04" in path.read_text(encoding="utf-8", errors="replace")]
    assert named == []
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []
