"""What the site says around the texts, in one language: `theme/wording/LANGUAGE.html`.

The file is a Jinja template that sets one mapping for each part of the site, so that templates, in MkDocs or in any
other renderer of Jinja, import it as it is, and the generator reads the same words.
"""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from generator.base import assets
from generator.base.issue import Issue, PageText
from generator.base.when import When
from generator.pages.templates import environment

FOLDER = "wording"
ORIGINAL = "zh"
"""The language that has every word."""
SPOKEN = {
    "assets/words.js": r"frame\.(?:look|kept)|home\.near|article\.(?:cop|keep|kept|wrong|passages|aloud|unloaded)"
    r"|article\.(?:cite_|plain_)|unit\.(?:and|clauses|supplied|page|day|month_day|month_of|year)$",
    "assets/aids.js": r"(?:aloud|comfort|passage|reporting|saved|walk)\.|article\.(?:authors|paper|date|page|id)$"
    r"|unit\.saved$",
    "assets/kept.js": r"kept\.",
    "assets/found.js": r"found\.|search\.offers|unit\.(?:between|months_of|since|until|years)$",
    "assets/views.js": r"view\.",
    "assets/sheets.js": r"facsimile\.(?:larger|smaller|fit|hint|find|go|found|nothing|unloaded)$",
}
"""Names of what scripts say: those of every page, those of a reader's aids, those that search and suggest, those that
show hits otherwise, those on printed pages."""
_VALUE = re.compile(r"\{(\w+)\}")


class Wording:
    """Says things by their names: `say("unit.page", page=3)` is 第3版."""

    def __init__(self, parts: Mapping[str, Mapping[str, str]]) -> None:
        self._words = {f"{part}.{name}": text for part, words in parts.items() for name, text in words.items()}

    def __call__(self, name: str, **values: object) -> str:
        """Raises KeyError for a name that the language's file does not have, and for a value that is not given."""
        return _VALUE.sub(lambda match: str(values[match[1]]), self._words[name])

    def count(self, unit: str, number: int) -> str:
        """1,234篇"""
        return self(f"unit.{unit}", count=f"{number:,}")

    def page(self, page: int | None) -> str:
        """第3版"""
        return self("unit.page", page=page) if page else self("unit.page_unknown")

    def sheet(self, sheet: PageText) -> str:
        """第3版 副刊; A01版 is 第A01版, and what is printed in words stays as it is"""
        cited = self("unit.page", page=sheet.cited) if sheet.cited else ""
        label = cited if cited and sheet.label in (None, sheet.cited) else sheet.label
        return " ".join(filter(None, [label or self("unit.page_unknown"), sheet.name]))

    def day(self, date: When | datetime.date) -> str:
        """2024年3月7日; of a day of which no more is known 1949年10月, 1949年"""
        name = "unit.day" if date.day else "unit.month_of" if date.month else "unit.year"
        return self(name, year=date.year, month=date.month, day=date.day)

    def month_day(self, date: When) -> str:
        """3月7日; 10月; where the year alone is known 月日未详"""
        name = "unit.month_day" if date.day else "unit.month" if date.month else "unit.date_unknown"
        return self(name, month=date.month, day=date.day)

    def weekday(self, date: When) -> str:
        """星期四; empty where the day is not known"""
        return self("unit.weekday", weekday=self("unit.weekdays")[date.first.weekday()]) if date.whole else ""

    def edition(self, issue: Issue) -> str:
        """号外; where it has no name 同日第2期, and nothing of the first of its day"""
        return issue.edition_name or (self("unit.edition", nth=issue.nth) if issue.edition else "")

    def issue(self, issue: Issue) -> str:
        """2024年3月7日 号外"""
        return " ".join(filter(None, [self.day(issue.date), self.edition(issue)]))

    def all_of(self, things: Iterable[str]) -> str:
        """甲、乙、丙"""
        return self("unit.and").join(things)

    def names(self) -> set[str]:
        return set(self._words)

    def words(self) -> Mapping[str, str]:
        """All that is said, by its name."""
        return self._words

    def scripts(self) -> Iterator[tuple[str, str]]:
        """Path below the docs folder, and a script that hands over the words that scripts say (assets/page.js)."""
        for path, names in SPOKEN.items():
            spoken = {name: text for name, text in sorted(self._words.items()) if re.match(names, name)}
            yield path, f"archive.wording({json.dumps(spoken, ensure_ascii=False, separators=(',', ':'))});\n"


def languages(folders: Sequence[str]) -> list[str]:
    """The languages that the theme's folders hold wording for."""
    return sorted({path.stem for folder in folders for path in Path(folder, FOLDER).glob("*.html")})


def read(folders: Sequence[str], language: str) -> Wording:
    """The wording of a language; a folder that comes earlier goes before a later one."""
    module = environment(folders).get_template(f"{FOLDER}/{language}.html").module
    return Wording({name: value for name, value in vars(module).items() if isinstance(value, Mapping)})


@cache
def _original() -> Mapping[str, str]:
    return read([str(assets.theme())], ORIGINAL).words()


def faults(folders: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    """What of the program's own Chinese wording a language does not say, or says of values that it is not given; how to
    mend it."""
    words, here = _original(), read(folders, language).words()
    if lacking := sorted(words.keys() - here.keys()):
        yield f"lacks {', '.join(lacking)}", f"Add what {ORIGINAL}.html says there, in that language."
    for name in sorted(words.keys() & here.keys()):
        if (text := here[name]) == words[name]:
            continue
        given = {*_VALUE.findall(words[name])}
        if not isinstance(text, str) or (name == "unit.weekdays" and len(text) != len(words[name])):
            yield f"has something else than {ORIGINAL}.html for {name}", f"Write text, as {words[name][:40]} is."
        elif wrong := sorted({*_VALUE.findall(text)} - given):
            known = f"Given are {', '.join(sorted(given))}." if given else "Nothing is given there."
            yield f"names {', '.join(wrong)} in {name}, which is not given", known
