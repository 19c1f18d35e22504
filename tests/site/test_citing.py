"""How an article is cited: in the head of its page, in the forms that a reader copies, on paper."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.language.names import closed
from tests.conftest import ISSUES, Sample, served

ARTICLE = "site/issues/llrb/2024-03-07/00-05.html"
PRINTED = "site/issues/xxb/2024-03-07/02-01.html"
RECORD = {
    "paper": "xxb",
    "date": "2024-03-07",
    "page": 2,
    "title": r"增长100%_{甲\乙} & #1",
    "subtitle": "——我县~^$春耕",
    "authors": ["王　伟", "李 强", {"name": "赵一", "role": "摄"}, "John Li"],
    "county": "兴县",
    "kind": "news",
    "body": "三月的田野一片繁忙。\n\n农机手正在检修机具。",
}
FORMS = ("复制引文", "网络版引文", "2015版引文", "2015版网络引文", "纯文本", "BibTeX", "RIS", "CSL-JSON")


@pytest.fixture
def delivered(sample: Sample) -> Sample:
    """One more article, segmented elsewhere, with all that a citation says of a printed newspaper."""
    sample.write("seeds/articles/more.jsonl", json.dumps(RECORD, ensure_ascii=False) + "\n")
    return sample


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page that may read what was copied, on the 20th of November 2026."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], timezone_id="Asia/Shanghai")
    tab = context.new_page()
    tab.clock.set_fixed_time("2026-11-20T00:30:00+08:00")
    yield tab
    context.close()


def copied(tab: Page) -> dict[str, str]:
    """What the buttons of an article copy, by their names."""
    texts = {}
    for name in tab.locator(".cites button", has_not_text="有错字").all_inner_texts():
        tab.get_by_role("button", name=name, exact=True).click()
        expect(tab.locator(".card [role=status]")).to_have_text("已复制")
        texts[name] = tab.evaluate("navigator.clipboard.readText()")
        tab.evaluate("document.querySelector('.card [role=status]').textContent = ''")
    return texts


def head(archive: Sample, file: str) -> list[tuple[str, str]]:
    """Names and contents of the tags in a page's head, those of every page left out."""
    found = re.findall(r'<meta name="([^"]+)"(?: property="[^"]+")? content="([^"]*)">', archive.read(file))
    return [(name, content) for name, content in found if name not in ("viewport", "description")]


