"""What a place was called at other times, and what lies in it: one name with its years."""

import re
from typing import NamedTuple

WORD = re.compile(r"^.?[郊城市矿港]区$|^市郊区$|^.[^县旗]$")
"""Names that mean nothing in a text: every city had a 郊区."""
COUNTY = re.compile(r"(?<!自治)[县旗]$")
EDITION = 1980
"""The year of the first edition of GB/T 2260 that there is."""
FOUNDED = 1949
"""Counties of that edition are taken to have had their names since then, where nothing says otherwise; 市 and 地区 are
not, for most are of later."""


class OtherName(NamedTuple):
    """What a place was called, or what lies in it."""

    name: str
    now: str
    """Code of the place of today; empty: there is none, or which is not certain."""
    first: int | None = None
    """The year from which it was so."""
    until: int | None = None
    """The year in which it ended; both None: at all times."""
    code: str = ""
    """That it had itself, in GB/T 2260."""
    inside: bool = False
    """It lies in the place, and is none of its names: a village, a factory."""
    own: bool = False
    """The archive has written it down."""

    def held(self, year: int) -> bool:
        """Whether it was so in a year, or may have been: in the years of change it may."""
        return (self.first or 0) <= year <= (self.until or year)

    def certain(self, year: int) -> bool:
        """Whether it is certain that it was so: not in a year of change."""
        if self.own:
            return self.held(year)
        since = EDITION if self.code and not COUNTY.search(self.name) else FOUNDED
        after = since - 1 if self.first is None else self.first
        return self.until is not None and after < year < self.until

    @property
    def word(self) -> bool:
        """In a text it means nothing, or another place."""
        return bool(WORD.match(self.name))
