"""What a build was made of and what it made, kept beside the archive for the next one: `.baocang/ledger.json`.

The next build trusts nothing of it where settings, theme, program or a library are not the same. What it says of files
is trusted only where all are as they were left: where one of the site or of the generated pages has another size or
time of change, all are made anew.
"""

import datetime
import json
import os
from collections import UserDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme
from pydantic_core import from_json, to_json

from generator.base import assets, kept, made_by
from generator.base.digest import digest
from generator.base.disks import fault
from generator.base.inside import inside
from generator.base.memo import Known
from generator.base.output import content_of
from generator.base.problems import Problem, Stop
from generator.build.config import mkdocs_yml, theme
from generator.build.config.options import CONFIG
from generator.build.snapshot import Snapshot
from generator.seeds import keeping, page_sources
from generator.seeds.files.reader import Reader


@dataclass(frozen=True)
class Ledger:
    """One build."""

    tools: str = ""
    """Digest of settings, theme, program and libraries."""
    seeds: str = ""
    """Digest of the articles, and of all that belongs to them."""
    by_hand: str = ""
    """Digest of the pages that people wrote."""
    docs: str = ""
    """Fingerprint of the generated files of the docs folder."""
    site: str = ""
    """Fingerprint of the site."""
    found: Known = field(default_factory=dict)
    """What stages found out, by the digest of what they found it in."""
    made: Known = field(default_factory=dict)
    """Names of the files that were made, by the digest of what they were made of."""
    days: tuple[str, str] = ("", "")
    """From the one day on and before the other its articles are those that are published; "" where no day ends them."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many articles and issues it has, how many articles are withdrawn and withheld."""
    problems: tuple[Problem, ...] = ()
    """Those that did not stop it."""

    def stands(self, snapshot: Snapshot) -> bool:
        """Whether all that this build made is as it was left."""
        return (self.docs, self.site) == snapshot.digests()

    def holds_on(self, day: datetime.date) -> bool:
        """Whether the same articles are published on that day."""
        since, until = self.days
        return since <= f"{day}" and (not until or f"{day}" < until)


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Raises Stop where another build of the archive is at work: both would write the same files."""
    (root / kept.FOLDER).mkdir(exist_ok=True)
    try:
        with FileLock(root / kept.FOLDER / "lock", timeout=0):
            yield
    except Timeout:
        what, mend = "another build of this archive is at work", "Wait until it is done, or end it."
        raise Stop([Problem(f"{kept.FOLDER}/lock", None, what, mend)]) from None


def read(root: Path, tools: str) -> Ledger:
    """The last build, where it was made by these tools; else an empty one."""
    if (content := kept.read(root / kept.FOLDER / "ledger.json")) is None:
        return Ledger()
    data = from_json(content)
    if data["tools"] != tools:
        return Ledger()
    return Ledger(**{**data, "problems": tuple(Problem(**problem) for problem in data["problems"])})


def site(root: Path) -> str:
    """Fingerprint of the site that the last build left; "" where nobody knows."""
    content = kept.read(root / kept.FOLDER / "ledger.json")
    return str(from_json(content)["site"]) if content else ""


def is_behind(root: Path, config: MkDocsConfig, day: datetime.date) -> bool:
    """Whether the last build was made of other files of `seeds/` than there are, or for another day. False where that
    is not known, as of a site that another machine has built."""
    last = read(root, tools(config))
    now = seeds(root, config, {})
    return bool(last.seeds) and not (last.seeds in (now.mark(), now.mark(unkept=True)) and last.holds_on(day))


def write(root: Path, snapshot: Snapshot, **values: Any) -> Ledger:
    """Remembers a build that is finished, and what it left. Where it cannot, the site is whole all the same."""
    docs, site = snapshot.digests()
    done = Ledger(docs=docs, site=site, **values)
    try:
        kept.write(root / kept.FOLDER / "ledger.json", to_json(done))
    except OSError as error:
        unkept = fault(error, "the site is built, but the next build makes all anew", stops=False)
        return replace(done, problems=(*done.problems, unkept))
    return done


def doubt(root: Path) -> None:
    """Has the next build trust nothing of what stands there; what was found out of texts holds all the same."""
    if content := kept.read(root / kept.FOLDER / "ledger.json"):
        with suppress(OSError):  # then whoever may write there has to take the site away
            kept.write(root / kept.FOLDER / "ledger.json", to_json({**from_json(content), "site": ""}))


States = Mapping[str, tuple[int, ...]]
"""By each file's path: its size, and when it was changed."""


