"""An article file of an issue that is listed no longer is a problem, not a second issue."""

import json

import pytest
import yaml
from click.testing import Result

from generator.seeds import moved
from generator.seeds.files.reader import Reader
from tests.conftest import ARTICLES, ISSUES, Sample

pytestmark = pytest.mark.slow

FILE = "seeds/articles/xxb-2024-03-07.yml"
LATER = "seeds/articles/xxb-2024-03-08.yml"
PAGES = "    pages: [{file: pages/a.txt, page: 1}, {file: pages/b.txt, page: 2}]\n"
FROM_PAGE = ARTICLES.replace("    reviewed", "    source: [{file: pages/a.txt, lines: [1, 3]}]\n    reviewed")
TWO = (("08", "a"), ("06", "b"))
LISTED = "xxb 2024-03-07, whose pages it is made of, is not listed in seeds/issues.yml"
LIST = "List it there with its pages, or take this file away."


@pytest.fixture
def archive(sample: Sample) -> Sample:
    """The date of its one issue has just been corrected."""
    sample.write("seeds/issues.yml", ISSUES.replace("2024-03-07", "2024-03-08") + PAGES)
    for name, text in (("a", "我县春耕全面展开\n三月的田野一片繁忙。\n农机手正在检修机具。\n"), ("b", "红枣丰收\n")):
        sample.write(f"seeds/pages/{name}.txt", text)
    sample.write(FILE, FROM_PAGE)
    return sample


def said(archive: Sample) -> list[str]:
    result = archive.run("build")
    lines = [line for line in result.output.splitlines() if line.startswith("seeds/articles/")]
    problems = [line for line in lines if "the issue has no articles" not in line]
    assert result.exit_code == (2 if problems else 0), result.output
    return problems


def test_a_date_that_was_corrected_in_the_list_alone_is_said(archive: Sample) -> None:
    where = "its pages are listed under xxb 2024-03-08 now (seeds/issues.yml:7), and no longer under xxb 2024-03-07"
    assert said(archive) == [f'{FILE}: {where}. Run "baocang segment": it carries the articles over to {LATER}.']
    archive.write(LATER, FROM_PAGE.replace("2024-03-07", "2024-03-08"))
    assert said(archive) == [
        f'{FILE}: {where}. Put what is right in it into {LATER} ("baocang review"), and take this file away.'
    ]
    (archive.root / FILE).unlink()
    assert said(archive) == []


def test_a_file_whose_pages_are_listed_nowhere_is_said(archive: Sample) -> None:
    archive.write(FILE, FROM_PAGE.replace("pages/a.txt", "pages/c.txt"))
    assert said(archive) == [f"{FILE}: {LISTED}. {LIST}"]


def test_a_file_whose_pages_are_listed_under_several_issues_is_said(archive: Sample) -> None:
    days = [f"  - {{paper: xxb, date: 2024-03-{day}, pages: [{{file: pages/{page}.txt}}]}}\n" for day, page in TWO]
    archive.write("seeds/issues.yml", ISSUES.partition("  - paper")[0] + "".join(days))
    both = "[{file: pages/a.txt, lines: [1, 3]}, {file: pages/b.txt, lines: [1, 1]}]"
    archive.write(FILE, ARTICLES.replace("    reviewed", f"    source: {both}\n    reviewed"))
    assert said(archive) == [
        f"{FILE}: its pages are listed under several issues now: xxb 2024-03-08, xxb 2024-03-06. "
        "Put what is right in it into their files, and take this one away."
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda archive: archive.write(FILE, ARTICLES),  # made by hand
        lambda archive: archive.write("seeds/issues.yml", ISSUES),
        lambda archive: archive.write("seeds/issues.yml", ISSUES.partition("issues:")[0]),
        lambda archive: archive.write("seeds/issues.yml", ISSUES.replace("2024-03-07", "2024-03-08")),
    ],
)
def test_an_issue_need_not_be_listed_where_nothing_of_its_paper_is_made_from_pages(
    archive: Sample, change: object
) -> None:
    assert callable(change)
    change(archive)
    assert said(archive) == []


def test_an_issue_whose_articles_have_gone_is_said(worked: Sample) -> None:
    (worked.root / FILE).unlink()
    result = worked.run("build")
    what = f'{FILE}: is missing though its pages are listed: the issue has no articles. Run "baocang segment".'
    assert (result.exit_code, result.output.splitlines()[0]) == (0, what)


