"""Ids of articles that came without one: an id once given is its text's for good, and no other text ever gets it."""

import errno
import json
import os
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.base import durable
from generator.review.proof import Numbers, read
from generator.seeds import ids, moved
from generator.seeds.files.reader import Reader
from tests.archives.test_incremental import WORDS, clean
from tests.conftest import ARTICLES, Sample, begun

pytestmark = pytest.mark.slow

ISSUES = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  - {paper: xxb, date: 2024-03-08}
"""
FILE = "seeds/articles/delivered.jsonl"
DAY = "xxb-2024-03-08"


@pytest.fixture
def archive(tmp_path: Path) -> Sample:
    return begun(tmp_path / "archive", ISSUES)


def line(number: int, **fields: Any) -> dict[str, Any]:
    """An article without an id; each number gives another text."""
    of = random.Random(number)
    body = "".join(of.choice(WORDS) + of.choice("的和在了是与到从") for _ in range(60))
    return {
        "paper": "xxb",
        "date": "2024-03-08",
        "page": 1,
        "title": f"第{number}篇{WORDS[number]}",
        "body": body,
        **fields,
    }


def deliver(archive: Sample, *lines: Mapping[str, Any], file: str = FILE) -> None:
    archive.write(file, "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines))


def built(archive: Sample) -> dict[str, str]:
    """The title of each article of the site, by its id."""
    result = archive.run("build")
    assert result.exit_code == 0, result.output
    lines = archive.read("site/data/articles.jsonl").splitlines()
    return {article["id"]: article["title"] for article in map(json.loads, lines)}


def numbers(archive: Sample) -> dict[str, list[str]]:
    """Page and number of the articles under each title."""
    found: dict[str, list[str]] = {}
    for id, title in built(archive).items():
        found.setdefault(title, []).append(id.removeprefix(f"{DAY}-"))
    return found


# ---- known again ---------------------------------------------------------------------------------------------------


def test_an_archive_gets_the_numbers_of_its_lines_first(archive: Sample) -> None:
    deliver(archive, line(1), line(2, page=2), line(3), line(4, page=None), line(5, id=f"{DAY}-01-07"))
    assert built(archive) == {
        f"{DAY}-00-01": line(4)["title"],
        f"{DAY}-01-07": line(5)["title"],
        f"{DAY}-01-08": line(1)["title"],
        f"{DAY}-01-09": line(3)["title"],
        f"{DAY}-02-01": line(2)["title"],
    }


def test_the_first_line_goes_and_no_other_gets_its_id(archive: Sample) -> None:
    deliver(archive, line(1), line(2), line(3))
    first = numbers(archive)
    assert first == {line(n)["title"]: [f"01-0{n}"] for n in (1, 2, 3)}
    deliver(archive, line(2), line(3))
    assert numbers(archive) == {line(n)["title"]: [f"01-0{n}"] for n in (2, 3)}
    deliver(archive, line(4), line(2), line(3))
    assert numbers(archive)[line(4)["title"]] == ["01-04"]
    deliver(archive, line(5), line(3), line(2), line(1))
    assert numbers(archive) == {line(n)["title"]: [f"01-0{n}"] for n in (1, 2, 3, 5)}


@pytest.mark.parametrize("order", [(3, 1, 2), (2, 1, 3), (9, 1, 2, 3), (1, 9, 2, 3)])
def test_the_order_of_lines_and_what_comes_before_change_no_id(archive: Sample, order: Sequence[int]) -> None:
    deliver(archive, line(1), line(2), line(3))
    first = numbers(archive)
    deliver(archive, *map(line, order))
    assert {title: of for title, of in numbers(archive).items() if title in first} == first


def test_files_may_be_renamed_and_split(archive: Sample) -> None:
    deliver(archive, *(line(n) for n in range(1, 7)))
    first = numbers(archive)
    (archive.root / FILE).rename(archive.root / "seeds/articles/a.jsonl")
    assert numbers(archive) == first
    (archive.root / "seeds/articles/a.jsonl").unlink()
    deliver(archive, line(5), line(1), file="seeds/articles/z.jsonl")
    deliver(archive, line(6), line(2), line(4), line(3), file="seeds/articles/b.jsonl")
    assert numbers(archive) == first


def test_an_article_that_was_corrected_keeps_its_id(archive: Sample) -> None:
    """A character of the body, the title, more fields, half of the body new; in another order."""
    deliver(archive, *(line(n) for n in range(1, 7)))
    first = {of: title for title, [of] in numbers(archive).items()}
    typo = line(1)["body"].replace(line(1)["body"][30:32], "订正", 1)
    half = line(4)["body"][:90] + "".join(WORDS) * 4
    deliver(
        archive,
        line(4, body=half),
        line(2, title="我县今春农业生产形势喜人"),
        line(1, body=typo),
        line(6, authors=["王一"], county="兴县", kind="photo"),
        line(5),
        line(3, title="换了题名", body=line(3)["body"] + "完。"),
    )
    after = {of: title for title, [of] in numbers(archive).items()}
    assert after == {**first, "01-02": "我县今春农业生产形势喜人", "01-03": "换了题名"}
    deliver(archive, line(4, body=half), line(1, body=typo))
    assert {of: title for title, [of] in numbers(archive).items()} == {of: first[of] for of in ("01-01", "01-04")}


def test_a_short_text_is_known_by_its_title(archive: Sample) -> None:
    short = [
        line(n, title=t, body=b)
        for n, t, b in [(1, "图片新闻", "红枣丰收。"), (2, "农机下田", "耕地忙碌起来，机声隆隆。")]
    ]
    deliver(archive, *short)
    first = built(archive)
    deliver(archive, {**short[1], "body": "耕田忙碌起来，机声隆隆。"}, short[0])
    assert built(archive) == first
    deliver(archive, {**short[1], "body": "耕田忙碌起来，机声隆隆。"}, {**short[0], "body": "大雪封山，交通中断。"})
    assert built(archive) == {f"{DAY}-01-02": "农机下田", f"{DAY}-01-03": "图片新闻"}


def test_a_long_title_is_enough(archive: Sample) -> None:
    deliver(archive, line(1, title="我县召开脱贫攻坚动员大会", body="见图。"))
    built(archive)
    deliver(archive, line(2), line(3, title="我县召开脱贫攻坚动员大会"))
    assert numbers(archive)["我县召开脱贫攻坚动员大会"] == ["01-01"]


def test_a_long_title_above_quite_another_text_is_not(archive: Sample) -> None:
    one, other = "张某某：本院受理原告李某诉你买卖合同纠纷一案", "王某：申请人信用联社申请宣告你名下票据无效"
    deliver(archive, line(1, title="人民法院送达公告及开庭通知", body=one))
    built(archive)
    deliver(archive, line(2, title="人民法院送达公告及开庭通知", body=other))
    assert numbers(archive) == {"人民法院送达公告及开庭通知": ["01-02"]}


def test_where_no_id_can_be_higher_that_is_said(archive: Sample) -> None:
    deliver(archive, line(1, id=f"{DAY}-01-9999999"), line(2))
    result = archive.run("build")
    assert result.exit_code != 0
    assert f"{DAY}-01-9999999: is the last id of its page" in result.output


def test_the_same_text_twice_has_two_ids_that_stay(archive: Sample) -> None:
    deliver(archive, line(1), line(2), line(1))
    assert numbers(archive) == {line(1)["title"]: ["01-01", "01-03"], line(2)["title"]: ["01-02"]}
    deliver(archive, line(1), line(1), line(2))
    assert numbers(archive) == {line(1)["title"]: ["01-01", "01-03"], line(2)["title"]: ["01-02"]}
    deliver(archive, line(2), line(1))
    assert numbers(archive) == {line(1)["title"]: ["01-01"], line(2)["title"]: ["01-02"]}
    assert moved.read(Reader(archive.root)).to == {f"{DAY}-01-03": f"{DAY}-01-01"}
    deliver(archive, line(1), line(2), line(3))
    assert numbers(archive)[line(3)["title"]] == ["01-04"]


def test_an_article_of_yaml_without_an_id_keeps_the_one_it_got(archive: Sample) -> None:
    head, second = ARTICLES.split("    reviewed", 1)[0].replace("id: xxb-2024-03-07-01-01\n    ", ""), line(2)
    text = f"  - {{page: 1, title: {second['title']}, body: {second['body']}}}\n"
    file = "seeds/articles/xxb-2024-03-07.yml"
    archive.write(file, head + text)
    first = built(archive)
    assert first == {"xxb-2024-03-07-01-01": "我县春耕全面展开", "xxb-2024-03-07-01-02": second["title"]}
    archive.write(file, f"{head.partition('articles:')[0]}articles:\n{text}")
    assert built(archive) == {"xxb-2024-03-07-01-02": second["title"]}


def test_a_number_that_an_article_file_remembers_is_not_given(archive: Sample) -> None:
    remembers = "# Numbers up to xxb-2024-03-08-01-05 were given, and none is given twice.\n"
    archive.write("seeds/articles/xxb-2024-03-08.yml", f"{remembers}paper: xxb\ndate: 2024-03-08\narticles: []\n")
    deliver(archive, line(1))
    assert list(built(archive)) == [f"{DAY}-01-06"]


def test_the_id_of_an_article_that_brought_it_is_not_given_either(archive: Sample) -> None:
    deliver(archive, line(1), line(2, id=f"{DAY}-01-04"))
    assert list(built(archive)) == [f"{DAY}-01-04", f"{DAY}-01-05"]
    deliver(archive, line(3), line(1))
    assert list(built(archive)) == [f"{DAY}-01-05", f"{DAY}-01-06"]


# ---- moved ---------------------------------------------------------------------------------------------------------


def test_a_date_that_is_corrected_gives_a_new_id_to_which_the_old_one_leads(archive: Sample) -> None:
    deliver(archive, line(1), line(2))
    built(archive)
    deliver(archive, line(2), line(1, date="2024-03-09"))
    assert list(built(archive)) == [f"{DAY}-01-02", "xxb-2024-03-09-01-01"]
    assert moved.read(Reader(archive.root)).to == {f"{DAY}-01-01": "xxb-2024-03-09-01-01"}
    deliver(archive, line(2), line(1))
    assert list(built(archive)) == [f"{DAY}-01-01", f"{DAY}-01-02"]
    assert moved.read(Reader(archive.root)).to == {"xxb-2024-03-09-01-01": f"{DAY}-01-01"}
    assert archive.run("check").output == "All well.\n"


def test_a_page_that_is_corrected_gives_a_new_id_to_which_the_old_one_leads(archive: Sample) -> None:
    deliver(archive, line(1), line(2, page=None))
    built(archive)
    deliver(archive, line(1), line(2, page=1))
    assert numbers(archive) == {line(1)["title"]: ["01-01"], line(2)["title"]: ["01-02"]}
    assert moved.read(Reader(archive.root)).to == {f"{DAY}-00-01": f"{DAY}-01-02"}
    deliver(archive, line(1), line(2, page=2))
    assert numbers(archive)[line(2)["title"]] == ["02-01"]
    assert archive.run("check").output == "All well.\n"


def test_a_delivery_that_brings_ids_of_its_own_leads_there(archive: Sample) -> None:
    deliver(archive, line(1), line(2))
    built(archive)
    deliver(archive, line(1, id=f"{DAY}-01-11"), line(2, id=f"{DAY}-01-02"))
    assert list(built(archive)) == [f"{DAY}-01-02", f"{DAY}-01-11"]
    assert moved.read(Reader(archive.root)).to == {f"{DAY}-01-01": f"{DAY}-01-11"}


def test_a_text_that_is_taken_away_leads_nowhere(archive: Sample) -> None:
    deliver(archive, line(1), line(2), line(1, date="2024-03-09"))
    built(archive)
    deliver(archive, line(2), line(3), line(1, date="2024-03-09"))
    built(archive)
    assert not (archive.root / moved.FILE).exists()


# ---- the file ------------------------------------------------------------------------------------------------------


def test_the_file_says_what_it_is_and_has_a_line_an_id(archive: Sample) -> None:
    deliver(archive, line(2), line(1), line(3, id=f"{DAY}-01-04", title="带\t编号　的"))
    built(archive)
    text = archive.read(ids.FILE)
    assert text.startswith(ids.HEAD)
    rows = [row.split("\t") for row in text.removeprefix(ids.HEAD).splitlines()]
    assert [(id, title) for id, _, _, title in rows] == [
        (f"{DAY}-01-04", "带 编号 的"),
        (f"{DAY}-01-05", line(2)["title"]),
        (f"{DAY}-01-06", line(1)["title"]),
    ]
    assert rows[0][1:3] == ["-", "-"]


def test_a_build_says_how_many_ids_are_new(archive: Sample) -> None:
    deliver(archive, line(1), line(2))
    assert archive.run("build").output.startswith(f"{ids.FILE}: 2 new ids. Keep this file with the articles.\n")
    deliver(archive, line(2), line(1))
    assert ids.FILE not in archive.run("build").output


def test_comments_stay_and_nothing_is_written_where_nothing_changed(archive: Sample) -> None:
    deliver(archive, line(1), line(2))
    built(archive)
    text = "# 与数字化公司约定\n" + archive.read(ids.FILE)
    archive.write(ids.FILE, text)
    os.utime(archive.root / ids.FILE, (1, 1))
    built(archive)
    assert (archive.root / ids.FILE).stat().st_mtime == 1
    deliver(archive, line(2))
    built(archive)
    assert (archive.root / ids.FILE).stat().st_mtime == 1
    deliver(archive, line(2), line(3))
    built(archive)
    assert archive.read(ids.FILE).startswith(text)


def test_an_archive_whose_articles_bring_their_ids_has_no_such_file(sample: Sample) -> None:
    assert sample.run("build").exit_code == 0
    assert not (sample.root / ids.FILE).exists()


def test_a_build_after_one_that_gave_ids_has_nothing_to_do(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(archive, line(1))
    built(archive)
    deliver(archive, line(1, page=2))
    built(archive)
    assert moved.read(Reader(archive.root)).to
    monkeypatch.setattr("generator.seeds.holdings.read", None)
    built(archive)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda text: text.replace(f"{DAY}-01-02\t", f"{DAY}-01-2\t"),
            f"{ids.FILE}:5: is no line of ids: xxb-2024-03-08-01-2 ",
        ),
        (lambda text: text.replace("\t", "    "), f"{ids.FILE}:4: is no line of ids: xxb-2024-03-08-01-01 "),
        (lambda text: text[: text.rindex("\t")] + "\n", f"{ids.FILE}:5: is no line of ids: xxb-2024-03-08-01-02"),
    ],
)
def test_a_damaged_file_stops_the_build_with_its_line(archive: Sample, change: Any, problem: str) -> None:
    deliver(archive, line(1), line(2))
    built(archive)
    archive.write(moved.FILE, f"xxb-2024-03-07-01-01: {DAY}-01-02\n")
    damaged = change(archive.read(ids.FILE))
    archive.write(ids.FILE, damaged)
    result = archive.run("build")
    assert result.exit_code == 2
    [said] = result.output.splitlines()
    assert said.startswith(problem)
    assert said.endswith(". Put the file back as it was last good (git checkout, a copy); an id is not guessed.")
    assert archive.read(ids.FILE) == damaged


def test_a_file_of_ids_that_is_empty_is_a_damaged_one(archive: Sample) -> None:
    deliver(archive, line(1))
    built(archive)
    archive.write(ids.FILE, "")
    result = archive.run("build")
    assert result.output == f"{ids.FILE}: is empty. Put its text there, or take it off the list.\n"
    assert result.exit_code == 2
    assert archive.read(ids.FILE) == ""


def test_a_conflict_that_git_left_is_said(archive: Sample) -> None:
    deliver(archive, line(1))
    built(archive)
    mine = archive.read(ids.FILE)
    archive.write(ids.FILE, mine.replace(DAY, f"<<<<<<< HEAD\n{DAY}", 1) + "=======\n>>>>>>> other\n")
    result = archive.run("build")
    assert result.output == (
        f"{ids.FILE}:4: holds a conflict that git has left. Keep one of the two sides, or the lines of both, "
        "and take out those that begin with <<<<<<<, ======= and >>>>>>>.\n"
    )
    assert result.exit_code == 2


def test_an_id_that_two_people_gave_to_two_texts_is_said(archive: Sample) -> None:
    deliver(archive, line(1))
    built(archive)
    first = archive.read(ids.FILE)
    archive.write(ids.FILE, first + first.removeprefix(ids.HEAD))
    assert archive.run("check").output == "All well.\n"
    archive.write(ids.FILE, first + first.removeprefix(ids.HEAD).replace(line(1)["title"], "另一篇"))
    assert archive.run("build").output == (
        f"{ids.FILE}:5: the id {DAY}-01-01 stands at line 4 already, with another text. "
        "Take one of the two lines out: its article gets a new number.\n"
    )


def test_an_id_that_was_given_is_not_brought_by_another_text(archive: Sample) -> None:
    deliver(archive, line(1), line(2))
    built(archive)
    deliver(archive, line(1), line(2), line(3, id=f"{DAY}-01-02"))
    result = archive.run("build")
    assert result.exit_code == 2
    assert result.output == (
        f"{FILE}:3: the id {DAY}-01-02 was given to another article: {line(2)['title']} ({ids.FILE}:5). "
        "Give this one the next free number; if it is that article, take that line out.\n"
    )
    deliver(archive, line(1), line(2, id=f"{DAY}-01-02", body=line(2)["body"][:80]))
    assert list(built(archive)) == [f"{DAY}-01-01", f"{DAY}-01-02"]


# ---- when it is written --------------------------------------------------------------------------------------------


def test_a_build_that_fails_keeps_nothing(archive: Sample) -> None:
    deliver(archive, line(1), line(2, kind="?"))
    assert archive.run("build").exit_code == 2
    archive.write("site_src/bad.md", "[?](nowhere.md)\n")
    deliver(archive, line(1))
    assert archive.run("build", "--strict").exit_code == 1
    assert archive.run("check").exit_code in (0, 1)
    assert not (archive.root / ids.FILE).exists()
    assert archive.run("build").exit_code == 0
    assert (archive.root / ids.FILE).exists()


def test_where_ids_cannot_be_kept_the_site_is_built_and_it_is_said_each_time(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(archive, line(1))

    def never(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:
        patch.setattr(durable, "save", never)
        for _ in range(2):
            result = archive.run("build", "--strict")
            assert result.exit_code == 0
            assert result.output.splitlines()[0] == (
                "seeds/ids.tsv: cannot be written (Read-only file system), so the ids of this build are not kept. Give "
                "yourself the right to write there, and build again before articles are taken out or moved."
            )
    assert not (archive.root / ids.FILE).exists()
    assert list(built(archive)) == [f"{DAY}-01-01"]
    assert (archive.root / ids.FILE).exists()


def test_what_another_wrote_meanwhile_stays(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(archive, line(1))
    built(archive)
    mine = archive.read(ids.FILE)
    deliver(archive, line(1), line(2))
    writing = durable.writing

    def late(root: Path) -> Any:
        archive.write(ids.FILE, "# 另一处写的\n" + mine)
        return writing(root)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "writing", late)
        result = archive.run("build")
    assert result.exit_code == 0
    assert "was changed while the site was made, so the ids of this build are not kept. Build again." in result.output
    assert archive.read(ids.FILE) == "# 另一处写的\n" + mine
    assert numbers(archive)[line(2)["title"]] == ["01-02"]
    assert archive.read(ids.FILE).startswith("# 另一处写的\n" + mine)


def test_a_first_build_elsewhere_gives_the_same_ids_and_the_same_site(archive: Sample, tmp_path: Path) -> None:
    """With the ids that were kept, and where none were."""
    deliver(archive, line(1), line(2), line(2), line(3, page=None))
    built(archive)
    assert archive.tree("site", "site_src") == clean(archive, tmp_path)
    deliver(archive, line(2), line(3), line(4))
    built(archive)
    assert archive.tree("site", "site_src") == clean(archive, tmp_path)


def test_random_changes_leave_each_text_its_id(archive: Sample) -> None:
    """Lines taken out, put in, corrected, in any order and in several files: no id is ever another text's."""
    of = random.Random(4)
    texts = {n: line(n) for n in range(12)}
    known: dict[str, str] = {}
    for _ in range(12):
        for n in of.sample(sorted(texts), 3):
            at = of.randrange(len(texts[n]["body"]))
            texts[n] = {**texts[n], "body": texts[n]["body"][:at] + "订" + texts[n]["body"][at + 1 :]}
        shown = of.sample(sorted(texts), of.randrange(3, 12))
        cut = of.randrange(1, len(shown))
        for file, part in (("a", shown[:cut]), ("b", shown[cut:])):
            deliver(archive, *(texts[n] for n in part), file=f"seeds/articles/{file}.jsonl")
        now = {title: id for id, title in built(archive).items()}
        assert {title: known.get(title, id) for title, id in now.items()} == now
        known |= now
        assert len(set(known.values())) == len(known)


def test_the_desk_knows_the_ids_that_a_build_gave(archive: Sample) -> None:
    """And takes no number for an article of its own that one ever had."""
    listed = "  - {paper: xxb, date: 2024-03-08, pages: [{file: pages/a.txt, page: 1}]}\n"
    archive.write("seeds/issues.yml", ISSUES.partition("  - ")[0] + listed)
    archive.write("seeds/pages/a.txt", "红枣丰收\n")
    deliver(archive, line(3))
    rows = [f"  - {{page: 1, title: {of['title']}, body: {of['body']}}}\n" for of in (line(1), line(2))]
    head = "paper: xxb\ndate: 2024-03-08\narticles:\n"
    file = "seeds/articles/xxb-2024-03-08.yml"
    archive.write(file, head + "".join(rows))
    first = built(archive)
    archive.write(file, head + rows[1])
    numbers = Numbers()
    proof = read(archive.root, ("xxb", "2024-03-08"), numbers)
    assert proof
    [article] = proof.articles
    assert first[article.id] == line(2)["title"]
    assert numbers.next(f"{DAY}-01") == f"{DAY}-01-04"
