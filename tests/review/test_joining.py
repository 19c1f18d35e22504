"""Two people at one issue: what one has changed comes in, what both have changed is shown, and nothing is lost."""

import random
from collections import Counter

import pytest
import yaml

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import ARTICLES, FILE, FIRST, FOURTH, ISSUE, PAGE, PAGES, SECOND, THIRD, Hand, ask, saved

pytestmark = pytest.mark.slow


@pytest.fixture
def two(server: review.Server) -> tuple[Hand, Hand]:
    """Me, and the other one, who saves first."""
    return Hand(server), Hand(server)


# ---- fields --------------------------------------------------------------------------------------------------------


def test_articles_that_one_alone_has_changed_are_his(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine, theirs = two
    theirs.edit(FIRST, title="春耕")
    assert theirs.save()[0] == 200
    mine.edit(SECOND, title="新楼")
    joined = mine.saved_after_join()
    assert (joined["clashes"], joined["taken"]) == ([], [FIRST])
    assert [saved(archive)[id]["title"] for id in (FIRST, SECOND)] == ["春耕", "新楼"]


def test_so_are_fields_of_one_article_and_paragraphs_of_one_body(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine, theirs = two
    first, second = mine[FIRST]["body"].split("\n\n")
    theirs.edit(
        FIRST, title="春耕", body=f"{first}\n\n农技员也来了。\n\n{second}", county="岚县", county_source="editor"
    )
    assert theirs.save()[0] == 200
    mine.edit(FIRST, subtitle="农技员进村", body=f"{first}\n\n{second.replace('选种', '选良种')}")
    joined = mine.saved_after_join()
    assert joined["clashes"] == []
    article = saved(archive)[FIRST]
    assert (article["title"], article["subtitle"], article["county"]) == ("春耕", "农技员进村", "岚县")
    assert article["body"] == f"{first}\n\n农技员也来了。\n\n{second.replace('选种', '选良种')}"


def test_a_field_that_both_have_changed_is_handed_over_with_both_wordings(two: tuple[Hand, Hand]) -> None:
    mine, theirs = two
    theirs.edit(FIRST, title="春耕", title_source="editor", body="三月的田野。")
    theirs.save()
    mine.edit(FIRST, title="春耕正忙", body="田野一片繁忙。")
    assert mine.save()[0] == 409
    joined = mine.join()
    assert joined["clashes"] == [
        {
            "id": FIRST,
            "field": "title",
            "mine": {"title": "春耕正忙", "title_source": "page"},
            "theirs": {"title": "春耕", "title_source": "editor"},
        },
        {"id": FIRST, "field": "body", "mine": {"body": "田野一片繁忙。"}, "theirs": {"body": "三月的田野。"}},
    ]
    assert (mine[FIRST]["title"], mine[FIRST]["body"]) == ("春耕正忙", "田野一片繁忙。")


def test_a_mark_holds_for_what_was_read(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine, theirs = two
    read = {"reviewed": True, "reviewed_by": "李文", "reviewed_on": "2024-05-01"}
    theirs.edit(FIRST, title="春耕")
    theirs.edit(SECOND, **read, title="新楼")
    theirs.save()
    mine.edit(FIRST, **read)
    mine.edit(SECOND, kind="notice")
    joined = mine.saved_after_join()
    assert joined["unread"] == [FIRST, SECOND]
    for id in (FIRST, SECOND):
        assert saved(archive)[id]["reviewed"] is False
        assert "reviewed_by" not in saved(archive)[id]


def test_two_who_have_read_the_same_do_not_quarrel(two: tuple[Hand, Hand], archive: Sample) -> None:
    for name, hand in zip(("王一", "李文"), two[::-1], strict=True):
        hand.edit(FIRST, reviewed=True, reviewed_by=name, reviewed_on="2024-05-01")
    two[1].save()
    assert two[0].saved_after_join()["clashes"] == []
    assert saved(archive)[FIRST]["reviewed_by"] == "王一"


# ---- lines ---------------------------------------------------------------------------------------------------------


def test_lines_moved_into_an_article_that_the_other_has_changed_bring_their_text(
    two: tuple[Hand, Hand], archive: Sample
) -> None:
    mine, theirs = two
    theirs.edit(SECOND, title="新楼", byline="本报讯")
    theirs.save()
    mine.move([4], SECOND)
    joined = mine.saved_after_join()
    assert joined["clashes"] == []
    articles = saved(archive)
    assert articles[FIRST]["source"] == [{"file": PAGES, "lines": [1, 3]}]
    assert articles[SECOND]["source"] == [{"file": PAGES, "lines": [4, 8]}]
    assert (articles[SECOND]["title"], articles[SECOND]["byline"]) == ("新楼", "本报讯")
    assert "手把手教农民选种" in articles[SECOND]["body"]


def test_a_paragraph_that_the_other_has_corrected_goes_where_its_lines_went(
    two: tuple[Hand, Hand], archive: Sample
) -> None:
    mine, theirs = two
    theirs.edit(FIRST, body=theirs[FIRST]["body"].replace("选种", "选良种"))
    theirs.save()
    fresh = mine.move([4], "+")
    joined = mine.saved_after_join()
    assert joined["clashes"] == []
    assert saved(archive)[fresh]["body"] == "农技员进村入户，手把手教农民选良种。"
    assert "选" not in saved(archive)[FIRST]["body"]


def test_two_moves_that_do_not_meet_are_both_done(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine, theirs = two
    theirs.move([4], "+")
    theirs.save()
    mine.move([8], None)
    joined = mine.saved_after_join()
    assert joined["clashes"] == []
    assert list(saved(archive)) == [FIRST, THIRD, SECOND, "unplaced"] or list(saved(archive))[:2] == [FIRST, SECOND]
    assert saved(archive)["unplaced"] == [8, 9, 10]


def test_lines_that_both_have_moved_are_a_choice_between_the_two(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine, theirs = two
    theirs.move([8], None)
    theirs.edit(SECOND, title="新楼启用")
    theirs.save()
    mine.move([8], "+")
    assert mine.save()[0] == 409
    joined = mine.join()
    [clash] = joined["clashes"]
    assert clash["ids"] == [SECOND, THIRD]
    assert [a["id"] for a in clash["mine"]["articles"]] == [SECOND, THIRD]
    assert [a["title"] for a in clash["theirs"]["articles"]] == ["新楼启用"]
    assert joined["lost"] == clash["mine"]["lost"] == {SECOND: ["标题：新楼启用"]}
    assert mine.save()[0] == 200
    assert saved(archive)[THIRD]["source"] == [{"file": PAGES, "lines": [8, 8]}]


# ---- articles that are gone ----------------------------------------------------------------------------------------


def test_an_article_that_the_other_has_merged_is_gone_and_corrections_of_its_body_go_along(
    two: tuple[Hand, Hand], archive: Sample
) -> None:
    mine, theirs = two
    theirs.move([5, 6, 7, 8], FIRST)
    theirs.save()
    mine.edit(SECOND, body=mine[SECOND]["body"].replace("急救中心", "急诊中心"))
    joined = mine.saved_after_join()
    assert joined["clashes"] == []
    assert list(saved(archive)) == [FIRST, "unplaced"]
    assert "急诊中心" in saved(archive)[FIRST]["body"]


def test_other_changes_of_an_article_that_is_gone_wait_beside_its_heir(two: tuple[Hand, Hand]) -> None:
    mine, theirs = two
    theirs.move([5, 6, 7, 8], FIRST)
    theirs.save()
    mine.edit(SECOND, title="新楼", authors=[{"name": "李二", "role": "摄"}])
    joined = mine.join()
    [clash] = joined["clashes"]
    assert clash["ids"] == [FIRST, SECOND]
    assert [a["id"] for a in clash["theirs"]["articles"]] == [FIRST]
    assert clash["theirs"]["lost"] == {FIRST: ["作者：李二（摄）", "标题：新楼"]}
    assert clash["mine"]["lost"] == {}
    assert [a["id"] for a in mine.articles] == [FIRST, SECOND]


def test_an_article_that_i_have_dissolved_and_the_other_has_changed_is_a_choice(
    server: review.Server, archive: Sample
) -> None:
    archive.write(FILE, ARTICLES.replace("本报讯 （记者 王一）", "本报讯（记者 王一）"))  # nothing but the machine's
    mine, theirs = Hand(server), Hand(server)
    theirs.edit(FIRST, title="春耕", body="三月的田野。")
    theirs.save()
    mine.move([1, 2, 3, 4], None)
    joined = mine.join()
    [clash] = joined["clashes"]
    assert clash["mine"]["articles"] == []
    assert [a["title"] for a in clash["theirs"]["articles"]] == ["春耕"]


def test_no_merge_undoes_what_the_other_has_said_of_an_article(two: tuple[Hand, Hand]) -> None:
    mine, theirs = two
    theirs.edit(SECOND, kind="notice")
    theirs.save()
    mine.move([5, 6, 7, 8], FIRST)
    [clash] = mine.join()["clashes"]
    assert clash["mine"]["lost"] == {FIRST: ["类型：公告"]}


def test_what_waits_is_named_in_english_at_an_english_desk(two: tuple[Hand, Hand], server: review.Server) -> None:
    server.english = True
    mine, theirs = two
    theirs.edit(SECOND, kind="notice", title="新楼启用", body="三月的田野里满是新楼。")
    theirs.save()
    mine.move([5, 6, 7, 8], FIRST)
    [clash] = mine.join()["clashes"]
    assert clash["mine"]["lost"] == {FIRST: ["Kind: Notice", "Title: 新楼启用", "Body: 三月的田野里满是新楼。"]}


# ---- what is closed ------------------------------------------------------------------------------------------------

CLOSED = {"status": "withheld", "status_note": "家属要求"}


@pytest.mark.parametrize("taken", ["mine", "theirs"])
@pytest.mark.parametrize("closes", ["mine", "theirs"])
def test_what_one_has_closed_stays_closed_where_the_other_has_merged_it(
    two: tuple[Hand, Hand], archive: Sample, taken: str, closes: str
) -> None:
    mine, theirs = two
    closer, merger = (mine, theirs) if closes == "mine" else (theirs, mine)
    closer.edit(SECOND, **CLOSED)
    merger.move([5, 6, 7, 8], FIRST)
    assert theirs.save()[0] == 200
    assert mine.save()[0] == 409
    joined = mine.join()
    [clash] = joined["clashes"]
    if taken == "theirs":
        side = clash["theirs"]
        mine.articles = side["articles"]
        mine.owners |= {n: (id, role) for _, n, id, role in side["owners"]}
    assert mine.save()[0] == 200
    holder = saved(archive)[SECOND if taken == closes else FIRST]
    assert (holder["status"], holder["status_note"]) == ("withheld", "家属要求")
    assert archive.run("build").exit_code == 0
    assert all("急救中心".encode() not in page for page in archive.tree("site/issues").values())


@pytest.mark.parametrize("closes", ["mine", "theirs"])
def test_so_does_a_part_of_it_that_the_other_has_moved(two: tuple[Hand, Hand], archive: Sample, closes: str) -> None:
    mine, theirs = two
    closer, mover = (mine, theirs) if closes == "mine" else (theirs, mine)
    closer.edit(SECOND, **CLOSED)
    mover.move([8], FIRST)
    assert theirs.save()[0] == 200
    joined = mine.saved_after_join()
    assert joined["clashes"] == []
    assert [saved(archive)[id]["status"] for id in (FIRST, SECOND)] == ["withheld", "withheld"]


def test_so_do_lines_that_the_other_has_taken_out_of_all(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine, theirs = two
    theirs.move([8], None)
    theirs.owners[8] = None, "shut"
    assert theirs.save()[0] == 200
    mine.move([5, 6, 7, 8], FIRST)
    joined = mine.saved_after_join()
    assert len(joined["clashes"]) == 1
    assert saved(archive)[FIRST]["status"] == "withheld"


def test_what_one_has_opened_and_the_other_left_closed_is_open(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine, theirs = two
    mine.edit(SECOND, **CLOSED)
    assert mine.save()[0] == 200
    theirs.begin(ask(theirs.server, ISSUE)[1])
    theirs.move([8], FIRST)
    assert theirs.save()[0] == 200
    mine.edit(SECOND, status="open", status_note=None)
    assert mine.saved_after_join()["clashes"] == []
    assert [saved(archive)[id].get("status", "open") for id in (FIRST, SECOND)] == ["withheld", "open"]


# ---- ids -----------------------------------------------------------------------------------------------------------


def test_new_articles_of_both_have_ids_of_their_own(
    two: tuple[Hand, Hand], server: review.Server, archive: Sample
) -> None:
    mine, theirs = two
    assert mine.move([10], "+") == THIRD
    server.numbers.seen.clear()  # another desk, which does not know
    assert theirs.move([9], "+") == THIRD
    theirs.save()
    joined = mine.saved_after_join()
    assert (joined["clashes"], joined["renamed"]) == ([], {THIRD: FOURTH})
    assert saved(archive)[THIRD]["source"] == [{"file": PAGES, "lines": [9, 9]}]
    assert saved(archive)[FOURTH]["source"] == [{"file": PAGES, "lines": [10, 10]}]


def test_a_save_of_mine_of_which_no_answer_came_is_mine(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine = two[0]
    before = mine.issue
    mine.move([9], "+")
    mine.edit(FIRST, title="春耕")
    state = mine.articles, mine.owners
    mine.save()
    text = archive.read(FILE)
    mine.issue, (mine.articles, mine.owners) = before, state
    joined = mine.saved_after_join()
    assert (joined["clashes"], joined["renamed"], joined["taken"]) == ([], {}, [])
    assert archive.read(FILE) == text


# ---- other programs ------------------------------------------------------------------------------------------------


def test_a_file_that_an_editor_changed_is_joined(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine = two[0]
    archive.write(FILE, "# by hand\n" + ARTICLES.replace("title: 县医院新楼启用", "title: 新楼"))
    mine.edit(FIRST, title="春耕")
    mine.saved_after_join()
    assert [saved(archive)[id]["title"] for id in (FIRST, SECOND)] == ["春耕", "新楼"]


def test_a_file_that_is_broken_is_said_and_nothing_is_written(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine = two[0]
    broken = ARTICLES.replace("articles:", "articles: [", 1)
    archive.write(FILE, broken)
    mine.edit(FIRST, title="春耕")
    status, problems = mine.save()
    assert status == 424
    assert problems[0].startswith(f"{FILE}:4: ")
    assert archive.read(FILE) == broken


def test_segment_in_between_is_joined(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine = two[0]
    mine.edit(FIRST, title="春耕", reviewed=True)
    mine.edit(SECOND, title="新楼", reviewed=True)
    archive.run("segment")
    assert mine.save()[0] in (200, 409)
    joined = mine.join()
    lines = Counter(n for n, (id, _) in mine.owners.items() if id)
    assert all(count == 1 for count in lines.values())
    assert set(mine.owners) == set(range(1, 11))
    text = str(joined)
    assert "春耕" in text
    assert "新楼" in text


def test_a_line_that_was_put_into_the_page_moves_the_others(two: tuple[Hand, Hand], archive: Sample) -> None:
    mine = two[0]
    mine.move([4], SECOND)
    head, rest = PAGE.split("\n", 1)
    archive.write(f"seeds/{PAGES}", f"{head}\n一行新的\n{rest}")
    theirs = Hand(mine.server)  # whose file still says which lines were meant
    assert theirs.lines(FIRST) == [1, 2, 3, 4]
    joined = mine.join()
    assert [len(mine.lines(id)) for id in (FIRST, SECOND)] != [0, 0]
    assert set(mine.owners) == set(range(1, 12))
    assert joined["issue"]["base"] != two[1].issue["base"]


PAPER = [
    ["县医院新楼启用", "本报讯（记者李二）县医院新楼昨日启用，门诊搬入新址，病床增加了二百张，急救中心当天接诊。"],
    ["山村小学添了图书室", "本报讯（记者王一）石楼县的一所山村小学添了图书室，孩子们课间来读书，老师说书还不够。"],
    ["优质核桃苗出售，品种齐全，价格从优，可以送货上门，联系电话写在苗圃的大门口。"],
    ["乡道通了客车", "本报讯（记者赵四）岚县最后一个村通了客车，老人进城看病，不用再走二十里山路。"],
]


def _page(width: int) -> str:
    """The page as it is read at some width."""
    paragraphs = [text for article in PAPER for text in article]
    return "".join(f"{text[n : n + width]}\n" for text in paragraphs for n in range(0, len(text), width))


@pytest.mark.parametrize("width", [9, 14, 23])
def test_a_page_that_was_read_anew_in_between_keeps_what_i_have_moved(
    archive: Sample, server: review.Server, width: int
) -> None:
    (archive.root / FILE).unlink()
    archive.write(f"seeds/{PAGES}", _page(17))
    assert archive.run("segment").exit_code == 0
    mine = Hand(server)
    advertisement = [x["n"] for x in mine.issue["sheets"][0]["lines"] if x["text"][:4] in PAPER[2][0]]
    fresh = mine.move(advertisement, "+")
    archive.write(f"seeds/{PAGES}", _page(width))
    assert archive.run("segment").exit_code == 0
    assert mine.saved_after_join()["clashes"] == []
    content = yaml.safe_load(archive.read(FILE))
    assert not [line for line in content["unplaced"] if line.get("reviewed")]
    whole = "".join(a["title"] + (a["byline"] or "") + a["body"] for a in content["articles"])
    for text in ("写在苗圃", "病床增加", "课间来读书", "二十里山路"):
        assert whole.count(text) == 1
    [apart] = [a for a in content["articles"] if a["id"] == fresh]
    assert (apart["body"].startswith("优质核桃苗"), apart["body"].endswith("大门口。")) == (True, True)


# ---- any two -------------------------------------------------------------------------------------------------------


def _work(hand: Hand, chance: random.Random, mark: str) -> set[str]:
    """Some steps of a person; the words that he has written, each of them once."""
    words = set()
    for n in range(chance.randint(1, 5)):
        article = chance.choice(hand.articles)
        match chance.choice(["title", "subtitle", "byline", "body", "move", "move", "away", "new"]):
            case "body":
                texts = article["body"].split("\n\n")
                words.add(word := f"{mark}{n}文")
                at = chance.randrange(len(texts))
                texts[at] = word + texts[at]
                hand.edit(article["id"], body="\n\n".join(texts))
            case "move" | "away" | "new" as act:
                first = chance.randint(1, 10)
                lines = list(range(first, min(10, first + chance.randint(0, 2)) + 1))
                hand.move(lines, {"move": article["id"], "away": None, "new": "+"}[act])
                if not hand.articles:
                    hand.move([1, 2], "+")
            case name:
                words.add(word := f"{mark}{n}{name}")
                hand.edit(article["id"], **{name: word})
    text = str(hand.articles)
    return {word for word in words if word in text}


@pytest.mark.parametrize("seed", range(30))
def test_whatever_two_people_do_no_line_stands_twice_and_no_word_is_lost(
    two: tuple[Hand, Hand], archive: Sample, seed: int
) -> None:
    mine, theirs = two
    chance = random.Random(seed)
    written = _work(theirs, chance, "他") | _work(mine, chance, "我")
    assert theirs.save()[0] in (200, 422)
    if mine.save()[0] != 409:
        return
    joined = mine.join()
    assert set(mine.owners) == set(range(1, 11))
    ids = {article["id"] for article in mine.articles}
    assert {id for id, _ in mine.owners.values() if id} <= ids
    text = str([mine.articles, joined["lost"], joined["clashes"]])
    assert [word for word in written if word not in text] == []
    if mine.save()[0] == 200:
        again = Hand(mine.server)
        assert {n: id for n, (id, _) in again.owners.items()} == {n: id for n, (id, _) in mine.owners.items()}
