"""Pages of all kinds in an archive: listed, read once, kept line by line, segmented, checked, published."""

import importlib.util
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PIL import Image

from generator.base import output
from generator.base.problems import Stop
from generator.build import ledger
from generator.review import overview, proof
from tests.conftest import Sample, begun
from tests.printed import files
from tests.printed.pdfs import at, pdf
from tests.site.printed_pages import printed_issue

PAPERS = """\
papers:
  xxb:
    name: 兴县报
    place: 兴县
    adcode: "141123"
issues:
"""
BODY = [
    "本报讯（记者刘丽霞）今年以来，我市",
    "把小额信贷作为巩固脱贫成果的重点，",
    "引导银行扩大投放，帮助脱贫户发展产",
    "业，走出了一条助力乡村振兴的新路子。",
]
SHEET = " ".join([at(50, 700, "我市抓实小额信贷", 30), *(at(50, 660 - 15 * n, line) for n, line in enumerate(BODY))])


def archive(folder: Path, pages: str, **more: bytes) -> Sample:
    made = begun(folder / "archive", f"{PAPERS}  - paper: xxb\n    date: 2024-03-07\n    pages:\n{pages}")
    for name, data in more.items():
        made.write(f"seeds/pages/{name.replace('__', '.')}", data)
    return made


def articles(of: Sample) -> list[dict[str, object]]:
    return list(yaml.safe_load(of.read("seeds/articles/xxb-2024-03-07.yml"))["articles"])


@pytest.fixture
def paged(tmp_path: Path) -> Sample:
    pages = "      - {file: pages/a.pdf, sheet: 1, page: 1}\n      - {file: pages/a.pdf, sheet: 2, page: 2}\n"
    return archive(tmp_path, pages, a__pdf=pdf([SHEET, at(50, 700, "广告位招租", 20)]))


def test_a_pdf_is_read_once_and_its_lines_are_what_articles_are_made_of(paged: Sample) -> None:
    assert "1 article found" in paged.run("segment").output
    kept = paged.read("seeds/pages/a.pdf.1.jsonl").splitlines()
    assert [json.loads(line)["text"] for line in kept[:-1]] == ["我市抓实小额信贷", *BODY]
    (article,) = articles(paged)
    assert article["title"] == "我市抓实小额信贷"
    assert article["page"] == 1
    assert article["source"] == [{"file": "pages/a.pdf.1.jsonl", "lines": [1, 5]}]
    before = paged.tree("seeds")
    again = paged.run("segment")
    assert again.exit_code == 0
    assert paged.tree("seeds") == before


def test_what_a_person_corrects_stays_and_a_new_source_is_said(paged: Sample) -> None:
    paged.run("segment")
    kept = paged.read("seeds/pages/a.pdf.1.jsonl")
    paged.write("seeds/pages/a.pdf.1.jsonl", kept.replace("抓实", "做实"))
    paged.run("segment")
    assert articles(paged)[0]["title"] == "我市做实小额信贷"
    paged.write("seeds/pages/a.pdf", pdf([SHEET, ""]))
    said = paged.run("segment").output
    assert "seeds/pages/a.pdf: is another file than the one that seeds/pages/a.pdf.1.jsonl was read from" in said
    assert "seeds/pages/a.pdf: is another file than" in paged.run("check").output
    assert articles(paged)[0]["title"] == "我市做实小额信贷"
    (paged.root / "seeds/pages/a.pdf").unlink()  # a line file is all that is needed
    assert paged.run("segment").exit_code == 0


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_lines_that_an_editor_saved_otherwise_are_lines_still_and_keep_their_source(
    paged: Sample, encoding: str
) -> None:
    paged.run("segment")
    before = articles(paged)
    kept = paged.read("seeds/pages/a.pdf.1.jsonl")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    paged.write("seeds/pages/a.pdf.1.jsonl", f"{mark}{kept}".replace("\n", "\r\n").encode(encoding))
    assert "is another file" not in paged.run("segment").output
    assert articles(paged) == before
    paged.write("seeds/pages/a.pdf", pdf([SHEET, ""]))
    assert "seeds/pages/a.pdf: is another file than" in paged.run("check").output


