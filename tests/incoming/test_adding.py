"""`baocang add`: page files are listed by their names, in whatever pattern, once; what is ambiguous is asked."""

import datetime
import re

import pytest
import yaml

from generator.incoming import page_names
from tests.conftest import Sample
from tests.incoming.conftest import ISSUES
from tests.printed import files
from tests.printed.pdfs import at, pdf

PAGE = "2024年3月7日 星期四 第{}版 要闻\n全县春耕工作全面展开，今年播种的第{}块地是最大的。\n"
LISTED = """\
# baocang add: xxb{date}_{page}.txt
issues:
  - paper: xxb
    date: 2024-03-07
    pages:
      - {file: pages/xxb-2024-03-07-01.txt, page: 1}
      - {file: pages/xxb-2024-03-07-02.txt, page: 2}
"""


def page(number: int) -> str:
    return PAGE.format(number, number)


def added(archive: Sample, *arguments: str, status: int = 0) -> str:
    result = archive.run("add", *arguments)
    assert result.exit_code == status, result.output
    return result.output


def test_files_are_copied_and_listed_and_the_pattern_is_kept(archive: Sample) -> None:
    for number in (1, 2):
        archive.write(f"in/xxb20240307_{number:02d}.txt", page(number))
    trial = added(archive, "in", "--dry-run")
    assert archive.read("seeds/issues.yml") == ISSUES
    output = added(archive, "in")
    assert output.splitlines()[0] == "xxb{date}_{page}.txt: 2 files, as in/xxb20240307_01.txt."
    assert output.splitlines()[:2] == trial.splitlines()[:2]
    assert trial.splitlines()[2] == "2 files would be copied to seeds/pages/.", "else somebody throws the files away"
    assert output.splitlines()[2] == "2 files copied to seeds/pages/; the originals are not needed any more."
    assert archive.read("seeds/issues.yml") == ISSUES.replace("issues: []\n", LISTED)
    assert archive.read("seeds/pages/xxb-2024-03-07-02.txt") == page(2)
    before = archive.tree("seeds")
    assert "2 files listed already.\n" in added(archive, "in")
    assert archive.tree("seeds") == before
    assert "article" in archive.run("segment").output


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("兴县报/2024/03/07/第01版.txt", 1),
        ("兴县报/2024年3月7日/第二版.txt", 2),
        ("2024-03-07/03.txt", 3),
        ("20240307/A01.txt", 1),
        ("20240307/B02.txt", None),
        ("xxb_2024_0307_4.txt", 4),
        ("202403/07/node_05.txt", 5),
        ("2024-3-7 六版.txt", 6),
        ("兴县报/2024年3月7日/十一版.txt", 11),
        ("兴县报/2024年/3月/7日/兴县报5版.txt", 5),
        ("2024年/3月7日/5版.txt", 5),
        ("2024-3-7 增加六版.txt", None),
        ("xxb2024030707.txt", 7),
        ("20240307.txt", None),
    ],
)
def test_day_and_page_are_told_from_many_names(archive: Sample, name: str, number: int | None) -> None:
    archive.write(f"in/{name}", "全县春耕工作全面展开。\n")
    added(archive, "in", "--paper", "xxb")
    listed = archive.read("seeds/issues.yml")
    assert "    date: 2024-03-07\n" in listed
    label = f", label: {found[0]}" if (found := re.findall(r"[AB]\d\d", name)) else ""
    assert f"page: {number or 'null'}{label}}}" in listed


