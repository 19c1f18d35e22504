"""Which newspaper a row is of: by its key or its name in `seeds/issues.yml`, or as the command line says. A newspaper
that is not listed is added under the key that was said, with the name that was said or that its rows give."""

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

import yaml

from generator.base import regular
from generator.base.identity import PAPER_KEY
from generator.base.newspaper import Paper
from generator.base.problems import Problem, Stop
from generator.incoming.delivery import SHOWN
from generator.language import pinyin
from generator.seeds import issue_list
from generator.seeds.files import decode, fields, plain_yaml
from generator.seeds.issue_list import RESERVED

OPTION = "--paper"


@dataclass(frozen=True)
class Papers:
    """The newspapers that rows may be of."""

    listed: Mapping[str, Paper]
    said: Mapping[str, str] = field(default_factory=dict)
    """Keys that the command line gives, each with a name or with nothing."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Keys by names as they compare."""
    new: dict[str, str] = field(default_factory=dict)
    """Those that are not listed, and their names."""

    @classmethod
    def of(cls, listed: Mapping[str, Paper], said: Sequence[str]) -> "Papers":
        """With what was said: KEY, or KEY=NAME; the name of one that is listed stands for its key. Stop where a key is
        none."""
        pairs = {}
        for key, _, name in (each.partition("=") for each in said):
            pairs[key_of(listed, key) or key.strip()] = name.strip()
        for key in pairs:
            if not re.fullmatch(PAPER_KEY, key) or key in RESERVED:
                raise Stop([Problem(OPTION, None, f"{key} can be no newspaper's key", _mend(listed, key))])
        names = {**_called(listed), **{compared(key): key for key in pairs}}
        names |= {compared(name): key for key, name in pairs.items() if name}
        return cls(listed, pairs, names)

    def key(self, name: str) -> str | None:
        """The key of the newspaper that a row names, or of the only one that was said where it names none. None where
        that is not known."""
        if known := self.names.get(compared(name)):
            return known if name or len(self.said) == 1 else None
        only = next(iter(self.said)) if len(self.said) == 1 else None
        if not name or only is None:
            return only
        if only in self.listed or self.said[only]:
            return None
        if self.new.setdefault(only, name) == name:
            return only
        return None

    def unknown(self, name: str) -> tuple[str, str]:
        """What is to be said where it is not known, and how to mend it."""
        if not name:
            return "names no newspaper", self.say_which()
        mend = f"Say its key and name: --paper {self._new_key(name)}={name} (listed are {self._shown()})."
        return f"{name[:24]} is no newspaper that is listed", mend

    def say_which(self) -> str:
        return f"Say which: --paper KEY, or --paper KEY=NAME for a new one (listed are {self._shown()})."

    def _shown(self) -> str:
        return ", ".join(f"{key} {paper.name}" for key, paper in list(self.listed.items())[:SHOWN]) or "none"

    def _new_key(self, name: str) -> str:
        """One for a newspaper that is not listed: how its name begins in pinyin, as 吕梁日报 llrb."""
        short = re.sub("[^a-z]", "", "".join(each[0] for each in pinyin.order(name)[:-1])) or "paper"
        free = (key for key in chain([short], (f"{short}{n}" for n in count(2))))
        return next(key for key in free if key not in {*self.listed, *self.said, *RESERVED})

    def unnamed(self) -> list[Problem]:
        """Keys that were said and of which nothing tells the name."""
        mend = "Say it: --paper {}=吕梁日报. It is added to " + issue_list.FILE + "."
        gone = [key for key, name in self.said.items() if key not in self.listed and not name and key not in self.new]
        return [Problem(OPTION, None, f"{key} is no newspaper that is listed", mend.format(key)) for key in gone]

    def to_add(self, used: Iterable[str]) -> dict[str, str]:
        """The newspapers of these keys that are not listed, with their names."""
        return {key: self.said.get(key) or self.new.get(key, "") for key in sorted({*used} - self.listed.keys())}


