"""What of a text counts when it is searched. `theme/assets/terms.js` is the same in JavaScript.

A reader of Chinese expects `text.includes(query)`, whatever the form of the characters. So a text is folded:

1. NFKC: full and half width, ligatures, circled and composed forms;
2. letter case (upper, then lower: ß and ss, ſ and s, ς and σ meet, the same way in both languages);
3. traditional, old and variant characters to the simplified form, one to one (`data/folding.tsv`);
4. white space out: a line break of the page or a gap in letter-spaced print parts no word.

The folded text is indexed by its characters and their pairs (`postings`): no dictionary stands between query and text.
"""

import unicodedata
from functools import cache
from importlib.resources import files

WHITE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u180e\u200b\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)


@cache
def variants() -> dict[str, str]:
    """Each variant character with the form that it is searched as."""
    table = {}
    for line in files("generator").joinpath("data/folding.tsv").read_text(encoding="utf-8").splitlines():
        to, forms = line.split("\t")
        table.update(dict.fromkeys(forms, to))
    return table


@cache
def _folding() -> dict[int, str | None]:
    return str.maketrans({**variants(), "ς": "σ", **dict.fromkeys(WHITE)})


def fold(text: str) -> str:
    """The text as it is searched."""
    return unicodedata.normalize("NFKC", text).upper().lower().translate(_folding())