def test_what_may_be_read_in_two_ways_is_asked_and_then_kept(archive: Sample) -> None:
    archive.write("in/07-03-2024_1.txt", page(1))
    mend = 'Say how to read the names, as in --pattern "{day}-{month}-{year}_{page}.txt".'
    output = added(archive, "in", "--paper", "xxb", status=2)
    assert output.startswith(f"in/07-03-2024_1.txt: names no day that can be told. {mend}\n")
    assert archive.read("seeds/issues.yml") == ISSUES
    added(archive, "in", "--paper", "xxb", "--pattern", "{day}-{month}-{year}_{page}.txt")
    archive.write("in2/08-03-2024_1.txt", "全县春耕工作继续进行。\n")
    added(archive, "in2", "--paper", "xxb")
    assert "    date: 2024-03-08\n" in archive.read("seeds/issues.yml")


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("LLB_{year}{month}{day}_{page}.txt", {"LLB_860101_001": "1986-01-01", "LLB_870821_004": "1987-08-21"}),
        ("LLB{year}{month}{day}{page}.txt", {"LLB20010101": "2020-01-01", "LLB861231": ""}),
        ("{year}{month}{day}-{page}.txt", {"20010203-1": "2001-02-03", "200102-2": "2020-01-02"}),
        ("{date}/{page}版.txt", {"1986年/10月/10日/1版": "1986-10-10", "1986年/1月/1日/2版": "1986-01-01"}),
    ],
)
def test_fields_that_nothing_parts_have_two_digits(pattern: str, names: dict[str, str]) -> None:
    found = page_names.told([f"{name}.txt" for name in names], {}, [pattern])
    assert [f"{each.date or ''}" for each in found] == [*names.values()]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("武乡日报-2024-03-07-01.txt", "wxrb=武乡日报"),
        ("报纸/孝义县报/2024/03/07/第1版.txt", "xyxb=孝义县报"),
        ("兴县新报20240307_01.txt", "xxxb=兴县新报"),
        ("西乡报20240307_01.txt", "xxb2=西乡报"),
    ],
)
def test_a_newspaper_that_is_not_listed_gets_a_key_to_write(archive: Sample, name: str, said: str) -> None:
    archive.write(f"in/{name}", page(1))
    paper = said.partition("=")[2]
    mend = f"Say its key and name: --paper {said} (listed are xxb 兴县报)."
    assert f"in/{name}: {paper} is no newspaper that is listed. {mend}\n" in added(archive, "in", status=2)
    assert f"{said.replace('=', ' ')} is added" in added(archive, "in", "--paper", said)


def test_a_newspaper_is_asked_for_and_may_be_a_new_one(archive: Sample) -> None:
    archive.write("in/20240307_1.txt", page(1))
    mend = "Say which: --paper KEY, or --paper KEY=NAME for a new one (listed are xxb 兴县报)."
    assert added(archive, "in", status=2).startswith(f"in/20240307_1.txt: names no newspaper. {mend}\n")
    assert "llrb 吕梁日报 is added" in added(archive, "in", "--paper", "llrb=吕梁日报")
    archive.write("in2/xxb20240308_1.txt", "文字在这里。\n")
    output = added(archive, "in2", "--paper", "llrb", status=2)
    assert output.startswith("in2/xxb20240308_1.txt: names xxb, and --paper names llrb. ")


def test_two_papers_in_one_folder_are_told_by_their_names(archive: Sample) -> None:
    archive.write("in/兴县报/20240307/1.txt", "甲报的文字。\n")
    archive.write("in/吕梁日报/20240307/1.txt", "乙报的文字。\n")
    added(archive, "in", "--paper", "xxb", "--paper", "llrb=吕梁日报")
    assert sorted(archive.tree("seeds/pages")) == [
        "seeds/pages/llrb-2024-03-07-01.txt",
        "seeds/pages/xxb-2024-03-07-01.txt",
    ]


def test_what_a_page_prints_is_compared_with_its_name(archive: Sample) -> None:
    archive.write("in/xxb20240308_03.txt", page(2))
    output = added(archive, "in", status=1)
    assert "seeds/pages/xxb-2024-03-08-03.txt:1: prints 2024年3月7日, but is listed under xxb 2024-03-08. " in output
    assert "seeds/pages/xxb-2024-03-08-03.txt:1: prints 第2版, but is listed as page 3. " in output


