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
    published = jsonschema.Draft202012Validator(json.loads(shipped.read("site/data/article.schema.json")))
    for line in shipped.read("site/data/articles.jsonl").splitlines():
        published.validate(json.loads(line))


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


LISTED = """\
papers:
  llrb: {name: 吕梁日报, place: 吕梁市, adcode: 141100, names: [{name: 晋西大众报, to: 1949}]}
issues:
  - {paper: llrb, date: 1958-10-01, number: 45, whole_number: 9876, pages: [{file: pages/1.txt, page: 1, label: 1}]}
  - {paper: llrb, date: 1949}
"""
PLACES = "红旗公社: {county: 兴县, from: 1958, to: 1984}\n离山县: {now: 离石区, to: 1958-11}\n老县: 离山县\n剧院: '-'\n"
NAMES = "马烽: {variants: [闻石], dates: 1922, viaf: 59263727}\n老马: 马烽\n张三（教师）:\n"


@pytest.mark.parametrize(("name", "text"), [("issues", LISTED), ("places", PLACES), ("names", NAMES)])
def test_numbers_that_programs_find_in_yaml_are_valid(name: str, text: str) -> None:
    class Loader(yaml.SafeLoader):
        """Of YAML 1.2, as JSON has it: a day is a text."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, of) for tag, of in known if not tag.endswith("timestamp")]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    validator(name).validate(yaml.load(text, Loader))


def test_a_number_is_no_text_in_lines_of_json_nor_where_words_are_given() -> None:
    assert list(validator("article").iter_errors({**LINE, "date": 1949}))
    of = {"name": "兴县报"}
    validator("issues").validate({"papers": {"xxb": of}})
    for wrong in ({"name_basis": 5}, {"status": 1}, {"facsimile": 5}):
        assert list(validator("issues").iter_errors({"papers": {"xxb": {**of, **wrong}}})), wrong
