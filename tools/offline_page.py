"""The page of instructions that lies in the offline package: it opens in any browser, and needs nothing else."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent / "offline" / "page.html"
CALLED = {
    "windows": "Windows 10、11（64 位）",
    "linux": "Linux（x86_64，glibc 2.28 以上）",
    "linux-arm": "Linux（ARM64，glibc 2.28 以上）",
    "macos": "macOS（Apple 芯片）",
    "macos-intel": "macOS（Intel）",
}


def page(version: str, stem: str, systems: Sequence[str], pythons: Sequence[str]) -> str:
    """The page of a package for these systems and these versions of Python; `stem` is the name of its zip."""
    said = {
        "VERSION": version,
        "ZIP": stem,
        "SYSTEMS": "、".join(CALLED[each] for each in systems),
        "PYTHONS": "、".join(pythons),
    }
    text = TEMPLATE.read_text("utf-8")
    for name, value in said.items():
        text = text.replace(f"[{name}]", escape(value))
    return text
