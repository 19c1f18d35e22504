"""Ids and addresses of documents, in a bit each: most follow from those of the document before.

An id and an address that hold the same numbers are their form, the pieces between the numbers with how many digits each
number has, and the numbers. A run is documents of one form that differ by one in the last number alone. A file of names
holds, all of it deflated,

    forms: how many runs there are, how many bytes JSON of the forms has, that
    sizes: of each run, how many documents it has, less one
    turns: of each, n + 1 where its first one has the number at place n from the end higher than the last one before,
        and 1 for those behind it; else 0
    numbers: by how much higher, less one; else the number of its form, and all of its numbers

All numbers are varints. Whoever shows hits without parts of files (theme/assets/texts.js) reads it.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from generator.search.scripts import Varints, as_json, deflated, inflated, packed, value, varints

Name = tuple[str, str]
"""Id and address."""

_NUMBER = re.compile("([0-9]{1,9})")


@dataclass(frozen=True)
class _Form:
    id: tuple[str, ...]
    """What stands before, between and behind the numbers."""
    url: tuple[str, ...]
    digits: tuple[int, ...]

    def named(self, numbers: Sequence[int]) -> Name:
        texts = [str(number).zfill(size) for number, size in zip(numbers, self.digits, strict=True)]
        id, url = ("".join(map("".join, zip(parts, [*texts, ""], strict=True))) for parts in (self.id, self.url))
        return id, url


def _formed(name: Name) -> tuple[_Form, list[int]]:
    id, url = (_NUMBER.split(each) for each in name)
    numbers = id[1::2]
    if numbers != url[1::2]:
        return _Form((name[0],), (name[1],), ()), []
    return _Form(tuple(id[::2]), tuple(url[::2]), tuple(map(len, numbers))), list(map(int, numbers))


def written(names: Sequence[Name]) -> bytes:
    """The file of these, as a script hands it over."""
    forms: dict[_Form, int] = {}
    sizes: list[int] = []
    turns: list[int] = []
    rest: list[int] = []
    form: _Form | None = None
    numbers: list[int] = []
    for name in names:
        before, last = form, numbers
        form, numbers = _formed(name)
        n = forms.setdefault(form, len(forms))
        place = _turn(last, numbers) if form == before else None
        by = numbers[-1 - place] - last[-1 - place] if place is not None else 0
        if (place, by) == (0, 1):
            sizes[-1] += 1
            continue
        sizes.append(0)
        turns.append(0 if place is None else place + 1)
        rest += [n, *numbers] if place is None else [by - 1]
    told = as_json([[each.id, each.url, each.digits] for each in forms]).encode()
    head, *parts = (varints(np.array(each, np.int64)) for each in ([len(sizes), len(told)], sizes, turns, rest))
    return packed([deflated([head + told, *parts], zlib.Z_DEFAULT_STRATEGY)])[0]


def _turn(before: Sequence[int], now: Sequence[int]) -> int | None:
    """The place from the end of a number that became higher, with ones behind it; None where it is not so."""
    first = next((n for n, (one, other) in enumerate(zip(before, now, strict=True)) if one != other), None)
    if first is None or now[first] < before[first] or any(each != 1 for each in now[first + 1 :]):
        return None
    return len(now) - 1 - first


def read(content: bytes) -> Iterator[Name]:
    """The names in a file of them. Raises ValueError or LookupError where it is none."""
    data = Varints(inflated(content))
    runs, told = data.take(2).tolist()
    try:
        forms = [_Form(*map(tuple, form)) for form in value(data.skip(told))]
    except TypeError as error:
        raise ValueError("no forms of names") from error
    sizes, turns = data.take(runs).tolist(), data.take(runs).tolist()
    form, numbers = _Form((), (), ()), list[int]()
    for more, turn in zip(sizes, turns, strict=True):
        number = int(data.take(1)[0])
        if turn:
            place = len(numbers) - turn
            numbers = [*numbers[:place], numbers[place] + 1 + number, *[1] * (turn - 1)]
        else:
            form = forms[number]
            numbers = data.take(len(form.digits)).tolist()
        yield form.named(numbers)
        for _ in range(more):
            numbers[-1] += 1
            yield form.named(numbers)
