"""What speaks for a headline and for the beginning of an article, unit by unit of a page.

Nothing is decided here: `decision` weighs the cues of the whole page against each other.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType

from generator.segmentation.breaks import Told
from generator.segmentation.geometry import NOTHING
from generator.segmentation.learnt import closing_slots, learnt, line_slots, opening_slots
from generator.segmentation.positions.latin_type import latin
from generator.segmentation.units import (
    BYLINE,
    CLOSING,
    COLUMN_NAME,
    DATE,
    DIGEST,
    OPENING,
    Unit,
    is_byline,
    is_doubled,
)
from generator.segmentation.wrapping import ENDS, INDENT, SHORT, blanks_tell, width

NEARER = 120
COHESION_REACH = 400
"""Characters on either side whose pairs are compared."""

REPORT = re.compile(r"本报讯")
"""A report of the paper's own: in the marked local pages every one begins an article."""
CAPTION = re.compile(r"图[为①-⑨]|[▲▼◀▶]")
CONTINUED = re.compile(r"[（(]上接")
BARE_DATELINE = re.compile(r"[（(]?(?:据?新华社|本报)\w{2,8}?\d+月\d+日电[）)]?$")
NOTICE = re.compile(r"(?:通告|公告|通知|启事|声明|倡议书|公示|讣告)$")
ENUMERATED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]|[①-⑩●■◆▲★]|第[一二三四五六七八九十]+[章节条，、])"
)
SPEECH = re.compile(
    r"[^，。：“]{2,24}?(?:说|表示|指出|强调|认为|介绍|要求|坦言|告诉|提出|宣布|透露|感叹|回忆|称)[，：。]"
)
"""Somebody speaks in the first clause: he has been introduced before."""
GOES_ON = re.compile(
    r"他|她|它|这|那|此|该|其|但|而|同时|目前|据|今后|下一步|随后|会议|会上|对此|因|[一二三四五]是|首先|第[一二三]|另|与此|"
    r"不过|然而|如今|未来|最后|不仅|除|接下来|于是|所以|当然|一方面|本次|上述|活动|仪式|截至|近年来|多年来|结合|围绕|为了|经过|“"
)
"""Words that take up what was said; 为此, 此外, 其中, 据介绍, 本次活动."""
NEWS = re.compile(r"近日|日前|近期|最近|今天|昨天|今年以来|\d{4}年\d+月|\d+月\d+日|\d+日|连日来|记者从|“")
STEM = 6
"""Letters by which two words are the same."""
LONGER_WORD = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
PAIR = re.compile(r"[㐀-鿿A-Za-z0-9]{2,}")


def pairs(text: str) -> set[str]:
    """The overlapping pairs of characters of a text; of one in Latin letters, whose pairs of letters stand in any other
    as well, its longer words without what bends them."""
    words = {word[:STEM].casefold() for word in LONGER_WORD.findall(text)} if latin(text) else set()
    if words:
        return words
    return {run[i : i + 2] for run in PAIR.findall(text) for i in range(len(run) - 1)}


def latin_cues(text: str) -> dict[str, float]:
    """What capitals and stops say of a text in Latin letters."""
    words: list[str] = LONGER_WORD.findall(text)
    return {
        "capitals": sum(c.isupper() for c in text) / max(1, len(text)),
        "titled": sum(w[0].isupper() for w in words) / len(words) if words else -1.0,
        "goes_on_low": float(text[:1].islower()),
        "stopped": float(text.rstrip("\"')]”’")[-1:] in ".!?") - float(text[-1:] in ",;:-"),
    }


