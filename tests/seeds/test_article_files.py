"""Articles as their files give them: what was read before is not read again, and is the same."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.base.memo import Memo
from generator.base.model import Article
from generator.language.places import Gazetteer, gazetteer
from generator.seeds import article_files, as_written, holdings, issue_list
from generator.seeds.article_files import KEPT
from generator.seeds.files.reader import Reader
from tests.conftest import ARTICLES, ISSUES, Sample

FILE = "seeds/articles/xxb-2024-03-07.yml"
AS_WRITTEN = {
    "paper": "xxb",
    "date": "2024-03-08",
    "page": 2,
    "title": "春耕展开",
    "body": "一片繁忙。\n\n农机手正在检修机具。",
    "authors": [{"name": "王一", "role": "记者"}, {"name": "李二"}],
    "captions": ["图为春耕现场。"],
    "source": [{"file": "pages/a.txt", "lines": [1, 4]}],
    "reviewed": True,
}
ANOTHER = {**AS_WRITTEN, "body": "收工。"}
PUT_RIGHT = [
    {"title": " 春耕展开 "},
    {"body": "一片繁忙。\r\n\r\n收工。"},
    {"authors": ["王一"]},
    {"page": 2.0},
    {"reviewed": 1},
    {"captions": "图为春耕现场。"},
]


def load_with(root: Path, memo: Memo) -> tuple[str, list[str]]:
    reader = Reader(root)
    found = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer(), memo=memo)
    return repr(found.entries), [str(problem) for problem in reader.problems]


@pytest.mark.parametrize("other", [{}, *PUT_RIGHT])
def test_lines_that_were_checked_before_give_the_same_articles(
    sample: Sample, other: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those in which something is put right are kept as they are then, with their lines."""
    lines = [json.dumps(record, ensure_ascii=False) for record in (ANOTHER, {**AS_WRITTEN, **other})]
    sample.write("seeds/articles/more.jsonl", "\n\n".join(lines) + "\n")
    first = Memo()
    found = load_with(sample.root, first)
    assert "春耕展开" in found[0]
    kept = [path.read_text(encoding="utf-8") for path in (sample.root / KEPT).iterdir()]
    assert any("春耕展开" in text for text in kept) == (bool(other) and not found[1])
    second = Memo(first.now)
    with monkeypatch.context() as patch:
        if not found[1]:
            patch.setattr(Reader, "record", never)
        assert "春耕展开" in repr(list(article_files.found(Reader(sample.root), memo=second)))
    assert load_with(sample.root, second) == found
    assert second.now == first.now
    assert load_with(sample.root, Memo()) == found


@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("gb18030"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode() + b"\xff\n",
        lambda text: text.encode() + b"\0\n",
    ],
    ids=["UTF-8", "CRLF", "mark", "GB18030", "UTF-16", "no text", "zero byte"],
)
def test_however_lines_are_written_the_same_is_said_of_them_again(
    sample: Sample, write: Callable[[str], bytes]
) -> None:
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in (ANOTHER, AS_WRITTEN))
    (sample.root / "seeds/articles/more.jsonl").write_bytes(write(text))
    first = Memo()
    found = load_with(sample.root, first)
    assert "春耕展开" in found[0]
    assert load_with(sample.root, Memo(first.now)) == found


def never(*_: object) -> None:
    raise AssertionError


