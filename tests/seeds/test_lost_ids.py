"""An article whose line `id:` was taken out of its file: it is known by its text, and keeps its id."""

import pytest

from generator.seeds.machine_record import MachineRecord, imprint, own_ids
from tests.conftest import Sample
from tests.seeds.persons import FILE, FIRST, SECOND, THIRD, data, replace

MOVED = "seeds/moved.yml"
IDS = "seeds/ids.tsv"


def lose(segmented: Sample, *lost: str) -> None:
    for id in lost:
        replace(segmented, f"- id: {id}\n  ", "- ")


def said(id: str) -> str:
    return f'has lost the line "id: {id}", and is known by its text. "baocang segment" writes it back.\n'


@pytest.mark.slow
@pytest.mark.parametrize("lost", [[SECOND], [FIRST, SECOND, THIRD]])
@pytest.mark.parametrize("first", ["segment", "build"])
def test_it_gets_its_own_id_again_and_that_is_said(segmented: Sample, lost: list[str], first: str) -> None:
    replace(segmented, f"- id: {SECOND}", f"# 王一核对过\n- id: {SECOND}")
    assert segmented.run("build").exit_code == 0
    before, site = segmented.read(FILE), segmented.tree("site/issues")
    lose(segmented, *lost)
    assert all(said(id) in segmented.run("check").output for id in lost)
    result = segmented.run(first)
    assert result.exit_code == 0
    assert all(result.output.count(said(id)) == 1 for id in lost)
    assert segmented.run("segment").exit_code == 0
    assert segmented.read(FILE) == before
    assert "id: " not in segmented.run("build").output
    assert segmented.tree("site/issues") == site
    assert not (segmented.root / MOVED).exists()
    assert not (segmented.root / IDS).exists()


@pytest.mark.slow
def test_so_does_one_that_was_read_or_closed_since(segmented: Sample) -> None:
    assert segmented.run("withdraw", SECOND, "--note", "家属要求").exit_code == 0
    replace(segmented, "reviewed: false", "reviewed: true\n  reviewed_by: 王一")
    before = data(segmented)
    lose(segmented, FIRST, SECOND)
    assert segmented.run("segment").exit_code == 0
    assert data(segmented) == before


@pytest.mark.slow
def test_nothing_leads_on_to_an_article_that_has_no_id(segmented: Sample) -> None:
    lose(segmented, SECOND)
    replace(segmented, "七月的岚县", "八月的岚县")
    result = segmented.run("segment")
    assert result.exit_code == 0
    assert "leads on" not in result.output
    assert not (segmented.root / MOVED).exists()
    assert segmented.run("build").exit_code == 0


@pytest.mark.slow
def test_one_that_was_changed_as_well_is_known_by_the_last_build(segmented: Sample) -> None:
    assert segmented.run("build").exit_code == 0
    lose(segmented, SECOND)
    replace(segmented, "七月的岚县", "八月的岚县")
    for _ in range(2):
        assert segmented.run("segment").exit_code == 0
        assert segmented.run("build").exit_code == 0
        page = segmented.read("site/issues/xxb/2024-03-09/02-02.html")
        assert "八月的岚县" in page
        assert not (segmented.root / "site/issues/xxb/2024-03-09/02-04.html").exists()


def test_articles_that_say_the_same_have_their_ids_in_order() -> None:
    items = [{"title": "启事", "body": "失物招领", "reviewed": False} for _ in range(2)]
    record = MachineRecord(articles={id: imprint({**items[0], "id": id}) for id in (FIRST, SECOND)})
    assert own_ids(items, record) == {0: FIRST, 1: SECOND}
    assert own_ids([{**items[0], "id": SECOND}, items[1]], record) == {1: FIRST}
    assert own_ids([{**items[0], "body": "寻人"}, None, "启事"], record) == {}