def linked(archive: Sample, file: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', archive.read(file))
    assert found
    return json.loads(found[1])


# ---- what is copied ------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_each_form_says_what_is_inferred_by_its_own_means(shipped: Sample, tab: Page) -> None:
    tab.goto((shipped.root / ARTICLE).as_uri())
    forms = copied(tab)
    assert list(forms) == [name for name in FORMS if "网络" not in name]
    assert forms["复制引文"] == "李亚芝. 全市财政工作会议召开[N]. [吕梁日报]，[2024-03-07]."
    assert forms["2015版引文"] == "李亚芝. 全市财政工作会议召开[N]. [吕梁日报], [2024-03-07]."
    assert forms["纯文本"] == "李亚芝：《全市财政工作会议召开》，《〔吕梁日报〕》〔2024年3月7日〕。"
    assert forms["BibTeX"] == (
        "@article{llrb-2024-03-07-00-05,\n  author = {{李亚芝}},\n  title = {{全市财政工作会议召开}},\n"
        "  journal = {吕梁日报},\n  date = {2024-03-07},\n  year = {2024},\n  month = {3},\n  day = {7},\n"
        "  entrysubtype = {newspaper},\n  language = {chinese},\n  note = {报名推定；日期推定},\n}\n"
    )
    assert forms["RIS"].splitlines() == [
        "TY  - NEWS",
        "AU  - 李亚芝",
        "TI  - 全市财政工作会议召开",
        "T2  - 吕梁日报",
        "CY  - 吕梁市",
        "PY  - 2024",
        "DA  - 2024/03/07/",
        "LA  - zh-CN",
        "N1  - 报名推定；日期推定",
        "ID  - llrb-2024-03-07-00-05",
        "ER  - ",
    ]
    assert json.loads(forms["CSL-JSON"]) == [
        {
            "id": "llrb-2024-03-07-00-05",
            "type": "article-newspaper",
            "title": "全市财政工作会议召开",
            "author": [{"literal": "李亚芝"}],
            "container-title": "吕梁日报",
            "publisher-place": "吕梁市",
            "issued": {"date-parts": [[2024, 3, 7]], "circa": True},
            "language": "zh-CN",
            "note": "报名推定；日期推定",
        }
    ]


@pytest.mark.browser
def test_a_printed_article_is_cited_with_its_address_and_the_day_on_which_it_was_read(
    delivered: Sample, tab: Page
) -> None:
    assert delivered.run("build").exit_code == 0
    with served(delivered.root) as site:
        address = f"{site}/{PRINTED}"
        tab.goto(f"{address}#main")
        forms = copied(tab)
    assert tuple(forms) == FORMS
    title = r"增长100%_{甲\乙} & #1"
    assert forms["复制引文"] == f"王伟，李强，赵一，等. {title}：我县~^$春耕[N]. 兴县报，2024-03-07（2）."
    assert forms["网络版引文"] == (
        f"王伟，李强，赵一，等. {title}：我县~^$春耕[N/OL]. 兴县报，2024-03-07（2）. {address}."
    )
    assert forms["2015版网络引文"] == (
        f"王伟, 李强, 赵一, 等. {title}：我县~^$春耕[N/OL]. 兴县报, 2024-03-07(2)[2026-11-20]. {address}."
    )
    assert forms["纯文本"] == f"王伟、李强、赵一、John Li：《{title}——我县~^$春耕》，《兴县报》2024年3月7日第2版。"
    assert forms["BibTeX"] == (
        "@article{xxb-2024-03-07-02-01,\n"
        "  author = {{王伟} and {李强} and {赵一} and {John Li}},\n"
        r"  title = {{增长100\%\_\textbraceleft{}甲\textbackslash{}乙\textbraceright{} \& \#1："
        r"我县\textasciitilde{}\textasciicircum{}\$春耕}},"
        "\n  journal = {兴县报},\n  date = {2024-03-07},\n  year = {2024},\n  month = {3},\n  day = {7},\n"
        "  pages = {2},\n"
        f"  entrysubtype = {{newspaper}},\n  language = {{chinese}},\n  url = {{{address}}},\n"
        "  urldate = {2026-11-20},\n}\n"
    )
    assert forms["RIS"].splitlines() == [
        "TY  - NEWS",
        "AU  - 王伟",
        "AU  - 李强",
        "AU  - 赵一",
        "AU  - John Li",
        f"TI  - {title}：我县~^$春耕",
        "T2  - 兴县报",
        "CY  - 兴县",
        "PY  - 2024",
        "DA  - 2024/03/07/",
        "SP  - 2",
        "LA  - zh-CN",
        f"UR  - {address}",
        "Y2  - 2026/11/20/",
        "ID  - xxb-2024-03-07-02-01",
        "ER  - ",
    ]
    assert json.loads(forms["CSL-JSON"]) == [
        {
            "id": "xxb-2024-03-07-02-01",
            "type": "article-newspaper",
            "title": f"{title}：我县~^$春耕",
            "author": [{"literal": name} for name in ("王伟", "李强", "赵一", "John Li")],
            "container-title": "兴县报",
            "publisher-place": "兴县",
            "issued": {"date-parts": [[2024, 3, 7]]},
            "page": "2",
            "language": "zh-CN",
            "URL": address,
            "accessed": {"date-parts": [[2026, 11, 20]]},
        }
    ]


@pytest.mark.browser
def test_a_title_that_was_made_stands_in_brackets_and_an_archive_on_a_disk_cites_the_address_it_has(
    delivered: Sample, tab: Page
) -> None:
    made = {**RECORD, "title": "春耕[N].全面展开", "title_source": "editor", "authors": [], "subtitle": None}
    delivered.write("seeds/articles/more.jsonl", json.dumps(made, ensure_ascii=False) + "\n")
    settings = delivered.read("mkdocs.yml")
    delivered.write("mkdocs.yml", re.sub("(?m)^site_url:.*$", "site_url: https://a.example/b/", settings))
    assert delivered.run("build").exit_code == 0
    tab.goto((delivered.root / PRINTED).as_uri())
    forms = copied(tab)
    address = "https://a.example/b/issues/xxb/2024-03-07/02-01.html"
    assert forms["复制引文"] == "[春耕[N].全面展开][N]. 兴县报，2024-03-07（2）."
    assert forms["网络版引文"] == f"[春耕[N].全面展开][N/OL]. 兴县报，2024-03-07（2）. {address}."
    assert forms["纯文本"] == "《〔春耕[N].全面展开〕》，《兴县报》2024年3月7日第2版。"
    assert "  note = {题名由编者拟定},\n" in forms["BibTeX"]
    assert "author" not in forms["BibTeX"]
    assert "N1  - 题名由编者拟定\r\n" in forms["RIS"]
    (item,) = json.loads(forms["CSL-JSON"])
    assert (item["note"], item["URL"], "author" in item) == ("题名由编者拟定", address, False)
    assert linked(delivered, PRINTED)["url"] == address
    assert linked(delivered, PRINTED)["comment"] == {"@type": "Comment", "text": "题名由编者拟定"}


# ---- what stands in the head ---------------------------------------------------------------------------------------


def test_reference_managers_find_the_article_in_the_head_of_its_page(shipped: Sample) -> None:
    assert head(shipped, ARTICLE) == [
        ("DC.type", "newspaperArticle"),
        ("DC.title", "全市财政工作会议召开"),
        ("DC.date", "2024-03-07"),
        ("citation_author", "李亚芝"),
        ("citation_publication_date", "2024-03-07"),
        ("citation_keywords", "报名推定;日期推定"),
        ("prism.publicationName", "吕梁日报"),
        ("eprints.place_of_pub", "吕梁市"),
    ]
    assert linked(shipped, ARTICLE) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": "llrb-2024-03-07-00-05",
        "headline": "全市财政工作会议召开",
        "author": [{"@type": "Person", "name": "李亚芝"}],
        "inLanguage": "zh-CN",
        "datePublished": "2024-03-07",
        "contentLocation": {"@type": "Place", "name": "吕梁市"},
        "isPartOf": {
            "@type": "PublicationIssue",
            "datePublished": "2024-03-07",
            "description": "日期推定",
            "isPartOf": {"@type": "Newspaper", "name": "吕梁日报", "description": "报名推定"},
        },
    }


