"""Workbooks, tables of text, documents and records, as programs write them and as damage and malice leave them."""

import datetime
import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.base.problems import Stop
from generator.incoming.columns import Columns
from generator.incoming.delivery import Row, Source, Told
from generator.incoming.importing import READERS
from tests.conftest import Sample
from tests.incoming.conftest import lines_of
from tests.incoming.test_importing import HEAD, SPRING, articles, table, taken

TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default
Extension="xml" ContentType="application/xml"/><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders
count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf
numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"""


def workbook(*sheets: tuple[str, str, str], before: str = "") -> bytes:
    """An XLSX of sheets: name, state, and the XML of its rows and of what follows them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        target = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        packed.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{target}</Relationships>')
        names = "".join(
            f'<sheet name="{name}" sheetId="{n}" r:id="s{n}" {state}/>' for n, (name, state, _) in enumerate(sheets, 1)
        )
        packed.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="s{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        links += f'<Relationship Id="st" Type="{OFFICE}/styles" Target="styles.xml"/>'
        packed.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>')
        packed.writestr("xl/styles.xml", STYLES)
        for n, (_, _, rows) in enumerate(sheets, 1):
            packed.writestr(f"xl/worksheets/sheet{n}.xml", f'{before}<worksheet xmlns="{MAIN}">{rows}</worksheet>')
    return out.getvalue()


def cell(at: str, value: object, kind: str = "") -> str:
    if isinstance(value, datetime.date):
        return f'<c r="{at}" s="1"><v>{(value - datetime.date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    return kind or f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def rows(*values: list[Any], hidden: int = 0, merged: str = "") -> str:
    lines = []
    for n, of in enumerate(values, 1):
        cells = "".join(cell(f"{chr(65 + k)}{n}", v) if v is not None else "" for k, v in enumerate(of))
        state = ' hidden="1"' if n == hidden else ""
        lines.append(f'<row r="{n}"{state}>{cells}</row>')
    merges = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return f"<sheetData>{''.join(lines)}</sheetData>{merges}"


def read(path: Path) -> tuple[list[Row], list[str], Told]:
    """Rows, problems and what was noted."""
    source = Source(path, path.name, Told(), [])
    try:
        found = [*READERS[path.suffix](source, Columns().known)]
    except Stop as stop:
        return [], [*map(str, stop.problems)], source.told
    return found, [*map(str, source.problems)], source.told


def test_a_workbook_gives_days_numbers_merged_cells_and_all_its_sheets(archive: Sample) -> None:
    day = datetime.date(2024, 3, 7)
    first = rows(
        ["兴县报稿件登记表"],
        HEAD,
        [day, 1, *SPRING[2:]],
        [None, 2.0, "公路", "", "公路修到村。"],
        [45359, "第3版", "雨", "", 150],
        merged="A3:A4",
    )
    archive.write(
        "a.xlsx",
        workbook(
            ("一月", "", first),
            ("说明", "", rows(["填表说明"], ["用四号字"])),
            ("二月", "", rows(HEAD, ["2024年3月9日", "A02", "题目二", "", "文字二。"])),
        ),
    )
    output = taken(archive, "a.xlsx", "--paper", "xxb")
    said = lines_of(output)
    assert (said["taken"], said["merged cells filled in each of their rows"]) == (4, 1)
    assert "sheets without columns that are known, left out: a.xlsx 说明\n" in output
    assert [(a["page"], a["title"]) for a in articles(archive)] == [(1, SPRING[2]), (2, "公路")]
    [rain] = articles(archive, "seeds/articles/xxb-2024-03-08.yml")
    assert (rain["page"], rain["body"]) == (3, "150")


def test_a_heading_across_the_table_and_a_day_down_it_are_each_merged_by_themselves(archive: Sample) -> None:
    table = rows(["兴县报稿件登记表"], HEAD, SPRING, [None, "2", "公路", "", "公路修到村。"], merged="A3:A4")
    both = '<mergeCells count="2"><mergeCell ref="A3:A4"/><mergeCell ref="A1:E1"/></mergeCells>'
    table = table.partition("<mergeCells>")[0] + both
    archive.write("a.xlsx", workbook(("一月", "", table)))
    said = lines_of(taken(archive, "a.xlsx", "--paper", "xxb"))
    assert (said["taken"], said["doubles"]) == (2, 0)
    assert [a["title"] for a in articles(archive)] == [SPRING[2], "公路"]


