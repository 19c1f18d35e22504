"""The article file of one issue: how it is written, and which article keeps which id.

What stands in the file already and has not changed keeps its text there, comments included. An id belongs to a text for
good: an article that is found again keeps its id, whatever its neighbours became, and a new one gets a number that none
had before.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from generator.base.field_names import called
from generator.base.holding import STATUS
from generator.base.identity import HEAD, Key, article_id, fields_of, issue_name, new_id, page_of
from generator.base.model import LISTS, Article, Source, Unplaced
from generator.base.record import Record
from generator.base.when import When
from generator.seeds.files import comments, plain_yaml
from generator.seeds.files.patchwork import Patchwork, patchwork
from generator.seeds.machine_record import MachineRecord, imprint, own_ids

K = TypeVar("K", str, int)
At = tuple[str, int]
"""A line of an issue: page file and number."""

SAME = 0.5  # share of runs of five characters from which two bodies are versions of one article
MOST = 2**31 - 1  # columns of a line: YAML folds none
LEGACY = re.compile(r"^# Numbers up to .* were given, and none is given twice\.\n", re.M)
"""What earlier versions wrote for `MachineRecord.given`."""
ALWAYS = (
    *("id", "page", "kicker", "title", "title_source", "subtitle", "authors", "byline", "county", "county_source"),
    *("kind", "body", "captions", "continued_from", "source", "confidence", "reviewed"),
)
SELDOM = frozenset(Article.model_fields) - frozenset((*ALWAYS, *HEAD))
"""Fields that are written only where they say something."""
REVIEW = frozenset(("reviewed_by", "reviewed_on"))
MODELS: dict[str, type[Record]] = {"articles": Article, "unplaced": Unplaced}


class _Dumper(yaml.CSafeDumper):
    pass


class _Flow(dict[str, Any]):
    """Written on one line."""


class _Block(str):
    """Written below its field, a line for a line."""


def _plain(dumper: Any, when: When) -> yaml.ScalarNode:
    """Without quotation marks, as people write it."""
    tag = dumper.resolve(yaml.ScalarNode, f"{when}", (True, False))
    node: yaml.ScalarNode = dumper.represent_scalar(tag, f"{when}")
    return node


_Dumper.add_representer(_Flow, lambda d, x: d.represent_mapping("tag:yaml.org,2002:map", x, flow_style=True))
_Dumper.add_representer(_Block, lambda d, x: d.represent_scalar("tag:yaml.org,2002:str", str(x), style="|"))
_Dumper.add_representer(When, _plain)


# ---- writing -------------------------------------------------------------------------------------------------------


def to_yaml(
    issue: Key,
    articles: Sequence[Article],
    unplaced: Sequence[Unplaced],
    before: str = "",
    by_machine: MachineRecord | None = None,
    texts: Mapping[str, str] | None = None,
) -> str:
    """The text of `seeds/articles/PAPER-DATE.yml`; `before` is the text that it replaces.

    `by_machine` says what of it the machine wrote; where it is not given, what `before` says of that holds. `texts` are
    those of articles that come from another file, by their ids.
    """
    head = fields_of(issue)
    lists: dict[str, Sequence[Record]] = {"articles": articles, "unplaced": unplaced}
    old = patchwork(before)
    by_machine = by_machine or MachineRecord.of(old.data.get("machine")) or MachineRecord()
    by_machine = remembering(issue_name(issue), before, articles, by_machine)
    text = _text(old, head, lists, by_machine, texts or {})
    return (
        text if not before or _says(text, head, lists, by_machine) else _text(Patchwork(), head, lists, by_machine, {})
    )


def _text(
    old: Patchwork,
    head: Mapping[str, Any],
    lists: Mapping[str, Sequence[Record]],
    by_machine: MachineRecord,
    more: Mapping[str, str],
) -> str:
    """A file of these contents, in which what is the same keeps its old text."""
    parts = [LEGACY.sub("", old.head)]
    for name, value in head.items():
        same = name in old.keys and str(old.data.get(name)) == str(value)
        parts.append(old.keys[name] if same else _key(old, name, _dumped({name: value})))
    parts += [_list(old, name, records, head, more) for name, records in lists.items()]
    if data := by_machine.to_data():
        if "pages" in data:
            data["pages"] = {name: _Flow(page) for name, page in data["pages"].items()}
        first, *lines = _dumped({"machine": data}).splitlines(keepends=True)
        parts += [_key(old, "machine", first), *lines]
    return "".join([*parts, old.tail])


def _list(
    old: Patchwork, name: str, records: Sequence[Record], head: Mapping[str, Any], more: Mapping[str, str]
) -> str:
    stood = _digests(old.data.get(name), MODELS[name], head)
    if name in old.keys and stood == [_stands(record) for record in records]:
        return old.keys[name]
    texts = dict(zip(stood, old.items.get(name, ()), strict=False))
    items = old.data.get(name) or ()
    own = own_ids(items, MachineRecord.of(old.data.get("machine")) or MachineRecord()) if name == "articles" else {}
    before = zip(items, old.items.get(name, ()), strict=False)
    noted: dict[object, str] = dict(more.items()) | {own.get(n) or _mark(o): t for n, (o, t) in enumerate(before)}
    items = [texts.get(_stands(record)) or _anew(record, noted, head) for record in records]
    return "".join([_key(old, name, f"{name}:\n" if items else f"{name}: []\n"), *items])


def _key(old: Patchwork, name: str, line: str) -> str:
    """The line of a key, written anew, with the comments that stood there."""
    return comments.headed(old.heads[name], line) if name in old.keys else line


def _anew(record: Record, old: Mapping[object, str], head: Mapping[str, Any]) -> str:
    """The text of an item that is another than before, with the comments that stood there."""
    fields = _fields(record, head)
    text, before = _dumped([fields]), old.get(_mark(fields), "")
    for whole in (before, comments.kept(before, text)) if "#" in before else ():
        if _digests(plain_yaml.read(whole)[0], type(record), head) == [_stands(record)]:
            return whole
    return text


def _mark(fields: Any) -> object:
    """By what an item is known again: the id of an article, the page file and the text of a line."""
    return (fields.get("id") or (fields.get("file"), fields.get("text"))) if isinstance(fields, Mapping) else None


def _stands(record: Record) -> str:
    """What stands for a record as it is written: that an article says that it is open is a person's word."""
    told = isinstance(record, Article) and record.status == "open" and "status" in record.model_fields_set
    return f"{record.digest}{' open' if told else ''}"


