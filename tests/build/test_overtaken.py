"""What changes while a build or a bundle is at work: what is closed meanwhile is in nothing that is put in place."""

from collections.abc import Callable
from typing import Any

import pytest

from generator import pipeline
from generator.build import intake, overtaken, stick
from generator.build.preservation import bag_file
from generator.seeds import holdings
from tests.conftest import ARTICLES, Sample

FILE = "seeds/articles/xxb-2024-03-07.yml"
SECOND = """\
  - id: xxb-2024-03-07-01-02
    page: 1
    title: 城关镇举办书法展
    body: 二十幅作品在文化馆展出。
    reviewed: true
"""
BOTH = ARTICLES.replace("unplaced: []\n", SECOND)
PAGE = "site/issues/xxb/2024-03-07/01-02.html"
CLOSE = "withdraw", "xxb-2024-03-07-01-02", "--withheld", "--note", "应当事人要求"
SAID = f"{FILE}: was changed while the site was built. Run it again.\n"


@pytest.fixture
def archive(sample: Sample) -> Sample:
    sample.write(FILE, BOTH)
    return sample


def after(patch: pytest.MonkeyPatch, where: Any, name: str, act: Callable[[int], object]) -> None:
    """Does something each time after a function has been called; it is given how often that was."""
    real, times = getattr(where, name), [0]

    def called(*args: Any, **named: Any) -> Any:
        done = real(*args, **named)
        times[0] += 1
        act(times[0])
        return done

    patch.setattr(where, name, called)


def first(act: Callable[[], object]) -> Callable[[int], object]:
    return lambda n: act() if n == 1 else None


@pytest.mark.parametrize(("where", "name"), [(holdings, "read"), (intake, "catalogue_of"), (pipeline, "produce")])
def test_what_is_withheld_while_a_site_is_built_is_not_in_it(
    archive: Sample, monkeypatch: pytest.MonkeyPatch, where: Any, name: str
) -> None:
    with monkeypatch.context() as patch:
        after(patch, where, name, first(lambda: archive.run(*CLOSE)))
        result = archive.run("build", "--workers", "1")
    assert (result.exit_code, "1 article of 1 issue, 1 withheld." in result.output) == (0, True), result.output
    assert not (archive.root / PAGE).exists()
    assert archive.run("check", "--published").exit_code == 0
    assert "1 article of 1 issue" in archive.run("build").output