@pytest.mark.parametrize(
    ("formula", "wrong"),
    [
        ('<c r="F2"><f>"兴"&amp;"县"</f></c>', True),
        ('<c r="F2"><f t="shared" si="0"/><v></v></c>', True),
        ('<c r="F2"><f>A1</f><v/></c>', True),
        ('<c r="F2" t="str"><f>""</f><v></v></c>', False),
        ('<c r="F2" t="str"><f>"兴"&amp;"县"</f><v>兴县</v></c>', False),
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_a_formula_that_nothing_has_calculated_is_named(tmp_path: Path, formula: str, wrong: bool, last: bool) -> None:
    data = rows([*HEAD, "地区"], SPRING)
    cells = data.index("</row>", data.index('<c r="A2"')) if last else data.index('<c r="A2"')
    (tmp_path / "a.xlsx").write_bytes(workbook(("a", "", data[:cells] + formula + data[cells:])))
    _, problems, _ = read(tmp_path / "a.xlsx")
    assert ["F2 holds a formula that nothing has calculated" in each for each in problems] == [True] * wrong


def test_hidden_rows_sheets_and_errors_of_formulas_are_asked_about(archive: Sample) -> None:
    data = rows(HEAD, SPRING, ["2024-03-07", "2", "公路", "", "公路修到村。"], hidden=3)
    data = data.replace('<c r="D2"', '<c r="F2" t="e"><v>#REF!</v></c><c r="D2"')
    archive.write("a.xlsx", workbook(("一月", "", data), ("二月", 'state="hidden"', rows(HEAD, SPRING))))
    output = taken(archive, "a.xlsx", "--paper", "xxb", status=2)
    assert (
        "a.xlsx 一月:3: has 1 hidden rows: 3. Show them (clear the filter, or Excel: 取消隐藏) or delete them" in output
    )
    assert "a.xlsx 一月:2: the cell F2 holds an error of its formula. " in output
    assert "a.xlsx 二月: is hidden, so that it may not be meant. " in output


TYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"not a workbook at all", "is something else and not an Excel file (.xlsx)"),
        (b"PK\x03\x04" + b"\0" * 100, "is damaged, so that it cannot be read as an Excel file (.xlsx)"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is an older file of Office, or locked with a password"),
        (b"%PDF-1.7 x", "is a PDF and not an Excel file (.xlsx)"),
        (workbook(("a", "", rows(HEAD, SPRING)), before=TYPE), "has a document type in xl/worksheets/sheet1.xml"),
        (workbook(("a", "", f"<sheetData>{'<row/>' * 3_000_000}</sheetData>")), "unpacks to 18 MB in 6 parts"),
    ],
)
def test_hostile_and_damaged_workbooks_are_a_line_each(archive: Sample, data: bytes, said: str) -> None:
    archive.write("a.xlsx", data)
    output = taken(archive, "a.xlsx", "--paper", "xxb", status=2)
    assert output.startswith(f"a.xlsx: {said}"), output


