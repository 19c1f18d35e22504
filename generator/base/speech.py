"""What is said to people, in their language: English as it stands in the code, Chinese by messages.zh.tsv.

The code writes its messages in English, where they arise. Where they are said (a problem, a line of a command, help)
they are known again by the catalogue. Each of its lines is an English message, with {} for what the program puts there,
and its Chinese, in which {} (or {2}, where the order is another) is that as it stands, {!} a message in its turn, {?} a
message or a name, {&} names in a list, {#} a number and nothing else. So a name or a text of the archive is not turned:
only what the catalogue says is a message.
"""

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path

ENGLISH, CHINESE = "en", "zh"
LANGUAGES = (CHINESE, ENGLISH)
VARIABLE = "BAOCANG_LANG"
SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
CATALOGUE = Path(__file__).with_name("messages.zh.tsv")
WINDOWS_CHINESE = 0x04
"""The lower ten bits of what Windows calls its languages, of all kinds of Chinese."""

_SPLIT = re.compile(r"(\{\}|\[s\])")
_HOLE = re.compile(r"\{(\d*)([!?&#]?)\}")
_MIXED = re.compile(
    r"[A-Za-z0-9%)](?![年月日])[\u4e00-\u9fff]$|(?:(?![年月])[\u4e00-\u9fff]|(?<![0-9])[年月])[A-Za-z0-9(]$"
)
_WIDE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff60“”‘’…]{2}")
"""Two signs, each as wide as a character: no blank stands between them."""
_LISTS = (("; ", "；"), (", ", "，"), (" and ", "和"), (" or ", "或"))
"""How English lists parts, and how Chinese does."""
AS_IT_STANDS = ("", "#")
DOUBT = 6
"""Letters that a message in a hole must have more than another message would have there by chance."""
_LEADS = {"; ": "；", ", ": "，", ": ": "："}
_WRITTEN = re.compile(r"[{\[']")
"""What stands in values as a program writes them, and in no list of messages."""
_NAMES = {", ": "、", " and its ": "和", " and ": "和", " or ": "或"}
_NAMED = re.compile(f"({'|'.join(_NAMES)})")
_ENDS = {".": "。", ":": "：", "?": "？"}
_SENTENCES = re.compile(r"(?<=[.?:]) (?=[A-Z\"-])")
_BOUNDARY = re.compile(r"[.?] [A-Z]")
_chosen = {"language": ""}


def choose(language: str | None) -> None:
    """From now on this one is spoken; None: what BAOCANG_LANG or the system says."""
    _chosen["language"] = language or of_system(os.environ, _of_windows)


def is_chinese() -> bool:
    """Whether Chinese is spoken."""
    if not _chosen["language"]:
        choose(None)
    return _chosen["language"] == CHINESE


def of_system(environ: Mapping[str, str], of_windows: Callable[[], int]) -> str:
    """The language that a person has chosen, or that the system speaks to them."""
    for name in (VARIABLE, *SYSTEM):
        if value := environ.get(name, "").strip().lower():
            return CHINESE if value.startswith(CHINESE) or value == "中文" else ENGLISH
    return CHINESE if of_windows() & 0x3FF == WINDOWS_CHINESE else ENGLISH


def _of_windows() -> int:
    """The number of the language in which Windows shows itself; 0 on other systems."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        return int(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    return 0


def said(text: str) -> str:
    """A message in the language of whoever reads it; what is not known stays as it is."""
    return in_chinese(text) if is_chinese() else text


def in_chinese(text: str) -> str:
    """A message in Chinese, whoever reads it."""
    found = catalogue().turned(text)
    return found[0] if found else text


def told(where: str, what: str, mend: str) -> str:
    """A problem: its place, what is wrong (a sentence without its full stop), how to mend it."""
    return f"{where}: {said(f'{what}.')}{said(mend)}" if is_chinese() else f"{where}: {what}. {mend}"


def width(text: str) -> int:
    """Columns that a text takes on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, columns: int) -> str:
    """A text with so many blanks behind it that it takes these columns."""
    return text + " " * max(0, columns - width(text))