def test_a_line_that_is_no_line_is_named(paged: Sample) -> None:
    paged.run("segment")
    kept = paged.read("seeds/pages/a.pdf.1.jsonl")
    paged.write("seeds/pages/a.pdf.1.jsonl", kept.replace('{"text": "我市', '{"text": 我市', 1))
    assert "seeds/pages/a.pdf.1.jsonl:1: is no line of a page" in paged.run("check").output


def test_lines_are_published_and_json_never_is(paged: Sample) -> None:
    paged.run("segment")
    assert paged.run("build").exit_code in (0, 1)
    texts = {file: data.decode() for file, data in paged.tree("site").items() if file.endswith(".html")}
    of_page = [text for file, text in texts.items() if "广告位招租" in text]
    assert of_page  # it stands in no article: the page's own text is there
    assert not [file for file, text in texts.items() if "box&#34;" in text or '"box"' in text]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *((f"a.{ending}", files.RAPID) for ending in ("txt", "json", "xml")),
        *(("a", content) for content in (files.alto(), files.PAGE, files.HOCR, files.MARKDOWN)),
    ],
)
def test_formats_are_told_by_what_files_hold(tmp_path: Path, name: str, content: bytes) -> None:
    made = archive(tmp_path, f"      - {{file: pages/{name}, page: 1}}\n", **{name.replace(".", "__"): content})
    assert "has not been read" in made.run("check").output
    made.run("segment")
    found = made.read("seeds/articles/xxb-2024-03-07.yml")
    assert files.TITLE in found
    assert f"pages/{name}.jsonl" in found
    assert not [sign for sign in ("<", "# ", "[[", "quad") if sign in found.partition("machine:")[0]]


def test_a_page_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    pages = "".join(f"      - {{file: pages/{name}, page: {n}}}\n" for n, name in enumerate("abcd", 1))
    made = archive(tmp_path, pages, a=b"<rss/>", b=pdf([SHEET]), c=b"PK\x03\x04", d=pdf(["", ""]))
    said = made.run("segment")
    assert said.exit_code == 1
    assert "seeds/pages/a: is XML of a kind that is not known (<rss>). Give its text" in said.output
    assert "seeds/pages/c: is a packed file" in said.output
    assert "seeds/pages/d: has 2 sheets, and line 7 of seeds/issues.yml does not say which is meant." in said.output
    assert [article["title"] for article in articles(made)] == ["我市抓实小额信贷"]
    made.write("seeds/pages/a", files.alto())
    made.run("segment")
    assert files.TITLE in made.read("seeds/articles/xxb-2024-03-07.yml")


def test_sheets_are_pages_of_their_own(tmp_path: Path) -> None:
    pages = "      - {file: pages/a.pdf, sheet: 2, page: 1}\n      - {file: pages/a.pdf, sheet: 2, page: 2}\n"
    made = archive(tmp_path, pages + "      - {file: pages/a.pdf, sheet: 9}\n", a__pdf=pdf([SHEET, SHEET]))
    said = made.run("segment").output
    assert "is listed a second time" in said
    assert "seeds/pages/a.pdf: has 2 sheets, and no sheet 9" in said


def test_a_text_has_no_sheets(tmp_path: Path) -> None:
    made = archive(tmp_path, "      - {file: pages/a.txt, sheet: 1}\n", a__txt="一行\n".encode())
    assert "seeds/pages/a.txt: is a text, and has no sheets" in made.run("segment").output


