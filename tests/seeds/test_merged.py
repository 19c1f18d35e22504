"""Articles that a person has merged by hand, or given another id: their old addresses lead on, or it is said."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.base.model import Article
from generator.review.proof import Numbers, left_as, read, save
from generator.seeds import merged, moved
from generator.seeds.files.reader import Reader
from tests.conftest import Sample
from tests.seeds.persons import FILE, FIRST, SECOND, THIRD, article, edit, left_out

pytestmark = pytest.mark.slow


OTHER = "xxb-2024-03-09-02-17"
LATER = "seeds/articles/xxb-2024-03-11.yml"


def led(segmented: Sample) -> dict[str, str]:
    return dict(moved.read(Reader(segmented.root)).to)


def notice(old: str, new: str) -> str:
    return (
        f"seeds/moved.yml: {old} is no article any more, and leads on to {new}, which has its text now. "
        "Correct that line here, if it is not meant so."
    )


def merge(content: dict[str, Any]) -> None:
    """A person deletes the second article, and appends its text and its lines to the first."""
    first, second = content["articles"][:2]
    first["body"] += "\n\n" + second["body"]
    first["source"] += second["source"]
    del content["articles"][1]


def merge_and_correct(content: dict[str, Any]) -> None:
    merge(content)
    content["articles"][0]["body"] = content["articles"][0]["body"].replace("满山坡", "漫山坡")
    content["articles"][0]["reviewed"] = True


def merge_over_lines(content: dict[str, Any]) -> None:
    """One range from the first line of both to the last."""
    merge(content)
    source = content["articles"][0]["source"]
    last = max(each["lines"][1] for each in source)
    content["articles"][0]["source"] = [source[0] | {"lines": [source[0]["lines"][0], last]}]


def merge_the_text_alone(content: dict[str, Any]) -> None:
    """The first goes on naming its own lines."""
    source = [dict(each) for each in content["articles"][0]["source"]]
    merge(content)
    content["articles"][0]["source"] = source


def renumber(content: dict[str, Any]) -> None:
    content["articles"][1]["id"] = OTHER


def renumber_and_correct(content: dict[str, Any]) -> None:
    content["articles"][1] |= {"id": OTHER, "title": "岚县的土豆花开了", "reviewed": True}


CHANGES = [(merge, FIRST), (merge_and_correct, FIRST), (merge_over_lines, FIRST), (merge_the_text_alone, FIRST)]
CHANGES += [(renumber, OTHER), (renumber_and_correct, OTHER)]


@pytest.mark.parametrize(("change", "to"), CHANGES)
def test_the_build_lets_the_old_address_lead_on_and_says_so(
    segmented: Sample, change: Callable[[dict[str, Any]], None], to: str
) -> None:
    assert segmented.run("build").exit_code == 0
    edit(segmented, change)
    result = segmented.run("build")
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if moved.FILE in line] == [notice(SECOND, to)]
    assert led(segmented) == {SECOND: to}
    html = segmented.read("site/issues/xxb/2024-03-09/02-02.html")
    assert f'<meta http-equiv="refresh" content="0; url={to[-5:]}.html">' in html
    assert moved.FILE not in segmented.run("build").output
    assert moved.FILE not in segmented.run("check").output


@pytest.mark.parametrize(("change", "to"), CHANGES)
def test_segment_tells_it_where_no_build_was_made_before(
    segmented: Sample, change: Callable[[dict[str, Any]], None], to: str
) -> None:
    edit(segmented, change)
    result = segmented.run("segment")
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if moved.FILE in line] == [notice(SECOND, to)]
    assert led(segmented) == {SECOND: to}
    assert segmented.run("segment").output.startswith("1 issue unchanged")
    assert segmented.run("build").exit_code == 0
    assert (segmented.root / "site/issues/xxb/2024-03-09/02-02.html").exists()


def test_lines_whose_text_was_pasted_into_an_article_are_its_own(segmented: Sample) -> None:
    """Of what was not pasted, the headline, nothing is published."""
    first, second = (article(segmented, id)["source"] for id in (FIRST, SECOND))
    edit(segmented, merge_the_text_alone)
    output = segmented.run("segment").output
    assert "1 line left out (岚县土豆花开)" in output
    assert "deleted" not in output
    (of,) = second
    assert article(segmented, FIRST)["source"] == [*first, of | {"lines": [of["lines"][0] + 2, of["lines"][1]]}]
    assert left_out(segmented) == [of["lines"][0]]
    before = segmented.tree("seeds")
    assert segmented.run("segment").output.startswith("1 issue unchanged")
    assert segmented.tree("seeds") == before
    assert segmented.run("build").exit_code == 0


def test_a_date_that_was_corrected_by_hand_everywhere_leads_on(segmented: Sample) -> None:
    assert segmented.run("build").exit_code == 0
    for old, new in ((FILE, LATER), ("seeds/issues.yml", "seeds/issues.yml")):
        text = segmented.read(old).replace("2024-03-09", "2024-03-11")
        (segmented.root / old).unlink()
        segmented.write(new, text)
    result = segmented.run("build")
    ids = {id: id.replace("03-09", "03-11") for id in (FIRST, SECOND, THIRD)}
    assert [notice(*each) in result.output.splitlines() for each in ids.items()] == [True] * 3
    assert led(segmented) == ids
    assert "refresh" in segmented.read("site/issues/xxb/2024-03-09/index.html")


def test_an_article_that_was_deleted_leads_nowhere_and_that_is_said_once(segmented: Sample) -> None:
    assert segmented.run("build").exit_code == 0
    edit(segmented, lambda content: content["articles"].pop(1))
    edit(segmented, lambda content: content["articles"][0].update(title="兴县春耕"))
    said = (
        f"seeds/moved.yml: {SECOND} was published by the last build and is no article any more, so its address leads "
        f'nowhere. Where its text stands in another article, write "{SECOND}: ID-OF-THAT" here. '
        "Deleted by mistake, get its file back; deleted on purpose, leave it: this is said once."
    )
    result = segmented.run("build")
    assert (result.exit_code, result.output.splitlines().count(said)) == (0, 1)
    assert said not in segmented.run("build").output
    assert led(segmented) == {}
    assert moved.FILE not in segmented.run("segment").output


def test_a_half_that_went_here_and_a_half_that_went_there_is_not_guessed(segmented: Sample) -> None:
    assert segmented.run("build").exit_code == 0

    def share(content: dict[str, Any]) -> None:
        first, second, third = content["articles"]
        text, ((file, (start, end)),) = second["body"], [tuple(source.values()) for source in second["source"]]
        half = len(text) // 2
        for into, part, lines in ((first, text[:half], [start, start + 1]), (third, text[half:], [end, end])):
            into["body"] += f"\n\n{part}"
            into["source"].append({"file": file, "lines": lines})
        del content["articles"][1]

    edit(segmented, share)
    assert f'write "{SECOND}: ID-OF-THAT" here' in segmented.run("build").output
    assert led(segmented) == {}


def test_what_was_closed_leads_nowhere_and_nothing_is_said_of_what_is_closed_now(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"][1].update(status="withheld"))
    assert segmented.run("build").exit_code == 0
    edit(segmented, lambda content: content["articles"][2].update(status="withheld"))
    assert moved.FILE not in segmented.run("build").output
    edit(segmented, lambda content: content["articles"].pop(1))
    assert moved.FILE not in segmented.run("build").output
    assert led(segmented) == {}


def test_of_many_that_are_gone_some_are_named_and_the_others_counted(sample: Sample) -> None:
    row = {"paper": "xxb", "date": "2024-03-08", "page": 1}
    rows = [row | {"title": f"第{n}则消息", "body": chr(0x4E00 + n) * 40} for n in range(15)]
    sample.write("seeds/articles/a.jsonl", "".join(f"{json.dumps(row)}\n" for row in rows))
    assert sample.run("build").exit_code == 0
    (sample.root / "seeds/articles/a.jsonl").unlink()
    said = [line for line in sample.run("build").output.splitlines() if moved.FILE in line]
    assert len(said) == 11
    assert said[-1] == (
        "seeds/moved.yml: 5 more articles of the last build, xxb-2024-03-08-01-11 first, are no more. "
        "Where they lead on to others, write that here."
    )


def test_a_save_at_the_desk_notes_an_id_that_was_changed_by_hand(segmented: Sample) -> None:
    edit(segmented, renumber)
    found = read(segmented.root, ("xxb", "2024-03-09"), Numbers())
    assert found
    given = [article.model_dump(mode="json", exclude={"paper", "date"}) for article in found.articles]
    given[0]["title"] = "兴县春耕"
    left = {(line.file, line.line): left_as(line) for line in found.unplaced}
    assert save(segmented.root, found, found.base, given, left) == []
    assert led(segmented) == {SECOND: OTHER}


def made(id: str, body: str, *lines: tuple[int, int]) -> Article:
    source = [{"file": "pages/a.txt", "lines": each} for each in lines]
    day = id[4:14]
    return Article.model_validate(
        {"id": id, "paper": "xxb", "date": day, "title": "题", "body": body, "source": source}
    )


TEXT = "七月的岚县，土豆花开满山坡，游人纷纷前来，农家乐里座无虚席，客商的货车排到了村口。"
OWN = "三月的田野一片繁忙，农机手正在检修机具，种粮大户忙着选种育苗。"


@pytest.mark.parametrize(
    ("old", "now", "to"),
    [
        (made(SECOND, TEXT), [made(FIRST, f"春耕。\n\n{TEXT}"), made(THIRD, "红枣丰收。")], FIRST),
        (made(SECOND, TEXT), [made(FIRST, TEXT), made(THIRD, TEXT)], None),  # two have it
        (made(SECOND, TEXT), [made("xxb-2024-03-11-02-01", TEXT)], None),  # another issue's, and no line tells it
        (made(SECOND, TEXT, (6, 9)), [made(FIRST, TEXT, (1, 4))], None),  # other lines of the same text
        (made(SECOND, TEXT, (6, 9)), [made(FIRST, f"{OWN}\n\n{TEXT}", (1, 4))], FIRST),  # that, and more
        (made(SECOND, TEXT, (6, 9)), [made(FIRST, f"{OWN}\n\n{TEXT[:30]}", (1, 4))], None),  # not all of it
        (made(SECOND, TEXT, (6, 9)), [made("xxb-2024-03-11-02-01", f"{OWN}\n\n{TEXT}", (1, 4))], None),
        (made(SECOND, TEXT, (6, 9)), [made(FIRST, TEXT, (1, 8))], FIRST),
        (made(SECOND, TEXT, (6, 9)), [made(FIRST, TEXT, (1, 7))], None),  # half of them
        (made(SECOND, TEXT, (6, 9), (7, 9)), [made(FIRST, TEXT, (1, 7), (6, 7))], None),  # no line counts twice
        (made(SECOND, TEXT, (6, 9)), [made(FIRST, "别的文字" * 20, (1, 9))], None),  # its lines, and another text
    ],
)
def test_only_what_is_certain_is_told(old: Article, now: list[Article], to: str | None) -> None:
    assert merged.led([old], now) == ({SECOND: to} if to else {})
