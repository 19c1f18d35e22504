"""A new archive: whole or not at all, and never over what is there."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.base import assets, speech
from generator.build import new, wheel
from generator.build.new import begin
from generator.cli import main
from generator.seeds.files import plain_yaml
from tests.conftest import ISSUES, begun

OWN = {
    ".gitignore",
    "mkdocs.yml",
    "seeds/days.tsv",
    "seeds/issues.yml",
    "seeds/pages/yangbao-2024-01-02-01.txt",
    "site_src/about.md",
}
PROGRAM = f"hosting/{wheel.packed()[0]}"
FOR_HOSTS = {
    ".gitattributes",
    ".github/workflows/pages.yml",
    ".gitlab-ci.yml",
    ".python-version",
    ".workflow/pages.yml",
    "hosting/Caddyfile",
    "hosting/README.md",
    "hosting/_headers",
    "hosting/build.sh",
    "hosting/nginx.conf",
    "hosting/web.config",
    "requirements.txt",
    PROGRAM,
}
NAMES = OWN | FOR_HOSTS


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments], catch_exceptions=False)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("there", [False, True])
def test_a_new_archive_is_made_where_nothing_stands(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "deep/one"
    if there:
        target.mkdir(parents=True)
    number = target.stat().st_ino if there else None
    assert run("new", str(target)).exit_code == 0
    assert files(target).keys() == NAMES
    assert number in (None, target.stat().st_ino)
    assert (target / "mkdocs.yml").read_bytes() == (assets.starter() / "mkdocs.yml").read_bytes()
    assert [path.name for path in target.parent.iterdir()] == ["one"]
    again = run("new", str(target))
    assert again.exit_code == 2
    assert again.output.endswith(f"Error: {target} is there already and is not empty. Name a new folder.\n")


@pytest.mark.parametrize("name", ["mkdocs.yml", "notes.txt", "seeds/mine.txt", "own/.keep"])
def test_what_stands_there_is_never_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    result = run("new", str(tmp_path))
    assert result.exit_code == 2
    assert result.output.endswith("is there already and is not empty. Name a new folder.\n")
    assert files(tmp_path) == {name: b"mine"}


def test_a_file_or_a_link_that_leads_nowhere_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "link").symlink_to("link")
    for name in ("file", "link"):
        assert run("new", str(tmp_path / name)).exit_code == 2
    assert (tmp_path / "file").read_bytes() == b"mine"


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    target = tmp_path / "one"
    if there:
        target.mkdir()
    write = Path.write_bytes

    def writes(path: Path, data: bytes) -> int:
        if path.name == "about.md":
            raise OSError(28, "No space left on device", str(path))
        return write(path, data)

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", writes)
        result = run("new", str(target))
    assert result.exit_code == 2
    assert result.output.endswith("about.md: No space left on device. Make room and run it again.\n")
    assert files(tmp_path) == {}
    assert target.exists() == there
    assert begin(target)


@pytest.mark.parametrize("moved", [0, 1, 7, len(NAMES) - 1, len(NAMES)])
def test_what_a_kill_leaves_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int) -> None:
    replace, done = Path.replace, 0

    def ends(path: Path, target: Path) -> Path:
        nonlocal done
        if done == moved:
            raise KeyboardInterrupt
        done += 1
        return replace(path, target)

    with monkeypatch.context() as killed:
        killed.setattr(Path, "replace", ends)
        if moved < len(NAMES):
            with pytest.raises(KeyboardInterrupt):
                begin(tmp_path)
        else:
            begin(tmp_path)
    assert begin(tmp_path) == (moved < len(NAMES))
    assert files(tmp_path).keys() == NAMES
    assert not list(tmp_path.glob(".baocang*"))


def test_an_older_archive_is_brought_what_hosts_need_and_nothing_else(tmp_path: Path) -> None:
    for name in OWN:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"mine")
    result = run("new", str(tmp_path), "--hosting")
    assert result.exit_code == 0
    assert result.output.splitlines() == [f"{name}: new." for name in result.output.split(": new.\n")[:-1]]
    assert files(tmp_path).keys() == NAMES
    assert all((tmp_path / name).read_bytes() == b"mine" for name in OWN)
    assert run("new", str(tmp_path), "--hosting").output == "All is there, and of this program.\n"


def test_what_a_person_changed_for_a_host_stays_and_an_older_program_goes(tmp_path: Path) -> None:
    target = tmp_path / "one"
    assert run("new", str(target)).exit_code == 0
    fresh = files(target)
    (target / "hosting/nginx.conf").write_bytes(b"mine")
    (target / PROGRAM).rename(target / "hosting/baocang-0.0.9-py3-none-any.whl")
    (target / "requirements.txt").write_bytes(b"./hosting/baocang-0.0.9-py3-none-any.whl\n")
    result = run("new", str(target), "--hosting")
    assert result.exit_code == 0
    assert set(result.output.splitlines()) == {
        f"{PROGRAM}: new.",
        "requirements.txt: renewed.",
        "hosting/nginx.conf: kept as it is, not the sample's.",
    }
    assert files(target) == fresh | {"hosting/nginx.conf": b"mine"}


def test_files_for_hosts_are_brought_to_no_other_folder(tmp_path: Path) -> None:
    result = run("new", str(tmp_path), "--hosting")
    assert result.exit_code == 2
    assert result.output.endswith("is no archive: mkdocs.yml is missing. Name the folder of one.\n")
    assert files(tmp_path) == {}


def test_check_names_a_program_for_hosts_that_is_not_this_one(tmp_path: Path) -> None:
    target = tmp_path / "one"
    assert run("new", str(target)).exit_code == 0
    assert "hosting/" not in run("-C", str(target), "check").output
    (target / PROGRAM).rename(target / "hosting/baocang-0.0.9-py3-none-any.whl")
    own = wheel.name().split("-")[1]
    said = f"is another version than this program ({own}), and hosts build with it"
    mend = 'Run "baocang new . --hosting", and commit what it changes.'
    assert f"hosting/baocang-0.0.9-py3-none-any.whl: {said}. {mend}\n" in run("-C", str(target), "check").output
    assert run("new", str(target), "--hosting").exit_code == 0
    assert "hosting/" not in run("-C", str(target), "check").output


@pytest.mark.parametrize("name", new.EXPLAINED)
def test_comments_of_the_sample_are_in_the_language_and_nothing_else(tmp_path: Path, name: str) -> None:
    files = {}
    for language in ("en", "zh"):
        assert CliRunner().invoke(main, ["--lang", language, "new", str(tmp_path / language)]).exit_code == 0
        files[language] = (tmp_path / language / name).read_bytes()
    speech.choose(None)
    assert files["en"] == (assets.starter() / name).read_bytes()
    read = [plain_yaml.read(text.decode())[0] for text in files.values()]
    assert read[0] == read[1]
    words = re.compile(r"(?<![\w./:<-])[a-z]{3,} [a-z]{2,} [a-z]{2,}")
    assert words.search(files["en"].decode())
    assert not words.search(files["zh"].decode())


def test_the_words_of_a_new_archive_are_not_published_in_silence(tmp_path: Path) -> None:
    archive = begun(tmp_path / "archive", ISSUES)
    assert "what a new archive begins with" not in archive.run("build").output
    archive.write("mkdocs.yml", (assets.starter() / "mkdocs.yml").read_bytes())
    archive.write("site_src/about.md", (assets.starter() / "site_src/about.md").read_bytes())
    said = (
        "mkdocs.yml: what a new archive begins with is what readers see: site_name (我的报藏), site_description "
        "(一句话说明这个报藏收什么报、哪些年。), about.md (在这里写…). "
        "Write there what yours is; about.md may be taken out."
    )
    assert archive.run("build").output.count(said) == 1
    assert archive.run("check").output.count(said) == 1
    named = archive.read("mkdocs.yml").replace("我的报藏", "县报").replace("一句话说明", "")
    archive.write("mkdocs.yml", named)
    (archive.root / "site_src/about.md").unlink()
    archive.run("build")
    assert archive.run("check").output == "All well.\n", "no page leads to one that may be taken out"
    archive.run("new", str(tmp_path / "sample"))
    assert "begins with" not in run("-C", str(tmp_path / "sample"), "check").output, "the sample is its own"
