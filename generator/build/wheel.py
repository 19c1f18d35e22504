"""The program as a wheel, which an archive keeps beside it: a host then builds with the very program that made it, and
asks for it nowhere. What the program stands on is pinned, each by its digest, in its lock file.

The same program gives the same bytes, wherever it runs: nothing is compressed, for that is another thing in another
zlib, and git packs it better as it is.
"""

import base64
import hashlib
import importlib.metadata
import io
import zipfile
from collections.abc import Mapping

from generator.base import assets

NAME = "baocang"
EPOCH = (1980, 1, 1, 0, 0, 0)
TAGS = "Wheel-Version: 1.0\nGenerator: baocang\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
METADATA = ("METADATA", "entry_points.txt", "licenses/LICENSE")


def name() -> str:
    """Of the wheel of this program. Raises PackageNotFoundError where it is not installed."""
    return f"{NAME}-{importlib.metadata.version(NAME)}-py3-none-any.whl"


def packed() -> tuple[str, bytes]:
    """The wheel's name and content. Raises PackageNotFoundError as well."""
    program = importlib.metadata.distribution(NAME)
    about = {each: text.encode() for each in METADATA if (text := program.read_text(each)) is not None}
    return name(), wheel(f"{NAME}-{program.version}", _package(), about)


def wheel(of: str, files: Mapping[str, bytes], about: Mapping[str, bytes]) -> bytes:
    """A wheel of nothing but Python: `of` is its name and version, `about` what its .dist-info says."""
    folder = f"{of}.dist-info"
    every = {**files, **{f"{folder}/{each}": data for each, data in about.items()}, f"{folder}/WHEEL": TAGS.encode()}
    every[f"{folder}/RECORD"] = _record(every, f"{folder}/RECORD")
    return _zip(every)


def requirements(wheel: str, content: bytes) -> bytes:
    """What pip installs: the wheel, at its place below the archive, and all that it stands on."""
    head = (
        "# What a host installs to build this archive: the program that made it, which lies beside, and all that it\n"
        '# stands on, each by its digest. "baocang new . --hosting" renews it.\n'
        f"./{wheel} \\\n    --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"
    )
    return head.encode() + assets.lock().read_bytes()


def _package() -> dict[str, bytes]:
    """Every file of the package, by its place in the wheel: also what lies beside it in the repository, and inside it
    once it is installed (pyproject.toml)."""
    beside = {"theme": assets.theme(), "requirements.lock": assets.lock()}
    beside |= {f"formats/{name}": path for name, path in assets.formats().items()}
    places = {"generator": assets.PACKAGE, **{f"generator/{name}": path for name, path in beside.items()}}
    found = {}
    for place, top in places.items():
        for path in [top] if top.is_file() else [*top.rglob("*")]:
            if path.is_file() and "__pycache__" not in path.parts:
                inside = path.relative_to(top).as_posix()
                found[place if inside == "." else f"{place}/{inside}"] = path.read_bytes()
    return found


def _record(files: Mapping[str, bytes], own: str) -> bytes:
    lines = [f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in sorted(files.items())]
    return "".join([*lines, f"{own},,\n"]).encode()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _zip(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items(), key=lambda each: (".dist-info/" in each[0], each[0])):
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return content.getvalue()
