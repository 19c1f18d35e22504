"""Manifests of IIIF, by the rules of the Presentation API 3.0: what each kind of resource must have, and may not."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import Sample
from tests.site.printed_pages import CLOSED, NAMES, close, printed_issue

SITE = "https://example.org/xingxian/"
MUST = {
    "Manifest": {"id", "type", "label", "items"},
    "Canvas": {"id", "type", "height", "width", "items"},
    "Range": {"id", "type", "items"},
    "AnnotationPage": {"id", "type", "items"},
    "Annotation": {"id", "type", "motivation", "target", "body"},
    "Image": {"id", "type", "format", "height", "width"},
    "Text": {"id", "type", "label", "format"},
    "TextualBody": {"type", "value"},
}
"""Of those kinds that occur; what the specification asks or recommends for them."""
MAY = {
    "Manifest": {"@context", "metadata", "homepage", "structures", "navDate", "requiredStatement"},
    "Canvas": {"label", "thumbnail", "homepage", "annotations"},
    "Range": {"label"},
    "Text": {"language"},
    "TextualBody": {"format", "language"},
}
INSIDE = {
    "Manifest": {"Canvas"},
    "Canvas": {"AnnotationPage"},
    "AnnotationPage": {"Annotation"},
    "Range": {"Range", "Canvas"},
}


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    made = printed_issue(tmp_path_factory.mktemp("iiif"), pages=2)
    made.write("mkdocs.yml", made.read("mkdocs.yml").replace('site_url: ""', f'site_url: "{SITE}"', 1))
    close(made)
    assert made.run("build").exit_code == 0
    return made


@pytest.fixture(scope="module")
def manifest(issue: Sample) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(issue.read("site/iiif/xxb-2024-03-07/manifest.json"))
    return found


def resources(of: Any) -> Iterator[dict[str, Any]]:
    if isinstance(of, dict):
        if "type" in of:
            yield of
        for value in of.values():
            yield from resources(value)
    elif isinstance(of, list):
        for value in of:
            yield from resources(value)


def test_every_resource_has_what_it_must_and_nothing_that_it_may_not(manifest: dict[str, Any]) -> None:
    assert next(iter(manifest)) == "@context"
    assert manifest["@context"] == "http://iiif.io/api/presentation/3/context.json"
    for of in resources(manifest):
        kind, keys = of["type"], of.keys()
        own = MUST[kind] if not (kind == "Canvas" and keys == {"id", "type"}) else {"id", "type"}
        assert own <= keys <= own | MAY.get(kind, set()), of
        for each in of.get("items", ()):
            assert each["type"] in INSIDE[kind]
        for label in (of[name] for name in ("label",) if name in of):
            assert [*label] == ["zh"]
            assert all(isinstance(text, str) for text in label["zh"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", manifest["navDate"])
    assert manifest["requiredStatement"].keys() == {"label", "value"}


def test_ids_are_addresses_none_twice_and_those_of_canvases_without_a_fragment(manifest: dict[str, Any]) -> None:
    canvases = [canvas["id"] for canvas in manifest["items"]]
    assert all(id.startswith(f"{SITE}iiif/") and "#" not in id for id in canvases)
    own = [
        of["id"] for of in resources(manifest) if of["type"] in ("Manifest", "AnnotationPage", "Annotation", "Range")
    ]
    assert len(own) == len({*own, *canvases}) - len(canvases)
    named = {
        item["id"]
        for of in resources(manifest)
        if of["type"] == "Range"
        for item in of["items"]
        if item["type"] == "Canvas"
    }
    assert named <= {*canvases}


def test_a_canvas_is_as_large_as_its_picture_which_is_there(issue: Sample, manifest: dict[str, Any]) -> None:
    for canvas in manifest["items"]:
        ((annotation,),) = [page["items"] for page in canvas["items"]]
        assert (annotation["motivation"], annotation["target"]) == ("painting", canvas["id"])
        for body in (annotation["body"], *canvas["thumbnail"]):
            with Image.open(Path(issue.root / "site" / body["id"].removeprefix(SITE))) as image:
                assert (image.format, *image.size) == ("WEBP", body["width"], body["height"])
        assert (canvas["width"], canvas["height"]) == (annotation["body"]["width"], annotation["body"]["height"])
        for note in canvas["annotations"][0]["items"]:
            left, top, width, height = map(int, note["target"].removeprefix(f"{canvas['id']}#xywh=").split(","))
            assert 0 <= left < left + width <= canvas["width"]
            assert 0 <= top < top + height <= canvas["height"]


def test_articles_are_the_contents_and_what_is_closed_is_not_among_them(
    issue: Sample, manifest: dict[str, Any]
) -> None:
    (contents,) = manifest["structures"]
    assert [each["label"]["zh"][0] for each in contents["items"]] == [*NAMES[0], NAMES[1][0]]
    assert CLOSED not in json.dumps(manifest)
    notes = [note["body"]["value"] for canvas in manifest["items"] for note in canvas["annotations"][0]["items"]]
    assert notes[0] == f"{NAMES[0][0]}\n{SITE}issues/xxb/2024-03-07/01-01.html"
    for address in (of["id"] for of in resources(manifest) if of["type"] == "Text"):
        assert (issue.root / "site" / address.removeprefix(SITE)).is_file()
    assert 'href="../../../iiif/xxb-2024-03-07/manifest.json">IIIF<' in issue.read(
        "site/issues/xxb/2024-03-07/page-1.html"
    )