def test_a_sheet_that_claims_very_many_rows_takes_no_memory_for_them(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    data = rows(HEAD, SPRING).replace("</sheetData>", far)
    (tmp_path / "a.xlsx").write_bytes(workbook(("a", "", data)))
    found, problems, _ = read(tmp_path / "a.xlsx")
    assert not found
    assert "has 1,048,576 rows and 16,384 columns in xl/worksheets/sheet1.xml, most of them empty" in problems[0]


@pytest.mark.parametrize("seed", range(60))
def test_a_workbook_with_bytes_that_are_others_is_read_or_named(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    whole = workbook(("a", "", rows(HEAD, SPRING, SPRING)))
    data = bytearray(whole)
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    (tmp_path / "a.xlsx").write_bytes(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
    found, problems, _ = read(tmp_path / "a.xlsx")
    assert found or problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_of_text_is_read_in_any_encoding_and_with_any_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = table(["2024-03-07", "1", "甲,乙;丙|丁\t戊", '"引"', "第一行文字在這裡\n第二行"] * 1)
    import csv  # noqa: PLC0415

    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(text)))
    (tmp_path / "a.csv").write_bytes(out.getvalue().encode(encoding))
    found, problems, _ = read(tmp_path / "a.csv")
    assert not problems
    assert [dict(row.cells) for row in found] == [
        dict(zip(HEAD, ["2024-03-07", "1", "甲,乙;丙|丁\t戊", '"引"', "第一行文字在這裡\n第二行"], strict=True))
    ]


@pytest.mark.parametrize(
    ("end", "what"),
    [
        ('2024-03-07,1,题,,"没有完\n', "is cut off within a cell, or its quotation mark is never closed"),
        ('2024-03-07,1,题,,"正文从这里开始\n2024-03-07,1,二,,"第二篇。"\n', "has a quotation mark within a cell"),
    ],
)
def test_a_quotation_mark_swallows_no_rows(tmp_path: Path, end: str, what: str) -> None:
    (tmp_path / "a.csv").write_text(table(SPRING) + end, encoding="utf-8")
    _, [problem], _ = read(tmp_path / "a.csv")
    assert problem.startswith(f"a.csv:3: {what}")


def test_a_long_cell_is_named_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(table(SPRING) + "2024-03-07,1,题,," + "字" * 1_200_000 + "\n", encoding="utf-8")
    _, problems, _ = read(tmp_path / "a.csv")
    what = "has a cell of more than 1,000,000 characters, more than an article may have"
    assert problems == [f"a.csv:3: {what}. Part it into several articles."]
    (tmp_path / "a.csv").write_text(table(SPRING) + '2024-03-07,1,题,,"文' + "字\n" * 600_000, encoding="utf-8")
    _, [problem], _ = read(tmp_path / "a.csv")
    assert problem.startswith("a.csv:3: is cut off within a cell, or its quotation mark is never closed")


def test_an_article_a_document_or_below_each_heading(archive: Sample) -> None:
    one = docx.Document()
    for text in ("日期：2024年3月7日", "版次：第3版", "金融活水润民生"):
        one.add_paragraph(text)
    one.add_paragraph().add_run("我市抓实小额信贷").font.size = Pt(22)
    for text in ("——来自山区的报道", "本报记者 张三 李四", "　　第一段的文字。", "　　第二段。"):
        one.add_paragraph(text)
    one.save(str(archive.root / "one.docx"))
    many = docx.Document()
    many.add_paragraph("版次：4")
    for n in (1, 2):
        many.add_heading(f"第{n}篇的题目", 1)
        many.add_paragraph("作者：王五")
        many.add_paragraph(f"第{n}篇的第一段。")
    many.save(str(archive.root / "2024-03-08 来稿.docx"))
    taken(archive, "one.docx", "2024-03-08 来稿.docx", "--paper", "xxb")
    [article] = articles(archive)
    assert [article[name] for name in ("page", "kicker", "title", "subtitle")] == [
        3, "金融活水润民生", "我市抓实小额信贷", "——来自山区的报道",
    ]  # fmt: skip
    assert article["authors"] == [{"name": "张三", "role": "记者"}, {"name": "李四", "role": "记者"}]
    assert article["body"] == "第一段的文字。\n\n第二段。"
    found = articles(archive, "seeds/articles/xxb-2024-03-08.yml")
    assert [(a["page"], a["title"]) for a in found] == [(4, "第1篇的题目"), (4, "第2篇的题目")]


def test_a_table_of_a_document_stays_one_and_that_of_its_fields_is_none(archive: Sample) -> None:
    made = docx.Document()
    fields = made.add_table(2, 2)
    for row, cells in zip(fields.rows, (("日期", "2024年3月7日"), ("作者", "王五")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.add_heading("三个集镇的粮价", 1)
    made.add_paragraph("下面是三个集镇的粮价，由供销社抄录。")
    prices = made.add_table(2, 2)
    for row, cells in zip(prices.rows, (("集镇", "小米"), ("碛口", "2.8")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.add_paragraph("粮价单位是每斤角。")
    made.save(str(archive.root / "one.docx"))
    taken(archive, "one.docx", "--paper", "xxb")
    [article] = articles(archive)
    assert article["body"] == "下面是三个集镇的粮价，由供销社抄录。\n\n集镇\t小米\n碛口\t2.8\n\n粮价单位是每斤角。"
    assert (article["title"], article["authors"]) == ("三个集镇的粮价", [{"name": "王五", "role": None}])


def test_markdown_with_front_matter(archive: Sample) -> None:
    text = "---\n日期: 2024/3/7\n版次: 3\n作者: [张三, 李四]\ndraft: false\n---\n# 一个**题目**\n\n"
    text += "第一段，[链接](https://a.b/c)。\n\n## 小标题\n\n第二段\\*。\n"
    archive.write("a.md", text)
    output = taken(archive, "a.md", "--paper", "xxb")
    [article] = articles(archive)
    assert (article["page"], article["title"]) == (3, "一个**题目**")
    assert article["body"] == "第一段，链接。\n\n小标题\n\n第二段*。"
    assert "a.md: draft is a column that is not known, and left out. " in output


@pytest.mark.parametrize(
    "head",
    [
        '+++\ntitle = "春耕"\ndate = 2024-03-07T08:00:00\ntags = ["农业", "玉米"]\n+++\n',
        "标题：春耕\n日期：2024年3月7日\ntags: 农业、玉米\n\n",
        "# 春耕\n\n**日期**：2024/3/7\n\n- tags: 农业 玉米\n\n",
    ],
    ids=["toml", "lines", "below the title"],
)
def test_markdown_says_its_fields_in_several_ways(archive: Sample, head: str) -> None:
    archive.write("a.md", f"{head}第一段。\n\n日期：是枣的一种。\n")
    taken(archive, "a.md", "--paper", "xxb")
    [article] = articles(archive)
    assert (article["title"], article["subjects"]) == ("春耕", ["农业", "玉米"])
    assert article["body"] == "第一段。\n\n日期：是枣的一种。"


def test_tables_and_footnotes_of_markdown_stay_what_they_are(archive: Sample) -> None:
    text = "第一段[^a]。\n\n| 集镇 | 小米 |\n|:---|---:|\n| 碛口 | 2.8 |\n\n末段[^2]。\n\n[^a]: 甲注。\n[^2]: 乙注。\n"
    archive.write("a.md", f"---\ntitle: 粮价\ndate: 2024-03-07\n---\n{text}")
    taken(archive, "a.md", "--paper", "xxb")
    [article] = articles(archive)
    assert article["body"] == "第一段〔1〕。\n\n集镇\t小米\n碛口\t2.8\n\n末段〔2〕。"
    assert article["notes"] == "〔1〕 甲注。\n〔2〕 乙注。"


def test_footnotes_of_a_document_become_notes_and_its_pictures_come_along(archive: Sample, tmp_path: Path) -> None:
    made, picture = docx.Document(), io.BytesIO()
    for text in ("春耕展开", "全县春耕工作全面展开，群众都很高兴。"):
        made.add_paragraph(text)
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    picture.seek(0)
    made.add_picture(picture)
    made.save(str(tmp_path / "bare.docx"))
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>据县志。</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{w}">{note}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    put = {
        "word/document.xml": ("群众都", '群众</w:t><w:footnoteReference w:id="2"/><w:t>都'),
        "word/_rels/document.xml.rels": (
            "</Rel",
            f'<Relationship Id="rId99" Type="{of}" Target="footnotes.xml"/></Rel',
        ),
        "[Content_Types].xml": ("</Ty", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Ty'),
    }
    with zipfile.ZipFile(tmp_path / "bare.docx") as bare, zipfile.ZipFile(archive.root / "2024-03-07.docx", "w") as out:
        for name in bare.namelist():
            out.writestr(name, bare.read(name).decode().replace(*put[name], 1) if name in put else bare.read(name))
        out.writestr("word/footnotes.xml", notes)
    output = taken(archive, "2024-03-07.docx", "--paper", "xxb")
    [article] = articles(archive)
    assert article["body"] == "全县春耕工作全面展开，群众〔1〕都很高兴。"
    assert article["notes"] == "〔1〕 据县志。"
    assert "1   pictures that come along, into seeds/images/: 2024-03-07-1.png" in output
    assert article["images"] == [{"file": "images/xxb-2024-03-07/2024-03-07-1.png"}]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda record: "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in record),
        json.dumps,
        lambda record: json.dumps({"code": 0, "data": {"total": 2, "list": record}}, indent=1),
        lambda record: json.dumps({"data": {str(n): each for n, each in enumerate(record)}}),
    ],
    ids=["lines", "list", "nested", "named"],
)
def test_records_of_json_in_any_wrapping(tmp_path: Path, wrapped: Any) -> None:
    record = [{"date": "2024-03-07", "title": f"题{n}", "content": "文", "author": {"name": "张三"}} for n in (1, 2)]
    (tmp_path / "a.json").write_text(wrapped(record), encoding="utf-8")
    found, problems, _ = read(tmp_path / "a.json")
    assert not problems
    assert [row.cells["title"] for row in found] == ["题1", "题2"]
    assert found[0].cells["author.name"] == "张三"


@given(st.text(max_size=300))
def test_whatever_a_table_of_text_is_it_is_read_or_named(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    for ending in (".csv", ".json", ".md", ".html"):
        found, problems, told = read(path.rename(path.with_suffix(ending)))
        path = path.with_suffix(ending)
        assert found or problems or told.times or ending in (".json", ".md")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("（2024年3月7日 第2版 本报记者 张三 李四）", (2, ["张三", "李四"])),
        ("兴县报 2024年3月7日 第2版", (2, [])),
        ("2024年3月7日", (None, [])),
    ],
)
def test_a_line_below_the_title_of_a_document_says_day_and_page(archive: Sample, line: str, says: Any) -> None:
    made = docx.Document()
    made.add_heading("春耕展开", 0)
    for text in (
        line,
        "惊蛰一过，全县各乡镇掀起春耕高潮，机声隆隆，人欢马叫，一派繁忙景象。",
        "2024年3月8日还将检查。",
    ):
        made.add_paragraph(text)
    made.save(str(archive.root / "a.docx"))
    taken(archive, "a.docx", "--paper", "xxb")
    [article] = articles(archive)
    assert (article.get("page"), [who["name"] for who in article.get("authors", [])]) == says
    assert article["body"].startswith("惊蛰") and article["body"].endswith("2024年3月8日还将检查。")
