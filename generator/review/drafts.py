"""What a person at the desk has not saved yet, kept beside the archive: `.baocang/drafts/PAPER-DATE.SESSION.json`.

A session is one page in a browser. Its draft holds the issue as it was when the person began and each step from there,
so that it can be joined with what the files say by then, and undone. The browser sends the steps that are new; what it
sent last counts, whatever comes late.

The first line of the file is a digest of the second, which is the draft. One that is damaged is set aside under another
name, and said until somebody takes it away.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, StringConstraints, ValidationError

from generator.base import durable, moving, regular
from generator.base.digest import digest
from generator.base.identity import DATED, PAPER_KEY, fields_of, issue_key
from generator.base.model import Article
from generator.review.joining import Shown
from generator.review.proof import Role

FOLDER = ".baocang/drafts"
DAMAGED = ".damaged"

Session = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Of(BaseModel):
    """Which issue."""

    paper: Annotated[str, StringConstraints(pattern=PAPER_KEY)]
    date: Annotated[str, StringConstraints(pattern=f"^{DATED}$")]
    """As the issue's key has it."""


class Name(Of):
    """Which draft."""

    session: Session

    @property
    def file(self) -> str:
        return f"{FOLDER}/{self.paper}-{self.date}.{self.session}.json"


class SheetBegun(BaseModel):
    """A page file as it was when the person began."""

    file: str
    lines: list[tuple[int, str]]
    owners: list[tuple[str | None, Role]]


class Begun(BaseModel):
    """The issue as it was when the person began."""

    base: str
    articles: list[Shown]
    sheets: list[SheetBegun]


class Step(BaseModel):
    """What is otherwise after a step; None: it is there no more."""

    articles: dict[str, Shown | None]
    order: list[str] | None
    """Ids of the articles; None: as before."""
    owners: list[tuple[str, int, str | None, Role]]
    hints: dict[str, Any]
    lost: dict[str, list[str] | None]


class Told(BaseModel):
    """What is said of a draft when it is offered."""

    serial: int
    """Counts what the session has sent."""
    at: Annotated[str, StringConstraints(max_length=40)]
    """When, as the browser's clock has it."""
    who: Annotated[str, StringConstraints(max_length=40)]
    """Empty where that is not said."""
    dated: Annotated[str, StringConstraints(pattern=f"^({DATED})?$")] = ""
    """The date under which it was begun, where that was corrected since (`redated`)."""


class Draft(Name, Told):
    """A draft as it is kept, and offered again."""

    begun: Begun
    steps: list[Step]
    now: int
    """So many steps are done; the others are undone."""

    @property
    def held(self) -> str:
        """A digest of what a person would find in it."""
        return digest(self.model_dump_json(include={"begun", "steps", "now"}))


class Sent(Name, Told):
    """What a browser sends: the steps behind those that are here already."""

    begun: Begun | None
    """None: as it was sent before."""
    keep: int
    steps: list[Step]
    now: int
    instead: Session | None = None
    """A draft that this one goes on with."""


class Dropped(Name):
    """A draft that is taken away."""

    serial: int | None = None
    """The session itself does so: what it has sent before is done with. None: another page, to which it was offered."""


class Ended(BaseModel):
    """What a save takes away."""

    session: Session
    serial: int
    """What the session has sent before is done with, and so is what comes late of it."""
    instead: Session | None = None
    """A draft with which the session goes on, where that has not come yet."""


class Pending(NamedTuple):
    """What of a draft is not in the file: where it is nothing, nobody need be asked about it."""

    articles: int
    waiting: int
    """Texts that wait beside an article for a person to put them into it."""


class Unknown(Exception):
    """There is no draft to which these steps belong: all of it has to be sent."""


class Away:
    """What the run of a desk has done away with.

    A page that is being closed sends once more what it holds. That may come after another page has gone on with it, and
    would be offered again as the newest draft, before what has become of it.
    """

    def __init__(self) -> None:
        self._done: dict[str, int] = {}
        """By session: the last number of what it has done with itself, by a save or by undoing all."""
        self._held: dict[str, str] = {}
        """By session: what the draft held that another page gave up, or goes on with."""

    def end(self, root: Path, name: Name, serial: int) -> None:
        """The session itself is done with its draft; what it does again is kept again."""
        self._done[name.session] = serial
        self._held.pop(name.session, None)
        drop(root, name)

    def take(self, root: Path, name: Name) -> None:
        """Another page has it, or has given it up."""
        if draft := read(root, name):
            self._held[name.session] = draft.held
        drop(root, name)

    def is_done(self, sent: Sent) -> bool:
        return sent.serial <= self._done.get(sent.session, -1)

    def is_taken(self, draft: Draft) -> bool:
        """Whether this is what was taken, and no more."""
        return self._held.get(draft.session) == draft.held


