"""YAML and JSON as they stand in the file: nothing is changed, dropped or carried out; what would be is named."""

import json
import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.seeds.files import plain_json, plain_yaml
from tests.conftest import ARTICLES, ISSUES, Sample

FILE = "seeds/articles/xxb-2024-03-07.yml"
QUOTED = "Put the value into quotation marks; a comment has two spaces before the # and one behind it."


def titles(sample: Sample) -> list[str]:
    return [json.loads(line)["title"] for line in sample.read("site/data/articles.jsonl").splitlines()]


def faults(text: str) -> list[str]:
    return [f"{line}: {what}. {mend}" for line, what, mend in plain_yaml.read(text)[2]]


@pytest.mark.parametrize(
    "written",
    ["012", "12:30", "1.10", "no", "on", "1e3", "0x1F", "0b_", "1_000", "2024-03-07", ".5", "True", "=", "<<"],
)
def test_a_title_is_what_stands_in_the_file(sample: Sample, written: str) -> None:
    sample.write(FILE, ARTICLES.replace("title: 我县春耕全面展开", f"title: {written}"))
    assert sample.run("build").exit_code == 0
    assert titles(sample) == [written]


@pytest.mark.parametrize("written", ["1.10", "1e3", "100000000000000000000", "-0", "12", "1.5"])
def test_a_number_of_json_is_what_stands_in_the_file(sample: Sample, written: str) -> None:
    record = f'{{"paper": "xxb", "date": "2024-03-08", "title": {written}, "body": "文"}}\n'
    sample.write("seeds/articles/more.jsonl", record)
    for _ in range(2):  # read, and from what the first build kept
        assert sample.run("build").exit_code == 0
        assert titles(sample) == ["我县春耕全面展开", written]
        sample.write("site_src/more.md", "# 又一页\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", ['3: "a" stands twice here, in line 1 for the first time. '
         "Take one of them out, or make one of both."]),
        ("x:\n- {a: 1, b: 2, a: 3}\n", ['2: "a" stands twice here, in line 2 for the first time. '
         "Take one of them out, or make one of both."]),
        ("title: 我市 #1 机组投产\n", [f"1: title ends before #1 机组投产, which is read as a comment. {QUOTED}"]),
        ("title: 我市\n\n  #1 机组投产\n", [f"1: title ends before #1 机组投产, which is read as a comment. {QUOTED}"]),
        ("kicker: #1 机组\n", [f"1: kicker ends before #1 机组, which is read as a comment. {QUOTED}"]),
        ("captions:\n- 图一 #2\n", [f"2: captions ends before #2, which is read as a comment. {QUOTED}"]),
        ("a: !!binary YQBi\n", ["1: has the tag !!binary. "
         "Take it out; text that begins with ! belongs in quotation marks."]),
        ("a: ! 注意\n", ["1: has the tag !. Take it out; text that begins with ! belongs in quotation marks."]),
        ("a: !!timestamp 2024-13-02\n", ["1: has the tag !!timestamp. "
         "Take it out; text that begins with ! belongs in quotation marks."]),
        ("a: !!python/name:os.system []\n", ["1: has the tag !!python/name:os.system. "
         "Take it out; text that begins with ! belongs in quotation marks."]),
        ("a: &x 一\n", ["1: is marked to be referred to (&x). "
         "Take the mark out; text that begins with & belongs in quotation marks."]),
        ("a: *x\n", ["1: refers to another place (*x). "
         "Write out what it says there; text that begins with * belongs in quotation marks."]),
        ("[1]: 2\n", ["1: has a name that is no text. Put text that begins with [ or { or * into quotation marks."]),
        ("---\na: 1\n---\nb: 2\n", ["3: begins a second document. "
         "Take the line out, and what follows it or came before."]),
        ("a: 一\n二\u2028三\n", ["2: holds what YAML cannot (U+2028). End the line there, or remove it."]),
        ("a: |-\n  一\x07\n  二\n  三\x85\x07\n", ["2: holds what YAML cannot (U+0007). Remove it.",
         "4: holds what YAML cannot (U+0007, U+0085). Remove it.",
         "4: holds what YAML cannot (U+0085). End the line there, or remove it."]),
        ("a: " + "[" * 21, ["1: nests more than 20 lists or fields in each other. "
         "Put text that begins with [ or { or - into quotation marks."]),
        ("x:\n- id: a\n  title：我县\n  body: 文\n",
         ['3: has a full-width ： after title. Write "title: ", with a space.']),
        ("x:\n- id：a\n  body: 文\n", ['2: has a full-width ： after id. Write "id: ", with a space.']),
        ("x：\n  a:\n    b: 1\n", ['1: has a full-width ： after x. Write "x: ", with a space.']),
        ("a: 1\ntitle，我县\n\n", ['2: has a full-width ， after title. Write "title: ", with a space.']),
        ("x:\n- {file: a，page: 1}\n", ['2: has a full-width ， before page. Write ", page: ", with spaces.']),
        ("x: [{file: a, lines：[1, 2]}]\n", ['1: has a full-width ： after lines. Write "lines: ", with a space.']),
        ("x:\n  a: 1\n\tb: 2\n", ["3: has a tab before its first word. Put spaces in its place."]),
        ("x:\n  a: 1\n  \tb: 2\n", ["3: has a tab before its first word. Put spaces in its place."]),
        ("a:\u3000县\nb: 1\n", ["1: has a full-width space after a:. Put a common space in its place."]),
        ("a:县\nb: 1\n", ['1: has no space after a:. Write "a: ", with a space.']),
        ("a: 1\nb:县\nc: 2\n", ['2: has no space after b:. Write "b: ", with a space.']),
        ("x:\n  -a: 1\n    b: 2\n", ['2: has no space after its -. Write "- ", with a space.']),
        ("x:\n  － a: 1\n    b: 2\n", ['2: begins with a full-width －. Write "- ", with a space.']),
        ("x: ［{a: 1}］\n", ["1: has a full-width ［. Write brackets half-width."]),
        ('a: "县”\nb: 1\n', ['1: has a “ or ” where a quotation mark belongs. Write " on both sides of the text.']),
        ("x: “a”：b，c\n", []),
        ("x: |-\n  title：我县\n  {a: 1，b: 2}\n", []),
        ("a: 1\nb:2\nc: 3\n", ['2: has no space after b:. Write "b: ", with a space.']),
        ("a: 1\n2\nc: 3\n", ["3: broken YAML: while scanning a simple key could not find expected ':'. "
         "Look here or one line above for a missing colon, quotation mark or indent."]),
    ],
)  # fmt: skip
def test_what_yaml_would_change_or_drop_is_named_with_its_line(text: str, said: list[str]) -> None:
    assert faults(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "date: 2024-03-07   # shown as 推定\n",
        "date: 2024-03-07 #推定\n",
        "place: 吕梁市 # home place\n",
        "name: 吕梁日报    # the whole name\n",
        "llrb:   # short key\n  name: x\n",
        "kicker: null   # 引题\nkicker2: # 肩题\n",
        'title: "我市 #1 机组投产" # quoted\n',
        "body: |- # as printed\n  我市 #1 机组\n",
        "title: C#语言\n",
        "a: 一\n# - b\n#b: 二\nc: 三\n",
        "a:\n- 一\n#- 二\n- 三\n",
        "a: !!str 012\n",
    ],
)
def test_a_comment_is_a_comment(text: str) -> None:
    assert faults(text) == []


