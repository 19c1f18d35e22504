"""Archives that the search page searches, too: `extra: archive: beside:`, each the address of a site or a folder.

https://NAME.github.io/2019/     another site; http:// in a network of one's own
../2019/                         a folder beside this site's, on the same host or disk; at most three folders up

What stands there goes into the page's policy and is asked for by readers' browsers. So each part has a form of its own,
in which no other directive, no name of a user and no way to elsewhere has room.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote, urljoin, urlsplit

from generator.build.config.extensions import Fault

HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
ODD = re.compile(r"[\x00-\x20\x7f-\xa0\\:?#\"'<>|*@;]|[\ud800-\udfff]")
"""What is in no path here: a space, what ends a path, and what no file's name has everywhere."""
UP = re.compile(r"(?:\.\./){0,3}")
PORTS = {"https": 443, "http": 80}
HERE = ("localhost", "127.0.0.1")
"""Browsers let a site over https ask these over http."""
KNOWN = (
    "Write the address of a site, as in https://NAME.github.io/2019/, or a folder beside this site's, as in ../2019/"
)


def read(text: str) -> str:
    """The address as a browser writes it, or the folder, with the last slash. Raises ValueError with how to mend it."""
    way, colon, rest = text.partition("://")
    if not colon:
        up = UP.match(text)
        return (up[0] if up else "") + _path(text[up.end() :] if up else text, bool(up and up[0]))
    if way.lower() not in PORTS:
        raise ValueError(KNOWN)
    host, _, path = rest.partition("/")
    return f"{way.lower()}://{_host(host, way.lower())}/{_path(path, True)}"


def _path(text: str, may_be_empty: bool) -> str:
    """Folders, each with its slash, as a browser writes them."""
    names = [unquote(name) for name in text.removesuffix("index.html").rstrip("/").split("/")]
    if names == [""] and may_be_empty:
        return ""
    if any(not name or name in (".", "..") or "/" in name or ODD.search(name) for name in names):
        raise ValueError(f"{KNOWN}, without spaces, ? and #, at most three times up")
    return "".join(f"{quote(name, safe='')}/" for name in names)


def _host(text: str, way: str) -> str:
    """Host and port."""
    name, colon, port = text.partition(":")
    try:
        name = name.lower() if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        name = ""
    number = int(port) if re.fullmatch(r"[0-9]{1,5}", port) else 0
    if "@" in text:
        raise ValueError(f"{KNOWN}, with nothing before the host's name")
    if text.startswith("["):
        raise ValueError(f"{KNOWN}; a host goes by its name here, and not by a number in brackets")
    if not HOST.fullmatch(name):
        raise ValueError(f"{KNOWN}; the name of a host has letters, digits, full stops and hyphens, and no space or *")
    if colon and not 0 < number < 1 << 16:
        raise ValueError(f"{KNOWN}; a port is a number from 1 to 65535")
    return f"{name}:{number}" if colon and number != PORTS[way] else name


def faults(addresses: Iterable[str], site_url: str) -> Iterator[Fault]:
    """Those that are this site itself, stand there twice, or that no browser asks. `site_url`: "" where unknown."""
    own, seen = f"{site_url.rstrip('/')}/" if site_url else "", set[str]()
    for n, address in enumerate(addresses):
        at = ("extra", "archive", "beside", n)
        whole = urljoin(own, address)
        if own and whole == own:
            yield at, f"beside names this archive itself: {unquote(address)}", "Take it out; it is searched anyway."
        elif whole in seen:
            yield at, f"beside names {unquote(address)} twice", "Take one out."
        elif own.startswith("https:") and whole.startswith("http:") and urlsplit(whole).hostname not in HERE:
            what = f"beside names {unquote(address)}, which browsers let no site over https ask"
            yield at, what, "Write https:// if it answers there."
        seen.add(whole)


def origins(addresses: Iterable[str]) -> str:
    """The hosts that the page's policy lets it ask, in one line; "" where there are none but its own."""
    found = (urlsplit(address) for address in addresses if "://" in address)
    return " ".join(sorted({f"{each.scheme}://{each.netloc}" for each in found}))
