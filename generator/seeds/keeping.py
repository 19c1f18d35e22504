"""What a build keeps in `seeds/` of what it told: the ids that it gave (`ids.tsv`, lines of `moved.yml`), the days on
which articles came and changed (`days.tsv`), what is closed (`closed.tsv`), which pictures show pages (`shown.tsv`).

It does so when the input was found good and the site is made, just before that is published: what readers may cite is
kept before they can see it, and a build that fails keeps nothing.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.base import durable, kept, regular
from generator.base.archive import Unkept
from generator.base.output import content_of
from generator.base.problems import Problem
from generator.seeds import closed_before, days, ids, moved, shown_by

FILES = (ids.FILE, moved.FILE, days.FILE, closed_before.FILE, shown_by.FILE)


COPY = "days.tsv"
"""In `.baocang/`: that file as the last build left it. On which day something came nobody can tell again; and where
ids.tsv is lost as well, nothing else tells whose an id was."""


class ToKeep(NamedTuple):
    """What is not kept yet."""

    ids: Unkept = Unkept()
    days: str | None = None
    """Text of days.tsv; None where it is as it should be."""
    closed: str | None = None
    """That of closed.tsv, in the same way."""
    shown: Mapping[str, str] = MappingProxyType({})
    """Pictures that are to be written down in shown.tsv, by their pages."""


def put_back(root: Path) -> list[Problem]:
    """Puts days.tsv back as the last build left it, where it is gone, and says so. Whoever wants it to begin anew
    empties it."""
    path = root / days.FILE
    if (
        not path.parent.is_dir()
        or path.exists()
        or path.is_symlink()
        or (data := kept.read(root / kept.FOLDER / COPY)) is None
    ):
        return []
    with suppress(OSError), durable.writing(root):  # else the build says that it cannot write there
        durable.save(root, days.FILE, data)
    what = "was gone, and is put back as the last build left it: when articles came nobody can tell again"
    return [Problem(days.FILE, None, what, "Keep it with the archive (in git, if it is there).", stops=False)]


def copied(root: Path) -> None:
    """Keeps the copy."""
    with suppress(OSError):
        data = regular.content(root / days.FILE)
        if kept.read(root / kept.FOLDER / COPY) != data:
            kept.write(root / kept.FOLDER / COPY, data)


def keep(root: Path, new: ToKeep, seeds: dict[str, str]) -> Problem | None:
    """Writes down what is not kept yet. `seeds` are the digests of the files that it was told from; those of what is
    written take their place. A problem where it cannot be: the site is right all the same."""
    if new == ToKeep():
        return None
    try:
        with durable.writing(root):
            if any(seeds.get(name, "") != content_of(root / name) for name in FILES):
                return _unkept(new, "was changed while the site was made", "Build again.")
            if new.ids != Unkept():
                moved.note(
                    root, new.ids.moved, new.ids.back
                )  # first: to be told again of it, the build needs the old ids
            if new.ids.ids is not None:
                durable.save(root, ids.FILE, new.ids.ids)
            if new.days is not None:
                durable.save(root, days.FILE, new.days)
            if new.closed is not None:
                durable.save(root, closed_before.FILE, new.closed)
            if new.shown:
                shown_by.note(root, new.shown)
    except OSError as error:
        mend = "Give yourself the right to write there, and build again before articles are taken out or moved."
        return _unkept(new, f"cannot be written ({error.strerror})", mend)
    seeds |= {name: content for name in FILES if (content := content_of(root / name))}
    return None


def unwritten(new: ToKeep) -> Problem | None:
    """What a build that may not write here says of what it would have written."""
    mend = "Build where the archive is kept, and let what that writes into seeds/ come along."
    return _unkept(new, "is not written by a frozen build", mend) if new != ToKeep() else None


def _unkept(new: ToKeep, what: str, mend: str) -> Problem:
    file, kept = (ids.FILE, "the ids of this build are")
    if new.ids == Unkept():
        file, kept = (days.FILE, "the days of this build are")
        if new.days is None:
            file, kept = (shown_by.FILE, "which pictures show which pages is")
    if new.closed is not None:
        file, kept = (closed_before.FILE, "what is closed now is")
    return Problem(file, None, f"{what}, so {kept} not kept", mend, stops=False)
