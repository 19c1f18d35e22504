"""Articles composed anew after a person has moved their lines.

1. The machine makes each article of its lines as they were, and as they are now (`machine`).
2. What differs between the article as a person sees it and the machine's of before is what the person wrote
   (`written`), and stays as it was written: fields as a whole, captions and body by their changes, each of which goes
   where its characters go (`setting`, `placing`).
3. What the machine would now put into a field that is a person's stands beside it, in the subtitle or in the body, and
   is handed over as a hint. So no move takes a character off the desk, nor does what a hint proposes.
4. Lines of what is withheld or withdrawn keep it so: an article is at least as closed as those that its lines came
   from. To open it is said by itself.
5. Whatever has become of that, a line that stood in the fields of its article stands in those of the one that it is in
   now (`conserved`).
6. An article that has lost its last line is no more. What a person wrote in it goes where its lines went; where those
   are in no article, it stays, without lines.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.base.identity import HEAD, page_name
from generator.review import conserved
from generator.review.closing import strictest
from generator.review.machine import Held, Machine
from generator.review.placing import keep, put
from generator.review.proof import Numbers, Proof
from generator.review.setting import Index, Setting
from generator.review.written import BREAK, LISTS, WHOLE, Run, Written, ended, text_of, told
from generator.seeds.articles import At
from generator.segmentation.metadata import Composed

TOLD = (("authors",), ("county", "county_source"), ("kind",), ("continued_from",))
"""What the machine tells of the text: kept or told anew together."""
MADE = {*WHOLE, *LISTS, *(name for group in TOLD for name in group), "id", "page", "title_source", "source"}
ANEW = {"confidence", "reviewed", "reviewed_by", "reviewed_on"}
"""What is said of an article as it was; all that stands in neither is a person's."""


class Part(BaseModel):
    """An article whose lines have changed."""

    id: str | None
    """None: a new one."""
    file: str
    """The page file that a new one begins in."""
    article: dict[str, Any] | None
    """As the person sees it; it may hold what no article file may."""
    before: list[Held]
    after: list[Held]
    """None after: it has become part of another."""


@dataclass(frozen=True)
class _Work:
    """A part with what the machine makes of it and what a person has written in it."""

    part: Part
    id: str
    old: Composed | None
    new: Composed | None
    written: Written
    setting: Setting | None
    """None: it has no lines any more."""


def compose(proof: Proof, parts: Sequence[Part], numbers: Numbers) -> list[dict[str, Any]]:
    """Each part as `{id, article, hints, heir}`; an article that is no more is None, and `heir` has most of its lines.

    `hints` is, by field, what the machine would write where a person has written something else: `set`, the fields that
    are taken together, and `gone`, what of other fields stands there as well then.
    """
    machine = Machine(proof)
    pages = {sheet.file: sheet.page for sheet in proof.sheets}
    works: list[_Work] = []
    for part in parts:
        page = part.article.get("page") if part.article else pages.get(part.file)
        id = part.id or numbers.next(page_name(proof.issue.key, page))
        old, new = (machine.composed(held, id, page) for held in (part.before, part.after))
        written = told(old, part.article, new) if part.article else Written()
        works.append(_Work(part, id, old, new, written, Setting(new, written, old) if new else None))
    index: Index = {}
    for work in works:
        if work.setting:
            index |= work.setting.index()
    stay = [put(_runs(work), index, work.setting) for work in works]
    heirs = [work.id if work.setting else _heir(work, works, index) for work in works]
    by_id = {work.id: work for work in works}
    machines = {work.id: {name: work.setting.text(name) for name in LISTS} for work in works if work.setting}
    for heir, runs in zip(heirs, stay, strict=True):
        for run in runs:
            if heir and (setting := by_id[heir].setting):
                keep(run, setting)
    _conserve(works, machine)
    made = {}
    for work, heir, runs in zip(works, heirs, stay, strict=True):
        if work.setting:
            made[work.id] = _article(work) | _closed(work, works)
        elif not heir and work.part.article and (runs or _people(work)):
            made[work.id] = {**work.part.article, "source": [], "confidence": None, "reviewed": False}
    hints = {
        work.id: _hints(work, made[work.id], machines[work.id], machine.texts(work.part.after))
        for work in works
        if work.setting
    }
    for work, heir in zip(works, heirs, strict=True):
        if heir and not work.setting:
            _inherit(work, made[heir])
    return [
        {"id": work.id, "article": made.get(work.id), "hints": hints.get(work.id, {}), "heir": heir}
        for work, heir in zip(works, heirs, strict=True)
    ]


