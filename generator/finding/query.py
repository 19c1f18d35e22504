"""A query as the site's search reads it (theme/assets/query.js), for texts that are not in its index.

Clauses are parsed by lunr's own parser. Before it what people write in Chinese is put into its signs: 标题:金融 is
title:金融, 不含 疫情 is -疫情. What may be text is text (`asked`); where nothing holds it, it is read once more, as
signs (`reread`). All clauses must hold, but of those that 或, OR or | join one. A text holds a run as the
site finds it: folded, white space and what nothing is seen of aside (terms.py).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lunr.query import Query, QueryPresence
from lunr.query_parser import QueryParser

from generator.language.terms import fold

ENDS = re.compile(r"(?:特别行政区|自治[区州县旗]|[省县市区旗州盟])$")
"""Of places' names, which people leave out."""

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
    **{name: name for name in ("serial", "origin", "shelfmark", "number", "kind")},
    "page": "sheet",
    **{"標題": "title", "題名": "title", "責任者": "author", "地區": "county", "報紙": "paper"},
    **{"欄目": "rubric", "主題": "subject", "機構": "organisation"},
}
"""What may stand before a colon, as the site's FIELDS has it."""
PRINTED = {
    **{"连载": "serial", "来源": "origin", "档号": "shelfmark", "期号": "number", "总期号": "number"},
    **{"版次": "sheet", "类型": "kind"},
    **{"連載": "serial", "來源": "origin", "檔號": "shelfmark", "期號": "number", "總期號": "number", "類型": "kind"},
}
"""What newspapers print before a colon as well: fields where no text holds it."""
OF_STAFF = {"附注": "notes", "备注": "staff_notes", "内部备注": "staff_notes", "原因": "status_note"}
"""What is written down beside a text, which the site's search does not have, and the staff's has."""
NOTES = ("notes", "staff_notes", "status_note")
FIELDS_SAID = ("标题", "作者", "地区", "报纸", "栏目", "主题", "人物", "机构", "事件", *[*PRINTED][:7], *OF_STAFF)
"""What a person is told that there is."""
TEXT = "text"
"""The field that is meant where none is named: all that is printed."""
APART = 20  # characters between two runs that stand not far apart
_BEHIND_TEXT = {**PRINTED, **OF_STAFF}
_NAMES, _EVERY = "|".join((*FIELDS, *NOTES)), "|".join((*FIELDS, *NOTES, *_BEHIND_TEXT))
_CLAUSE, _SIGNED = (
    re.compile(rf'([+-]?)(?:({names})[:：])?(?:"([^"]+)"|([^\s"+-][^\s"]*))(?=\s|$)', re.IGNORECASE)
    for names in (_NAMES, _EVERY)
)
_OR = re.compile(r"(?:或|OR|[|｜])(?=\s+\S)", re.IGNORECASE)
_NOT = re.compile(r"不含(?=\s+[^\s+-])")
_FIELD = re.compile(r"^[a-z]+:", re.IGNORECASE)
_BEFORE_COLON = re.compile(r"(?:^|\s)[+-]?([^\W\d_][\w]{0,11})[:：]\S")
_GAP = re.compile(r"…+|⋯+|\.{3,}")
_ESCAPE, _ESCAPED = re.compile(r"([\\:~^+\-\s])"), r"\\\1"
_IN_QUOTES = re.compile(r'("[^"]*")')
_QUOTES = [(re.compile(r"(^|[\s+＋－-]|[:：])[“＂「『]([^\"“”＂「」『』]+)[”＂」』](?=[\s+＋－-]|$)"), r'\1"\2"')]
_SIGNS = [
    (re.compile(r"(^|\s)＋(?=\S|$)"), r"\1+"),
    (re.compile(r"(^|\s)[－−–—]+(?=\S|$)"), r"\1-"),
    (re.compile(r"(\S)\s*[|｜][\s|｜]*(?=\S)"), r"\1 或 "),
    (re.compile(r"(\s)不含[:：]?\s*(?=[^\s+:：-])"), r"\1-"),
    (re.compile(rf"((?:^|[\s+-])(?:{_EVERY}))[:：]\s+(?=\S)", re.IGNORECASE), r"\1:"),
    (re.compile(r"((?:^|\s)(?:标题|题名|作者|责任者|栏目|人物))\s+(?=[^\s\"+-])"), r"\1:"),
    (re.compile(r"(^|\s)头版(?=\s|$)"), r"\1page:1"),
    (re.compile(r"(^|\s)第?([A-Z]?[0-9]{1,3})版(?=\s|$)", re.IGNORECASE), r"\1page:\2"),
    *(
        (re.compile(rf"(^|\s)第?{numeral}版(?=\s|$)"), rf"\1page:{n}")
        for n, numeral in enumerate("一二三四五六七八", start=1)
    ),
    (re.compile("(^|\\s)([\u4e00-\u9fff]{2,})或者?([\u4e00-\u9fff]{2,})(?=\\s|$)"), r"\1\2 或 \3"),
]
"""What a Chinese keyboard types, and what it stands for."""
_BEHIND = re.compile(r'("[^"]*")(?=[+＋－-])')

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
    open: bool = False
    """What begins so is meant, too."""
    then: tuple[str, ...] = ()
    """Runs that stand behind it, each not far from the one before; folded."""

    def holds(self, said: Said) -> bool:
        return any(self._is(fold(text)) for text in said.get(self.field, ())) != self.without

    def _is(self, text: str) -> bool:
        """Whether a folded text is meant. A run stands anywhere in what is printed; a name is all of one."""
        if self.then:
            return _apart(text, (self.text, *self.then))
        if self.field in (TEXT, "title", "paper", *NOTES):
            return self.text in text
        if self.open or self.field == "shelfmark":
            return text.startswith(self.text)
        return self.text == text or (self.field == "county" and self.text == ENDS.sub("", text))