def test_an_issue_that_was_segmented_is_closed_by_nothing_but_its_status(worked: Sample) -> None:
    """Taken off the list with what closes it, it would come back as an issue that only articles know."""
    worked.write("seeds/issues.yml", ISSUES + "    status: withdrawn\n" + PAGES)
    assert said(worked) == []
    assert all("春耕全面展开" not in worked.read(f"site/issues/xxb/2024-03-07/{of}.html") for of in ("index", "01-01"))
    before = worked.tree("site")
    worked.write("seeds/issues.yml", ISSUES.partition("issues:")[0] + "issues: []\n")
    assert said(worked) == [f"{FILE}: {LISTED}. {LIST}"]
    assert worked.tree("site") == before


@pytest.mark.parametrize("slip", ["date: 2024/3/7", "date: 2024-03-07\n    date_basis: 已印"])
def test_no_file_is_to_be_taken_away_for_a_slip_in_the_list(worked: Sample, slip: str) -> None:
    worked.write("seeds/issues.yml", ISSUES.replace("date: 2024-03-07", slip) + PAGES)
    result = worked.run("build")
    assert (result.exit_code, "seeds/issues.yml:" in result.output) == (2, True)
    assert "take this file away" not in result.output


def test_lines_of_json_need_no_list(archive: Sample) -> None:
    (archive.root / FILE).unlink()
    record = {"paper": "xxb", "date": "2024-03-07", "title": "题", "body": "文"}
    line = {**record, "source": [{"file": "pages/c.txt", "lines": [1, 3]}]}
    archive.write("seeds/articles/more.jsonl", json.dumps(line, ensure_ascii=False) + "\n")
    assert said(archive) == []


# ---- carried over by segment ---------------------------------------------------------------------------------------


@pytest.fixture
def worked(sample: Sample) -> Sample:
    """Two pages were segmented, a person has worked on what was found, and then the date was corrected."""
    sample.write("seeds/issues.yml", ISSUES + PAGES)
    (sample.root / FILE).unlink()
    for name, title in (("a", "我县春耕全面展开"), ("b", "红枣丰收农民增收")):
        body = "三月的田野一片繁忙，农机手正在检修机具，准备下田作业。\n" * 3
        sample.write(f"seeds/pages/{name}.txt", f"{title}\n本报讯 （记者 王一）{body}")
    assert sample.run("segment").exit_code == 0
    assert "01-01" in sample.read(FILE)
    assert "02-01" in sample.read(FILE)
    return sample


def corrected(archive: Sample, date: str = "2024-03-08") -> str:
    archive.write("seeds/issues.yml", ISSUES.replace("2024-03-07", date) + PAGES)
    result = archive.run("segment")
    assert result.exit_code == 0, result.output
    return result.output


def test_segment_carries_a_persons_work_over_to_the_date_that_is_right(worked: Sample) -> None:
    """Comments too; what the machine wrote stays the machine's, and old addresses lead on."""
    mine = worked.read(FILE).replace("农机手正在检修机具", "农机手们正在检修机具", 1)
    mine = "# 与原报核对过\n" + mine.replace("- id: xxb-2024-03-07-01-01\n", "- id: xxb-2024-03-07-01-01  # 校过\n")
    worked.write(FILE, mine)
    output = corrected(worked)
    assert f"  Carried over from {FILE}, for its pages are listed under this date now.\n" in output
    assert "1 article changed (xxb-2024-03-08-01-01)" in output
    assert not (worked.root / FILE).exists()
    text = worked.read(LATER)
    assert text.startswith("# 与原报核对过\npaper: xxb\ndate: 2024-03-08\n")
    assert "- id: xxb-2024-03-08-01-01  # 校过\n" in text
    assert "农机手们" in text
    assert "2024-03-07" not in text
    assert moved.read(Reader(worked.root)).to == {
        f"xxb-2024-03-07-{of}": f"xxb-2024-03-08-{of}" for of in ("01-01", "02-01")
    }
    assert said(worked) == []
    for page in ("01-01.html", "02-01.html", "index.html"):
        assert "../2024-03-08/" in worked.read(f"site/issues/xxb/2024-03-07/{page}")
    before = worked.tree("seeds")
    assert "Carried over" not in worked.run("segment").output
    assert worked.tree("seeds") == before