def _conserve(works: Sequence[_Work], machine: Machine) -> None:
    """Puts lines back that stood in a field, or come from no article, and would stand in none."""
    texts = {work.id: machine.texts(work.part.after) for work in works}
    numbers = {id: {machine.numbers[key] for key, _ in lines} for id, lines in texts.items()}
    touched = [(work.setting, work) for work in works if work.setting and work.setting.changed(numbers[work.id])]
    if not touched:
        return
    gone, whole = set[At](), set[At]()
    for work in works:
        before, fields = machine.texts(work.part.before), conserved.fields(work.part.article or {})
        keys = {key for key, _ in before}
        gone |= conserved.missing(before, fields)
        whole |= keys - conserved.missing(before, fields, keys)
    for setting, work in touched:
        for put_back in (setting.stand_again, setting.put_in_front, setting.stand_again):
            lost = conserved.missing(texts[work.id], conserved.fields(_article(work)), whole) - gone
            lines = {machine.numbers[key]: text for key, text in texts[work.id] if key in lost}
            put_back({n: lines[n] for n in setting.changed(numbers[work.id]) & lines.keys()})


def _runs(work: _Work) -> list[Run]:
    """What a person has written that follows its lines: all of it where the article is no more."""
    if work.setting or not work.old:
        return list(work.written.runs)
    return [*ended(work.old, work.written), *work.written.runs]


def _heir(work: _Work, works: Sequence[_Work], index: Index) -> str | None:
    """The article that has most of the lines of one that is no more."""
    places = [p for piece in work.old.pieces.values() for passage in piece for p in passage.places] if work.old else []
    won = Counter(index[place].setting for place in places if place in index)
    return next((w.id for setting, _ in won.most_common(1) for w in works if w.setting is setting), None)


def _article(work: _Work) -> dict[str, Any]:
    """The article as it is now."""
    assert work.new and work.setting
    shown, article = work.part.article or {}, _dumped(work.new)
    for name in WHOLE:
        article[name] = shown.get(name) if name in work.written.fixed else work.setting.text(name) or None
    if "title" in work.written.fixed:
        article["title_source"] = shown.get("title_source")
    article["title"] = article["title"] or work.new.article.title
    article["body"] = work.setting.text("body")
    article["captions"] = [text for text in work.setting.text("captions").split(BREAK) if text]
    for group in TOLD:
        if _is_written(work, group):
            article |= {name: shown.get(name) for name in group}
    return article | {name: value for name, value in shown.items() if name not in MADE | ANEW}


def _dumped(made: Composed | None) -> dict[str, Any]:
    return made.article.model_dump(mode="json", exclude=set(HEAD)) if made else {}


def _is_written(work: _Work, group: tuple[str, ...]) -> bool:
    """A person has written these fields, and not what the machine would write as well."""
    shown = work.part.article
    old, new = _dumped(work.old), _dumped(work.new)
    if shown is None:
        return False
    was, now, would = ([(each.get(name) or None) for name in group] for each in (old, shown, new))
    return now not in (was, would) and (bool(old) or any(now))


