"""Bad input: one line that says where, what and how to mend it; all of it at once; nothing half written."""

import json
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base import assets
from generator.build.config.settings import CONTRAST, DARK, LIGHT, contrast
from generator.cli import main
from generator.seeds.files.reader import Reader
from tests.conftest import ARTICLES, ISSUES, SHIPPED, Sample

FILE = "seeds/articles/xxb-2024-03-07.yml"


def _issues(old: str, new: str) -> Callable[[Sample], None]:
    assert old in ISSUES
    return lambda sample: sample.write("seeds/issues.yml", ISSUES.replace(old, new))


def _articles(old: str, new: str) -> Callable[[Sample], None]:
    assert old in ARTICLES
    return lambda sample: sample.write(FILE, ARTICLES.replace(old, new))


def _page(text: bytes, name: str = "pages/a.txt") -> Callable[[Sample], None]:
    def change(sample: Sample) -> None:
        sample.write("seeds/issues.yml", f"{ISSUES}    pages: [{{file: {name}, page: 1}}]\n")
        if text:
            sample.write("seeds/pages/a.txt", text)

    return change


def _jsonl(*records: object) -> Callable[[Sample], None]:
    lines = "".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in records)
    return lambda sample: sample.write("seeds/articles/more.jsonl", lines)


LEAVE = "Put the file there, or correct its name where it is listed."
RECORD = {"paper": "xxb", "date": "2024-03-08", "title": "题", "body": "文"}
WRONG: dict[str, tuple[Callable[[Sample], object], str]] = {
    "no issues.yml": (
        lambda sample: (sample.root / "seeds/issues.yml").unlink(),
        'seeds/issues.yml: is missing. Write it, or start from the sample of "baocang new DIR".',
    ),
    "broken YAML": (
        _issues("    place: 兴县", "    place: [兴县"),
        "seeds/issues.yml:5: broken YAML: while parsing a flow sequence did not find expected ',' or ']'. "
        "Look here or one line above for a missing colon, quotation mark or indent.",
    ),
    "YAML that is no mapping": (
        lambda sample: sample.write("seeds/issues.yml", "- 兴县报\n"),
        'seeds/issues.yml:1: holds no fields. Write them as "name: value", one a line.',
    ),
    "a date that is no date": (
        _issues("2024-03-07", "2024-02-30"),
        "seeds/issues.yml:8: date of xxb is no date: 2024-02-30. That month has 29 days: see which day is meant.",
    ),
    "a date written without hyphens": (
        _issues("2024-03-07", "20240307"),
        "seeds/issues.yml:8: date of xxb is no date: 20240307. Write it as 2024-03-07.",
    ),
    "no date": (
        _issues("    date: 2024-03-07\n", ""),
        'seeds/issues.yml:7: no date for xxb. Add "date: 2024-03-07".',
    ),
    "a date in the future": (
        _issues("2024-03-07", "2999-01-01"),
        "seeds/issues.yml:7: the date 2999-01-01 of xxb lies in the future. Correct the year, month or day.",
    ),
    "an issue listed twice": (
        lambda sample: sample.write("seeds/issues.yml", ISSUES + "  - {paper: xxb, date: 2024-03-07}\n"),
        "seeds/issues.yml:9: xxb 2024-03-07 is listed a second time. Put its pages under line 7, or "
        'correct the date; of another edition say "edition: b".',
    ),
    "an unknown paper in the list": (
        _issues("paper: xxb", "paper: xxx"),
        'seeds/issues.yml:7: unknown paper "xxx". Known are xxb; a new one is added under papers in seeds/issues.yml.',
    ),
    "a misspelt field of a paper": (
        _issues("    place:", "    plase:"),
        'seeds/issues.yml:4: unknown field "plase" for xxb. Did you mean "place"?',
    ),
    "a place that is none of today": (
        _issues("place: 兴县", "place: 兴现"),
        "seeds/issues.yml:4: place of xxb is 兴现, which is no place of today or stands for several. "
        "Did you mean 兴县?",
    ),
    "a code of another place": (
        _issues('adcode: "141123"', 'adcode: "141124"'),
        "seeds/issues.yml:5: adcode of xxb is 141124, that of 山西省吕梁市临县, and its place is 兴县. "
        'Write "adcode: "141123"" for 山西省吕梁市兴县, or correct the place.',
    ),
    "a code of the place above": (
        _issues('adcode: "141123"', 'adcode: "141100"'),
        "seeds/issues.yml:5: adcode of xxb is 141100, that of 山西省吕梁市, and its place is 兴县. "
        'Write "adcode: "141123"" for 山西省吕梁市兴县, or correct the place.',
    ),
    "a code of no place": (
        _issues('adcode: "141123"', 'adcode: "999999"'),
        "seeds/issues.yml:5: adcode of xxb is 999999, which is no place's, and its place is 兴县. "
        'Write "adcode: "141123"" for 山西省吕梁市兴县, or correct the place.',
    ),
    "a code of no place, and no place": (
        _issues('    place: 兴县\n    adcode: "141123"', '    adcode: "999999"'),
        "seeds/issues.yml:4: adcode of xxb is 999999, which is no place's. Correct it, or take it out.",
    ),
    "a page file that is missing": (_page(b""), f"seeds/pages/a.txt: is missing. {LEAVE}"),
    "a page file that is empty": (
        _page(b" \r\n\r\n"),
        "seeds/pages/a.txt: is empty. Put its text there, or take it off the list.",
    ),
    "a page file that is no text": (
        _page(b"\x00\x01\xff\xfe\x00"),
        "seeds/pages/a.txt: is neither UTF-8 nor GB18030 text. Save it as UTF-8.",
    ),
    "a page file in GB18030": (
        _page("本报讯".encode("gb18030")),
        "seeds/pages/a.txt: is GB18030 and was read as such. Save it as UTF-8.",
    ),
    "a page file with a byte order mark": (
        _page("本报讯".encode("utf-8-sig")),
        "seeds/pages/a.txt:1: begins with a byte order mark, which was left out. "
        "Save it as UTF-8 without a byte order mark.",
    ),
    "a page file outside seeds/": (
        _page(b"", "../../secret.txt"),
        "seeds/issues.yml:7: ../../secret.txt lies outside seeds/. Move it into seeds/pages/.",
    ),
    "an article without a title": (
        _articles("    title: 我县春耕全面展开\n", ""),
        f'{FILE}:4: no title for xxb-2024-03-07-01-01. Add "title:" and the headline.',
    ),
    "an article whose title is empty": (
        _articles("title: 我县春耕全面展开", "title:"),
        f'{FILE}:6: no title for xxb-2024-03-07-01-01. Add "title:" and the headline.',
    ),
    "an article whose body is blank": (
        _articles("body: |-\n      三月的田野一片繁忙。\n\n      农机手正在检修机具。", 'body: " "'),
        f'{FILE}:12: no body for xxb-2024-03-07-01-01. Add "body: |-" and the text below it.',
    ),
    "a misspelt field of an article": (
        _articles("    byline:", "    bylien:"),
        f'{FILE}:8: unknown field "bylien" for xxb-2024-03-07-01-01. Did you mean "byline"?',
    ),
    "a status at the head of an article file": (
        _articles("paper: xxb\n", "status: withheld\npaper: xxb\n"),
        f'{FILE}:1: unknown field "status". '
        "An issue is closed in seeds/issues.yml: write it there, with its issue, or into each article.",
    ),
    "full-width spaces before a field": (
        _articles("    title: ", "    　title: "),
        f"{FILE}:6: has full-width spaces before title of xxb-2024-03-07-01-01. Put common spaces in their place.",
    ),
    "no space after a colon in braces": (
        _issues("    date: 2024-03-07\n", "    date: 2024-03-07\n    pages: [{file:pages/a.txt, page: 1}]\n"),
        'seeds/issues.yml:9: has no space after file: of xxb. Write "file: ", with a space.',
    ),
    "no space after any colon": (
        _issues('    name: 兴县报\n    place: 兴县\n    adcode: "141123"\n', "    name:兴县报\n    place:兴县\n"),
        'seeds/issues.yml:2: has no space after name: of xxb. Write "name: ", with a space.',
    ),
    "a full-width brace": (
        _issues("    date: 2024-03-07\n", "    date: 2024-03-07\n    pages: [｛file: pages/a.txt｝]\n"),
        "seeds/issues.yml:9: has a full-width ｛ before file of xxb. Write brackets half-width.",
    ),
    "a full-width colon after a field of an author": (
        _articles("role: 记者}", "role：记者}"),
        f'{FILE}:7: has a full-width ： after role of xxb-2024-03-07-01-01. Write "role: ", with a space.',
    ),
    "a misspelt field of an author": (
        _articles("role: 记者}", "rolle: 记者}"),
        f'{FILE}:7: unknown field "rolle" for xxb-2024-03-07-01-01. Did you mean "role"?',
    ),
    "a kind that does not exist": (
        _articles("kind: news", "kind: story"),
        f"{FILE}:11: kind of xxb-2024-03-07-01-01 is story. "
        "Write one of 'news', 'photo', 'notice', 'continuation', 'filler', 'advertisement', 'poem', 'letter', "
        "'obituary', 'table', 'cartoon', 'index'.",
    ),
    "an id that is none": (
        _articles("id: xxb-2024-03-07-01-01", "id: ../../x"),
        f"{FILE}:4: id of ../../x is ../../x. Write paper-date-page-number, as in llrb-2024-03-07-01-02.",
    ),
    "an id of another issue": (
        _articles("id: xxb-2024-03-07-01-01", "id: xxb-2024-03-06-01-01"),
        f"{FILE}:4: the id xxb-2024-03-06-01-01 belongs to another issue. "
        "An id begins with paper and date, here xxb-2024-03-07-.",
    ),
    "the same id twice": (
        _jsonl({**RECORD, "date": "2024-03-07", "id": "xxb-2024-03-07-01-01"}),
        f"{FILE}:4: the id xxb-2024-03-07-01-01 is used twice. "
        "It stands at seeds/articles/more.jsonl:1 already; write back the id that one of them had before; "
        "only a new article gets the next free number.",
    ),
    "a county that is none of today": (
        _articles("county: 兴县", "county: 兴现"),
        f"{FILE}:4: county of xxb-2024-03-07-01-01 is 兴现, which is no place of today or stands for several. "
        "Did you mean 兴县?",
    ),
    "a control character": (
        _articles("title: 我县春耕全面展开", 'title: "春\\a耕"'),
        f'{FILE}:6: the control character U+0007 in title of xxb-2024-03-07-01-01, after "春". Remove it.',
    ),
    "broken JSON": (
        _jsonl(RECORD, '{"paper": "xxb",'),
        "seeds/articles/more.jsonl:2: broken JSON: Expecting property name enclosed in double quotes (column 17). "
        "Write one object a line.",
    ),
    "JSON of an unknown paper": (
        _jsonl({**RECORD, "paper": "yyb"}),
        'seeds/articles/more.jsonl:1: unknown paper "yyb". '
        "Known are xxb; a new one is added under papers in seeds/issues.yml.",
    ),
    "JSON of an unknown paper, in many lines": (
        _jsonl(*({**RECORD, "paper": "yyb", "title": f"题{n}"} for n in range(3))),
        'seeds/articles/more.jsonl:1: unknown paper "yyb"; so are 2 more articles. '
        "Known are xxb; a new one is added under papers in seeds/issues.yml.",
    ),
    "JSON without a body": (
        _jsonl({key: value for key, value in RECORD.items() if key != "body"}),
        'seeds/articles/more.jsonl:1: no body for 题. Add "body: |-" and the text below it.',
    ),
    "a file that is no article file": (
        lambda sample: sample.write("seeds/articles/notes.docx", b"x"),
        "seeds/articles/notes.docx: is neither .yml nor .jsonl and was left out. Rename it or take it away.",
    ),
    "no mkdocs.yml": (
        lambda sample: (sample.root / "mkdocs.yml").unlink(),
        'mkdocs.yml: is missing. Write it, or start from the sample of "baocang new DIR".',
    ),
}
SPOKEN_BUT_BUILT = {"a page file in GB18030", "a page file with a byte order mark", "a file that is no article file"}


