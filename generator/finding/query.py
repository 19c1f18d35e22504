"""A query as the site's search reads it (theme/assets/query.js), for texts that are not in its index.

Clauses are parsed by lunr's own parser. Before it what people write in Chinese is put into its signs: 标题:金融 is
title:金融, 不含 疫情 is -疫情. All clauses must hold, but of those that 或, OR or | join one. A text holds a run as the
site finds it: folded, white space and what nothing is seen of aside (terms.py).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lunr.query import Query, QueryPresence
from lunr.query_parser import QueryParser

from generator.language.terms import fold

FIELDS = {
    **dict.fromkeys(("title", "标题", "题名"), "title"),
    **dict.fromkeys(("author", "作者", "责任者"), "author"),
    **dict.fromkeys(("county", "地区"), "county"),
    **dict.fromkeys(("paper", "报纸"), "paper"),
    **dict.fromkeys(("column", "栏目"), "rubric"),
    **dict.fromkeys(("subject", "主题"), "subject"),
    **dict.fromkeys(("person", "人物"), "person"),
    **dict.fromkeys(("organisation", "机构"), "organisation"),
    **dict.fromkeys(("event", "事件"), "event"),
    **dict.fromkeys(("serial", "连载"), "serial"),
    **dict.fromkeys(("origin", "来源"), "origin"),
    **dict.fromkeys(("shelfmark", "档号"), "shelfmark"),
    **dict.fromkeys(("number", "期号", "总期号"), "number"),
    **dict.fromkeys(("page", "版次"), "sheet"),
    **dict.fromkeys(("kind", "类型"), "kind"),
}
"""What may stand before a colon, as the site's FIELDS has it."""
TEXT = "text"
"""The field that is meant where none is named: all that is printed."""
NAMES = "|".join(FIELDS)
_CLAUSE = re.compile(rf'([+-]?)(?:({NAMES})[:：])?(?:"([^"]+)"|([^\s"+-][^\s"]*))(?=\s|$)', re.IGNORECASE)
_OR = re.compile(r"(?:或|OR|[|｜])(?=\s+\S)", re.IGNORECASE)
_NOT = re.compile(r"不含(?=\s+[^\s+-])")
_FIELD = re.compile(r"^[a-z]+:", re.IGNORECASE)
_SIGNS = re.compile(r"([\\:~^+\-\s])")
_ESCAPED = r"\\\1"

Said = Mapping[str, Sequence[str]]
"""What is searched of an article, by field; TEXT is all of it."""


@dataclass(frozen=True)
class Clause:
    text: str
    """Folded."""
    field: str
    without: bool
    group: int
    """Clauses of one group stand for each other."""

    def holds(self, said: Said) -> bool:
        return any(self.text in fold(text) for text in said.get(self.field, ())) != self.without


@dataclass(frozen=True)
class Asked:
    """What a query asks for."""

    clauses: tuple[Clause, ...]

    def holds(self, said: Said) -> bool:
        """Whether an article is found."""
        groups = groupby(self.clauses, key=lambda clause: clause.group)
        return all(any(clause.holds(said) for clause in group) for _, group in groups)

    @property
    def runs(self) -> list[str]:
        """What is marked in a text, folded."""
        return [clause.text for clause in self.clauses if not clause.without and clause.field in (TEXT, "title")]


def asked(query: str) -> Asked:
    """What does not parse is one run, as it stands; white space alone asks for nothing."""
    found = _written(query)
    if found is None:
        found = [Clause(fold(query), TEXT, without=False, group=0)]
    return Asked(tuple(clause for clause in found if clause.text))


def _written(query: str) -> list[Clause] | None:
    """The clauses, each through lunr's parser; None where it is no query."""
    clauses: list[Clause] = []
    joined = without = False
    rest = query.strip()
    while rest:
        if clauses and not joined and not without and (sign := _OR.match(rest)):
            joined = True
        elif not without and (sign := _NOT.match(rest)):
            without = True
        else:
            if not (sign := _CLAUSE.match(rest)):
                return None
            before, field, phrase, run = sign.groups()
            text = phrase or (run[:-1] if len(run) > 1 and run.endswith("*") else run)
            if not text.strip() or (phrase is None and ("*" in text or _FIELD.match(text))):
                return None
            group = len(clauses) if not joined else clauses[-1].group
            clauses.append(_parsed(FIELDS[field.lower()] if field else TEXT, text, without or before == "-", group))
            joined = without = False
        rest = rest[sign.end() :].lstrip()
    return clauses


def _parsed(field: str, text: str, without: bool, group: int) -> Clause:
    """A clause as lunr reads it."""
    query = Query([*dict.fromkeys(FIELDS.values()), TEXT])
    QueryParser(f"{'-' if without else '+'}{field}:{_SIGNS.sub(_ESCAPED, text)}", query).parse()
    (clause,) = query.clauses
    return Clause(fold(clause.term), clause.fields[0], clause.presence == QueryPresence.PROHIBITED, group)
