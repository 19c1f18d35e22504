"""Files as other programs save them: read as what they are, told apart, or named with the line that is wrong."""

import codecs
import json
from pathlib import Path

import pytest

from generator.seeds.files import decode
from generator.seeds.files.reader import Reader
from tests.conftest import ARTICLES, ISSUES, REPOSITORY, Sample

PAGE = """\
我县召开旧报整理座谈会

本报讯 （记者 王一）三月七日，县档案馆召开旧报整理座谈会。与会人员就
扫描、识读、校对等工作交流经验，并议定下一步的分工和进度。

座谈会指出，旧报是地方历史的见证，要一版一版扫描，一字一句校读。
"""
TRADITIONAL = "我縣召開舊報整理座談會。與會人員就掃描、識讀、校對等工作交流經驗，並議定下一步的分工和進度。"
JAPANESE = "昨日、市役所で古い新聞を整理する会議が開かれ、参加者はこれからの作業について話し合いました。"
KOREAN = "어제 시청에서 오래된 신문을 정리하는 회의가 열려 참가자들은 앞으로의 작업에 대해 이야기를 나누었습니다. " * 4
WIDE = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
AS_WINDOWS_WRITES = {
    "GB18030": lambda text: text.replace("\n", "\r\n").encode("gb18030"),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16, little end first": lambda text: codecs.BOM_UTF16_LE + text.replace("\n", "\r\n").encode("utf-16-le"),
    "UTF-16, big end first": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-8 with the line ends of old Macs": lambda text: text.replace("\n", "\r").encode(),
}
RECORD = json.dumps({"paper": "xxb", "date": "2024-03-08", "title": "旧报新读", "body": "正文。"}, ensure_ascii=False)


@pytest.mark.parametrize("saved", AS_WINDOWS_WRITES.values(), ids=AS_WINDOWS_WRITES)
def test_every_file_of_seeds_is_read_as_windows_writes_it(sample: Sample, saved: object) -> None:
    assert callable(saved)
    sample.write("seeds/issues.yml", saved(f"{ISSUES}    pages: [{{file: pages/a.txt, page: 1}}]\n"))
    sample.write("seeds/articles/xxb-2024-03-07.yml", saved(ARTICLES))
    sample.write("seeds/articles/more.jsonl", saved(f"{RECORD}\n{RECORD.replace('旧报新读', '新读旧报')}\n"))
    sample.write("seeds/pages/a.txt", saved(PAGE))
    result = sample.run("build")
    assert result.exit_code == 0, result.output
    data = [json.loads(line) for line in sample.read("site/data/articles.jsonl").splitlines()]
    assert [each["title"] for each in data] == ["我县春耕全面展开", "旧报新读", "新读旧报"]


@pytest.mark.parametrize("saved", AS_WINDOWS_WRITES.values(), ids=AS_WINDOWS_WRITES)
def test_lines_are_numbered_as_an_editor_does(sample: Sample, saved: object) -> None:
    assert callable(saved)
    sample.write("seeds/articles/more.jsonl", saved(f'{RECORD}\n\n{RECORD}\n{{"paper": "xxb"}}\n'))
    sample.write("seeds/articles/xxb-2024-03-07.yml", saved(ARTICLES.replace("kind: news", "kind: story")))
    said = sample.run("check").output
    assert 'seeds/articles/more.jsonl:4: no title for article 4. Add "title:" and the headline.' in said
    assert "seeds/articles/xxb-2024-03-07.yml:11: kind of xxb-2024-03-07-01-01 is story." in said


