"""An issue for viewers of IIIF (Presentation API 3.0): a manifest, in which each printed page that is shown is a canvas
with its picture, and each article an entry of the contents and a note on its part of the page.

Pictures are named as files. There is no image service: level 0 asks for each size as JPEG under an address of its own,
and a page would weigh twice as much. A manifest needs addresses, so there are none where the archive has none.
"""

from collections.abc import Iterator
from typing import Any

from generator.base.addresses import article_path, iiif_path, issue_path, url
from generator.base.facsimile import Plate
from generator.pages.brief import IssueBrief
from generator.pages.source_pages import text_names
from generator.pages.wording import Wording
from generator.search.scripts import as_json

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
LANGUAGE = "zh"


def manifests(brief: IssueBrief, say: Wording, rights: str, site: str) -> Iterator[tuple[str, str]]:
    """That of an issue whose pages are shown, below the docs folder. `site`: its address, with its last slash; empty
    where it is not known."""
    plates = [plate for plate in brief.plates if plate.path]
    if not site or not plates:
        return
    path = iiif_path(brief.issue)
    base = f"{site}{path.rpartition('/')[0]}"
    names = text_names(say, [brief.issue.sheet(page, file) for file, page, _ in brief.texts])
    home = f"{site}{url(issue_path(brief.issue))}"
    canvases = {plate.number: f"{base}/page-{plate.number}" for plate in plates}
    manifest: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"{site}{path}",
        "type": "Manifest",
        "label": _said(f"{brief.paper.label} {say.issue(brief.issue)}"),
        "metadata": [
            {"label": _said(say("article.paper")), "value": _said(brief.paper.label)},
            {"label": _said(say("article.date")), "value": _said(say.issue(brief.issue))},
        ],
        "homepage": [_page(home, f"{brief.paper.label} {say.issue(brief.issue)}")],
        "items": [_canvas(brief, plate, canvases[plate.number], site, names[plate.number - 1]) for plate in plates],
        "structures": [*_contents(brief, plates, canvases, base, say)],
    }
    if brief.issue.date.day:
        manifest["navDate"] = f"{brief.issue.date}T00:00:00Z"
    if rights:
        manifest["requiredStatement"] = {"label": _said(say("article.rights")), "value": _said(rights)}
    yield path, as_json(manifest)


def _said(text: str) -> dict[str, list[str]]:
    return {LANGUAGE: [text]}


def _page(address: str, label: str) -> dict[str, Any]:
    return {"id": address, "type": "Text", "label": _said(label), "format": "text/html", "language": [LANGUAGE]}


def _image(file: tuple[str, int, int], site: str) -> dict[str, Any]:
    name, width, height = file
    return {"id": f"{site}{name}", "type": "Image", "format": "image/webp", "width": width, "height": height}


def _canvas(brief: IssueBrief, plate: Plate, id: str, site: str, label: str) -> dict[str, Any]:
    _, width, height = plate.files[-1]
    painting = {
        "id": f"{id}/painting",
        "type": "Annotation",
        "motivation": "painting",
        "body": _image(plate.files[-1], site),
        "target": id,
    }
    notes = [*_notes(brief, plate, id, site)]
    canvas: dict[str, Any] = {
        "id": id,
        "type": "Canvas",
        "label": _said(label),
        "width": width,
        "height": height,
        "thumbnail": [_image(plate.files[0], site)],
        "homepage": [_page(f"{site}{url(plate.path)}", label)],
        "items": [{"id": f"{id}/picture", "type": "AnnotationPage", "items": [painting]}],
    }
    if notes:
        canvas["annotations"] = [{"id": f"{id}/articles", "type": "AnnotationPage", "items": notes}]
    return canvas


def _notes(brief: IssueBrief, plate: Plate, canvas: str, site: str) -> Iterator[dict[str, Any]]:
    """Each article where it stands: its title, and where its text is."""
    by = plate.files[-1][1] / plate.units[0]
    for entry in brief.entries:
        article = entry.article
        if not (lines := [line for line in plate.lines if line.article == article.id]):
            continue
        left, top = min(line.left for line in lines), min(line.top for line in lines)
        right, bottom = max(line.right for line in lines), max(line.bottom for line in lines)
        place = ",".join(f"{round(edge * by)}" for edge in (left, top, right - left, bottom - top))
        address = f"{site}{url(article_path(article))}"
        yield {
            "id": f"{canvas}/{article.id}",
            "type": "Annotation",
            "motivation": "commenting",
            "body": {
                "type": "TextualBody",
                "value": f"{article.title}\n{address}",
                "format": "text/plain",
                "language": LANGUAGE,
            },
            "target": f"{canvas}#xywh={place}",
        }


def _contents(
    brief: IssueBrief, plates: list[Plate], canvases: dict[int, str], base: str, say: Wording
) -> Iterator[dict[str, Any]]:
    """The articles in their order, each with the pages that it stands on."""
    entries = []
    for entry in brief.entries:
        of = [canvases[plate.number] for plate in plates if entry.article.id in plate.outlines]
        if of:
            items = [{"id": canvas, "type": "Canvas"} for canvas in of]
            label = _said(entry.article.title)
            entries.append({"id": f"{base}/{entry.article.id}", "type": "Range", "label": label, "items": items})
    if entries:
        label = _said(say("facsimile.articles"))
        yield {"id": f"{base}/articles", "type": "Range", "label": label, "items": entries}
