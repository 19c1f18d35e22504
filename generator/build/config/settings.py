"""What `mkdocs.yml` says of the archive itself, under `extra: archive:`. Templates read it as it stands there.

Its name, description, address and rights line are MkDocs' own `site_name`, `site_description`, `site_url`, `copyright`.
"""

import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from generator.base.facsimile import Shown
from generator.base.record import Record, Truth, Words
from generator.build.config import beside, destination

LIGHT, DARK, SEPIA = "#fbf8f1", "#1b1917", "#f4e8d0"
"""The grounds that an accent stands on: --paper in theme/assets/archive.css."""
CONTRAST = 4.5
"""The least that WCAG 2.2 AA asks of text."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
EMAIL = re.compile(r"[^\s<>\"@]+@[^\s<>\"@.]+(?:\.[^\s<>\"@.]+)+")
ADDRESS = re.compile(r"(?:https?://[^\s\"'<>\\/@]+|mailto:[^\s\"'<>\\/@]+@[^\s\"'<>\\/@?]+)(?:[/?#][^\s\"'<>\\]*)?")

REPOSITORY = re.compile(r"https://(?:github|gitee)\.com/[\w.-]+/[\w.-]+")
KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
"""What IndexNow takes."""


def _wrong(mend: str) -> PydanticCustomError:
    return PydanticCustomError("form", "{mend}", {"mend": mend})


def _colour_on(ground: str) -> AfterValidator:
    def check(value: str) -> str:
        if not COLOUR.fullmatch(value):
            raise _wrong('Write six digits in quotation marks, as in "#a32d1a"')
        if (ratio := contrast(value, ground)) < CONTRAST:
            raise _wrong(f"On {ground} its contrast is {ratio:.1f}; take a colour of at least {CONTRAST}")
        return value

    return AfterValidator(check)


def _address(value: str) -> str:
    if not ADDRESS.fullmatch(value):
        raise _wrong("Write mailto:NAME@HOST or an address that begins with https://")
    return value


def _licence(value: str) -> str:
    if not value.startswith("http") or not ADDRESS.fullmatch(value):
        raise _wrong("Write its address, as in https://creativecommons.org/licenses/by/4.0/")
    return value


def _names_article(value: str) -> str:
    if "{id}" not in value:
        raise _wrong("Write {id} where the article's id belongs, as in mailto:NAME@HOST?subject={id}")
    return value


def _place(value: object) -> object:
    try:
        destination.read(value if isinstance(value, str) else "")
    except ValueError as error:
        raise _wrong(str(error)) from None
    return value


def _site(value: str) -> str:
    try:
        return beside.read(value)
    except ValueError as error:
        raise _wrong(str(error)) from None


def _named(value: object) -> object:
    """A site by its address alone is one without a name of ours."""
    return {"site": _site(value)} if isinstance(value, str) else value


def _compression(value: str) -> str:
    if value not in ("gzip", "brotli"):
        raise _wrong("Write gzip, brotli or both, as in [gzip, brotli]")
    if value == "brotli" and not find_spec("brotli"):
        raise _wrong('It is not installed: pip install "baocang[brotli]"')
    return value


def _key(value: object) -> object:
    if value is not None and not (isinstance(value, str) and KEY.fullmatch(value)):
        raise _wrong("Write 8 to 128 letters (a-z, A-Z), digits and hyphens, in quotation marks")
    return value


Address = Annotated[str, AfterValidator(_address)]


class BagInfo(Record):
    """What an archivist says of a bag: the labels of bag-info.txt after RFC 8493, 2.2.2, that no program can know."""

    source_organization: Words | None = None
    """Who hands it over."""
    organization_address: Words | None = None
    contact_name: Words | None = None
    contact_phone: Words | None = None
    contact_email: Words | None = None
    external_description: Words | None = None
    """What it holds; the archive's name and description where it is left out."""
    external_identifier: Words | None = None
    """What the one who hands it over calls it; the site's address where it is left out."""
    bag_group_identifier: Words | None = None
    internal_sender_identifier: Words | None = None
    internal_sender_description: Words | None = None

    def labels(self) -> dict[str, str]:
        """Those that are said: {"Source-Organization": "兴县档案馆"}."""
        return {name.replace("_", "-").title(): value for name, value in self if value}


def _email(value: str) -> str:
    if not EMAIL.fullmatch(value):
        raise _wrong("Write NAME@HOST")
    return value