def test_two_files_whose_names_say_no_page_are_named_so(archive: Sample) -> None:
    for folder in ("甲", "乙"):
        archive.write(f"in/{folder}/xxb20240307.txt", page(1) if folder == "甲" else page(2))
    done = archive.run("add", "in", "--paper", "xxb")
    assert done.exit_code == 2
    said = "says no page in its name, and in/乙/xxb20240307.txt says none, either: xxb 2024-03-07. "
    assert f"in/甲/xxb20240307.txt: {said}" in done.output or said.replace("乙", "甲") in done.output


def test_numbers_of_scans_that_go_on_from_day_to_day_are_no_pages(archive: Sample) -> None:
    for number in range(1, 9):
        archive.write(f"in/scan{number:04d}_2024030{1 + (number > 4)}.txt", page(number))
    output = added(archive, "in", "--paper", "xxb", status=2)
    assert (
        "in/scan0001_20240301.txt: has the number 0001, which goes on from day to day; so do 7 more files. " in output
    )


def test_pictures_two_files_of_a_page_and_empty_ones_are_named_and_nothing_is_written(archive: Sample) -> None:
    archive.write("in/xxb20240307_01.txt", page(1))
    archive.write("in/xxb2024-03-07_1.txt", page(1))
    archive.write("in/xxb20240307_02.pdf", b"%PDF-1.4")
    archive.write("in/xxb20240307_03.txt", "　\n")
    archive.write("in/xxb20990307_01.txt", page(1))
    output = added(archive, "in", status=2)
    for said in (
        "in/xxb20240307_01.txt: is the same page as in/xxb2024-03-07_1.txt: xxb 2024-03-07, page 1. ",
        "in/xxb20240307_02.pdf: is a PDF that is damaged. Get a whole copy",
        "in/xxb20240307_03.txt: is empty. ",
        "in/xxb20990307_01.txt: its day 2099-03-07 lies in the future. ",
    ):
        assert said in output
    assert archive.read("seeds/issues.yml") == ISSUES
    assert not archive.tree("seeds/pages")


def test_a_list_keeps_what_a_person_wrote(archive: Sample) -> None:
    by_hand = ISSUES.replace(
        "issues: []\n",
        "issues:\n  # 第一期，缺第二版\n  - paper: xxb\n    date: 2024-03-07   # 星期四\n    date_basis: printed\n"
        "    pages:\n    - {page: 1, file: pages/old.txt}  # 手工录入\n\n"
        "  # 以下待查\n  - paper: xxb\n    date: 2024-03-09\n",
    )
    archive.write("seeds/issues.yml", by_hand.encode("gb18030"))
    archive.write("seeds/pages/old.txt", page(1))
    archive.write("seeds/pages/xxb20240309-1.txt", "三月九日的文字。\n")
    archive.write("in/xxb20240307_02.txt", page(2))
    added(archive, "in", "seeds/pages/xxb20240309-1.txt")
    expected = by_hand.replace("# 手工录入\n", "# 手工录入\n    - {file: pages/xxb-2024-03-07-02.txt, page: 2}\n")
    expected += "    pages:\n      - {file: pages/xxb20240309-1.txt, page: 1}\n"
    kept = "# baocang add: xxb{date}_{page}.txt\n# baocang add: xxb{date}-{page}.txt\n"
    assert (archive.root / "seeds/issues.yml").read_bytes() == expected.replace("issues:", f"{kept}issues:").encode(
        "gb18030"
    )


def test_many_files_are_listed_in_one_command(archive: Sample) -> None:
    first = datetime.date(2024, 1, 1)
    for n in range(50):
        day = first + datetime.timedelta(n)
        for number in (1, 2, 3, 4):
            archive.write(f"in/{day:%Y/%m/%d}/第{number:02d}版.txt", f"{day}的第{number}版的文字。\n")
    output = added(archive, "in", "--paper", "xxb")
    assert "{date}/第{page}版.txt: 200 files, as in/2024/01/01/第01版.txt.\n" in output
    assert "200 page files of 50 issues, 2024-01-01 to 2024-02-19.\n" in output
    output = archive.run("check").output
    assert output.count(".yml: is missing though its pages are listed") == 50
    assert "    50  is missing though its pages are listed" in output


