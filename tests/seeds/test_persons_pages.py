"""Pages that changed after a person had worked on their articles."""

import pytest

from tests.conftest import Sample
from tests.seeds.persons import (
    FILE,
    FIRST,
    FOURTH,
    ISSUES,
    MORE,
    PAGE,
    SECOND,
    THIRD,
    article,
    data,
    edit,
    ids,
    lines,
    replace,
    whole,
)

pytestmark = pytest.mark.slow


def test_a_page_that_is_listed_later_is_segmented_and_changes_no_other(segmented: Sample) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    before = data(segmented)["articles"]
    segmented.write("seeds/issues.yml", ISSUES + "      - {file: pages/b.txt, page: 3}\n")
    segmented.write("seeds/pages/b.txt", MORE)
    new = 'seeds/pages/b.txt: is listed and has not been segmented. Run "baocang segment"; what a person wrote stays.'
    assert new in segmented.run("check").output.splitlines()
    segmented.run("segment")
    assert data(segmented)["articles"][:3] == before
    assert ids(segmented)[3:] == ["xxb-2024-03-09-03-01"]
    assert new not in segmented.run("check").output


def test_a_persons_articles_follow_their_lines(segmented: Sample) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    replace(segmented, "reviewed: false", "reviewed: true")
    before = {id: article(segmented, id) for id in (FIRST, SECOND)}
    segmented.write("seeds/pages/a.txt", MORE.lstrip() + "\n" + PAGE)
    changed = 'seeds/pages/a.txt: has changed since it was segmented. Run "baocang segment"; what a person wrote stays.'
    assert changed in segmented.run("check").output.splitlines()
    assert segmented.run("segment").exit_code == 0
    for id, source in ((FIRST, [6, 9]), (SECOND, [11, 14])):
        assert article(segmented, id) == before[id] | {"source": [{"file": "pages/a.txt", "lines": source}]}
    assert sorted(ids(segmented)) == [FIRST, SECOND, THIRD, FOURTH]
    assert changed not in segmented.run("check").output
    whole(segmented)


def test_an_article_whose_lines_are_gone_is_a_persons_to_compare(segmented: Sample) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    mine = article(segmented, SECOND)
    segmented.write("seeds/pages/a.txt", PAGE.replace("农家乐里座无虚席。\n", ""))
    result = segmented.run("segment")
    assert result.exit_code == 0
    assert (
        f"seeds/pages/a.txt: has changed, and a line of {SECOND}, which a person made, can no longer be found in it. "
        "Compare the article with the page."
    ) in result.output
    assert article(segmented, SECOND) == mine | {"source": [{"file": "pages/a.txt", "lines": [6, 8]}]}
    assert ids(segmented) == [FIRST, SECOND, THIRD]
    whole(segmented)


@pytest.mark.parametrize("done", ["reviewed: true", "title: 岚县土豆花正开"])
def test_an_article_whose_page_reads_otherwise_is_asked_for_until_a_person_has_compared_it(
    segmented: Sample, done: str
) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    segmented.write("seeds/pages/a.txt", MORE[1:] + "\n" + PAGE.replace("游人纷纷前来", "游人纷纷而来"))
    assert segmented.run("segment").exit_code == 0
    said = (
        f"seeds/pages/a.txt:11: was read anew since a person worked on {SECOND}; not in it to the letter: lines 11, 13"
    )
    for command in ("check", "segment", "check"):
        found = [line for line in segmented.run(command).output.splitlines() if line.startswith(said)]
        assert len(found) == (command == "check")
    field = done.split(":", maxsplit=1)[0]
    second = segmented.read(FILE).split(f"- id: {SECOND}")[1].split("- id:")[0]
    mine = "\n".join(f"  {done}" if line.startswith(f"  {field}:") else line for line in second.split("\n"))
    segmented.write(FILE, segmented.read(FILE).replace(second, mine))
    assert said not in segmented.run("check").output
    assert segmented.run("segment").exit_code == 0
    assert "compare:" not in segmented.read(FILE)


def test_lines_that_were_read_with_other_mistakes_stay_the_articles(segmented: Sample) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    mine = article(segmented, SECOND)
    segmented.write("seeds/pages/a.txt", PAGE.replace("县", "縣").replace("记者 ", "记者").replace("里", "裏"))
    result = segmented.run("segment")
    assert (
        f"seeds/pages/a.txt: has changed, and 3 lines of {SECOND}, which a person made, read otherwise now. "
        "Compare the article with the page."
    ) in result.output
    assert sorted(ids(segmented)) == [FIRST, SECOND, THIRD]
    assert article(segmented, SECOND) == mine
    assert [u["line"] for u in data(segmented)["unplaced"]] == [16]
    text = segmented.read(FILE)
    segmented.run("segment")
    assert segmented.read(FILE) == text