def test_a_date_that_is_corrected_back_leads_nowhere_in_a_ring(worked: Sample) -> None:
    before = worked.read(FILE)
    corrected(worked)
    corrected(worked, "2024-03-07")
    assert worked.read(FILE) == before
    assert moved.read(Reader(worked.root)).to == {
        f"xxb-2024-03-08-{of}": f"xxb-2024-03-07-{of}" for of in ("01-01", "02-01")
    }
    assert said(worked) == []


ISSUE = "  - {{paper: xxb, date: 2024-03-{}, pages: [{{file: pages/{}.txt, page: {}}}]}}\n"
NINTH = "seeds/articles/xxb-2024-03-09.yml"


def relisted(archive: Sample, *days: tuple[str, str, int]) -> Result:
    """Lists one page an issue: day, page file, page."""
    papers = ISSUES.partition("  - paper")[0]
    archive.write("seeds/issues.yml", papers + "".join(ISSUE.format(*day) for day in days))
    return archive.run("segment")


@pytest.fixture
def apart(worked: Sample) -> Sample:
    """Two issues, of which the first has two pages, the second article withheld and the first a person's."""
    assert worked.run("withdraw", "xxb-2024-03-07-02-01", "--withheld", "--note", "有误").exit_code == 0
    mine = worked.read(FILE).replace("农机手正在检修机具", "农机手们正在检修机具", 1)
    worked.write(FILE, mine.replace("- id: xxb-2024-03-07-02-01\n", "- id: xxb-2024-03-07-02-01  # 校过\n"))
    worked.write("seeds/pages/c.txt", worked.read("seeds/pages/a.txt").replace("春耕", "秋收").replace("三月", "九月"))
    worked.write("seeds/issues.yml", ISSUES + PAGES + ISSUE.format("09", "c", 1))
    assert worked.run("segment").exit_code == 0
    return worked


@pytest.mark.parametrize("day", ["09", "10"])
def test_what_is_made_of_a_page_goes_along_to_the_issue_that_lists_it_now(apart: Sample, day: str) -> None:
    """One that has other pages, or that was not listed before."""
    file, id = f"seeds/articles/xxb-2024-03-{day}.yml", f"xxb-2024-03-{day}-02-01"
    days = [("07", "a", 1), (day, "b", 2)] if day == "10" else [("07", "a", 1)]
    more = (
        ""
        if day == "10"
        else ISSUE.format("09", "c", 1).replace("page: 1}]", "page: 1}, {file: pages/b.txt, page: 2}]")
    )
    papers = ISSUES.partition("  - paper")[0]
    apart.write("seeds/issues.yml", papers + "".join(ISSUE.format(*each) for each in days) + more)
    result = apart.run("segment")
    assert result.exit_code == 0, result.output
    assert f"  Carried over from {FILE}: 1 article of pages that are listed here now.\n" in result.output
    assert f"- id: {id}  # 校过\n" in apart.read(file)
    assert "status: withheld" in apart.read(file)
    assert "农机手们" in apart.read(FILE)
    assert "pages/b.txt" not in apart.read(FILE)
    assert moved.read(Reader(apart.root)).to == {"xxb-2024-03-07-02-01": id}
    before = apart.tree("seeds")
    assert "Carried over" not in apart.run("segment").output
    assert apart.tree("seeds") == before
    if day == "09":
        assert said(apart) == []
        assert not any("红枣丰收" in name or "红枣丰收".encode() in text for name, text in apart.tree("site").items())


def test_two_issues_whose_pages_were_exchanged(apart: Sample) -> None:
    """No number is given to another text: the old addresses lead each to its own."""
    before = apart.read(NINTH)
    assert relisted(apart, ("07", "c", 1), ("09", "b", 2), ("10", "a", 1)).exit_code == 0
    assert moved.read(Reader(apart.root)).to == {
        "xxb-2024-03-07-01-01": "xxb-2024-03-10-01-01",
        "xxb-2024-03-07-02-01": "xxb-2024-03-09-02-01",
        "xxb-2024-03-09-01-01": "xxb-2024-03-07-01-02",
    }
    assert said(apart) == []
    assert "秋收全面展开" in apart.read("site/issues/xxb/2024-03-07/01-02.html")
    assert "../2024-03-10/" in apart.read("site/issues/xxb/2024-03-07/01-01.html")
    assert "machine:" in before


