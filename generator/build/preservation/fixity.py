"""Whether files are as they were: bags by their manifests (RFC 8493), bundles by their SHA256SUMS.

All that is wrong is found in one pass, in which each file is read once. What is listed is looked for among the files
that are there, so a list cannot name a file elsewhere.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, NamedTuple

from generator.base.model import Progress
from generator.base.problems import Problem
from generator.build.audit.inner import FAULTS
from generator.build.preservation.bag_file import OXUM, STEP
from generator.build.preservation.tree import Tree

AGAIN = "Take it from another copy."
UNLISTED = "Take it away, or ask whether the list is whole."
ALGORITHMS = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}
"""Those of manifests that Python has everywhere."""
SUMS = "SHA256SUMS"
DECLARED = re.compile(r"BagIt-Version: (\d+)\.(\d+)\s+Tag-File-Character-Encoding: (\S+)\s*")
LISTED = re.compile(r"([0-9a-fA-F]{32,128})[ \t]+\*?(\S.*)")
SUM = re.compile(r"(\\?)([0-9a-fA-F]{64})[ \t][ *](.+)")
MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_CODES = {"%0A": "\n", "%0D": "\r", "%25": "%"}


@dataclass
class Findings:
    """What was found out about a folder or zip."""

    shown: str
    """Its name, as whoever asks has written it."""
    what: str = ""
    """What it is, in words."""
    files: int = 0
    bytes: int = 0
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, what: str, mend: str = AGAIN, line: int | None = None) -> None:
        self.problems.append(Problem(f"{self.shown}/{name}" if name else self.shown, line, what, mend))


class Manifest(NamedTuple):
    """A list of checksums in a bag."""

    name: str
    tags: bool
    """It is of the files beside data/, not of those in it."""
    algorithm: str


@dataclass
class Told:
    """What a bag says of itself."""

    version: tuple[int, int]
    encoding: str
    sums: defaultdict[str, dict[str, str]]
    """By the name of a file what each algorithm should say of it."""


def bag(tree: Tree, found: Findings, progress: Progress) -> None:
    """Finds what is wrong with a bag."""
    told = _declared(tree, found)
    matches = [match for name in sorted(tree.sizes) if (match := MANIFEST.fullmatch(name))]
    manifests = [Manifest(match[0], bool(match[1]), match[2]) for match in matches]
    payload = {name for name in tree.sizes if name.startswith("data/")}
    lacking: defaultdict[str, list[str]] = defaultdict(list)
    known = sorted({each.algorithm for each in manifests if not each.tags} & ALGORITHMS)
    for each in manifests:
        if each.algorithm not in ALGORITHMS:
            found.wrong(
                each.name, f"has checksums of a kind that is not known: {each.algorithm}", "Nothing was compared."
            )
            continue
        listed = _listed(tree, each, found, told)
        needed = {other.name for other in manifests if not other.tags} if each.tags else payload
        for missing in needed - listed:
            lacking[missing].append(each.name)
    for name, lists in sorted(lacking.items()):
        found.wrong(name, f"is not listed in {' and '.join(lists)}", UNLISTED)
    if not known:
        found.wrong("", "has no manifest, so nothing tells what its files should be", "Ask whoever made the bag.")
    _to_fetch(tree, found, told)
    _weigh(tree, found, told, payload)
    _compare(tree, found, told.sums, progress)
    version = ".".join(map(str, told.version))
    found.what = f"a bag (BagIt {version}) with {' and '.join(known) or 'no checksums'}"


def bundle(tree: Tree, found: Findings, progress: Progress) -> None:
    """Finds what is wrong with a site that lists its files."""
    wanted: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for number, line in enumerate(_text(tree, SUMS, found, "utf-8").split("\n"), 1):
        if not line.strip():
            continue
        if not (match := SUM.fullmatch(line.rstrip("\r"))):
            found.wrong(SUMS, "is no checksum with the name of a file", AGAIN, number)
            continue
        name = match[3].replace("\\n", "\n").replace("\\\\", "\\") if match[1] else match[3]
        wanted[name.removeprefix("./")]["sha256"] = match[2].lower()
    there = {unicodedata.normalize("NFC", name) for name in wanted}
    for name in sorted(tree.sizes):
        if name != SUMS and unicodedata.normalize("NFC", name) not in there:
            found.wrong(name, f"is not listed in {SUMS}", UNLISTED)
    _compare(tree, found, wanted, progress)
    found.what = "a bundle with sha256"


def _declared(tree: Tree, found: Findings) -> Told:
    """What bagit.txt says; of today's version and encoding where it does not."""
    ask = "Ask whoever made the bag."
    told = Told((1, 0), "utf-8", defaultdict(dict))
    if not (match := DECLARED.fullmatch(_text(tree, "bagit.txt", found, "utf-8"))):
        found.wrong("bagit.txt", "does not say the version of BagIt and the encoding", ask)
        return told
    told.version = int(match[1]), int(match[2])
    if told.version > (1, 0):
        found.wrong("bagit.txt", f"is of a later BagIt, {match[1]}.{match[2]}", "Verify it with a newer program.")
    try:
        b"".decode(match[3])
        told.encoding = match[3]
    except (LookupError, ValueError):
        found.wrong("bagit.txt", f"names an encoding that is not known: {match[3][:40]}", ask)
    return told


