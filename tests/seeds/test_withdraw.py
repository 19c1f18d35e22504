"""`baocang withdraw`: one record of one file changes, and nothing else, whatever the file looks like."""

import codecs
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import Sample, copy_of_shipped
from tests.seeds.test_status import ARTICLES, FILE, ISSUES, MORE, archive, built, holding

__all__ = ["archive"]

ID = "xxb-2024-03-07-01-02"
FIRST = "xxb-2024-03-07-01-01"
AT = f"  - id: {ID}\n"
CLOSED = f'{AT}    status: withdrawn\n    status_note: "应当事人要求"\n'
LISTED = "  - {paper: lxbao, date: 2024-03-07}\n"


def withdrawn(archive: Sample, id: str, *arguments: str) -> str:
    result = archive.run("withdraw", id, *(arguments or ("--note", "应当事人要求")))
    assert result.exit_code == 0, result.output
    return result.output


def test_an_article_is_withdrawn_in_its_own_file_and_opened_again(archive: Sample) -> None:
    said = withdrawn(archive, ID)
    assert said == (
        f'{FILE}:16: {ID} is withdrawn.\nNow "baocang build", and publish the site.\n'
        "What search engines and others have copied, and bundles that were given away, cannot be called back; "
        '"baocang check --published" tells whether a bundle in dist/ holds it, with ZIP behind it another one.\n'
    )
    assert archive.read(FILE) == ARTICLES.replace(AT, CLOSED)
    built(archive)
    assert holding(archive, "石砌城门") == []
    more = withdrawn(archive, ID, "--withheld", "--note", '含"个人"信息: #1', "--until", "2999-01-02")
    assert f"{ID} is withheld." in more
    note = 'status: withheld\n    status_note: "含\\"个人\\"信息: #1"\n    status_until: 2999-01-02\n'
    assert archive.read(FILE) == ARTICLES.replace(AT, f"{AT}    {note}")
    assert built(archive).startswith("3 articles of 3 issues, 1 withheld. ")
    was = 'It was withheld: "含"个人"信息: #1".\nNow "baocang build", and publish the site.\n'
    assert withdrawn(archive, ID, "--open") == f"{FILE}:16: {ID} is open. {was}"
    assert archive.read(FILE) == ARTICLES


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.encode("gb18030"),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.removesuffix("\n").encode(),
    ],
    ids=["gb18030", "mark", "utf-16", "windows", "no last line end"],
)
def test_all_other_bytes_stay_as_they_are(archive: Sample, form: Callable[[str], bytes]) -> None:
    text = ARTICLES.replace("reviewed: true\nunplaced", "reviewed: true   # 已读\n\n# 版面剩下的\nunplaced")
    archive.write(FILE, form(text))
    withdrawn(archive, ID)
    assert (archive.root / FILE).read_bytes() == form(text.replace(AT, CLOSED))
    withdrawn(archive, ID, "--open")
    assert (archive.root / FILE).read_bytes() == form(text)


def test_what_a_person_wrote_of_the_status_gives_way(archive: Sample) -> None:
    by_hand = f"{AT}    status_note: >-\n      第一行\n      第二行\n    # 还要问一问\n    status: withheld  # 暂时\n"
    archive.write(FILE, ARTICLES.replace(AT, by_hand))
    withdrawn(archive, ID)
    assert archive.read(FILE) == ARTICLES.replace(AT, f"{CLOSED}    # 还要问一问\n")


def test_a_line_of_json_alone_changes(archive: Sample) -> None:
    built(archive)
    before = archive.read("seeds/articles/more.jsonl")
    assert withdrawn(archive, "lxbao-2024-03-07-00-01").startswith(
        "seeds/articles/more.jsonl:2: lxbao-2024-03-07-00-01 "
    )
    first, second = before.splitlines()
    closed = second.replace('"]}', '"], "status": "withdrawn", "status_note": "应当事人要求"}')
    assert archive.read("seeds/articles/more.jsonl") == f"{first}\n{closed}\n"
    assert built(archive).startswith("3 articles of 3 issues, 1 withdrawn. ")
    withdrawn(archive, "lxbao-2024-03-07-00-01", "--open")
    assert archive.read("seeds/articles/more.jsonl") == before
    compact = json.dumps(
        {"status_note": "甲", **MORE[1], "status": "withheld"}, ensure_ascii=False, separators=(",", ":")
    )
    archive.write("seeds/articles/more.jsonl", f"{first}\n{compact}")
    withdrawn(archive, "lxbao-2024-03-07-00-01", "--note", "乙", "--title")
    said = {"status": "withdrawn", "status_note": "乙", "status_title": True}
    now = json.dumps({**MORE[1], **said}, ensure_ascii=False, separators=(",", ":"))
    assert archive.read("seeds/articles/more.jsonl") == f"{first}\n{now}"