@pytest.mark.parametrize("name", WRONG)
def test_check_says_what_is_wrong_and_how_to_mend_it(sample: Sample, name: str) -> None:
    change, message = WRONG[name]
    change(sample)
    result = sample.run("check")
    assert message in result.output.splitlines()
    assert result.exit_code == 1


@pytest.mark.parametrize("name", [n for n in WRONG if not n.startswith("a page file") and n not in SPOKEN_BUT_BUILT])
def test_build_stops_and_leaves_the_last_site_alone(sample: Sample, name: str) -> None:
    assert sample.run("build").exit_code == 0
    before = sample.tree("site", "site_src")
    change, message = WRONG[name]
    change(sample)
    result = sample.run("build")
    assert message in result.output.splitlines()
    assert result.exit_code == 2
    assert sample.tree("site", "site_src") == before


@pytest.mark.parametrize("name", [n for n in WRONG if n.startswith("a page file")])
def test_segment_reports_a_bad_page_and_goes_on_with_the_others(sample: Sample, name: str) -> None:
    change, message = WRONG[name]
    change(sample)
    text = sample.read("seeds/issues.yml")
    sample.write("seeds/issues.yml", text + "  - paper: xxb\n    date: 2024-03-08\n    pages: [{file: pages/b.txt}]\n")
    sample.write("seeds/pages/b.txt", "本报讯 （记者 王一）近日，春耕开始。")
    result = sample.run("segment")
    certain = name in ("a page file in GB18030", "a page file with a byte order mark")  # "check" says that
    assert (message in result.output.splitlines()) is not certain
    assert result.exit_code == (0 if name in SPOKEN_BUT_BUILT else 1)
    assert "春耕开始" in sample.read("seeds/articles/xxb-2024-03-08.yml")


