"""A build replaces only what a build made, in one step, wherever its folders lie."""

import errno
import os
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base import addresses, output
from generator.build import in_place, site_folder, site_place
from generator.build.exchange import exchange
from tests.archives.test_incremental import built as build
from tests.archives.test_incremental import clean
from tests.conftest import MEMORY, Sample

pytestmark = pytest.mark.slow

OWN = {
    "CNAME": b"paper.example\n",
    ".nojekyll": b"",
    "google0123456789abcdef.html": b"google-site-verification: google0123456789abcdef.html",
    ".well-known/security.txt": b"Contact: mailto:a@example.org\n",
    ".git/HEAD": b"ref: refs/heads/gh-pages\n",
    ".git/objects/ab/cdef": bytes(range(256)),
    "assets/own.css": b"p{color:red}",
    "issues/xxb/note.txt": b"\xff\xfe",
}
"""What people and servers need in a site, among them files in folders that a build fills."""
IN_THE_WAY = "Give it another name, or take it away."


def say(archive: Sample, old: str, new: str) -> None:
    """Changes a setting."""
    text = archive.read("mkdocs.yml")
    assert old in text
    archive.write("mkdocs.yml", text.replace(old, new))


def change(archive: Sample) -> None:
    """Something of which pages and the index change."""
    text = archive.read("seeds/articles/xxb-2024-03-07.yml")
    archive.write("seeds/articles/xxb-2024-03-07.yml", text.replace("一片繁忙", "一片繁忙景象"))


def own(archive: Sample, folder: str = "site") -> dict[str, bytes]:
    for name, data in OWN.items():
        archive.write(f"{folder}/{name}", data)
    return {f"{folder}/{name}": data for name, data in OWN.items()}


@pytest.fixture
def built(sample: Sample) -> Sample:
    assert sample.run("build").exit_code == 0
    return sample


# ---- what is not ours ----------------------------------------------------------------------------------------------


def test_what_a_person_put_into_the_site_stays_as_it_is(built: Sample, tmp_path: Path) -> None:
    files, site = own(built), built.root / "site"
    (site / ".git/objects/ab/cdef").chmod(0o444)
    (site / ".git/hooks").mkdir()
    (site / "latest").symlink_to("issues/index.html")
    os.utime(site / "CNAME", (1_000_000_000, 1_000_000_000))
    for _ in range(3):
        change(built)
        assert built.run("build").exit_code == 0
        found = built.tree("site")
        assert {name: found[name] for name in files} == files
        assert (site / "latest").readlink() == Path("issues/index.html")
        assert (site / ".git/hooks").is_dir()
        assert stat.S_IMODE((site / ".git/objects/ab/cdef").stat().st_mode) == 0o444
        assert (site / "CNAME").stat().st_mtime == 1_000_000_000
        wanted = {name: data for name, data in clean(built, tmp_path).items() if name.startswith("site/")}
        assert found == wanted | files | {"site/latest": found["site/issues/index.html"]}
    (site / "CNAME").unlink()
    built.write("site/.git/HEAD", "ref: refs/heads/main\n")
    change(built)
    assert built.run("build").exit_code == 0
    assert not (site / "CNAME").exists()
    assert built.read("site/.git/HEAD") == "ref: refs/heads/main\n"


