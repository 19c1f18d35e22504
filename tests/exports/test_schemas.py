"""The formats as JSON Schema: what the archive holds is valid by them, and what the reader refuses is not."""

import json
from typing import Any

import jsonschema
import pytest
import yaml

from generator.base.model import Article
from generator.exports.schemas import schemas
from tests.conftest import SHIPPED, Sample

SCHEMAS = {name: json.loads(data) for name, data in schemas()}
LINE = {"paper": "llrb", "date": "2024-03-07", "title": "题", "body": "文"}


def validator(name: str) -> Any:
    schema = SCHEMAS[f"{name}.schema.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def plain(file: str) -> Any:
    """YAML as JSON has it: a day is a text."""
    data = yaml.load((SHIPPED / file).read_text(encoding="utf-8"), yaml.BaseLoader)
    return json.loads(json.dumps(typed(data)))


def typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: typed(each) if key not in ("title", "adcode", "text") else each for key, each in value.items()}
    if isinstance(value, list):
        return [typed(each) for each in value]
    known = {"null": None, "": None, "true": True, "false": False}
    if value in known:
        return known[value]
    return int(value) if value.isdigit() else float(value) if value.startswith("0.") else value


def test_the_archive_that_ships_is_valid(shipped: Sample) -> None:
    validator("issues").validate(plain("seeds/issues.yml"))
    files = sorted((SHIPPED / "seeds/articles").glob("*.yml"))
    assert files
    for file in files:
        validator("issue").validate(plain(f"seeds/articles/{file.name}"))
    for line in shipped.read("site/data/articles.jsonl").splitlines():
        validator("article").validate(json.loads(line))


def test_the_least_that_is_delivered_is_valid_and_every_field_is_known() -> None:
    validator("article").validate(LINE)
    validator("article").validate({**LINE, "authors": ["王一", {"name": "李二", "role": "记者"}]})
    assert set(SCHEMAS["article.schema.json"]["properties"]) == set(Article.model_fields)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"date": "7.3.2024"},
        {"page": 0},
        {"page": 1.5},
        {"kind": "sermon"},
        {"colour": "red"},
        {"confidence": 2},
        {"source": [{"file": "pages/1.txt", "lines": [3]}]},
        {"id": "llrb-1"},
        {"status": "secret"},
        {"authors": [{"role": "记者"}]},
        {"images": [{"file": "pages/1.jpg"}]},
        {"images": [{"caption": "图"}]},
        {"serial": {"part": 1}},
        {"persons": [""]},
        {"notes": ["甲"]},
    ],
    ids=str,
)
def test_what_the_program_refuses_is_not_valid(wrong: dict[str, Any]) -> None:
    assert list(validator("article").iter_errors({**LINE, **wrong}))
    with pytest.raises(ValueError):
        Article.model_validate({**LINE, **wrong})


def test_an_issue_says_paper_and_date_once() -> None:
    issue = {"paper": "llrb", "date": "2024-03-07", "articles": [{"title": "题", "body": "文"}]}
    validator("issue").validate(issue)
    assert list(validator("issue").iter_errors({**issue, "articles": [LINE]}))
