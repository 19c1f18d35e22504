"""Ids that are no article's any more: what `seeds/moved.yml` says, who writes there, where old addresses lead."""

import time
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.base import durable
from generator.base.model import Article
from generator.base.problems import Stop
from generator.seeds import article_files, moved
from generator.seeds.files.reader import Reader
from tests.archives.test_incremental import clean
from tests.conftest import ARTICLES, Sample, served, validate

pytestmark = pytest.mark.slow

THERE = "xxb-2024-03-07-01-01"
"""The one article of a sample."""
A, B, C = (f"xxb-2024-03-07-01-0{n}" for n in (2, 3, 4))
FILE = "seeds/moved.yml"
REST = "Let one of them lead to an article."


@pytest.mark.parametrize(
    ("text", "stops", "problem"),
    [
        (
            f"{A}: {THERE}\n第二篇: {THERE}\n",
            True,
            f"{FILE}:2: 第二篇 is no id. Write paper-date-page-number, as in llrb-2024-03-07-01-02.",
        ),
        (
            f"{A}: 1\n",
            True,
            f"{FILE}:1: 1 is no id. Write paper-date-page-number, as in llrb-2024-03-07-01-02.",
        ),
        (
            f"# 合并\n{THERE}: {A}  # 王一\n{A}: {THERE}\n",
            True,
            f"{FILE}:2: {THERE} is still an article, at seeds/articles/xxb-2024-03-07.yml:4. Take this line out.",
        ),
        (f"{C}: {B}\n{B}: {A}\n{A}: {B}\n", True, f"{FILE}:3: leads in a ring: {A} to {B} to {A}. {REST}"),
        (f"{A}: {A}\n", True, f"{FILE}:1: leads in a ring: {A} to {A}. {REST}"),
        (
            f"{B}: {A}\n{A}: {C}\n",
            False,
            f"{FILE}:2: {C}, to which {A} leads, is no article. "
            "Name the article that holds its text now, or take this line out.",
        ),
        (
            "- a\n",
            True,
            f'{FILE}:1: holds no fields. Write them as "name: value", one a line.',
        ),
    ],
)
def test_a_line_that_leads_nowhere_is_said_with_its_mend(sample: Sample, text: str, stops: bool, problem: str) -> None:
    sample.write(FILE, text)
    result = sample.run("check")
    assert [line for line in result.output.splitlines() if FILE in line] == [problem]
    assert result.exit_code == 1
    assert sample.run("build").exit_code == (2 if stops else 0)


@pytest.mark.parametrize("text", ["# 合并的文章\n\n  # 以后写在这里\n", "", "\n"])
def test_a_file_with_nothing_but_comments_says_nothing(sample: Sample, text: str) -> None:
    sample.write(FILE, text)
    assert sample.run("check").output == "All well.\n"


def test_a_line_may_lead_to_another_line(sample: Sample) -> None:
    sample.write(FILE, f"{C}: {B}\n{B}: {A}\n{A}: {THERE}\n")
    reader = Reader(sample.root)
    found = moved.read(reader)
    assert found.to == {C: B, B: A, A: THERE}
    where = {f.article.id: f for f in article_files.found(Reader(sample.root))}
    assert moved.resolved(reader, found, where) == dict.fromkeys((C, B, A), THERE)
    assert not reader.problems


def test_twice_the_lines_take_hardly_more_than_twice_the_time() -> None:
    def seconds(links: int) -> float:
        ids = [f"xxb-2024-03-07-01-{n:05d}" for n in range(links)]
        said = moved.Moved(dict(zip(ids, [*ids[1:], THERE], strict=True)))
        there = article_files.Found(
            "",
            0,
            Article.model_validate({"id": THERE, "paper": "xxb", "date": "2024-03-07", "title": "题", "body": "文"}),
            "",
        )
        taken = []
        for _ in range(3):
            start = time.process_time()
            assert moved.resolved(Reader(Path()), said, {THERE: there}) == dict.fromkeys(ids, THERE)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(40_000) < max(3.2 * seconds(20_000), 0.3)


# ---- who writes there ----------------------------------------------------------------------------------------------


