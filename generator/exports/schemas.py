"""The formats of `seeds/` as JSON Schema (2020-12), made of the models that read them.

    issues.schema.json      seeds/issues.yml
    issue.schema.json       seeds/articles/PAPER-DATE.yml: the articles of one issue
    names.schema.json       seeds/names.yml: people and bodies
    subjects.schema.json    seeds/subjects.yml: what articles are about
    places.schema.json      seeds/places.yml: places that no list of counties has
    article.schema.json     a line of seeds/articles/ANY.jsonl, in which articles are delivered

YAML is read with all values as they stand. A program that knows other kinds of YAML takes a date for text in ISO 8601,
and may take 1958 and 45 for numbers where a text stands: so the schemas of YAML allow both.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from generator.base.agents import Agent, Listed, Locality, Subject
from generator.base.identity import HEAD, PAPER_KEY
from generator.base.issue import Issue
from generator.base.model import Article, Unplaced
from generator.base.newspaper import Paper

DIALECT = GenerateJsonSchema.schema_dialect
NAMED_GROUP = re.compile(r"\(\?P<\w+>")
"""Python's way to name a part of a pattern, which JSON Schema's patterns do not know."""

AS_NUMBERS = ("1958", "141123", "59263727")
"""Texts that YAML knows as numbers: years, codes of places, numbers of other lists."""

LISTS: Mapping[str, type[Listed]] = {"names": Agent, "subjects": Subject, "places": Locality}

Schema = dict[str, Any]


@cache
def schemas() -> Sequence[tuple[str, bytes]]:
    """Names of the files, and what they hold. A build asks twice, and making them is a sixth of a small one."""
    return [*_made()]


def _made() -> Iterator[tuple[str, bytes]]:
    models: tuple[type[BaseModel], ...] = (Paper, Issue, Article, Unplaced, *LISTS.values())
    _, made = models_json_schema([(model, "validation") for model in models], ref_template="#/$defs/{model}")
    parts: Mapping[str, Schema] = made["$defs"]
    issues = {
        "papers": {"type": "object", "propertyNames": {"pattern": PAPER_KEY}, "additionalProperties": _of("Paper")},
        "issues": {"type": "array", "items": _of("Issue")},
    }
    in_yaml = {name: _in_yaml(of) for name, of in parts.items()}
    yield _file("issues", _in_yaml(_object(issues, ["papers"])), in_yaml)
    whole = parts["Article"]
    inner = {**whole, "properties": {n: of for n, of in whole["properties"].items() if n not in HEAD}}
    inner["required"] = [name for name in whole["required"] if name not in HEAD]
    issue = {
        **{name: whole["properties"][name] for name in HEAD},
        "articles": {"type": "array", "items": _of("Article")},
        "unplaced": {"type": "array", "items": _of("Unplaced")},
        "machine": {"description": "the record of the program that found the articles", "type": "object"},
    }
    of_issue = {**in_yaml, "Article": _in_yaml(inner)}
    yield _file("issue", _in_yaml(_object(issue, ["paper", "date", "articles"])), of_issue)
    yield _file("article", whole, parts)
    for file, model in LISTS.items():
        fields = {n: of for n, of in parts[model.__name__]["properties"].items() if n != "id"}
        name = {"anyOf": [{"type": "null"}, {"type": "string", "description": "what is meant"}, _object(fields, [])]}
        yield _file(file, _in_yaml({"type": "object", "additionalProperties": name}), in_yaml)


def _in_yaml(schema: Any) -> Any:
    """The same where texts of digits alone may be numbers."""
    if isinstance(schema, list):
        return [_in_yaml(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _in_yaml(of) for name, of in schema.items()}
    pattern = re.compile(str(schema.get("pattern", "")))
    if schema.get("type") == "string" and not {"enum", "const"} & {*schema} and any(map(pattern.search, AS_NUMBERS)):
        found["type"] = ["string", "integer"]
    return found


def _of(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: Schema, required: list[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _file(name: str, schema: Schema, parts: Mapping[str, Schema]) -> tuple[str, bytes]:
    """A schema with those of its parts that it names, or that they name."""
    named: dict[str, Schema] = {}
    waiting = [schema]
    while waiting:
        text = json.dumps(waiting.pop())
        new = {each: of for each, of in parts.items() if f'"#/$defs/{each}"' in text and each not in named}
        named |= new
        waiting += new.values()
    held = {"$defs": {each: named[each] for each in sorted(named)}} if named else {}
    whole = {"$schema": DIALECT, "title": name, **schema, **held}
    text = NAMED_GROUP.sub("(?:", json.dumps(whole, ensure_ascii=False, indent=1))
    return f"{name}.schema.json", f"{text}\n".encode()
