"""What a result is made by: the modules of this package that its maker imports, near or far, the tables that these
name, and the libraries that they use. Other digests mean that the result may be another one.

Imports are read from the sources, so no list has to be kept. What a module imports counts whether it is used or not:
a digest too many makes something anew, one too few publishes other bytes under an address that browsers remember.
"""

import platform
import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from generator.base import assets
from generator.base.digest import digest

_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|.*)|import[ \t]+(.*))", re.MULTILINE)
"""As they stand in the sources: to parse those of the search takes twelve times as long (80 ms)."""
_ASIDE = re.compile(r"#.*|\bas\s+\w+")
_TABLE = re.compile(r'"(?:data/)?([\w-]+\.\w+)"')
_REQUIRED = re.compile(r"^Requires-Dist: ([\w.-]+)(?!.*\bextra ==)", re.MULTILINE)
_VERSION = re.compile(r"^Version: (.*)", re.MULTILINE)


@cache
def code(*modules: str) -> str:
    """Digest of all that makes what these modules make, by their names below the package."""
    sources = closure(*modules)
    imported = {top for source in sources.values() for top in _others(source)}
    used = [(name, version) for name, (version, offers) in libraries().items() if imported & offers]
    tables = {name for source in sources.values() for name in _TABLE.findall(source)}
    held = [path for name in sorted(tables) if (path := assets.PACKAGE / "data" / name).is_file()]
    return digest(sources, [path.name for path in held], *(path.read_bytes() for path in held), sorted(used), machine())


def machine() -> list[str]:
    """Python, with what it knows of characters, and the library that deflates."""
    return [platform.python_version(), zlib.ZLIB_RUNTIME_VERSION]


def closure(*modules: str, package: Path = assets.PACKAGE) -> dict[str, str]:
    """The sources of modules and of all that they import of the package, by their paths below it."""
    there = {path.relative_to(package).as_posix(): path for path in package.rglob("*.py")}
    found: dict[str, str] = {}
    waiting, seen = list(modules), set[str]()
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            for name in there.keys() & _files(module) - found.keys():
                found[name] = there[name].read_text(encoding="utf-8")
                waiting += _own(found[name], package.name)
    return dict(sorted(found.items()))


def _files(module: str) -> set[str]:
    """Those that Python may run when it imports a module of the package."""
    parts = [part for part in module.split("/") if part]
    folders = ["/".join([*parts[:n], "__init__.py"]) for n in range(len(parts) + 1)]
    return {*folders, f"{module}.py"}


def _imports(source: str) -> Iterator[tuple[str, list[str]]]:
    """Each module that a source imports, and the names that it takes from there."""
    for module, names, plain in _IMPORT.findall(source):
        if module:
            yield module, re.findall(r"\w+", _ASIDE.sub("", names))
        else:
            yield from ((name.strip(), []) for name in _ASIDE.sub("", plain).split(","))


def _own(source: str, package: str) -> Iterator[str]:
    for module, names in _imports(source):
        top, *rest = module.split(".")
        if top == package:
            yield "/".join(rest)
            yield from ("/".join([*rest, name]) for name in names)


def _others(source: str) -> Iterator[str]:
    return (module.partition(".")[0] for module, _ in _imports(source))


@cache
def libraries() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Version and modules of every library that this program requires, and that those require; extras aside."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    waiting = ["baocang"]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            one = distribution(name)
        except PackageNotFoundError:  # of another system, or of an older Python
            continue
        head = (one.read_text("METADATA") or "").partition("\n\n")[0]
        version = _VERSION.search(head)
        found[name] = version[1].strip() if version else "", _modules(name, one)
        waiting += _REQUIRED.findall(head)
    found.pop("baocang", None)
    return found


def _modules(name: str, library: Distribution) -> frozenset[str]:
    return frozenset((library.read_text("top_level.txt") or name.replace("-", "_")).split())