def test_a_page_that_was_begun_to_be_carried_over_is_ended(apart: Sample) -> None:
    before = apart.read(FILE)
    relisted(apart, ("07", "a", 1), ("09", "b", 2), ("10", "c", 1))
    after = apart.tree("seeds")
    apart.write(FILE, before)
    relisted(apart, ("07", "a", 1), ("09", "b", 2), ("10", "c", 1))
    assert apart.tree("seeds") == after


def test_pages_of_an_issue_that_is_listed_no_longer_go_each_to_its_own(apart: Sample) -> None:
    assert relisted(apart, ("08", "a", 1), ("10", "b", 2), ("09", "c", 1)).exit_code == 0
    assert not (apart.root / FILE).exists()
    assert said(apart) == []
    assert "农机手们" in apart.read("site/issues/xxb/2024-03-08/01-01.html")


def test_an_issue_listed_under_a_date_that_another_one_had_gets_numbers_of_its_own(worked: Sample) -> None:
    """The date was corrected, and then the issue of that date came: the old addresses lead on to the first."""
    corrected(worked)
    worked.write("seeds/pages/c.txt", worked.read("seeds/pages/a.txt").replace("春耕", "秋收").replace("三月", "九月"))
    second = worked.read("seeds/issues.yml") + ISSUE.format("07", "c", 1)
    worked.write("seeds/issues.yml", second)
    assert worked.run("segment").exit_code == 0
    assert "- id: xxb-2024-03-07-01-02\n" in worked.read(FILE)
    assert said(worked) == []
    assert "../2024-03-08/" in worked.read("site/issues/xxb/2024-03-07/01-01.html")
    assert "秋收全面展开" in worked.read("site/issues/xxb/2024-03-07/01-02.html")
    worked.write("seeds/issues.yml", second.replace("2024-03-07", "2024-03-06"))  # and that date was wrong, too
    assert worked.run("segment").exit_code == 0
    worked.write("seeds/pages/d.txt", worked.read("seeds/pages/a.txt").replace("春耕", "夏收").replace("三月", "六月"))
    worked.write("seeds/issues.yml", worked.read("seeds/issues.yml") + ISSUE.format("07", "d", 1))
    assert worked.run("segment").exit_code == 0
    assert "- id: xxb-2024-03-07-01-03\n" in worked.read(FILE)
    assert said(worked) == []
    for number, leads in (("01-01", "../2024-03-08/"), ("01-02", "../2024-03-06/")):
        assert leads in worked.read(f"site/issues/xxb/2024-03-07/{number}.html")


def test_a_file_that_is_carried_over_to_a_date_that_another_had_gets_numbers_of_its_own(apart: Sample) -> None:
    papers = ISSUES.partition("  - paper")[0]
    two = "  - {paper: xxb, date: 2024-03-08, pages: [{file: pages/a.txt, page: 1}, {file: pages/b.txt, page: 2}]}\n"
    apart.write("seeds/issues.yml", papers + two + ISSUE.format("09", "c", 1))
    assert apart.run("segment").exit_code == 0
    apart.write("seeds/issues.yml", papers + two + ISSUE.format("07", "c", 1))
    assert apart.run("segment").exit_code == 0
    assert said(apart) == []
    to = moved.read(Reader(apart.root)).to
    assert to["xxb-2024-03-07-01-01"] == "xxb-2024-03-08-01-01"
    assert to["xxb-2024-03-09-01-01"] == "xxb-2024-03-07-01-02"
    assert not (apart.root / NINTH).exists()


def test_a_page_that_comes_back_has_its_numbers_again(apart: Sample) -> None:
    before = apart.read(FILE)
    assert relisted(apart, ("07", "a", 1), ("09", "b", 2), ("10", "c", 1)).exit_code == 0
    apart.write("seeds/issues.yml", ISSUES + PAGES + ISSUE.format("10", "c", 1))
    assert apart.run("segment").exit_code == 0
    assert yaml.safe_load(apart.read(FILE)) == yaml.safe_load(before)
    assert "  # 校过" in apart.read(FILE)