def _apart(text: str, runs: Sequence[str]) -> bool:
    """Whether runs stand in a text one behind the other, not far apart."""
    first, *rest = runs
    ends = {at + len(first) for at in _every(text, first)}
    for run in rest:
        places = [*_every(text, run)]
        ends = {at + len(run) for at in places if any(end <= at <= end + APART for end in ends)}
    return bool(ends)


def _every(text: str, run: str) -> Iterator[int]:
    at = text.find(run)
    while at >= 0:
        yield at
        at = text.find(run, at + 1)


@dataclass(frozen=True)
class Asked:
    """What a query asks for."""

    clauses: tuple[Clause, ...]
    literal: bool = False
    """It does not parse, and is one run."""

    def holds(self, said: Said) -> bool:
        """Whether an article is found."""
        groups = groupby(self.clauses, key=lambda clause: clause.group)
        return all(any(clause.holds(said) for clause in group) for _, group in groups)

    @property
    def runs(self) -> list[str]:
        """What is marked in a text, folded."""
        wanted = (clause for clause in self.clauses if not clause.without and clause.field in (TEXT, "title", *NOTES))
        return [run for clause in wanted for run in (clause.text, *clause.then)]


def asked(query: str) -> Asked:
    """What does not parse is one run, as it stands; white space alone asks for nothing."""
    found = _written(query)
    if found is None:
        return _made([Clause(query, TEXT, without=False, group=0)], literal=True)
    return _made(clause for clause, _ in found)


def reread(query: str) -> Asked | None:
    """What a query asks for where signs of a Chinese keyboard are signs, and no text; None where it has none."""
    plain = _put(_SIGNS, _BEHIND.sub(r"\1 ", _put(_QUOTES, query)))
    found = _written(plain, _SIGNED)
    if found is None:
        return None
    made = [_parted(clause) if clause.field == TEXT and not quoted else clause for clause, quoted in found]
    other = plain != query or any(clause.then or clause.field in _BEHIND_TEXT.values() for clause in made)
    return _made(made) if other else None


def _parted(clause: Clause) -> Clause:
    """草莓…采摘: the second run not far behind the first."""
    first, *then = _GAP.split(clause.text)
    parted = then and all(each.strip() for each in (first, *then))
    return replace(clause, text=first, then=tuple(then)) if parted else clause


def _put(signs: Sequence[tuple[re.Pattern[str], str]], text: str) -> str:
    """Some signs in the place of others; what is in quotes is text."""
    parts = _IN_QUOTES.split(text)
    for n in range(0, len(parts), 2):
        for sign, stands in signs:
            parts[n] = sign.sub(stands, parts[n])
    return "".join(parts)


def _made(clauses: Iterable[Clause], literal: bool = False) -> Asked:
    """Clauses as they are looked for."""
    folded = (replace(each, text=fold(each.text), then=tuple(map(fold, each.then))) for each in clauses)
    return Asked(tuple(clause for clause in folded if clause.text), literal)


def _written(query: str, form: re.Pattern[str] = _CLAUSE) -> list[tuple[Clause, bool]] | None:
    """The clauses, each through lunr's parser, and whether they stood in quotes; None where it is no query."""
    clauses: list[tuple[Clause, bool]] = []
    joined = without = False
    rest = query.strip()
    while rest:
        if clauses and not joined and not without and (sign := _OR.match(rest)):
            joined = True
        elif not without and (sign := _NOT.match(rest)):
            without = True
        else:
            if not (sign := form.match(rest)):
                return None
            before, field, phrase, run = sign.groups()
            open = bool(run and len(run) > 1 and run.endswith("*"))
            text = phrase or (run[:-1] if open else run)
            if not text.strip() or (phrase is None and ("*" in text or _FIELD.match(text))):
                return None
            group = len(clauses) if not joined else clauses[-1][0].group
            of = _field((field or "").lower())
            clause = _parsed(of, text, without or before == "-", group)
            clauses.append((replace(clause, open=open), phrase is not None))
            joined = without = False
        rest = rest[sign.end() :].lstrip()
    return clauses


def _field(name: str) -> str:
    """What a name before a colon means."""
    return FIELDS.get(name) or _BEHIND_TEXT.get(name) or (name if name in NOTES else TEXT)


def unknown_field(query: str) -> str:
    """What stands before a colon as the name of a field, and is none; empty where nothing does."""
    found = _BEFORE_COLON.search(_IN_QUOTES.sub(" ", query))
    return found[1] if found and _field(found[1].lower()) == TEXT else ""


def _parsed(field: str, text: str, without: bool, group: int) -> Clause:
    """A clause as lunr reads it."""
    query = Query([*dict.fromkeys((*FIELDS.values(), *PRINTED.values(), *NOTES)), TEXT])
    QueryParser(f"{'-' if without else '+'}{field}:{_ESCAPE.sub(_ESCAPED, text)}", query).parse()
    (clause,) = query.clauses
    return Clause(clause.term, clause.fields[0], clause.presence == QueryPresence.PROHIBITED, group)
