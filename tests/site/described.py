"""An archive in which people have written down all that there is room for: two newspapers, a serial of which a part is
lacking, pictures, a table."""

import io
from pathlib import Path

from PIL import Image, ImageDraw

from tests.conftest import Sample, begun

NOTE = "内部：与市志办核对过底本"
"""Of the staff, of an article that is published."""
ISSUES = """\
papers:
  llrb: {name: 吕梁日报, place: 吕梁市, adcode: "141100"}
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  - {paper: llrb, date: 2024-03-07}
"""
FILES = {
    "llrb-2024-03-07.yml": """\
paper: llrb
date: 2024-03-07
articles:
  - id: llrb-2024-03-07-03-01
    page: 3
    title: 碛口古渡的第一封家信
    authors: [{name: 刘丽霞, role: 记者}]
    county: 临县
    county_source: editor
    body: |-
      碛口镇的李家老屋里，一只木箱锁了五十年。

      箱底压着一封从太原寄来的家信，信纸已经发黄。
    column: 吕梁春秋
    serial: {title: 木箱里的家信, part: 1}
    subjects: [家书, 黄河古渡]
    persons: [李玉堂]
    organisations: [临县文物局]
    events: [碛口修缮]
    shelfmark: 吕档-3-107-12
    rights: 版权归李氏后人所有
    reprinted_from: [临县文史资料第六辑]
    notes: |-
      底本缺角，末行据副本补。
      信中地名用旧称。
    staff_notes: 内部：与市志办核对过底本
  - id: llrb-2024-03-07-03-02
    page: 3
    title: 汾河岸边的粮价
    county: 汾阳市
    county_source: editor
    kind: table
    body: |-
      下面是三个集镇的粮价，单位是每斤角。

      集镇\t小米\t高粱
      碛口\t2.8\t1.6
      三交\t2.6\t1.5
      峪道河\t3.1\t

      粮价由供销社抄录。
    column: 吕梁春秋
  - id: llrb-2024-03-07-04-01
    page: 4
    title: 春到黄河
    kind: photo
    county: 临县
    county_source: editor
    body: 黄河解冻，船工在碛口渡口检修木船。
    captions: [船工检修木船。]
    images:
    - file: images/2024/碛口.png
      caption: 碛口渡口的木船
      credit: 王建国
      alt: 岸边停着两只木船，一人弯腰敲钉
    - file: images/2024/黄河.jpg
""",
    "llrb-2024-03-14.yml": """\
paper: llrb
date: 2024-03-14
articles:
  - id: llrb-2024-03-14-03-01
    page: 3
    title: 第二封信寄自西安
    county: 临县
    county_source: editor
    body: 第二封信是从西安寄来的，信里问起家乡的枣树。
    column: 吕梁春秋
    serial: {title: 木箱里的家信, part: 2}
    persons: [李玉堂, 刘丽霞]
  - id: llrb-2024-03-14-03-02
    page: 3
    title: 枣林
    kind: poem
    authors: [李玉堂]
    body: 枣花落在窗台上。
    reviewed: true
""",
    "llrb-2024-03-28.yml": """\
paper: llrb
date: 2024-03-28
articles:
  - id: llrb-2024-03-28-03-01
    page: 3
    title: 第四封信没有写完
    body: 第四封信没有写完，只有半页。
    column: 吕梁春秋
    serial: {title: 木箱里的家信, part: 4}
""",
    "xxb-2024-03-07.yml": """\
paper: xxb
date: 2024-03-07
articles:
  - id: xxb-2024-03-07-01-01
    page: 1
    title: 我县春耕全面展开
    county: 兴县
    county_source: paper
    body: 三月的田野一片繁忙，农机手正在检修机具。
    column: 吕梁春秋
""",
}


def picture(width: int, height: int, form: str = "PNG", **more: object) -> bytes:
    """A picture with lines in it."""
    made = Image.new("RGB", (width, height), "#d8cdb4")
    draw = ImageDraw.Draw(made)
    for n in range(0, width, 40):
        draw.line([(n, 0), (width - n, height)], fill=(n % 255, 90, 60), width=3)
    out = io.BytesIO()
    made.save(out, form, **more)
    return out.getvalue()


def described(folder: Path) -> Sample:
    """The archive, not built."""
    archive = begun(folder, ISSUES)
    for name, text in FILES.items():
        archive.write(f"seeds/articles/{name}", text)
    archive.write("seeds/images/2024/碛口.png", picture(2400, 1600))
    archive.write("seeds/images/2024/黄河.jpg", picture(300, 420, "JPEG"))
    return archive
