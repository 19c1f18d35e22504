"""An id that bears another article's text is said, with the way out, and nothing is made of it."""

import re
import shutil

import pytest

from generator.base.problems import Stop
from generator.review import proof
from tests.conftest import Sample
from tests.seeds.persons import FILE, FIRST, SECOND, THIRD, article, data, edit, replace

MOVED = "seeds/moved.yml"
ANOTHER = {"title": "方山修通公路", "body": "方山县境内的公路昨日全线通车。", "reviewed": True}


def exchange(archive: Sample, *to: tuple[str, str]) -> None:
    """Other ids in the articles, not in the record."""
    new = dict(to)
    archive.write(FILE, re.sub(r"(?<=^- id: ).*", lambda old: new.get(old[0], old[0]), archive.read(FILE), flags=re.M))


def said(archive: Sample, id: str, own: str) -> str:
    at = archive.read(FILE).split("\n").index(f"- id: {id}") + 1
    what = f"the id {id} was given to another article, and this one had the id {own}"
    return f"{FILE}:{at}: {what}. Write that back; a new article gets the next free number of its page.\n"


def refused(archive: Sample, *lines: str) -> None:
    """Every command says each of the lines once, and changes nothing."""
    file, site = archive.read(FILE), archive.tree("site")
    for command, status in (("check", 1), ("segment", 1), ("build", 2)):
        result = archive.run(command)
        assert result.exit_code == status, result.output
        assert [result.output.count(line) for line in lines] == [1] * len(lines), result.output
        assert result.output.count(" was given to another article") == len(lines)
    assert (archive.read(FILE), archive.tree("site")) == (file, site)
    assert not (archive.root / MOVED).exists()


@pytest.mark.slow
def test_two_that_were_exchanged(segmented: Sample) -> None:
    assert segmented.run("build").exit_code == 0
    before = segmented.read(FILE)
    exchange(segmented, (FIRST, SECOND), (SECOND, FIRST))
    refused(segmented, said(segmented, FIRST, SECOND), said(segmented, SECOND, FIRST))
    segmented.write(FILE, before)
    assert segmented.run("segment").exit_code == segmented.run("build").exit_code == 0


@pytest.mark.slow
def test_three_that_went_round_and_were_read(segmented: Sample) -> None:
    exchange(segmented, (FIRST, SECOND), (SECOND, THIRD), (THIRD, FIRST))
    replace(segmented, "reviewed: false", "reviewed: true\n  reviewed_by: 王一")
    lines = (said(segmented, id, own) for id, own in ((SECOND, FIRST), (THIRD, SECOND), (FIRST, THIRD)))
    refused(segmented, *lines)


@pytest.mark.slow
def test_two_that_persons_had_worked_on_are_told_by_the_last_build(segmented: Sample) -> None:
    replace(segmented, "三月的田野", "四月的田野")
    replace(segmented, "七月的岚县", "八月的岚县")
    assert segmented.run("build").exit_code == 0
    before, site = segmented.read(FILE), segmented.tree("site")
    exchange(segmented, (FIRST, SECOND), (SECOND, FIRST))
    for _ in range(2):
        result = segmented.run("build")
        assert result.exit_code == 2
        assert result.output.count(said(segmented, FIRST, SECOND)) == 1
        assert result.output.count(said(segmented, SECOND, FIRST)) == 1
        assert segmented.tree("site") == site
    segmented.write(FILE, before)
    replace(segmented, "八月的岚县", "九月的岚县")
    assert segmented.run("build").exit_code == 0


@pytest.mark.slow
def test_numbers_that_moved_up_when_one_was_deleted(segmented: Sample) -> None:
    assert segmented.run("build").exit_code == 0
    edit(segmented, lambda content: content["articles"].pop(0))
    content = data(segmented)
    content["articles"][0]["id"] = FIRST
    edit(segmented, lambda old: old.update(content))
    file = segmented.read(FILE)
    for command, status in (("check", 1), ("segment", 1), ("build", 2)):
        result = segmented.run(command)
        assert result.exit_code == status
        assert f"the id {FIRST} was given to another article, and this one had the id {SECOND}. Write" in result.output
    assert segmented.read(FILE) == file
    assert not (segmented.root / MOVED).exists()


@pytest.mark.slow
@pytest.mark.parametrize("first", [(), ("build",), ("segment", "build")])
def test_a_new_article_under_the_number_of_one_that_was_deleted(segmented: Sample, first: tuple[str, ...]) -> None:
    old = article(segmented, SECOND)
    edit(segmented, lambda content: content["articles"].pop(1))
    for command in first:
        assert segmented.run(command).exit_code == 0
    edit(segmented, lambda content: content["articles"].append({"id": SECOND, **ANOTHER}))
    what = (
        f"the id {SECOND} was given to an article of a page, and this one does not say which lines it has. "
        "Give it the next free number of its page; if it is that article, write its source back.\n"
    )
    for command, status in (("check", 1), ("segment", 1), ("build", 2)):
        result = segmented.run(command)
        assert result.exit_code == status
        assert result.output.count(what) == 1
    edit(segmented, lambda content: content["articles"][-1].update(old))
    assert segmented.run("segment").exit_code == segmented.run("build").exit_code == 0