@pytest.mark.parametrize("corrected_too", [False, True])
def test_a_date_that_is_corrected_in_the_list_and_in_the_names_of_files(apart: Sample, corrected_too: bool) -> None:
    for name in ("a", "b"):
        path = apart.root / f"seeds/pages/{name}.txt"
        text = path.read_text()
        path.unlink()
        if corrected_too:
            text = text.replace("准备下田作业", "准备下地作业", 1)
        apart.write(f"seeds/pages/0308{name}.txt", text)
    papers = ISSUES.partition("  - paper")[0]
    pages = ", ".join(f"{{file: pages/0308{name}.txt, page: {n}}}" for n, name in enumerate("ab", 1))
    eighth = f"  - {{paper: xxb, date: 2024-03-08, pages: [{pages}]}}\n"
    apart.write("seeds/issues.yml", papers + eighth + ISSUE.format("09", "c", 1))
    result = apart.run("segment")
    assert (result.exit_code, f"  Carried over from {FILE}" in result.output) == (0, True), result.output
    assert not (apart.root / FILE).exists()
    text = apart.read(LATER)
    assert "农机手们" in text
    assert "status: withheld" in text
    assert "pages/0308b.txt" in text
    assert "pages/b.txt" not in text
    assert text.count("- id:") == 2
    assert said(apart) == []
    assert moved.read(Reader(apart.root)).to["xxb-2024-03-07-02-01"] == "xxb-2024-03-08-02-01"
    before = apart.tree("seeds")
    apart.run("segment")
    assert apart.tree("seeds") == before


def test_two_issues_whose_dates_and_files_are_corrected_at_once(apart: Sample) -> None:
    """Their pages are half alike: each is known by what it has most of, and is taken once."""
    names = {"a": "0908a", "b": "0908b", "c": "0710c"}
    for old, new in names.items():
        (apart.root / f"seeds/pages/{old}.txt").rename(apart.root / f"seeds/pages/{new}.txt")
    papers = ISSUES.partition("  - paper")[0]
    pages = "[{file: pages/0908a.txt, page: 1}, {file: pages/0908b.txt, page: 2}]"
    eighth = f"  - {{paper: xxb, date: 2024-03-08, pages: {pages}}}\n"
    apart.write("seeds/issues.yml", papers + ISSUE.format("10", "0710c", 1) + eighth)
    assert apart.run("segment").exit_code == 0
    assert said(apart) == []
    assert "农机手们" in apart.read(LATER)
    assert "秋收全面展开" in apart.read("seeds/articles/xxb-2024-03-10.yml")
    assert moved.read(Reader(apart.root)).to == {
        "xxb-2024-03-07-01-01": "xxb-2024-03-08-01-01",
        "xxb-2024-03-07-02-01": "xxb-2024-03-08-02-01",
        "xxb-2024-03-09-01-01": "xxb-2024-03-10-01-01",
    }


OTHER = "县城新桥通车\n本报讯 （记者 周文）一月一日，县城新桥建成通车。\n桥长二百三十米，可并行四辆汽车。\n"
THIRD = "县图书馆开放\n本报讯 （记者 李文）县图书馆昨天开放，读者凭身份证入馆。\n馆内藏书八万册，座位三百个。\n"


@pytest.mark.parametrize("shifted", [False, True])
@pytest.mark.parametrize("corrected_too", [False, True])
def test_page_files_of_two_issues_that_had_each_others_names(apart: Sample, shifted: bool, corrected_too: bool) -> None:
    """Folder and list are put right; or a page was missing, and all behind it have the next number now."""
    apart.write("seeds/pages/d.txt", OTHER)
    listed = apart.read("seeds/issues.yml")
    apart.write("seeds/issues.yml", listed + ISSUE.format("10", "d", 1))
    assert apart.run("segment").exit_code == 0
    tenth = "seeds/articles/xxb-2024-03-10.yml"
    mine = apart.read(tenth).replace("可并行四辆汽车", "可以并行四辆汽车")
    apart.write(tenth, mine)
    texts = {name: apart.read(f"seeds/pages/{name}.txt") for name in "bd"}
    if corrected_too:
        texts = {name: text.replace("准备下田作业", "准备下地作业", 1) for name, text in texts.items()}
    to = {"b": "d", "d": "e"} if shifted else {"b": "d", "d": "b"}
    for name, other in to.items():
        apart.write(f"seeds/pages/{other}.txt", texts[name])
    swapped = listed.replace("pages/b.txt", f"pages/{to['b']}.txt") + ISSUE.format("10", to["d"], 1)
    if shifted:
        apart.write("seeds/pages/b.txt", THIRD)
        swapped += ISSUE.format("11", "b", 1)
    apart.write("seeds/issues.yml", swapped)
    result = apart.run("segment")
    assert result.exit_code == 0, result.output
    assert said(apart) == []
    assert not (apart.root / "seeds/moved.yml").exists()
    assert "可以并行四辆汽车" in apart.read(tenth)
    assert apart.read(tenth).count("- id:") == 1
    assert f"pages/{to['d']}.txt" in apart.read(tenth)
    assert "status: withheld" in apart.read(FILE)
    assert f"pages/{to['b']}.txt" in apart.read(FILE)
    assert (apart.root / "seeds/articles/xxb-2024-03-11.yml").exists() == shifted
    before = apart.tree("seeds")
    apart.run("segment")
    assert apart.tree("seeds") == before