def test_all_problems_of_a_run_are_printed_together(sample: Sample) -> None:
    sample.write("seeds/issues.yml", ISSUES.replace("2024-03-07", "2024-02-30").replace("place:", "plase:"))
    sample.write(FILE, ARTICLES.replace("    byline:", "    bylien:").replace("kind: news", "kind: story"))
    _jsonl({**RECORD, "paper": "yyb"}, "[]")(sample)
    result = sample.run("build")
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 6
    assert not (sample.root / "site").exists()


def test_strict_makes_no_site_while_there_is_any_problem(sample: Sample) -> None:
    sample.write("seeds/articles/notes.docx", b"x")
    assert sample.run("build", "--strict").exit_code == 1
    assert not (sample.root / "site").exists()
    result = sample.run("build")
    assert result.exit_code == 0
    assert "notes.docx: is neither" in result.output


def test_a_hand_written_page_is_never_overwritten(sample: Sample) -> None:
    sample.write("site_src/counties/index.md", "# 我写的\n")
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output.splitlines() == [
        "site_src/counties/index.md: stands where a page is generated. Give it another name, or take it away."
    ]
    assert sample.read("site_src/counties/index.md") == "# 我写的\n"


def test_generated_files_whose_list_is_lost_are_named_by_folder(sample: Sample) -> None:
    assert sample.run("build").exit_code == 0
    before = sample.read("site/index.html")
    (sample.root / "site_src/.generated").unlink()
    result = sample.run("build")
    assert result.exit_code == 2
    folders = [line.partition(":")[0] for line in result.output.splitlines()]
    assert folders[:3] == ["site_src/assets", "site_src/counties", "site_src/data"]
    number = sum(path.is_file() for path in (sample.root / "site_src/counties").rglob("*"))
    assert number > 1
    assert result.output.splitlines()[1] == (
        f"site_src/counties: holds {number} files where pages are generated, counties/141123/feed.xml first. "
        "Give them other names, or take the folder away where an earlier build has made it."
    )
    assert sample.read("site/index.html") == before