def _listed(tree: Tree, manifest: Manifest, found: Findings, told: Told) -> set[str]:
    """The files that a manifest lists; what it says of each goes into `told`."""
    name, tags, algorithm = manifest
    listed = set()
    there = _Forms(tree.sizes)
    codes = re.compile("%(?:0[aAdD]|25)" if told.version >= (1, 0) else "%0[aAdD]")
    for number, line in enumerate(re.split("\r\n|\n|\r", _text(tree, name, found, told.encoding)), 1):
        if not line.strip():
            continue
        match = LISTED.fullmatch(line)
        if not match or len(match[1]) != 2 * hashlib.new(algorithm, usedforsecurity=False).digest_size:
            found.wrong(name, f"is no {algorithm} with the name of a file", AGAIN, number)
            continue
        path = codes.sub(lambda code: _CODES[code[0].upper()], match[2])
        file = there.name(path.removeprefix("./"))
        if tags == file.startswith("data/"):
            found.wrong(name, f"lists {file}, which belongs into the other manifest", AGAIN, number)
            continue
        said = match[1].lower()
        if told.sums[file].setdefault(algorithm, said) != said:
            found.wrong(name, f"lists {file} twice, with two checksums", AGAIN, number)
        elif file in listed and told.version >= (1, 0):
            found.wrong(name, f"lists {file} twice", "Ask whoever made the bag.", number)
        listed.add(file)
    return listed


def _to_fetch(tree: Tree, found: Findings, told: Told) -> None:
    """A bag may leave files at other addresses, which nobody asks here. One that is to be kept holds them all."""
    if "fetch.txt" not in tree.sizes:
        return
    there = _Forms({*tree.sizes, *told.sums})
    for number, line in enumerate(re.split("\r\n|\n|\r", _text(tree, "fetch.txt", found, told.encoding)), 1):
        file = there.name(line.split(maxsplit=2)[-1].removeprefix("./") if line.strip() else "")
        if file and not (file.startswith("data/") and file in told.sums):
            found.wrong("fetch.txt", f"names {file}, which no manifest lists", "Ask whoever made the bag.", number)
        elif file and file not in tree.sizes:
            found.wrong("fetch.txt", f"names {file}, which lies elsewhere", "Ask for a bag that holds it.", number)


class _Forms:
    """Names of files, found whatever form of Unicode they are written in: macOS changes it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = set(names)
        self._forms = {unicodedata.normalize("NFC", name): name for name in self._names}

    def name(self, path: str) -> str:
        """That of the file that is there; the path itself where there is none."""
        return path if path in self._names else self._forms.get(unicodedata.normalize("NFC", path), path)


def _weigh(tree: Tree, found: Findings, told: Told, payload: set[str]) -> None:
    """Compares what bag-info.txt says of size and number of the files."""
    if "bag-info.txt" not in tree.sizes:
        return
    text = _text(tree, "bag-info.txt", found, told.encoding)
    for said in re.findall(rf"^{OXUM}:[ \t]*(\S*)", text, re.MULTILINE):
        there = f"{sum(tree.sizes[name] for name in payload)}.{len(payload)}"
        if said != there:
            found.wrong("bag-info.txt", f"says that data/ has {said} (bytes.files), and it has {there}")


def _compare(tree: Tree, found: Findings, wanted: Mapping[str, Mapping[str, str]], progress: Progress) -> None:
    """Reads every file, those that nobody lists as well: a zip has a check of its own."""
    there = _Forms(tree.sizes)
    by_name = {there.name(name): sums for name, sums in wanted.items()}
    for name in sorted(by_name.keys() - tree.sizes.keys()):
        found.wrong(name, "is listed and is missing")
    for name in progress(sorted(tree.sizes), "verify", len(tree.sizes)):
        sums = by_name.get(name, {})
        try:
            with tree.opened(name) as file:
                said = digests(file, sums)
        except FAULTS as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else "it is damaged"
            found.wrong(name, f"cannot be read: {why}")
            continue
        if differs := [algorithm for algorithm in sorted(sums) if said[algorithm] != sums[algorithm]]:
            found.wrong(name, f"is not what it was: its {' and its '.join(differs)} differ{'s'[len(differs) > 1 :]}")
        found.files += 1
        found.bytes += tree.sizes[name]


def digests(file: IO[bytes], algorithms: Iterable[str]) -> dict[str, str]:
    """What each algorithm says of all that is read from a file."""
    made = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm in algorithms}
    for piece in pieces(file):
        for each in made.values():
            each.update(piece)
    return {algorithm: each.hexdigest() for algorithm, each in made.items()}


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(STEP):
        yield piece


def _text(tree: Tree, name: str, found: Findings, encoding: str) -> str:
    """A list or description; "" where it cannot be read, which is a problem."""
    try:
        return tree.content(name).decode(encoding)
    except FAULTS:
        found.wrong(name, "cannot be read as text")
        return ""