class Features:
    """The units of a page with what is known of their neighbours."""

    def __init__(
        self,
        page: Sequence[Unit],
        tops: Set[int] = frozenset(),
        above: Set[int] = frozenset(),
        told: Mapping[int, Told] = MappingProxyType({}),
    ) -> None:
        self.units = page
        self._tops = tops
        self.in_blocks = bool(tops)
        self.printed = any(u.geometry for u in page)
        self._above = above
        self.texts = [u.text for u in page]
        self.pairs = [pairs(t) for t in self.texts]
        spread = Counter(pair for found in self.pairs for pair in found)
        n = max(1, len(page))
        self.rarity = {pair: math.log(1 + n / count) for pair, count in spread.items()}
        lines = [line for u in page for line in u.lines]
        self.blanks_tell = blanks_tell(lines)
        self.before = self._nearest_text(range(len(page)))
        self.after = list(reversed(self._nearest_text(range(len(page) - 1, -1, -1))))
        self.told = [told.get(u.lines[0].number) for u in page]
        self._cohesions: dict[int, dict[str, float]] = {}
        known = learnt()
        self.openings = [known.beginning.score(opening_slots(t)) for t in self.texts]
        self.closings = [known.ending.score(closing_slots(t)) for t in self.texts]
        self.readings = [
            known.line.score(line_slots(t)) if u.short else 0.0 for t, u in zip(self.texts, page, strict=True)
        ]
        self.runs = self._short_runs()
        self.reports = min(6, sum(bool(REPORT.match(t)) for t in self.texts))
        self.datelines = min(6, sum(bool(OPENING.match(t)) for t in self.texts))

    def _nearest_text(self, order: Sequence[int]) -> list[int | None]:
        """For each unit the nearest unit of text that the order has passed."""
        found: list[int | None] = []
        last: int | None = None
        for i in order:
            found.append(last)
            if not self.units[i].short:
                last = i
        return found

    def _told(self, i: int, lines: Set[int]) -> float:
        """Unit i begins with one of the lines: 1, or -1; 0 where the page has no blocks."""
        return (1.0 if self.units[i].lines[0].number in lines else -1.0) if self._tops else 0.0

    def _short_runs(self) -> list[tuple[int, int]]:
        """For each unit the first and last of the short units that it stands among; itself twice for a text."""
        runs: list[tuple[int, int]] = []
        first = 0
        for i, u in enumerate(self.units):
            if not u.short:
                runs.append((i, i))
            elif not i or not self.units[i - 1].short:
                first = i
            if u.short and (i + 1 == len(self.units) or not self.units[i + 1].short):
                runs += [(first, i)] * (i + 1 - first)
        return runs

    def positions(self, i: int) -> dict[str, float]:
        """What positions say of a unit and of those beside it; nothing of a text without."""
        here = self.units[i].geometry
        if here is None:
            return {}
        before = self.units[i - 1].geometry if i else None
        after = self.units[i + 1].geometry if i + 1 < len(self.units) else None
        text = next((g for u in self.units[i + 1 : i + 7] if not u.short and (g := u.geometry)), None)
        return {
            "size": here.size,
            "size_share": here.size / here.biggest,
            "size_before": before.size if before and not here.first else 0.0,
            "size_after": after.size if after and not after.first else 0.0,
            "size_text": text.size if text else 0.0,
            "display": float(here.display),
            "across": float(here.across),
            "narrower_by": here.wide - width(self.texts[i]),
            "link": here.link,
            "over": here.link - here.other,
            "link_after": after.link if after else NOTHING,
            "start": here.start,
            "start_after": after.start if after else NOTHING,
            "idle": here.idle,
            "inside": float(here.inside),
            "chain_first": float(here.first),
            "chain_next": float(after is None or after.first),
            "block_rows": float(here.rows),
            "block_wide": here.wide,
            "wide_after": after.wide if after else 0.0,
            "page_left": here.left,
            "page_top": here.top,
            "gap": here.gap,
            "below": here.below,
            "stands_in": here.stands_in,
            "falls_short": here.falls_short,
            **latin_cues(self.texts[i]),
            "chain_place": float(here.place),
            "chain_behind": float(here.behind),
            "chain_letters": float(here.letters),
            "is_caption": float(here.caption),
        }

    def around_headline(self, i: int) -> dict[str, float]:
        """What else trees weigh of a short unit: sizes, its place among its neighbours, how it and they read."""
        b, a = self.before[i], self.after[i]
        first, last = self.runs[i]
        w = width(self.texts[i])
        cb = self.units[b].last_column if b is not None else 0.0
        ca = self.units[a].column if a is not None else 0.0
        return {
            "width": w,
            "over_before": w - cb,
            "over_after": w - ca,
            "wraps": self.units[i].wraps,
            "rows": float(self.units[i].rows),
            "whole": width(self.units[i].whole),
            "whole_reads": self._whole_reads(i),
            "wraps_over": self.units[i].wraps - max(ca, cb) if self.units[i].rows > 1 else 9.0,
            "joins": float(self.units[i].joins),
            "place": float(i - first),
            "behind": float(last - i),
            "reads": self.readings[i],
            "reads_before": self.readings[i - 1] if i > first else -9.0,
            "reads_after": self.readings[i + 1] if i < last else -9.0,
            "run_reads": sum(self.readings[first : last + 1]) / (last + 1 - first),
            "opens_after": self.openings[a] if a is not None else 3.0,
            "closes_before": self.closings[b] if b is not None else 3.0,
            "text_before": float(len(self.texts[b])) if b is not None else -1.0,
            "text_after": float(len(self.texts[a])) if a is not None else -1.0,
            "block": self._told(i, self._tops),
            "above_block": self._told(i, self._above),
            "reports": float(self.reports),
            "datelines": float(self.datelines),
        }

    def around_beginning(self, i: int) -> dict[str, float]:
        """The same of a unit that may begin a body."""
        b, a = self.before[i], self.after[i]
        u = self.units[i]
        first = self.runs[i - 1][0] if i and self.units[i - 1].short else i
        cb = self.units[b].last_column if b is not None else 0.0
        return {
            "reads": self.readings[i],
            "rows": float(u.rows),
            "whole": width(u.whole),
            "whole_reads": self._whole_reads(i),
            "joins": float(u.joins),
            "rows_before": float(self.units[i - 1].rows) if i else 0.0,
            "whole_before": width(self.units[i - 1].whole) if i else 0.0,
            "opens_text": self.openings[i],
            "opens_after": self.openings[a] if a is not None else 0.0,
            "opens_before": self.openings[b] if b is not None else 0.0,
            "closes_before": self.closings[b] if b is not None else 3.0,
            "closes_text": self.closings[i],
            "shorts_before": float(i - first),
            "shorts_read": max(self.readings[first:i], default=-9.0),
            "length": float(len(self.texts[i])),
            "length_before": float(len(self.texts[b])) if b is not None else -1.0,
            "narrower": cb - u.column,
            "column": u.column,
            "indent": u.column - width(u.lines[0].text),
            "block": self._told(i, self._tops),
            "above_block": self._told(i, self._above),
            "reports": float(self.reports),
            "datelines": float(self.datelines),
        }

    def _whole_reads(self, i: int) -> float:
        """How much the short paragraph of unit i reads as a headline."""
        whole = self.units[i].whole
        return learnt().line.score(line_slots(whole)) if whole and self.units[i].rows > 1 else self.readings[i]

    def further(self, i: int) -> bool:
        """Unit i is a further row of what stands before it in large type."""
        here, before = self.units[i].geometry, self.units[i - 1].geometry
        return bool(here and before and here.inside and here.display and self.units[i - 1].short)

    def stands_alone(self, i: int) -> bool:
        """Unit i of a printed page is of a few words in large type that no text belongs to."""
        if not self.printed:
            return False
        first = last = i
        while first and not self._begins_chain(first):
            first -= 1
        while last + 1 < len(self.units) and not self._begins_chain(last + 1):
            last += 1
        return all(u.short and not is_byline(u.text) for u in self.units[first : last + 1])

    def _begins_chain(self, i: int) -> bool:
        here = self.units[i].geometry
        return here is not None and here.first

    def byline(self, i: int) -> bool:
        """Unit i is nothing but a byline: 本报记者 李伟江."""
        return self.units[i].short and is_byline(self.texts[i])

    def likeness(self, left: set[str], right: set[str]) -> float:
        """How much of the rarer pairs two texts share, 0 to 1."""
        if not left or not right:
            return 0.0
        shared = sum(self.rarity[p] for p in left & right)
        return shared / min(sum(self.rarity[p] for p in left), sum(self.rarity[p] for p in right))

    def around(self, at: int, reach: int = COHESION_REACH) -> tuple[set[str], set[str]]:
        """The pairs of the text before unit `at` and from it on, about `reach` characters each."""
        return self._gather(range(at - 1, -1, -1), reach), self._gather(range(at, len(self.units)), reach)

    def _gather(self, order: Sequence[int], reach: int) -> set[str]:
        found: set[str] = set()
        length = 0
        for i in order:
            if self.units[i].short:
                continue
            found |= self.pairs[i]
            length += len(self.texts[i])
            if length >= reach:
                break
        return found

    def _cohesion(self, i: int) -> dict[str, float]:
        if i not in self._cohesions:
            self._cohesions[i] = self._measured_cohesion(i)
        return self._cohesions[i]

    def _measured_cohesion(self, i: int) -> dict[str, float]:
        """How much the texts before and behind unit i share; little of it tells more than much."""
        far, near = self.likeness(*self.around(i)), self.likeness(*self.around(i, NEARER))
        return {
            "strange": -math.log(0.01 + far),
            "strange_near": -math.log(0.01 + near),
        }

    def headline(self, i: int) -> dict[str, float]:
        """Cues for unit i, a short one, to be part of a headline."""
        unit, text = self.units[i], self.texts[i]
        b, a = self.before[i], self.after[i]
        cb = self.units[b].last_column if b is not None else 0.0
        ca = self.units[a].column if a is not None else 0.0
        w = width(text)
        col = max(cb, ca)
        length = len(re.sub(r"\W", "", text))
        series = sum(
            1
            for j in range(max(0, i - 12), min(len(self.units), i + 13))
            if j != i and self.units[j].short and abs(j - i) > 1 and abs(width(self.texts[j]) - w) <= 1.1
        )
        return {
            "bias": 1.0,
            "sticks_out": float(bool(col) and w > col + SHORT),
            "unwrapped": float(not cb and not ca),
            "unwrapped_long": float(not cb and not ca and length >= 10 and "：" not in text),
            "fits_column": float(bool(col) and w <= col),
            "columns_differ": float(bool(cb and ca) and abs(cb - ca) > SHORT),
            "no_text_after": float(a is None),
            "attached": float(self.byline(i)),
            "clause_gap": float("　" in text),
            "dash": float(bool(re.match(r"——|—", text) or text.endswith(("——", "—")))),
            "column_name": float(bool(COLUMN_NAME.search(text))),
            "comma": float("，" in text),
            "tiny": float(length <= 4),
            "small": float(4 < length <= 7),
            "long": float(length >= 13),
            "very_long": float(length >= 20),
            "enumerated": float(bool(ENUMERATED.match(text))),
            "numeric": float(len(re.findall(r"\d", text)) * 2 >= max(1, length)),
            "asks": float(text.endswith(("？", "！"))),
            "quoted": float(text.startswith("“") and text.endswith("”")),
            "wraps_in_column": float(
                any(
                    c and unit.wraps and min(abs(unit.wraps - c), abs(unit.wraps - c + INDENT)) <= 1.0 for c in (ca, cb)
                )
            ),
            "closing": float(bool(CLOSING.search(text))),
            "next_opens": float(a is not None and bool(OPENING.match(self.texts[a]) or CONTINUED.match(self.texts[a]))),
            "prev_closes": float(b is not None and bool(CLOSING.search(self.texts[b]))),
            "prev_ends": float(b is not None and bool(ENDS.search(self.texts[b]))),
            "series": float(min(series, 3)),
            "page": float(unit.lines[0].starts_page),
            **self._cohesion(i),
            "notice": float(bool(NOTICE.search(text))),
        }

    def beginning(self, i: int) -> dict[str, float]:
        """Cues for unit i to be the first of an article's body."""
        unit, text = self.units[i], self.texts[i]
        b = self.before[i]
        prev = self.texts[i - 1] if i else ""
        after = self.texts[i + 1] if i + 1 < len(self.texts) and not self.units[i + 1].short else ""
        only_dateline = bool(BARE_DATELINE.match(text)) and not after
        signed = bool(CLOSING.search(prev) or DATE.match(prev))
        cb = self.units[b].last_column if b is not None else 0.0
        return {
            "bias": 1.0,
            "first": float(b is None),
            "opens": float(bool(OPENING.match(text)) and not only_dateline),
            "report": float(bool(REPORT.match(text))),
            "continued": float(bool(CONTINUED.match(text))),
            "byline": float(bool(BYLINE.match(text))),
            "closed": float(signed),
            "prev_byline": float(bool(BYLINE.match(prev))),
            "column_changes": float(bool(cb and unit.column) and abs(cb - unit.column) > SHORT),
            "prev_short": float(i > 0 and self.units[i - 1].short),
            "short": float(unit.short),
            "page": float(unit.lines[0].starts_page),
            "blank": float(self.blanks_tell and unit.lines[0].after_blank),
            **self._cohesion(i),
            "digest": float(bool(DIGEST.match(text))),
            "after_digest": float(bool(DIGEST.match(prev) or CONTINUED.match(prev)) and len(prev) <= 12),
            "caption": float(bool(CAPTION.match(text)) or is_doubled(text)),
            "date": float(bool(NEWS.match(text))),
            "speech": float(bool(SPEECH.match(text))),
            "goes_on": float(bool(GOES_ON.match(text))),
            "enumerated": float(bool(ENUMERATED.match(text))),
        }
