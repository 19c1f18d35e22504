"""All that an archivist may write down, for made archives: each article has each field, newspapers and issues have
theirs, and there are lists of names, subjects and places. Drawn for each issue by a random source of its own."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from PIL import Image

from generator.language.names import SURNAMES
from tests.benchmarks.made import GIVEN, Issue, Record

PERSONS, ORGANISATIONS, SUBJECTS, EVENTS, COLUMNS, SERIALS, PICTURES = 3000, 800, 2000, 300, 60, 400, 200
"""How many of each there are, however many articles: a prefecture's."""
LISTED = 1000
"""Persons in seeds/names.yml, each with another name."""
SOURCES = ("新华社", "人民日报", "山西日报", "中新社", "本省各报")
OF_PICTURE = {"caption": "图为会场一角。", "credit": "王建国", "alt": "礼堂里坐满了人"}
PAGES = ("要闻", "经济", "县域", "副刊", "文教", "体育", "广告", "理论")
_PLACES = "东西南北上下前后大小"
_ENDS = ("社", "厂", "局", "公司", "大队", "学校", "医院", "协会")


def full(issue: Issue) -> Issue:
    """The issue with all fields of its articles."""
    chance = Random(f"described {issue.paper} {issue.date}")
    articles = [{**article, **_fields(article, chance, n)} for n, article in enumerate(issue.articles)]
    weekday = "一二三四五六日"[issue.date.weekday()]
    said = f', number: "{issue.date:%j}", whole_number: "{issue.date.toordinal()}", weekday: 星期{weekday}'
    return replace(issue, articles=articles, said=said)


def _fields(article: Record, chance: Random, number: int) -> Record:
    page = article.get("page") or 1
    return {
        "page_label": f"A{page:02d}",
        "page_name": PAGES[page % len(PAGES)],
        "column": f"{_word(_often(chance, COLUMNS))}天地",
        "serial": {"title": f"{_word(_often(chance, SERIALS))}纪事", "part": chance.randint(1, 99)},
        "subjects": _some(chance, SUBJECTS, 3, _word),
        "persons": _some(chance, PERSONS, 2, person),
        "organisations": _some(chance, ORGANISATIONS, 2, organisation),
        "events": _some(chance, EVENTS, 1, lambda n: f"{_word(n)}运动"),
        "reprinted_from": [chance.choice(SOURCES)],
        "shelfmark": f"{article['paper']}-{article['date']}-{number:03d}",
        "rights": "归原报社",
        "notes": "原报有折痕，个别字迹不清。",
        "staff_notes": "待与缩微胶片核对。",
        "images": [] if number else [{"file": f"images/{chance.randrange(PICTURES)}.jpg", **OF_PICTURE}],
    }


def _often(chance: Random, of: int) -> int:
    """A number under `of`, small ones far more often, as names come in newspapers."""
    return min(int(of ** chance.random()) - 1, of - 1)


def _some(chance: Random, of: int, number: int, named: Callable[[int], str]) -> Sequence[str]:
    return list(dict.fromkeys(named(_often(chance, of)) for _ in range(number)))


def person(number: int) -> str:
    chance = Random(f"person {number}")
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))


def organisation(number: int) -> str:
    return f"{_word(number)}{_ENDS[number % len(_ENDS)]}"


def _word(number: int) -> str:
    chance = Random(f"word {number}")
    return chance.choice(_PLACES) + "".join(chance.choices(GIVEN, k=2))


def lists(root: Path) -> None:
    """What is said of newspapers; names.yml, subjects.yml, places.yml and pictures."""
    issues = root / "seeds/issues.yml"
    text = issues.read_text(encoding="utf-8")
    issues.write_text(re.sub(r"(?m)^    name: .*\n", lambda name: name[0] + PAPER, text), encoding="utf-8")
    people = dict.fromkeys(map(person, range(LISTED)))
    names = "".join(f"{name}:\n  variants: [老笔{n}]\n  dates: 1922—2004\n" for n, name in enumerate(people))
    subjects = "".join(f"{name}:\n  variants: [{name}工作]\n" for name in dict.fromkeys(map(_word, range(200))))
    places = "".join(f"{a}{b}{c}村: 兴县\n" for a in _PLACES for b in GIVEN[:5] for c in GIVEN[5:10])
    for file, text in (("names", names), ("subjects", subjects), ("places", places)):
        (root / f"seeds/{file}.yml").write_text(text, encoding="utf-8")
    (root / "seeds/images").mkdir()
    for n in range(PICTURES):
        colour = tuple(Random(n).randrange(256) for _ in range(3))
        Image.new("RGB", (900, 600), colour).save(root / f"seeds/images/{n}.jpg")


PAPER = """\
    names:
      - {name: 旧样报, to: "1950"}
    cn: CN 14-0047
    publisher: 样报社
    frequency: 日报
"""
