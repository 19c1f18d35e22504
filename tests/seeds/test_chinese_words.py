"""Chinese words in files: of fields and values which is meant is said, and so are signs as wide as characters."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest

from generator.base import chinese_words, speech
from generator.base.agents import Agent, Locality, Subject
from generator.base.described import Image, Serial
from generator.base.issue import Issue, PageText
from generator.base.model import Article, Author, Unplaced
from generator.base.newspaper import Paper
from generator.base.record import Record
from generator.seeds.files.explained import unknown_field
from generator.seeds.files.reader import Reader
from generator.seeds.name_lists import read
from tests.conftest import ISSUES, Sample

RECORDS = (Article, Author, Unplaced, Image, Serial, Issue, PageText, Paper, Agent, Subject, Locality)
WITHOUT = {"viaf", "wikidata"}
"""Fields that Chinese calls so as well."""


def _choices(kind: Any) -> Iterator[str]:
    if get_origin(kind) is Literal:
        yield from map(str, get_args(kind))
    else:
        for part in get_args(kind):
            yield from _choices(part)


CHOICES = {value for model in RECORDS for field in model.model_fields.values() for value in _choices(field.annotation)}


def test_each_field_and_each_value_of_a_few_has_a_chinese_name_by_which_it_is_known() -> None:
    assert len(CHOICES) > 20
    for model in RECORDS:
        names = [field.alias or name for name, field in model.model_fields.items()]
        for name in set(names) - WITHOUT:
            assert any(chinese_words.field(word, names) == name for word in _words_of(name)), (model, name)
    for value in CHOICES:
        for word in chinese_words.words_for(value):
            assert chinese_words.value(word, [value]) == value
        assert speech.in_chinese(f"'{value}'") == f"{value}（{chinese_words.words_for(value)[0]}）"


def _words_of(name: str) -> list[str]:
    return chinese_words._FIELDS.get(name, "").split()


@pytest.mark.parametrize(
    ("model", "word", "field"),
    [
        (Article, "档号", "shelfmark"),
        (Article, "作者：", "authors"),
        (Article, "来源", "reprinted_from"),
        (Issue, "期号", "number"),
        (Issue, "版面", "pages"),
        (PageText, "版次", "page"),
        (PageText, "版号", "label"),
        (Paper, "报名", "name"),
        (Agent, "别名", "variants"),
        (Locality, "起", "from"),
    ],
)
def test_a_field_by_its_chinese_name_is_told(model: type[Record], word: str, field: str) -> None:
    known = [of.alias or name for name, of in model.model_fields.items()]
    assert unknown_field(word, known, "x") == (f'unknown field "{word}" for x', f'Write "{field}" in its place.')


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("kind: 报道", 'kind of 题 is 报道. Write "news" in its place.'),
        ("status: 撤下", 'status of 题 is 撤下. Write "withdrawn" in its place.'),
        ("reviewed: 是", 'reviewed of 题 is 是. Write "true" in its place.'),
        ("title_source: 某处", "title_source of 题 is 某处. Write one of 'page', 'lead', 'editor'."),
        ("page: ３", "page of 题 is ３. Write it half-width: 3."),
        ("reviewed_on: 2024年3月7日", "reviewed_on of 题 is no date: 2024年3月7日. Write it as 2024-03-07."),
        ("reviewed_on: ２０２４－０３－０７", "reviewed_on of 题 is no date: ２０２４－０３－０７. "
         "Write it half-width: 2024-03-07."),
        ("reviewed_on: “2024-03-07”", "reviewed_on of 题 is no date: “2024-03-07”. "
         'Write its quotation marks half-width: reviewed_on: "2024-03-07".'),
        ("kicker: 喜讯: 丰收", "has a colon with a blank behind it in the value of kicker. "
         'Put the value into quotation marks: kicker: "喜讯: 丰收".'),
        ("captions: [图一: 春耕]", 'captions of 题 is {\'图一\': \'春耕\'}. '
         'Put a text with a colon into quotation marks: "图一: 春耕".'),
        ("档号: 平档", 'unknown field "档号" for 题. Write "shelfmark" in its place.'),
    ],
)  # fmt: skip
def test_what_chinese_typing_leaves_is_named_with_what_to_write(sample: Sample, line: str, said: str) -> None:
    body = "  - title: 题\n    body: |-\n      正文。\n"
    sample.write("seeds/articles/xxb-2024-03-07.yml", f"paper: xxb\ndate: 2024-03-07\narticles:\n{body}    {line}\n")
    assert f"seeds/articles/xxb-2024-03-07.yml:7: {said}" in sample.run("check").output.splitlines()


@pytest.mark.parametrize(
    ("text", "line", "after"),
    [
        ("王伟：\n  variants: [王卫]\n", 1, "王伟"),
        ("马烽:\n  variants: [闻石]\n老马：马烽\n", 3, "老马"),
        ("# 名称档\n王伟：王卫\n", 2, "王伟"),
    ],
)
def test_a_full_width_colon_behind_a_name_of_ones_own_is_named_where_it_is(
    sample: Sample, text: str, line: int, after: str
) -> None:
    sample.write("seeds/names.yml", text)
    reader = Reader(sample.root)
    read(reader, "seeds/names.yml", Agent)
    mend = f'Write "{after}: ", with a space.'
    assert [f"{problem}" for problem in reader.problems] == [
        f"seeds/names.yml:{line}: has a full-width ： after {after}. {mend}"
    ]


def test_a_full_width_colon_behind_a_field_of_a_name_is_named(sample: Sample) -> None:
    sample.write("seeds/names.yml", "马烽:\n  variants：[闻石]\n")
    said = 'seeds/names.yml:1: has a full-width ： after variants of 马烽. Write "variants: ", with a space.'
    assert said in sample.run("check").output.splitlines()


def test_no_newspaper_is_called_by_a_name_in_quotation_marks(sample: Sample) -> None:
    sample.write("seeds/issues.yml", ISSUES.replace("name: 兴县报", "name: “兴县报”"))
    said = 'name of xxb is “兴县报”. Write its quotation marks half-width: name: "兴县报".'
    assert any(line.endswith(said) for line in sample.run("check").output.splitlines())