def _digests(items: object, model: type[Record], head: Mapping[str, Any]) -> list[str]:
    """What stands for each item of a file's list; nothing for one that is wrong."""
    found = []
    for item in items if isinstance(items, list) else []:
        try:
            found.append(_stands(model.model_validate({**head, **item} if model is Article else item)))
        except (TypeError, ValidationError):
            found.append("")
    return found


def _says(text: str, head: Mapping[str, Any], lists: Mapping[str, Sequence[Record]], by_machine: MachineRecord) -> bool:
    """The file that was pieced together holds what it should, and nothing else."""
    data = dict(patchwork(text).data)
    return (
        all(str(data.pop(name, None)) == str(value) for name, value in head.items())
        and all(
            _digests(data.pop(name, None), MODELS[name], head) == [_stands(record) for record in records]
            for name, records in lists.items()
        )
        and MachineRecord.of(data.pop("machine", None)) == by_machine
        and not data
    )


def annotated(article: Article, among: Collection[str] = SELDOM - REVIEW) -> bool:
    """It says what no page can tell: that it is withheld, and why; in which column it stood, whom it is about."""
    return any(getattr(article, name) != Article.model_fields[name].default for name in among)


def imprinted(article: Article) -> str:
    """The imprint that an article will have once it is written into its issue's file."""
    return imprint(_fields(article, fields_of(article.issue)))


def _fields(record: Record, head: Mapping[str, Any]) -> dict[str, Any]:
    """A record as it is written. What an article leaves out stays left out: the build fills it in. That it is open is
    said only by a person, whom that may have cost a thought (said_again.py)."""
    if not isinstance(record, Article):
        return _Flow(record.model_dump(exclude_defaults=True))
    dumped = record.model_dump()
    first = [name for name in ("id", *STATUS) if name in record.model_fields_set]
    data = {name: dumped[name] for name in dict.fromkeys([*first, *dumped]) if name in record.model_fields_set}
    for name in [name for name in data if name in SELDOM - {"status"} or name in HEAD]:
        if getattr(record, name) == head.get(name, Article.model_fields[name].default):
            del data[name]
    if record.confidence is None:
        data.pop("confidence", None)
    data["body"] = _Block(record.body)
    for name, form in (("authors", _Flow), ("source", _Flow), *((name, str) for name in sorted(LISTS))):
        if name in data:
            data[name] = [form(each) for each in data[name]]
    for name in ("notes", "staff_notes"):
        if "\n" in data.get(name, ""):
            data[name] = _Block(data[name])
    if "serial" in data:
        data["serial"] = _Flow(_said(data["serial"]))
    if "images" in data:
        data["images"] = [_said(image) for image in data["images"]]
    for source in data.get("source", ()):
        source["lines"] = list(source["lines"])
    return data


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    """Its fields that say something."""
    return {name: value for name, value in record.items() if value is not None}


def _dumped(data: object) -> str:
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=MOST)
    return text


# ---- ids -----------------------------------------------------------------------------------------------------------


def given(text: str, issue: str) -> dict[str, int]:
    """The highest number that was ever given, by page (PAPER-DATE-PAGE), as the text of an issue's article file tells.

    An id counts wherever it stands: in an article, in the record of what the machine wrote, in a comment.
    """
    highest: dict[str, int] = {}
    for page, number in re.findall(rf"(?<![a-z0-9-]){issue}-(\d{{2,9}})-(\d{{2,9}})(?!-?\d)", text):
        prefix = f"{issue}-{page}"
        highest[prefix] = max(highest.get(prefix, 0), int(number))
    return highest


