"""What is withheld or withdrawn: on which day, by whose rule, and that nothing of it is left in what is published."""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.base.holding import Holding
from generator.base.issue import Issue
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.seeds import holdings as seeds_holdings
from generator.seeds import issue_list, status
from tests.conftest import Sample, begun

pytestmark = pytest.mark.slow

FILE = "seeds/articles/xxb-2024-03-07.yml"
ISSUES = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
  lxbao: {name: 临县报, place: 临县, adcode: "141124"}
issues:
  - paper: xxb
    date: 2024-03-07
    pages: [{file: pages/a.txt, page: 1}, {file: pages/b.txt, page: 2}]
  - {paper: xxb, date: 2024-03-08}
  - {paper: lxbao, date: 2024-03-07}
"""
PAGE = """\
我县春耕全面展开
本报讯 （记者 王一）三月的田野一片繁忙。
农机手正在检修机具。
碧村遗址又有新发现
（记者 慕容青）考古人员清理出一座石砌城门。

瓮城结构保存完好。
美丽中国我先行
"""
ARTICLES = """\
paper: xxb
date: 2024-03-07
articles:
  - id: xxb-2024-03-07-01-01
    page: 1
    title: 我县春耕全面展开
    authors: [{name: 王一, role: 记者}]
    byline: 本报讯 （记者 王一）
    kind: news
    body: |-
      三月的田野一片繁忙。

      农机手正在检修机具。
    source: [{file: pages/a.txt, lines: [1, 3]}]
    reviewed: true
  - id: xxb-2024-03-07-01-02
    page: 1
    kicker: 黄河岸边
    title: 碧村遗址又有新发现
    subtitle: 蔚汾河畔再添实证
    authors: [{name: 慕容青, role: 记者}]
    byline: （记者 慕容青）
    county: 兴县
    kind: photo
    body: |-
      考古人员清理出一座石砌城门。

      瓮城结构保存完好。
    captions: [图为航拍的夯土台基。]
    source: [{file: pages/a.txt, lines: [4, 7]}]
    reviewed: true