def test_what_moved_is_added_once_and_a_persons_lines_stay(sample: Sample) -> None:
    moved.note(sample.root, {A: THERE})
    assert sample.read(FILE) == f"# {moved.HEAD}\n{A}: {THERE}\n"
    by_hand = f"# 两篇并为一篇\n{B}: {THERE}  # 王一\n\n# 以下由程序写入\n{A}: {THERE}"
    sample.write(FILE, by_hand)
    moved.note(sample.root, {A: C})
    moved.note(sample.root, {})
    assert sample.read(FILE) == by_hand
    moved.note(sample.root, {C: THERE, A: THERE})
    assert sample.read(FILE) == f"{by_hand}\n{C}: {THERE}\n"


def test_what_is_an_article_again_leads_on_no_more(sample: Sample) -> None:
    sample.write(FILE, f"# 更正\n'{A}': {B}\n{C}: {THERE}\n")
    moved.note(sample.root, {}, back=[C])
    assert sample.read(FILE) == f"# 更正\n'{A}': {B}\n"
    moved.note(sample.root, {B: A})
    assert sample.read(FILE) == f"# 更正\n{B}: {A}\n"
    moved.note(sample.root, {}, back=[B])
    assert sample.read(FILE) == "# 更正\n"


def test_lines_in_another_form_become_lines_of_their_own(sample: Sample) -> None:
    sample.write(FILE, f"# 更正\n{{{A}: {THERE},\n {B}: {THERE}}}\n")
    moved.note(sample.root, {C: THERE}, back=[B])
    assert sample.read(FILE) == f"# 更正\n{A}: {THERE}\n{C}: {THERE}\n"


def test_a_file_that_cannot_be_read_is_not_written_over(sample: Sample) -> None:
    sample.write(FILE, f"{A}: [\n")
    with pytest.raises(Stop, match=r"seeds/moved.yml:2: broken YAML"):
        moved.note(sample.root, {B: THERE})
    assert sample.read(FILE) == f"{A}: [\n"


def test_lines_written_at_once_are_all_there(sample: Sample) -> None:
    new = [{f"xxb-2024-03-07-02-{n:02d}": THERE} for n in range(1, 30)]

    def note(one: dict[str, str]) -> None:
        with durable.writing(sample.root):
            moved.note(sample.root, one)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(note, new))
    assert moved.read(Reader(sample.root)).to == {old: THERE for one in new for old in one}


def test_an_article_went_where_most_of_its_lines_are() -> None:
    before = {("a.txt", n): A if n < 5 else B for n in range(1, 9)}
    assert moved.followed(before, dict.fromkeys(before, B)) == {A: B}
    assert moved.followed(before, {at: B for at in before if at[1] > 1}) == {A: B}
    half = {at: B if at[1] > 2 else C for at in before}
    assert moved.followed(before, half) == {}
    assert moved.followed(before, {at: B for at in before if at[1] > 4}) == {}
    assert moved.followed(before, {**dict.fromkeys(before, B), ("b.txt", 1): A}) == {}


def test_an_article_leads_to_what_has_most_of_what_is_left_of_it_but_for_a_stray_line() -> None:
    before = {("a.txt", n): A for n in range(1, 41)}

    def left(to_b: int, to_c: int) -> dict[str, str]:
        return moved.followed(before, {at: B if at[1] <= to_b else C for at in before if at[1] <= to_b + to_c})

    assert left(20, 0) == left(12, 0) == left(8, 0) == left(9, 8) == {A: B}
    assert left(8, 30) == {A: C}
    assert left(7, 0) == left(1, 0) == left(10, 10) == {}
    without_id = {at: B if at[1] <= 8 else "" for at in before}
    assert moved.followed(before, without_id) == {}


def test_a_line_of_what_is_an_article_again_is_taken_out_and_that_is_said(sample: Sample) -> None:
    sample.write(FILE, f"# 合并\n{THERE}: {A}\n{B}: {THERE}  # 王一\n")
    line = f"{FILE}: {THERE} is an article again, and its line still leads on to {A}. "
    assert f'{line}Run "baocang build", which takes that line out.\n' in sample.run("check").output
    result = sample.run("build")
    assert result.exit_code == 0
    line = f"{FILE}: {THERE} is an article again, so its line, which led on to {A}, was taken out. "
    assert f"{line}Nothing is to be done.\n" in result.output
    assert sample.read(FILE) == f"# 合并\n{B}: {THERE}  # 王一\n"
    assert FILE not in sample.run("build").output


# ---- the pages that lead on ----------------------------------------------------------------------------------------

LATER = "xxb-2024-03-09"