@dataclass(frozen=True)
class Seeds:
    """The articles and all that belongs to them, as they were when a build began to read them."""

    digests: dict[str, str]
    """Of each file."""
    states: States

    def mark(self, unkept: bool = False) -> str:
        """Stands for them; another one where what a build told of them is not kept: a build that may write there does
        so."""
        return digest(self.digests, unkept) if unkept else digest(self.digests)

    def changed(self, root: Path) -> list[str]:
        """The files that were written, or came or went since, but for what the build itself keeps: it may have read
        what was changed and changed back, and the digests tell of nothing."""
        own = {f"{root / name}" for name in keeping.FILES}
        now = states_of({*self.states, *below(root, root / "seeds")})
        other = {path for path in {*self.states, *now} - own if self.states.get(path) != now.get(path)}
        return sorted(Path(path).relative_to(root).as_posix() for path in other)


def settings(root: Path) -> States:
    """The state of the settings. To be called before they are read."""
    return states_of([f"{root / CONFIG}"])


def seeds(root: Path, config: MkDocsConfig, before: States) -> Seeds:
    """To be called before anything of it is read; `before` is the state of the settings."""
    drawn = config.extra.get("archive", {}).get("map")
    paths = [*below(root, root / "seeds"), *([f"{root / drawn}"] if drawn else [])]
    states = states_of(paths)
    large = page_sources.large(paths)  # a hundred times all else, and a build knows what is made of them
    digests = dict(_contents(root, (path for path in paths if path not in large)))
    digests |= {Path(path).relative_to(root).as_posix(): digest(*states.get(path, ())) for path in large}
    return Seeds(digests, {**states, **before})


def states_of(paths: Iterable[str]) -> States:
    found = {}
    for path in paths:
        with suppress(OSError):
            state = os.stat(path)  # noqa: PTH116
            found[path] = state.st_size, state.st_mtime_ns, state.st_ctime_ns
    return found


def below(root: Path, folder: Path) -> Iterator[str]:
    """All files below a folder. Links to other folders of the archive are followed, for readers follow them. (A path
    object for each would take five times as long, and a build looks several times.)"""
    waiting, seen = [folder], set[Path]()
    for each in waiting:
        if each != folder and each.is_symlink() and not inside(root, each):
            continue
        if (real := each.resolve()) in seen:
            continue
        seen.add(real)
        with suppress(OSError):  # whoever reads it says what is wrong
            for entry in os.scandir(each):
                if entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and Path(entry.path).is_dir()):
                    waiting.append(Path(entry.path))
                else:
                    yield entry.path


def by_hand(config: MkDocsConfig, snapshot: Snapshot) -> str:
    """Digest of the pages that people wrote."""
    folder = Path(config.docs_dir)
    return digest(list(_contents(folder, [f"{folder / name}" for name in snapshot.by_hand])))


def tools(config: MkDocsConfig) -> str:
    """Digest of all that makes a site of it."""
    return digest(_parts(config))


def state(root: Path) -> dict[str, str]:
    """What makes a site of an archive as this process has it, part by part. Raises Stop for settings that are wrong."""
    return _parts(mkdocs_yml.read(Reader(root)))


def _parts(config: MkDocsConfig) -> dict[str, str]:
    """Digests of settings, theme and program, versions of all else."""
    own = map(Path, theme.own(config.theme.dirs))
    return {
        **{name: version for name, (version, _) in made_by.libraries().items()},
        "Python": str(made_by.machine()),
        "settings": digest(json.dumps(_wherever(config), default=_plain, sort_keys=True)),
        "theme": digest(*(list(_contents(folder, below(folder, folder))) for folder in own)),
        "program": _program(),
    }


def _wherever(config: MkDocsConfig) -> dict[str, Any]:
    """The settings of an archive wherever its folder lies: on a stick it is another drive on each machine, and a host
    gives each run a folder of its own."""
    root = Path(config.config_file_path).parent
    folders = {name: os.path.relpath(config[name], root) for name in ("config_file_path", "docs_dir", "site_dir")}
    return {**config, **folders}


@cache
def _program() -> str:
    """As this process has it: a program that is changed meanwhile works in the next one. To read its files takes a
    third of a build in which nothing changed."""
    return digest(list(_contents(assets.PACKAGE, map(str, assets.PACKAGE.rglob("*")))))


def _contents(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name and digest of each file, in order."""
    for path in sorted(map(Path, set(paths))):
        if "__pycache__" not in path.parts and (content := content_of(path)):
            yield path.relative_to(root).as_posix(), content


def _plain(value: object) -> object:
    """A value of the settings as JSON can hold it."""
    if isinstance(value, UserDict):
        return dict(value)
    if isinstance(value, Theme):
        # what is in its folders counts, not where they lie
        return {name: of for name, of in vars(value).items() if name not in ("dirs", "_custom_dir")}
    return sorted(map(str, value)) if isinstance(value, (set, frozenset)) else type(value).__qualname__