@pytest.mark.parametrize(
    ("id", "was", "is_"),
    [
        (
            "xxb-2024-03-07",
            "  - paper: xxb\n    date: 2024-03-07\n",
            '  - paper: xxb\n    status: withdrawn\n    status_note: "应当事人要求"\n    date: 2024-03-07\n',
        ),
        (
            "lxbao-2024-03-07",
            LISTED,
            '  - {paper: lxbao, date: 2024-03-07, status: withdrawn, status_note: "应当事人要求"}\n',
        ),
        (
            "lxbao",
            '"141124"}',
            '"141124", status: withdrawn, status_note: "应当事人要求"}',
        ),
    ],
)
def test_an_issue_and_a_newspaper_are_withdrawn_where_they_are_listed(
    archive: Sample, id: str, was: str, is_: str
) -> None:
    withdrawn(archive, id)
    assert archive.read("seeds/issues.yml") == ISSUES.replace(was, is_)
    assert " withdrawn. Open" in built(archive)
    withdrawn(archive, id, "--open")
    assert archive.read("seeds/issues.yml") == ISSUES


def test_an_issue_that_only_its_articles_know_is_listed_then(archive: Sample) -> None:
    archive.write("seeds/issues.yml", ISSUES.replace(LISTED, ""))
    withdrawn(archive, "lxbao-2024-03-07")
    entry = '  - paper: lxbao\n    date: 2024-03-07\n    status: withdrawn\n    status_note: "应当事人要求"\n'
    assert archive.read("seeds/issues.yml") == ISSUES.replace(LISTED, entry)
    assert built(archive).startswith("3 articles of 2 issues, 1 withdrawn. ")


def test_a_newspaper_with_nothing_but_a_name_at_the_end_of_a_file(archive: Sample) -> None:
    text = "papers:\n  xxb:\n    name: 兴县报\n  lxbao:\n    name: 临县报"
    archive.write("seeds/issues.yml", text)
    (archive.root / FILE).unlink()
    withdrawn(archive, "lxbao")
    assert archive.read("seeds/issues.yml") == f'{text}\n    status: withdrawn\n    status_note: "应当事人要求"'
    withdrawn(archive, "xxb-2024-03-08")
    entry = 'issues:\n- paper: xxb\n  date: 2024-03-08\n  status: withdrawn\n  status_note: "应当事人要求"'
    assert archive.read("seeds/issues.yml").endswith(f"\n{entry}")


def test_what_is_opened_inside_of_what_is_closed_stays_closed(archive: Sample) -> None:
    withdrawn(archive, "xxb", "--withheld", "--note", "版权争议")
    assert f"{ID} is withdrawn. It is withheld with what it belongs to." in withdrawn(archive, ID)
    assert f"{ID} is open. It is withheld with what it belongs to." in withdrawn(archive, ID, "--open")


def test_an_unknown_id_is_told_with_those_that_are_like_it(archive: Sample) -> None:
    before = archive.tree("seeds")
    result = archive.run("withdraw", "xxb-2024-03-07-01-3", "--note", "因故")
    assert (result.exit_code, result.output) == (
        2,
        f"xxb-2024-03-07-01-3: is no article, issue or newspaper. Did you mean {ID} or {FIRST}?\n",
    )
    archive.write("seeds/moved.yml", f"xxb-2024-03-07-01-09: {ID}\n")
    result = archive.run("withdraw", "xxb-2024-03-07-01-09", "--note", "因故")
    assert result.output.endswith(f"Its text is {ID} now.\n")
    assert archive.tree("seeds/articles") == {n: d for n, d in before.items() if n.startswith("seeds/articles")}


