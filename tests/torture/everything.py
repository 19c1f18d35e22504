"""An archive with a file of every kind that a person edits or brings."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.conftest import ISSUES, REPOSITORY, Sample, begun
from tests.printed.pdfs import at, pdf

LINES = "seeds/pages/c.pdf.1.jsonl"
PAGES = ("seeds/pages/a.txt", "seeds/pages/b.txt", LINES)
ARTICLES = ("seeds/articles/xxb-2024-03-07.yml", "seeds/articles/more.jsonl")
CLOSED, SECRET = "seeds/articles/closed.jsonl", "罂粟罍钵"
DELIVERY, REPORTS = "brought/delivery.csv", "brought/report.json"
MADE = (LINES, *(f"seeds/{name}.tsv" for name in ("ids", "days", "closed", "shown")))
"""What the program has written by the time a person edits, and lies among it."""
SHIPPED = {"theme/wording/zh.html", "theme/listing.html"}
"""Templates of an archive's own, as the program has them. One that is not mutated is left out: it says what the
program's says, and to read it takes a fifth of all time."""
DRAWN = {"mkdocs.yml", "seeds/issues.yml", "seeds/pages/a.png", "seeds/pages/c.pdf", LINES}
"""What says how pages look. Where none of it is mutated no picture of a page is made, for it takes half of all time."""
PICTURED = {"mkdocs.yml": ", facsimile: page", "seeds/issues.yml": ", image: pages/a.png"}
PAGE = """\
我县春耕全面展开
本报讯 （记者 王一） 三月的田野一片繁忙，农机手正在检修机具，种子和化肥已经备齐。
全县今年计划播种小麦三万亩，比去年增加两千亩。

城关小学开学
本报讯 （记者 李二） 三月六日，城关小学举行开学典礼，六百名学生走进新教室。
"""
LISTED = """\
    pages:
      - {file: pages/a.txt, page: 1, image: pages/a.png}
      - {file: pages/b.txt, page: 3, label: A03, name: 要闻}
      - {file: pages/c.pdf, sheet: 1, page: 4}
"""
YAML = """\
paper: xxb
date: 2024-03-07
articles:
  - id: xxb-2024-03-07-02-01
    page: 2
    kicker: 乡村见闻
    title: 旧报里的老街
    authors: [{name: 赵三, role: 记者}, {name: 钱四}]
    byline: 本报讯 （记者 赵三）
    county: 兴县
    county_source: text
    kind: news
    body: |-
      老街长三里，铺面百余家。

      如今石板还在。
    captions: [图为老街。]
    images: [{file: images/b.png, caption: 石板, credit: 赵三 摄}]
    persons: [李玉堂]
    subjects: [古街]
    serial: {title: 木箱里的家信, part: 2}
    reviewed: true
"""
JSON = {"paper": "xxb", "date": "2024-03-09", "title": "夜校开课", "body": "学员四十人。", "authors": ["孙五"]}
MAP = """{"type": "Topology", "arcs": [[[0, 0], [0, 1], [1, 1], [0, 0]]], "objects": {"a": {"type": "Polygon", \
"arcs": [[0]], "properties": {"adcode": "141123"}}}}"""
SETTINGS = {
    "archive: {}": "archive: {map: map.json, facsimile: page}",
    "  name: baocang\n": "  name: baocang\n  custom_dir: theme\n",
}
LISTS = {
    "names": '李玉堂:\n  variants: [玉堂]\n  dates: 1922—2004\n  note: 石匠\n老李: 李玉堂\n江沿线: "-"\n',
    "subjects": '古街:\n  variants: [老街]\n先进单位: "-"\n',
    "places": "蔡家崖: 兴县\n红旗公社:\n  county: 兴县\n  from: 1958\n  to: 1984\n  variants: [红旗人民公社]\n",
    "import": 'columns:\n  written: date\n  length: "-"\n',
    "moved": "xxb-2024-03-07-02-09: xxb-2024-03-07-02-01\n",
}
CSV = """\
paper,written,title,body,authors,length
xxb,2024-03-20,桥梁通车,"大桥全长八百米，双向四车道。
两岸群众奔走相告。",记者 周六,30
xxb,2024-03-21,供水到户,清泉流进百家。,郑七,8
"""
REPORT = {
    **{"baocang_report": 1, "id": "xxb-2024-03-07-02-01", "old": "铺面", "new": "店面", "before": "老街长三里，"},
    **{"note": "字错", "name": "吴八", "made": "2026-11-30"},
}


def archive(folder: Path) -> Sample:
    """A new one; nothing has run on it yet."""
    made = begun(folder, f"{ISSUES}{LISTED}")
    settings = made.read("mkdocs.yml")
    for old, new in SETTINGS.items():
        assert old in settings
        settings = settings.replace(old, new)
    made.write("mkdocs.yml", settings)
    made.write("map.json", MAP)
    made.write("seeds/pages/a.txt", PAGE)
    made.write("seeds/pages/b.txt", PAGE.replace("春耕", "秋收").replace("城关", "城东"))
    made.write("seeds/pages/c.pdf", pdf([f"{at(60, 700, '林场育苗', 26)} {at(60, 660, '林场今年育苗百万株。', 11)}"]))
    made.write("seeds/pages/a.png", _picture(300, 400))
    made.write("seeds/images/b.png", _picture(200, 100))
    made.write(ARTICLES[0], YAML)
    made.write(ARTICLES[1], "".join(_record(JSON, n + 10) for n in range(3)))
    made.write(CLOSED, _record({**JSON, "title": SECRET, "body": f"{SECRET}若干。", "status": "withheld"}, 18))
    for name, text in LISTS.items():
        made.write(f"seeds/{name}.yml", text)
    made.write(DELIVERY, CSV)
    made.write(REPORTS, json.dumps(REPORT, ensure_ascii=False))
    for file in sorted(SHIPPED):
        made.write(file, (REPOSITORY / file).read_bytes())
    return made


def without_pictures(archive: Sample) -> None:
    """Takes out what shows pages."""
    for file, said in PICTURED.items():
        archive.write(file, archive.read(file).replace(said, ""))


def _record(of: Mapping[str, object], day: int) -> str:
    return f"{json.dumps({**of, 'date': f'2024-03-{day}'}, ensure_ascii=False)}\n"


def _picture(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(out, "PNG")
    return out.getvalue()