# ---- pages that are no text ----------------------------------------------------------------------------------------


def test_all_sheets_of_a_pdf_are_listed_as_pages(archive: Sample) -> None:
    archive.write("in/xxb20240307.pdf", pdf([at(50, 700, "第一版"), at(50, 700, "第二版")]))
    archive.write("in/xxb20240308_03.pdf", pdf([at(50, 700, "第三版")]))
    archive.write("in/xxb20240309_05.pdf", pdf([at(50, 700, "第五版"), ""]))
    assert "2 files copied" in added(archive, "in/xxb20240307.pdf", "in/xxb20240308_03.pdf")
    listed = archive.read("seeds/issues.yml")
    first = "pages/xxb-2024-03-07-xxb20240307.pdf"
    assert f"- {{file: {first}, sheet: 1, page: 1}}\n      - {{file: {first}, sheet: 2, page: 2}}\n" in listed
    assert "- {file: pages/xxb-2024-03-08-03.pdf, page: 3}\n" in listed
    assert "1 file copied" in added(archive, "in/xxb20240309_05.pdf")
    assert "-05.pdf, sheet: 2, page: null}" in archive.read("seeds/issues.yml")
    archive.run("segment")
    again = added(archive, "in")
    assert "3 files listed already" in again
    assert "copied" not in again


def test_of_a_folder_the_best_of_each_page_is_taken(archive: Sample) -> None:
    archive.write("in/xxb20240307_01.txt", page(1))
    archive.write("in/xxb20240307_01.pdf", pdf([""]))
    archive.write("in/xxb20240307_02.alto.xml", files.alto())
    archive.write("in/xxb20240307_02.jpg", b"no picture")
    archive.write("in/xxb20240307_03.pdf", pdf([at(50, 700, "第三版")]))
    archive.write("in/xxb20240307_04.md", files.MARKDOWN)
    archive.write("in/xxb20240307_05.html", files.HOCR)
    archive.write("in/xxb20240307_06.html", "<html><body><p>网页</p></body></html>")
    archive.write("in/README.md", "# 说明\n\n扫描件。\n")
    archive.write("in/notes.docx", b"PK\x03\x04")
    archive.write("in/说明.txt", "三月七日的扫描件。\n")
    said = added(archive, "in")
    assert "5 page files of 1 issue" in said
    assert "6 files of other kinds left out" in said
    assert [line.strip() for line in archive.read("seeds/issues.yml").splitlines() if "file:" in line] == [
        "- {file: pages/xxb-2024-03-07-01.txt, page: 1}",
        "- {file: pages/xxb-2024-03-07-02.xml, page: 2}",
        "- {file: pages/xxb-2024-03-07-03.pdf, page: 3}",
        "- {file: pages/xxb-2024-03-07-04.md, page: 4}",
        "- {file: pages/xxb-2024-03-07-05.hocr, page: 5}",
    ]


def test_what_a_page_is_called_stands_behind_its_number(archive: Sample) -> None:
    for name in ("1版 要闻", "2版综合新闻", "3版_扫描件", "4版"):
        archive.write(f"in/2024-03-07/{name}.txt", page(int(name[0])))
    added(archive, "in", "--paper", "xxb")
    assert [line.strip() for line in archive.read("seeds/issues.yml").splitlines() if "file:" in line] == [
        "- {file: pages/xxb-2024-03-07-01.txt, page: 1, name: 要闻}",
        "- {file: pages/xxb-2024-03-07-02.txt, page: 2, name: 综合新闻}",
        "- {file: pages/xxb-2024-03-07-03.txt, page: 3}",
        "- {file: pages/xxb-2024-03-07-04.txt, page: 4}",
    ]