def test_wrong_settings_of_the_site_are_said(sample: Sample) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("name: baocang", "name: other"))
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output.startswith("mkdocs.yml:")
    assert "the theme is not baocang" in result.output


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "use_directory_urls: false",
            "use_directory_urls: true",
            "mkdocs.yml:LINE: use_directory_urls is on, so links would lead nowhere from a disk. "
            'Write "use_directory_urls: false".',
        ),
        (
            "  - attr_list\n",
            "",
            "mkdocs.yml:LINE: the Markdown extension attr_list is off, which headlines and bylines need. "
            'Add "- attr_list" under markdown_extensions.',
        ),
        (
            "enabled: false",
            "enabled: true",
            "mkdocs.yml:LINE: the search plugin is on, beside the archive's own search. "
            'Write "plugins: {search: {enabled: false}}".',
        ),
        (
            "    enabled: false\n",
            "    enabled: false\n  material/tags: {}\n",
            "mkdocs.yml:LINE: material/tags: plugins are not run, for pages are made one by one. "
            "Take them out; templates in theme/ and pages of your own can say the same.",
        ),
        (
            "name: baocang\n",
            "name: mkdocs\n",
            'mkdocs.yml:LINE: the theme is not baocang. Write "theme: {name: baocang, language: zh}".',
        ),
        (
            "site_name: 兴县报藏",
            "site_name: 2024",
            "mkdocs.yml:LINE: site_name is 2024. Write text, in quotation marks if need be.",
        ),
        (
            "archive: {}",
            "archive: {accent: red}",
            'mkdocs.yml:LINE: accent of the archive is red. Write six digits in quotation marks, as in "#a32d1a".',
        ),
        (
            "archive: {}",
            'archive: {accent: "#ffcc00"}',
            "mkdocs.yml:LINE: accent of the archive is #ffcc00. "
            "On #fbf8f1 its contrast is 1.4; take a colour of at least 4.5.",
        ),
        (
            "archive: {}",
            "archive:\n    accent: #a32d1a",
            "mkdocs.yml:LINE: no accent for the archive. Add \"accent: '#a32d1a'\", quotation marks and all.",
        ),
        (
            "archive: {}",
            "archive: {contcat: mailto:a@example.org}",
            'mkdocs.yml:LINE: unknown field "contcat" for the archive. Did you mean "contact"?',
        ),
        (
            "archive: {}",
            "archive: {contact: a@example.org}",
            "mkdocs.yml:LINE: contact of the archive is a@example.org. "
            "Write mailto:NAME@HOST or an address that begins with https://.",
        ),
        (
            "archive: {}",
            'archive: {contact: "javascript:alert(1)"}',
            "mkdocs.yml:LINE: contact of the archive is javascript:alert(1). "
            "Write mailto:NAME@HOST or an address that begins with https://.",
        ),
        (
            "archive: {}",
            "archive: {licence: CC-BY}",
            "mkdocs.yml:LINE: licence of the archive is CC-BY. "
            "Write its address, as in https://creativecommons.org/licenses/by/4.0/.",
        ),
        (
            "archive: {}",
            "archive: [1]",
            "mkdocs.yml:LINE: the archive has no names with values. "
            "Write them one below the other, as in accent: and its value.",
        ),
        (
            "archive: {}",
            "archive: {report: mailto:a@example.org}",
            "mkdocs.yml:LINE: report of the archive is mailto:a@example.org. "
            "Write {id} where the article's id belongs, as in mailto:NAME@HOST?subject={id}.",
        ),
    ],
)
def test_settings_that_the_pages_cannot_do_without_are_asked_for(
    sample: Sample, old: str, new: str, message: str
) -> None:
    text = sample.read("mkdocs.yml")
    assert old in text
    text = text.replace("  language: zh\n", "") if "mkdocs" in new else text
    text = text.replace(old, new)
    sample.write("mkdocs.yml", text)
    what = new.rsplit("\n", 1)[-1].strip() or "markdown_extensions:"
    for sign, option in (("search plugin", "plugins"), ("plugins are", "plugins"), ("theme is", "theme")):
        what = next(x for x in text.splitlines() if x.startswith(option)) if sign in message else what
    line = next(n for n, found in enumerate(text.splitlines(), 1) if what in found)
    result = sample.run("build")
    assert result.output.splitlines() == [message.replace("LINE", f"{line}")]
    assert result.exit_code == 2
    assert not (sample.root / "site").exists()


