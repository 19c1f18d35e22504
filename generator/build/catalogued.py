"""The archive as its pages look at it, with what the settings say of it."""

from collections.abc import Mapping, Sequence
from functools import partial

from generator.base.archive import Archive
from generator.base.facsimile import Facsimile
from generator.base.identity import Key
from generator.base.issue import Issue
from generator.build import facsimile_pictures, of_texts
from generator.build.config import own_look, palette, repository, settings
from generator.build.production import Work
from generator.build.render import ready
from generator.build.web_pictures import planned
from generator.pages.catalogue import Catalogue
from generator.pages.topojson import Boundaries
from generator.seeds import page_texts
from generator.seeds.files.reader import Reader
from generator.seeds.page_lines import PageLines, PageText
from generator.seeds.pictures import Sound


def catalogue_of(
    work: Work,
    archive: Archive,
    drawn: Boundaries | None,
    lines: PageLines,
    sounds: Mapping[str, Sound] = {},
    facsimiles: Mapping[Key, Sequence[Facsimile]] = {},
) -> Catalogue:
    """`drawn`: the boundaries that the settings name; `lines`: which lines of page texts are published; `sounds`: the
    pictures of articles; `facsimiles`: the printed pages that are shown."""
    root = work.task.root
    renderer, looking = ready(root, work.task.version), Reader(root)  # what is wrong with page texts, "check" says
    config, own = renderer.config, settings.own(renderer.config.extra)

    def texts(issue: Issue) -> Sequence[PageText]:
        found = page_texts.read(looking, issue, 0)
        return [(each.file, each.page, lines.shown(issue, each.file, each.text.split("\n"))) for each in found]

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
        reported=settings.addressed(own),
        harvested=(own.oai.gateway, own.oai.email) if own.oai else None,
        counts=partial(of_texts.words, archive, work),
        compared=partial(of_texts.compared, archive, work),
        persons=partial(of_texts.persons, archive, work),
        texts=texts,
        pictures=planned(sounds, {image.file for e in archive.entries for image in e.article.images}, own.originals),
        facsimiles=facsimiles,
        printed=partial(facsimile_pictures.page_of, root),
    )