@pytest.mark.parametrize("closed", ["issue", "newspaper"])
def test_what_is_closed_with_its_issue_or_newspaper_stays_so_under_another(apart: Sample, closed: str) -> None:
    papers, _, lists = (ISSUES + PAGES + ISSUE.format("09", "c", 1)).partition("issues:\n")
    papers += '  ylb: {name: 云岭报, place: 兴县, adcode: "141123"}\n'
    status = "    status: withheld\n    status_note: 涉密\n"
    if closed == "issue":
        lists = lists.replace(PAGES, status + PAGES)
    else:
        papers = papers.replace('    adcode: "141123"\n', f'    adcode: "141123"\n{status}')
    apart.write("seeds/issues.yml", f"{papers}issues:\n{lists}")
    assert apart.run("build").exit_code == 0
    page = "{file: pages/a.txt, page: 1}"
    lists = lists.replace(f"{page}, ", "") + f"  - {{paper: ylb, date: 2024-03-20, pages: [{page}]}}\n"
    apart.write("seeds/issues.yml", f"{papers}issues:\n{lists}")
    result = apart.run("segment")
    assert "  Closed with its issue or newspaper, and now by itself: 1 article.\n" in result.output
    text = apart.read("seeds/articles/ylb-2024-03-20.yml")
    assert "status: withheld" in text
    assert "status_note: 涉密" in text
    assert apart.run("build").exit_code == 0
    assert not any("农机手们".encode() in data for data in apart.tree("site").values())
    assert apart.run("check", "--published").exit_code == 0


@pytest.mark.parametrize("clash", ["made of both", "there already"])
def test_a_page_is_not_segmented_once_more_where_it_is_not_clear_what_goes_along(apart: Sample, clash: str) -> None:
    if clash == "made of both":
        of_b, of_a = "- {file: pages/b.txt", "- {file: pages/a.txt, lines: [1, 1]}\n  "
        assert f"  {of_b}" in apart.read(FILE)
        apart.write(FILE, apart.read(FILE).replace(f"  {of_b}", f"  {of_a}{of_b}", 1))
    else:
        apart.write(NINTH, apart.read(NINTH).replace("file: pages/c.txt", "file: pages/b.txt"))
    before = apart.tree("seeds/articles")
    of_page = "of xxb 2024-03-07 is made of pages/b.txt, which is listed under xxb 2024-03-09 now"
    result = relisted(apart, ("07", "a", 1), ("09", "b", 2))
    assert (result.exit_code, of_page in result.output) == (1, True)
    assert apart.tree("seeds/articles") == before
    result = apart.run("build")
    assert (result.exit_code, of_page in result.output) == (2, True)


def test_a_page_of_an_issue_that_is_not_listed_is_not_segmented_as_a_new_one(apart: Sample) -> None:
    """The date lies in the future, so that nothing is carried over; the next correction does it."""
    before = apart.tree("seeds/articles")
    assert relisted(apart, ("07", "a", 1), ("09", "c", 1)).exit_code == 0
    apart.write("seeds/issues.yml", apart.read("seeds/issues.yml").replace("2024-03-07", "2999-03-07"))
    result = apart.run("segment")
    assert (result.exit_code, f"{FILE}: is of an issue that is not listed" in result.output) == (1, True)
    assert apart.tree("seeds/articles") == before
    assert relisted(apart, ("08", "a", 1), ("09", "c", 1), ("07", "b", 2)).exit_code == 0
    assert "农机手们" in apart.read(LATER)


