"""What is made of a built site, and where it goes: a bundle for sticks, a bag for keeping, the place of its readers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.model import Progress
from generator.base.workers import Pool
from generator.build.bundle import may_be_in, zipped
from generator.build.config import mkdocs_yml
from generator.build.preservation.bag import Bag, made
from generator.build.publish.publish import way_to
from generator.build.publish.sending import Plan, planned
from generator.build.stick import Site
from generator.language.places import gazetteer
from generator.pipeline import Built, Manner, alone, built
from generator.seeds import holdings, issue_list
from generator.seeds.files.reader import Reader

if TYPE_CHECKING:
    from generator.build.audit.published import Audit


def bundle(root: Path, progress: Progress, pool: Pool = alone) -> tuple[Built, Path]:
    """Builds, and packs the site into dist/NAME.zip, before another build may change it."""
    with built(root, progress, Manner(), pool) as done:
        site = Site(done.site, may_be_in(done.site), done.name, done.address, done.say)
        return done, zipped(site, root / "dist")


def bag(root: Path, progress: Progress, pool: Pool = alone) -> tuple[Built, Bag]:
    """Builds, and packs the archive and its site into dist/NAME-bag.zip, before another build may change it."""
    with built(root, progress, Manner(), pool) as done:
        reader = Reader(root)
        config = mkdocs_yml.read(reader)
        held = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer())
        return done, made(root, config, reader, held, progress)


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
    name = to or (config.extra.get("archive") or {}).get("publish")
    if not name:
        raise NoDestination
    way = way_to(root, Path(config.docs_dir), name)
    with built(root, progress, Manner(), pool) as done:
        audit = audited(root, (), pool, progress)
        if audit.problems:
            return Published(done, name, audit)
        there = way.look()
        plan = planned(done.site, way, there, name, again)
        sends = bool(plan) and agree(name, plan)
        if sends:
            way.send(done.site, plan, there)
    return Published(done, name, audit, plan, sends)
