"""What is formally right and hardly meant: each said with its place, and nothing said of what is as it should be."""

import json
import time

import pytest

from generator.base.issue import Issue
from generator.base.problems import Problem
from generator.seeds.folio import problems
from generator.segmentation.clean import clean
from tests.conftest import ARTICLES, ISSUES, SHIPPED, Sample

pytestmark = pytest.mark.slow

FILE = "seeds/articles/xxb-2024-03-07.yml"
MORE = "seeds/articles/more.jsonl"
RECORD = {"paper": "xxb", "date": "2024-03-08", "title": "题", "body": "文"}
PAGE = "我县春耕全面展开\n\n　　本报讯 （记者 王一）三月的田野一片繁忙。\n"


def listed(sample: Sample, file: str = "pages/a.txt") -> None:
    sample.write("seeds/issues.yml", f"{ISSUES}    pages: [{{file: {file}, page: 3}}]\n")


def jsonl(sample: Sample, *records: object) -> None:
    sample.write(MORE, "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records))


@pytest.mark.parametrize("again", ["pages/a.txt", "pages/./a.txt"])
def test_a_page_file_that_is_listed_twice_is_segmented_once_or_not_at_all(sample: Sample, again: str) -> None:
    listed(sample)
    sample.write(
        "seeds/issues.yml",
        f"{sample.read('seeds/issues.yml')}  - paper: xxb\n    date: 2024-03-08\n    pages: [{{file: {again}}}]\n",
    )
    sample.write("seeds/pages/a.txt", PAGE)
    for command in ("segment", "build", "check"):
        result = sample.run(command)
        assert result.exit_code
        said = f"seeds/issues.yml:12: {again} is listed a second time. "
        assert f"{said}Its articles would be there twice: take it away here or in line 9." in result.output.splitlines()
    assert not (sample.root / "seeds/articles/xxb-2024-03-08.yml").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": "<p>正文。</p>"}, "body of 题 holds markup of HTML, <p>. "
         "Take it out, for readers see it as it stands; an empty line parts two paragraphs."),
        ({"title": "春&nbsp;耕"}, "title of 春&nbsp;耕 holds markup of HTML, &nbsp;. "
         "Take it out, for readers see it as it stands; an empty line parts two paragraphs."),
        ({"captions": ["图一<br/>"]}, "captions of 题 holds markup of HTML, <br/>. "
         "Take it out, for readers see it as it stands; an empty line parts two paragraphs."),
        ({"authors": ["本报记者 张三 李四"]}, "the author 本报记者 张三 李四 of 题 is more than a name. "
         'Write each by itself, as in "authors: [{name: 张三, role: 本报记者}, {name: 李四}]".'),
        ({"authors": ["张三、李四"]}, "the author 张三、李四 of 题 is more than a name. "
         'Write each by itself, as in "authors: [{name: 张三, role: 本报记者}, {name: 李四}]".'),
    ],
)  # fmt: skip
def test_a_doubtful_article_is_said_at_every_build_and_published(
    sample: Sample, change: dict[str, object], said: str
) -> None:
    jsonl(sample, {**RECORD, **change})
    for n in range(3):  # read anew, kept, and where another file has changed
        result = sample.run("build")
        assert result.exit_code == 0
        assert f"{MORE}:1: {said}" in result.output.splitlines()
        sample.write("seeds/articles/other.jsonl", json.dumps({**RECORD, "title": f"第{n}篇"}))
    assert sample.run("check").exit_code == 1


@pytest.mark.parametrize(
    "change",
    [
        {"body": "3<5，A&B，<表>，《<新>》，x < p > y"},
        {"authors": ["王　伟", "阿卜杜拉·买买提", "John Smith", "本报评论员", "县委宣传部", "图尔洪", "文雅"]},
        {"source": [{"file": "pages/not-here.txt", "lines": [1, 9000000]}]},
        {"date": "1815-08-05"},
    ],
)
def test_what_is_as_it_should_be_is_not_doubted(sample: Sample, change: dict[str, object]) -> None:
    jsonl(sample, {**RECORD, **change})
    assert sample.run("check").output == "All well.\n"


@pytest.mark.parametrize("command", ["build", "check", "segment"])
@pytest.mark.parametrize("year", ["0024", "0999", "1799"])
def test_a_year_before_there_were_newspapers_is_a_slip(sample: Sample, command: str, year: str) -> None:
    jsonl(sample, {**RECORD, "date": f"{year}-01-02"})
    sample.write("seeds/issues.yml", ISSUES.replace("2024-03-07", f"{year}-03-07"))
    said = sample.run(command).output.splitlines()
    mend = "Correct the year, month or day."
    assert f"seeds/issues.yml:7: the date {year}-03-07 of xxb lies before there were newspapers. {mend}" in said
    if command != "segment":
        assert f"{MORE}:1: the date {year}-01-02 of xxb lies before there were newspapers. {mend}" in said