@pytest.mark.parametrize("whole", [False, True])
def test_a_file_that_a_person_has_carried_over_by_hand_leads_on_too(worked: Sample, whole: bool) -> None:
    """Its name alone, or its head and ids as well, of which the record knows nothing."""
    text = worked.read(FILE)
    if whole:
        head, mark, record = text.rpartition("\nmachine:")
        text = head.replace("2024-03-07", "2024-03-08") + mark + record
    (worked.root / FILE).unlink()
    worked.write(LATER, text)
    worked.write("seeds/issues.yml", ISSUES.replace("2024-03-07", "2024-03-08") + PAGES)
    if not whole:
        assert [line.partition(". ")[2] for line in said(worked)] == [
            f'Run "baocang segment": it carries the articles over to {LATER}.'
        ]
    else:
        assert f"{LATER}: was made for another date: xxb-2024-03-07-01-01 leads nowhere." in worked.run("check").output
    output = worked.run("segment").output
    assert f"  Carried over from {FILE}" in output
    assert "As a person left it" not in output
    assert "2024-03-07" not in worked.read(LATER)
    assert len(moved.read(Reader(worked.root)).to) == 2
    assert said(worked) == []
    assert "../2024-03-08/" in worked.read("site/issues/xxb/2024-03-07/01-01.html")


def test_what_was_withheld_stays_so_under_another_date(worked: Sample) -> None:
    assert worked.run("withdraw", "xxb-2024-03-07-01-01", "--note", "有误").exit_code == 0
    assert worked.run("withdraw", "xxb-2024-03-07-02-01", "--withheld", "--note", "有误").exit_code == 0
    corrected(worked)
    assert said(worked) == []
    assert worked.run("check", "--published").exit_code == 0
    assert "春耕全面展开" not in worked.read("site/issues/xxb/2024-03-08/01-01.html")
    assert not (worked.root / "site/issues/xxb/2024-03-08/02-01.html").exists()


def test_what_is_closed_in_a_file_that_is_to_go_is_named(worked: Sample) -> None:
    assert worked.run("withdraw", "xxb-2024-03-07-01-01", "--note", "有误").exit_code == 0
    worked.write(LATER, FROM_PAGE.replace("2024-03-07", "2024-03-08"))
    worked.write("seeds/issues.yml", ISSUES.replace("2024-03-07", "2024-03-08") + PAGES)
    lines = said(worked)
    assert any("xxb-2024-03-07-01-01 is closed here: close the same there. Put what is right" in line for line in lines)


def test_what_was_begun_to_be_carried_over_is_ended(worked: Sample) -> None:
    before = worked.read(FILE)
    corrected(worked)
    after = worked.tree("seeds")
    worked.write(FILE, before)
    assert "Carried over" in worked.run("segment").output
    assert worked.tree("seeds") == after


def test_a_number_that_was_given_under_the_old_date_is_remembered(worked: Sample) -> None:
    kept = worked.read(FILE).replace("given:", "given:")
    at = kept.index("- id: xxb-2024-03-07-02-01")
    end = min(n for n in (kept.find("\n- id:", at + 1), kept.find("\nunplaced:", at)) if n > 0)
    worked.write(FILE, kept[:at] + kept[end + 1 :])
    corrected(worked)
    assert "xxb-2024-03-08-02-01" in worked.read(LATER).partition("machine:")[2]
    assert "2024-03-07" not in worked.read(LATER)


@pytest.mark.parametrize(
    "change",
    [
        lambda archive: archive.write(LATER, FROM_PAGE.replace("2024-03-07", "2024-03-08")),
        lambda archive: archive.write("seeds/articles/other.yml", archive.read(FILE)),
    ],
)
def test_nothing_is_carried_over_where_it_is_not_clear_where_to(worked: Sample, change: object) -> None:
    assert callable(change)
    change(worked)
    if (worked.root / "seeds/articles/other.yml").exists():
        (worked.root / FILE).unlink()
    before = {name: data for name, data in worked.tree("seeds/articles").items() if name != LATER}
    worked.write("seeds/issues.yml", ISSUES.replace("2024-03-07", "2024-03-08") + PAGES)
    assert "Carried over" not in worked.run("segment").output
    assert {name: worked.tree("seeds/articles")[name] for name in before} == before
    assert not (worked.root / moved.FILE).exists()
