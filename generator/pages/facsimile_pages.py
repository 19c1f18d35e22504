"""A printed page as it looks, each article on it a region that leads to its text; and what of it scripts find there."""

from collections.abc import Iterator, Mapping, Sequence

from generator.base.addresses import article_path, iiif_path, issue_path, source_path, target, url
from generator.base.facsimile import Cutting, Plate
from generator.language.line_breaks import in_line
from generator.pages.brief import IssueBrief
from generator.pages.catalogue import neighbours
from generator.pages.listing import Page, dated
from generator.pages.markdown import Value, document
from generator.pages.source_pages import text_names
from generator.pages.wording import Wording
from generator.search.scripts import as_json

CUTTING = "(min-width: 44rem) 43rem, 92vw"
"""How wide a cutting is shown at most: that of a text."""
WHOLE = "(min-width: 62rem) 48rem, 96vw"
"""How wide a page is shown before anybody makes it larger."""


def facsimile_pages(brief: IssueBrief, say: Wording) -> Iterator[Page]:
    """Those of the pages that the settings show."""
    issue = brief.issue
    names = text_names(say, [issue.sheet(page, file) for file, page, _ in brief.texts])
    entries = {entry.article.id: entry.article for entry in brief.entries}
    whole = [plate for plate in brief.plates if plate.path]
    for before, plate, after in neighbours(whole):
        path = plate.path
        own = {id: of for id, of in plate.outlines.items() if id in entries}
        meta: dict[str, Value] = {
            "template": "facsimile.html",
            "title": f"{brief.paper.label} {say.issue(issue)} {names[plate.number - 1]}",
            "label": names[plate.number - 1],
            "up": {"title": f"{brief.paper.label} {say.issue(issue)}", "url": url(issue_path(issue), path)},
            **dated(say, issue),
            "previous": _other(names, before, path),
            "next": _other(names, after, path),
            "text_url": url(source_path(issue, plate.number), path),
            "lines_url": target(lines_path(plate), path) if plate.lines else "",
            "manifest": target(iiif_path(issue), path),
            "blank": say("facsimile.blank") if plate.blank else "",
            "units": f"{plate.units[0]} {plate.units[1]}",
            **picture(plate.files, path),
            "sizes": WHOLE,
            "regions": [
                {
                    "id": f"r{_short(id)}",
                    "url": url(article_path(entries[id]), path),
                    "title": in_line(entries[id].title),
                    "outline": outline,
                }
                for id, outline in own.items()
            ],
        }
        yield path, document(meta, "")


def scripts(brief: IssueBrief) -> Iterator[tuple[str, str]]:
    """The lines of each page that is shown, with their places, by which what is looked for is found on it: paths below
    the docs folder. Each is [number of its region or -1, text, left, top, width, height, 1 where it is vertical]."""
    for plate in brief.plates:
        if plate.path and plate.lines:
            number = {id: n for n, id in enumerate(plate.outlines)}
            rows = [
                [number.get(x.article, -1), x.text, x.left, x.top, x.right - x.left, x.bottom - x.top, int(x.vertical)]
                for x in plate.lines
            ]
            yield lines_path(plate), f"archive.printed({as_json(rows)});\n"


def lines_path(plate: Plate) -> str:
    return f"{plate.path.removesuffix('.md')}.js"


def picture(files: Sequence[tuple[str, int, int]], path: str) -> dict[str, str]:
    """What an <img> says of one that is there in several sizes."""
    first, *more = [(target(name, path), width, height) for name, width, height in files]
    name, width, height = first
    several = ", ".join(f"{each} {wide}w" for each, wide, _ in (first, *more)) if more else ""
    return {"src": name, "srcset": several, "width": f"{width}", "height": f"{height}"}


def cuttings(of: Sequence[Cutting], id: str, path: str) -> list[Mapping[str, str]]:
    """An article's parts of printed pages; each leads to its place on the page, or to the largest picture of it."""
    return [
        {
            **picture(each.files, path),
            "sizes": CUTTING if len(each.files) > 1 else "",
            "url": f"{url(each.plate, path)}#r{_short(id)}" if each.plate else target(each.files[-1][0], path),
        }
        for each in of
    ]


def _short(id: str) -> str:
    """What of an article's id stands behind that of its issue: 01-03."""
    return "-".join(id.rsplit("-", 2)[1:])


def _other(names: Sequence[str], plate: Plate | None, path: str) -> dict[str, str]:
    return {"title": names[plate.number - 1], "url": url(plate.path, path)} if plate else {}
