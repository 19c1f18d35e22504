"""An issue of three printed pages, two articles on each, as a PDF of its own; the last of the second page is closed."""

import json
from pathlib import Path
from typing import Any

from tests.conftest import Sample, begun
from tests.printed.pdfs import at, pdf

NAMES = (
    ("我市抓实小额信贷", "全县春耕生产全面展开"),
    ("黄河大桥昨日合龙", "某某案件查处通报"),
    ("老区群众喝上自来水", "农民夜校开课啦"),
)
TEXTS = (
    ("小额信贷作为巩固脱贫成果的重点", "组织农资下乡走村入户送到田间地头"),
    ("大桥建设者冒雪奋战三百个日夜", "机密线索经群众举报由专案组核实"),
    ("清泉从山顶蓄水池流进家家户户", "夜校聘请退休教师讲授嫁接技术"),
)
CLOSED = "xxb-2024-03-07-02-02"
FILE = "seeds/articles/xxb-2024-03-07.yml"
HEAD = 60  # points
WORDS = "机密线索"
PAPERS = """\
papers:
  xxb:
    name: 兴县报
    place: 兴县
    adcode: "141123"
issues:
  - paper: xxb
    date: 2024-03-07
    pages:
"""


def article(left: float, title: str, text: str, picture: bool = False) -> str:
    lines = [f"　　本报讯　{text}，", *(f"第{n}行{text}，" for n in range(2, 22))]
    set_ = [at(left, 700, title, 26), *(at(left, 660 - 16 * n, line, 11) for n, line in enumerate(lines))]
    shown = f"q 200 0 0 150 {left} 120 cm /P Do Q {at(left, 104, f'图为{title[:4]}。', 9)}" if picture else ""
    return " ".join([*set_, shown])


def sheet(n: int) -> str:
    (one, other), (first, second) = NAMES[n], TEXTS[n]
    head = at(50, 760, f"兴县报　第{n + 1}版", 14)
    return f"{head} {article(50, one, first)} {article(330, other, second, picture=n == 1)}"


def printed_issue(folder: Path, shown: str = "page", pages: int = 3) -> Sample:
    """The archive with its articles, as a person has settled them; nothing of it is closed yet."""
    listed = "".join(f"      - {{file: pages/a.pdf, sheet: {n}, page: {n}}}\n" for n in range(1, pages + 1))
    made = begun(folder / "archive", PAPERS + listed)
    made.write("seeds/pages/a.pdf", pdf([sheet(n) for n in range(pages)]))
    settings = made.read("mkdocs.yml")
    made.write("mkdocs.yml", settings.replace("archive: {}", f"archive: {{facsimile: {shown}}}", 1))
    assert made.run("segment").exit_code == 0
    heads = "".join(head(made, n) for n in range(1, pages + 1))
    own = "".join(settled(made, n) for n in range(1, pages + 1))
    made.write(FILE, f"paper: xxb\ndate: 2024-03-07\narticles:\n{own}unplaced:\n{heads}")
    return made


def lines_of(made: Sample, page: int) -> list[dict[str, Any]]:
    return [json.loads(line) for line in made.read(f"seeds/pages/a.pdf.{page}.jsonl").splitlines()[:-1]]


def head(made: Sample, page: int) -> str:
    """What of a page is of no article."""
    file = f"pages/a.pdf.{page}.jsonl"
    above = ((n, line["text"]) for n, line in enumerate(lines_of(made, page), 1) if line["box"][1] <= HEAD)
    return "".join(f"- {{file: {file}, line: {n}, text: {text}}}\n" for n, text in above)


def settled(made: Sample, page: int) -> str:
    """The two articles of a page: the left half, the right half."""
    file = f"pages/a.pdf.{page}.jsonl"
    lines = lines_of(made, page)
    found = ""
    for half in (0, 1):
        own = [n for n, line in enumerate(lines, 1) if line["box"][1] > HEAD and (line["box"][0] > 300) == bool(half)]
        text = "".join(lines[n - 1]["text"] for n in own[1:])
        assert own == [*range(own[0], own[-1] + 1)]
        source = f"{{file: {file}, lines: [{own[0]}, {own[-1]}]}}"
        found += f"- id: xxb-2024-03-07-{page:02d}-{half + 1:02d}\n  page: {page}\n  title: {NAMES[page - 1][half]}\n"
        found += f"  body: {text}\n  source: [{source}]\n  reviewed: true\n"
    return found


def close(archive: Sample, id: str = CLOSED, status: str = "withheld", file: str = FILE) -> None:
    """Of an issue, `id` is the line of its date."""
    text = archive.read(file)
    line = id if id.endswith("\n") else f"- id: {id}\n"
    assert line in text
    indent = "    " if line is id else "  "
    archive.write(file, text.replace(line, f"{line}{indent}status: {status}\n"))
