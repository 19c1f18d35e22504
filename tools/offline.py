"""The program and all that it stands on, for offices without a network: dist/baocang-offline-VERSION.zip.

    python -m tools.offline [--systems windows linux] [--pythons 3.12 3.13] [--into DIR]

pip fetches what requirements.lock pins, each file by its digest, for each system and each Python. jieba, which comes as
source alone and is nothing but Python, is packed here, without running anything of it. The zip has the same bytes
whenever it is made of the same files: nothing in it is compressed anew, for wheels are compressed already.
"""

import argparse
import hashlib
import platform
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from email.parser import BytesParser
from importlib.metadata import version
from pathlib import Path

from generator.base import assets
from generator.base.output import unfinished
from generator.build import wheel
from tools.offline_page import page

REPOSITORY = Path(__file__).resolve().parent.parent
PARTS = Path(__file__).resolve().parent / "offline"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PATCH = {"3.11": "3.11.9"}  # pymdown-extensions wants 3.11.5, and pip takes 3.11 for 3.11.0
GLIBC = (5, 12, 17, 24, 26, 27, 28)  # 2.28: Debian 10, Ubuntu 18.10, RHEL 8, 麒麟 V10, and all newer ones
LEGACY = {5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"}
MACOS = (11, 12, 13, 14)


def _linux(machine: str) -> tuple[str, ...]:
    tags = [name for minor in GLIBC for name in (LEGACY.get(minor), f"manylinux_2_{minor}") if name]
    return tuple(f"{tag}_{machine}" for tag in tags)


def _macos(machine: str) -> tuple[str, ...]:
    old = [f"macosx_10_{minor}" for minor in range(9, 17)]
    tags = [*old, *(f"macosx_{major}_0" for major in MACOS)]
    return tuple(f"{tag}_{kind}" for tag in tags for kind in (machine, "universal2"))


SYSTEMS = {
    "windows": ("win_amd64",),
    "linux": _linux("x86_64"),
    "linux-arm": _linux("aarch64"),
    "macos": _macos("arm64"),
    "macos-intel": _macos("x86_64"),
}
"""Tags of wheels that each system takes, the oldest first: then what old machines can run is what comes."""
USUAL = ("windows", "linux", "macos", "macos-intel")
NAMES = {"install.cmd": "安装.cmd", "install.sh": "install.sh", "install.py": "install.py"}
PAGE = "说明.html"
PACKED = "jieba"
"""Comes as source alone."""
_PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)[^\n]*(?:\n[ ]+[^\n]*)*\n", re.MULTILINE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the zip, and says what is in it."""
    parser = argparse.ArgumentParser(prog="python -m tools.offline", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=USUAL)
    parser.add_argument("--pythons", nargs="+", choices=PYTHONS, default=PYTHONS)
    parser.add_argument("--into", type=Path, default=REPOSITORY / "dist")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder), asked.systems, asked.pythons)
        target = asked.into / f"{stem(asked.systems)}.zip"
        content = contents(Path(folder), asked.systems, asked.pythons)
        target.parent.mkdir(parents=True, exist_ok=True)
        pack(target, stem(asked.systems), content)
    wheels = sum(name.endswith(".whl") for name in content)
    print(f"{target}: {target.stat().st_size / 1e6:.0f} MB, {wheels} wheels")
    return 0


def stem(systems: Sequence[str]) -> str:
    """The name of the zip and of the folder in it; it says for which systems, where not for the usual ones."""
    return "-".join(["baocang-offline", version("baocang"), *([] if {*systems} == {*USUAL} else systems)])