@pytest.mark.parametrize("damage", ["", "gone", "0 ab {}\n", "\ufffe"])
def test_an_article_file_that_was_read_before_gives_the_same_articles(
    sample: Sample, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept of it is read; where that is damaged, the file itself."""
    first = Memo()
    found = load_with(sample.root, first)
    [kept] = (sample.root / KEPT).iterdir()
    if damage == "gone":
        kept.unlink()
    elif damage:
        kept.write_text(damage, encoding="utf-8")
    elsewhere = Path(shutil.copy(sample.root / FILE, sample.root / "seeds/articles/again.yml"))
    again = article_files.found(Reader(sample.root), memo=Memo(first.now))
    with monkeypatch.context() as patch:
        if not damage:
            patch.setattr(Reader, "yaml", never)
        assert {each.file for each in again} == {FILE, "seeds/articles/again.yml"}
    elsewhere.unlink()
    assert load_with(sample.root, Memo(first.now)) == found


def test_an_article_file_with_a_problem_says_so_each_time(sample: Sample) -> None:
    sample.write(FILE, ARTICLES.replace("paper:", "papper: x\npaper:", 1))
    first = Memo()
    found = load_with(sample.root, first)
    assert any("papper" in problem for problem in found[1])
    assert load_with(sample.root, Memo(first.now)) == found


def test_what_was_kept_of_a_file_goes_with_it(sample: Sample) -> None:
    memo = Memo()
    load_with(sample.root, memo)
    article_files.forget(sample.root, memo)
    assert len(list((sample.root / KEPT).iterdir())) == 1
    article_files.forget(sample.root, Memo(memo.now))
    assert not list((sample.root / KEPT).iterdir())


@pytest.mark.parametrize("given", [{}, {"kind": "photo"}, {"county": "兴县"}, {"county": "兴县", "kind": "photo"}])
def test_what_a_text_tells_is_looked_for_once(
    sample: Sample, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And again where the text is another one, or more is left out."""
    record = {"paper": "xxb", "date": "2024-03-08", "title": "兴县枣农增收", "body": "红枣卖到了省外。"}

    def told(record: dict[str, str], before: Memo | None) -> tuple[object, Memo]:
        sample.write("seeds/articles/more.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
        reader, memo = Reader(sample.root), Memo(before.now if before else None)
        entry = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer(), memo=memo).entries[-1]
        assert not reader.problems
        return (entry.article.county, entry.article.county_source, entry.article.kind, entry.filled), memo

    first, memo = told({**record, **given}, None)
    found = ["兴县", None if "county" in given else "text", given.get("kind", "news")]
    filled = ("id", *(name for name in ("county", "kind") if name not in given))
    assert first == (*found, filled)
    with monkeypatch.context() as patch:
        patch.setattr(Gazetteer, "place_of", never)
        patch.setattr(holdings, "kind_of", never)
        again, memo = told({**record, **given}, memo)
    assert again == first
    other, memo = told({**record, "title": "枣农增收", **given}, memo)
    assert other == ("兴县", None if "county" in given else "paper", *first[2:])
    more, _ = told(record, memo)
    assert more == ("兴县", "text", "news", ("id", "county", "kind"))


def test_a_check_keeps_nothing(sample: Sample) -> None:
    sample.write("seeds/articles/more.jsonl", json.dumps({**AS_WRITTEN, "authors": ["王一"]}) + "\n")
    assert sample.run("check").exit_code == 0
    assert not (sample.root / ".baocang").exists()


@pytest.mark.parametrize("there", ["a link that leads nowhere", "a file", "no right to look into it"])
def test_a_folder_that_cannot_be_looked_into_is_not_taken_for_an_empty_one(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, there: str
) -> None:
    """As on a disk that is not there today: all that is withheld would be unknown, and the site without articles."""
    assert sample.run("build").exit_code == 0
    before, folder = sample.tree("site"), sample.root / article_files.ARTICLES
    if there == "no right to look into it":
        listed = Path.iterdir

        def refused(path: Path) -> Iterator[Path]:
            if path == folder:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return listed(path)

        monkeypatch.setattr(Path, "iterdir", refused)
        sample.write("seeds/issues.yml", sample.read("seeds/issues.yml") + "# else the build has nothing to do\n")
    else:
        folder.rename(sample.root / "away")
        folder.symlink_to("/nowhere") if there != "a file" else folder.write_text("x")
    for command in (["segment"], ["build"], ["check"], ["check", "--published"], ["withdraw", "x", "--note", "x"]):
        result = sample.run(*command)
        assert result.exit_code == 2, result.output
        assert str(folder) in result.output
    assert sample.tree("site") == before


@pytest.mark.parametrize("ending", article_files.MISNAMED)
def test_an_article_file_of_another_ending_is_not_made_anew_and_nothing_of_its_issue_is_published(
    sample: Sample, ending: str
) -> None:
    """As an editor saves it: what is closed in it would be published."""
    sample.write("seeds/issues.yml", ISSUES + "    pages: [{file: pages/a.txt, page: 1}]\n")
    sample.write("seeds/pages/a.txt", "我县春耕全面展开\n本报讯 （记者 王一）三月的田野一片繁忙。\n")
    (sample.root / FILE).rename(sample.root / f"{FILE.removesuffix('.yml')}{ending}")
    file = f"seeds/articles/xxb-2024-03-07{ending}"
    what = "is an article file by its name, but for the ending: nothing of it is read, nor what is closed there"
    said = f"{file}: {what}. Rename it xxb-2024-03-07.yml, or take it away."
    before = sample.tree("seeds")
    result = sample.run("segment")
    assert (result.exit_code, result.output.count(said)) == (1, 1), result.output
    left = f"xxb 2024-03-07 was left as it is, for {file} cannot be read"
    assert left in result.output
    assert "made anew" not in result.output
    assert sample.tree("seeds") == before
    result = sample.run("build")
    assert (result.exit_code, result.output.count(said)) == (2, 1), result.output
    assert sample.run("check").output.count(said) == 1


def test_a_file_of_another_ending_beside_the_article_file_stops_nothing(sample: Sample) -> None:
    sample.write(FILE.replace(".yml", ".yml.txt"), "")
    result = sample.run("build")
    assert "xxb-2024-03-07.yml.txt: is neither .yml nor .jsonl and was left out." in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ({}, True),
        ({"authors": [{"name": "王伟"}]}, True),
        ({"captions": ["图一", "图二"]}, True),
        ({"page": 1.0}, False),
        ({"title": "标题 "}, False),
        ({"authors": ["王伟"]}, False),
        ({"reviewed": "true"}, False),
        ({"confidence": 1}, False),
        ({"source": [{"file": "pages/a.txt", "lines": [1.0, 2]}]}, False),
    ],
)
def test_a_record_is_as_it_is_written_where_the_checks_put_nothing_right(given: dict[str, Any], same: bool) -> None:
    written = {
        "paper": "llrb",
        "date": "2024-03-07",
        "title": "标题",
        "body": "正文",
        "page": 1,
        "authors": [{"name": "王伟", "role": "记者"}],
        "confidence": 0.5,
        "source": [{"file": "pages/a.txt", "lines": [1, 2]}],
        **given,
    }
    assert as_written.is_as_written(Article.model_validate(written), written) is same