def _gateway(value: str) -> str:
    if not value.startswith("http") or not ADDRESS.fullmatch(value) or {"?", "#"} & set(value):
        raise _wrong("Write the address of the gateway, as in https://gateway.example.org/oai")
    return value


class Oai(Record):
    """What a static repository of OAI-PMH says of itself (exports/oai.py)."""

    gateway: Annotated[str, AfterValidator(_gateway)]
    """Of whoever has agreed to answer harvesters for this archive."""
    email: Annotated[str, AfterValidator(_email)]
    """Of whom harvesters write to."""


def _repository(value: str) -> str:
    if not REPOSITORY.fullmatch(value):
        raise _wrong("Write its address, as in https://github.com/NAME/PROJECT or https://gitee.com/NAME/PROJECT")
    return value


class Reports(Record):
    """Where readers send what they report of an article (theme/assets/reports.js)."""

    mail: Annotated[str, AfterValidator(_email)] | None = None
    """Of whoever takes it in; where it is left out, that of `contact`, if that is one."""
    repo: Annotated[str, AfterValidator(_repository)] | None = None
    """A repository, of which each report becomes an issue."""


class Beside(Record):
    """Another archive, which the search page searches, too."""

    site: Annotated[str, AfterValidator(_site)]
    """The address of its site, or a folder (beside.py)."""
    name: Words | None = None
    """What readers know it by; what it calls itself where it is left out."""


class Settings(Record):
    """`extra: archive:` in `mkdocs.yml`; all of it may be left out."""

    accent: Annotated[str, _colour_on(LIGHT)] = "#a32d1a"
    """The one colour beside ink and paper, on the light page."""
    accent_dark: Annotated[str, _colour_on(DARK)] = "#ec8b74"
    """The same on the dark page."""
    contact: Address | None = None
    """Who keeps the archive; linked at the foot of every page."""
    report: Annotated[Address, AfterValidator(_names_article)] | None = None
    """Where readers report errors; {id} in it stands for the article's."""
    reports: Reports = Reports()
    """Where readers send what they report of an article, beside what they may copy or save."""
    map: str | None = None
    """A TopoJSON file of boundaries, relative to the archive's folder; none: the map is a grid."""
    licence: Annotated[str, AfterValidator(_licence)] | None = None
    """The licence under which the tables of the data are given away; none: none is named. Not of the texts."""
    publish: Annotated[str, BeforeValidator(_place)] | None = None
    """Where `baocang publish` sends the site (destination.py); none: the command says it."""
    compress: tuple[Annotated[str, AfterValidator(_compression)], ...] = ()
    """In what ways files stand beside themselves compressed, for a server that sends them so: gzip, brotli."""
    bag: BagInfo = BagInfo()
    """What `baocang bag` writes down of who hands the archive over."""
    offline: Truth = True
    """Browsers keep what was read, and what a reader wishes, for reading without a network (build/offline.py)."""
    beside: tuple[Annotated[Beside, BeforeValidator(_named)], ...] = ()
    """Archives that are searched beside this one, in this order."""
    originals: Truth = False
    """Pictures of articles are published as the archive has them, too, with what cameras wrote into them."""
    facsimile: Shown = "none"
    """Which pictures of printed pages are published: none, of each article its part, the pages as well. A newspaper or
    an issue may say otherwise."""
    editions: Truth = False
    """Each issue is published as METS and TEI, too."""
    oai: Oai | None = None
    """Articles are published for harvesters, too, where `site_url` says where the site is."""
    indexnow: Annotated[str, BeforeValidator(_key)] | None = None
    """The key of IndexNow; none: there is no file of it. A build itself tells nobody of changes."""


def addressed(own: Settings) -> dict[str, str]:
    """Where reports go: `mail` and `repo`, empty where they do not go there."""
    contact = (own.contact or "").partition("?")[0]
    mail = own.reports.mail or (contact.removeprefix("mailto:") if contact.startswith("mailto:") else "")
    return {"mail": mail, "repo": own.reports.repo or ""}


def own(extra: Mapping[str, Any]) -> Settings:
    """What `extra:` of a configuration that was checked says of the archive."""
    return Settings.model_validate(extra.get("archive") or {})


def contrast(one: str, other: str) -> float:
    """Contrast of two colours after WCAG 2: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
