"""The whole way, from page texts to a site.

segment   seeds/pages/*.txt -> clean -> segment -> metadata -> seeds/articles/*.yml
build     seeds/articles/* -> pages + search -> site_src/ -> MkDocs -> site/
check     what is wrong with either
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from generator import articles, desk, export, feeds, load, output, pages, search, site, wording
from generator.catalogue import Catalogue
from generator.links import broken_links
from generator.model import Archive, Progress
from generator.opensearch import opensearch
from generator.places import gazetteer
from generator.problems import Problem, Stop
from generator.reader import Reader
from generator.topojson import Boundaries, NotTopology, boundaries

MAP = 250_000  # bytes of a map's outlines


@dataclass(frozen=True)
class Built:
    """What a build made."""

    name: str
    """The site's, from mkdocs.yml."""
    archive: Archive
    docs: Path
    site: Path
    problems: list[Problem]
    """Those that did not stop it."""


def build(root: Path, progress: Progress, strict: bool = False) -> Built:
    """From the articles to the site. Where the input is wrong: Stop, and the last good site stays as it is."""
    config = site.settings(root)
    reader = Reader(root)
    archive = load.archive(reader, load.issues(reader, gazetteer()), gazetteer())
    drawn = _boundaries(reader, config.extra.get("archive", {}).get("map"))
    if strict or any(problem.stops for problem in reader.problems):
        _stop(reader.problems)
    docs = Path(config.docs_dir)
    say = wording.read(config.theme.dirs, config.theme["language"])
    looking = Reader(root)  # what is wrong with page texts, "check" says
    catalogue = Catalogue(
        archive,
        say,
        name=config.site_name,
        address=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        lead=config.site_description or "",
        boundaries=drawn,
        licence=config.extra.get("archive", {}).get("licence"),
        texts=lru_cache(maxsize=1)(lambda issue: tuple(load.page_texts(looking, issue, 0))),
    )
    described = [opensearch(config.site_name, catalogue.lead, config.site_url)] if config.site_url else []
    in_the_way = output.sync(docs, chain(_generated(catalogue), described))
    mend = "Give it another name, or take it away."
    _stop([Problem(f"{docs.name}/{name}", None, "stands where a page is generated", mend) for name in in_the_way])
    config.extra["empty"] = catalogue.empty
    warnings = site.render(config, progress, strict)
    return Built(config.site_name, archive, docs, Path(config.site_dir), reader.problems + warnings)


def _boundaries(reader: Reader, file: str | None) -> Boundaries | None:
    """The boundaries of the map; None, and a problem where it is a fault, where the settings name none."""
    text = reader.text(file) if file else None
    if not file or not text:
        return None
    try:
        drawn = boundaries(text)
    except NotTopology as error:
        reader.report(file, None, str(error), "Make one with mapshaper, with adcode among the properties.")
        return None
    if (size := sum(map(len, drawn.paths.values()))) > MAP:
        mend = f"Simplify it with mapshaper to {MAP // 1000} kB."
        reader.report(file, None, f"is {size // 1000} kB once drawn, more than a page should weigh", mend)
    return drawn


def _generated(catalogue: Catalogue) -> Iterator[tuple[str, str | bytes | None]]:
    """Every generated file of the docs folder: Markdown pages, data, feeds, the data of the search page."""
    names = []
    for name, content in pages.pages(catalogue):
        names.append(name)
        yield name, content
    yield catalogue.say.script()
    yield from export.files(catalogue)
    yield from feeds.feeds(catalogue)
    if catalogue.address:
        yield from feeds.sitemaps(catalogue.address, (name for name in names if name.endswith(".md")))
    documents = list(pages.search_documents(catalogue.archive, catalogue.say))
    yield from search.files(documents)


@dataclass(frozen=True)
class Segmented:
    """What `segment` did with one issue."""

    file: str
    """seeds/articles/PAPER-DATE.yml"""
    found: int
    reviewed: int
    """Articles that were left as they are."""
    unplaced: int
    """Lines that stand in no article."""
    changes: list[str]
    """What is not as it was in the file before."""


def segment(root: Path, progress: Progress) -> tuple[list[Segmented], list[Problem]]:
    """From the page texts to the article files, issue by issue: a bad page does not stop the others."""
    reader = Reader(root)
    known = load.issues(reader, gazetteer())
    if not known.papers:
        _stop(reader.problems)
    done = []
    for issue in progress([issue for issue in known.issues.values() if issue.pages], "issues"):
        on_desk = desk.lay_out(reader, known, issue)
        if on_desk is None:
            continue
        reader.problems += [problem for sheet in on_desk.sheets for problem in sheet.problems]
        found, unplaced = desk.segmented(on_desk)
        if not on_desk.settled:
            text = articles.to_yaml(issue.paper, issue.date, found, unplaced, on_desk.text)
            output.write(root / on_desk.file, text)
        changes = articles.changes(on_desk.old, found) if on_desk.old else []
        reviewed = len(on_desk.reviewed)
        done.append(Segmented(on_desk.file, len(found) - reviewed, reviewed, len(unplaced), changes))
    return done, reader.problems


def check(root: Path) -> list[Problem]:
    """Everything that is wrong with the input and, where there is one, with the built site."""
    reader = Reader(root)
    known = load.issues(reader, gazetteer())
    load.archive(reader, known, gazetteer())
    for issue in known.issues.values():
        if issue.pages and (on_desk := desk.lay_out(reader, known, issue)):
            reader.problems += desk.problems(on_desk)
    try:
        reader.problems += broken_links(Path(site.settings(root).site_dir), root)
    except Stop as stop:
        reader.problems += stop.problems
    return sorted(set(reader.problems), key=Problem.place)


def _stop(problems: list[Problem]) -> None:
    if problems:
        raise Stop(problems)
