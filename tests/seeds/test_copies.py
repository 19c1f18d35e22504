"""Copies that Windows, macOS and programs that share folders leave beside the files of `seeds/`."""

import pytest

from tests.conftest import ARTICLES, ISSUES, Sample

pytestmark = pytest.mark.slow

STEM = "xxb-2024-03-07"
FILE = f"{STEM}.yml"
COPIES = [
    f"{STEM} - 副本.yml",
    f"{STEM} - 副本 (2).yml",
    f"{STEM}的副本.yml",
    f"{STEM}的副本 2.yml",
    f"{STEM} 副本.yml",
    f"{STEM} - Copy.yml",
    f"{STEM} - Copy (3).yml",
    f"{STEM} copy.yml",
    f"{STEM} copy 2.yml",
    f"{STEM} (1).yml",
    f"{STEM}(1).yml",
    f"{STEM}（1）.yml",
    f"{STEM} 2.yml",
    f"Copy of {STEM}.yml",
    f"复件 {STEM}.yml",
    f"复件 (2) {STEM}.yml",
    f"{STEM}.sync-conflict-20240307-101502-ABC2DEF.yml",
    f"{STEM}-DESKTOP-1AB2C3D.yml",
    f"{STEM} (conflicted copy 2024-03-07 101502).yml",
    f"{STEM} (Wang Yi's conflicted copy 2024-03-07).yml",
    f"{STEM} (王一 的冲突副本 2024-03-07).yml",
    f"{STEM}~.yml",
    f"{STEM}-冲突.yml",
    f"{STEM} (旧).yml",
    f"{STEM}（旧）.yml",
    f"{STEM}-旧.yml",
    f"{STEM}旧版2.yml",
    f"{STEM}备份.yml",
    f"{STEM}_备份.yml",
]
OPEN = [f"~${FILE}", f"~${FILE[2:]}", f".~lock.{FILE}#", f".{FILE}.swp", f".{FILE}.swo", f"._{FILE}", f"#{FILE}#"]


def copied(name: str, folder: str = "seeds/articles", of: str = FILE, own: str = "rename it") -> str:
    return (
        f"{folder}/{name}: is a copy of {of} by its name, and is not read. Take it away, when what is in it alone is "
        f"put into {of}; {own} if it is no copy."
    )


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_beside_an_article_file_is_named_and_not_read(sample: Sample, name: str) -> None:
    sample.write(f"seeds/articles/{name}", ARTICLES.replace("春耕", "秋收"))
    assert sample.run("check").output.splitlines() == [
        copied(name),
        "1 problem: 0 stop a build, 1 does not.",
    ]
    assert copied(name) in sample.run("build").output.splitlines()
    assert "秋收" not in str(sample.tree("site"))
    assert (sample.root / "seeds/articles" / name).exists()


@pytest.mark.parametrize("name", OPEN)
def test_what_a_program_leaves_of_an_open_file_is_named_and_not_read(sample: Sample, name: str) -> None:
    sample.write(f"seeds/articles/{name}", b"\0\1 Wang Yi")
    assert sample.run("check").output.splitlines() == [
        f"seeds/articles/{name}: belongs to a program that has {FILE} open, or had when it ended, and is not read. "
        "Save and close that; if this stays, take it away.",
        "1 problem: 0 stop a build, 1 does not.",
    ]


def test_a_name_like_a_copys_is_a_file_where_there_is_nothing_that_it_copies(sample: Sample) -> None:
    path = sample.root / f"seeds/articles/{FILE}"
    path.rename(path.with_name(COPIES[0]))
    assert sample.run("check").output == "All well.\n"
    assert sample.run("build").exit_code == 0
    assert "春耕" in sample.read(f"site/issues/xxb/{STEM[4:]}/01-01.html")


def test_an_articles_file_of_its_own_is_no_copy(sample: Sample) -> None:
    sample.write("seeds/articles/xxb-2024-03-08.yml", ARTICLES.replace("2024-03-07", "2024-03-08"))
    other = ARTICLES.replace("-01-01", "-02-01").replace("春耕", "秋收")
    other = other.replace("三月的田野一片繁忙。", "县医院新楼昨日启用。").replace(
        "农机手正在检修机具。", "病床增加了二百张。"
    )
    sample.write(f"seeds/articles/{STEM}-02.yml", other)
    assert sample.run("check").output == "All well.\n"


def test_a_second_download_of_another_delivery_is_read_and_one_of_the_same_is_not(sample: Sample) -> None:
    line = '{"paper": "xxb", "date": "2024-03-08", "title": "县医院新楼启用", "body": "县医院新楼昨日启用。"}\n'
    sample.write("seeds/articles/送来.jsonl", line)
    sample.write("seeds/articles/送来 (1).jsonl", line.replace("昨日", "今日").replace("医院", "中学"))
    sample.write("seeds/articles/送来 (2).jsonl", line)
    output = sample.run("build").output
    assert output.splitlines()[0] == copied("送来 (2).jsonl", of="送来.jsonl")
    assert "3 articles of 2 issues" in output


def test_copies_of_the_list_and_of_page_files_are_named(sample: Sample) -> None:
    sample.write("seeds/pages/a.txt", "兴县春耕全面展开\n")
    sample.write("seeds/pages/a (1).txt", "兴县春耕全面展开\n")
    sample.write("seeds/pages/b (1).txt", "兴县春耕全面展开\n")
    sample.write("seeds/pages/~$a.txt", b"\0")
    sample.write("seeds/issues - 副本.yml", ISSUES)
    sample.write("seeds/issues.yml", ISSUES + "    pages: [{file: pages/a.txt, page: 1}]\n")
    of_list = copied("issues - 副本.yml", "seeds", "issues.yml")
    of_page = copied("a (1).txt", "seeds/pages", "a.txt", "list it in seeds/issues.yml")
    for command in ("check", "segment"):
        said = sample.run(command).output.splitlines()
        assert {of_list, of_page} <= set(said)
        assert sum("seeds/pages/~$a.txt: belongs to a program that has a.txt open" in line for line in said) == 1
        assert sum("b (1).txt: is listed under no issue" in line for line in said) == 1
        assert sum("a (1).txt" in line for line in said) == 1
    assert of_list in sample.run("build").output.splitlines()


def test_a_page_that_is_listed_is_no_copy_whatever_its_name(sample: Sample) -> None:
    sample.write("seeds/pages/a.txt", "兴县春耕全面展开\n")
    sample.write("seeds/pages/a 2.txt", "农机手正在检修机具\n")
    pages = "    pages: [{file: pages/a.txt, page: 1}, {file: pages/a 2.txt, page: 2}]\n"
    sample.write("seeds/issues.yml", ISSUES + pages)
    assert "a 2.txt: is a copy" not in sample.run("check").output