@pytest.fixture
def corrected(sample: Sample) -> Sample:
    """Of one issue an article was merged; another issue's date was corrected."""
    sample.write("seeds/articles/xxb-2024-03-09.yml", ARTICLES.replace("2024-03-07", "2024-03-09"))
    sample.write(FILE, f"{A}: {THERE}\nxxb-2024-03-08-01-01: {LATER}-01-01\nxxb-2024-03-08-01-02: {LATER}-01-01\n")
    return sample


def head(html: str) -> set[str]:
    return set(html.partition("</head>")[0].splitlines())


def test_an_old_address_leads_on_without_a_script(corrected: Sample) -> None:
    settings = corrected.read("mkdocs.yml").replace('site_url: ""', "site_url: https://example.org/bao/")
    corrected.write("mkdocs.yml", settings)
    assert corrected.run("build", "--strict").exit_code == 0
    html = corrected.read("site/issues/xxb/2024-03-07/01-02.html")
    assert {
        '<meta http-equiv="refresh" content="0; url=01-01.html">',
        '<meta name="robots" content="noindex">',
        '<link rel="canonical" property="og:url" href="https://example.org/bao/issues/xxb/2024-03-07/01-01.html">',
    } < head(html)
    assert html.count('rel="canonical"') == 1
    assert '<p><a href="01-01.html">我县春耕全面展开　兴县报 2024年3月7日 第1版</a></p>' in html
    issue = corrected.read("site/issues/xxb/2024-03-08/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../2024-03-09/index.html">' in head(issue)
    assert '<a href="../2024-03-09/index.html">兴县报 2024年3月9日</a>' in issue
    assert corrected.run("check").output == "All well.\n"
    assert validate(corrected.root / "site/issues/**/*.html") == (0, "")


def test_the_page_texts_of_an_issue_that_is_there_no_more_lead_to_those_of_the_one_it_became(corrected: Sample) -> None:
    listed = corrected.read("seeds/issues.yml")
    page = "    pages: [{file: pages/x.txt, page: 2}]\n"
    corrected.write("seeds/issues.yml", listed + "  - paper: xxb\n    date: 2024-03-10\n" + page)
    corrected.write("seeds/pages/x.txt", "春耕\n")
    corrected.write("seeds/articles/xxb-2024-03-10.yml", ARTICLES.replace("2024-03-07", "2024-03-10"))
    corrected.write(FILE, "xxb-2024-03-08-01-01: xxb-2024-03-10-01-01\n")
    assert corrected.run("build").exit_code == 0
    html = corrected.read("site/issues/xxb/2024-03-08/text-1.html")
    assert '<meta http-equiv="refresh" content="0; url=../2024-03-10/text-1.html">' in head(html)
    assert '<p><a href="../2024-03-10/text-1.html">兴县报 2024年3月10日 版面文字 第2版</a></p>' in html


def test_no_list_names_an_address_that_leads_on(corrected: Sample) -> None:
    settings = corrected.read("mkdocs.yml").replace('site_url: ""', "site_url: https://example.org/bao/")
    corrected.write("mkdocs.yml", settings)
    assert corrected.run("build").exit_code == 0
    names = ("2024-03-07/01-02", "2024-03-08")
    tree = corrected.tree("site")
    del tree["site/.published"]  # names every file
    assert "issues/xxb/2024-03-07/01-01.html" in tree["site/sitemap.xml"].decode()
    said = [name for name, data in tree.items() if any(old.encode() in data for old in names)]
    assert [name for name in said if "/2024-03-08/" not in name and not name.endswith("/01-02.html")] == []


def test_the_page_of_an_issue_leads_to_the_one_that_has_most_of_its_articles(corrected: Sample) -> None:
    """The date was corrected, and one of the pages is listed under another issue."""
    olds = [f"xxb-2024-03-08-01-0{n}" for n in (1, 2, 3)]
    to = [f"{LATER}-01-01", f"{LATER}-01-01", THERE]
    corrected.write(FILE, "".join(f"{old}: {new}\n" for old, new in zip(olds, to, strict=True)))
    assert corrected.run("build", "--strict").exit_code == 0
    html = corrected.read("site/issues/xxb/2024-03-08/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../2024-03-09/index.html">' in head(html)
    assert "2024-03-07/index.html" not in html.partition("<main")[2]


def test_the_page_of_an_issue_names_all_that_have_its_articles_where_none_has_most(corrected: Sample) -> None:
    corrected.write(FILE, f"xxb-2024-03-08-01-01: {LATER}-01-01\nxxb-2024-03-08-01-02: {THERE}\n")
    assert corrected.run("build", "--strict").exit_code == 0
    html = corrected.read("site/issues/xxb/2024-03-08/index.html")
    assert "refresh" not in html
    for day, name in (("07", "7"), ("09", "9")):
        assert f'<p><a href="../2024-03-{day}/index.html">兴县报 2024年3月{name}日</a></p>' in html
    assert corrected.run("check").output == "All well.\n"
    assert validate(corrected.root / "site/issues/**/*.html") == (0, "")


def test_the_page_of_an_issue_that_is_there_does_not_lead_on(corrected: Sample) -> None:
    corrected.write("seeds/issues.yml", corrected.read("seeds/issues.yml") + "  - {paper: xxb, date: 2024-03-08}\n")
    corrected.write(FILE, f"xxb-2024-03-08-01-01: {LATER}-01-01\n")
    assert corrected.run("build").exit_code == 0
    old = corrected.root / "site/issues/xxb/2024-03-08"
    assert "refresh" not in (old / "index.html").read_text(encoding="utf-8")
    assert "refresh" in (old / "01-01.html").read_text(encoding="utf-8")


def test_pages_that_lead_on_come_and_go_with_their_lines(corrected: Sample, tmp_path: Path) -> None:
    """What builds leave that follow one another is what a first build makes."""
    assert corrected.run("build").exit_code == 0
    assert corrected.tree("site", "site_src") == clean(corrected, tmp_path)
    corrected.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES.replace("春耕", "秋收"))
    assert corrected.run("build").exit_code == 0
    assert "我县秋收全面展开" in corrected.read("site/issues/xxb/2024-03-07/01-02.html")
    corrected.write(FILE, f"{B}: {THERE}\n")
    assert corrected.run("build").exit_code == 0
    assert not (corrected.root / "site/issues/xxb/2024-03-08").exists()
    assert not (corrected.root / "site/issues/xxb/2024-03-07/01-02.html").exists()
    assert corrected.tree("site", "site_src") == clean(corrected, tmp_path)


def test_a_headline_at_the_new_address_is_text(corrected: Sample) -> None:
    title = '"><script>alert(1)</script> {{ config }} &amp; *a*'
    corrected.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES.replace("我县春耕全面展开", f"'{title}'"))
    assert corrected.run("build").exit_code == 0
    html = corrected.read("site/issues/xxb/2024-03-07/01-02.html")
    assert f'<a href="01-01.html">{escape(title)}　兴县报' in html.replace("&#34;", "&quot;")


