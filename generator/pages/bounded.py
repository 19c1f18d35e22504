"""What a template of another may take: whatever it repeats, reads and makes is counted, and ends at a bound.

`"a" * 10**10` and three loops inside one another fit into a line. Time and memory of a machine bound neither alike
everywhere, so work is counted, in characters: each turn of a loop, each call of a macro, each value that is shown,
joined, compared or handed to a filter. It is the same on every machine, in a worker and on every system.

1. The template's tree is changed before it is compiled (counting.py): Jinja has no place of its own for loops, `~`,
   slices and comparisons.
2. Filters and tests are wrapped, and what they can lengthen is counted before they do (`_GROWING`).
3. Operators, calls, lookups and names of templates go through the sandbox.
4. How long a template may be itself is bounded before it is compiled (`TOKENS`, `NESTED`, `CODE`).
"""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, MappingView, Sized
from contextlib import contextmanager
from functools import wraps
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

MOST = 20_000_000
"""Characters for one page, or for the wording."""
TIMES = 10
"""So many more for each character that the page has before its template: a list may have some millions."""
STEP = 25
"""What a turn of a loop, a call or a value counts: so 800,000 of them, which take some seconds."""
COPIED = 1000
"""Characters that are copied, or looked at, as fast as one is dealt with otherwise."""
SOUGHT = 250
"""What the name of a template counts, for which the disk may be searched."""
BITS = 100_000
"""Of a whole number."""
DIGITS = 400
"""To which a number may be rounded."""

TOKENS = 30_000
"""Names, signs and spaces of a template outside its text; Material's longest has some thousands. Jinja takes the square
of them where names and branches alternate."""
NESTED = 25
"""Loops and macros inside one another: Jinja goes through what is in them once for each; Python takes 20 loops."""
CODE = 1_000_000
"""Characters of a template, and of the Python that it is compiled to, which takes a second and 200 MB."""

_SPEC = re.compile(r"[#0\- +]*(\*|\d*)(?:\.(\*|\d*))?")


class Excess(Exception):
    """A template asks for more."""

    what = "asks for more than a page may take, as where it repeats or lengthens something without end"

    def __init__(self) -> None:
        super().__init__(self.what)


class Long(Excess):
    """A template is too long, or nested too deep, to be compiled."""

    what = "is longer, or nested deeper, than a template may be"


class _Left(threading.local):
    """What is left, of whatever is made in this thread."""

    characters = MOST
    deep = 0


_LEFT = _Left()


class Bounded(Template):
    """A template that begins with all that a page may take, or goes on with what another has left it."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        context = dict(*args, **kwargs)
        with _counting(len(getattr(context.get("page"), "content", None) or "")):
            return super().render(context)

    def make_module(self, *args: Any, **kwargs: Any) -> Any:
        with _counting():
            return super().make_module(*args, **kwargs)


@contextmanager
def _counting(there: int = 0) -> Iterator[None]:
    if not _LEFT.deep:
        _LEFT.characters = MOST + TIMES * there
    _LEFT.deep += 1
    try:
        yield
    finally:
        _LEFT.deep -= 1


def spend(characters: int) -> None:
    """Raises Excess where no more are left."""
    if characters > 0:
        _LEFT.characters -= characters
    if _LEFT.characters < 0:
        raise Excess


def weight(*values: Any) -> int:
    """The characters of values, and of those in them, as often as they stand there: a list of the same list, twenty
    times over, is a million."""
    total, waiting = 0, []
    for value in values:
        if type(value) is str:  # most are
            total += STEP + len(value)
        else:
            waiting.append(value)
    while waiting:
        value = waiting.pop()
        total += STEP
        if isinstance(value, str):
            total += len(value)
        elif isinstance(value, Mapping):
            total += STEP * len(value)
            waiting += [*value, *value.values()] if total < _LEFT.characters else []
        elif isinstance(value, (list, tuple, set, frozenset, MappingView)):
            total += STEP * len(value)
            waiting.extend(value if total < _LEFT.characters else ())  # type: ignore[arg-type]  # of a view, too
        elif isinstance(value, int):
            total += value.bit_length() // 3
        elif isinstance(value, Sized):
            total += STEP * len(value)
        if total > _LEFT.characters:
            raise Excess
    return total


def taken(owner: Any, name: Any, value: Any) -> None:
    """Counts that a value is taken out of another. What is in plain values was weighed with them."""
    spend(STEP + (len(name) // 100 if isinstance(name, str) else 0))
    if not isinstance(owner, (str, Mapping, list, tuple)):
        spend(weight(value))


def sought(name: str) -> None:
    """Counts that a template is looked for by another; not where it is a page's own, before any is rendered."""
    if _LEFT.deep:
        spend(SOUGHT + len(name))