class Entry:
    """One line of the catalogue."""

    def __init__(self, english: str, chinese: str) -> None:
        self.english, self.chinese = english, chinese
        parts = _SPLIT.split(english)
        self._parts = parts
        literals = [part for part in parts if not _SPLIT.fullmatch(part)]
        self.weight = sum(map(len, literals))
        """Letters by which it is known: the more there are, the surer."""
        self.longest = max(literals, key=len)
        """What a text must hold to be this message."""
        self.holes = [
            (int(number) - 1 if number else place, sign) for place, (number, sign) in enumerate(_HOLE.findall(chinese))
        ]
        """Of each hole of the Chinese: which of the English it is, and what stands there."""
        if any(hole >= parts.count("{}") for hole, _ in self.holes):
            raise ValueError(f"more holes in Chinese than in English: {english}")
        self._is_several = english.endswith(": {}") or bool(_BOUNDARY.search(english.replace("{}", "X")))
        self._between = _HOLE.sub("\0", chinese).split("\0")

    @cached_property
    def _known(self) -> re.Pattern[str]:
        counted = {hole for hole, sign in self.holes if sign == "#"}
        every = "[s]" in self._parts
        known, place = [], 0
        for part in self._parts:
            if part == "{}":
                known.append("([0-9,]+)" if every or place in counted else "(.*?)")
                place += 1
            else:
                known.append("s?" if part == "[s]" else re.escape(part))
        return re.compile("".join(known), re.DOTALL)

    def match(self, text: str) -> tuple[str, ...] | None:
        """What stands in the holes, if this may be the message: one sentence holds no other."""
        if not (found := self._known.fullmatch(text)):
            return None
        values = found.groups()
        if not self._is_several and any(sign and _BOUNDARY.search(values[hole]) for hole, sign in self.holes):
            return None
        return values

    def most(self, values: tuple[str, ...]) -> int:
        """Letters that it may account for."""
        return self.weight + sum(
            max(0, len(values[hole]) - DOUBT) for hole, sign in self.holes if sign not in ("", "#")
        )

    def filled(self, values: list[str]) -> str:
        """The Chinese, with what its holes hold: a blank parts Latin letters and digits from Chinese."""
        text = self._between[0]
        for value, rest in zip(values, self._between[1:], strict=True):
            for piece in (value, rest):
                text = _behind(text, piece)
        return text


def _behind(text: str, more: str) -> str:
    """A piece behind another, with a blank where Latin letters or digits meet Chinese, and nowhere else."""
    if _MIXED.search(text[-2:] + more[:1]) and not more[:1].isspace():
        return f"{text} {more}"
    if text[-1:] == " " and _WIDE.fullmatch(text[-2:-1] + more[:1]):
        return text[:-1] + more
    if more[:1] == " " and _WIDE.fullmatch(text[-1:] + more[1:2]):
        return text + more[1:]
    return text + more


def joined(parts: Iterable[str]) -> str:
    """Messages one behind the other, as they are said: Chinese ones have no blank between them."""
    text = ""
    for part in parts:
        text = _behind(text, part) if is_chinese() else text + part
    return text


Said = tuple[str, int]
"""A message in Chinese, and how many letters of the English it accounts for."""