def test_what_a_person_put_there_while_a_build_was_at_work_stays(
    built: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete = site_folder.Tree.complete

    def later(tree: site_folder.Tree, archive: str) -> None:
        built.write("site/CNAME", "paper.example\n")
        complete(tree, archive)

    monkeypatch.setattr(site_folder.Tree, "complete", later)
    change(built)
    assert built.run("build").exit_code == 0
    assert built.read("site/CNAME") == "paper.example\n"


def test_pages_that_are_no_longer_made_go(built: Sample) -> None:
    built.write("site_src/help.md", "# 帮助\n")
    own(built)
    built.run("build")
    assert "site/help.html" in built.tree("site")
    (built.root / "site_src/help.md").unlink()
    (built.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    built.run("build")
    left = built.tree("site")
    assert "site/help.html" not in left
    assert "site/issues/xxb/2024-03-07/01-01.html" not in left
    assert left["site/issues/xxb/note.txt"] == OWN["issues/xxb/note.txt"]


@pytest.mark.parametrize("before", ["nothing", "the list", "all that is kept"])
def test_a_copy_of_the_site_is_known_by_the_list_in_it(built: Sample, before: str) -> None:
    """A fresh clone has no `.baocang`; a site of an earlier version has no list."""
    files = own(built)
    (built.root / "site/issues/xxb/2024-03-08").mkdir()
    (built.root / "site/issues/xxb/2024-03-08/01-01.html").write_bytes(b"gone")
    names = output.manifest(built.root / "site/.published")
    (built.root / "site/.published").write_text("".join(f"{n}\n" for n in [*names, "issues/xxb/2024-03-08/01-01.html"]))
    if before == "the list":
        (built.root / "site/.published").unlink()
    if before == "all that is kept":
        shutil.rmtree(built.root / ".baocang")
        shutil.rmtree(built.root / ".site.spare")
    change(built)
    result = built.run("build")
    assert result.exit_code == 0, result.output
    left = built.tree("site")
    assert {name: left[name] for name in files} == files
    assert "site/issues/xxb/2024-03-08/01-01.html" not in left
    assert "一片繁忙景象" in built.read("site/issues/xxb/2024-03-07/01-01.html")


def test_a_folder_that_no_build_made_is_refused(sample: Sample) -> None:
    files = own(sample, "docs")
    say(sample, "docs_dir: site_src", "docs_dir: site_src\nsite_dir: docs")
    result = sample.run("build")
    assert result.exit_code == 2
    line = (
        "docs: is not empty, and nothing says that a build made it: it holds .git, .nojekyll, .well-known and 4 more. "
        "Name another site_dir, or empty it; an empty file .published in it keeps what is there."
    )
    assert result.output.splitlines() == [line]
    assert sample.tree("docs") == files
    assert line in sample.run("check").output.splitlines()
    sample.write("docs/.published", "")
    assert sample.run("build").exit_code == 0
    built = sample.tree("docs")
    assert {name: built[name] for name in files} == files
    assert "docs/search/data/catalogue.js" in built


def test_a_file_where_the_site_belongs_is_refused(sample: Sample) -> None:
    sample.write("site", "mine")
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output == "site: is a file where the site belongs. Take it away, or name another site_dir.\n"
    assert sample.read("site") == "mine"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("site_dir: seeds", 'site_dir is seeds/. Name a folder of its own, as in "site_dir: site".'),
        ("site_dir: seeds/pages", 'site_dir lies in seeds/. Name a folder of its own, as in "site_dir: site".'),
        ("site_dir: .git/site", 'site_dir lies in .git/. Name a folder of its own, as in "site_dir: site".'),
        ("site_dir: .baocang", 'site_dir is .baocang/. Name a folder of its own, as in "site_dir: site".'),
        ("site_dir: dist", 'site_dir is dist/. Name a folder of its own, as in "site_dir: site".'),
        ("docs_dir: seeds", 'docs_dir is seeds/. Name a folder of its own, as in "docs_dir: site_src".'),
        ("docs_dir: seeds/pages", 'docs_dir lies in seeds/. Name a folder of its own, as in "docs_dir: site_src".'),
    ],
)
def test_folders_that_a_build_changes_are_apart_from_all_others(sample: Sample, setting: str, message: str) -> None:
    sample.write("seeds/pages/a.txt", "甲\n")
    text = sample.read("mkdocs.yml")
    lines = [line for line in text.splitlines() if not line.startswith(setting.partition(":")[0])]
    sample.write("mkdocs.yml", "\n".join([*lines, setting]) + "\n")
    before = sample.tree(".")
    result = sample.run("build")
    assert result.exit_code == 2
    assert f"mkdocs.yml:{len(lines) + 1}: {message}" in result.output.splitlines()
    assert sample.tree(".") == before


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("seeds", "is seeds/"),
        ("site_src", "is the docs folder"),
        (".", "holds the archive itself"),
        ("/", "holds the archive itself"),
        ("~", "holds a home folder"),
        ("site", "is a link that leads in a circle"),
    ],
)
def test_a_link_does_not_lead_a_build_to_what_it_must_not_change(sample: Sample, target: str, where: str) -> None:
    (sample.root / "site").symlink_to(Path(target).expanduser())
    before = sample.tree("seeds", "site_src")
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output == f'mkdocs.yml: site_dir {where}. Name a folder of its own, as in "site_dir: site".\n'
    assert sample.tree("seeds", "site_src") == before