def test_a_line_file_may_be_listed_itself(paged: Sample) -> None:
    paged.run("segment")
    kept = paged.read("seeds/pages/a.pdf.1.jsonl")
    paged.write(
        "seeds/issues.yml", f"{PAPERS}  - paper: xxb\n    date: 2024-03-08\n    pages:\n      - file: pages/x\n"
    )
    paged.write("seeds/pages/x", kept)
    paged.run("segment")
    assert "我市抓实小额信贷" in paged.read("seeds/articles/xxb-2024-03-08.yml")


def test_lines_that_ocr_was_not_sure_of_are_put_before_a_person(tmp_path: Path) -> None:
    made = archive(tmp_path, "      - {file: pages/a.json, page: 1}\n", a__json=files.RAPID)
    made.run("segment")
    said = made.run("check").output
    assert "seeds/pages/a.json.jsonl:4: 1 line may be read wrongly (61% sure): 图为大棚。" in said
    found = proof.read(made.root, ("xxb", "2024-03-07"), proof.Numbers())
    assert found is not None
    (sheet,) = found.sheets
    assert [sheet.sure(line.number) for line in sheet.lines] == [None, None, None, 61]


def test_a_build_does_not_read_what_pages_were_read_from(paged: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    paged.run("segment")
    read: list[str] = []

    def content_of(path: Path) -> str:
        read.append(path.name)
        return output.content_of(path)

    monkeypatch.setattr(ledger, "content_of", content_of)
    assert paged.run("build").exit_code in (0, 1)
    assert "a.pdf.1.jsonl" in read
    assert "a.pdf" not in read


def test_a_page_that_was_read_is_not_read_again_after_an_interruption(paged: Sample) -> None:
    paged.run("segment")
    first = (paged.root / "seeds/pages/a.pdf.1.jsonl").stat().st_mtime_ns
    (paged.root / "seeds/pages/a.pdf.2.jsonl").unlink()
    paged.run("segment")
    assert (paged.root / "seeds/pages/a.pdf.2.jsonl").is_file()
    assert (paged.root / "seeds/pages/a.pdf.1.jsonl").stat().st_mtime_ns == first


@pytest.mark.parametrize("size", [600_000_000])
def test_a_file_that_is_too_large_is_named_at_once(tmp_path: Path, size: int) -> None:
    made = archive(tmp_path, "      - {file: pages/a.pdf, sheet: 1}\n", a__pdf=pdf([SHEET]))
    with (made.root / "seeds/pages/a.pdf").open("r+b") as file:
        file.truncate(size)  # a hole: it takes no room
    assert "seeds/pages/a.pdf: is PDF of 600 MB, more than 500. Part it." in made.run("segment").output


def test_one_sheet_of_very_many_is_read(tmp_path: Path) -> None:
    made = archive(tmp_path, "      - {file: pages/a.pdf, sheet: 500}\n", a__pdf=pdf([SHEET] * 500))
    assert "1 article found" in made.run("segment").output


def test_a_line_file_of_no_page_is_named(paged: Sample) -> None:
    paged.run("segment")
    paged.write("seeds/pages/b.pdf.jsonl", paged.read("seeds/pages/a.pdf.1.jsonl"))
    said = paged.run("check").output
    assert "seeds/pages/b.pdf.jsonl: is listed under no issue" in said
    assert "a.pdf.1.jsonl: is listed" not in said


def test_the_desk_and_the_list_of_issues_do_without_a_page_that_waits(tmp_path: Path) -> None:
    pages = "      - {file: pages/a.pdf, page: 1}\n      - {file: pages/b.xml, page: 2}\n"
    made = archive(tmp_path, pages, a__pdf=pdf([SHEET]), b__xml=b"<rss/>")
    made.run("segment")
    found = proof.read(made.root, ("xxb", "2024-03-07"), proof.Numbers())
    assert found is not None
    assert [(sheet.file, [line.text for line in sheet.lines]) for sheet in found.sheets] == [
        ("pages/a.pdf.jsonl", ["我市抓实小额信贷", *BODY])
    ]
    assert found.sheets[0].printed is not None
    (summary,) = overview.summaries(made.root, lambda issue: overview.counts(made.root, issue))
    assert not summary.broken
    assert "seeds/pages/b.xml: is XML and has not been read" in made.run("check").output
    made.write("seeds/pages/b.xml", files.alto())
    assert "2 articles found" in made.run("segment").output
    (made.root / "seeds/pages/a.pdf.jsonl").unlink()  # its lines are an article's: it is no page that may be left out
    with pytest.raises(Stop, match=r"a.pdf: is PDF and has not been read"):
        proof.read(made.root, ("xxb", "2024-03-07"), proof.Numbers())


def test_of_many_pictures_it_is_said_once_what_they_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec("rapidocr"):
        pytest.skip("here they are read")
    picture = io.BytesIO()
    Image.new("L", (40, 30), 255).save(picture, "png")
    pages = "".join(f"      - {{file: pages/{name}.png, page: {n}}}\n" for n, name in enumerate("abc", 1))
    made = archive(tmp_path, pages, **{f"{name}__png": picture.getvalue() for name in "abc"})
    result = made.run("segment")
    assert result.exit_code == 0, "nothing is wrong with them, and a build goes on without"
    said = result.output
    assert (
        "seeds/pages/a.png: is a picture, whose characters are to be read first; so are 2 more files. "
        'Run \'pip install "baocang[ocr]"\', and "baocang segment" again; or give its text.\n'
    ) in said
    assert said.count("picture") == 1
    assert "is a picture, whose characters are to be read first" in made.run("check").output
    waits = made.run("status").output
    assert "not read       3 pictures of pages, whose characters are to be read: pages/a.png, pages/b.png, " in waits
    assert '-> pip install "baocang[ocr]"' in waits


TOLD = {
    "老区新路": "汽车沿着盘山公路行驶，两旁的山坡上层层梯田一眼望不到头。村里的老人说，十年前这里还是一条土路，"
    "下雨天出不了门，如今柏油路修到了每家每户的门口，山里的核桃、小米一车一车运了出去。",
    "窑洞里的笑声": "傍晚时分，王家院子里坐满了人。大伙儿一边剥着玉米，一边说着今年的收成。"
    "老王的儿子去年从城里回来，承包了后山的果园，雇了二十多个乡亲，第一年就挣了钱。",
    "一张旧照片": "档案馆里存着一张一九五八年的照片，照片上的人站在刚刚修好的水渠旁边。"
    "六十多年过去，水渠还在用，照片上的人只剩下两位。他们说起当年修渠的情形，仍旧记得每一个名字。",
}


def test_headlines_that_an_engine_has_marked_begin_articles(tmp_path: Path) -> None:
    marked = "\n\n".join(f"# {title}\n\n{body}" for title, body in TOLD.items())
    made = archive(tmp_path, "      - {file: pages/a.md, page: 1}\n", a__md=marked.encode())
    made.run("segment")
    assert {article["title"]: article["body"] for article in articles(made)} == TOLD


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('"page"', '"qage"'),
        lambda text: "第一行\n" + text[40:],
    ],
)
def test_lines_of_a_page_that_are_damaged_are_named_and_read_again_when_they_are_gone(
    tmp_path: Path, damage: Callable[[str], str]
) -> None:
    archive = printed_issue(tmp_path, pages=2)
    file = "seeds/pages/a.pdf.1.jsonl"
    (archive.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    whole = archive.read(file)
    archive.write(file, damage(whole))
    for command in ("segment", "check"):
        result = archive.run(command)
        said = [line for line in result.output.splitlines() if line.startswith(file)]
        assert any("is damaged. Put it back as it was, or" in one or "which ends this file" in one for one in said)
        assert result.exit_code
    (archive.root / file).unlink()
    assert archive.run("segment").exit_code == 0
    assert archive.read(file) == whole