class Catalogue:
    """All messages, as they are known again. Where several may be meant, it is the one that accounts for most letters:
    its own, and those of the messages in its holes."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self._whole = {entry.english: entry.chinese for entry in entries if not _SPLIT.search(entry.english)}
        holed = [entry for entry in entries if entry.english not in self._whole]
        self._holed = [(entry.longest, entry) for entry in sorted(holed, key=lambda entry: -entry.weight)]
        self.turned = lru_cache(4096)(self._turned)

    def _turned(self, text: str) -> Said | None:
        """Blanks around a message stay as they are. None where it is none that is known."""
        body = text.strip()
        if not body:
            return None
        before, after = text[: text.index(body[0])], text[len(text.rstrip()) :]
        found = self._sentence(body)
        if found is None and len(parts := _SENTENCES.split(body)) > 1:
            several = [said for part in parts if (said := self._sentence(part))]
            whole = "".join(said for said, _ in several), sum(weight for _, weight in several)
            found = whole if len(several) == len(parts) else None
        return found and (before + found[0] + after, found[1])

    def _sentence(self, body: str) -> Said | None:
        """A message, or one whose last sign is not its own."""
        forms = [(body, "")]
        if end := _ENDS.get(body[-1]):  # first, so that where both may be meant the stop is the sentence's own
            forms.insert(0, (body[:-1], end))
        for form, end in reversed(forms):
            if whole := self._whole.get(form):
                return whole + end, len(form)
        best: Said | None = None
        for entry in [entry for literal, entry in self._holed if literal in body]:
            for form, end in forms:
                values = entry.match(form)
                if values and (best is None or entry.most(values) + len(end) > best[1]):
                    said, weight = self._filled(entry, values)
                    if best is None or weight + len(end) > best[1]:
                        best = said + end, weight + len(end)
        return best

    def kind(self, text: str) -> str:
        """The message that a text is, whatever names and numbers stand in it; itself where it is none that is known."""
        if text in self._whole:
            return text
        may_be = (entry for literal, entry in self._holed if literal in text and entry.match(text))
        best = max(may_be, key=lambda entry: entry.weight, default=None)
        return best.english if best else text

    def _filled(self, entry: Entry, values: tuple[str, ...]) -> Said:
        held = [self._held(values[hole], sign) for hole, sign in entry.holes]
        return entry.filled([text for text, _ in held]), entry.weight + sum(max(0, n - DOUBT) for _, n in held)

    def _held(self, value: str, sign: str) -> Said:
        """What stands in a hole: a name, names in a list (&), or messages, one or several."""
        if sign in AS_IT_STANDS:
            return value, 0
        if sign == "&" and _NAMED.search(value):
            return self._names(value)
        found = [(text.strip(), weight) for text, weight in [self.turned(value) or ("", 0)] if weight]
        if value[:2] in _LEADS and (behind := self.turned(value[2:])):
            found.append((_LEADS[value[:2]] + behind[0].strip(), behind[1]))
        if sign != "&" and not _WRITTEN.search(value) and (listed := self._listed(value, sign)):
            found.append(listed)
        return max(found, key=lambda said: said[1], default=(value, 0))

    def _names(self, value: str) -> Said:
        """Names in a list, and messages among them: however many there are, each sign between two is Chinese."""
        text, weight = "", 0
        for part in _NAMED.split(value):
            said = (_NAMES[part], 0) if part in _NAMES else self.turned(part) or (part, 0)
            text, weight = _behind(text, said[0]), weight + said[1]
        return text, weight

    def _listed(self, value: str, sign: str) -> Said | None:
        """Several messages, or names among them, one behind the other; None where none is a message."""
        for english, chinese in _LISTS:
            parts = re.split(rf"{re.escape(english)}(?![^()]*\))", value)
            if len(parts) > 1:
                held = [self._held(part, sign) for part in parts]
                if weight := sum(each for _, each in held):
                    return chinese.join(text for text, _ in held), weight
        return None


def lines(file: Path = CATALOGUE) -> Iterator[tuple[str, str]]:
    """English and Chinese of each line of the catalogue; \\n stands for the end of a line within one."""
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            english, _, chinese = line.partition("\t")
            yield english.replace("\\n", "\n"), chinese.replace("\\n", "\n")


@cache
def catalogue() -> Catalogue:
    """The catalogue, read once, and only where Chinese is spoken."""
    return Catalogue([Entry(english, chinese) for english, chinese in lines()])