# ---- what is in the way --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["site_src/issues/index.md", "site_src/data/articles.csv", "site_src/people"])
def test_what_is_in_the_way_is_named_before_the_work_begins(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    monkeypatch.setattr("generator.seeds.holdings.read", None)  # nothing is read
    sample.write(file, "甲")
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output == f"{file}: stands where a page is generated. {IN_THE_WAY}\n"
    assert sample.read(file) == "甲"


@pytest.mark.parametrize(
    ("name", "early"), [("about.html", True), ("issues/xxb/2024-03-09/01-01.html", True), ("assets/page.js", False)]
)
def test_a_persons_file_in_the_site_is_not_replaced_by_one_of_ours(sample: Sample, name: str, early: bool) -> None:
    sample.write(f"site/{name}", "甲")
    sample.write("site/.published", "")
    text = sample.read("seeds/articles/xxb-2024-03-07.yml").replace("2024-03-07", "2024-03-09")
    sample.write("seeds/articles/xxb-2024-03-09.yml", text)
    sample.write("seeds/issues.yml", sample.read("seeds/issues.yml") + "  - {paper: xxb, date: 2024-03-09}\n")
    if early:
        sample.write("seeds/issues.yml", "no issues at all")
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output == f"site/{name}: stands where a page is generated. {IN_THE_WAY}\n"
    assert sample.tree("site") == {f"site/{name}": "甲".encode(), "site/.published": b""}


@pytest.mark.parametrize("link", ["issues", "search/data", "data"])
def test_nothing_is_written_through_a_link(sample: Sample, tmp_path: Path, link: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (sample.root / "site_src" / link).parent.mkdir(exist_ok=True)
    (sample.root / "site_src" / link).symlink_to(tmp_path / "elsewhere")
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output == f"site_src/{link}: stands where a page is generated. {IN_THE_WAY}\n"
    assert not list((tmp_path / "elsewhere").iterdir())


def test_lists_of_a_foreign_archive_lead_nowhere_outside(sample: Sample, tmp_path: Path) -> None:
    """Names and links that would have files outside taken away or written over."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    sample.write("site_src/.generated", "../../elsewhere/mine.txt\n../../elsewhere/\n/etc/hosts\n")
    sample.write("site/.published", "../../elsewhere/mine.txt\n")
    (sample.root / ".site.spare").symlink_to(elsewhere)
    (sample.root / ".site.old").symlink_to(elsewhere)
    assert sample.run("build").exit_code == 0
    change(sample)
    assert sample.run("build").exit_code == 0
    assert [path.name for path in elsewhere.iterdir()] == ["mine.txt"]
    assert Path("/etc/hosts").exists()
    assert not (sample.root / ".site.spare").is_symlink()


def test_a_generated_page_that_a_person_changed_is_named_once_and_kept(built: Sample) -> None:
    names = ["index.md", "issues/xxb/2024-03-07/01-01.md"]
    before = {name: built.read(f"site_src/{name}") for name in names}
    for name, text in before.items():
        built.write(f"site_src/{name}", f"{text}\n手写的一行\n")
    result = built.run("build", "--strict")
    assert result.exit_code == 0
    for line, name in zip(result.stderr.splitlines(), names, strict=True):
        place, _, said = line.partition(": ")
        copy = re.findall(r"what stood there is (\S+)\. Change", said)[0]
        assert place == f"site_src/{name}" and copy.startswith(f".baocang/edited/{name[:-3]}.")
        assert built.read(copy) == f"{before[name]}\n手写的一行\n"
        assert built.read(f"site_src/{name}") == before[name]
    assert built.run("build").stderr == ""
    change(built)
    assert built.run("build").stderr == ""


@pytest.mark.parametrize("name", [".site.spare", ".site.old"])
@pytest.mark.parametrize("there", [False, True])
def test_what_a_person_keeps_beside_the_site_stays(sample: Sample, name: str, there: bool) -> None:
    if there:
        assert sample.run("build").exit_code == 0
        shutil.rmtree(sample.root / name, ignore_errors=True)
        change(sample)
    sample.write(f"{name}/mine.txt", "mine")
    said = f"{name}: stands where a build puts its own copy of the site, and no build made it. "
    for command, status in (("check", 1), ("build", 2)):
        result = sample.run(command)
        assert (result.exit_code, said in result.output) == (status, True), result.output
        assert sample.tree(name) == {f"{name}/mine.txt": b"mine"}
    shutil.rmtree(sample.root / name)
    sample.write(name, "mine")
    assert sample.run("build").exit_code == 2
    assert sample.read(name) == "mine"
    (sample.root / name).rename(sample.root / "mine")
    assert sample.run("build").exit_code == 0


def test_what_a_person_keeps_there_after_a_build_that_was_stopped_stays_too(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("generator.build.site_folder.Tree.complete", full)
        assert sample.run("build").exit_code == 2
    assert not (sample.root / ".site.spare").exists()
    sample.write(".site.spare/mine.txt", "mine")
    assert sample.run("build").exit_code == 2
    assert sample.read(".site.spare/mine.txt") == "mine"


class Killed(BaseException):
    pass


@pytest.mark.parametrize("when", ["while it is filled", "while it is filled for the next build"])
def test_the_spare_site_of_a_build_that_was_killed_is_taken_up(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Its list is not there yet, or by no means the first."""

    def kill(*_: object) -> None:
        if not (sample.root / ".site.spare").exists():
            shutil.copytree(sample.root / "site/issues", sample.root / ".site.spare/issues")
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("generator.build.site_folder.cleared", lambda folder: None)
        name = "site_folder.Tree.complete" if when == "while it is filled" else "site_place._linked"
        patch.setattr(f"generator.build.{name}", kill)
        with pytest.raises(Killed):
            sample.run("build")
    spare = sample.root / ".site.spare"
    assert [*spare.iterdir()]
    assert not (spare / ".published").exists()
    for command in ("check", "build"):
        assert "no build made it" not in (result := sample.run(command)).output
        assert result.exit_code == 0
    assert sample.tree("site") == {n.replace(".site.spare", "site"): d for n, d in sample.tree(".site.spare").items()}
    assert not (sample.root / ".baocang/filling").exists()


def test_a_spare_that_was_being_filled_is_known_where_the_archive_was_moved_to(built: Sample, tmp_path: Path) -> None:
    spare = built.root / ".site.spare"
    shutil.rmtree(spare)

    def kill(*_: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.build.site_folder.cleared", lambda folder: None)
        patch.setattr("generator.build.site_folder.Tree.complete", kill)
        built.write("site_src/new.md", "# 新\n")
        with pytest.raises(Killed):
            built.run("build")
    assert not (spare / ".published").exists()
    moved = Sample(built.root.rename(tmp_path / "elsewhere"))
    result = moved.run("build")
    assert result.exit_code == 0, result.output


def test_a_spare_site_with_links_in_it_leads_nowhere_outside(built: Sample, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(built.root / ".site.spare/issues")
    (built.root / ".site.spare/issues").symlink_to(tmp_path / "elsewhere")
    change(built)
    assert built.run("build").exit_code == 0
    assert not list((tmp_path / "elsewhere").iterdir())
    assert not (built.root / "site/issues").is_symlink()


def test_every_generated_name_is_known_before(shipped: Sample) -> None:
    names = output.manifest(shipped.root / "site_src/.generated") - {".generated"}
    assert {name for name in names if not addresses.is_generated(name)} == set()
    assert {name.split("/")[0] for name in names if "/" in name} <= addresses.FOLDERS
    assert not any(map(addresses.is_generated, ["people/wang.md", "data/own.csv", "help.md", "issues/about.md"]))


# ---- links and mount points ----------------------------------------------------------------------------------------


@pytest.fixture
def webroot(sample: Sample, tmp_path: Path) -> Path:
    """The folder that a web server serves, to which `site` leads."""
    root = tmp_path / "srv/www"
    root.mkdir(parents=True)
    root.chmod(0o2775)
    (sample.root / "site").symlink_to(root)
    return root


def test_a_site_that_is_a_link_works_as_a_web_root_does(sample: Sample, webroot: Path, tmp_path: Path) -> None:
    for _ in range(3):
        assert sample.run("build").exit_code == 0
        assert (sample.root / "site").is_symlink()
        assert stat.S_IMODE(webroot.stat().st_mode) == 0o2775
        (webroot / "CNAME").write_text("paper.example")
        found = sample.tree("site/")
        assert found.pop("site/CNAME") == b"paper.example"
        assert {f"site/{p.relative_to(webroot)}" for p in webroot.rglob("*") if p.is_file()} == {*found, "site/CNAME"}
        other = clean(sample, tmp_path)
        assert found == {name: data for name, data in other.items() if name.startswith("site/")}
        change(sample)


def refusing(code: int) -> Callable[[Path, Path], bool]:
    def exchange(one: Path, other: Path) -> bool:
        raise OSError(code, os.strerror(code), str(other))

    return exchange


def unmoved(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A folder that cannot be renamed."""
    rename = Path.rename

    def renames(path: Path, target: Path) -> Path:
        if folder in (path, target):
            raise OSError(code, os.strerror(code), str(path))
        return rename(path, target)

    monkeypatch.setattr("generator.build.site_folder.exchange", refusing(code))
    monkeypatch.setattr(Path, "rename", renames)


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EXDEV, errno.EACCES])
def test_a_site_that_cannot_be_renamed_is_changed_where_it_stands(
    built: Sample, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int
) -> None:
    site = built.root / "site"
    number, files = site.stat().st_ino, own(built)
    unmoved(site, monkeypatch, code)
    built.write("site_src/help.md", "# 帮助\n")
    for _ in range(2):
        change(built)
        assert built.run("build").exit_code == 0
        wanted = {name: data for name, data in clean(built, tmp_path).items() if name.startswith("site/")}
        assert built.tree("site") == wanted | files
        (built.root / "site_src/help.md").unlink(missing_ok=True)
    assert site.stat().st_ino == number
    assert not (built.root / site_place.FLAG).exists()


def test_a_site_on_another_disk_is_changed_where_it_stands(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    here = tmp_path.stat().st_dev
    other = next((p for p in (MEMORY, Path("/var/tmp"), Path.home()) if p.is_dir() and p.stat().st_dev != here), None)
    if not other:
        pytest.skip("there is one disk only")
    site = other / f"baocang-{os.getpid()}"
    request.addfinalizer(lambda: shutil.rmtree(site, ignore_errors=True))
    site.mkdir()
    (sample.root / "site").symlink_to(site)
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != site.parent and access(path, mode))
    for _ in range(3):
        assert sample.run("build").exit_code == 0
        wanted = {name: data for name, data in clean(sample, tmp_path).items() if name.startswith("site/")}
        assert sample.tree("site/") == wanted
        assert sample.run("check").exit_code == 0
        change(sample)
    assert not list(site.parent.glob(f".{site.name}*"))


@pytest.mark.parametrize("moved", [0, 1, 5, 20])
def test_a_site_that_was_half_changed_where_it_stands_is_whole_after_any_command(
    built: Sample, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, moved: int
) -> None:
    own(built)
    change(built)
    done, replace = 0, os.replace

    def ends(source: Path, target: Path) -> None:
        nonlocal done
        if in_place.READY in Path(source).parts:
            if done == moved:
                raise KeyboardInterrupt
            done += 1
        replace(source, target)

    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        unmoved(built.root / "site", killed, errno.EBUSY)
        killed.setattr(os, "replace", ends)
        killed.setattr(shutil, "rmtree", lambda path, **_: None)  # SIGKILL leaves no time to clear up
        build(built.root)
    assert done == moved
    catalogue = built.read("site/search/data/catalogue.js")
    segments = [path.name for path in (built.root / "site/search/data").iterdir() if path.is_dir()]
    assert any(name in catalogue for name in segments)  # never without its index
    built.run("segment")
    assert "site/.published.new" not in {f"site/{path.name}" for path in (built.root / "site").iterdir()}
    wanted = {name: data for name, data in clean(built, tmp_path).items() if name.startswith("site/")}
    found = built.tree("site")
    assert {name: found[name] for name in wanted} == wanted
    assert {name.removeprefix("site/") for name in found.keys() - wanted.keys()} == OWN.keys()


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL])
def test_where_the_system_exchanges_no_folders_two_renamings_do(
    built: Sample, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int
) -> None:
    monkeypatch.setattr("generator.build.exchange._call", lambda: lambda one, other: fails(code))
    files = own(built)
    change(built)
    assert built.run("build").exit_code == 0
    wanted = {name: data for name, data in clean(built, tmp_path).items() if name.startswith("site/")}
    assert built.tree("site") == wanted | files
    assert sorted(path.name for path in built.root.glob(".*")) == [".baocang", ".site.spare"]


def fails(code: int) -> int:
    import ctypes  # noqa: PLC0415

    ctypes.set_errno(code)
    return -1


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such call")
def test_two_folders_change_places_in_one_call(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert exchange(tmp_path / "one", tmp_path / "two")
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == [
        "one",
        "one/two",
        "two",
        "two/one",
    ]
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "three")


def test_what_becomes_a_folder_and_back_is_no_harm(built: Sample, tmp_path: Path) -> None:
    for names in (["one", "two/three"], ["one/more", "two"], ["one"], ["one/more"]):
        shutil.rmtree(built.root / "site_src")
        for name in names:
            built.write(f"site_src/{name}", name)
        for _ in range(2):
            change(built)
            assert built.run("build").exit_code == 0
        wanted = {name: data for name, data in clean(built, tmp_path).items() if name.startswith("site/")}
        assert built.tree("site") == wanted


def test_a_spare_that_an_interrupted_build_left_behind_is_put_right_where_nothing_has_changed(
    built: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is withdrawn stands nowhere, not in the spare site either."""
    own(built)
    change(built)
    with monkeypatch.context() as killed:
        killed.setattr(site_folder, "even", lambda *_: lambda: None)
        assert built.run("build").exit_code == 0
    assert "一片繁忙。" in built.read(".site.spare/issues/xxb/2024-03-07/01-01.html")
    built.run("build")
    spare = {name.replace(".site.spare", "site"): data for name, data in built.tree(".site.spare").items()}
    assert spare == built.tree("site")


@pytest.mark.parametrize("stays", [False, True])
def test_a_spare_that_cannot_be_made_the_same_is_deleted_or_named(
    built: Sample, monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    """Where its folders may not be written, it would keep what has been withdrawn."""

    def refused(_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    change(built)
    monkeypatch.setattr(site_place, "_linked", refused)
    if stays:
        monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    result = built.run("build")
    spare = built.root / ".site.spare"
    if stays:
        what = "holds what the last site had, and cannot be deleted. The site itself is new. Delete that folder."
        assert (result.exit_code, result.output.splitlines()[-1]) == (2, f".site.spare: {what}")
    else:
        assert result.exit_code == 0, result.output
        assert not spare.exists()