def test_a_reader_of_an_old_address_arrives_at_the_new_one(corrected: Sample, page: Page) -> None:
    assert corrected.run("build").exit_code == 0
    with served(corrected.root / "site") as address:
        for site in ((corrected.root / "site").as_uri(), address):
            page.goto(f"{site}/issues/xxb/2024-03-07/01-02.html")
            page.wait_for_url(f"{site}/issues/xxb/2024-03-07/01-01.html")
            assert page.locator("h1").inner_text() == "我县春耕全面展开"
            page.goto(f"{site}/issues/xxb/2024-03-08/index.html")
            page.wait_for_url(f"{site}/issues/xxb/2024-03-09/index.html")


@pytest.mark.parametrize(("status", "said"), [("withheld", None), ("withdrawn", "这篇文章")])
def test_an_old_address_says_nothing_of_an_article_that_is_not_published(
    corrected: Sample, status: str, said: str | None
) -> None:
    text = ARTICLES.replace("    page: 1\n", f"    page: 1\n    status: {status}\n")
    corrected.write("seeds/articles/xxb-2024-03-07.yml", text)
    assert corrected.run("build").exit_code == 0
    old = corrected.root / "site/issues/xxb/2024-03-07/01-02.html"
    assert old.exists() == (said is not None)
    if said:
        html = old.read_text(encoding="utf-8")
        assert '<a href="01-01.html">' in html
        assert "春耕" not in html


def test_an_empty_line_is_said_with_what_it_is(sample: Sample) -> None:
    sample.write("seeds/moved.yml", "xxb-2024-03-07-01-09:\n")
    said = (
        "seeds/moved.yml:1: xxb-2024-03-07-01-09 leads nowhere, for nothing stands behind it. "
        "Write there the id that has its text now, or take this line out.\n"
    )
    result = sample.run("build")
    assert (result.exit_code, said in result.output, "None" in result.output) == (2, True, False), result.output