def test_one_of_two_colours_is_enough(sample: Sample) -> None:
    own = 'archive: {accent_dark: "#8ab4f0"}'
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("archive: {}", own))
    assert sample.run("build", "--strict").exit_code == 0
    assert "--accent:var(--day,#a32d1a) var(--night,#8ab4f0)" in sample.read("site/assets/accent.css")


@pytest.mark.parametrize(("ground", "ink", "accent"), [(LIGHT, "#25211b", "#000000"), (DARK, "#ded7c9", "#ffffff")])
def test_numbers_can_be_read_on_every_shade_of_any_accent(ground: str, ink: str, accent: str) -> None:
    sheet = (assets.theme() / "assets/archive.css").read_text(encoding="utf-8")
    shades = re.findall(
        r"--s\d: color-mix\(in srgb, var\(--accent\) var\(--day, (\d+)%\) var\(--night, (\d+)%\)", sheet
    )
    assert len(shades) == 4
    shares = [int(share[ground == DARK]) / 100 for share in shades]
    channels = [[int(colour[n : n + 2], 16) for n in (1, 3, 5)] for colour in (accent, ground)]
    for share in shares:
        mixed = [round(share * one + (1 - share) * other) for one, other in zip(*channels, strict=True)]
        assert contrast("#{:02x}{:02x}{:02x}".format(*mixed), ink) >= CONTRAST


