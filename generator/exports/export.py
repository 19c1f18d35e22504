"""The archive as data, for programs.

    data/articles.jsonl         every article, whole, a line each, in the format of seeds/articles/*.jsonl
    data/articles.csv           the same without texts, with the address of each article's page
    data/issues.csv             issues: how their dates are known, how many articles
    data/papers.csv             newspapers
    data/dublincore.csv         articles by the elements of Dublin Core
    data/mentions.csv           persons whom texts name, where the program found some
    data/reprints.csv           pairs of articles of which the one says most of what the other says
    data/names.csv, .json       people and bodies of seeds/names.yml whom an article names, where there are some; the
                                second in the format of that file
    data/subjects.csv, .json    the same of seeds/subjects.yml
    data/places.csv, .json      and of seeds/places.yml, whose places have articles
    data/issues/PAPER-DATE.jsonl    the articles of one issue
    data/mets/, data/tei/       each issue as METS and TEI, where the settings ask for it (mets.py, tei.py)
    data/oai.xml                a static repository for harvesters, where they name a gateway (oai.py)
    data/NAME.schema.json       JSON Schema of a line of articles.jsonl, and of those lists (schemas.py)
    data/datapackage.json       all of it described after Frictionless (specs.frictionlessdata.io)
    data/index.md               a page that describes them

No file of several issues is larger than LARGEST: a host takes 100 MB, and a reader's editor far less. What is more is
cut by year, a year that is more into numbered parts.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from generator.base.addresses import article_path, issue_path, url
from generator.base.archive import Entry
from generator.base.identity import HEAD
from generator.base.issue import Issue
from generator.base.model import LISTS
from generator.base.newspaper import Name, Seat
from generator.exports import csv_text, dublin_core, name_tables, schemas
from generator.exports.edition import DC
from generator.exports.field_types import BOOLEAN, DATE, INTEGER, LIST, NUMBER, OBJECT, STRING
from generator.exports.name_tables import MENTION
from generator.language.reprints import percent
from generator.pages.brief import IssueBrief
from generator.pages.catalogue import Catalogue
from generator.pages.markdown import document
from generator.pages.wording import Wording

LARGEST = 50_000_000  # bytes

File = tuple[str, str | bytes]
"""Path below the docs folder, and content."""

ARTICLE: Mapping[str, str] = {
    "id": STRING,
    "paper": STRING,
    "date": DATE,
    "edition": STRING,
    "page": INTEGER,
    "kicker": STRING,
    "title": STRING,
    "title_source": STRING,
    "subtitle": STRING,
    "authors": LIST,
    "byline": STRING,
    "county": STRING,
    "county_source": STRING,
    "kind": STRING,
    "body": STRING,
    "captions": LIST,
    "continued_from": INTEGER,
    "source": LIST,
    "confidence": NUMBER,
    "reviewed": BOOLEAN,
    "page_label": STRING,
    "page_name": STRING,
    "column": STRING,
    "serial": OBJECT,
    "subjects": LIST,
    "persons": LIST,
    "organisations": LIST,
    "events": LIST,
    "shelfmark": STRING,
    "rights": STRING,
    "reprinted_from": LIST,
    "notes": STRING,
    "images": LIST,
    "corrected_by": LIST,
}
"""Fields of an article, as model.Article has them; a line of the texts does not speak of the last of them, FURTHER,
where they say nothing."""
ROW = {
    name: ARTICLE[name] for name in ("id", "paper", "date", "page", "kicker", "title", "title_source", "subtitle")
} | {
    "authors": STRING,
    "county": STRING,
    "adcode": STRING,
    "kind": STRING,
    "continued_from": INTEGER,
    "reviewed": BOOLEAN,
    "page_label": STRING,
    "page_name": STRING,
    "column": STRING,
    "serial": STRING,
    "part": INTEGER,
    "subjects": STRING,
    "persons": STRING,
    "organisations": STRING,
    "events": STRING,
    "shelfmark": STRING,
    "rights": STRING,
    "reprinted_from": STRING,
    "notes": STRING,
    "images": STRING,
    "characters": INTEGER,
    "url": STRING,
    "edition": STRING,
    "roles": STRING,
    "signed": STRING,
    "paper_name": STRING,
}
PLAIN = [name for name in ROW if name in ARTICLE and ARTICLE[name] not in (LIST, OBJECT)]
"""Fields of a row as they stand in the article."""
JOINED = [name for name in ROW if name in LISTS]
"""Lists of texts that a row has in one cell."""
ISSUE = {
    "paper": STRING,
    "date": DATE,
    "date_basis": STRING,
    "date_evidence": STRING,
    "articles": INTEGER,
    "url": STRING,
    "edition": STRING,
    "edition_name": STRING,
    "number": STRING,
    "whole_number": STRING,
    "weekday": STRING,
    "lunar": STRING,
}
PAPER = {
    "paper": STRING,
    "name": STRING,
    "name_basis": STRING,
    "place": STRING,
    "adcode": STRING,
    "names": STRING,
    "places": STRING,
    "cn": STRING,
    "issn": STRING,
    "publisher": STRING,
    "frequency": STRING,
}
REPRINT = {"id": STRING, "other": STRING, "of_id": INTEGER, "of_other": INTEGER}


MEANS: Mapping[str, Mapping[str, str]] = {
    "texts": {
        **{"id": "identifier", "paper": "publisher", "date": "date", "kicker": "title", "title": "title"},
        **{"subtitle": "title", "authors": "creator", "county": "coverage", "kind": "type", "body": "description"},
    },
    "dublincore": {name: name for name in dublin_core.ELEMENTS},
    "issues": {"paper": "publisher", "date": "date", "date_evidence": "description", "edition_name": "title"},
    "papers": {
        **{"name": "title", "names": "title", "place": "coverage", "places": "coverage"},
        **{"cn": "identifier", "issn": "identifier", "publisher": "publisher"},
    },
}
"""What fields of a table are in Dublin Core, as the formats have it (docs/formats/seeds.md)."""


def of_issue(brief: IssueBrief) -> Iterator[File]:
    """The articles of one issue."""
    if brief.entries:
        yield file_of(brief.issue), lines(brief.entries)


def lines(entries: Iterable[Entry]) -> str:
    """Articles, one a line."""
    return "".join(entry.article.published + "\n" for entry in entries)


def file_of(issue: Issue) -> str:
    """Where the articles of an issue stand."""
    return f"data/issues/{issue.name}.jsonl"


def whole(c: Catalogue, size: Callable[[str], int], largest: int = LARGEST) -> Iterator[tuple[str, list[str]]]:
    """The files that hold every article, and the files of issues, one behind the other, that each of them consists of.

    `size`: the bytes of a file below the docs folder.
    """
    issues = [issue for issue in c.archive.issues.values() if c.articles(issue)]
    sizes = {issue.key: size(file_of(issue)) for issue in issues}
    if sum(sizes.values()) <= largest:
        yield "data/articles.jsonl", list(map(file_of, issues))
        return
    for year, of_year in groupby(issues, lambda issue: issue.date.year):
        parts: list[list[str]] = [[]]
        filled = 0
        for issue in of_year:
            filled += sizes[issue.key]
            if filled > largest and parts[-1]:
                parts.append([])
                filled = sizes[issue.key]
            parts[-1].append(file_of(issue))
        for n, part in enumerate(parts, 1):
            yield f"data/articles-{year}{f'-{n}' if len(parts) > 1 else ''}.jsonl", part


@dataclass(frozen=True)
class Table:
    """A table in which the articles of an issue stand one below the other, and whose rows follow from them alone."""

    name: str
    fields: Mapping[str, str]
    made_of: Callable[[Issue], object]
    """What the rows of an issue follow from, beside the issue, its newspaper and its articles."""
    rows_of: Callable[[Issue], Iterable[Mapping[str, Any]]]

    @property
    def path(self) -> str:
        return f"data/{self.name}.csv"

    def head(self) -> bytes:
        return csv_text.head(self.fields).encode()

    def rows(self, issue: Issue) -> bytes:
        return csv_text.rows(self.rows_of(issue), self.fields).encode()


def tables(c: Catalogue) -> Iterator[Table]:
    """Those that have rows of every issue."""

    def rows(issue: Issue) -> Iterator[Mapping[str, Any]]:
        return (_row(entry) | {"paper_name": c.paper(issue).name} for entry in c.articles(issue))

    yield Table("articles", ROW, lambda issue: None, rows)
    of_all = [c.rights, c.address]
    yield Table("dublincore", dublin_core.FIELDS, lambda issue: of_all, partial(dublin_core.rows, c))
    if c.mentions:
        named = partial(name_tables.mentions, c)
        yield Table("mentions", MENTION, lambda issue: [row["person"] for row in named(issue)], named)


def files(c: Catalogue, articles: Sequence[str]) -> Iterator[File]:
    """Everything else below data/; `articles` are the files that hold every article."""
    names = [name.removeprefix("data/") for name in articles]
    issues = (
        {**issue.model_dump(mode="json"), "articles": len(c.articles(issue)), "url": url(issue_path(issue))}
        for issue in c.archive.issues.values()
    )
    yield "data/issues.csv", csv_text.head(ISSUE) + csv_text.rows(issues, ISSUE)
    papers = (
        {"paper": key, **paper.model_dump(mode="json"), "names": _runs(paper.names), "places": _runs(paper.places)}
        for key, paper in c.archive.papers.items()
    )
    yield "data/papers.csv", csv_text.head(PAPER) + csv_text.rows(papers, PAPER)
    yield "data/reprints.csv", csv_text.head(REPRINT) + csv_text.rows(_reprints(c), REPRINT)
    for each in name_tables.tables(c):
        yield f"data/{each.name}.csv", csv_text.head(each.fields) + csv_text.rows(each.rows, each.fields)
        yield f"data/{each.name}.json", json.dumps(each.listed, ensure_ascii=False, indent=1) + "\n"
    for name, schema in _schemas(c):
        yield f"data/{name}", schema.decode()
    yield "data/datapackage.json", json.dumps(_package(c, names), ensure_ascii=False, indent=1) + "\n"
    yield _described(c, names)


def _schemas(c: Catalogue) -> Iterator[tuple[str, bytes]]:
    """By which a program checks a line of the articles, and the lists that there are."""
    there = {"article", *(each.name for each in name_tables.tables(c))}
    return ((name, schema) for name, schema in schemas.schemas() if name.partition(".")[0] in there)


def _reprints(c: Catalogue) -> Iterator[dict[str, Any]]:
    for pair in c.reprints:
        one, other = (c.archive.entries[number].article.id for number in (pair.one, pair.other))
        yield {"id": one, "other": other, "of_id": percent(pair.of_one), "of_other": percent(pair.of_other)}


def _runs(runs: Iterable[Name | Seat]) -> str:
    """吕梁报 1949-10/1958; 晋西报 ../1949-09: each with its time as ISO 8601-2 writes an interval."""
    said = ((each.name if isinstance(each, Name) else each.place, each) for each in runs)
    return "; ".join(f"{what} {each.first or '..'}/{each.last or '..'}" for what, each in said)


def _described(c: Catalogue, articles: Sequence[str]) -> File:
    """The page that says what is there, and what each field means."""
    say = c.say
    tables: dict[str, Mapping[str, str]] = {"articles": ROW, "issues": ISSUE, "papers": PAPER, "reprints": REPRINT}
    tables |= {"dublincore": dublin_core.FIELDS, **({"mentions": MENTION} if c.mentions else {})}
    lists = [*name_tables.tables(c)]
    tables |= {each.name: each.fields for each in lists}
    body = [f"## {say('data.files')} {{: #files }}\n\n"]
    body += [f"- [{name}]({name}) {say('data.texts_form')}\n" for name in articles]
    body += [f"- [{name}.csv]({name}.csv) {say(f'data.{name}')}\n" for name in tables]
    body += [f"- [{of.name}.json]({of.name}.json) {say('data.listed_form', file=of.name)}\n" for of in lists]
    body += [f"- [{name}]({name}) {say('data.schema')}\n" for name, _ in _schemas(c)]
    body.append(f"- [datapackage.json](datapackage.json) {say('data.package')}\n")
    body.append(f"- [feed.xml](../feed.xml) {say('data.feed')}\n")
    body += [f"- [oai.xml](oai.xml) {say('data.oai')}\n"] if c.harvested and c.address else []
    body.append(f"\n{say('data.per_issue')}{say('data.editions') if c.editions else ''}\n\n")
    for name, fields in {"texts": ARTICLE, **tables}.items():
        body.append(f"## {say(f'data.{name}')} {{: #{name} }}\n\n")
        body += [f"- `{field}` {_meaning(say, name, field)}\n" for field in fields]
        body.append("\n")
    meta = {"template": "listing.html", "title": say("data.title"), "lead": say("data.lead", rights=say("data.rights"))}
    return "data/index.md", document(meta, "".join(body))


def _row(entry: Entry) -> dict[str, Any]:
    article = entry.article
    roles = [author.role or "" for author in article.authors]
    return {
        **{name: getattr(article, name) for name in PLAIN},
        **{name: "; ".join(getattr(article, name)) for name in JOINED},
        "authors": "; ".join(author.name for author in article.authors),
        "roles": "; ".join(roles) if any(roles) else "",
        "signed": "; ".join(entry.agents.get(who, who) for who in (a.id or a.name for a in article.authors)),
        "serial": article.serial and article.serial.title,
        "part": article.serial and article.serial.part,
        "images": "; ".join(image.file for image in article.images),
        "adcode": entry.place.adcode if entry.place else None,
        "characters": len("".join(article.body.split())),
        "url": url(article_path(article)),
    }


def _meaning(say: Wording, table: str, field: str) -> str:
    """What a field means; in some tables it means something else than in the others."""
    own = f"field.{table}_{field}"
    return say(own if own in say.words() else f"field.{field}")


def _package(c: Catalogue, articles: Sequence[str]) -> dict[str, Any]:
    say = c.say
    undated = any(not issue.date.whole for issue in c.archive.issues.values())

    def kind(of: str) -> str:
        """A month or a year alone is no date there."""
        return STRING if undated and of == DATE else of

    def schema(name: str, fields: Mapping[str, str], key: list[str], **more: Any) -> dict[str, Any]:
        means = MEANS.get("texts" if name == "articles" else name, {})
        described = [
            {"name": n, "type": kind(t), "description": _meaning(say, name, n)}
            | ({"rdfType": f"{DC}{means[n]}"} if n in means else {})
            for n, t in fields.items()
        ]
        return {"fields": described, "primaryKey": key, "missingValues": [""], **more}

    def of(fields: str | list[str], resource: str, their: str | list[str]) -> dict[str, Any]:
        return {"fields": fields, "reference": {"resource": resource, "fields": their}}

    def table(name: str, fields: Mapping[str, str], key: list[str], **more: Any) -> dict[str, Any]:
        return {
            "name": name,
            "path": f"{name}.csv",
            "title": say(f"data.{name}"),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema(name, fields, key, **more),
            **({"licenses": [{"path": c.licence}]} if c.licence else {}),
        }

    texts = {
        "name": "texts",
        "path": list(articles),
        "title": say("data.texts"),
        "description": say("data.rights"),
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        "schema": schema("texts", ARTICLE, ["id"]),
    }
    paper = of("paper", "papers", "paper")
    mentioned = table("mentions", MENTION, ["id", "person"], foreignKeys=[of("id", "articles", "id")])
    return {
        "name": "archive",
        "title": c.name,
        "description": c.lead,
        **({"homepage": c.address} if c.address else {}),
        "resources": [
            texts,
            table("articles", ROW, ["id"], foreignKeys=[of([*HEAD], "issues", [*HEAD])]),
            table("issues", ISSUE, [*HEAD], foreignKeys=[paper]),
            table("papers", PAPER, ["paper"]),
            table(
                "reprints",
                REPRINT,
                ["id", "other"],
                foreignKeys=[of("id", "articles", "id"), of("other", "articles", "id")],
            ),
            table("dublincore", dublin_core.FIELDS, ["identifier"]),
            *([mentioned] if c.mentions else []),
            *(table(each.name, each.fields, ["id"]) for each in name_tables.tables(c)),
        ],
    }