def test_what_is_inferred_is_nothing_of_the_abstract(shipped: Sample, delivered: Sample) -> None:
    """Zotero makes one of the page's description, where no other tag is for it."""
    found = re.findall('<meta name="description" property="og:description" content="([^"]*)">', shipped.read(ARTICLE))
    assert found == ["3月6日，全市财政工作会议召开，全面盘点2023年全市财政工作，总结经验启示，分……"]
    assert delivered.run("build").exit_code == 0
    assert 'content="兴县报 2024年3月7日　三月的田野一片繁忙。' in delivered.read(PRINTED)


def test_what_is_printed_on_the_page_is_said_without_reserve(delivered: Sample) -> None:
    assert delivered.run("build").exit_code == 0
    assert head(delivered, PRINTED) == [
        ("DC.type", "newspaperArticle"),
        ("DC.title", r"增长100%_{甲\乙} &amp; #1：我县~^$春耕"),
        ("DC.date", "2024-03-07"),
        ("citation_author", "王伟"),
        ("citation_author", "李强"),
        ("citation_author", "赵一"),
        ("citation_author", "John Li"),
        ("citation_publication_date", "2024-03-07"),
        ("citation_firstpage", "2"),
        ("prism.publicationName", "兴县报"),
        ("eprints.place_of_pub", "兴县"),
    ]
    data = linked(delivered, PRINTED)
    assert (data["headline"], data["alternativeHeadline"]) == (r"增长100%_{甲\乙} & #1", "我县~^$春耕")
    assert (data["pagination"], "url" in data) == ("2", False)
    assert data["isPartOf"] == {
        "@type": "PublicationIssue",
        "datePublished": "2024-03-07",
        "isPartOf": {"@type": "Newspaper", "name": "兴县报"},
    }


def test_the_licence_of_the_data_is_not_claimed_for_the_newspapers_texts(delivered: Sample) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    settings = delivered.read("mkdocs.yml")
    delivered.write("mkdocs.yml", settings.replace("archive: {}", f"archive: {{licence: '{licence}'}}"))
    assert delivered.run("build").exit_code == 0
    assert "license" not in linked(delivered, PRINTED)
    package = json.loads(delivered.read("site/data/datapackage.json"))
    assert "licenses" not in package
    assert {r["name"]: r.get("licenses") for r in package["resources"]} == {
        "texts": None,
        "articles": [{"path": licence}],
        "issues": [{"path": licence}],
        "papers": [{"path": licence}],
        "reprints": [{"path": licence}],
        "dublincore": [{"path": licence}],
    }
    assert package["resources"][0]["description"] == "文字的权利仍归原报社及作者。"


def test_no_element_has_a_class_in_which_zotero_looks_for_authors(shipped: Sample) -> None:
    """Where no author is named it takes what stands in one of these for authors: 新华社北京3月6日电."""
    pages = sorted((shipped.root / "site").rglob("*.html"))
    used = {
        name for page in pages for c in re.findall(r'class="([^"]*)"', page.read_text("utf-8")) for name in c.split()
    }
    assert "dateline" in used
    assert used & {"byline", "bylines", "vcard", "article-byline"} == set()


# ---- names, and where an article comes from ------------------------------------------------------------------------