def test_names_that_stand_twice_stop_the_build(sample: Sample) -> None:
    sample.write(FILE, ARTICLES + "articles: []\n")
    sample.write("seeds/issues.yml", ISSUES + "  - {paper: xxb, date: 2024-03-08, date: 2024-03-09}\n")
    record = '{"paper": "xxb", "date": "2024-03-10", "title": "题", "body": "一", "body": "二"}'
    sample.write("seeds/articles/more.jsonl", record)
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output.splitlines() == [
        'seeds/articles/more.jsonl:1: "body" stands twice in a record. Take one of them out.',
        f'{FILE}:18: "articles" stands twice here, in line 3 for the first time. '
        "Take one of them out, or make one of both.",
        'seeds/issues.yml:9: "date" stands twice here, in line 9 for the first time. '
        "Take one of them out, or make one of both.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("reviewed: true", "reviewed: yes", "16: reviewed of xxb-2024-03-07-01-01 is yes. Write true or false."),
        ("page: 1", "page: 0x1", "5: page of xxb-2024-03-07-01-01 is 0x1. Write a number from 1 to 9999999 in digits."),
        ("page: 1", "page: 1.5", "5: page of xxb-2024-03-07-01-01 is 1.5. Write a number from 1 to 9999999 in digits."),
        ("page: 1", "page: -1", "5: page of xxb-2024-03-07-01-01 is -1. Write a number from 1 to 9999999 in digits."),
        ("reviewed: true", "confidence: 1.2\n    reviewed: true",
         "16: confidence of xxb-2024-03-07-01-01 is 1.2. Write a number from 0 to 1, as in 0.87."),
        ("    kind: news", "    captions: 图一", "11: captions of xxb-2024-03-07-01-01 is 图一. "
         'Write a list, each entry on a line of its own behind "- ".'),
    ],
)  # fmt: skip
def test_what_is_no_number_is_not_taken_for_one(sample: Sample, old: str, new: str, said: str) -> None:
    assert old in ARTICLES
    sample.write(FILE, ARTICLES.replace(old, new))
    assert f"{FILE}:{said}" in sample.run("check").output.splitlines()