def remembering(issue: str, text: str, articles: Iterable[Article], record: MachineRecord) -> MachineRecord:
    """The record with the highest id of each page where nothing else in it tells that: a person may take any article
    out with an editor, and no number is given twice. Where nothing was segmented, the articles themselves tell."""
    ids = [article.id for article in articles]
    ever = given(" ".join([text, *ids]), issue)
    told = given(" ".join([*record.articles, *(() if record.pages else ids)]), issue)
    more = tuple(article_id(page, n) for page, n in sorted(ever.items()) if n > told.get(page, 0))
    return record.model_copy(update={"given": more})


def numbered(
    found: Sequence[Article], known: Sequence[Article], given: Mapping[str, int], own: Mapping[int, str] = {}
) -> list[Article]:
    """The articles that were found with their ids: a known one keeps its, a new one gets a number that none had before.
    `own` are ids that are certain, by the places of their articles.

    The ids of those that were found say of which page they are, and nothing else.
    """
    free = dict(given)
    others = [n for n in range(len(found)) if n not in own]
    left = [article for article in known if article.id not in own.values()]
    ids = {**own, **{others[n]: left[m].id for n, m in _same([found[n] for n in others], left).items()}}
    for n in others:
        if n not in ids:
            prefix = page_of(found[n].id)
            ids[n] = new_id(prefix, free.get(prefix, 0))
            free[prefix] = free.get(prefix, 0) + 1
    return [article.model_copy(update={"id": ids[n]}) for n, article in enumerate(found)]


def _same(found: Sequence[Article], known: Sequence[Article]) -> dict[int, int]:
    """Which of the found articles is which of the known ones, the likest first; before these, those of the same title.
    A known one that a person has merged with others is none of these: an id goes with what it was given to."""
    before = [runs(article.body) for article in known]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for m, of_known in enumerate(before):
        for run in of_known:
            holders[run].append(m)
    pairs = []
    for n, article in enumerate(found):
        of_found = runs(article.body)
        for m, shared in Counter(m for run in of_found for m in holders.get(run, ())).items():
            titled = article.title == known[m].title
            size = min(len(of_found), len(before[m])) if titled else (len(of_found) + len(before[m])) / 2
            if shared >= SAME * size:
                pairs.append((not titled, -shared / size, n, m))
    same: dict[int, int] = {}
    for _, _, n, m in sorted(pairs):
        if n not in same and m not in same.values():
            same[n] = m
    return same


def runs(text: str, length: int = 5) -> set[str]:
    """Its runs of so many characters, white space left out."""
    squashed = "".join(text.split())
    return {squashed[i : i + length] for i in range(max(1, len(squashed) - length + 1))}


def in_order(stay: Sequence[Article], more: Sequence[Article]) -> list[Article]:
    """Some more articles among those that stay, by page and number; these keep their order."""
    out = list(stay)
    for article in sorted(more, key=_place):
        at = next((n for n, other in enumerate(out) if _place(other) > _place(article)), len(out))
        out.insert(at, article)
    return out


def _place(article: Article) -> tuple[int, int]:
    return article.page or 0, int(article.id.rpartition("-")[2] or 0)


# ---- lines ---------------------------------------------------------------------------------------------------------


def claims(ranges: Iterable[tuple[K, Sequence[Source]]], lines: Mapping[str, Sequence[int]]) -> dict[At, K]:
    """Whose each line of the pages is; `lines` are in order. Ranges reach over lines between: the shortest says it."""
    found: dict[At, tuple[int, K]] = {}
    for key, sources in ranges:
        for source in sources:
            first, last = source.lines
            numbers = lines.get(source.file, ())
            for n in numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]:
                at, claim = (source.file, n), (last - first, key)
                found[at] = min(found.get(at, claim), claim)
    return {at: key for at, (_, key) in found.items()}


def owners(
    articles: Sequence[Article], unplaced: Iterable[Unplaced], lines: Mapping[str, Sequence[int]]
) -> dict[At, int]:
    """Which article each line of the pages belongs to, by its place among them; those under `unplaced` to none."""
    found = claims(((n, article.source) for n, article in enumerate(articles)), lines)
    for line in unplaced:
        found.pop((line.file, line.line), None)
    return found


# ---- what is said of it --------------------------------------------------------------------------------------------


def changes(old: Sequence[Article], new: Sequence[Article]) -> list[str]:
    """What a segmentation changed, a line an article: + new, - gone, ~ changed and in which fields."""
    before = {article.id: article for article in old}
    after = {article.id: article for article in new}
    out = []
    for id in sorted(before.keys() | after.keys()):
        a, b = before.get(id), after.get(id)
        if a is None and b is not None:
            out.append(f"+ {id} {b.title}")
        elif b is None and a is not None:
            out.append(f"- {id} {a.title}")
        elif a and b:
            fields = [f for f in Article.model_fields if f != "confidence" and getattr(a, f) != getattr(b, f)]
            out += [f"~ {id} {b.title}: {', '.join(map(called, fields))}"] if fields else []
    return out
