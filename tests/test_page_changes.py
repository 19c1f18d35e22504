"""A page text comes back in another form: cut at other places, under another name, a second time. What is closed or was
deleted stays so, and what a person made follows its lines."""

import json
from collections.abc import Callable

import pytest

from tests.conftest import Sample
from tests.test_person import FILE, FIRST, ISSUES, PAGE, SECOND, archive, article, data, edit, fresh, ids, whole

__all__ = ["archive", "fresh"]

FIELDS, RED = "三月的田野一片繁忙", "红枣挂满枝头"


def withheld(archive: Sample, id: str = FIRST) -> None:
    assert archive.run("withdraw", id, "--withheld", "--note", "有误").exit_code == 0


def deleted(archive: Sample) -> None:
    edit(archive, lambda content: content["articles"].pop(0))
    assert archive.run("segment").exit_code == 0


def split(page: str) -> str:
    return page.replace("农机手正在", "\n农机手正在").replace("种粮大户", "种粮\n大户")


def joined(page: str) -> str:
    return page.replace("机具，\n", "机具，")


def narrow(page: str) -> str:
    """The whole page at another width."""
    lines = []
    for line in page.split("\n"):
        lines += [line[at : at + 11] for at in range(0, len(line), 11)] or [""]
    return "\n".join(lines)


def again(page: str) -> str:
    """An OCR that read a column twice."""
    first = page.split("\n")[2:4]
    return page.rstrip() + "\n\n" + "\n".join(first) + "\n"


def gone_from_the_site(archive: Sample, text: str) -> None:
    assert archive.run("build").exit_code == 0
    site = archive.tree("site")
    assert "岚县土豆花开" in site["site/index.html"].decode()
    assert [name for name, content in site.items() if name.endswith(".html") and text in content.decode()] == []
    assert archive.run("check", "--published").exit_code == 0


@pytest.mark.parametrize("change", [split, joined, narrow, again])
@pytest.mark.parametrize("closed", [withheld, deleted])
def test_what_is_closed_or_deleted_stays_so_however_its_page_is_cut(
    archive: Sample, closed: Callable[[Sample], None], change: Callable[[str], str]
) -> None:
    closed(archive)
    archive.write("seeds/pages/a.txt", change(PAGE))
    for _ in range(2):
        result = archive.run("segment")
        assert result.exit_code == 0
        gone_from_the_site(archive, FIELDS)
        gone_from_the_site(archive, "种粮大户")
    whole(archive)


@pytest.mark.parametrize("closed", [withheld, deleted])
def test_a_page_file_of_another_name_is_the_same_page(archive: Sample, closed: Callable[[Sample], None]) -> None:
    closed(archive)
    archive.run("segment")
    before = {name: data(archive)[name] for name in ("articles", "unplaced")}
    (archive.root / "seeds/pages/a.txt").rename(archive.root / "seeds/pages/2024.txt")
    archive.write("seeds/issues.yml", ISSUES.replace("a.txt", "2024.txt"))
    result = archive.run("segment")
    assert result.exit_code == 0
    after = json.dumps({name: data(archive)[name] for name in before}, default=str, sort_keys=True)
    assert after.replace("pages/2024.txt", "pages/a.txt") == json.dumps(before, default=str, sort_keys=True)
    assert "which is no page of the issue" not in result.output
    gone_from_the_site(archive, FIELDS)
    settled = archive.read(FILE)
    archive.run("segment")
    assert archive.read(FILE) == settled


@pytest.mark.parametrize("closed", [withheld, deleted])
def test_another_file_with_the_same_text_opens_nothing(archive: Sample, closed: Callable[[Sample], None]) -> None:
    closed(archive)
    archive.write("seeds/pages/b.txt", narrow(PAGE))
    archive.write("seeds/issues.yml", f"{ISSUES}      - {{file: pages/b.txt, page: 3}}\n")
    result = archive.run("segment")
    assert "seeds/pages/b.txt: has changed or is new, and" in result.output
    assert "say what is not published: withheld under unplaced" in result.output
    gone_from_the_site(archive, FIELDS)


def test_a_persons_article_follows_lines_that_are_cut_at_other_places(archive: Sample) -> None:
    edit(archive, lambda content: content["articles"][0].update(title="兴县春耕"))
    for change, lines in ((split, [1, 6]), (joined, [1, 3]), (narrow, [1, 6])):
        archive.write("seeds/pages/a.txt", change(PAGE))
        result = archive.run("segment")
        assert "can no longer be found" not in result.output
        assert article(archive, FIRST)["source"] == [{"file": "pages/a.txt", "lines": lines}], change
        assert article(archive, FIRST)["title"] == "兴县春耕"
        assert len(ids(archive)) == 3
        whole(archive)


def test_a_new_article_is_published_beside_one_that_is_closed(archive: Sample) -> None:
    """Only what says the same is kept back."""
    withheld(archive)
    page = PAGE.replace("石楼红枣丰收", "临县社火闹元宵").replace(
        "十月的石楼，红枣挂满枝头，枣农忙着采收", "正月十五，秧歌舞起来"
    )
    archive.write("seeds/pages/a.txt", page)
    assert archive.run("segment").exit_code == 0
    assert [a["title"] for a in data(archive)["articles"]][1:] == ["岚县土豆花开", "临县社火闹元宵"]
    assert article(archive, SECOND)["title"] == "岚县土豆花开"
    gone_from_the_site(archive, FIELDS)
