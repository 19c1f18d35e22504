"""The archive as its pages look at it, with what the settings say of it."""

from collections.abc import Callable, Sequence

from generator.base.archive import Archive
from generator.base.issue import Issue
from generator.build.config import own_look, palette, repository, settings
from generator.build.render import Task, ready
from generator.language.keywords import Counts
from generator.pages.catalogue import Catalogue
from generator.pages.topojson import Boundaries
from generator.seeds import issue_list
from generator.seeds.files.reader import Reader
from generator.seeds.page_lines import PageLines, PageText


def catalogue_of(
    task: Task, archive: Archive, drawn: Boundaries | None, counts: Callable[[], Sequence[Counts]], lines: PageLines
) -> Catalogue:
    """`drawn`: the boundaries that the settings name; `counts` gives the words of each article; `lines`: which lines of
    page texts are published."""
    renderer, looking = ready(task.root, task.version), Reader(task.root)  # what is wrong with page texts, "check" says
    config, own = renderer.config, settings.own(renderer.config.extra)

    def texts(issue: Issue) -> Sequence[PageText]:
        found = issue_list.page_texts(looking, issue, 0)
        return [(file, page, lines.shown(issue, file, text.split("\n"))) for file, page, text in found]

    return Catalogue(
        archive,
        renderer.say,
        name=config.site_name,
        address=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        lead=config.site_description or "",
        boundaries=drawn,
        files=repository.archive(config),
        colours=palette.sheet(config.extra.get("archive") or {}, config.theme.get("palette")),
        app=own_look.app(config) if own.offline else None,
        licence=own.licence,
        rights=config.copyright or "",
        editions=own.editions,
        indexnow=own.indexnow,
        beside=[(each.site, each.name or "") for each in own.beside],
        harvested=(own.oai.gateway, own.oai.email) if own.oai else None,
        counts=counts,
        texts=texts,
    )