def _hints(
    work: _Work, article: Mapping[str, Any], machine: Mapping[str, str], lines: Sequence[tuple[At, str]]
) -> dict[str, Any]:
    """What the machine would write now, where a person's is something else, and no line of the article is lost by it:
    one that was put back stands in what a person has written alone."""
    assert work.setting
    old, new, found = _dumped(work.old), _dumped(work.new), {}
    groups = [("title", "title_source") if name == "title" else (name,) for name in WHOLE if name in work.written.fixed]
    for group in [*groups, *(group for group in TOLD if _is_written(work, group))]:
        name = group[0]
        beside = work.setting.spare.get(name, [])
        is_new = new[name] not in (old.get(name), article[name]) and (name != "title" or new["title_source"] != "lead")
        if is_new or beside:
            taken = {name: new[name] for name in group}
            found[name] = {"set": taken, "gone": _spared(article, taken, _gone(work.setting, name), lines)}
    for name, text in machine.items():
        taken = {name: text if name == "body" else text.split(BREAK) if text else []}
        lost = conserved.missing(lines, conserved.fields({**article, **taken}))
        if text != work.setting.text(name) and lost <= conserved.missing(lines, conserved.fields(article)):
            found[name] = {"set": taken, "gone": {}}
    return found


def _gone(setting: Setting, name: str) -> dict[str, Any]:
    """What of a field stands beside it, and would stand twice once it was taken."""
    beside = setting.spare.get(name, ())
    below = [p for p in beside if p in setting.below]
    body = [p.text for p in beside if p not in setting.below]
    is_whole = len(below) == len(setting.below)  # where a subtitle is of several fields, it stays
    subtitle = {"subtitle": text_of("subtitle", below)} if below and is_whole else {}
    return {**subtitle, **({"body": body} if body else {})}


def _spared(
    article: Mapping[str, Any], taken: Mapping[str, Any], gone: Mapping[str, Any], lines: Sequence[tuple[At, str]]
) -> dict[str, Any]:
    """Of what would stand twice all but what a line needs: of two lines that are the same, one may stand in what a
    person has written, and is gone with it."""
    stood = conserved.missing(lines, conserved.fields(article))
    left, spared = {**article, **taken}, dict[str, Any]()
    if "subtitle" in gone and conserved.missing(lines, conserved.fields({**left, "subtitle": None})) <= stood:
        left["subtitle"], spared["subtitle"] = None, gone["subtitle"]
    for text in gone.get("body", ()):
        paragraphs = left["body"].split(BREAK)
        if text in paragraphs:
            paragraphs.remove(text)
        rest = {**left, "body": BREAK.join(paragraphs)}
        if conserved.missing(lines, conserved.fields(rest)) <= stood:
            left = rest
            spared["body"] = [*spared.get("body", ()), text]
    return spared


def _closed(work: _Work, works: Sequence[_Work]) -> dict[str, Any]:
    """How an article is closed by lines that came from a stricter one; nothing where it is as strict itself."""
    lines = {(file, number) for file, number, _ in work.part.after}
    own = work.part.article or {}
    came = [
        each.part.article
        for each in works
        if each.part.article and any((file, number) in lines for file, number, _ in each.part.before)
    ]
    return strictest(own, came)


def _people(work: _Work) -> list[dict[str, Any]]:
    """Authors that a person has named."""
    known = [author["name"] for author in _dumped(work.old).get("authors", ())]
    shown = (work.part.article or {}).get("authors") or []
    return [author for author in shown if isinstance(author, dict) and author.get("name") not in known]


def _inherit(work: _Work, heir: dict[str, Any]) -> None:
    """What a person has said of an article that is no more, where the one that has its lines says nothing."""
    there = {author.get("name") for author in heir["authors"]}
    heir["authors"] = [*heir["authors"], *(author for author in _people(work) if author.get("name") not in there)]
    for group in (("county", "county_source"), ("continued_from",)):
        if heir[group[0]] is None and _is_written(work, group):
            heir |= {name: (work.part.article or {}).get(name) for name in group}