def _called(listed: Mapping[str, Paper]) -> dict[str, str]:
    """Keys of newspapers by all names and by the key itself, as they compare."""
    names = {compared(each.name): key for key, paper in listed.items() for each in paper.names}
    names |= {compared(paper.name): key for key, paper in listed.items()}
    return names | {compared(key): key for key in listed}


def key_of(listed: Mapping[str, Paper], said: str) -> str | None:
    """The key of the newspaper that a person calls by its key or one of its names; None where none is called so."""
    return _called(listed).get(compared(said))


def near(listed: Mapping[str, Paper], said: str) -> str | None:
    """Key and name of the listed newspaper whose name or key is likest, for a message."""
    called = _called(listed)
    likest = difflib.get_close_matches(compared(said), called, 1, 0.5)
    return f"{called[likest[0]]} ({listed[called[likest[0]]].name})" if likest else None


def _mend(listed: Mapping[str, Paper], key: str) -> str:
    if meant := near(listed, key):
        return f"Did you mean {meant}? A key has letters a-z, digits and hyphens."
    if key.isascii():
        return "Write letters a-z, digits and hyphens, as in --paper llrb=吕梁日报."
    return f"A new newspaper needs a key of letters a-z, digits and hyphens in front of its name: --paper KEY={key}."


def compared(name: str) -> str:
    return re.sub(r"[\s《》〈〉]", "", unicodedata.normalize("NFKC", name)).casefold()


def with_papers(root: Path, new: Mapping[str, str]) -> bytes:
    """The bytes of `seeds/issues.yml` with newspapers more; all else stays as it stands. Stop where it is written in a
    way that is not changed here."""
    data = regular.content(root / issue_list.FILE) if regular.is_file(root / issue_list.FILE) else b"papers:\n"
    text, _ = decode.decoded(issue_list.FILE, data)
    lines = "".join(f"  {key}:\n    name: {json.dumps(name, ensure_ascii=False)}\n" for key, name in new.items())
    try:
        made = fields.edited(issue_list.FILE, data, [_behind_papers(text or "", lines)])
    except fields.Unfit as error:
        what = f"cannot be changed here: {error}"
        raise Stop(
            [Problem(issue_list.FILE, None, what, f"Write there yourself, under papers: {lines.strip()}")]
        ) from None
    now = plain_yaml.read(decode.decoded(issue_list.FILE, made)[0] or "")[0]
    held = now.get("papers") if isinstance(now, dict) else None
    if not isinstance(held, dict) or any(held.get(key) != {"name": name} for key, name in new.items()):
        what = "cannot be changed here: something else would change, too"
        raise Stop([Problem(issue_list.FILE, None, what, f"Write there yourself, under papers: {lines.strip()}")])
    return made


def _behind_papers(text: str, lines: str) -> fields.Edit:
    """The newspapers go behind those that are listed."""
    root = yaml.compose(text, yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    node = next((value for key, value in pairs if key.value == "papers"), None)
    if node is None:
        return 0, 0, f"papers:\n{lines}"
    if isinstance(node, yaml.ScalarNode) and not node.value:
        at = text.find("\n", node.start_mark.index) + 1 or len(text)
        at = text.find("\n", text.index("papers:")) + 1 or len(text)
        return at, at, lines if text[:at].endswith("\n") else f"\n{lines}"
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise fields.Unfit("papers are not written one below the other")
    indent = " " * node.start_mark.column
    upto = len(text[: node.end_mark.index].rstrip())
    last = text.rfind("\n", 0, upto) + 1
    while text[last:upto].lstrip().startswith("#"):  # comments behind it belong to what comes next
        upto = len(text[:last].rstrip())
        last = text.rfind("\n", 0, upto) + 1
    at = text.find("\n", upto) + 1 or len(text)
    new = re.sub(r"^  ", indent, lines, flags=re.M)
    return at, at, new if text[:at].endswith("\n") else f"\n{new}"