def fetch(folder: Path, systems: Sequence[str], pythons: Sequence[str]) -> None:
    """Has pip bring every wheel into a folder. Raises SystemExit where it cannot, with what pip says."""
    pins = {match["name"]: match[0] for match in _PIN.finditer(assets.lock().read_text("utf-8"))}
    source = folder / "source"
    _download(source, pins[PACKED], ["--no-binary", PACKED, "--no-build-isolation"])
    [archive] = source.glob("*.tar.gz")
    name, data = packed(archive)
    (folder / name).write_bytes(data)
    name, data = wheel.packed()
    (folder / name).write_bytes(data)
    others = "".join(text for name, text in pins.items() if name != PACKED)
    for system in systems:
        for python in pythons:
            print(f"{system}, Python {python}", flush=True)
            tags = [word for tag in SYSTEMS[system] for word in ("--platform", tag)]
            which = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", PATCH.get(python, python)]
            _download(folder, others, [*which, *tags])


def _download(folder: Path, requirements: str, options: Sequence[str]) -> None:
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "requirements.txt"
        listed.write_text(requirements, encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "-r", str(listed)]
        done = subprocess.run([*pip, "-d", str(folder), *options], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"pip could not fetch what is needed. See that there is a network.\n{done.stderr[-2000:]}")


def packed(archive: Path) -> tuple[str, bytes]:
    """A wheel of a source archive that is nothing but Python: its name and content. Nothing of it is run."""
    with tarfile.open(archive) as source:
        top = archive.name.removesuffix(".tar.gz")
        files = {
            each.name.removeprefix(f"{top}/"): file.read()
            for each in source
            if each.isfile() and (file := source.extractfile(each))
        }
    about = BytesParser().parsebytes(files["PKG-INFO"], headersonly=True)
    of = f"{about['Name']}-{about['Version']}"
    package = {name: data for name, data in files.items() if name.startswith(f"{about['Name']}/")}
    return f"{of}-py3-none-any.whl", wheel.wheel(of, package, {"METADATA": files["PKG-INFO"]})


def contents(folder: Path, systems: Sequence[str], pythons: Sequence[str]) -> dict[str, bytes | Path]:
    """Every file of the package, by its place in it."""
    wheels = sorted(folder.glob("*.whl"))
    files: dict[str, bytes | Path] = {f"wheels/{path.name}": path for path in wheels}
    files["requirements.txt"] = requirements(wheels).encode()
    for name, called in NAMES.items():
        text = (PARTS / name).read_text("utf-8")
        files[called] = (text.replace("\n", "\r\n") if name.endswith(".cmd") else text).encode()
    files[PAGE] = page(version("baocang"), stem(systems), systems, pythons).encode()
    return files


def requirements(wheels: Sequence[Path]) -> str:
    """What pip installs: the lock file's pins, with the digests of what was packed here, and the program."""
    own = {path.name.partition("-")[0]: path for path in wheels if path.name.startswith((f"{PACKED}-", "baocang-"))}
    pins = [match[0] for match in _PIN.finditer(assets.lock().read_text("utf-8")) if match["name"] not in own]
    digests = [
        f"{name}=={path.name.split('-')[1]} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for name, path in sorted(own.items())
    ]
    return "".join([*pins, *digests])


def pack(target: Path, top: str, content: Mapping[str, bytes | Path]) -> None:
    """Writes the zip, in an order and with times that do not depend on when and where."""
    with unfinished(target) as new, zipfile.ZipFile(new, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(content.items()):
            info = zipfile.ZipInfo(f"{top}/{name}", wheel.EPOCH)
            info.create_system = 3  # rights, which Linux and macOS read
            info.external_attr = (0o100755 if name.endswith(".sh") else 0o100644) << 16
            archive.writestr(info, data if isinstance(data, bytes) else data.read_bytes())


def here() -> str:
    """The system that this is, as `--systems` names it."""
    machine = platform.machine().lower()
    arm = machine in ("arm64", "aarch64")
    if sys.platform == "win32":
        return "windows"
    return ("macos" if arm else "macos-intel") if sys.platform == "darwin" else ("linux-arm" if arm else "linux")


if __name__ == "__main__":
    sys.exit(main())
