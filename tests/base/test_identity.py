"""The shape of ids and dates: an id is one thing alone."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base import identity
from generator.base.model import Article
from generator.base.problems import Stop
from generator.base.when import When

PAPERS = st.from_regex(r"[a-z](?:-?(?:[a-z]|[0-9]{2}|[0-9]{4})){0,4}", fullmatch=True)
"""Among them keys that end like dates: llrb-1949-10."""
DAYS = st.dates(datetime.date(1800, 1, 1), datetime.date(2100, 12, 31)).map(When.on)
WHENS = st.one_of(DAYS, DAYS.map(lambda day: day.of_month), DAYS.map(lambda day: When(day.year)))
KEYS = st.tuples(PAPERS, st.tuples(WHENS, st.sampled_from(["", "b", "z"])).map(lambda of: f"{of[0]}{of[1]}"))
NUMBERS = st.sampled_from([1, 9, 10, 99, 100, 1949, 20240])


@given(KEYS, NUMBERS, NUMBERS)
def test_an_id_is_taken_apart_into_what_it_was_put_together_of(key: identity.Key, page: int, number: int) -> None:
    id = identity.article_id(identity.page_name(key, page), number)
    found = identity.ARTICLE_ID.fullmatch(id)
    assert found and (found["paper"], found["date"], int(found["page"]), int(found["number"])) == (*key, page, number)
    assert re.fullmatch(identity.WHOLE, id) and re.fullmatch(f"{identity.PAGE}-[0-9]+", id)
    assert identity.issue_key(identity.issue_of(id)) == key
    assert identity.paper_of(id) != key[0], "no article is called as an issue of its newspaper is"
    assert identity.fields_of(key)["paper"] == key[0]
    assert Article.model_validate({**identity.fields_of(key), "title": "题", "body": "文"}).issue == key


@pytest.mark.parametrize(
    ("id", "parts"),
    [
        ("llrb-2024-03-07b-01-03", ("llrb", "2024-03-07b", "01", "03")),
        ("llrb-1949-10-01-03", ("llrb", "1949-10", "01", "03")),
        ("llrb-1949-10-01-01-03", ("llrb", "1949-10-01", "01", "03")),
        ("llrb-1949-01-003", ("llrb", "1949", "01", "003")),
        ("llrb-1949-10-1950-03", ("llrb", "1949-10", "1950", "03")),
        ("llrb-1949-1950-03-004", ("llrb-1949", "1950", "03", "004")),
    ],
)
def test_which_issue_and_page_an_id_is_of(id: str, parts: tuple[str, ...]) -> None:
    found = identity.ARTICLE_ID.fullmatch(id)
    assert found and found.groups() == parts


@pytest.mark.parametrize("id", ["llrb-1949-10-01", "llrb-1949-01-03", "llrb-2024-03-07a-01-03", "llrb-2024-3-7-01-03"])
def test_what_is_no_articles_id(id: str) -> None:
    """The first might be the issue of a day, the second the issue of another."""
    assert identity.ARTICLE_ID.fullmatch(id) is None


def test_an_id_goes_along_to_another_issue() -> None:
    assert identity.under("llrb-2024-03-07-01-03", ("llrb", "1949-10")) == "llrb-1949-10-01-03"
    assert identity.under("llrb-2024-03-07-01-03", ("llrb", "1949")) == "llrb-1949-01-003"
    assert identity.under("llrb-2024-03-07-01-0012", ("ylwb", "2024-03-07b")) == "ylwb-2024-03-07b-01-0012"
    assert identity.new_id("llrb-1949-10", 0) == "llrb-1949-10-001"
    with pytest.raises(Stop, match="is the last id of its page"):
        identity.new_id("llrb-1949-10", 9_999_999)


def test_dates_are_ordered_as_far_as_they_are_known() -> None:
    written = ["1948-12-31", "1949", "1949-01-01", "1949-10", "1949-10-01", "1949-10-31", "1949-11", "1950"]
    assert [str(when) for when in sorted(map(When.of, reversed(written)))] == written
    assert [str(When.of("1948-02").first), str(When.of("1948-02").last)] == ["1948-02-01", "1948-02-29"]
    assert [str(When.of("1949").first), str(When.of("1949").last)] == ["1949-01-01", "1949-12-31"]


@pytest.mark.parametrize("text", ["1949-13", "1949-00", "1949-10-00", "1949-02-29", "49-10", "1949-1", "1949/10", ""])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        When.of(text)