@pytest.mark.parametrize("key", ["con", "nul", "com1", "a" * 41, "Con", "a/b", "..", "'-a'", "吕"])
def test_a_key_that_can_be_no_folder_is_refused(sample: Sample, key: str) -> None:
    sample.write(
        "seeds/issues.yml",
        ISSUES.replace("  xxb:", f"  {key}:").replace("issues:\n  - paper: xxb", "issues:\n  - paper: yyb"),
    )
    result = sample.run("check")
    name = key.strip("'")[:40]
    assert (
        f'seeds/issues.yml:2: "{name}" can be no newspaper\'s key. Write letters a-z, digits and hyphens, 40 at most, '
        "as in llrb; con, prn, aux, nul, com1, lpt1 and the like can be no folder's name on Windows."
    ) in result.output.splitlines()


def test_an_id_too_long_for_an_address_is_refused(sample: Sample) -> None:
    jsonl(sample, {**RECORD, "id": "xxb-2024-03-08-01-" + "9" * 5000})
    said = sample.run("check").output
    assert f"{MORE}:1: id of xxb-2024-03-08-01-" in said
    assert "Write paper-date-page-number" in said


def test_the_same_article_twice_is_said_where_it_stands_again(sample: Sample) -> None:
    body = "三月的田野一片繁忙。\n\n农机手正在检修机具。"
    twin = {**RECORD, "date": "2024-03-07", "title": "我县春耕全面展开", "body": body}
    jsonl(sample, RECORD, twin, {**RECORD, "body": "别的"})
    result = sample.run("build")
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if "same article" in line] == [
        f"{FILE}:4: holds the same article as {MORE}:2: 我县春耕全面展开. Take one of the two away."
    ]


def test_a_page_file_that_no_issue_lists_is_said(sample: Sample) -> None:
    listed(sample)
    for name in ("a.txt", "b.TXT", "old/c.txt", "scan.jpg", ".hidden.txt"):
        sample.write(f"seeds/pages/{name}", PAGE)
    mend = "List it in seeds/issues.yml, or take it away."
    for command in ("segment", "check"):
        said = [line for line in sample.run(command).output.splitlines() if "no issue" in line]
        assert said == [
            f"seeds/pages/b.TXT: is listed under no issue, and will not be read. {mend}",
            f"seeds/pages/old/c.txt: is listed under no issue, and will not be read. {mend}",
        ]


def test_a_list_that_cannot_be_read_accuses_no_page(sample: Sample) -> None:
    sample.write("seeds/pages/a.txt", PAGE)
    sample.write("seeds/issues.yml", ISSUES.replace("2024-03-07", "2024-02-30"))
    assert "no issue" not in sample.run("check").output


def of_page(text: str, page: int | None = 3, evidence: str | None = None) -> list[Problem]:
    issue = Issue.model_validate({"paper": "xxb", "date": "2024-03-07", "date_evidence": evidence})
    return list(problems(issue, "pages/a.txt", page, clean("seeds/pages/a.txt", text)[0]))


@pytest.mark.parametrize("evidence", ["报头误印为2024年3月8日", "the head prints 2024-03-08, a misprint"])
def test_a_date_that_a_person_says_is_printed_wrongly_contradicts_nothing(evidence: str) -> None:
    assert of_page(f"2024年3月8日 星期五\n\n{PAGE}", evidence=evidence) == []


@pytest.mark.parametrize("evidence", [None, "见2024年3月8日的启事", "报头误印为2024年3月9日", "误印为2024年3月99日"])
def test_a_printed_date_contradicts_the_list_unless_a_person_says_that_it_is_wrong(evidence: str | None) -> None:
    assert len(of_page(f"2024年3月8日 星期五\n\n{PAGE}", evidence=evidence)) == 1


@pytest.mark.parametrize(
    ("line", "date", "page"),
    [
        ("2020年6月1日 07版", "2020年6月1日", 7),
        ("第4版 2020年6月1日 星期一", "2020年6月1日", 4),
        ("2 要闻 2024年1月2日 星期二 责编：李文", "2024年1月2日", 2),
        ("兴县报 第二版 一九五八年三月八日 星期六", "1958年3月8日", 2),
        ("2024年3月8日 星期五 农历甲辰年正月廿八", "2024年3月8日", None),
        ("2024-03-08 第12版", "2024年3月8日", 12),
        ("07版 要闻", None, 7),
    ],
)
def test_a_printed_folio_that_contradicts_the_list_is_said(line: str, date: str | None, page: int | None) -> None:
    for text in (f"{line}\n\n{PAGE}", f"{PAGE}\n\n{line}\n"):
        at = text.split("\n").index(line) + 1
        said = [str(problem) for problem in of_page(text)]
        where = f"seeds/pages/a.txt:{at}"
        assert said == [
            *([f"{where}: prints {date}, but is listed under xxb 2024-03-07. "
               "Correct the date in seeds/issues.yml, or list the page under its issue; where the print is wrong, "
               f"say so in that issue's date_evidence: 误印为{date}."] if date else []),
            *([f"{where}: prints 第{page}版, but is listed as page 3. "
               "Correct the page in seeds/issues.yml."] if page else []),
        ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "2024年3月7日 星期四 第3版",
        "2020年6月1日",
        "会议定于2020年6月1日 星期一召开",
        "时间：2020年6月1日 星期一",
        "（下转第4版）",
        "第2795期 今日8版",
        "详见第4版",
        "A02 综合",
        "二〇二〇年六月一日至六月三日",
    ],
)
def test_what_a_text_says_of_days_and_pages_is_no_folio(line: str) -> None:
    assert of_page(f"{line}\n\n{PAGE}") == []


