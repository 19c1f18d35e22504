"""Slips of the pen: how often the right word is among the first three better spellings, on an archive of any articles.

    python -m tests.benchmarks.slips CORPUS [--limit 1500] [--slips 300] [--seed 1949] [--by types|tokens] [--json FILE]

Words are the archive's own, as jieba cuts its texts, two characters and more: drawn from those that stand there twice
and more, each as likely as another (types), or as often as they stand there (tokens). Slips are of six kinds in turn: a
character of the same sound; one of the same shape (CONFUSED, collected by hand from lists of characters that pupils and
OCR confuse, and not the program's own table); one left out; one put in; two exchanged; quotation marks left out of a
piece of text. A slip that search finds as words of the archive is drawn again.
"""

import argparse
import random
import shutil
import statistics
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from generator.base import output
from generator.base.archive import Document
from generator.base.workers import processes, processors
from generator.language import pinyin
from generator.language.terms import fold
from generator.language.words import words as cut
from generator.search import search
from tests.benchmarks.measure import about, keep
from tests.benchmarks.search import SCRIPTS, THEME, documents
from tests.conftest import CHROMIUM, FLAGS, InParts, served

CONFUSED = """
未末 己已巳 土士 日曰 人入八 天夭 治冶 侯候 拔拨 晴睛情清 辩辨辫 折拆析 戍戌戊 抗杭 凌陵 贷货 鸟乌
大太犬 干千于 农衣 村材 今令 处外 问间 往住佳 困因 刀力 九丸 名各 白百 本木 休体 兔免 旱早 旦且 目自
牛午 王玉 甲申由田 失矢 史吏 载栽裁 密蜜 竞竟 徽微 挡档 烧浇晓 绕饶 低底 场扬杨 课棵颗 峰锋蜂 燥躁澡操
管菅 崇祟 育盲 阴阳 师帅 折拆 历厉 压庄 冲仲 汽气 沟构购 跑抱饱 拉位 技枝 持待特 般船 陪部倍 复夏 狼狠
孤弧 洒酒 茶荼 券卷 灸炙 幻幼 免兔 宜宣 官宫 怒恕 遂逐 哀衰衷 即既 脑恼 幅福副 暮幕墓慕 梁粱 蓝篮 籍藉
坚竖 坐座 练炼 络骆 提堤 偏编 授受 援缓 融触 县具 真直 乘乖 季李 杏查 采彩 果杲 种钟 秋秩 租祖 科料
积织职 税锐 稳隐 程裎 设没 话活 访防 评坪 读续 订汀 计什 让计 认汄 论伦 试式 诗待 诚城 该核 详样 语浯
误娱 请靖 诸储 谈淡 调凋 谢榭
""".split()  # noqa: SIM905
QUOTES = "“”‘’"
KINDS = ("sound", "shape", "left out", "put in", "exchanged", "quotation marks")
ASK = """async slip => { const before = performance.now(); const r = await archive.search(slip, {limit: 10});
  const meant = r.meant.length || !r.little ? r.meant : await archive.current(c => archive.spelt(c, slip));
  return {little: r.little, meant, ms: performance.now() - before} }"""

Draw = Callable[[], tuple[str, str] | None]
"""A slip and what is meant; None where there is none of this kind in what was drawn."""


