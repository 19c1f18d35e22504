"""What a build keeps in `seeds/` of the ids that it gave: `ids.tsv`, and lines of `moved.yml`.

It does so when the input was found good and the site is made, just before that is published: what readers may cite is
kept before they can see it, and a build that fails keeps nothing.
"""

from pathlib import Path

from generator.base import durable
from generator.base.model import Unkept
from generator.base.output import content_of
from generator.base.problems import Problem
from generator.seeds import ids, moved


def keep(root: Path, unkept: Unkept, seeds: dict[str, str]) -> Problem | None:
    """Writes down what is not kept yet. `seeds` are the digests of the files that the ids were told from; those of what
    is written take their place. A problem where it cannot be: the site is right all the same."""
    if unkept == Unkept():
        return None
    try:
        with durable.writing(root):
            if any(seeds.get(name, "") != content_of(root / name) for name in (ids.FILE, moved.FILE)):
                return _unkept("was changed while the site was made", "Build again.")
            moved.note(root, unkept.moved, unkept.back)  # first: to be told again of it, the build needs the old ids
            if unkept.ids is not None:
                durable.save(root, ids.FILE, unkept.ids)
    except OSError as error:
        mend = "Give yourself the right to write there, and build again before articles are taken out or moved."
        return _unkept(f"cannot be written ({error.strerror})", mend)
    seeds |= {name: content for name in (ids.FILE, moved.FILE) if (content := content_of(root / name))}
    return None


def _unkept(what: str, mend: str) -> Problem:
    return Problem(ids.FILE, None, f"{what}, so the ids of this build are not kept", mend, stops=False)
