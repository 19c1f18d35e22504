"""Rows as articles: each cell in the form of its field, what was put right noted by kind, what cannot be said with how.

A row without title, text and day is none of an article: a total, a remark below a table. It is left out and said.
"""

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from generator.base import chinese_words, lazily
from generator.base.identity import ARTICLE_ID, issue_name, issue_of, page_name
from generator.base.issue import bare_number
from generator.base.model import NAMED, Article, Kind
from generator.base.problems import Problem, told_once
from generator.base.when import When
from generator.incoming import authors, bodies, columns, days, issue_facts, pages, pictures
from generator.incoming.columns import Columns
from generator.incoming.delivery import Row, Told, Value, as_text
from generator.incoming.editions import Editions
from generator.incoming.listing import Facts
from generator.incoming.papers import Papers, compared
from generator.incoming.pictures import Pictures
from generator.language.places import Gazetteer
from generator.seeds import place_list
from generator.seeds.files.reader import Reader
from generator.segmentation.metadata import lead

DATES = "dates"
UNDATED = "dates of which the month or the year alone is known"
PAGES = "page numbers"
LABELS = "pages with a letter, by their number and as they are printed"
OWN = ("本报", "本刊", "本报讯", "本社", "本报记者")
"""The newspaper, as it calls itself: no source of its articles."""
NO_PAGE = "pages B01, C01 … , which have no number of their own here: by what is printed"
UNTITLED = "no title: the opening words stand for it"
NO_ARTICLE = "rows that are no article (no title, text and day), left out"
COUNTIES = "places by their full names"
NO_KIND = "kinds that the archive does not have, left out"
EDITIONS = "editions by the letter that their ids have"
NO_ID = "ids that are none of this archive's, left out"
MOST_ALIKE = 20
"""Problems of one kind that are named each by itself."""
NAMES = ("paper", "county")
"""What is told once of each name that is not known: all of its rows are mended in one place."""
_KIND = {name: kind for kind in get_args(Kind) for name in (kind, *chinese_words.words_for(kind))}
_LINES = ("kicker", "title", "subtitle", "byline", "column", "shelfmark", "rights")
_PARTED = lazily.pattern(r"[、；;，,|\n]+")
_SENTENCES = lazily.pattern(r"[；;\n]+")  # what parts names that may hold the others
_SPACES = lazily.pattern(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@dataclass(frozen=True)
class Delivered:
    """A row and the article that it is."""

    row: Row
    article: Article
    facts: Facts = field(default_factory=dict)
    """What the row says of its issue."""


@dataclass
class Wrong:
    """What cannot be put right; of what is wrong in the same way in very many rows the first, and how many more."""

    found: list[Problem] = field(default_factory=list)
    kinds: defaultdict[str, list[Problem]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Row, kind: str, what: str, mend: str) -> None:
        self.kinds[kind].append(row.problem(what, mend))

    @property
    def rows(self) -> int:
        """How many rows have something wrong."""
        return len(
            {(p.file, p.line) for of in self.kinds.values() for p in of} | {(p.file, p.line) for p in self.found}
        )

    def problems(self) -> Iterator[Problem]:
        yield from self.found
        for kind, all_of in self.kinds.items():
            of = told_once(all_of, "row") if kind in NAMES else all_of
            yield from of[:MOST_ALIKE]
            if more := of[MOST_ALIKE:]:
                p = more[0]
                what = f"{p.what}; {len(more):,} rows from here on have the same fault" if len(more) > 1 else p.what
                yield Problem(p.file, p.line, what, p.mend)


@dataclass(frozen=True)
class Making:
    """What articles are made with."""

    columns: Columns
    papers: Papers
    places: Gazetteer
    told: Told
    wrong: Wrong
    today: datetime.date
    pictures: Pictures = field(default_factory=Pictures)
    editions: Editions = field(default_factory=Editions)
    ids: Collection[str] = ()
    """Those of the archive's articles."""
    namesakes: Mapping[str, str] = field(default_factory=dict)
    """Ids in `seeds/names.yml` that are no names alone, with their names."""


def articles(rows: Sequence[Row], by: Making) -> Iterator[Delivered]:
    """The articles of the rows of one file; what is wrong stands in `by.wrong`."""
    texts = [_cells(row, by) for row in rows]
    of = bodies.manner(str(cells.get("body") or "") for cells in texts)
    for row, cells in zip(rows, texts, strict=True):
        if not (cells.get("title") or cells.get("body")) and not _is_day(row, cells.get("date")):
            by.told.note(NO_ARTICLE, row.place)
            continue
        if (article := _article(row, cells, of, by)) is not None:
            facts = {name: text for name in issue_facts.NAMES if (text := _number(cells.get(name)))}
            yield Delivered(replace(row, cells={}), article, facts)  # they are in memory together


def _is_day(row: Row, value: Value) -> bool:
    text = str(value or "")
    return isinstance(value, datetime.date) or bool(days.day(text, row.spreadsheet) or days.known(text))


def _cells(row: Row, by: Making) -> dict[str, Value]:
    """The values of a row by their fields; where two columns fill one, the first that says something, of names both."""
    found: dict[str, Value] = {}
    fields = by.columns.fields_of(row.cells)
    for name, value in row.cells.items():
        to = fields[name]
        held = found.get(str(to))
        if to in (None, columns.NOTHING) or value is None or (held and to not in NAMED):
            continue
        around = "\n" if to == "body" else " \t\n\u3000"
        is_text = isinstance(value, str)
        said = bodies.clean(str(value), by.told, row.place).strip(around) if is_text else value
        found[str(to)] = f"{as_text(held)}\n{as_text(said)}" if held else said
    return found


def _article(row: Row, cells: Mapping[str, Value], of: bodies.Manner, by: Making) -> Article | None:
    faults = sum(map(len, by.wrong.kinds.values()))
    data: dict[str, Any] = {
        "paper": _paper(row, cells, by),
        "date": _date(row, cells, by),
        **_page(row, cells, by),
        **_texts(row, cells, of, by),
        **_people(row, cells, by),
        **_rest(row, cells, by),
        **_described(row, cells, by),
    }
    if sum(map(len, by.wrong.kinds.values())) > faults:
        return None
    data |= _edition(row, cells, data, by)
    data |= _place(row, cells, data, by) | _id(row, cells, data, by)
    if sum(map(len, by.wrong.kinds.values())) > faults:
        return None
    data = _illustrated(row, cells, data, by)
    reader = Reader(Path())
    article = reader.record(Article, data, row.file, lambda where: row.number, (), str(data.get("title"))[:20])
    by.wrong.found += reader.problems
    return article


def _paper(row: Row, cells: Mapping[str, Value], by: Making) -> str:
    name = str(cells.get("paper") or "").strip()
    if (key := by.papers.key(name)) is None:
        by.wrong.add(row, "paper", *by.papers.unknown(name))
    return key or ""


def _number(value: Value) -> str:
    """第45期 and 总第9876期 as their figures; what has none as it stands."""
    text = unicodedata.normalize("NFKC", as_text(value)).strip()
    return bare_number(re.sub(r"(?<=\d)\.0(?!\d)", "", text))


def _edition(row: Row, cells: Mapping[str, Value], data: Mapping[str, Any], by: Making) -> dict[str, str]:
    said = as_text(cells.get("edition")).strip()
    if not said or not isinstance(date := data["date"], When):
        return {}
    if (letter := by.editions.letter(data["paper"], date, said)) is None:
        by.wrong.add(row, "edition", f"{date} has no letter left for the edition {said}", "Put it under another one.")
    elif letter and letter != said:
        by.told.note(EDITIONS, row.place, said, f"{date}{letter}")
    return {"edition": letter} if letter else {}


def _date(row: Row, cells: Mapping[str, Value], by: Making) -> When | None:
    """A day; a month or a year where that is written as the archive writes it, for else a day may have been lost."""
    given = cells.get("date")
    if given is None and (parts := [str(cells.get(name) or "") for name in ("year", "month", "day")]) and all(parts):
        given = "{}年{}月{}日".format(*(part.rstrip("年月日") for part in parts))
    if isinstance(given, datetime.date):
        found: When | None = When.on(given)
    else:
        text = str(given or "")
        day = days.day(text, row.spreadsheet)
        found = When.on(day) if day else days.known(text)
        if not text.strip():
            by.wrong.add(row, "no date", "has no date", "Write it as 2024-03-07 in the row itself.")
        elif found is None:
            by.wrong.add(row, "date", f"the date is {text[:24]}, which is no day", days.why_not(text))
        elif text != str(found):
            by.told.note(DATES, row.place, text, found)
        elif not found.whole:
            by.told.note(UNDATED, row.place, text, found)
    if found and not found.year >= 1800:
        by.wrong.add(row, "early", f"the date {found} lies before there were newspapers", "Correct the year.")
    elif found and found.first > by.today:
        by.wrong.add(row, "future", f"the date {found} lies in the future", "Correct the year, month or day.")
    return found


def _page(row: Row, cells: Mapping[str, Value], by: Making) -> dict[str, Any]:
    text = str(cells.get("page") or "")
    found = pages.page(text)
    if found is None:
        mend = "Write one number, as 3 or 第3版; leave it empty where it is not known."
        by.wrong.add(row, "page", f"the page is {text[:24]}", mend)
        return {}
    if found.label:
        by.told.note(LABELS if found.number else NO_PAGE, row.place, text, found.number or found.label)
    elif found.number and text != str(found.number):
        by.told.note(PAGES, row.place, text, found.number)
    beside = as_text(cells.get("sheet"))  # 版名, or what is printed in the place of the number
    label = found.label or (pages.page(beside) or found).label
    called = {"page": found.number, "page_label": label, "page_name": pages.called(beside) or pages.called(text)}
    return {name: value for name, value in called.items() if value}


def _texts(row: Row, cells: Mapping[str, Value], of: bodies.Manner, by: Making) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name in _LINES:
        if text := bodies.line(as_text(cells.get(name)), by.told, row.place, row.plain):
            data[name] = text
    poem = _KIND.get(as_text(cells.get("kind")).strip().casefold()) == "poem"
    body = bodies.body(as_text(cells.get("body"), "\n\n"), of, by.told, row.place, row.plain, poem)
    if body:
        data["body"] = body
    else:
        mend = "Write its text; of a picture its caption. Or take the row out."
        by.wrong.add(row, "body", f"has no text under its title {str(data.get('title', ''))[:20]}".rstrip(), mend)
    if body and "title" not in data:
        data |= {"title": lead(body.split("\n\n")), "title_source": "lead"}
        by.told.note(UNTITLED, row.place)
    captions = cells.get("captions")
    given = captions if isinstance(captions, Sequence) and not isinstance(captions, str) else [captions]
    lines = [bodies.line(part, by.told, row.place, row.plain) for each in given for part in as_text(each).split("\n")]
    if any(lines):
        data["captions"] = [each for each in lines if each]
    return data


def _people(row: Row, cells: Mapping[str, Value], by: Making) -> dict[str, Any]:
    found = authors.authors(cells.get("authors"), ids=by.namesakes)
    found += authors.authors(cells.get("photographers"), "摄")
    if not found:
        return {}
    given = cells.get("authors")
    if isinstance(given, str) and [{"name": unicodedata.normalize("NFKC", given).strip()}] != found:
        said = ", ".join(f"{each.get('role', '')} {each['name']}".strip() for each in found)
        by.told.note(authors.PARTED, row.place, given, said)
    return {"authors": found}


def _rest(row: Row, cells: Mapping[str, Value], by: Making) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if kind := as_text(cells.get("kind")).strip():
        if known := _KIND.get(kind.casefold()):
            data["kind"] = known
        else:
            by.told.note(NO_KIND, row.place, kind, "")
    if text := as_text(cells.get("continued")).strip():
        found = pages.page(text)
        if found and found.number:
            data["continued_from"] = found.number
    return data


def _described(row: Row, cells: Mapping[str, Value], by: Making) -> dict[str, Any]:
    """What people write down beside the text."""
    data: dict[str, Any] = {}
    for name in (*NAMED, "reprinted_from"):
        parts = _names(cells.get(name), _SENTENCES if name == "reprinted_from" else _PARTED, name == "subjects")
        if name == "reprinted_from":  # many tables name the newspaper itself there
            parts = [each for each in parts if compared(each) not in by.papers.names and compared(each) not in OWN]
        if parts := [each for part in parts if (each := bodies.line(part, by.told, row.place, row.plain))]:
            data[name] = parts
    for name in ("notes", "staff_notes"):
        if text := as_text(cells.get(name)).strip():
            data[name] = text
    if title := bodies.line(as_text(cells.get("serial")), by.told, row.place, row.plain):
        part = pages.page(as_text(cells.get("part")))
        data["serial"] = {"title": title, **({"part": part.number} if part and part.number else {})}
    return data


def _illustrated(row: Row, cells: Mapping[str, Value], data: Mapping[str, Any], by: Making) -> dict[str, Any]:
    """With its pictures, and captions at them."""
    issue = issue_name((data["paper"], f"{data['date']}{data.get('edition', '')}"))
    images = [*by.pictures.named(row, cells.get("images"), issue, by.told)]
    return pictures.captioned({**data, "images": images}, len(pictures.named(cells.get("images"))))


def _names(value: Value, between: re.Pattern[str], by_spaces: bool) -> list[str]:
    """Names of a cell; spaces between Chinese part subjects, and no names, which may be spaced (王　伟)."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [each for each in value if isinstance(each, str)]
    parts = between.split(as_text(value))
    return [each for part in parts for each in _SPACES.split(part.strip())] if by_spaces else parts


def _place(row: Row, cells: Mapping[str, Value], data: Mapping[str, Any], by: Making) -> dict[str, Any]:
    """The place under which it is filed: of today or of its day, told by the paper's home where several have it."""
    name = as_text(cells.get("county")).strip()
    if not name:
        return {}
    listed = by.papers.listed.get(str(data["paper"]))
    home = by.places.home(listed) if listed else None
    near = home.adcode if home else None
    if by.places.resolve(name, near, date if isinstance(date := data["date"], When) else None):
        return {"county": name, "county_source": "editor"}
    if place := by.places.in_full(name, near):
        by.told.note(COUNTIES, row.place, name, place.name)
        return {"county": place.name, "county_source": "editor"}
    full = by.places.suggest(name, near)
    hint = f"Did you mean {full}? " if full else ""
    mend = f"{hint}Write its full name of today, or what it stands for in {place_list.FILE}, as in {name[:24]}: 兴县."
    by.wrong.add(row, "county", f"the place is {name[:24]}, which is none of today or stands for several", mend)
    return {}


def _id(row: Row, cells: Mapping[str, Value], data: Mapping[str, Any], by: Making) -> dict[str, Any]:
    """That of a row, where it is one of its issue: of an article that is there, whatever its page is now, or of its own
    page. One that the archive has in another issue contradicts the row's newspaper and date."""
    id = as_text(cells.get("id")).strip()
    if not id:
        return {}
    key = (data["paper"], f"{data['date']}{data.get('edition', '')}")
    issue = issue_name(key)
    if id in by.ids:
        if issue_of(id) == issue:
            return {"id": id}
        mend = "Correct its newspaper and date; if it is another article, leave the id empty."
        by.wrong.add(row, "id", f"is {id} by its id, which the archive has, and of {issue} by newspaper and date", mend)
    elif ARTICLE_ID.fullmatch(id) and id.startswith(f"{page_name(key, data.get('page'))}-"):
        return {"id": id}
    else:
        by.told.note(NO_ID, row.place, id, "")
    return {}
