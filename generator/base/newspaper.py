"""A newspaper as `papers:` in `seeds/issues.yml` describes it: its names and places, each with its time."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.base.facsimile import Shown
from generator.base.holding import Basis, Holding
from generator.base.record import Record, Words
from generator.base.when import When

_CN = re.compile(r"(?:CN)?\s*([0-9]{2})\s*[-—–]\s*([0-9]{4})(?:\s*/\s*([A-Z][A-Z0-9.]*))?", re.I)
_QUOTED = re.compile("[“”‘’「『《].*[“”‘’」』》]")
_ISSN = re.compile(r"(?:ISSN)?\s*([0-9]{4})\s*[-—–]?\s*([0-9]{3}[0-9X])", re.I)
_WEIGHTS = range(8, 0, -1)
"""Of the figures of an ISSN; their sum is a multiple of eleven, X counts ten (GB/T 9999.1, ISO 3297)."""


def _cn(value: str) -> str:
    """CN 14-0047, as GB/T 9999.1 writes it."""
    if not (found := _CN.fullmatch(value)):
        raise PydanticCustomError("cn", "Write it as CN 14-0047")
    return f"CN {found[1]}-{found[2]}" + (f"/{found[3].upper()}" if found[3] else "")


def _issn(value: str) -> str:
    if not (found := _ISSN.fullmatch(value)):
        raise PydanticCustomError("issn", "Write it as 1672-0105")
    figures = "".join(found.groups()).upper()
    total = sum(weight * (10 if each == "X" else int(each)) for weight, each in zip(_WEIGHTS, figures, strict=True))
    if total % 11:
        check = -sum(w * int(each) for w, each in zip(_WEIGHTS, figures[:7], strict=False)) % 11
        right = "X" if check == 10 else check
        what = "Its last figure does not fit the others, for which it is {right}: one of them is mistyped"
        raise PydanticCustomError("issn", what, {"right": str(right)})
    return f"{figures[:4]}-{figures[4:]}"


class Stretch(Record):
    """A stretch of time, both ends in it; one that is left out is not known, or has not come."""

    first: When | None = Field(default=None, alias="from")
    last: When | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.first and self.last and self.first.first > self.last.last:
            raise PydanticCustomError("ends_first", "Write the earlier date under from, the later one under to")
        return self

    def holds(self, date: When) -> bool:
        return (not self.first or self.first.first <= date.first) and (not self.last or date.first <= self.last.last)

    def meets(self, other: "Stretch") -> bool:
        """Whether some day is in both."""
        begins = [each.first.first for each in (self, other) if each.first]
        ends = [each.last.last for each in (self, other) if each.last]
        return not begins or not ends or max(begins) <= min(ends)


def _bare(value: str) -> str:
    """No newspaper's name stands in quotation marks: such were typed for those of YAML."""
    if _QUOTED.fullmatch(value):
        raise PydanticCustomError("quoted", "Write it without quotation marks")
    return value


PaperName = Annotated[Words, AfterValidator(_bare)]


class Name(Stretch):
    """What a newspaper was or is called beside its `name`."""

    name: PaperName


class Seat(Stretch):
    """Where it appeared beside its `place`."""

    place: Words
    """Full name of today."""
    adcode: str | None = Field(default=None, pattern=r"^\d{6}$")


class Paper(Holding):
    """A newspaper; a run of one under several names is one."""

    name: PaperName
    name_basis: Basis = "given"
    """`inferred` names are shown in 〔 〕, as cataloguers do."""
    names: tuple[Name, ...] = ()
    """Former and later names, with the time of each: what appeared then is shown and cited under it."""
    place: str | None = None
    """Home place, full name of today; None: a national paper."""
    adcode: str | None = Field(default=None, pattern=r"^\d{6}$")
    """Six digits of the home place; tells a 朝阳区 from its namesakes."""
    places: tuple[Seat, ...] = ()
    """Where it appeared at other times."""
    cn: Annotated[Words, AfterValidator(_cn)] | None = None
    """国内统一刊号: CN 14-0047."""
    issn: Annotated[Words, AfterValidator(_issn)] | None = None
    publisher: Words | None = None
    """Who brings it out: 中共吕梁市委."""
    frequency: Words | None = None
    """日报, 周三刊."""
    facsimile: Shown | None = None
    """Which pictures of its pages are published; None: what the settings say."""

    @property
    def label(self) -> str:
        return f"〔{self.name}〕" if self.name_basis == "inferred" else self.name

    @property
    def labels(self) -> tuple[str, ...]:
        """All that it was and is called, the name first."""
        return tuple(dict.fromkeys([self.label, *(each.name for each in self.names)]))

    def on(self, date: When) -> "Paper":
        """As it was called, and where it appeared, on a day; itself where that is no other."""
        if not self.names and not self.places:
            return self
        changed: dict[str, object] = {}
        if name := next((each for each in self.names if each.holds(date)), None):
            changed |= {"name": name.name, "name_basis": "given"}
        if seat := next((each for each in self.places if each.holds(date)), None):
            changed |= {"place": seat.place, "adcode": seat.adcode}
        return self.model_copy(update=changed) if changed else self
