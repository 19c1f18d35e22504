"""Files that a disk, a copy or a cache has damaged: of what is kept between builds, and of what is published.

A build after it leaves the site of a first build, or `check` names what is wrong and the next build mends it. A search
gives what it gave before, or says that data are lacking; once these are there it goes on in the same page.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.base import assets
from generator.build import render
from generator.language import lexicon
from generator.seeds import days
from tests.conftest import ARTICLES, CHROMIUM, FLAGS, ISSUES, Sample, begun
from tests.search.test_search import documents, lay
from tests.torture.sharing import Try

QUERIES = "冻绿叶药茶", "小额信贷 发展", "呂梁", "会议 -的", "title:会议", "county:兴县", "火星殖民地"
ASKED = """async queries => {
    const out = [];
    const tell = async make => {
      try { out.push(JSON.stringify(await make())); }
      catch (error) { out.push(error.retry && error.missing ? "lacking" : `${error}`); }
    };
    for (const query of queries) await tell(() => archive.search(query, {limit: 3}));
    await tell(() => archive.ids());
    await tell(() => archive.current(c => archive.value(c.suggest)));
    return out }"""

Damage = Callable[[bytes, bytes, random.Random], bytes | None]
"""What becomes of a file beside which another one stands; None where it is gone."""


def _turned(data: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


DAMAGES: dict[str, Damage] = {
    "turned": _turned,
    "cut": lambda data, other, chance: data[: chance.randrange(len(data))],
    "swapped": lambda data, other, chance: other,
    "gone": lambda data, other, chance: None,
}


def hurt(files: list[Path], chance: random.Random, stealthy: bool) -> tuple[str, Path, bytes]:
    """Damages one of the files; how, which, and what it was. `stealthy`: its time of change stays."""
    path = chance.choice(files)
    others = [each for each in files if each != path] or [each for each in path.parent.iterdir() if each.is_file()]
    name, data, other = chance.choice([*DAMAGES]), path.read_bytes(), chance.choice(others).read_bytes()
    after, status = DAMAGES[name](data, other, chance), path.stat()
    path.unlink()  # and not through it: the file may have a second name
    if after is not None:
        path.write_bytes(after)
        if stealthy:
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return name, path, data


# ---- what is kept ---------------------------------------------------------------------------------------------------


def _archive(folder: Path) -> Sample:
    made = begun(folder, ISSUES)
    made.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES)
    made.write("seeds/articles/more.jsonl", "".join(map(_line, range(8, 14))))
    return made


def _line(day: int) -> str:
    head = f'"paper": "xxb", "date": "2024-03-{day:02d}", "id": "xxb-2024-03-{day:02d}-01-01", "page": 1'
    return f'{{{head}, "title": "春耕第{day}天", "authors": ["王一"], "body": "田野里{day}台农机。"}}\n'


@contextmanager
def _apart(folder: Path) -> Iterator[None]:
    """With a cache of its own, and as in a new process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "cache", lambda: folder)
        patch.setattr(lexicon, "dictionary", lexicon.dictionary.__wrapped__)
        patch.setattr(render, "_READY", {})
        yield


class Kept:
    """Builds after damage to what is kept or published: findings are those that left a wrong site and said nothing."""

    def __init__(self, scratch: Path) -> None:
        self.scratch, self.cache, self.sites = scratch, scratch / "cache", list[dict[str, bytes]]()
        with _apart(self.cache):
            self.whole = _archive(scratch / "whole")
            assert self.whole.run("build").exit_code == 0
            for more in (False, True):
                archive = _archive(scratch / f"clean{more}")
                archive.write(days.FILE, self.whole.read(days.FILE))  # what came with the last build came on its day
                _change(archive, more)
                assert archive.run("build").exit_code == 0
                self.sites.append(archive.tree("site"))

    def findings(self, chance: random.Random) -> Iterator[str]:
        archive, own = Sample(self.scratch / "case"), self.scratch / "cache of case"
        for source, target in ((self.whole.root, archive.root), (self.cache, own)):
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
        folders = [archive.root / name for name in (".baocang", "site_src", "site", ".site.spare")] + [own]
        found = sorted(path for path in chance.choice(folders).rglob("*") if path.is_file() and path.stat().st_size)
        files = [path for path in found if path.name != "about.md"]  # which a person wrote
        more, stealthy = chance.random() < 0.7, chance.random() < 0.7
        name, path, _ = hurt(files, chance, stealthy)
        what = f"{path.relative_to(self.scratch).as_posix()} {name}, {more=}, {stealthy=}"
        _change(archive, more)
        with _apart(own):
            yield from (f"{what}: {wrong}" for wrong in _told(archive, self.sites[more]))


