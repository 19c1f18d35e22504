"""Where a site is sent, as a text: what is a place, and what only looks like one."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.config import destination
from tests.conftest import Sample


@pytest.mark.parametrize(
    ("text", "way", "at", "path", "branch"),
    [
        ("git@github.com:u/r.git#gh-pages", "git", "git@github.com", "git@github.com:u/r.git", "gh-pages"),
        ("me@example.org:/srv/r.git#www", "git", "me@example.org", "me@example.org:/srv/r.git", "www"),
        ("me@example.org:/srv/www", "rsync+ssh", "me@example.org", "/srv/www", ""),
        ("./www@home", "folder", "", "./www@home", ""),
        ("/srv/a#b@c:d", "folder", "", "/srv/a#b@c:d", ""),
        ("C:/www", "folder", "", "C:/www", ""),
        ("~/www", "folder", "", "~/www", ""),
        ("www", "folder", "", "www", ""),
    ],
)
def test_a_place_is_what_people_write(text: str, way: str, at: str, path: str, branch: str) -> None:
    to = destination.read(text)
    assert (to.way, to.at, to.path, to.branch) == (way, at, path, branch)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("git+/dev/x/bare.git#gh-pages", "Write git+file:///dev/x/bare.git#gh-pages"),
        ("/dev/x/bare.git#gh-pages", "Write git+file:///dev/x/bare.git#gh-pages"),
        ("git:", "a branch is named as in git:gh-pages"),
        ("git+file:/x.git#gh-pages", "Write git+file:///PATH#BRANCH, with three /"),
        ("git@github.com:u/r.git", "Write a branch behind it, as in git@github.com:u/r.git#gh-pages"),
        ("me@example.org:www", "Write the whole path of the folder, as in me@example.org:/srv/www"),
        ("me@example.org:/srv/../www", "Write a path without .. and without a - before a name"),
        ("example.org:/srv/www", "Write rsync+ssh://example.org/srv/www"),
        ("https://github.com/u/r.git#gh-pages", "Write git+https://github.com/u/r.git#gh-pages"),
        ("ssh://git@github.com/u/r.git#x", "Write git+ssh://git@github.com/u/r.git#x"),
        ("ftp://example.org/www", "Write sftp://example.org/www"),
        ("www#gh-pages", "a folder of this name is ./www#gh-pages"),
        ("www@example.org", "a folder of this name is ./www@example.org"),
        ("a:b/c", "Write a folder as /srv/www/baozang"),
        ("rsync+ssh", "a folder of this name is ./rsync+ssh"),
    ],
)
def test_what_looks_like_an_address_is_no_folder(text: str, mend: str) -> None:
    with pytest.raises(ValueError, match="Write") as wrong:
        destination.read(text)
    assert mend in str(wrong.value)


BRANCHES = ["a..b", "x.lock", "a.lock/b", "HEAD", "refs/heads/y", "x.", "a//b", "/a", "a/", "-x", "a/.b", "a@{1}", "@"]


@pytest.mark.parametrize("branch", BRANCHES)
def test_no_branch_that_git_refuses_is_a_place(branch: str) -> None:
    for form in ("git:{}", "git+https://example.org/a.git#{}", "git@example.org:a.git#{}"):
        with pytest.raises(ValueError, match="Write"):
            destination.read(form.format(branch))


@given(st.text("ab./-@{}~^:?*[\\ HEADlock_1", min_size=1, max_size=12))
def test_what_is_taken_for_a_branch_git_takes_too(branch: str) -> None:
    try:
        destination.read(f"git:{branch}")
    except ValueError:
        return
    done = subprocess.run(["git", "check-ref-format", "--branch", branch], capture_output=True, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ("C:\\www", "is a folder of Windows, and this system is another"),
        ("\\\\server\\share", "is a folder of Windows, and this system is another"),
        ("site", "is where the build makes the site"),
        ("site/www", "is where the build makes the site"),
        ("www", "is a folder within the archive, and none for a site"),
        ("./git+file:x", "is a folder within the archive, and none for a site"),
        ("~nobody-of-this-name/www", "names a user whom nobody knows here"),
    ],
)
def test_a_slip_of_the_pen_makes_no_folder_in_the_archive(sample: Sample, to: str, what: str) -> None:
    before = sorted(path.name for path in sample.root.iterdir())
    result = sample.run("publish", "--to", to)
    assert result.exit_code == 2
    assert result.output.startswith(f"{to}: {what}. ") or result.output.startswith(repr(f"{to}: {what}. ")[1:-1])
    assert sorted(path.name for path in sample.root.iterdir()) == before


@pytest.mark.slow
def test_folders_in_which_hosts_look_are_taken_and_those_that_are_marked(sample: Sample) -> None:
    sample.write("www/.published", "")
    for to in ("docs", "public", "www"):
        assert sample.run("publish", "--to", to).output.endswith(f"{to}: published.\n")
        assert (sample.root / to / "index.html").is_file()


@pytest.mark.parametrize("given", ["5", "5.5", ".inf", "true", '""', "' '", "[a]", "{a: b}"])
def test_a_place_of_another_kind_is_said_with_its_line(sample: Sample, given: str) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("archive: {}", f"archive: {{publish: {given}}}"))
    for command in ("publish", "check"):
        (line,) = [each for each in sample.run(command).output.splitlines() if "publish" in each]
        assert line.startswith("mkdocs.yml:8: publish of the archive is ")
        assert "is . " not in line and "Write a folder as /srv/www/baozang" in line


def test_paths_of_a_command_begin_in_the_archives_folder(sample: Sample, tmp_path: Path) -> None:
    """As if the command was given there: one rule for what is read and what is written."""
    assert sample.run("bundle").exit_code == 0
    (path,) = (sample.root / "dist").iterdir()
    for arguments in (("check", "--published"), ("verify",)):
        result = sample.run(*arguments, f"dist/{path.name}")
        assert result.exit_code == 0, result.output
    assert sample.run("verify", str(path)).exit_code == 0
    gone = sample.run("verify", "nothing.zip")
    assert gone.exit_code == 2
    assert "nothing.zip" in gone.output