@pytest.mark.slow
def test_nobody_is_accused_who_corrects_an_article_or_puts_it_back(segmented: Sample) -> None:
    old = article(segmented, SECOND)
    edit(segmented, lambda content: content["articles"][0].update(title="另一个标题", body="全文重写，一字不留。"))
    edit(segmented, lambda content: content["articles"].pop(1))
    assert segmented.run("segment").exit_code == 0
    edit(segmented, lambda content: content["articles"].insert(1, {**old, "title": "岚县的花", "body": "另一种说法。"}))
    for command in ("segment", "build"):
        result = segmented.run(command)
        assert result.exit_code == 0
        assert "was given to" not in result.output
    assert "was given to" not in segmented.run("check").output


COPIED = "the id {id} was given to an article of a page, and the lines of this one are another article's. "
MEND = "Give it the next free number of its page; if it is that article, write its source back.\n"


@pytest.mark.slow
@pytest.mark.parametrize("built", [False, True])
def test_a_new_article_under_a_freed_number_with_the_lines_of_another_one(segmented: Sample, built: bool) -> None:
    """As where somebody has copied another one and written over it."""
    assert not built or segmented.run("build").exit_code == 0
    source = article(segmented, FIRST)["source"]
    edit(segmented, lambda content: content["articles"].pop(1))
    edit(segmented, lambda content: content["articles"].append({"id": SECOND, **ANOTHER, "source": source}))
    what = COPIED.format(id=SECOND) + MEND
    file = segmented.read(FILE)
    for command, status in (("check", 1), ("segment", 1), ("build", 2)):
        result = segmented.run(command)
        assert (result.exit_code, result.output.count(what)) == (status, 1), result.output
    assert segmented.read(FILE) == file


@pytest.mark.slow
def test_an_article_that_a_person_wrote_in_and_took_all_lines_from_keeps_its_id(segmented: Sample) -> None:
    """The desk writes it so."""
    edit(segmented, lambda content: content["articles"][1].update(source=[], body="全文重写，一字不留。"))
    for command in ("segment", "build"):
        result = segmented.run(command)
        assert (result.exit_code, "was given to" in result.output) == (0, False), result.output


@pytest.mark.slow
@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("lines", ["taken out", "emptied"])
def test_an_article_that_says_what_its_id_has_always_said_needs_no_lines(
    segmented: Sample, closed: bool, lines: str
) -> None:
    replace(segmented, "七月的岚县，土豆花", "八月的岚县，满山的土豆花")
    if closed:
        assert segmented.run("withdraw", SECOND, "--note", "有误").exit_code == 0
    assert segmented.run("build").exit_code == 0
    if lines == "emptied":
        edit(segmented, lambda content: content["articles"][1].update(source=[]))
    else:
        edit(segmented, lambda content: content["articles"][1].pop("source"))
    for command in ("check", "segment", "build"):
        result = segmented.run(command)
        assert "was given to" not in result.output
        assert result.exit_code == 0 or command == "check", result.output


@pytest.mark.slow
@pytest.mark.parametrize("command", [("segment",), ("check",), ("build",), ("withdraw", FIRST, "--note", "有误")])
def test_two_that_persons_had_worked_on_are_told_by_each_command_that_comes_first(
    segmented: Sample, command: tuple[str, ...]
) -> None:
    """Also in a clone, where no build was."""
    replace(segmented, "三月的田野", "四月的田野")
    replace(segmented, "七月的岚县", "八月的岚县")
    assert segmented.run("build").exit_code == 0
    exchange(segmented, (FIRST, SECOND), (SECOND, FIRST))
    shutil.rmtree(segmented.root / ".baocang")
    before = segmented.tree("seeds")
    result = segmented.run(*command)
    assert result.exit_code == {"segment": 1, "check": 1}.get(command[0], 2)
    assert [result.output.count(said(segmented, *ids)) for ids in ((FIRST, SECOND), (SECOND, FIRST))] == [1, 1]
    assert "Traceback" not in result.output
    assert segmented.tree("seeds") == before


@pytest.mark.slow
def test_the_desk_refuses_a_file_whose_ids_were_exchanged(segmented: Sample) -> None:
    exchange(segmented, (FIRST, SECOND), (SECOND, FIRST))
    before = segmented.tree("seeds")
    with pytest.raises(Stop) as stopped:
        proof.read(segmented.root, ("xxb", FIRST[4:14]), proof.Numbers())
    lines = [f"{problem}\n" for problem in stopped.value.problems]
    assert lines[::-1] == [said(segmented, FIRST, SECOND), said(segmented, SECOND, FIRST)]
    assert segmented.tree("seeds") == before
