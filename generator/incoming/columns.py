"""What the columns of a delivery are: names in Chinese and English, those that a person has said, and the list in which
these are kept, `seeds/import.yml`, so that the next delivery needs no words.
"""

import difflib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.base import durable, regular
from generator.base.problems import Problem, Stop
from generator.base.speech import is_chinese
from generator.base.speech import said as spoken
from generator.incoming import days
from generator.incoming.delivery import Value
from generator.seeds.files import fields as file_fields
from generator.seeds.files import plain_yaml
from generator.seeds.files.explained import unknown_field
from generator.seeds.files.fields import Unfit
from generator.seeds.files.reader import Reader

FILE = "seeds/import.yml"
NOTHING = "-"
"""What a column is mapped to that is left out."""
NAMES = {
    "id": "id articleid 文章编号",
    "paper": "paper newspaper papername newspapername 报纸 报名 报纸名称 报刊 报刊名称 报刊名 报别 媒体 媒体名称",
    "date": "date pubdate publishdate issuedate 日期 出版日期 报纸日期 见报日期 刊发日期 发表日期 发布日期 年月日",
    "year": "year 年 年份",
    "month": "month 月 月份",
    "day": "day 日",
    "page": "page pageno pagenumber pagenum 版 版次 版面 版号 版面号 版序 所在版面 页 页码",
    "edition": "edition 版本 版别 刊别 版次别 号别",
    "number": "issueno issuenumber 期号 期数 期次 刊期号",
    "whole_number": "wholenumber totalnumber 总期号 总期数 总期次 累计期号",
    "sheet": "pagelabel pagename 版名 版面名称 版面名 版次标签 版标",
    "column": "column rubric section 栏目 栏目名 栏目名称 栏题 专栏",
    "kicker": "kicker introtitle titleintro pretitle overline 引题 肩题 眉题 引标题 主题引题 引标 肩标",
    "title": "title headline maintitle heading titlemain 标题 题名 题目 主题 主标题 正标题 篇名 文章标题 稿件标题 主标 "
    "正题",
    "subtitle": "subtitle subhead deck titlesub 副题 副标题 副标 子题 子标题",
    "authors": "author authors writer byline1 作者 作者名 作者姓名 文章作者 记者 撰稿 撰稿人 责任者 署名作者 通讯员 "
    "撰文",
    "photographers": "photographer 摄影 摄影者 摄影记者 摄影作者 图片作者",
    "byline": "byline dateline 署名 电头 消息头",
    "body": "body content text fulltext articletext maintext 正文 内容 全文 文章内容 稿件内容 正文内容 文本 稿件正文 "
    "文字内容 新闻内容 报道内容 文字",
    "captions": "caption captions 图片说明 图说 图注",
    "county": "county place region area 地区 县 区县 县区 县市 县市区 市县 归属地 涉及地区 所属地区 "
    "所属县 所属县市 所属县区 所属区县",
    "kind": "kind type genre 类型 体裁 稿件类型 文章类型 类别",
    "continued": "continuedfrom 上接 上接版 转自版 上接版次",
    "serial": "serial serialtitle 连载 连载名称 连载总题 连载题名",
    "part": "part serialpart 连载序号 连载期次 第几部分 部分",
    "subjects": "subject subjects keyword keywords tag tags 标签 主题词 关键词 关键字 叙词",
    "persons": "person persons 人物 涉及人物 相关人物 所涉人物 人名",
    "organisations": "organisation organisations organization organizations 机构 涉及机构 相关机构 团体 机构名",
    "events": "event events 事件 涉及事件 相关事件",
    "shelfmark": "shelfmark callnumber 档号 索书号 馆藏号 典藏号",
    "rights": "rights copyright 权利 版权 权利说明 版权说明",
    "reprinted_from": "source reprintedfrom origin 来源 稿源 稿件来源 文章来源 转载自 转载来源 出处",
    "notes": "note notes 附注 注释 注",
    "staff_notes": "staffnotes remark remarks 备注 内部备注 工作备注",
    "images": "image images picture pictures photo photos 图片 图片文件 图片名 图片名称 照片 图 配图",
}
"""What the fields are called; compared without signs, case and what stands in brackets."""
FIELDS = {normal: field for field, names in NAMES.items() for normal in names.split()}
ENDS = {"时间": "date", "日期": "date", "date": "date", "版": "page", "版面": "page", "版次": "page",
        "标题": "title", "题名": "title", "作者": "authors", "记者": "authors"}  # fmt: skip
