"""Records in which nothing is to be put right, as articles, without the checks: these take as long as all else that is
done to read one."""

import datetime
from typing import Any

from generator.base.described import Image, Serial
from generator.base.model import LISTS, Article, Author, Source
from generator.base.record import Record
from generator.base.when import When

BLANK = Article.model_construct(paper="", date=When(1), title="", body="")
"""What an article is made of that needs no checks: a copy takes a third of the time that `model_construct` takes."""


def is_as_written(article: Article, data: dict[str, Any]) -> bool:
    """The checks have put nothing right: white space at an end, an author's name alone, a page 1.0 (equal to 1, but it
    does not look so)."""
    try:
        same = as_written(data)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return same.model_fields_set == article.model_fields_set and _looks_as(same, article)


def _looks_as(one: object, other: object) -> bool:
    """Whether two values are written in the same way. (To write both takes four times as long.)"""
    if type(one) is not type(other):
        return False
    if isinstance(one, Record):
        fields, others = vars(one), vars(other)
        return fields.keys() == others.keys() and all(_looks_as(of, others[name]) for name, of in fields.items())
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_looks_as, one, other))
    return repr(one) == repr(other) if isinstance(one, float) else one == other


def as_written(data: dict[str, Any]) -> Article:
    """The article of a record that is right."""
    values = {**data, "date": When.of(data["date"])}
    if "status_until" in data:
        values["status_until"] = data["status_until"] and datetime.date.fromisoformat(data["status_until"])
    if "authors" in data:
        values["authors"] = tuple(Author.model_construct(**author) for author in data["authors"])
    for name in LISTS & data.keys():
        values[name] = tuple(data[name])
    if data.get("serial"):
        values["serial"] = Serial.model_construct(**data["serial"])
    if "images" in data:
        values["images"] = tuple(Image.model_construct(**each) for each in data["images"])
    if "source" in data:
        source = [{**each, "lines": tuple(each["lines"])} for each in data["source"]]
        values["source"] = tuple(Source.model_construct(**each) for each in source)
    return BLANK.model_copy(update=values)