def keep(root: Path, sent: Sent, away: Away) -> None:
    """Writes a draft, durably. Raises Unknown, and OSError where the disk does not take it."""
    before = read(root, sent)
    if away.is_done(sent) or (before and before.serial >= sent.serial):
        return  # overtaken
    if sent.begun is None and (before is None or sent.keep > len(before.steps)):
        raise Unknown
    begun = sent.begun or (before.begun if before else None)
    kept = before.steps[: sent.keep] if before and sent.begun is None else []
    draft = Draft.model_validate(sent.model_dump() | {"begun": begun, "steps": [*kept, *sent.steps]})
    if not away.is_taken(draft):
        write(root, draft)
    if sent.instead:
        away.take(root, Name(paper=sent.paper, date=sent.date, session=sent.instead))


def write(root: Path, draft: Draft) -> None:
    """Raises OSError where the disk does not take it."""
    text = json.dumps(draft.model_dump(mode="json"), ensure_ascii=False)
    durable.save(root, draft.file, f"{digest(text)}\n{text}\n")


def pending(draft: Draft, standing: Iterable[Mapping[str, Any]]) -> Pending:
    """`standing` are the articles as the files have them now. What another has changed there is none of the draft's."""
    begun = {article.id: article.model_dump() for article in draft.begun.articles}
    made, lost = dict(begun), dict[str, list[str]]()
    for step in draft.steps[: draft.now + 1]:
        made |= {id: article.model_dump() if article else {} for id, article in step.articles.items()}
        lost |= {id: texts or [] for id, texts in step.lost.items()}
    there = {str(article["id"]): article for article in standing}
    own = [id for id in made if _held(draft, made[id]) != _held(draft, begun.get(id, {}))]
    count = sum(_held(draft, made[id]) != _held(draft, there.get(id, {})) for id in own)
    return Pending(count, sum(map(len, lost.values())))


def _held(of: Of, article: Mapping[str, Any]) -> dict[str, Any]:
    """What an article file would hold of it; how sure the machine was, no person changes."""
    try:
        held = Article.model_validate({**article, **fields_of((of.paper, of.date))}).model_dump(mode="json")
    except ValidationError:
        held = dict(article)
    return {name: value for name, value in held.items() if name != "confidence"}


def drop(root: Path, name: Name) -> None:
    """Takes a draft away: it is saved, or given up."""
    durable.remove(root, name.file)


def read(root: Path, name: Name) -> Draft | None:
    """A draft; None where there is none, or where it is damaged: then it has another name from now on."""
    path = root / name.file
    try:
        head, _, rest = regular.text(path).partition("\n")
        if head != digest(rest.removesuffix("\n")):
            raise ValueError
        return Draft.model_validate_json(rest)
    except FileNotFoundError:
        return None
    except (ValueError, ValidationError):
        moving.replace(path, path.with_name(path.name + DAMAGED))
        return None


def of_issue(root: Path, paper: str, date: str) -> tuple[list[Draft], list[str]]:
    """The drafts of an issue, the last first, and the files of those that are damaged."""
    found = [read(root, name) for name in names(root) if (name.paper, name.date) == (paper, date)]
    drafts = sorted((draft for draft in found if draft), key=lambda draft: draft.at, reverse=True)
    return drafts, [f"{FOLDER}/{path.name}" for path in sorted((root / FOLDER).glob(f"{paper}-{date}.*{DAMAGED}"))]


def names(root: Path) -> Iterator[Name]:
    """All drafts that there are."""
    for path in sorted((root / FOLDER).glob("*.*.json")):
        issue, session, _ = path.name.split(".", 2)
        try:
            paper, date = issue_key(issue) or ("", "")
            yield Name(paper=paper, date=date, session=session)
        except ValidationError:
            continue  # no file of ours