def test_what_is_closed_again_and_again_leaves_the_last_site(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    assert archive.run("build").exit_code == 0
    before = archive.tree("site")
    texts = {3: ("剪纸", "老人剪出了全村的春天。"), 4: ("摄影", "镜头对准了返乡的年轻人。")}
    for n, (what, body) in texts.items():
        more = SECOND.replace("-02\n", f"-0{n}\n").replace("书法", what).replace("二十幅作品在文化馆展出。", body)
        archive.write(FILE, archive.read(FILE) + more)

    def close(n: int) -> None:
        assert archive.run("withdraw", f"xxb-2024-03-07-01-0{n}", *CLOSE[2:]).exit_code == 0

    with monkeypatch.context() as patch:
        after(patch, intake, "catalogue_of", close)
        result = archive.run("build", "--workers", "1")
    assert (result.exit_code, result.stderr.startswith(SAID)) == (1, True), result.output
    assert archive.tree("site") == before
    assert "1 article of 1 issue, 3 withheld." in archive.run("build").output


def test_who_saves_all_the_time_keeps_nobody_from_building(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = []

    def save(n: int) -> None:
        saved.append(n)
        archive.write(FILE, BOTH.replace("一片繁忙", f"第{len(saved)}次"))

    with monkeypatch.context() as patch:
        after(patch, holdings, "read", save)
        after(patch, intake, "catalogue_of", save)
        result = archive.run("build", "--workers", "1")
    assert (result.exit_code, result.stderr) == (0, SAID), result.output
    assert (archive.root / PAGE).exists()
    assert archive.run("build").stderr == ""
    assert f"第{len(saved)}次" in (archive.root / "site/issues/xxb/2024-03-07/01-01.html").read_text(encoding="utf-8")


def test_an_edit_is_in_the_site_when_the_build_ends(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles, and settings."""
    edits = [
        (FILE, BOTH.replace("一片繁忙", "热火朝天")),
        ("mkdocs.yml", archive.read("mkdocs.yml").replace("site_name: ", "site_name: 新")),
    ]
    for file, text in edits:
        with monkeypatch.context() as patch:
            after(patch, pipeline, "produce", first(lambda file=file, text=text: archive.write(file, text)))  # type: ignore[misc]
            result = archive.run("build", "--workers", "1")
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        archive.write(FILE, BOTH.replace("一片繁忙", "热火朝天").replace("检修", "修理"))
    page = (archive.root / "site/issues/xxb/2024-03-07/01-01.html").read_text(encoding="utf-8")
    assert "热火朝天" in page and "<title>我县春耕全面展开 · 新" in page


def test_seeds_that_go_in_the_middle_leave_the_last_site(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a checkout of another branch does."""
    assert archive.run("build").exit_code == 0
    before = archive.tree("site")
    archive.write(FILE, BOTH.replace("一片繁忙", "十分繁忙"))
    with monkeypatch.context() as patch:
        after(patch, intake, "catalogue_of", first(lambda: (archive.root / "seeds").rename(archive.root / "away")))
        result = archive.run("build", "--workers", "1")
    assert (result.exit_code, "seeds/issues.yml: is missing" in result.stderr) == (2, True), result.output
    assert archive.tree("site") == before


@pytest.mark.parametrize("built", [False, True])
@pytest.mark.parametrize("command", ["bundle", "bag"])
def test_what_is_withheld_while_a_file_is_packed_is_not_in_it(
    archive: Sample, monkeypatch: pytest.MonkeyPatch, command: str, built: bool
) -> None:
    if built:
        assert archive.run("build").exit_code == 0
    where, name = (stick, "files") if command == "bundle" else (bag_file, "write")
    with monkeypatch.context() as patch:
        after(patch, where, name, first(lambda: archive.run(*CLOSE)))
        result = archive.run(command)
    assert (result.exit_code, result.stderr) == (1, SAID), result.output
    assert not list((archive.root / "dist").iterdir())
    assert archive.run(command).exit_code == 0


@pytest.mark.parametrize("built", [False, True])
@pytest.mark.parametrize("command", ["bundle", "bag"])
def test_an_edit_does_not_keep_a_file_from_being_packed(
    archive: Sample, monkeypatch: pytest.MonkeyPatch, command: str, built: bool
) -> None:
    """Also where there was nothing to build."""
    if built:
        assert archive.run("build").exit_code == 0
    edited = BOTH.replace("一片繁忙", "十分繁忙")
    where, name = (stick, "files") if command == "bundle" else (bag_file, "write")
    with monkeypatch.context() as patch:
        after(patch, where, name, first(lambda: archive.write(FILE, edited)))
        result = archive.run(command)
    assert (result.exit_code, result.stderr) == (0, ""), result.output


@pytest.mark.parametrize(
    ("old", "new", "closed"),
    [
        ("    reviewed: true\n", "    status: withdrawn\n    status_note: 应当事人要求\n", True),
        (SECOND, "", True),
        ("unplaced: []", "unplaced:\n  - {file: pages/1.txt, line: 3, text: 某人的名字, status: withheld}", True),
        ("id: xxb-2024-03-07-01-02", "id: xxb-2024-03-07-02-07", False),
        ("title: 我县", "title: 全县", False),
        ("county: 兴县", "county: 临县", False),
    ],
)
def test_what_counts_as_closed(
    archive: Sample, monkeypatch: pytest.MonkeyPatch, old: str, new: str, closed: bool
) -> None:
    text = BOTH + "unplaced: []\n"
    assert old in text
    archive.write(FILE, text)
    seen: list[bool] = []
    real = overtaken.Guard._closed

    def noted(guard: overtaken.Guard, then: overtaken.Shown) -> bool:
        seen.append(real(guard, then))
        return seen[-1]

    monkeypatch.setattr(overtaken.Guard, "_closed", noted)
    after(monkeypatch, intake, "catalogue_of", first(lambda: archive.write(FILE, text.replace(old, new, 1))))
    assert archive.run("build", "--workers", "1").exit_code == 0
    assert seen[:1] == [closed]


def test_nothing_is_read_again_where_nothing_changed(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    after(monkeypatch, holdings, "read", read.append)
    assert archive.run("build").exit_code == 0
    assert read == [1]
