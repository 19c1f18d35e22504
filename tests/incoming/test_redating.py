"""An issue whose date a later delivery corrects: it is asked, and moved when a person says so."""

import yaml

from tests.conftest import Sample, built
from tests.incoming.test_importing import FILE, RAIN, ROAD, SPRING, articles, table, taken

LATER = "seeds/articles/xxb-2024-03-09.yml"
CORRECTED = [["2024-03-09", *row[1:]] for row in (SPRING, ROAD)]
ASKED = (
    "seeds/articles/xxb-2024-03-07.yml: all 2 articles of xxb-2024-03-07 are delivered as of 2024-03-09 now. "
    "Was its date corrected? Then import with --redate xxb-2024-03-07=2024-03-09: it moves there. "
    "If both days have them: --redate xxb-2024-03-07=-.\n"
)


def before(archive: Sample) -> None:
    archive.write("a.csv", table(SPRING, ROAD, RAIN))
    taken(archive, "a.csv", "--paper", "xxb")
    archive.write(FILE, archive.read(FILE).replace("  title: 我县", "  reviewed: true\n  title: 我县", 1))
    built(archive)
    archive.write("b.csv", table(*CORRECTED))


def test_it_is_asked_in_chinese(archive: Sample) -> None:
    before(archive)
    for arguments, said in (
        ((), "2 篇文章，这次送来全写的是 2024-03-09。是不是改正了日期？是的，收的时候加 --redate"),
        (("--redate", "xxb-2024-03-07=2024-03-09"), "xxb-2024-03-07：2 篇文章已移到 xxb-2024-03-09，旧地址"),
    ):
        assert said in archive.run("--lang", "zh", "import", "b.csv", "--paper", "xxb", *arguments).output


def test_it_is_asked_and_nothing_is_written(archive: Sample) -> None:
    before(archive)
    tree = archive.tree("seeds")
    assert taken(archive, "b.csv", "--paper", "xxb", status=2) == ASKED
    assert archive.tree("seeds") == tree


def test_the_issue_moves_with_what_people_did_and_its_addresses_lead_on(archive: Sample) -> None:
    before(archive)
    said = ("b.csv", "--paper", "xxb", "--redate", "xxb-2024-03-07=2024-03-09")
    trial = taken(archive, *said, "--dry-run")
    assert "xxb-2024-03-07: 2 articles would move to xxb-2024-03-09; old addresses would lead there.\n" in trial
    assert (archive.root / FILE).exists()
    assert "xxb-2024-03-07: 2 articles moved to xxb-2024-03-09; old addresses lead there.\n" in taken(archive, *said)
    assert not (archive.root / FILE).exists()
    assert [each["id"] for each in articles(archive, LATER)] == ["xxb-2024-03-09-01-01", "xxb-2024-03-09-02-01"]
    assert [each.get("reviewed") for each in articles(archive, LATER)].count(True) == 1
    moved = yaml.safe_load(archive.read("seeds/moved.yml"))
    assert moved == {f"xxb-2024-03-07-0{n}-01": f"xxb-2024-03-09-0{n}-01" for n in (1, 2)}
    built(archive)
    assert "2024-03-09" in archive.read("site/issues/xxb/2024-03-07/01-01.html")
    assert "2024-03-09" in archive.read("site/issues/xxb/2024-03-07/index.html")
    assert "春耕" not in archive.read("site/issues/xxb/2024-03-07/index.html")


def test_both_days_stand_where_a_person_says_so(archive: Sample) -> None:
    before(archive)
    taken(archive, "b.csv", "--paper", "xxb", "--redate", "xxb-2024-03-07=-")
    assert (archive.root / FILE).exists()
    assert (archive.root / LATER).exists()


def test_of_a_part_of_an_issue_and_of_one_article_nothing_is_asked(archive: Sample) -> None:
    before(archive)
    archive.write("b.csv", table(CORRECTED[0]))
    taken(archive, "b.csv", "--paper", "xxb")
    archive.write("c.csv", table(["2024-03-10", *RAIN[1:]]))
    taken(archive, "c.csv", "--paper", "xxb")


def test_what_is_said_of_another_issue_is_refused(archive: Sample) -> None:
    before(archive)
    archive.write(
        "b.csv", table(["2024-03-12", "1", "别的一篇", "", "全是别的文字，与从前哪一天的都不相同，长长的一段。"])
    )
    none = "--redate: xxb-2024-03-07 is no issue whose articles are delivered under another day. "
    assert f"{none}Leave it out, or correct it.\n" in taken(
        archive, "b.csv", "--paper", "xxb", "--redate", "xxb-2024-03-07=2024-03-12", status=2
    )
