"""Articles as a browser sends them, made articles again, and why an issue is not saved, told to a person in Chinese."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from generator.base.field_names import chinese
from generator.base.identity import fields_of
from generator.base.issue import Issue
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.language.places import Gazetteer
from generator.review.held import silent
from generator.seeds import status


@dataclass(frozen=True)
class Fault:
    """Why an issue is not saved."""

    id: str | None
    """None: it is not one article's."""
    field: str | None
    message: str
    """What is wrong and how to mend it, in Chinese."""


def validated(
    issue: Issue, paper: Paper, places: Gazetteer, before: Iterable[Article], given: Sequence[Mapping[str, Any]]
) -> tuple[list[Article], list[Fault]]:
    """The articles of an issue, and what is wrong with them; `before` are those that stand in its file."""
    of = {article.id: article for article in before}
    found: list[Article] = []
    faults: list[Fault] = []
    for data in given:
        stood = of.get(str(data.get("id")))
        unsaid = silent(data, stood)
        own = {name: value for name, value in data.items() if name not in unsaid}
        try:
            article = Article.model_validate({**own, **fields_of(issue.key)})
        except ValidationError as error:
            faults += [_fault(data, dict(e)) for e in error.errors(include_url=False)]
            continue
        if article.reviewed and not (stood and stood.reviewed):  # nobody need look at it again
            article = article.model_copy(update={"confidence": None})
        found.append(article)
        faults += _county_faults(article, paper, places)
        if status.is_past(article, status.today()) and (stood is None or stood.status_until != article.status_until):
            faults.append(Fault(article.id, "status_until", PAST))
    return found, faults


PAST = "开放日期已经到了，保存后就公开。写一个以后的日期；要一直不开放，留空。"
EMPTY = {
    "title": "标题不能空。原页没有标题的，写正文开头的几个字，标题来源选“取自正文”。",
    "body": "正文不能空。这一篇若是多余的，把它并入别的文章，或把它的行改为未归入。",
    "authors": "作者姓名不能空。写上姓名，或删去这一行。",
}


def _fault(data: Mapping[str, Any], error: dict[str, Any]) -> Fault:
    """One of pydantic's errors, said to a person."""
    name = str(error["loc"][0]) if error["loc"] else ""
    label, id = chinese(name), str(data.get("id"))
    if error["type"] in ("string_too_short", "missing", "string_type") and name in EMPTY:
        return Fault(id, name, EMPTY[name])
    if error["type"] == "unprintable":
        code, after = error["ctx"]["code"], error["ctx"]["after"]
        where = f"“{after}”之后" if after else "开头"
        return Fault(id, name, f"{label}里，{where}有一个看不见的控制字符（U+{code}）。把那一处删去重打。")
    if name == "serial":
        return Fault(id, name, "连载要写总题；第几部分写数字，如 3，不知道的留空。")
    if name == "images":
        return Fault(id, name, "图片要写文件名：放进 seeds/images/，写作 images/渡口.jpg。不要的图片点 × 去掉。")
    if name == "page":
        return Fault(id, name, "版次要写数字，如 1；不知道的留空。")
    if name == "continued_from":
        return Fault(id, name, "上接版次要写数字，如 1；不是转版的文章，留空。")
    return Fault(id, name, f"{label}的内容不合格式：{str(error['input'])[:40]}。按旁边的样子改写，或重新读入。")


def _county_faults(article: Article, paper: Paper, places: Gazetteer) -> list[Fault]:
    if not article.county or places.resolve(article.county, paper.adcode, article.date):
        return []
    near = places.suggest(article.county)
    mend = (
        f"是不是“{near}”？" if near and near != article.county else "写今天的全名，同名的前面加上市名，如北京市朝阳区。"
    )
    return [Fault(article.id, "county", f"今天没有叫“{article.county}”的地方，或者几处同名。{mend}")]