def test_a_page_written_with_a_nought_is_that_page(sample: Sample) -> None:
    sample.write(FILE, ARTICLES.replace("page: 1", "page: 012").replace("reviewed: true", "reviewed: True"))
    assert sample.run("build").exit_code == 0
    assert json.loads(sample.read("site/data/articles.jsonl"))["page"] == 12


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"))


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        TEXTS | st.none(),
        lambda some: st.lists(some, max_size=4) | st.dictionaries(TEXTS, some, max_size=4),
        max_leaves=20,
    ),
    st.sampled_from([None, True, False]),
)
def test_what_is_written_as_yaml_is_read_as_it_was(data: object, flow: bool | None) -> None:
    written = yaml.dump(
        {"a": data}, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=flow, width=2**31 - 1
    )
    found, lines, wrong = plain_yaml.read(written)
    assert (found, wrong) == ({"a": data}, [])
    assert lines(("a",)) == 1


def test_lines_lead_to_the_deepest_part_that_is_there() -> None:
    _, line, _ = plain_yaml.read("a:\n  - b: 1\n    c:\n    - 2\n    - 3\n  - b: 4\n")
    assert [line(path) for path in [("a",), ("a", 0, "c", 1), ("a", 1, "b"), ("a", 1, "x"), ("a", 7), ("z",), ()]] == [
        1, 5, 6, 6, 1, 1, 1,
    ]  # fmt: skip


LAUGHS = "a: &a [x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}]}}\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [LAUGHS, MERGES, "a: " + "[" * 200_000, "a: " + "{" * 200_000, "- " * 200_000, "a: " + "9" * 5_000_000,
     "'" * 200_001, "a" * 5_000_000, "a: " + "!a " * 100_000, "a: " + "&a " * 100_000, "#" * 1_000_000, "? " * 100_000],
    ids=lambda text: text[:10],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    plain_yaml.read(text)
    assert time.process_time() - start < 2


def test_json_ends_as_soon() -> None:
    for text in ("[" * 200_000, '{"a":' * 200_000, f'{{"a": {"9" * 5_000_000}}}', f'{{"a": 1.{"9" * 5_000_000}}}'):
        start = time.process_time()
        plain_json.read(text)
        assert time.process_time() - start < 2
    assert plain_json.read('{"a": NaN, "b": -Infinity}')[1] == [
        ("broken JSON: NaN is no number", "Write a number, or null."),
        ("broken JSON: -Infinity is no number", "Write a number, or null."),
    ]