"""What the names of columns end with that are likely these."""
MOSTLY = 0.8
"""Share of a column's values that are what it is taken for."""
LEAST_BODY = 60
"""Characters of a text on the average; of a headline fewer."""
HEADS = range(4, 41)
_AUTHOR = re.compile(r"authors?\.(?:name|姓名)")
LONGEST_NAME = 100
"""Characters of a column's name: what is longer is a text, and is not compared."""
_BRACKETS = re.compile(r"[(\[【{<].*?[)\]】}>]")
_SIGNS = re.compile(r"[\s_\-:*.·、/]+")
_TOPIC = "主题"
"""The main headline, and where another column has that, what an article is about."""
_HEAD = "Names of columns in deliveries, and the fields that they fill; - leaves a column out."


@dataclass(frozen=True)
class Columns:
    """Which column fills which field."""

    said: Mapping[str, str] = field(default_factory=dict)
    """What persons have said, by the names as they compare."""

    def field_of(self, name: str) -> str | None:
        """`-`: it is left out; None: nobody knows."""
        normal = normalised(name)
        return self.said.get(normal) or FIELDS.get(normal)

    def fields_of(self, names: Iterable[str]) -> dict[str, str | None]:
        """The same of columns that stand beside each other."""
        found = {name: self.field_of(name) for name in names}
        if sum(of == "title" for of in found.values()) > 1:
            topics = (name for name in found if normalised(name) == _TOPIC and _TOPIC not in self.said)
            found |= dict.fromkeys(topics, "subjects")
        return found

    def known(self, name: str) -> bool:
        return self.field_of(name) is not None

    def unknown(self, files: Sequence[str], names: Sequence[str], filled: Collection[str]) -> Problem:
        """Says of columns that nobody knows how to say what they are. What others have `filled` they hardly fill."""
        likely = {name: of if (of := likely_field(name)) not in filled else None for name in names}
        maps = " ".join(f'--map "{name}={called(likely[name] or NOTHING)}"' for name in names[:4])
        more = " …" if len(names) > 4 else ""
        also = f", here and in {len(files) - 1:,} more files" if len(files) > 1 else ""
        some = ", ".join(name[:24] for name in names[:8])
        what = f"{some} are columns that are not known, and left out{also}"
        if len(names) == 1:
            what = f"{some} is a column that is not known, and left out{also}"
        mend = f"Say what fills a field, and {NOTHING} for what is none: {maps}{more}."
        return Problem(files[0], None, what, mend, stops=False)


def called(field: str) -> str:
    """What a field is called by whoever reads it: as it stands in files, or by its first Chinese name."""
    names = (name for name in NAMES.get(field, "").split() if not name.isascii())
    return next(names, field) if is_chinese() else field


def normalised(name: str) -> str:
    """A name as it compares: 标　题（必填）： is 标题, Page_No is pageno."""
    if len(name) > LONGEST_NAME:
        return name
    plain = unicodedata.normalize("NFKC", name).casefold()
    plain = "author" if _AUTHOR.fullmatch(plain) else plain
    bare = _SIGNS.sub("", _BRACKETS.sub("", plain))
    return bare or _SIGNS.sub("", plain)


def likely_field(name: str) -> str | None:
    """What a column may hold, by a part of its name: 发表时间 is like a date. For a message, and no more."""
    normal = normalised(name)
    if near := difflib.get_close_matches(normal, FIELDS, 1, 0.75):
        return FIELDS[near[0]]
    ends = (of for part, of in ENDS.items() if normal.endswith(part))
    return next(ends, None)