unplaced:
- {file: pages/a.txt, line: 8, text: 美丽中国我先行}
"""
MORE = [
    {"paper": "xxb", "date": "2024-03-08", "title": "小麦返青", "body": "麦苗返青了。", "authors": ["王一"]},
    {"paper": "lxbao", "date": "2024-03-07", "title": "红枣丰收", "body": "枣树挂果了。", "authors": ["上官兰"]},
]
SECRET = ("碧村遗", "蔚汾河", "黄河岸", "慕容青", "石砌城", "瓮城结", "夯土台")
DAY = datetime.date(2024, 6, 1)


@pytest.fixture
def archive(tmp_path: Path) -> Sample:
    """Two newspapers; an issue with the text of its page, of which one article is to go."""
    made = begun(tmp_path / "archive", ISSUES)
    made.write("seeds/pages/a.txt", PAGE)
    made.write("seeds/pages/b.txt", "第二版没有文章\n")
    made.write(FILE, ARTICLES)
    made.write("seeds/articles/more.jsonl", "".join(json.dumps(m, ensure_ascii=False) + "\n" for m in MORE))
    return made


def closed(archive: Sample, *lines: str) -> None:
    """Says of the second article what the lines say."""
    at = "  - id: xxb-2024-03-07-01-02\n"
    archive.write(FILE, ARTICLES.replace(at, at + "".join(f"    {line}\n" for line in lines)))


def built(archive: Sample) -> str:
    """Builds, and gives what is said last."""
    result = archive.run("build", "--strict")
    assert result.exit_code == 0, result.output
    return result.output.rstrip().rpartition("\n")[2]


def holding(archive: Sample, *texts: str) -> list[str]:
    """The files of site, docs folder and spare site that hold one of the texts, in UTF-8 or UTF-16."""
    forms = [
        form for text in texts for form in (text.encode(), text.encode("utf-16-le"), json.dumps(text)[1:-1].encode())
    ]
    files = archive.tree("site", "site_src", ".site.spare")
    return sorted(name for name, data in files.items() if any(form in data for form in forms))


# ---- rules ---------------------------------------------------------------------------------------------------------


Fields = Mapping[str, object]


def holdings(article: Fields, issue: Fields, paper: Fields) -> list[Holding]:
    return [
        Article.model_validate({"paper": "xxb", "date": "2024-03-07", "title": "题", "body": "文", **article}),
        Issue.model_validate({"paper": "xxb", "date": "2024-03-07", **issue}),
        Paper.model_validate({"name": "兴县报", **paper}),
    ]


WITHDRAWN, WITHHELD = {"status": "withdrawn"}, {"status": "withheld"}


@pytest.mark.parametrize(
    ("article", "issue", "paper", "is_"),
    [
        ({}, {}, {}, None),
        (WITHDRAWN, {}, {}, "withdrawn"),
        ({"status": "open"}, WITHHELD, {}, "withheld"),
        (WITHDRAWN, {}, WITHHELD, "withheld"),
        (WITHHELD, WITHDRAWN, {}, "withheld"),
        ({**WITHHELD, "status_until": "2024-06-01"}, {}, {}, None),
        ({**WITHHELD, "status_until": "2024-06-02"}, {}, {}, "withheld"),
        ({**WITHHELD, "status_until": "2024-06-01"}, WITHDRAWN, {}, "withdrawn"),
    ],
)
def test_the_strictest_of_article_issue_and_newspaper_decides(
    article: Fields, issue: Fields, paper: Fields, is_: str | None
) -> None:
    found = status.closed(DAY, *holdings(article, issue, paper))
    assert (found and found.status) == is_


def test_what_is_closed_twice_opens_on_the_later_day_and_keeps_its_title_only_where_both_keep_it() -> None:
    one = {"status": "withdrawn", "status_note": "甲", "status_until": "2025-01-01", "status_title": True}
    other = {"status": "withdrawn", "status_note": "乙", "status_until": "2026-01-01"}
    both = status.closed(DAY, *holdings(one, other, {}))
    assert both == status.Closed("withdrawn", "甲", datetime.date(2026, 1, 1), False)
    assert status.closed(DAY, *holdings(one, {**other, "status_title": True}, {})) == status.Closed(
        "withdrawn", "甲", datetime.date(2026, 1, 1), True
    )
    for_good = status.closed(DAY, *holdings(one, WITHDRAWN, {}))
    assert for_good and for_good.until is None


@pytest.mark.parametrize(
    ("lines", "what", "mend"),
    [
        (
            ["status_until: 2030-01-01"],
            "status_until of xxb-2024-03-07-01-02 stands without a status",
            'Add "status: withheld" or "status: withdrawn", or take it out.',
        ),
        (
            ["status: open", "status_note: 因故"],
            "status_note of xxb-2024-03-07-01-02 stands without a status",
            'Add "status: withheld" or "status: withdrawn", or take it out.',
        ),
        (
            ["status: withheld", "status_title: true"],
            "status_title of xxb-2024-03-07-01-02 shows nothing",
            'Write "status: withdrawn", which has a page that shows the title, or take it out.',
        ),
        (
            ["status: secret"],
            "status of xxb-2024-03-07-01-02 is secret",
            "Write one of 'open', 'withdrawn', 'withheld'.",
        ),
        (
            ["status: withheld", "status_until: soon"],
            "status_until of xxb-2024-03-07-01-02 is no date: soon",
            "Write it as 2024-03-07.",
        ),
    ],
)
def test_a_status_that_says_nothing_clear_stops_the_build(
    archive: Sample, lines: list[str], what: str, mend: str
) -> None:
    closed(archive, *lines)
    result = archive.run("build")
    assert result.exit_code == 2
    assert result.output == f"{FILE}:{16 + len(lines)}: {what}. {mend}\n"
    assert not (archive.root / "site").exists()


# ---- days ----------------------------------------------------------------------------------------------------------


def test_what_is_closed_until_a_day_opens_with_the_first_build_of_that_day(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on(day: str) -> str:
        moment = datetime.datetime.fromisoformat(f"{day}T23:59:59+00:00")
        monkeypatch.setenv(status.EPOCH, str(int(moment.timestamp())))
        return built(archive)

    closed(archive, "status: withheld", "status_until: 2024-07-01")
    assert on("2024-06-30").startswith("3 articles of 3 issues, 1 withheld. ")
    shut = archive.tree("site", "site_src", ".baocang")
    assert on("2024-06-29").startswith("3 articles of 3 issues, 1 withheld. ")
    assert archive.tree("site", "site_src", ".baocang") == shut, "a day that changes nothing makes nothing"
    assert on("2024-07-01").startswith("4 articles of 3 issues. ")
    opened = archive.tree("site", "site_src")
    assert holding(archive, "碧村遗址")
    assert on("2024-06-30").startswith("3 articles of 3 issues, 1 withheld. ")
    assert archive.tree("site", "site_src") == {n: d for n, d in shut.items() if not n.startswith(".baocang")}
    assert on("2030-01-01").startswith("4 articles of 3 issues. ")
    assert archive.tree("site", "site_src") == opened


def test_the_day_of_a_build_also_tells_what_lies_in_the_future(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(archive)
    monkeypatch.setenv(status.EPOCH, "1709769599")  # the last second of 6 March 2024, UTC
    result = archive.run("build")
    assert result.exit_code == 2
    what = "says that today is 2024-03-06, and dates lie after that. Set it to the build's, or not at all."
    assert result.output == f"SOURCE_DATE_EPOCH: {what}\n"
    monkeypatch.setenv(status.EPOCH, "1800000000")
    archive.write("seeds/issues.yml", archive.read("seeds/issues.yml").replace("2024-03-07", "2999-03-07"))
    assert "the date 2999-03-07 of xxb lies in the future. " in archive.run("build").output


@pytest.mark.parametrize("given", ["0", "-5"])
def test_a_clock_that_is_wrong_is_said_once_and_of_no_date(
    archive: Sample, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv(status.EPOCH, given)
    for command in ("segment", "build", "check"):
        result = archive.run(command)
        assert result.output.count("says that today is 19") == 1
        assert "lies in the future" not in result.output
    monkeypatch.delenv(status.EPOCH)
    for module in (issue_list, seeds_holdings):
        monkeypatch.setattr(module, "today", lambda: datetime.date(2009, 1, 1))
    what = "The clock of this machine: says that today is 2009-01-01, before this program was made. "
    assert what in archive.run("build").output


def test_an_empty_day_of_a_build_is_none(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(status.EPOCH, "")
    assert archive.run("build").exit_code == 0


@pytest.mark.parametrize("given", ["yesterday", "1e9", "99999999999999"])
def test_a_day_of_a_build_that_is_none_is_said_by_every_command(
    archive: Sample, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """Also where nothing was built before, for MkDocs asks for it as well."""
    monkeypatch.setenv(status.EPOCH, given)
    said = f'SOURCE_DATE_EPOCH: is "{given}", which is no time. Set it to seconds since 1970, or not at all.\n'
    for command in (["segment"], ["build"], ["bundle"], ["check"], ["check", "--published"]):
        result = archive.run(*command)
        assert (result.exit_code, result.output) == (2, said)


# ---- what is published ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_", ["withdrawn", "withheld"])
def test_nothing_is_left_of_an_article_that_was_published_and_it_comes_back_as_it_was(
    archive: Sample, is_: str
) -> None:
    built(archive)
    before = archive.tree("site", "site_src")
    assert len(holding(archive, "碧村遗址")) > 10
    closed(archive, f"status: {is_}", "status_note: 应当事人要求")
    assert f", 1 {is_}. " in built(archive)
    assert holding(archive, *SECRET) == []
    page = archive.root / "site/issues/xxb/2024-03-07/01-02.html"
    assert page.exists() == (is_ == "withdrawn")
    assert bool(holding(archive, "xxb-2024-03-07-01-02")) == (is_ == "withdrawn")
    archive.write(FILE, ARTICLES)
    built(archive)
    assert archive.tree("site", "site_src") == before


def test_the_page_of_what_was_withdrawn_says_so_and_why(archive: Sample) -> None:
    closed(archive, "status: withdrawn", "status_note: 应当事人<b>要求", "status_until: 2999-01-01")
    built(archive)
    page = archive.read("site/issues/xxb/2024-03-07/01-02.html")
    for said in (
        "这篇文章已撤下",
        "应当事人&lt;b&gt;要求",
        "2999年1月1日起重新开放",
        "兴县报",
        "2024-03-07",
        "第1版",
        "noindex",
    ):
        assert said in page
    assert "01-02.html" in archive.read("site/issues/xxb/2024-03-07/index.html")
    closed(archive, "status: withdrawn", "status_title: true")
    built(archive)
    assert "<h1>碧村遗址又有新发现</h1>" in archive.read("site/issues/xxb/2024-03-07/01-02.html")
    texts = "蔚汾河", "黄河岸", "慕容青", "石砌城", "瓮城结", "夯土台"
    assert holding(archive, *texts) == []


def test_of_a_closed_issue_all_pages_are(archive: Sample) -> None:
    entry = "  - paper: xxb\n    date: 2024-03-07\n"
    archive.write(
        "seeds/issues.yml", ISSUES.replace(entry, f"{entry}    status: withdrawn\n    status_note: 版权争议\n")
    )
    assert built(archive).startswith("2 articles of 2 issues, 2 withdrawn. ")
    assert holding(archive, *SECRET, "春耕全面", "检修机具", "美丽中国") == []
    pages = {
        name: archive.read(f"site/issues/xxb/2024-03-07/{name}.html") for name in ("index", "text-1", "text-2", "01-01")
    }
    assert all("已撤下" in page and "版权争议" in page for page in pages.values())
    assert sorted(path.name for path in archive.root.glob("site/data/issues/*")) == [
        "lxbao-2024-03-07.jsonl",
        "xxb-2024-03-08.jsonl",
    ]
    archive.write("seeds/issues.yml", ISSUES.replace(entry, f"{entry}    status: withheld\n"))
    assert built(archive).startswith("2 articles of 2 issues, 2 withheld. ")
    assert not (archive.root / "site/issues/xxb/2024-03-07").exists()


@pytest.mark.parametrize(("keeps", "named"), [("", False), (", status_title: true", True)])
def test_a_closed_newspaper_is_closed_with_its_name(archive: Sample, keeps: str, named: bool) -> None:
    archive.write("seeds/issues.yml", ISSUES.replace("{name: 临县报,", f"{{name: 临县报, status: withdrawn{keeps},"))
    built(archive)
    assert holding(archive, "枣树挂果", "上官兰") == []
    assert bool(holding(archive, "临县报")) == named
    assert bool(holding(archive, "红枣丰收")) == named
    for page in ("index", "2024-03-07/index", "2024-03-07/00-01"):
        assert "已撤下" in archive.read(f"site/issues/lxbao/{page}.html")
    archive.write("seeds/issues.yml", ISSUES.replace("{name: 临县报,", "{name: 临县报, status: withheld,"))
    built(archive)
    assert holding(archive, "枣树挂果", "上官兰", "临县报", "lxbao") == []


def test_an_issue_that_only_withheld_articles_know_is_not_there(archive: Sample) -> None:
    archive.write("seeds/articles/one.jsonl", json.dumps({**MORE[0], "date": "2023-05-06", **WITHHELD}) + "\n")
    assert built(archive).startswith("4 articles of 3 issues, 1 withheld. ")
    assert holding(archive, "2023-05-06") == []
    archive.write("seeds/articles/one.jsonl", json.dumps({**MORE[0], "date": "2023-05-06", **WITHDRAWN}) + "\n")
    assert built(archive).startswith("4 articles of 4 issues, 1 withdrawn. ")


def test_no_other_article_becomes_the_first_part_of_one_whose_own_is_withdrawn(archive: Sample) -> None:
    def article(id: str, body: str, **more: object) -> str:
        told = {
            "id": f"lxbao-2024-03-07-{id}",
            "paper": "lxbao",
            "date": "2024-03-07",
            "page": int(id[:2]),
            "body": body,
        }
        return json.dumps({**told, **more}, ensure_ascii=False) + "\n"

    first = article("01-02", "甲文很长。（下转2版）", title="甲文")
    other = article("01-03", "乙文很长。（下转2版）", title="乙文")
    second = article("02-01", "接着说。", title="甲文", continued_from=1)
    archive.write("seeds/articles/more.jsonl", first + other + second)
    built(archive)
    assert "上接第1版　甲文" in archive.read("site/issues/lxbao/2024-03-07/02-01.html")
    archive.write("seeds/articles/more.jsonl", first.replace("}", ', "status": "withheld"}') + other + second)
    built(archive)
    page = archive.read("site/issues/lxbao/2024-03-07/02-01.html")
    assert "上接第1版" in page
    assert "乙文" not in page.partition("<nav")[0]
    assert 'class="part"' not in page


# ---- the text of a page --------------------------------------------------------------------------------------------


def lines_of(archive: Sample) -> str:
    return archive.read("site/issues/xxb/2024-03-07/text-1.html").partition('class="lines"')[2]


def test_the_text_of_a_page_leaves_out_lines_of_closed_articles_and_says_how_many(archive: Sample) -> None:
    closed(archive, "status: withheld")
    built(archive)
    shown = lines_of(archive)
    assert '<section id="l4"><p class="left-out">此处3行不公布。</p></section>' in shown
    assert '<li value="3">农机手正在检修机具。</li>' in shown
    assert '<li value="8">美丽中国我先行</li>' in shown


def test_lines_that_only_look_placed_are_left_out_as_well(archive: Sample) -> None:
    """A headline that was typed anew stays among the unplaced lines, a range reaches over the lines of another
    article."""
    closed(archive, "status: withheld")
    text = archive.read(FILE).replace("lines: [1, 3]", "lines: [1, 8]").replace("lines: [4, 7]", "lines: [5, 6]")
    more = "unplaced:\n- {file: pages/a.txt, line: 4, text: 碧村遗址又有新发现}\n"
    archive.write(FILE, text.replace("unplaced:\n", more))
    built(archive)
    assert holding(archive, *SECRET) == []
    assert "此处3行不公布。" in lines_of(archive)
    assert '<li value="8">' in lines_of(archive)


def test_a_deleted_article_does_not_stay_in_the_text_of_its_page(archive: Sample) -> None:
    start, end = ARTICLES.index("  - id: xxb-2024-03-07-01-02"), ARTICLES.index("unplaced:")
    archive.write(FILE, ARTICLES[:start] + ARTICLES[end:])
    built(archive)
    assert holding(archive, *SECRET) == []
    assert "此处3行不公布。" in lines_of(archive)


OPEN = "Open that, or take this status out."


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (FILE, "    page: 1\n    title: 我县", "    status: open\n    page: 1\n    title: 我县",
         f'{FILE}:4: xxb-2024-03-07-01-01 says "status: open", and is withheld with its issue. {OPEN}'),
        ("seeds/issues.yml", "    date: 2024-03-07\n", "    date: 2024-03-07\n    status: open\n",
         f'seeds/issues.yml:5: xxb-2024-03-07 says "status: open", and is withdrawn with its newspaper. {OPEN}'),
    ],
)  # fmt: skip
def test_what_says_that_it_is_open_within_what_is_closed_is_doubted(
    archive: Sample, file: str, old: str, new: str, said: str
) -> None:
    before = archive.read(file)
    archive.write(file, before.replace(old, new, 1))
    assert "status: open" not in archive.run("check").output
    if file == FILE:
        archive.write(
            "seeds/issues.yml", ISSUES.replace("    date: 2024-03-07\n", "    date: 2024-03-07\n    status: withheld\n")
        )
    else:
        archive.write(file, archive.read(file).replace("name: 兴县报,", "name: 兴县报, status: withdrawn,"))
    assert said in archive.run("check").output.splitlines()
    assert archive.run("build").exit_code == 0


def test_check_says_that_lines_of_a_deleted_article_are_left_out(archive: Sample) -> None:
    start, end = ARTICLES.index("  - id: xxb-2024-03-07-01-02"), ARTICLES.index("unplaced:")
    archive.write(FILE, ARTICLES[:start] + ARTICLES[end:])
    said = (
        "seeds/pages/a.txt:4: 3 lines stand in no article and not under unplaced, the first here: the site leaves that "
        'out. Run "baocang segment", which notes it; an article is withdrawn with "baocang withdraw ID".'
    )
    assert said in archive.run("check").output.splitlines()
    archive.run("segment")
    assert "the site leaves that out" not in archive.run("check").output
    built(archive)
    assert holding(archive, *SECRET) == []


def test_an_unplaced_line_may_be_withheld(archive: Sample) -> None:
    archive.write(FILE, ARTICLES.replace("text: 美丽中国我先行", "text: 美丽中国我先行, status: withheld"))
    built(archive)
    assert holding(archive, "美丽中国") == []
    assert "此处1行不公布。" in lines_of(archive)


def test_a_build_that_is_stopped_says_what_the_site_still_shows(archive: Sample) -> None:
    built(archive)
    for id in ("xxb-2024-03-07-01-01", "xxb-2024-03-07-01-02"):
        assert archive.run("withdraw", id, "--note", "因故").exit_code == 0
    more = archive.read("seeds/articles/more.jsonl")
    archive.write("seeds/articles/more.jsonl", "{}\n")
    shown = (
        "site: still shows 2 articles that are closed now, xxb-2024-03-07-01-01 first. "
        "Mend what stops the build, and build again; then publish the site.\n"
    )
    for command in (["build"], ["build", "--strict"]):
        result = archive.run(*command)
        assert result.exit_code != 0
        assert result.output.endswith(shown)
    archive.write("seeds/articles/more.jsonl", more)
    built(archive)
    archive.write("seeds/articles/more.jsonl", "{}\n")
    assert "still shows" not in archive.run("build").output


# ---- what a build may miss ------------------------------------------------------------------------------------------


def test_a_folder_of_articles_that_is_a_link_within_the_archive_is_followed_by_every_build(archive: Sample) -> None:
    (archive.root / "seeds/articles").rename(archive.root / "elsewhere")
    (archive.root / "seeds/articles").symlink_to("../elsewhere")
    built(archive)
    assert holding(archive, *SECRET)
    closed(archive, "status: withheld", "status_note: 因故")
    built(archive)
    assert holding(archive, *SECRET) == []


def test_what_was_opened_and_closed_again_while_a_build_read_it_is_closed(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are then what they were when it began, and what was read is not."""
    closed(archive, "status: withheld", "status_note: 因故")
    shut = archive.read(FILE)
    read, times = seeds_holdings.read, [0]

    def meanwhile(*given: Any) -> Any:
        times[0] += 1
        if times[0] > 1:
            return read(*given)
        archive.write(FILE, ARTICLES)
        found = read(*given)
        archive.write(FILE, shut)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(seeds_holdings, "read", meanwhile)
        built(archive)
    assert times[0] > 1
    assert holding(archive, *SECRET) == []
