"""The archive of a county as an archivist would hand it over: two newspapers, one of which was renamed twice; an extra
edition, a day that has nothing but one, issues dated to the month and to the year; pages with labels beside numbered
ones; a serial, a 栏目, namesakes, pictures, tables, an obituary, reprints, and all that is written down."""

import io
import re
from pathlib import Path

from PIL import Image, ImageDraw

from tests.conftest import Sample, begun

ADDRESS = "https://example.org/bao/"
ISSUES = """\
papers:
  jxrb:
    name: 吕梁日报
    names:
      - {name: 晋西大众报, to: 1949-12}
      - {name: 吕梁报, from: 1971-09, to: 1996-12}
    place: 吕梁市
    adcode: "141100"
    places:
      - {place: 兴县, to: 1949}
    cn: CN 14-0047
    publisher: 中共吕梁市委
    frequency: 日报
  xxb: {name: 兴县报, place: 兴县, adcode: "141123", publisher: 中共兴县县委, frequency: 周报}
issues:
  - {paper: jxrb, date: 1949}
  - {paper: jxrb, date: 1949-10, date_evidence: 文中称“开国大典已过”}
  - {paper: xxb, date: 1958-05-01, number: 12}
  - {paper: xxb, date: 1958-05-08, number: 13}
  - {paper: xxb, date: 1958-05-15, number: 14}
  - {paper: jxrb, date: 1984-10-01, number: 274, whole_number: 4012, weekday: 星期一, lunar: 九月初七}
  - {paper: jxrb, date: 1984-10-01, edition: b, edition_name: 号外, whole_number: 4012}
  - {paper: jxrb, date: 1984-10-03, edition: b, edition_name: 增刊}
  - paper: jxrb
    date: 2024-03-07
    number: 45
    whole_number: 9876
    weekday: 星期四
    pages:
      - {file: pages/a1.txt, page: 1, label: A01, name: 要闻}
      - {file: pages/a2.txt, page: 2, label: A02, name: 文化}
      - {file: pages/b1.txt, page: null, label: B01, name: 县域}
      - {file: pages/b2.txt, page: null, label: B02, name: 副刊}
  - paper: xxb
    date: 2024-03-07
    pages:
      - {file: pages/x1.txt, page: 1}
      - {file: pages/x2.txt, page: 2, name: 画刊}
"""
NAMES = """\
王建国（县长）:
  dates: 1912—1984
  note: 兴县县长（1949—1958），离休后住离石。
王建国（教师）:
  variants: [老王]
  note: 兴县中学语文教师，1958年起为本报撰稿。
王建国（摄影）:
  note: 吕梁日报摄影记者。
"""
SUBJECTS = """\
水利:
  variants: [水渠, 引水工程]
春耕:
"""
PLACES = """\
蔡家崖: 兴县
红旗公社:
  county: 兴县
  from: 1958
  to: 1984
"""
WIRE = (
    "新华社北京3月6日电　全国农业工作会议今天在北京闭幕。会议要求各地抓紧抓好春季农业生产，稳定粮食播种面积。"
    "会议提出，扩大大豆油料生产。"
    "会议指出，要落实最严格的耕地保护制度，建设高标准农田，加强农田水利设施建设。"
    "会议强调，要发展乡村富民产业，促进农民增收，让农民的日子越过越红火。"
)
PAGES = {
    "a1": "头版的话\n\n　　三月的吕梁，春耕已经开始，各县的农机手都下了地，田野里一片繁忙。\n",
    "a2": "文化版的话\n\n　　碛口古镇修缮一新，游人渐渐多了起来，老艺人在街口唱起了道情。\n",
    "b1": "县域版的话\n\n　　临县的红枣加工厂添了新机器，工人们正在调试，准备迎接新的订单。\n",
    "b2": "副刊的话\n\n　　院子里的杏花开了，母亲坐在门槛上择菜，说今年的春天来得早。\n",
    "x1": "兴县头版\n\n　　本县今年春耕备耕工作全面展开，种子化肥已经送到各村。\n",
    "x2": "画刊\n\n　　蔡家崖的春天。\n",
}
FILES = {
    "jxrb-1949.yml": """\
articles:
  - id: jxrb-1949-01-001
    page: 1
    title: 蔡家崖办起冬学
    body: 蔡家崖村办起冬学，男女老少都来识字，县长王建国到会讲话。
    persons: [王建国（县长）]
    shelfmark: 兴档-1-3-5
""",
    "jxrb-1949-10.yml": """\
articles:
  - id: jxrb-1949-10-01-01
    page: 1
    title: 各村庆祝新中国成立
    body: 开国大典已过，各村扭起秧歌，离石城里也挂起了红灯。
    county: 离石区
    county_source: editor
""",
    "xxb-1958-05-01.yml": """\
articles:
  - id: xxb-1958-05-01-01-01
    page: 1
    title: 红旗公社修水渠（一）
    authors: [{name: 王建国, role: 通讯员, id: 王建国（教师）}]
    column: 河边来信
    serial: {title: 红旗公社修水渠, part: 1}
    subjects: [水渠]
    body: |-
      红旗公社的社员上了工地。

      五里长的水渠，一锹一锹地挖。
  - id: xxb-1958-05-01-01-02
    page: 1
    kicker: 讣告
    title: 李玉堂同志逝世
    kind: obituary
    persons: [李玉堂]
    organisations: [兴县供销社]
    rights: 家属提供，转载须经同意
    notes: 原件右下角残缺。
    body: 兴县供销社主任李玉堂同志因病逝世，终年四十六岁。追悼会定于五月四日举行。
""",
    "xxb-1958-05-08.yml": """\
articles:
  - id: xxb-1958-05-08-01-01
    page: 1
    title: 红旗公社修水渠（二）
    authors: [{name: 王建国, role: 通讯员, id: 王建国（教师）}]
    column: 河边来信
    serial: {title: 红旗公社修水渠, part: 2}
    subjects: [水渠]
    body: 水渠挖到半山腰，遇上了石头，社员们用炮眼开路。
  - id: xxb-1958-05-08-01-02
    page: 1
    title: 县长下乡
    body: 县长王建国到红旗公社看水渠，同社员一起劳动了一天。
    persons: [王建国（县长）]
""",
    "xxb-1958-05-15.yml": """\
articles:
  - id: xxb-1958-05-15-01-01
    page: 1
    title: 红旗公社修水渠（三）
    authors: [{name: 王建国, role: 通讯员, id: 王建国（教师）}]
    column: 河边来信
    serial: {title: 红旗公社修水渠, part: 3}
    subjects: [水渠]
    body: 水渠通水了，全社的人都来看，老王也来了。
  - id: xxb-1958-05-15-02-01
    page: 2
    title: 各社春播进度
    kind: table
    body: |-
      截至五月十日各社春播面积，单位是亩。

      公社\t谷子\t高粱\t备注
      红旗公社\t1200\t640\t
      东风公社\t980\t720\t缺种
      卫星公社\t1105\t\t补报
    column: 统计
""",
    "jxrb-1984-10-01.yml": """\
articles:
  - id: jxrb-1984-10-01-01-01
    page: 1
    title: 国庆三十五周年
    body: 地区各界集会庆祝国庆三十五周年。离石县城张灯结彩。
    county: 离石区
    county_source: editor
    authors: [{name: 王建国, role: 摄影, id: 王建国（摄影）}]
""",
    "jxrb-1984-10-01b.yml": """\
edition: b
articles:
  - id: jxrb-1984-10-01b-01-01
    page: 1
    title: 阅兵式在北京举行
    body: 国庆阅兵式今天上午在北京天安门广场举行，群众游行队伍通过广场。
    reprinted_from: [新华社]
""",
    "jxrb-1984-10-03b.yml": """\
edition: b
articles:
  - id: jxrb-1984-10-03b-01-01
    page: 1
    title: 增刊的话
    body: 本报今天加出增刊一张，刊登读者来信。
""",
    "jxrb-2024-03-07.yml": f"""\
articles:
  - id: jxrb-2024-03-07-01-01
    page: 1
    title: 头版的话
    body: 三月的吕梁，春耕已经开始，各县的农机手都下了地，田野里一片繁忙。
    subjects: [春耕]
    source: [{{file: pages/a1.txt, lines: [1, 3]}}]
  - id: jxrb-2024-03-07-01-02
    page: 1
    title: 全国农业工作会议闭幕
    body: {WIRE}
    reprinted_from: [新华社]
  - id: jxrb-2024-03-07-02-01
    page: 2
    title: 文化版的话
    body: 碛口古镇修缮一新，游人渐渐多了起来，老艺人在街口唱起了道情。
    source: [{{file: pages/a2.txt, lines: [1, 3]}}]
  - id: jxrb-2024-03-07-00-01
    page: null
    title: 县域版的话
    body: 临县的红枣加工厂添了新机器，工人们正在调试，准备迎接新的订单。
    source: [{{file: pages/b1.txt, lines: [1, 3]}}]
  - id: jxrb-2024-03-07-00-02
    page: null
    title: 副刊的话
    kind: poem
    column: 河边来信
    body: 院子里的杏花开了，母亲坐在门槛上择菜，说今年的春天来得早。
    source: [{{file: pages/b2.txt, lines: [1, 3]}}]
""",
    "xxb-2024-03-07.yml": f"""\
articles:
  - id: xxb-2024-03-07-01-01
    page: 1
    title: 兴县头版
    body: 本县今年春耕备耕工作全面展开，种子化肥已经送到各村。
    source: [{{file: pages/x1.txt, lines: [1, 3]}}]
  - id: xxb-2024-03-07-01-02
    page: 1
    title: 农业工作会议在京闭幕
    body: {WIRE}
  - id: xxb-2024-03-07-02-01
    page: 2
    title: 蔡家崖的春天
    kind: photo
    body: 蔡家崖的春天。
    source: [{{file: pages/x2.txt, lines: [1, 3]}}]
    images:
    - {{file: images/2024/杏花.png, caption: 杏花开满山坡, credit: 王建国, alt: 山坡上一片白色的杏花}}
    - {{file: images/2024/窑洞.jpg, caption: 窑洞前的老人, alt: 一位老人坐在窑洞前}}
""",
}


def _picture(colour: str, kind: str) -> bytes:
    picture = Image.new("RGB", (1600, 1000), colour)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 1000), (500, 300), (900, 700), (1300, 200), (1600, 1000)], fill="#7a8f5a")
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def judged(folder: Path) -> Sample:
    """Not built."""
    archive = begun(folder, ISSUES)
    for name, text in (("names", NAMES), ("subjects", SUBJECTS), ("places", PLACES)):
        archive.write(f"seeds/{name}.yml", text)
    for name, text in PAGES.items():
        archive.write(f"seeds/pages/{name}.txt", text)
    for name, text in FILES.items():
        paper, _, date = name.removesuffix(".yml").partition("-")
        archive.write(f"seeds/articles/{name}", f"paper: {paper}\ndate: {date.removesuffix('b')}\n{text}")
    archive.write("seeds/images/2024/杏花.png", _picture("#e8e2f0", "PNG"))
    archive.write("seeds/images/2024/窑洞.jpg", _picture("#cdb38b", "JPEG"))
    settings = archive.read("mkdocs.yml").replace("archive: {}", "archive: {editions: true}")
    archive.write("mkdocs.yml", re.sub("(?m)^site_url:.*$", f"site_url: {ADDRESS}", settings))
    return archive