def test_all_that_is_wrong_is_said_at_once(archive: Sample) -> None:
    result = archive.run("withdraw", "nothing", "--withheld", "--title", "--until", "2020-01-01")
    assert result.exit_code == 2
    for said in (
        "nothing: is no article, issue or newspaper. Its id stands on its page, under 著录.",
        "Say why: --note",
        "so no title is kept",
        "2020-01-01 has come already",
    ):
        assert said in result.output


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "Say why: --note"),
        (("--note", " "), "Say why: --note"),
        (("--open", "--note", "因故"), "--open stands alone"),
        (("--note", "因故", "--withheld", "--title"), "so no title is kept"),
        (("--note", "因故", "--until", "2020-01-01"), "2020-01-01 has come already"),
        (("--note", "因故", "--until", "soon"), "soon is no day. Write it as 2030-01-01."),
        (("--note", "因故", "--until", "2030/13/1"), "2030/13/1 is no day. Write it as 2030-01-01."),
        (("--note", "因故", "--until", "2020/1/1"), "2020-01-01 has come already"),
    ],
)
def test_arguments_that_contradict_each_other_change_nothing(
    archive: Sample, arguments: tuple[str, ...], why: str
) -> None:
    result = archive.run("withdraw", ID, *arguments)
    assert result.exit_code == 2
    assert why in result.output
    assert archive.read(FILE) == ARTICLES


def test_a_record_that_is_written_in_a_way_that_is_not_changed_is_left(archive: Sample) -> None:
    text = ARTICLES.replace(AT, f"  - status: open\n    id: {ID}\n")
    archive.write(FILE, text)
    result = archive.run("withdraw", ID, "--note", "因故")
    assert (result.exit_code, result.output) == (
        2,
        f"{FILE}:16: {ID} cannot be changed here: status is its first field; put another one before it. "
        "Write there yourself: status: withdrawn; status_note: 因故.\n",
    )
    assert archive.read(FILE) == text


def test_segmenting_again_opens_nothing(tmp_path: Path) -> None:
    """Of an article that no one has read, which a machine would make anew, too."""
    archive = copy_of_shipped(tmp_path)
    file = "seeds/articles/llrb-2024-03-07.yml"
    (archive.root / file).unlink()
    archive.run("segment")
    made = yaml.safe_load(archive.read(file))["articles"]
    assert not any(article["reviewed"] for article in made)
    id = made[2]["id"]
    withdrawn(archive, id, "--withheld", "--note", "因故", "--until", "2999-01-02")
    [before] = (a for a in yaml.safe_load(archive.read(file))["articles"] if a["id"] == id)
    archive.run("segment")
    after = yaml.safe_load(archive.read(file))
    assert [a for a in after["articles"] if a["id"] == id] == [before]
    assert before["status"] == "withheld"
    others = [a["body"] for a in after["articles"] if a["id"] != id] + [line["text"] for line in after["unplaced"]]
    assert not any(before["body"][:20] in text for text in others)


@pytest.mark.parametrize("id", ["xxb-2024-03-07", "xxb"])
def test_an_issue_or_newspaper_that_is_open_since_an_older_list_came_back_is_said(archive: Sample, id: str) -> None:
    older = archive.read("seeds/issues.yml")
    assert archive.run("withdraw", id, "--note", "有误").exit_code == 0
    assert archive.run("build").exit_code == 0
    archive.write("seeds/issues.yml", older)
    said = f"seeds/issues.yml: {id} was closed at the last build, and is published now. If that is not meant, "
    assert said in archive.run("build").output
    assert said not in archive.run("build").output


@pytest.mark.parametrize("day", ["2999-01-02", "2999/1/2", "2999.1.2", "2999年1月2日"])
def test_a_day_is_read_as_people_write_it(archive: Sample, day: str) -> None:
    withdrawn(archive, ID, "--note", "因故", "--until", day)
    assert "    status_until: 2999-01-02\n" in archive.read(FILE)


def test_what_cannot_be_read_is_not_said_to_be_no_article(archive: Sample) -> None:
    text = archive.read(FILE)
    archive.write(FILE, f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n")
    result = archive.run("withdraw", ID, "--note", "因故")
    assert (result.exit_code, result.output) == (
        2,
        f"{FILE}:1: holds a conflict that git has left. "
        "Keep one of the two sides, or the lines of both, "
        "and take out those that begin with <<<<<<<, ======= and >>>>>>>.\n",
    )
    other = ID.replace("-03-", "-04-")
    assert f"{other}: is no article, issue or newspaper." in archive.run("withdraw", other, "--note", "因故").output
