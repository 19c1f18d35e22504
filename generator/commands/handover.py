"""What is made of a built site, and where it goes: a bundle for sticks, a bag for keeping, the place of its readers."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base import docs_folder, kept, output, regular
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.model import Progress
from generator.base.problems import Closed
from generator.base.workers import Pool
from generator.build import handed, ledger, site_place, snapshot, zim
from generator.build.bundle import look_at_names, may_be_in, zipped
from generator.build.catalogued import catalogue_of
from generator.build.config import mkdocs_yml, palette, settings
from generator.build.intake import Manner
from generator.build.part import Part
from generator.build.preservation import bag as preservation
from generator.build.production import Work, produce
from generator.build.publish.publish import way_to
from generator.build.publish.sending import Plan, planned
from generator.build.render import Task, ready
from generator.build.stick import Site
from generator.build.zim_contents import About
from generator.language.places import gazetteer
from generator.pages import topojson
from generator.pipeline import Built, alone, built, size_of
from generator.seeds import days, facsimiles, holdings, issue_list, pictures, status
from generator.seeds.facsimiles import Given
from generator.seeds.files.reader import Reader
from generator.seeds.page_lines import PageLines

if TYPE_CHECKING:
    from generator.build.audit.published import Audit


def bundle(
    root: Path,
    progress: Progress,
    pool: Pool = alone,
    part: Part | None = None,
    for_kiwix: bool = False,
    pictured: bool = True,
) -> tuple[Built, Path]:
    """Builds, and packs the site, or a part of it with an index of its own, into dist/NAME.zip or, for Kiwix, into
    dist/NAME.zim, before another build may change it. `pictured`: with the pictures of printed pages that it has."""
    if for_kiwix:
        zim.needed()
    docs = Path(mkdocs_yml.read(Reader(root)).docs_dir)
    look_at_names(docs, snapshot.shown(docs, root), for_kiwix)
    with _proved(root, progress, pool) as done, _cut(root, done, part, pictured, progress, pool) as folder:
        site = Site(folder, may_be_in(folder), done.name, done.address, done.say, docs)
        title = f"{done.name} {part.name}".replace(" ", "-") if part else done.name
        if for_kiwix:
            return done, zim.zimmed(
                site, root / "dist", title, _about(root, done, part, site), progress, done.guard.look
            )
        return done, zipped(site, root / "dist", title, done.guard.look)


@contextmanager
def _proved(root: Path, progress: Progress, pool: Pool) -> Iterator[Built]:
    """A site that is built and says nothing of what is closed, pages of people among it, with what is doubtful of that.
    Raises Closed where it does. Where nothing is closed there is nothing to look for."""
    from generator.build.audit.published import audited  # noqa: PLC0415  (no build needs it)

    with built(root, progress, Manner(handed=True), pool) as done:
        shown = done.guard.shown
        if shown and not (shown.withheld or done.counts["withdrawn"] or done.counts["withheld"]):
            yield done
            return
        audit = audited(root, (), pool, progress, by_persons=True)
        if audit.problems:
            raise Closed(audit.problems)
        yield replace(done, problems=[*done.problems, *audit.notices])


def _about(root: Path, done: Built, part: Part | None, site: Site) -> About:
    """What a library says of the archive: what its settings say; its date is that on which an article last came or
    changed, or of the newest issue where nobody wrote that down."""
    reader = Reader(root)
    config = mkdocs_yml.read(reader)
    own = settings.own(config.extra)
    diary = days.read(reader) or days.Diary()
    changed = {day for of in diary.of.values() for day in (of.came, of.changed) if days.known(day)}
    given = status.today() if os.environ.get(status.EPOCH) else None
    return About(
        done.name,
        part.name if part else "",
        config.site_description or "",
        config.site_author or "",
        own.bag.source_organization or "",
        config.copyright or "",
        done.address,
        f"{given or max(changed or site.dates())}",
        palette.colours(config.extra.get("archive") or {}, config.theme.get("palette")).accent,
    )


@contextmanager
def _cut(root: Path, done: Built, part: Part | None, pictured: bool, progress: Progress, pool: Pool) -> Iterator[Path]:
    """The site of a part of an archive that has just been built, in a folder of its own; the whole where no part is
    given. Without pictures of printed pages its pages are made anew, where the site has any."""
    if not part and (pictured or not (done.site / facsimiles.FOLDER).is_dir()):
        yield done.site
        return
    part = part or Part()
    with output.unfinished_folder(root / kept.FOLDER) as scratch:
        docs, public = scratch / "docs", scratch / "site"
        for name in docs_folder.by_hand(done.docs):
            if regular.is_file(done.docs / name):
                output.write(docs / name, regular.content(done.docs / name))
        reader = Reader(root)
        config = mkdocs_yml.read(reader)
        last = ledger.read(root, ledger.tools(config))
        config.docs_dir, config.site_dir = f"{docs}", f"{public}"
        task = Task(root, digest(ledger.tools(config), part.name))
        ready(root, task.version, config)
        with pool(size_of(root / "seeds")) as workers:
            work = Work(task, workers, Memo(last.found), progress)
            known = issue_list.read(reader, gazetteer())
            held = holdings.read(reader, known, gazetteer(), workers, progress, work.found)
            drawn = topojson.read(reader, config.extra.get("archive", {}).get("map"))
            archive = part.of(status.published(held, status.today()))
            lines = PageLines(held, archive)
            digests = ledger.seeds(root, config, ledger.settings(root)).digests
            sounds, _ = pictures.looked_at(root, archive.entries, digests, work.found)
            given = Given(root, known, held, archive, settings.own(config.extra).facsimile, work.found)
            shown = facsimiles.planned(given, lines).of if pictured else {}
            catalogue = catalogue_of(work, archive, drawn, lines, sounds, shown)
            there = snapshot.look(docs, site_place.place(public, root), workers.near)()
            produce(config, catalogue, work, Memo(), there, False, lambda: None)
            yield public


def bag(root: Path, progress: Progress, pool: Pool = alone) -> tuple[Built, preservation.Bag]:
    """Builds, and packs the archive and its site into dist/NAME-bag.zip, before another build may change it."""
    preservation.look_at_names(root, mkdocs_yml.read(Reader(root)))
    with _proved(root, progress, pool) as done:
        reader = Reader(root)
        config = mkdocs_yml.read(reader)
        held = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer())
        return done, preservation.made(root, config, reader, held, progress, done.guard.look)


@dataclass(frozen=True)
class Published:
    """What was to be published, and whether it was."""

    built: Built
    to: str
    audit: "Audit"
    """Where it has problems, nothing was compared or sent."""
    plan: Plan | None = None
    sent: bool = False


class NoDestination(Exception):
    """Neither the settings nor the command say where the site goes."""


def publish(
    root: Path, progress: Progress, pool: Pool, to: str | None, again: bool, agree: Callable[[str, Plan], bool]
) -> Published:
    """Builds, proves that nothing closed is in the site, and sends what has changed to where the settings say, or `to`;
    `again`: all of it. `agree` is asked whether to carry out a plan. Raises Stop where the place is not ours."""
    from generator.build.audit.published import audited  # noqa: PLC0415  (no build needs it)

    config = mkdocs_yml.read(Reader(root))
    name = to or settings.own(config.extra).publish
    if not name:
        raise NoDestination
    way = way_to(root, Path(config.docs_dir), Path(config.site_dir), name)
    with built(root, progress, Manner(handed=True), pool) as done:
        audit = audited(root, (), pool, progress)
        if audit.problems:
            return Published(done, name, audit)
        there = way.look()
        plan = planned(done.site, way, there, name, again)
        sends = bool(plan) and agree(name, plan)
        if sends:
            done.guard.look()  # a person may have taken a while to agree
            way.send(done.site, plan, there)
        if sends or not plan:
            handed.note(root, name, status.today())
    return Published(done, name, audit, plan, sends)