def test_colours_and_addresses_of_the_settings_reach_the_pages(sample: Sample) -> None:
    own = """archive:
    accent: "#1a4d8f"
    accent_dark: "#8ab4f0"
    contact: https://example.org/?a=1&b=2
    report: mailto:desk@example.org?subject={id}
"""
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("archive: {}\n", own))
    result = sample.run("build", "--strict")
    assert result.exit_code == 0, result.output
    home, article = sample.read("site/index.html"), sample.read("site/issues/xxb/2024-03-07/01-01.html")
    assert "--accent:var(--day,#1a4d8f) var(--night,#8ab4f0)" in sample.read("site/assets/accent.css")
    assert '<link rel="stylesheet" href="assets/accent.css">' in home
    assert '<a href="https://example.org/?a=1&amp;b=2">联系我们</a>' in home
    assert '<a href="mailto:desk@example.org?subject=xxb-2024-03-07-01-01">报告错误</a>' in article
    assert "报告错误" not in home


def test_new_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    result = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert result.exit_code == 2
    assert f"{tmp_path} is there already and is not empty. Name a new folder." in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.slow
def test_check_lists_articles_that_may_not_be_whole_the_most_doubtful_first(sample: Sample) -> None:
    pages = [path.read_text(encoding="utf-8") for path in sorted((SHIPPED / "seeds/pages").glob("*.txt"))]
    sample.write(
        "seeds/issues.yml", ISSUES + "  - paper: xxb\n    date: 2024-03-08\n    pages: [{file: pages/b.txt}]\n"
    )
    sample.write("seeds/pages/b.txt", "\n".join(pages))
    sample.run("segment")
    file = yaml.safe_load(sample.read("seeds/articles/xxb-2024-03-08.yml"))
    doubtful = sorted(a["confidence"] for a in file["articles"] if a["confidence"] < 0.9)
    said = [line for line in sample.run("check").output.splitlines() if "may begin or end elsewhere" in line]
    assert [float(line.partition("(")[2].partition("%")[0]) / 100 for line in said] == doubtful
    first = min(file["articles"], key=lambda a: a["confidence"])
    assert said[0].startswith(f"seeds/pages/b.txt:{first['source'][0]['lines'][0]}: ")
    assert first["id"] in said[0]
    name = "seeds/articles/xxb-2024-03-08.yml"
    sample.write(name, re.sub(r"confidence: [\d.]+", "confidence: 0.0", sample.read(name), count=1))
    said = [line for line in sample.run("check").output.splitlines() if "may begin or end elsewhere" in line]
    assert "(0% sure" in said[0]