@pytest.mark.parametrize(
    ("data", "text", "said"),
    [
        (PAGE.encode(), PAGE, []),
        (PAGE.encode("utf-8-sig"), PAGE, ["a:1: begins with a byte order mark, which was left out. "
         "Save it as UTF-8 without a byte order mark."]),
        (PAGE.encode("gb18030"), PAGE, ["a: is GB18030 and was read as such. Save it as UTF-8."]),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, ["a: is GB18030 and was read as such. Save it as UTF-8."]),
        (TRADITIONAL.encode("big5"), TRADITIONAL, ["a: is Big5 and was read as such. Save it as UTF-8."]),
        (JAPANESE.encode("cp932"), JAPANESE, ["a: is Shift-JIS and was read as such. Save it as UTF-8."]),
        (codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"), PAGE, ["a: is UTF-16 and was read as such. "
         "Save it as UTF-8."]),
        (PAGE.encode("utf-16-le"), PAGE, ["a: is UTF-16 and was read as such. Save it as UTF-8."]),
        (TRADITIONAL.encode("utf-16-be") + b"\0\n", TRADITIONAL + "\n", ["a: is UTF-16 and was read as such. "
         "Save it as UTF-8."]),
        (ISSUES.encode("utf-16-le"), ISSUES, ["a: is UTF-16 and was read as such. Save it as UTF-8."]),
        ("plain\n".encode("utf-16-be"), "plain\n", ["a: is UTF-16 and was read as such. Save it as UTF-8."]),
        ("王伟".encode("gb18030"), "王伟", ["a: is GB18030 and was read as such. Save it as UTF-8."]),
        (b"plain", "plain", []),
        (b"", "", []),
    ],
)  # fmt: skip
def test_a_text_is_told_by_its_characters(data: bytes, text: str, said: list[str]) -> None:
    found, problems = decode.decoded("a", data)
    assert (found, list(map(str, problems))) == (text, said)
    assert not any(problem.stops for problem in problems)


@pytest.mark.parametrize("text", [KOREAN.encode("cp949"), (JAPANESE * 4).encode("euc-jp")])
def test_what_looks_like_gb18030_and_is_hardly_chinese_is_doubted(text: bytes) -> None:
    _, problems = decode.decoded("a", text)
    assert [str(problem) for problem in problems] == [
        "a: may be GB18030, but what it says is hardly Chinese; it was read as GB18030. "
        "Compare its characters, and save it as UTF-8."
    ]


def test_a_few_characters_that_might_be_either_are_doubted() -> None:
    _, problems = decode.decoded("a", "舊報".encode("big5"))
    assert "may be GB18030 or Big5" in str(problems[0])