def test_a_page_and_an_article_of_it_may_be_written_at_once(segmented: Sample) -> None:
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    mine = {
        "title": "临县社火闹元宵",
        "body": "正月十五的临县，伞头秧歌舞起来，社火队伍走街串巷，观众里三层外三层。",
        "source": [{"file": "pages/a.txt", "lines": [18, 21]}],
    }
    edit(segmented, lambda content: content["articles"].append(mine))
    segmented.run("segment")
    assert mine in data(segmented)["articles"]
    assert len(data(segmented)["articles"]) == 4


def test_a_page_that_is_listed_no_longer_keeps_its_articles(segmented: Sample) -> None:
    before = segmented.read(FILE)
    segmented.write("seeds/issues.yml", ISSUES.replace("pages/a.txt", "pages/b.txt"))
    segmented.write("seeds/pages/b.txt", MORE)
    said = (
        f"{FILE}: holds lines of pages/a.txt, which is no page of the issue; they stay. "
        "List it under xxb 2024-03-09 in seeds/issues.yml, or take away what stands there of it."
    )
    assert said in segmented.run("segment").output.splitlines()
    assert before.partition("unplaced:")[0] in segmented.read(FILE)
    assert [u["file"] for u in data(segmented)["unplaced"]] == ["pages/a.txt"]
    assert said in segmented.run("check").output.splitlines()


def test_what_is_listed_of_a_page_reaches_the_machines_articles_alone(segmented: Sample) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    mine = article(segmented, SECOND)
    segmented.write("seeds/issues.yml", ISSUES.replace("page: 2", "page: 5"))
    segmented.run("segment")
    assert ids(segmented) == [SECOND, FIRST, THIRD]
    assert [a["page"] for a in data(segmented)["articles"]] == [2, 5, 5]
    assert article(segmented, SECOND) == mine


def test_a_page_number_that_is_corrected_in_the_list_is_asked_for_in_a_persons_articles(segmented: Sample) -> None:
    replace(segmented, "title: 兴县春耕全面展开", "title: 兴县春耕")
    segmented.write("seeds/issues.yml", ISSUES.replace("page: 2", "page: 3"))
    said = (
        f"{FILE}: {FIRST} is on page 2, and pages/a.txt is listed as 3. Correct the page there, or in seeds/issues.yml."
    )
    for command in ("segment", "segment", "check"):
        assert [line for line in segmented.run(command).output.splitlines() if "is on page" in line] == [said]
    (segmented.root / "seeds/pages/a.txt").rename(segmented.root / "seeds/pages/c.txt")
    segmented.write("seeds/issues.yml", ISSUES.replace("page: 2", "page: 3").replace("a.txt", "c.txt"))
    for command in ("segment", "check"):
        said = said.replace("a.txt", "c.txt")
        assert [line for line in segmented.run(command).output.splitlines() if "is on page" in line] == [said]


def test_a_file_saved_as_gbk_is_read_as_such(segmented: Sample) -> None:
    segmented.write(FILE, segmented.read(FILE).replace("岚县土豆花开", "岚县的土豆花开了").encode("gb18030"))
    assert "GB18030" not in segmented.run("segment").output
    assert "is GB18030 and was read as such" in segmented.run("check").output
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    segmented.run("segment")
    assert article(segmented, SECOND)["title"] == "岚县的土豆花开了"


def test_a_line_that_a_person_claims_and_does_not_say_stays_that_of_the_machine(segmented: Sample) -> None:
    """Written with the numbers of another article's lines by mistake."""
    mine = {"id": FOURTH, "page": 2, "title": "编者按", "body": "短评。", "source": [lines(3, 4)]}
    edit(segmented, lambda content: content["articles"].append(mine))
    assert segmented.run("segment").exit_code == 0
    first = article(segmented, FIRST)
    segmented.write("seeds/pages/a.txt", MORE[1:] + PAGE)
    assert segmented.run("segment").exit_code == 0
    assert article(segmented, FIRST)["body"] == first["body"]
    text = segmented.read(FILE)
    assert "status: withheld" not in text
    assert segmented.run("segment").exit_code == 0
    assert segmented.read(FILE) == text