def test_mets_is_listed_where_its_pages_lie(archive: Sample) -> None:
    for name, data in (("xxb-2024-03-07.xml", files.METS), ("ALTO/1.xml", files.alto()), ("ALTO/2.xml", files.alto())):
        archive.write(f"in/{name}", data)
        archive.write(f"seeds/pages/xxb/{name}", data)
    assert "names files that lie beside it. Put its folder into seeds/pages/" in added(archive, "in", status=2)
    assert "1 file listed where they lie" in added(archive, "seeds/pages/xxb")
    assert "xxb-2024-03-07.xml, sheet: 2, page: 2}" in archive.read("seeds/issues.yml")
    archive.run("segment")
    assert files.TITLE in archive.read("seeds/articles/xxb-2024-03-07.yml")


def test_what_no_one_reads_is_named_once(archive: Sample) -> None:
    for n in range(1, 4):
        archive.write(f"in/xxb20240307_0{n}.caj", b"CAJ\0")
    said = added(archive, "in", status=2)
    assert "in/xxb20240307_01.caj: is CAJ, which is not read; so are 2 more files. Give its text (.txt), PDF" in said


def test_editions_are_known_by_a_letter_or_by_what_they_are_called(archive: Sample) -> None:
    for name in (
        "xxb20240307_01",
        "xxb20240307b_01",
        "xxb20240308号外_01",
        "xxb20240308号外_02",
        "2024/03/08/增刊/第1版",
    ):
        archive.write(f"in/{name}.txt", f"全县春耕全面展开。{name}")
    output = added(archive, "in", "--paper", "xxb")
    assert "xxb{date}{edition}_{page}.txt: 3 files" in output
    listed = yaml.safe_load(archive.read("seeds/issues.yml"))["issues"]
    found = [(f"{of['date']}", of.get("edition"), of.get("edition_name"), len(of["pages"])) for of in listed]
    assert found == [
        *(("2024-03-07", None, None, 1), ("2024-03-07", "b", None, 1)),
        *(("2024-03-08", "b", "增刊", 1), ("2024-03-08", "c", "号外", 2)),
    ]
    assert (archive.root / "seeds/pages/xxb-2024-03-08c-02.txt").is_file()
    archive.write("more/xxb20240308号外_03.txt", "号外又一版。")
    added(archive, "more")
    assert len(yaml.safe_load(archive.read("seeds/issues.yml"))["issues"][-1]["pages"]) == 3, "known by its name"
    assert archive.run("segment").exit_code == 0
    assert "edition: c" in archive.read("seeds/articles/xxb-2024-03-08c.yml")


@pytest.mark.parametrize("said", ["兴县报", "《兴县报》", "XXB", "xxb"])
def test_a_newspaper_may_be_said_by_its_name(archive: Sample, said: str) -> None:
    archive.write("in/20240307_01.txt", page(1))
    added(archive, "in", "--paper", said)
    assert "paper: xxb\n    date: 2024-03-07\n" in archive.read("seeds/issues.yml")


def test_of_a_name_that_is_not_quite_a_newspapers_the_nearest_is_named(archive: Sample) -> None:
    archive.write("in/20240307_01.txt", page(1))
    near = "Did you mean xxb (兴县报)? A key has letters a-z, digits and hyphens."
    assert f"--paper: 今日兴县报 can be no newspaper's key. {near}\n" == added(
        archive, "in", "--paper", "今日兴县报", status=2
    )
    new = "A new newspaper needs a key of letters a-z, digits and hyphens in front of its name: --paper KEY=人民画刊."
    assert f"--paper: 人民画刊 can be no newspaper's key. {new}\n" == added(
        archive, "in", "--paper", "人民画刊", status=2
    )


def test_a_folder_of_a_month_says_its_year_by_the_folders_above_it(archive: Sample) -> None:
    archive.write("in/兴县报/2024/03/07/第01版.txt", page(1))
    added(archive, "in/兴县报/2024/03")
    assert "{file: pages/xxb-2024-03-07-01.txt, page: 1}" in archive.read("seeds/issues.yml")