def test_a_reviewed_article_is_in_no_doubt(sample: Sample) -> None:
    sample.write(FILE, ARTICLES.replace("reviewed: true", "confidence: 0.2\n    reviewed: true"))
    assert "may begin or end elsewhere" not in sample.run("check").output
    sample.write(FILE, ARTICLES.replace("reviewed: true", "confidence: 1.2"))
    assert "confidence" in sample.run("check").output


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([1, 8, 1000]),
)
def test_lines_read_in_parts_are_those_of_the_whole_text(text: str, encoding: str, end: str, size: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_bytes(text.replace("\n", end).encode(encoding))
        at_once, one_by_one = Reader(Path(folder)), Reader(Path(folder))
        parts = one_by_one.parts("a.txt", size)
        lines = [line for first, some, _ in parts for line in enumerate(some, first)]
        whole = at_once.text("a.txt")
        assert one_by_one.problems == at_once.problems
        if whole is not None:
            assert "\n".join(text for _, text in lines).rstrip("\n") == whole.rstrip("\n")
            assert [n for n, _ in lines] == list(range(1, len(lines) + 1))


def test_a_large_file_of_articles_is_not_held_in_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        for _ in range(3000):
            file.write("三月的田野一片繁忙。" * 300 + "\n")
    assert (tmp_path / "a.jsonl").stat().st_size > 25_000_000
    tracemalloc.start()
    reader = Reader(tmp_path)
    assert sum(len(lines) for _, lines, _ in reader.parts("a.jsonl")) == 3000
    assert tracemalloc.get_traced_memory()[1] < 12_000_000
    tracemalloc.stop()


def test_a_page_file_that_is_gone_or_no_text_is_said_at_every_build_and_where_its_issue_is_left(sample: Sample) -> None:
    pages = "[{file: pages/a.txt, page: 1}, {file: pages/b.txt, page: 2}]"
    sample.write("seeds/issues.yml", f"{ISSUES}    pages: {pages}\n")
    sample.write("seeds/pages/a.txt", "我县春耕全面展开\n三月的田野一片繁忙。\n")
    line = f"seeds/pages/b.txt: is missing. {LEAVE}"
    for _ in range(2):
        result = sample.run("build")
        assert (result.exit_code, line in result.output.splitlines()) == (0, True)
    left = (
        "seeds/issues.yml:7: xxb 2024-03-07 was left as it is, for pages/b.txt cannot be read. "
        'Mend that file, and run "baocang segment" again.'
    )
    assert left in sample.run("segment").output.splitlines()
    sample.write("seeds/pages/b.txt", b"\x00\x01\xff\xfe\x00")
    assert left in sample.run("segment").output.splitlines()
    line = "seeds/pages/b.txt: is neither UTF-8 nor GB18030 text. Save it as UTF-8."
    for title in ("我县春耕", "全县春耕"):
        assert line in sample.run("build").output.splitlines()
        sample.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES.replace("我县春耕", title))
    (sample.root / "seeds/pages/b.txt").unlink()
    (sample.root / "seeds/pages/b.txt").mkdir()
    assert any(each.startswith("seeds/pages/b.txt: ") for each in sample.run("build").output.splitlines())
    (sample.root / "seeds/pages/b.txt").rmdir()
    sample.write("seeds/pages/b.txt", "三月的田野一片繁忙。\n")
    assert "pages/b.txt" not in sample.run("build").output


def test_a_date_that_is_inferred_says_from_what(sample: Sample) -> None:
    _issues("    date: 2024-03-07", "    date: 2024-03-07\n    date_basis: inferred")(sample)
    line = (
        "seeds/issues.yml:9: the date of xxb 2024-03-07 is inferred, and nothing says from what. "
        'Add "date_evidence:" and what on the page tells it, which stands beside the date.'
    )
    for command, code in (("check", 1), ("build", 0)):
        result = sample.run(command)
        assert (result.exit_code, line in result.output.splitlines()) == (code, True)
    sample.write("seeds/issues.yml", sample.read("seeds/issues.yml") + "    date_evidence: 新华社北京3月6日电\n")
    assert sample.run("check").output == "All well.\n"