@pytest.mark.parametrize(
    "data", [b"\x00\x01\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "naïveté".encode("latin-1")]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert decode.decoded("a", data)[0] is None


def test_a_bad_byte_is_named_with_its_line(sample: Sample) -> None:
    lines = PAGE.encode().split(b"\n")
    lines[3] = lines[3].replace("识".encode(), "识".encode()[:2])
    lines[5] = b"\xff" + lines[5]
    sample.write("seeds/issues.yml", f"{ISSUES}    pages: [{{file: pages/a.txt, page: 1}}]\n")
    sample.write("seeds/pages/a.txt", b"\n".join(lines))
    result = sample.run("segment")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "seeds/pages/a.txt:4: holds what is no UTF-8 (byte E8, behind 扫描、). "
        "Type the character anew, and save the file as UTF-8.",
        "seeds/pages/a.txt:6: holds what is no UTF-8 (byte FF, at its beginning). "
        "Type the character anew, and save the file as UTF-8.",
        "seeds/issues.yml:7: xxb 2024-03-07 was left as it is, for pages/a.txt cannot be read. "
        'Mend that file, and run "baocang segment" again.',
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("at", [0, 1, 2, 3, 7])
def test_a_zero_byte_is_named_and_makes_no_utf_16(encoding: str, at: int) -> None:
    text, problems = decode.decoded("a", f"{PAGE[:at]}\0{PAGE[at:]}".encode(encoding))
    before = f"behind {PAGE[max(0, at - 6) : at]}" if at else "at its beginning"
    assert text is None
    assert str(problems[-1]) == f"a:1: holds a zero byte, which no text has ({before}). Take it out."


def test_a_line_of_another_encoding_is_named_and_not_read_as_garbage(sample: Sample) -> None:
    records = [RECORD.replace("旧报新读", f"旧报新读之{n}") for n in range(10)]
    lines = [f"{record}\n".encode("gb18030" if n == 9 else "utf-8") for n, record in enumerate(records)]
    sample.write("seeds/articles/more.jsonl", b"".join(lines))
    result = sample.run("build")
    assert result.exit_code == 2
    assert [line.partition(" (")[0] for line in result.output.splitlines()] == [
        "seeds/articles/more.jsonl:10: holds what is no UTF-8"
    ]


def test_half_a_character_at_the_end_of_utf_16_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(codecs.BOM_UTF16_LE + "一行\n两行".encode("utf-16-le")[:-1])
    reader = Reader(tmp_path)
    assert reader.text("a.txt") is None
    assert [str(problem) for problem in reader.problems if problem.stops] == [
        "a.txt:2: holds what is no UTF-16 (byte FF, behind 两). Type the character anew, and save the file as UTF-8."
    ]


def test_settings_with_a_byte_order_mark_are_settings(sample: Sample) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").encode("utf-8-sig"))
    assert sample.run("build").exit_code == 0


@pytest.mark.parametrize("saved", AS_WINDOWS_WRITES.values(), ids=AS_WINDOWS_WRITES)
def test_pages_and_templates_of_ones_own_are_read_as_windows_writes_them(sample: Sample, saved: object) -> None:
    assert callable(saved)
    settings = sample.read("mkdocs.yml").replace("name: baocang", "name: baocang\n  custom_dir: theme")
    sample.write("mkdocs.yml", saved(settings))
    sample.write("site_src/about.md", saved("---\ntitle: 关于本馆\n---\n# 关于本馆\n\n本馆藏有旧报。\n"))
    wording = (REPOSITORY / "theme/wording/zh.html").read_text(encoding="utf-8")
    sample.write("theme/wording/zh.html", saved(wording.replace("报告错误", "告诉本馆哪里错了")))
    sample.write("theme/own.html", saved("{{ page.content }} 本馆自制"))
    sample.write("site_src/more.md", saved("---\ntemplate: own.html\n---\n又一页\n"))
    result = sample.run("build")
    assert result.exit_code == 0, result.output
    assert "本馆藏有旧报。" in sample.read("site/about.html")
    assert "又一页" in sample.read("site/more.html")
    assert "本馆自制" in sample.read("site/more.html")
    said = sample.run("check").output
    assert "was read as such" not in result.output
    assert "byte order mark" not in result.output
    if codecs.BOM_UTF8 in saved("") or saved("旧") != "旧".encode():
        first = [line for line in said.splitlines() if "no plain UTF-8" in line]
        assert len(first) == 1
        assert first[0].startswith("mkdocs.yml: is ") or first[0].startswith("mkdocs.yml:1: begins with ")
        assert ": the first of 5 files that are no plain UTF-8 (" in first[0]
    else:
        assert said == "All well.\n"


def test_a_page_of_ones_own_with_a_bad_byte_stops_before_anything_is_made(sample: Sample) -> None:
    sample.write("site_src/about.md", "# 关于本馆\n\n".encode() + "本馆藏有旧报。\n".encode()[:-2] + b"\n")
    for command in ("build", "check"):
        assert (
            "site_src/about.md:3: holds what is no UTF-8 (byte E3, behind 本馆藏有旧报). "
            "Type the character anew, and save the file as UTF-8."
        ) in sample.run(command).output.splitlines()
    assert not (sample.root / "site").exists()


def test_what_is_certain_is_one_line_of_check_and_none_of_segment_and_build(sample: Sample) -> None:
    pages = "".join(f"      - {{file: pages/{name}.txt, page: {n}}}\n" for n, name in enumerate("abcd", 1))
    sample.write("seeds/issues.yml", f"{ISSUES.replace('2024-03-07', '2024-03-08')}    pages:\n{pages}")
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    for name, encoding in zip("abc", ("gb18030", "utf-8-sig", "gb18030"), strict=True):
        sample.write(f"seeds/pages/{name}.txt", PAGE.replace("旧报", f"旧报{name}").encode(encoding))
    sample.write("seeds/pages/d.txt", "舊報".encode("big5"))
    doubt = "seeds/pages/d.txt: may be GB18030 or Big5; it was read as"
    told = (
        "seeds/pages/a.txt: is GB18030 and was read as such: the first of 3 files that are no plain UTF-8 "
        "(GB18030 2, with a byte order mark 1). Save them as UTF-8."
    )
    for command in ("segment", "build"):
        said = sample.run(command).output
        assert doubt in said or command == "build"
        assert "was read as such" not in said
        assert "byte order mark" not in said
    said = sample.run("check").output
    assert [line for line in said.splitlines() if "was read as such" in line or "byte order" in line] == [told]
    assert doubt in said


def test_a_strict_build_says_it_as_check_does(sample: Sample) -> None:
    sample.write("seeds/issues.yml", ISSUES.encode("gb18030"))
    sample.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES.encode("gb18030"))
    assert sample.run("build").output.startswith("1 article of 1 issue.")
    result = sample.run("build", "--strict")
    assert (result.exit_code, result.output) == (
        1,
        "seeds/articles/xxb-2024-03-07.yml: is GB18030 and was read as such: the first of 2 files that are no plain "
        "UTF-8 (GB18030 2). Save them as UTF-8.\n",
    )
    assert sample.run("build").exit_code == 0