class Slips:
    """Slips of each kind, from the texts of some documents."""

    def __init__(self, archive: Sequence[Document], seed: int, by: str) -> None:
        self.chance = random.Random(seed)
        self.lines = [fold(line) for document in archive for line in document.title + document.text]
        words = Counter(word for line in self.lines for word in cut(line) if len(word) > 1 and _is_han(word))
        known = sorted(word for word, times in words.items() if times > 1)
        self.weights = [words[word] if by == "tokens" else 1 for word in known]
        self.words = known
        self.common = sorted({c for word in known for c in word})
        self.sounds: defaultdict[str, list[str]] = defaultdict(list)
        for character in self.common:
            for reading in pinyin.readings(character):
                self.sounds[reading].append(character)
        self.shapes: defaultdict[str, set[str]] = defaultdict(set)
        for group in CONFUSED:
            for one in group:
                self.shapes[one] |= set(group) - {one}

    def word(self, least: int = 2) -> str:
        while len(word := self.chance.choices(self.words, self.weights)[0]) < least:
            pass
        return word

    def draw(self, kind: str) -> tuple[str, str] | None:
        return getattr(self, "_" + kind.replace(" ", "_"))()  # type: ignore[no-any-return]

    def _instead(self, of: Callable[[str], Sequence[str]]) -> tuple[str, str] | None:
        word = self.word()
        at = self.chance.randrange(len(word))
        others = sorted({*of(word[at])} - {word[at]})
        return (word[:at] + self.chance.choice(others) + word[at + 1 :], word) if others else None

    def _sound(self) -> tuple[str, str] | None:
        return self._instead(lambda c: [other for reading in pinyin.readings(c) for other in self.sounds[reading]])

    def _shape(self) -> tuple[str, str] | None:
        return self._instead(lambda c: sorted(self.shapes[c]))

    def _left_out(self) -> tuple[str, str] | None:
        word = self.word(3)
        at = self.chance.randrange(len(word))
        return word[:at] + word[at + 1 :], word

    def _put_in(self) -> tuple[str, str] | None:
        word = self.word()
        at = self.chance.randint(1, len(word))
        more = self.chance.choice([word[at - 1], self.chance.choice(self.common)])
        return word[:at] + more + word[at:], word

    def _exchanged(self) -> tuple[str, str] | None:
        word = self.word()
        at = self.chance.randrange(len(word) - 1)
        slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return (slip, word) if slip != word else None

    def _quotation_marks(self) -> tuple[str, str] | None:
        line = self.chance.choice(self.lines)
        marks = [at for at, c in enumerate(line) if c in QUOTES]
        if not marks:
            return None
        at = self.chance.choice(marks)
        start, end = max(0, at - self.chance.randint(2, 6)), at + 1 + self.chance.randint(2, 6)
        meant = line[start:end].strip(QUOTES)
        slip = "".join(c for c in meant if c not in QUOTES)
        return (slip, meant) if slip != meant and _is_han(slip) and len(slip) > 3 else None


def _is_han(text: str) -> bool:
    return all("一" <= c <= "鿿" for c in text)


def asked(page: Page, slips: Slips, number: int) -> Iterator[tuple[str, str, str, list[str], float]]:
    """Kind, slip, what is meant, what is offered, ms."""
    for n in range(number):
        kind = KINDS[n % len(KINDS)]
        while True:
            if not (drawn := slips.draw(kind)):
                continue
            answer = page.evaluate(ASK, drawn[0])
            if answer["little"]:
                break
        yield kind, *drawn, answer["meant"], answer["ms"]


def right(offered: Sequence[str], meant: str) -> bool:
    """Whether what is meant is among the first three; of pieces of text it may be with the mark that closes it."""
    return any(each.strip(QUOTES) == meant.strip(QUOTES) for each in offered[:3])


def laid(archive: Sequence[Document], folder: Path) -> None:
    """A page with the engine and what spells, and its index."""
    folder.mkdir(parents=True)
    with processes(processors()) as workers:
        for name, content in search.files(archive, workers):
            assert isinstance(content, (str, bytes))
            output.write(folder / name, content)
    tags = [f'<script defer src="{name}.js" data-root="search/data/"></script>\n' for name in (*SCRIPTS, "spelling")]
    (folder / "index.html").write_text('<!doctype html><meta charset="utf-8">\n' + "".join(tags), encoding="utf-8")
    for name in (*SCRIPTS, "spelling"):
        shutil.copy(THEME / f"{name}.js", folder)


def measured(
    archive: Sequence[Document], number: int, seed: int, by: str, tell: Callable[[str], None]
) -> dict[str, float]:
    """Of each kind the share of slips whose word is among the first three."""
    found: defaultdict[str, list[bool]] = defaultdict(list)
    times = []
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        folder = Path(scratch) / "page"
        laid(archive, folder)
        with served(folder, InParts) as address:
            page = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS).new_page()
            page.goto(f"{address}/index.html")
            for kind, slip, meant, offered, ms in asked(page, Slips(archive, seed, by), number):
                found[kind].append(right(offered, meant))
                times.append(ms)
                if not found[kind][-1]:
                    tell(f"{kind}: {slip} for {meant}, offered {' '.join(offered) or 'nothing'}")
    out = {kind: round(statistics.mean(found[kind]), 3) for kind in KINDS}
    return {
        **out,
        "all": round(statistics.mean(each for of in found.values() for each in of), 3),
        "ms": statistics.median(times),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, default=1500, help="only the first so many articles")
    parser.add_argument("--slips", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1949)
    parser.add_argument("--by", choices=["types", "tokens"], default="types")
    parser.add_argument("--quiet", action="store_true", help="do not name the slips that are not found")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    given = parser.parse_args()
    described = about("tests.benchmarks.slips")
    archive = documents(given.corpus, given.limit)
    rows = measured(archive, given.slips, given.seed, given.by, (lambda line: None) if given.quiet else print)
    for name, value in rows.items():
        print(f"{name:16}{value:8.3f}")
    keep({"about": described, "articles": len(archive), "slips": given.slips, **rows}, given.json)


if __name__ == "__main__":
    main()