def test_pages_that_ship_contradict_nothing() -> None:
    archive = Sample(SHIPPED)
    said = archive.run("check").output
    assert "prints" not in said
    assert "no issue" not in said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("[9, 3]", "lines of xxb-2024-03-07-01-01 is ['9', '3']. Write the first line, then the last, as in [3, 9]."),
        ("[0, 3]", "lines of xxb-2024-03-07-01-01 is 0. Write a number from 1 to 9999999 in digits."),
        ("[1, 1000000000000]",
         "lines of xxb-2024-03-07-01-01 is 1000000000000. Write a number from 1 to 9999999 in digits."),
        ("[1, 40]",
         "xxb-2024-03-07-01-01 is made of lines up to 40 of pages/a.txt, which ends at 3. Correct its source."),
        ("[1, 9999999]",
         "xxb-2024-03-07-01-01 is made of lines up to 9999999 of pages/a.txt, which ends at 3. Correct its source."),
    ],
)  # fmt: skip
def test_lines_that_run_backwards_or_beyond_the_file_are_said(sample: Sample, lines: str, said: str) -> None:
    listed(sample)
    sample.write("seeds/pages/a.txt", PAGE)
    source = f"    source: [{{file: pages/a.txt, lines: {lines}}}]\n    reviewed: true"
    sample.write(FILE, ARTICLES.replace("    reviewed: true", source))
    start = time.process_time()
    result = sample.run("check")
    assert time.process_time() - start < 60
    assert said in [line.partition(": ")[2] for line in result.output.splitlines() if line.startswith(FILE)]


def test_check_prints_what_stops_a_build_first_and_counts_both(sample: Sample) -> None:
    sample.write("seeds/articles/notes.docx", "x")
    sample.write("seeds/issues.yml", f"{sample.read('seeds/issues.yml')}    pages: [{{file: pages/a.txt}}]\n")
    result = sample.run("check")
    assert [line.split(":")[0] for line in result.output.splitlines()] == [
        "seeds/articles/notes.docx",
        "seeds/pages/a.txt",
        "2 problems",
    ]
    assert result.output.endswith("2 problems: 0 stop a build, 2 do not.\n")
    assert result.exit_code == 1
    assert sample.run("build").exit_code == 0
    sample.write("seeds/moved.yml", "- x\n")
    result = sample.run("check")
    assert result.output.splitlines()[0].startswith("seeds/moved.yml:1: ")
    assert result.output.endswith("3 problems: 1 stops a build, 2 do not.\n")
    assert result.exit_code == 1
    result = sample.run("build")
    assert result.output.splitlines()[0].startswith("seeds/moved.yml:1: ")
    assert result.exit_code == 2
    (sample.root / "seeds/articles/notes.docx").unlink()
    sample.write("seeds/issues.yml", sample.read("seeds/issues.yml").partition("    pages:")[0])
    assert sample.run("check").output.endswith("\n1 problem: 1 stops a build, 0 do not.\n")


def test_what_is_wrong_with_the_built_site_alone_stops_no_build(sample: Sample) -> None:
    assert sample.run("build").exit_code == 0
    page = next((sample.root / "site").rglob("xxb-2024-03-07-01-01.html"), sample.root / "site/about.html")
    page.write_text(page.read_text(encoding="utf-8").replace("</main>", '<a href="x.html">x</a></main>'), "utf-8")
    result = sample.run("check")
    assert result.output.endswith("\n2 problems: 0 stop a build, 2 do not.\n")
    assert sample.run("build").exit_code == 0


@pytest.mark.parametrize(
    "file", ["seeds/pages/a.txt", "seeds/articles/a.jsonl", "seeds/moved.yml", "mkdocs.yml", "site_src/about.md"]
)
def test_a_conflict_that_git_left_is_said_whatever_the_file_is(sample: Sample, file: str) -> None:
    """In the text of a page both sides would be segmented, and on a page of one's own both be read."""
    listed(sample)
    sample.write("seeds/pages/a.txt", PAGE)
    assert sample.run("segment").exit_code == 0
    before = sample.tree("seeds/articles")
    there = sample.read(file) if (sample.root / file).exists() else ""
    sample.write(file, f"{there}<<<<<<< HEAD\n=======\n>>>>>>> other\n")
    said = f"{file}:{there.count(chr(10)) + 1}: holds a conflict that git has left. Keep one of the two sides, or"
    assert said in sample.run("check").output
    if file == "seeds/pages/a.txt":
        assert said in sample.run("segment").output
        sample.write(file, there)
        assert sample.tree("seeds/articles") == before
