"""An issue as METS 1.12 (loc.gov/standards/mets): which pages it has, which articles stand on them, and where the files
are. Described in Dublin Core.

`LOGICAL` is issue, page, article; `PHYSICAL` its page files. A file of another kind for each page, as ALTO, would be
one more `fileGrp` and one more `fptr` of each page.
"""

from collections.abc import Iterator

from generator.exports.edition import DC, Edition, dublin_core, of_issue, xml_id
from generator.exports.xml_text import Xml, block, document, element, said

SPACES = {
    "xmlns:mets": "http://www.loc.gov/METS/",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:dc": DC,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd",
}

LINES = "application/jsonl"
"""What a line file is: a page that came as a PDF, a picture or from OCR."""


def mets(edition: Edition, tei: str) -> str:
    """`tei` is where the TEI of the issue lies, as seen from this file."""
    about = {"OBJID": edition.name, "TYPE": "newspaper issue", "LABEL": edition.title}
    creator = {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
    return document(
        block(
            "mets:mets",
            {**SPACES, **about},
            block("mets:metsHdr", {}, element("mets:agent", creator, said("mets:name", "baocang"))),
            _described("dmd-issue", of_issue(edition)),
            *(
                _described(f"dmd-{entry.article.id}", block("mets:xmlData", {}, *dublin_core(edition, entry)))
                for entry in edition.entries
            ),
            block("mets:fileSec", {}, *_files(edition, tei)),
            block("mets:structMap", {"TYPE": "LOGICAL"}, _logical(edition)),
            *_physical(edition),
        )
    )


def _described(id: str, data: Xml) -> Xml:
    return block("mets:dmdSec", {"ID": id}, block("mets:mdWrap", {"MDTYPE": "DC", "MIMETYPE": "text/xml"}, data))


def _files(edition: Edition, tei: str) -> Iterator[Xml]:
    yield block("mets:fileGrp", {"USE": "TEI"}, _file("tei", "application/tei+xml", tei))
    pages = [
        _file(f"text-{n}", LINES if sheet.file.endswith(".jsonl") else "text/plain", link)
        for n, sheet in enumerate(edition.sheets, 1)
        if (link := edition.link(sheet.file))
    ]
    if pages:
        yield block("mets:fileGrp", {"USE": "page text"}, *pages)


def _file(id: str, kind: str, link: str) -> Xml:
    at = element("mets:FLocat", {"LOCTYPE": "OTHER", "OTHERLOCTYPE": "relative path", "xlink:href": link})
    return element("mets:file", {"ID": id, "MIMETYPE": kind}, at)


def _logical(edition: Edition) -> Xml:
    pages = []
    for n, (sheet, _, entries) in enumerate(edition.of_page(), 1):
        articles = [
            element(
                "mets:div",
                {"TYPE": "article", "LABEL": entry.article.title, "DMDID": f"dmd-{entry.article.id}"},
                element(
                    "mets:fptr",
                    {},
                    element("mets:area", {"FILEID": "tei", "BETYPE": "IDREF", "BEGIN": xml_id(entry.article)}),
                ),
            )
            for entry in entries
        ]
        label = {"TYPE": "page", "ORDER": n, "ORDERLABEL": sheet.cited, "LABEL": edition.say.sheet(sheet)}
        pages.append(block("mets:div", label, *articles))
    return block("mets:div", {"TYPE": "issue", "LABEL": edition.title, "DMDID": "dmd-issue"}, *pages)


def _physical(edition: Edition) -> Iterator[Xml]:
    if edition.seeds is None or not edition.sheets:
        return
    pages = [
        element(
            "mets:div",
            {"TYPE": "page", "ORDER": n, "ORDERLABEL": sheet.page},
            element("mets:fptr", {"FILEID": f"text-{n}"}),
        )
        for n, sheet in enumerate(edition.sheets, 1)
    ]
    yield block("mets:structMap", {"TYPE": "PHYSICAL"}, block("mets:div", {"TYPE": "issue"}, *pages))
