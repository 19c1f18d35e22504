"""The published articles as a static repository of OAI-PMH: `data/oai.xml`, by which a gateway answers harvesters
(openarchives.org/OAI/2.0/guidelines-static-repository.htm). A site without a server can be harvested by no other way.

Each record is Dublin Core. Its datestamp is the day of the issue, or the first one that it may be of: it follows from
the article, so that the same archive gives the same file, and says nothing of when somebody worked on it. It does not
tell that a text was corrected: who harvests takes the whole file again, which is what the guidelines have gateways do.
"""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, urlsplit

from generator.base.archive import Entry
from generator.base.digest import digest
from generator.base.memo import Unmade
from generator.exports.edition import DC, Edition, dublin_core
from generator.exports.xml_text import HEAD, Xml, block, element, said
from generator.pages.catalogue import Catalogue

FILE = "data/oai.xml"
OAI = "http://www.openarchives.org/OAI/2.0/"
SPACE = f"{OAI}static-repository"
OAI_DC = f"{OAI}oai_dc/"
SCHEMA = f"{OAI}oai_dc.xsd"
SPACES = {
    "xmlns": SPACE,
    "xmlns:oai": OAI,
    "xmlns:oai_dc": OAI_DC,
    "xmlns:dc": DC,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def repository(c: Catalogue, harvested: tuple[str, str]) -> tuple[str, Unmade[str]]:
    """Path below the docs folder, and the file. `harvested`: the address of the gateway that will answer for it, and
    whom harvesters write to."""
    key = digest("oai", harvested, c.rights, c.name, c.address, list(c.states.values()))
    return FILE, Unmade(key, partial(_file, c, *harvested))


def base_url(address: str, gateway: str) -> str:
    """Where harvesters ask: the gateway's address with that of the file behind it, without its scheme."""
    return f"{gateway.rstrip('/')}/{address.partition('://')[2]}{FILE}"


def identifier(address: str, id: str) -> str:
    """After the guidelines for oai-identifier: unlike that of any other archive at the same host."""
    parts = urlsplit(address)
    return f"oai:{quote(parts.hostname or '')}:{quote(parts.path.lstrip('/'), safe='/%')}{id}"


def _file(c: Catalogue, gateway: str, email: str) -> Iterator[str]:
    """In pieces, for it is long."""
    earliest = min((f"{entry.article.date.first}" for entry in c.archive.entries), default="1970-01-01")
    identify = {
        "repositoryName": c.name,
        "baseURL": base_url(c.address, gateway),
        "protocolVersion": "2.0",
        "adminEmail": email,
        "earliestDatestamp": earliest,
        "deletedRecord": "no",
        "granularity": "YYYY-MM-DD",
    }
    formats = {"metadataPrefix": "oai_dc", "schema": SCHEMA, "metadataNamespace": OAI_DC}
    named = "".join(f' {name}="{value}"' for name, value in SPACES.items())
    yield f'{HEAD}<Repository{named} xsi:schemaLocation="{SPACE} {SPACE}.xsd">\n'
    yield block("Identify", {}, *(said(f"oai:{name}", value) for name, value in identify.items())) + "\n"
    format = block("oai:metadataFormat", {}, *(said(f"oai:{name}", value) for name, value in formats.items()))
    yield block("ListMetadataFormats", {}, format) + "\n"
    yield '<ListRecords metadataPrefix="oai_dc">\n'
    for issue in c.archive.issues.values():
        edition = Edition(issue, c.paper(issue), c.articles(issue), (), c.say, c.name, c.rights, address=c.address)
        for entry in edition.entries:
            yield _record(edition, entry) + "\n"
    yield "</ListRecords>\n</Repository>\n"


def _record(edition: Edition, entry: Entry) -> Xml:
    article = entry.article
    header = element(
        "oai:header",
        {},
        said("oai:identifier", identifier(edition.address, article.id)),
        said("oai:datestamp", article.date.first),
    )
    described = element("oai_dc:dc", {"xsi:schemaLocation": f"{OAI_DC} {SCHEMA}"}, *dublin_core(edition, entry))
    return element("oai:record", {}, header, element("oai:metadata", {}, described))