def test_a_letter_spaced_name_is_the_person_of_that_name_and_the_seeds_stay_as_they_are(delivered: Sample) -> None:
    other = {**RECORD, "page": 3, "title": "另一篇", "authors": ["王伟"]}
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in (RECORD, other)]
    delivered.write("seeds/articles/more.jsonl", "".join(lines))
    assert delivered.run("build").exit_code == 0
    assert delivered.read("seeds/articles/more.jsonl") == "".join(lines)
    people = [p for p in (delivered.root / "site/people").glob("*/index.html") if ">王伟</h1>" in p.read_text("utf-8")]
    assert len(people) == 1
    assert people[0].read_text("utf-8").count("02-01.html") == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王　伟", "王伟"),
        ("康 桂  芳", "康桂芳"),
        ("𠮷 田", "𠮷田"),
        ("李 小明", "李小明"),
        ("欧阳 修", "欧阳修"),
        ("王伟 李强", "王伟 李强"),
        ("王 伟 李 强", "王 伟 李 强"),
        ("王 伟 摄", "王 伟 摄"),
        ("文 王伟", "文 王伟"),
        ("John Li", "John Li"),
    ],
)
def test_only_the_gaps_of_one_name_are_closed(name: str, shown: str) -> None:
    assert closed(name) == shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "文字与著录照所得数据，本站未经校读。"),
        ({"confidence": 0.9}, "由程序切分著录，未经人工校读。"),
        ({"source": [{"file": "pages/1.txt", "lines": [1, 9]}]}, "由程序切分著录，未经人工校读。"),
        ({"reviewed": True}, "已经人工校读。"),
    ],
)
def test_an_article_says_who_made_its_record(delivered: Sample, given: dict[str, object], said: str) -> None:
    delivered.write("seeds/articles/more.jsonl", json.dumps({**RECORD, **given}, ensure_ascii=False) + "\n")
    assert delivered.run("build").exit_code == 0
    notes = re.findall(r"<p>([^<]*校读。)</p>", delivered.read(PRINTED))
    assert notes == [said]


def test_an_article_that_a_person_has_changed_says_so(sample: Sample) -> None:
    sample.write("seeds/pages/a.txt", "石楼红枣丰收\n本报讯 （记者 张三）十月的石楼，红枣挂满枝头，枣农忙着采收。\n")
    sample.write("seeds/issues.yml", ISSUES + "    pages: [{file: pages/a.txt, page: 1}]\n")
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink(missing_ok=True)
    assert sample.run("segment").exit_code == 0
    for text, said in (
        ("红枣挂满枝头", "由程序切分著录，未经人工校读。"),
        ("红枣挂满了枝头", "经人工整理，未通篇校读。"),
    ):
        file = "seeds/articles/xxb-2024-03-07.yml"
        sample.write(file, sample.read(file).replace("红枣挂满枝头", text))
        assert sample.run("build").exit_code == 0
        page = sample.read("site/issues/xxb/2024-03-07/01-01.html")
        assert re.findall(r"<p>([^<]*校读。)</p>", page) == [said]


# ---- on paper ------------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_short_article_is_printed_on_one_page_with_its_card(shipped: Sample, page: Page) -> None:
    page.goto((shipped.root / "site/issues/llrb/2024-03-07/00-02.html").as_uri())
    expect(page.locator(".cites button").first).to_be_visible()
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) == 1


@pytest.mark.browser
def test_a_clipping_has_its_citation_and_its_address_and_nothing_that_is_dead_on_paper(
    delivered: Sample, page: Page
) -> None:
    settings = delivered.read("mkdocs.yml")
    ways = "archive: {contact: 'mailto:a@b.example', report: 'mailto:a@b.example?subject={id}'}"
    delivered.write("mkdocs.yml", settings.replace("archive: {}", ways))
    assert delivered.run("build").exit_code == 0
    with served(delivered.root) as site:
        address = f"{site}/{PRINTED}"
        page.goto(address)
        dead = page.locator("button, form, nav, a[href^='mailto:'], .skip, .cites")
        expect(page.get_by_role("button", name="RIS")).to_be_visible()
        expect(page.locator(".address")).to_be_hidden()
        assert [a.inner_text() for a in page.locator("a[href^='mailto:']:visible").all()] == ["报告错误", "联系我们"]
        page.emulate_media(media="print")
        assert [part.inner_text() for part in dead.locator("visible=true").all()] == []
        expect(page.locator(".citation")).to_contain_text("[N]. 兴县报，2024-03-07（2）.")
        expect(page.locator(".address")).to_have_text(f"网址：{address}")
        expect(page.locator(".address")).to_be_visible()