# ---- filters, tests, calls, operators ------------------------------------------------------------------------------


def count(env: Environment) -> None:
    """Has the filters and tests of a sandbox count what they are given."""
    for known in (env.filters, env.tests):
        for name, function in [*known.items()]:
            known[name] = _metered(name, function)


def _metered(name: str, function: Any) -> Callable[..., Any]:
    behind = int(hasattr(function, "jinja_pass_arg"))  # its first argument is Jinja's then
    growth = _GROWING.get(name)

    @wraps(function)
    def counted(*args: Any, **kwargs: Any) -> Any:
        if len(args) == behind + 1 and not kwargs and not growth and type(value := args[behind]) is str:  # most calls
            spend(STEP + len(value))
            return function(*args)
        given = [*args[:behind], *map(_whole, args[behind:])]
        spend(weight(*given[behind:], *kwargs.values()))
        if growth:
            spend(growth(*given[behind:], **kwargs))
        return function(*given, **kwargs)

    return counted


def each(values: Any) -> Iterator[Any]:
    for value in values:
        spend(STEP)
        yield value


def _whole(value: Any) -> Any:
    """What comes one by one, as a list: how much it is can be told of no other."""
    return [*each(value)] if isinstance(value, Iterator) else value


def called(function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[Any, ...]:
    """Counts a call, and gives its arguments."""
    given = tuple(map(_whole, args))
    spend(STEP + weight(*given, *kwargs.values()))
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    if isinstance(owner, (str, list, tuple, dict, set, frozenset, range)):
        spend(weight(owner))
        if isinstance(owner, str) and name == "replace":
            spend(_replaced(owner, *given))
        elif isinstance(owner, str) and name == "join":
            spend(_between(*given, owner))
        elif isinstance(owner, str):
            spend(_divided(owner, *given, **kwargs) if "split" in name else 0)
            spend(sum(_trimmed(owner, each) for each in (*given, *kwargs.values())))
    elif name == "strftime":
        spend(sum(map(_spread_out, (*given, *kwargs.values()))))
    return given


def operation(operator: str, left: Any, right: Any) -> None:
    """Counts what an operator makes."""
    spend(STEP)
    if operator == "%" and isinstance(left, str):
        spend(_formatted(left, right))
    elif isinstance(left, (str, list, tuple)) or isinstance(right, (str, list, tuple)):
        sizes = [
            max(0, one) if isinstance(one, int) else len(one) if isinstance(one, str) else weight(one)
            for one in (left, right)
        ]
        spend(sizes[0] * sizes[1] if operator == "*" else sum(sizes))
    elif isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * max(1, right) if operator == "**" else left.bit_length() + right.bit_length()
        if bits > BITS:
            raise Excess
        spend(bits // 3)


def _formatted(text: str, values: Any) -> int:
    """Of a text with % in it."""
    at, each, total = 0, weight(values), len(text)
    while (at := text.find("%", at) + 1) > 0:
        if text[at : at + 1] == "(":
            at = _behind(text, at)
        if spec := _SPEC.match(text, at):
            at = spec.end() + 1
            for width in (spec[1], spec[2] or ""):
                if width == "*" or len(width.lstrip("0")) > len(str(MOST)):
                    raise Excess
                total += int(width or 0)
        total += each
        spend(STEP)
    return total


def _behind(text: str, at: int) -> int:
    """The place behind the bracket that closes the one that stands here."""
    deep = 0
    for place in range(at, len(text)):
        deep += {"(": 1, ")": -1}.get(text[place], 0)
        if not deep:
            return place + 1
    return len(text)


def _replaced(text: Any, old: Any = "", new: Any = "", *_: Any, **__: Any) -> int:
    text, old = str(text), str(old)
    return len(text) + (text.count(old) if old else len(text) + 1) * len(str(new))


def _between(values: Any, d: Any = "", *_: Any, **__: Any) -> int:
    return len(values) * len(str(d)) if isinstance(values, Sized) else 0


def _divided(text: str, sep: Any = None, *_: Any, **__: Any) -> int:
    """The parts of a text; where any space divides it, there may be many."""
    return STEP * text.count(sep) if isinstance(sep, str) and sep else 4 * len(text)


def _spread_out(form: Any) -> int:
    """A date writes up to 256 characters for each of its form, where that has widths."""
    return 256 * len(form) if isinstance(form, str) and any(map(str.isdigit, form)) else 0


def _indented(text: Any, width: Any = 4, *_: Any, **__: Any) -> int:
    return (str(text).count("\n") + 1) * (len(width) if isinstance(width, str) else int(width))


def _wrapped(text: Any, width: int = 79, cut: Any = True, by: str | None = None, *_: Any, **given: Any) -> int:
    by = given.get("wrapstring", by) or "\n"
    length = len(str(text))
    return length * len(str(by)) + length * length // (COPIED * max(1, width))


def _linked(text: Any, *args: Any, **given: Any) -> int:
    """An address is looked for at each dot of a word."""
    words = str(text).split()
    return len(words) * weight(*args, *given.values()) + max(map(len, words), default=0) ** 2 // COPIED


def _trimmed(text: Any, chars: Any = "") -> int:
    """Each character is looked up among those to be taken away."""
    return len(str(text)) * len(chars) // COPIED if isinstance(chars, str) else 0


def _stripped(text: Any) -> int:
    """All is copied for each tag."""
    return len(str(text)) * str(text).count("<") // COPIED


def _added(values: Any, attribute: Any = None, start: Any = 0) -> int:
    """To add up lists copies each as often as others follow."""
    return 0 if isinstance(start, (int, float)) else len(values) * weight(values, start)


def _rounded(value: Any, precision: int = 0, *_: Any, **__: Any) -> int:
    return 0 if abs(precision) <= DIGITS else MOST + 1


def _singly(values: Any, *_: Any, **__: Any) -> int:
    """A text is taken apart into characters."""
    return STEP * len(values) if isinstance(values, str) else 0


def _whole_number(value: Any, *_: Any, **__: Any) -> int:
    """In base 32 each character has five bits."""
    return MOST + 1 if isinstance(value, str) and len(value) > BITS // 5 else 0


def _divides(value: Any, num: Any) -> int:
    return MOST + 1 if any(isinstance(one, int) and one.bit_length() > BITS for one in (value, num)) else 0


def _wide(value: Any, width: int = 80, *_: Any, **__: Any) -> int:
    return int(width)


def _spread(value: Any, indent: int | None = None) -> int:
    return weight(value) * (indent if isinstance(indent, int) else len(indent or ""))


def _parted(value: Any, *args: Any, **given: Any) -> int:
    """The number of parts is `slices` of the one, `linecount` of the other."""
    many = sum(max(0, each) for each in (*args[:1], *given.values()) if isinstance(each, int))
    return STEP * many + _singly(value)


_GROWING: dict[str, Callable[..., int]] = {
    "batch": _parted,
    "center": _wide,
    "divisibleby": _divides,
    "format": lambda text, *args, **given: _formatted(str(text), args or given),
    "groupby": _singly,
    "indent": _indented,
    "int": _whole_number,
    "join": _between,
    "list": _singly,
    "replace": _replaced,
    "round": _rounded,
    "slice": _parted,
    "sort": _singly,
    "pprint": lambda value: 20 * weight(value),
    "striptags": _stripped,
    "sum": _added,
    "tojson": _spread,
    "trim": _trimmed,
    "urlize": _linked,
    "wordwrap": _wrapped,
}
"""Of filters that make more than they are given: how much."""

_OF_TEXT = """
capitalize casefold count endswith find index isalnum isalpha isascii isdecimal isdigit islower isnumeric isspace
istitle isupper join lower lstrip partition removeprefix removesuffix replace rfind rindex rpartition rsplit rstrip
split splitlines startswith strip swapcase title upper
"""
METHODS: dict[type[Any], frozenset[str]] = {
    str: frozenset(_OF_TEXT.split()),
    Markup: frozenset([*_OF_TEXT.split(), "striptags", "unescape"]),
    dict: frozenset(["copy", "get", "items", "keys", "values"]),
    list: frozenset(["copy", "count", "index"]),
    tuple: frozenset(["count", "index"]),
    range: frozenset(["count", "index", "start", "step", "stop"]),
    float: frozenset(["is_integer"]),
}
"""What of plain values may be called: nothing that makes more than it is given, but for what `called` counts."""