def _change(archive: Sample, more: bool) -> None:
    if more:
        archive.write("seeds/articles/new.jsonl", _line(20))


def _told(archive: Sample, site: dict[str, bytes]) -> Iterator[str]:
    """What is wrong with a site after a build, and is not said or not mended."""
    try:
        built = archive.run("build")
        if built.exit_code == 0 and archive.tree("site") == site:
            return
        if built.exit_code == 0:
            said = archive.run("check")
            if "not what the build made" not in said.output:
                yield "a wrong site, and nothing is said"
            if archive.run("build").exit_code or archive.tree("site") != site:
                yield "the next build does not mend the site"
        elif not built.output.strip():
            yield "a build that fails and says nothing"
    except Exception as error:
        yield f"{type(error).__name__}: {error}"


# ---- what is published ----------------------------------------------------------------------------------------------


class Published:
    """Searches in damaged data: findings are wrong answers, failures without a way on, and pages that do not come to
    themselves when the data are whole again."""

    def __init__(self, browser: Browser, scratch: Path) -> None:
        self.browser, self.scratch = browser, scratch
        lay(scratch / "page", documents(), run=5000, shard=300, whole=9)  # so that there are files of every kind
        author = next(name for document in documents() for name in document.authors)
        self.queries = [*QUERIES, f"author:{author}"]
        self.files: dict[str, list[Path]] = {}  # by their kinds, for most are texts
        for path in sorted((scratch / "page/search/data").rglob("*.js")):
            kind = path.parent.name if path.parent.name != "data" else path.name.partition("-")[0]
            self.files.setdefault(kind, []).append(path)
        self.right = self._asked(lambda: None)[0]
        assert not any(answer == "lacking" or answer.startswith("Error") for answer in self.right)

    def findings(self, chance: random.Random) -> Iterator[str]:
        name, path, data = hurt(self.files[chance.choice([*self.files])], chance, False)
        what = f"{path.relative_to(self.scratch).as_posix()} {name}"
        found, again = self._asked(partial(path.write_bytes, data))
        asked = [*self.queries, "ids", "suggestions"]
        for query, want, got, later in zip(asked, self.right, found, again, strict=True):
            if got not in (want, "lacking"):
                yield f"{what}: {query} gives {got[:80]}"
            if later != want:
                yield f"{what}: {query} gives {later[:80]} when the data are whole again"

    def _asked(self, mend: Callable[[], object]) -> tuple[list[str], list[str]]:
        """What a page answers, and what it answers when the data are mended."""
        context = self.browser.new_context()
        page = context.new_page()
        page.goto((self.scratch / "page/index.html").as_uri())
        found: list[str] = page.evaluate(ASKED, self.queries)
        mend()
        again: list[str] = page.evaluate(ASKED, self.queries)
        context.close()
        return found, again


@contextmanager
def trying(seed: int, scratch: Path) -> Iterator[Try]:
    """Those with even numbers damage what is published, the others what is kept."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        of = Published(chromium, scratch), Kept(scratch)
        yield lambda n: [*of[n % 2].findings(random.Random(f"{seed} {n}"))]
        chromium.close()
