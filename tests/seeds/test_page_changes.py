"""A page text comes back in another form: cut at other places, under another name, a second time. What is closed or was
deleted stays so, and what a person made follows its lines."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Sample
from tests.seeds.persons import FILE, FIRST, ISSUES, PAGE, SECOND, THIRD, article, data, edit, ids, replace, whole

pytestmark = pytest.mark.slow


FIELDS, RED = "三月的田野一片繁忙", "红枣挂满枝头"
BRIDGE = "县城新桥通车\n\n本报讯 （记者 周文）一月一日，县城新桥建成通车，桥长二百三十米。\n"


def withheld(segmented: Sample, id: str = FIRST) -> None:
    assert segmented.run("withdraw", id, "--withheld", "--note", "有误").exit_code == 0


def deleted(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"].pop(0))
    assert segmented.run("segment").exit_code == 0


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


def misread(page: str) -> str:
    """Another OCR of the whole page, with mistakes of its own."""
    for right, wrong in (("农机手", "衣机手"), ("选种", "远种"), ("一片", "一斤"), ("采收", "釆收"), ("货车", "贷车")):
        page = page.replace(right, wrong)
    return narrow(page)


def again(page: str) -> str:
    """An OCR that read a column twice."""
    first = page.split("\n")[2:4]
    return page.rstrip() + "\n\n" + "\n".join(first) + "\n"


def gone_from_the_site(segmented: Sample, *texts: str) -> None:
    assert segmented.run("build").exit_code == 0
    site = segmented.tree("site")
    pages = {name: content.decode() for name, content in site.items() if name.endswith(".html")}
    assert any("岚县土豆花开" in page for page in pages.values())
    assert [(name, text) for name, page in pages.items() for text in texts if text in page] == []
    assert segmented.run("check", "--published").exit_code == 0


@pytest.mark.parametrize("change", [split, joined, narrow, again])
@pytest.mark.parametrize("closed", [withheld, deleted])
def test_what_is_closed_or_deleted_stays_so_however_its_page_is_cut(
    segmented: Sample, closed: Callable[[Sample], None], change: Callable[[str], str]
) -> None:
    closed(segmented)
    segmented.write("seeds/pages/a.txt", change(PAGE))
    for _ in range(2):
        result = segmented.run("segment")
        assert result.exit_code == 0
        gone_from_the_site(segmented, FIELDS, "种粮大户")
    whole(segmented)


@pytest.mark.parametrize("closed", [withheld, deleted])
def test_a_page_file_of_another_name_is_the_same_page(segmented: Sample, closed: Callable[[Sample], None]) -> None:
    closed(segmented)
    segmented.run("segment")
    before = {name: data(segmented)[name] for name in ("articles", "unplaced")}
    (segmented.root / "seeds/pages/a.txt").rename(segmented.root / "seeds/pages/2024.txt")
    segmented.write("seeds/issues.yml", ISSUES.replace("a.txt", "2024.txt"))
    result = segmented.run("segment")
    assert result.exit_code == 0
    after = json.dumps({name: data(segmented)[name] for name in before}, default=str, sort_keys=True)
    assert after.replace("pages/2024.txt", "pages/a.txt") == json.dumps(before, default=str, sort_keys=True)
    assert "which is no page of the issue" not in result.output
    gone_from_the_site(segmented, FIELDS)
    settled = segmented.read(FILE)
    segmented.run("segment")
    assert segmented.read(FILE) == settled


SECOND_PAGE = "\n交城卦山秋色正浓\n\n本报讯 （记者 孙六）卦山红叶映着古柏，登山的人络绎不绝，\n山门前停满了车。\n"
CORRECTED = PAGE.replace("一片繁忙", "十分繁忙").replace("枣农忙着", "枣农们忙着")
HALF = PAGE.index("石楼红枣")
CHANGES: dict[str, dict[str, str]] = {
    "renamed and corrected": {"c.txt": CORRECTED},
    "renamed and cut at other places": {"c.txt": narrow(PAGE)},
    "renamed and cut, and lines between": {"c.txt": split(SECOND_PAGE + PAGE)},
    "cut in two": {"a1.txt": PAGE[:HALF], "a2.txt": PAGE[HALF:]},
    "cut in two and corrected": {"a1.txt": CORRECTED[: HALF - 1], "a2.txt": "第二版\n" + CORRECTED[HALF - 1 :]},
    "its end in another file": {"a.txt": PAGE[:HALF], "b.txt": PAGE[HALF:]},
    "its beginning in another file": {"b.txt": PAGE[:HALF], "a.txt": PAGE[HALF:]},
    "two in one": {"c.txt": PAGE + SECOND_PAGE},
    "two in one, the other first": {"c.txt": SECOND_PAGE + PAGE},
    "two swapped": {"a.txt": SECOND_PAGE, "z.txt": PAGE},
    "two swapped and corrected": {"a.txt": SECOND_PAGE, "z.txt": CORRECTED},
    "an end at another page": {"a.txt": PAGE[:HALF], "z.txt": PAGE[HALF:] + SECOND_PAGE},
}


def listed(segmented: Sample, pages: dict[str, str]) -> None:
    """Writes page files and lists them, and no others."""
    for name, text in pages.items():
        segmented.write(f"seeds/pages/{name}", text)
    head = ISSUES.partition("    pages:")[0]
    segmented.write(
        "seeds/issues.yml", f"{head}    pages:\n" + "".join(f"      - {{file: pages/{n}, page: 2}}\n" for n in pages)
    )


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("closed", [withheld, deleted])
def test_lines_keep_what_is_known_of_them_in_whatever_file_they_stand(
    segmented: Sample, closed: Callable[[Sample], None], change: str
) -> None:
    """Of two pages one has another name now, or two are made of one, or one of two: what is closed or deleted stays so,
    and what a person corrected is neither lost nor there twice."""
    listed(segmented, {"a.txt": PAGE, "z.txt": SECOND_PAGE})
    assert segmented.run("segment").exit_code == 0
    edit(segmented, lambda content: content["articles"][2].update(title="石楼的红枣丰收了"))
    closed(segmented)
    mine = article(segmented, THIRD)
    listed(segmented, CHANGES[change])
    result = segmented.run("segment")
    assert result.exit_code == 0, result.output
    gone_from_the_site(segmented, FIELDS, "种粮大户")
    content = data(segmented)
    [kept] = [each for each in content["articles"] if "货车排到了村口" in each["body"]]
    assert {name: kept[name] for name in ("id", "title", "body")} == {
        name: mine[name] for name in ("id", "title", "body")
    }
    texts = {f"pages/{name}": text.split("\n") for name, text in CHANGES[change].items()}
    said = "".join("".join(texts[each["file"]][each["lines"][0] - 1 : each["lines"][1]]) for each in kept["source"])
    assert "石楼红枣丰收" in said
    assert "货车排到了村口" in said
    assert "土豆" not in said
    assert sum("卦山" in each["body"] for each in content["articles"]) == 1
    [open_one] = [each for each in content["articles"] if "土豆花开满" in each["body"]]
    assert open_one["id"] == SECOND
    held = {(each["file"], each["line"]) for each in content["unplaced"]}
    for each in content["articles"]:
        held |= {(s["file"], n) for s in each["source"] for n in range(s["lines"][0], s["lines"][1] + 1)}
    assert {(f, n) for f, lines in texts.items() for n, line in enumerate(lines, 1) if line.strip()} <= held
    settled = segmented.read(FILE)
    segmented.run("segment")
    assert segmented.read(FILE) == settled


ANOTHER = misread(PAGE.replace("兴县春", "兴具春").replace("石楼红", "石褛红"))
"""The page read anew: hardly a line is as it was."""


@pytest.mark.parametrize("more", ["", SECOND_PAGE])
@pytest.mark.parametrize("closed", [withheld, deleted])
def test_a_page_file_of_another_name_that_was_read_anew_is_the_same_page(
    segmented: Sample, closed: Callable[[Sample], None], more: str
) -> None:
    """A page that stood beside it was joined with it or not."""
    pages = {"a.txt": PAGE, "z.txt": SECOND_PAGE} if more else {"a.txt": PAGE}
    listed(segmented, pages)
    assert segmented.run("segment").exit_code == 0
    edit(segmented, lambda content: content["articles"][2].update(title="石楼的红枣丰收了"))
    closed(segmented)
    there = ids(segmented)
    mine = article(segmented, THIRD)
    listed(segmented, {"c.txt": ANOTHER + misread(more)})
    for _ in range(2):
        result = segmented.run("segment")
        assert result.exit_code == 0, result.output
        assert ids(segmented) == there
        kept = article(segmented, THIRD)
        assert {**kept, "source": None} == {**mine, "source": None}
        assert {each["file"] for each in kept["source"]} == {"pages/c.txt"}
        assert sum("货车" in each["body"] or "贷车" in each["body"] for each in data(segmented)["articles"]) == 1
        gone_from_the_site(segmented, "三月的田野", "种粮大户")


@pytest.mark.parametrize(
    "pages",
    [{"c.txt": ANOTHER, "d.txt": ANOTHER}, {"c.txt": ANOTHER[:90], "d.txt": ANOTHER[90:]}],
)
def test_where_nobody_can_tell_which_page_one_has_become_nothing_is_made(
    segmented: Sample, pages: dict[str, str]
) -> None:
    before = segmented.read(FILE)
    listed(segmented, pages)
    (segmented.root / "seeds/pages/a.txt").unlink()
    result = segmented.run("segment")
    assert (result.exit_code, segmented.read(FILE)) == (1, before), result.output
    assert re.fullmatch(
        rf"{FILE}: holds what pages/a.txt said, which is listed no longer, and now pages/[cd].txt and pages/[cd].txt "
        "say it: nothing is made anew. Make one page file of them, or take all but one off the list until "
        '"baocang segment" is done.\n',
        result.output,
    )


def test_another_page_in_the_place_of_one_is_another_page(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"][2].update(title="石楼的红枣丰收了"))
    listed(segmented, {"c.txt": SECOND_PAGE})
    assert segmented.run("segment").exit_code == 0
    assert [each["file"] for each in article(segmented, THIRD)["source"]] == ["pages/a.txt"]
    assert [each["title"] for each in data(segmented)["articles"]][-1] == "交城卦山秋色正浓"


@pytest.mark.parametrize("closed", [withheld, deleted])
def test_another_file_with_the_same_text_opens_nothing(segmented: Sample, closed: Callable[[Sample], None]) -> None:
    closed(segmented)
    segmented.write("seeds/pages/b.txt", narrow(PAGE))
    segmented.write("seeds/issues.yml", f"{ISSUES}      - {{file: pages/b.txt, page: 3}}\n")
    result = segmented.run("segment")
    assert "seeds/pages/b.txt: has changed or is new, and" in result.output
    assert "say what is not published: withheld under unplaced" in result.output
    gone_from_the_site(segmented, FIELDS)


def test_a_persons_article_follows_lines_that_are_cut_at_other_places(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"][0].update(title="兴县春耕"))
    for change, lines in ((split, [1, 6]), (joined, [1, 3]), (narrow, [1, 6])):
        segmented.write("seeds/pages/a.txt", change(PAGE))
        result = segmented.run("segment")
        assert "can no longer be found" not in result.output
        assert article(segmented, FIRST)["source"] == [{"file": "pages/a.txt", "lines": lines}], change
        assert article(segmented, FIRST)["title"] == "兴县春耕"
        assert len(ids(segmented)) == 3
        whole(segmented)


def on_top(page: str) -> str:
    return f"\n{page}"


def with_a_word_less(page: str) -> str:
    return page.replace("口。", "头。")


@pytest.mark.parametrize("next_change", [on_top, with_a_word_less])
def test_a_persons_article_keeps_lines_that_were_read_with_mistakes_at_the_next_change_too(
    segmented: Sample, next_change: Callable[[str], str]
) -> None:
    replace(segmented, "reviewed: false", "reviewed: true")
    edit(segmented, lambda content: content["articles"][2].update(title="石楼的红枣丰收了"))
    mine = {id: article(segmented, id) for id in (FIRST, THIRD)}
    for page in (misread(PAGE), next_change(misread(PAGE)), on_top(next_change(misread(PAGE)))):
        segmented.write("seeds/pages/a.txt", page)
        assert segmented.run("segment").exit_code == 0
        assert ids(segmented) == [FIRST, SECOND, THIRD]
        lines = page.split("\n")
        for id, words in ((FIRST, ["兴县春耕", "衣机手", "育苗"]), (THIRD, ["石楼红枣", "釆收", "贷车"])):
            now = article(segmented, id)
            assert {**now, "source": None} == {**mine[id], "source": None}
            said = "".join("".join(lines[s["lines"][0] - 1 : s["lines"][1]]) for s in now["source"])
            assert [word for word in words if word not in said] == []
            assert "土豆" not in said
        whole(segmented)


def test_a_new_article_is_published_beside_one_that_is_closed(segmented: Sample) -> None:
    """Only what says the same is kept back."""
    withheld(segmented)
    page = PAGE.replace("石楼红枣丰收", "临县社火闹元宵").replace(
        "十月的石楼，红枣挂满枝头，枣农忙着采收", "正月十五，秧歌舞起来"
    )
    segmented.write("seeds/pages/a.txt", page)
    assert segmented.run("segment").exit_code == 0
    assert [a["title"] for a in data(segmented)["articles"]][1:] == ["岚县土豆花开", "临县社火闹元宵"]
    assert article(segmented, SECOND)["title"] == "岚县土豆花开"
    gone_from_the_site(segmented, FIELDS)


def source(segmented: Sample, *spans: list[int]) -> list[dict[str, Any]]:
    """Gives the first article other lines."""
    lines: list[dict[str, Any]] = [{"file": "pages/a.txt", "lines": span} for span in spans]
    edit(segmented, lambda content: content["articles"][0].update(source=lines))
    return lines


@pytest.mark.parametrize("closed", [False, True])
def test_numbers_that_lead_by_chance_to_other_lines_of_the_same_text_are_followed(
    segmented: Sample, closed: bool
) -> None:
    """Of a text that was withheld in part, a line has come to stand where another one stood."""
    source(segmented, [1, 1], [4, 4])
    assert segmented.run("segment").exit_code == 0
    if closed:
        withheld(segmented)
    segmented.write("seeds/pages/a.txt", PAGE.replace("\n\n", "\n\n\n", 1))
    assert segmented.run("segment").exit_code == 0
    assert [each["lines"] for each in article(segmented, FIRST)["source"]] == [[1, 1], [5, 5]]
    assert [(each["line"], each.get("status")) for each in data(segmented)["unplaced"]][:1] == [(4, "withheld")]
    whole(segmented)
    if closed:
        gone_from_the_site(segmented, FIELDS, "种粮大户")


def test_numbers_that_a_person_has_written_with_the_page_stay(segmented: Sample) -> None:
    segmented.write("seeds/pages/a.txt", f"第二版\n{PAGE}")
    lines = source(segmented, [2, 5])
    assert segmented.run("segment").exit_code == 0
    assert article(segmented, FIRST)["source"] == lines
    whole(segmented)


@pytest.mark.parametrize("corrected", [False, True])
def test_what_a_closed_article_has_no_more_becomes_no_other(segmented: Sample, corrected: bool) -> None:
    """Of its text only the end is left, which stands now where its line stood."""
    edit(
        segmented, lambda content: content["articles"][0].update(title="略", body="种粮大户忙着选种育苗。", byline=None)
    )
    source(segmented, [3, 3])
    assert segmented.run("segment").exit_code == 0
    withheld(segmented)
    page = PAGE.replace("\n\n", "\n", 1)
    segmented.write("seeds/pages/a.txt", page.replace("农机手正在", "农机手们在") if corrected else page)
    assert segmented.run("segment").exit_code == 0
    whole(segmented)
    gone_from_the_site(segmented, FIELDS, "种粮大户")


@pytest.mark.parametrize("at", range(2, 15))
@pytest.mark.parametrize("reviewed", [0, 1, 2])
def test_no_line_is_lost_where_an_article_is_cut_between_two_pages(segmented: Sample, at: int, reviewed: int) -> None:
    """The one is as it was, but for what has gone; the other has changed."""
    segmented.write("seeds/pages/b.txt", BRIDGE)
    segmented.write("seeds/issues.yml", ISSUES + "      - {file: pages/b.txt, page: 3}\n")
    segmented.run("segment")
    edit(segmented, lambda content: content["articles"][reviewed].update(reviewed=True))
    lines = PAGE.split("\n")
    segmented.write("seeds/pages/a.txt", "\n".join(lines[:at]))
    segmented.write("seeds/pages/b.txt", BRIDGE + "\n" + "\n".join(lines[at:]))
    assert segmented.run("segment").exit_code == 0
    said = segmented.run("check").output
    assert "stand in no article and not under unplaced" not in said
    assert "stands in no article and not under unplaced" not in said