def likely_column(field: str, values: Mapping[str, Sequence[Value]]) -> str | None:
    """Which of some columns holds dates, headlines or texts, by what stands in it. For a message, and no more."""
    texts = {name: [str(each) for each in of if each not in (None, "")] for name, of in values.items()}
    texts = {name: of for name, of in texts.items() if of}
    mean = {name: sum(map(len, of)) / len(of) for name, of in texts.items()}
    longest = max(mean, key=lambda name: mean[name], default=None)
    if field == "date":
        dated = {name: sum(bool(days.day(each, True)) for each in of) / len(of) for name, of in texts.items()}
        return max((name for name in dated if dated[name] > MOSTLY), key=lambda name: dated[name], default=None)
    if field == "body":
        return longest if longest and mean[longest] >= LEAST_BODY else None
    heads = {name: len({*of}) / len(of) for name, of in texts.items() if round(mean[name]) in HEADS and name != longest}
    heads = {name: of for name, of in heads.items() if of > MOSTLY and not days.day(texts[name][0], True)}
    return max(heads, key=lambda name: mean[name], default=None)


def field_named(text: str) -> str | None:
    """The field that a person names: by its own name, or by any that columns have."""
    plain = text.strip()
    return plain if plain in NAMES or plain == NOTHING else FIELDS.get(normalised(plain))


def read(reader: Reader) -> Columns:
    """What `seeds/import.yml` says; a problem for each line that is none."""
    if not (reader.root / FILE).exists() or (found := reader.yaml(FILE, plain_yaml.OF_NAMES)) is None:
        return Columns()
    data, line = found
    said = {}
    for name in data.keys() - {"columns"}:
        reader.report(FILE, line((name,)), *unknown_field(name, ("columns",)))
    given = data.get("columns") or {}
    if not isinstance(given, dict):
        reader.report(
            FILE, line(("columns",)), "columns holds no names of columns", "Write 发表时间: date, each in a line."
        )
        given = {}
    for name, to in given.items():
        if not isinstance(to, str) or (of := field_named(to)) is None:
            mend = f"Write one of {', '.join(map(called, NAMES))}, or {NOTHING} to leave the column out."
            reader.report(FILE, line(("columns", name)), f"{name} fills {to}, which is no field", mend)
        else:
            said[normalised(str(name))] = of
    return Columns(said)


def mapped(columns: Columns, given: Mapping[str, str]) -> Columns:
    """With what was said on the command line. Stop where a field is none."""
    wrong = [to for to in given.values() if field_named(to) is None]
    if wrong:
        mend = f"Write one of {', '.join(map(called, NAMES))}, or {NOTHING} to leave the column out."
        raise Stop([Problem("--map", None, f"{to} is no field", mend) for to in wrong])
    said = {normalised(name): field_named(to) or NOTHING for name, to in given.items()}
    return Columns({**columns.said, **said})


def keep(root: Path, given: Mapping[str, str]) -> bool:
    """Writes what was said on the command line into `seeds/import.yml`, below what stands there; True where it is new.
    Stop where that file is written in a way that is not changed here."""
    data = regular.content(root / FILE) if regular.is_file(root / FILE) else b""
    text = data.decode("utf-8", "replace")
    now = plain_yaml.read(text)[0] if text.strip() else {}
    stands = now.get("columns") if isinstance(now, dict) else None
    stands = stands if isinstance(stands, dict) else {}
    new = {name: field_named(to) or NOTHING for name, to in given.items() if stands.get(name) != field_named(to)}
    if not new:
        return False
    lines = {json.dumps(name, ensure_ascii=False): to for name, to in new.items()}
    try:
        if stands:
            edits = file_fields.in_yaml(text, ("columns",), lines, [name for name in new if name in stands])
            data = file_fields.edited(FILE, data, edits)
        else:
            head = f"# {spoken(_HEAD)}\n"
            quoted = {NOTHING: f'"{NOTHING}"'}
            rows = "".join(f"  {name}: {quoted.get(to, to)}\n" for name, to in lines.items())
            data = f"{text or head}columns:\n{rows}".encode()
    except Unfit as error:
        mend = f"Write it there yourself: {', '.join(f'{name}: {to}' for name, to in new.items())}."
        raise Stop([Problem(FILE, None, f"cannot be changed here: {error}", mend)]) from None
    durable.save(root, FILE, data)
    return True
