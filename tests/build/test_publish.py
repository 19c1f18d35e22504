"""From a folder to its readers: a folder, a branch of a repository, a server by rsync and by SFTP, each a real one."""

import getpass
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.base import assets
from generator.build.config import destination
from generator.build.publish.sending import There, _other, listed
from generator.cli import main
from tests.build.hosts import git
from tests.build.test_servers import SERVERS, free_port, running
from tests.conftest import ARTICLES, Sample, laid

pytestmark = pytest.mark.slow

ARTICLE = "issues/xxb/2024-03-07/01-01.html"
FILE = "seeds/articles/xxb-2024-03-07.yml"
SECOND = """\
  - id: xxb-2024-03-07-01-02
    page: 1
    title: 县图书馆重新开放
    county: 兴县
    kind: news
    body: 修缮一新的县图书馆昨日重新开放。
    reviewed: true
unplaced"""
SSHD = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile {folder}/pid
AuthorizedKeysFile {folder}/key.pub
StrictModes no
UsePAM no
PasswordAuthentication no
Subsystem sftp internal-sftp
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def publish(sample: Sample, to: str, *more: str, answer: str = "") -> Result:
    return CliRunner().invoke(
        main, ["-C", str(sample.root), "publish", "--to", to, *more], input=answer, catch_exceptions=False
    )


def write_second(sample: Sample) -> None:
    sample.write(FILE, ARTICLES.replace("unplaced", SECOND))


# ---- places, each with what stands there ---------------------------------------------------------------------------


@dataclass
class Place:
    """A place to publish to, as this machine sees it."""

    name: str
    folder: Path
    """Of a branch: a checkout of it, made anew by `tree`."""
    bare: Path | None = None

    def tree(self) -> dict[str, bytes]:
        if self.bare:
            shutil.rmtree(self.folder, ignore_errors=True)
            with suppress(AssertionError):  # no such branch yet
                git(self.bare.parent, "clone", "-q", "-b", "gh-pages", str(self.bare), str(self.folder))
                shutil.rmtree(self.folder / ".git")
        return tree(self.folder) if self.folder.exists() else {}

    def put(self, name: str, content: bytes) -> None:
        """As somebody else does."""
        if not self.bare:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
            return
        work = self.bare.parent / "work"
        shutil.rmtree(work, ignore_errors=True)
        git(self.bare.parent, "clone", "-q", str(self.bare), "work")
        with suppress(AssertionError):
            git(work, "checkout", "-q", "gh-pages")
        if "gh-pages" not in git(work, "branch"):
            git(work, "checkout", "-q", "--orphan", "gh-pages")
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_bytes(content)
        git(work, "add", "-f", name)
        git(work, "commit", "-q", "-m", "by hand")
        git(work, "push", "-q", "origin", "gh-pages")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """An SSH server of this user's own on loopback: its port, and a folder with an `ssh` and an `sftp` that know it."""
    if not (sshd := shutil.which("sshd", path=SERVERS)):
        pytest.skip("sshd is not there: apt-get install openssh-server")
    folder, port = tmp_path_factory.mktemp("sshd"), free_port()
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    for key in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
    (folder / "sshd.conf").write_text(SSHD.format(port=port, folder=folder), encoding="utf-8")
    (folder / "ssh.conf").write_text(
        f"Host *\n IdentityFile {folder}/key\n IdentitiesOnly yes\n StrictHostKeyChecking no\n"
        f" UserKnownHostsFile {folder}/known\n LogLevel ERROR\n",
        encoding="utf-8",
    )
    bin = folder / "bin"
    bin.mkdir()
    for name in ("ssh", "sftp"):
        if not (real := shutil.which(name)):
            pytest.skip(f"{name} is not there: apt-get install openssh-client")
        (bin / name).write_text(f'#!/bin/sh\nexec {real} -F {folder}/ssh.conf "$@"\n', encoding="utf-8")
        (bin / name).chmod(0o755)
    with running([sshd, "-D", "-e", "-f", str(folder / "sshd.conf")], port, folder):
        yield port, bin


@pytest.fixture(params=["folder", "git", "rsync", "sftp"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    folder = tmp_path / "readers/the site"
    if request.param == "folder":
        return Place(str(folder), folder)
    if request.param == "git":
        git(tmp_path, "init", "-q", "--bare", "-b", "main", "bare.git")
        return Place(f"git+file://{tmp_path}/bare.git#gh-pages", tmp_path / "shown", tmp_path / "bare.git")
    port, programs = request.getfixturevalue("server")
    if request.param == "rsync" and not shutil.which("rsync"):
        pytest.skip("rsync is not there: apt-get install rsync")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    way = "rsync+ssh" if request.param == "rsync" else "sftp"
    return Place(f"{way}://{getpass.getuser()}@127.0.0.1:{port}{folder}", folder)


OURS = {".nojekyll"}
"""What a branch has beside the site."""


def test_only_what_changed_goes_out_and_nothing_is_deleted_unasked(sample: Sample, place: Place) -> None:
    tried = publish(sample, place.name, "--dry-run")
    assert tried.exit_code == 0
    assert tried.output.endswith("Nothing was published.\n")
    assert place.tree() == {}
    site = tree(sample.root / "site")
    some = f"{place.name}: {len(site) - 1} new, 0 changed, 0 to delete, 0 stay; "  # without the list
    assert some in tried.output

    first = publish(sample, place.name)
    assert first.exit_code == 0, first.output
    assert first.output.endswith(f"{place.name}: published.\n")
    there = place.tree()
    assert {name: data for name, data in there.items() if name not in OURS} == site

    assert publish(sample, place.name).output.endswith(f"{place.name}: nothing has changed.\n")

    write_second(sample)
    more = publish(sample, place.name)
    assert more.exit_code == 0, more.output
    assert "  + issues/xxb/2024-03-07/01-02.html\n" in more.output
    assert re.search(r": \d+ new, \d+ changed, \d+ to delete, [1-9]\d* stay; ", more.output)
    assert "Delete " not in more.output  # only files of the index, which have other names now
    assert {name: data for name, data in place.tree().items() if name not in OURS} == tree(sample.root / "site")

    sample.write(FILE, ARTICLES)
    no = publish(sample, place.name, answer="n\n")
    assert no.exit_code == 1
    assert "  - issues/xxb/2024-03-07/01-02.html\n" in no.output
    assert no.output.endswith("Nothing was published.\n")
    assert "issues/xxb/2024-03-07/01-02.html" in place.tree()
    yes = publish(sample, place.name, answer="y\n")
    assert yes.exit_code == 0, yes.output
    assert {name: data for name, data in place.tree().items() if name not in OURS} == site
    assert site == tree(sample.root / "site")


def test_a_place_of_others_is_refused_and_a_list_of_none_makes_it_ours(sample: Sample, place: Place) -> None:
    place.put("notes.txt", b"mine")
    refused = publish(sample, place.name, "--yes")
    assert refused.exit_code == 2
    assert refused.output.endswith(
        f"{place.name}: is not empty, and nothing says that the site was ever sent there: it holds notes.txt. "
        "Name another place, or empty it; an empty file .published there keeps what it holds.\n"
    )
    assert place.tree() == {"notes.txt": b"mine"}
    place.put(".published", b"")
    place.put("CNAME", b"baozang.example.org\n")
    assert publish(sample, place.name).exit_code == 0
    there = place.tree()
    assert (there.pop("notes.txt"), there.pop("CNAME")) == (b"mine", b"baozang.example.org\n")
    assert {name: data for name, data in there.items() if name not in OURS} == tree(sample.root / "site")
    write_second(sample)
    place.put("issues/xxb/2024-03-07/01-02.html", b"mine")
    blocked = publish(sample, place.name, "--yes")
    assert blocked.exit_code == 2
    assert "holds issues/xxb/2024-03-07/01-02.html, where a file of the site belongs. " in blocked.output
    assert place.tree()["issues/xxb/2024-03-07/01-02.html"] == b"mine"


def test_what_is_withheld_is_never_sent(sample: Sample, place: Place) -> None:
    assert publish(sample, place.name).exit_code == 0
    before = place.tree()
    assert sample.run("withdraw", "xxb-2024-03-07-01-01", "--withheld", "--note", "x").exit_code == 0
    sample.write("site_src/about.md", f"{sample.read('site_src/about.md')}\n三月的田野一片繁忙。农机手正在检修机具。\n")
    result = publish(sample, place.name, "--yes")
    assert result.exit_code == 1
    assert "which is withheld." in result.output
    assert result.output.endswith("Nothing was published.\n")
    assert place.tree() == before
    shutil.copy(Path(__file__).parents[2] / "generator/starter/site_src/about.md", sample.root / "site_src/about.md")
    gone = publish(sample, place.name, "--yes")
    assert gone.exit_code == 0, gone.output
    assert not [name for name, data in place.tree().items() if "农机手".encode() in data]


NAMES = ["a b.txt", "星号*.txt", "[x]?.txt", "quote\"'.txt", "back\\slash.txt", "-x.txt", "字.txt"]


def test_names_that_mean_something_elsewhere_are_names(sample: Sample, place: Place) -> None:
    tops = ["#a.txt", ";b.txt", "-c.txt", "~d.txt", "!e.txt"]
    for name in [*(f"files/{name}" for name in NAMES), *tops]:
        sample.write(f"site_src/{name}", b"content")
    assert publish(sample, place.name).exit_code == 0
    there = place.tree()
    assert {name for name in there if name.startswith("files/")} == {f"files/{name}" for name in NAMES}
    assert {*tops} <= there.keys()
    for name in [*(f"files/{name}" for name in NAMES[1:]), *tops]:
        (sample.root / "site_src" / name).unlink()
    gone = publish(sample, place.name, "--yes")
    assert gone.exit_code == 0, gone.output
    left = place.tree()
    assert {name for name in left if name.startswith("files/")} == {f"files/{NAMES[0]}"}
    assert not {*tops} & left.keys()


def test_a_file_that_was_damaged_there_is_sent_again_on_wish(sample: Sample, place: Place) -> None:
    assert publish(sample, place.name).exit_code == 0
    place.put("index.html", b"broken")
    assert publish(sample, place.name, "--all").exit_code == 0
    assert {name: data for name, data in place.tree().items() if name not in OURS} == tree(sample.root / "site")


def test_what_others_have_put_in_the_way_is_named_before_the_first_file_is_sent(sample: Sample, place: Place) -> None:
    for name in (".published", "index.html", "issues/xxb/2024-03-07/01-01.html"):
        place.put(name, b"")
    for more in (["--dry-run"], ["--yes"]):
        result = publish(sample, place.name, *more)
        assert result.exit_code == 2
        lines = [line for line in result.output.splitlines() if line.startswith(f"{place.name}: holds ")]
        mend = "Take it away there, or give it another name; a file of your own for the site belongs into site_src/."
        assert lines == [
            f"{place.name}: holds {name}, where a file of the site belongs. {mend}"
            for name in ("index.html", "issues/xxb/2024-03-07/01-01.html")
        ]
        assert len(place.tree()) == 3


def test_the_site_of_another_archive_is_replaced_on_purpose_alone(sample: Sample, place: Place, tmp_path: Path) -> None:
    assert publish(sample, place.name).exit_code == 0
    before = place.tree()
    other = laid(tmp_path / "other")
    other.write("mkdocs.yml", other.read("mkdocs.yml").replace("site_name: 兴县报藏", "site_name: 临县 报藏"))
    other.write(FILE, ARTICLES.replace("春耕", "秋收"))
    refused = publish(other, place.name, "--yes")
    assert refused.exit_code == 2
    assert refused.output.endswith(
        f"{place.name}: holds the site of another archive: 兴县报藏. "
        "Name another place; where this site is to take that one's, say --replace.\n"
    )
    no = publish(other, place.name, answer="n\n")
    assert no.exit_code == 1
    assert "The site of another archive stands there: 兴县报藏. Replace it?" in no.output
    assert place.tree() == before
    assert publish(other, place.name, "--dry-run").exit_code == 0
    assert publish(other, place.name, "--yes", "--replace").exit_code == 0
    assert {name: data for name, data in place.tree().items() if name not in OURS} == tree(other.root / "site")
    assert publish(other, place.name, "--yes").output.endswith("nothing has changed.\n")


def test_two_parts_of_a_newspaper_bear_one_name_and_are_two_archives() -> None:
    now, there = ({f"issues/xxb/{year}-03-0{n}/index.html" for n in (1, 2)} for year in (2019, 2009))
    ours = dict.fromkeys(there, "")
    assert _other(There(ours, of="兴县报"), "兴县报", now) == "兴县报, none of whose 2 issues is in this one"
    assert _other(There(ours, of="兴县报"), "兴县报", {*now, *sorted(there)[:1]}) == ""
    assert _other(There({}, of=""), "兴县报", now) == ""


# ---- one way each --------------------------------------------------------------------------------------------------


def test_a_branch_has_one_commit_and_no_history(sample: Sample, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "bare.git")
    git(sample.root, "init", "-q", "-b", "main")
    git(sample.root, "remote", "add", "origin", str(bare))
    (sample.root / ".git/hooks/pre-push").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
    (sample.root / ".git/hooks/pre-push").chmod(0o755)
    git(sample.root, "config", "core.sshCommand", f"touch {tmp_path}/ran")
    assert publish(sample, "git:gh-pages").exit_code == 0
    write_second(sample)
    assert publish(sample, "git:gh-pages", "--yes").exit_code == 0
    assert git(bare, "rev-list", "--count", "gh-pages").strip() == "1"
    assert git(bare, "branch").split() == ["gh-pages"]
    names = git(bare, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {".nojekyll", ".published", "index.html", "issues/xxb/2024-03-07/01-02.html"} <= {*names}
    assert not (tmp_path / "ran").exists()


def test_a_branch_that_somebody_else_moves_meanwhile_is_left_alone(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.build.publish.branch import Branch  # noqa: PLC0415

    git(tmp_path, "init", "-q", "--bare", "-b", "main", "bare.git")
    place = Place(f"git+file://{tmp_path}/bare.git#gh-pages", tmp_path / "shown", tmp_path / "bare.git")
    assert publish(sample, place.name).exit_code == 0
    write_second(sample)
    commit = Branch._commit

    def late(*given: object) -> object:
        place.put("index.html", b"theirs")
        return commit(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Branch, "_commit", late)
        result = publish(sample, place.name, "--yes")
    assert result.exit_code == 2
    assert result.output.endswith(f"{place.name}: somebody else has just published there. Run it again.\n")
    assert place.tree()["index.html"] == b"theirs"
    assert publish(sample, place.name, "--yes", "--all").exit_code == 0
    assert place.tree()["index.html"] == tree(sample.root / "site")["index.html"]


def test_what_a_user_has_set_for_all_repositories_does_not_stop_a_branch(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "bare.git")
    git(tmp_path / "bare.git", "config", "core.hooksPath", "/dev/null")  # the host's own
    for name in ("reference-transaction", "pre-push"):
        (tmp_path / f"hooks/{name}").parent.mkdir(exist_ok=True)
        (tmp_path / f"hooks/{name}").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (tmp_path / f"hooks/{name}").chmod(0o755)
    settings = f"[core]\nhooksPath = {tmp_path}/hooks\n[push]\ngpgSign = true\n[commit]\ngpgSign = true\n"
    (tmp_path / "gitconfig").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    result = publish(sample, f"git+file://{tmp_path}/bare.git#gh-pages")
    assert result.exit_code == 0, result.output
    write_second(sample)
    result = publish(sample, f"git+file://{tmp_path}/bare.git#gh-pages", "--yes")
    assert result.exit_code == 0, result.output


def test_nothing_that_was_published_before_is_kept_on_this_machine(sample: Sample, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "bare.git")
    to = f"git+file://{tmp_path}/bare.git#gh-pages"
    write_second(sample)
    assert publish(sample, to).exit_code == 0
    sample.write(FILE, ARTICLES)
    assert publish(sample, to, "--yes").exit_code == 0
    tip = git(tmp_path / "bare.git", "rev-parse", "gh-pages").strip()
    own = next(each for each in (assets.cache() / "publish").iterdir() if tip in git(each, "rev-parse", "--all"))
    every = ["git", "--git-dir", str(own), "cat-file", "--batch-all-objects", "--batch"]
    kept = subprocess.run(every, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    assert "我县春耕全面展开" in kept
    assert "县图书馆重新开放" not in kept


HOOKS = """
pre-receive update post-receive post-update reference-transaction push-to-checkout pre-auto-gc pre-push post-checkout
"""
PROGRAMS = """
core.fsmonitor core.sshCommand core.pager core.editor core.gitProxy core.askPass core.alternateRefsCommand gpg.program
credential.helper uploadpack.packObjectsHook filter.x.clean filter.x.smudge filter.x.process diff.external alias.config
alias.push alias.ls-remote alias.receive-pack alias.upload-pack remote.origin.uploadpack remote.origin.receivepack
remote.origin.vcs pager.config pager.ls-remote
"""


def test_nothing_runs_of_what_an_archive_brings_in_its_repository(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A foreign archive: its settings name its origin, which lies in it, and is a checkout with that branch."""
    evil, ran = sample.root / "served", tmp_path / "ran"
    run = tmp_path / "run"
    run.write_text(f'#!/bin/sh\necho "$0 $@" >> {ran}\n', encoding="utf-8")
    run.chmod(0o755)
    for folder in (sample.root, evil):
        git(tmp_path, "init", "-q", "-b", "main", str(folder))
        for hook in HOOKS.split():
            (folder / f".git/hooks/{hook}").symlink_to(run)
        git(folder, "config", "remote.origin.url", f"{evil}/.git")
        for name in PROGRAMS.split():
            git(folder, "config", name, f"!{run}" if name.startswith("alias") else str(run))
        git(folder, "config", "core.hooksPath", str(folder / ".git/hooks"))
        git(folder, "config", f"url.ext::{run}.insteadOf", str(evil))
        git(folder, "config", "receive.denyCurrentBranch", "updateInstead")
        git(folder, "config", "extensions.partialClone", "origin")
        git(folder, "config", "remote.origin.promisor", "true")
        (folder / ".gitattributes").write_text("* filter=x diff=x\n", encoding="utf-8")
    git(tmp_path, "init", "-q", "--bare", "other.git")
    (evil / ".git/objects/info/alternates").write_text(f"{tmp_path}/other.git/objects\n", encoding="utf-8")
    monkeypatch.chdir(sample.root)
    settings = sample.read("mkdocs.yml")
    sample.write("mkdocs.yml", settings.replace("archive: {}", "archive: {publish: git:gh-pages}"))
    assert "git:gh-pages" in sample.read("mkdocs.yml")
    first = sample.run("publish", "--yes")
    assert not ran.exists(), ran.read_text()
    assert first.exit_code == 0, first.output
    write_second(sample)
    assert sample.run("publish", "--yes").exit_code == 0
    assert not ran.exists(), ran.read_text()
    assert "gh-pages" in {path.name for path in (evil / ".git/refs/heads").iterdir()}


@pytest.mark.parametrize("origin", ["ext::sh -c 'touch ran'", "-oProxyCommand=x", "http://x.org/a.git", ""])
def test_an_origin_that_could_run_something_is_not_used(sample: Sample, origin: str) -> None:
    git(sample.root, "init", "-q")
    if origin:
        with (sample.root / ".git/config").open("a", encoding="utf-8") as config:
            config.write(f'[remote "origin"]\n\turl = "{origin}"\n')
    result = publish(sample, "git:gh-pages")
    assert result.exit_code == 2
    assert "git:gh-pages: means the archive's " in result.output


def test_a_folder_changes_only_when_all_lies_ready(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "www"
    assert publish(sample, str(target)).exit_code == 0
    before = tree(target)
    write_second(sample)
    copyfile = shutil.copyfile

    def full(source: Path, copy: Path) -> None:
        if source.name == "01-02.html":
            raise OSError(28, "No space left on device", str(copy))
        copyfile(source, copy)

    with monkeypatch.context() as disk:
        disk.setattr(shutil, "copyfile", full)
        result = publish(sample, str(target), "--yes")
    assert result.exit_code == 2
    assert "No space left on device. Make room and run it again" in result.output
    assert tree(target) == before
    assert publish(sample, str(target), "--yes").exit_code == 0
    assert tree(target) == tree(sample.root / "site")


def test_a_disk_that_is_full_is_named_and_not_the_site(sample: Sample, tmp_path: Path) -> None:
    """The system names of a copy that fails the file that was read, or none."""
    target, so = tmp_path / "www", (28, "No space left on device")
    for error in (OSError(*so, "{}", None, str(target / "x")), OSError(*so, f"{sample.root}/site/x"), OSError(*so)):
        with pytest.MonkeyPatch.context() as disk:

            def full(*_: object, error: OSError = error) -> None:
                raise error

            disk.setattr(shutil, "copyfile", full)
            line = publish(sample, str(target)).output.splitlines()[-1]
        assert line.startswith(str(target))
        assert ": No space left on device. Make room and run it again" in line


def test_links_at_the_place_are_named(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    result = publish(sample, "../link", "--yes")
    assert result.exit_code == 2
    assert result.output.endswith(
        "../link: is a link to nowhere, which is not there. Correct the link, or make that folder.\n"
    )
    assert publish(sample, "../www").exit_code == 0
    shutil.rmtree(tmp_path / "www/issues")
    (tmp_path / "else").mkdir()
    (tmp_path / "www/issues").symlink_to(tmp_path / "else")
    result = publish(sample, "../www", "--yes")
    assert result.exit_code == 2
    assert "../www: holds issues, where a file of the site belongs. " in result.output
    assert not [*(tmp_path / "else").iterdir()]


@pytest.mark.parametrize("kind", ["rsync", "sftp"])
def test_a_server_that_is_cut_off_is_brought_up_to_date_by_the_next_run(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: tuple[int, Path], kind: str
) -> None:
    port, programs = server
    if not shutil.which("rsync"):
        pytest.skip("rsync is not there: apt-get install rsync")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    target = tmp_path / "www"
    way = "rsync+ssh" if kind == "rsync" else "sftp"
    to = f"{way}://{getpass.getuser()}@127.0.0.1:{port}{target}"
    assert publish(sample, to).exit_code == 0
    write_second(sample)
    assert sample.run("build").exit_code == 0
    (target / ARTICLE).unlink()
    (target / ARTICLE).mkdir()  # a file cannot be put at its place
    (target / ARTICLE / "x").write_bytes(b"x")
    cut = publish(sample, to, "--yes")
    assert cut.exit_code == 2, cut.output
    assert f"{to}: {kind} ends with " in cut.output
    ours = listed((target / ".published").read_bytes())
    assert {name for name in tree(target) if name not in (".published", f"{ARTICLE}/x")} <= ours.keys()
    shutil.rmtree(target / ARTICLE)
    sample.write(FILE, ARTICLES)
    assert publish(sample, to, "--yes").exit_code == 0
    assert tree(target) == tree(sample.root / "site")


def test_a_server_that_does_not_answer_is_said(sample: Sample) -> None:
    start = time.monotonic()
    result = publish(sample, f"sftp://x@127.0.0.1:{free_port()}/www")
    assert result.exit_code == 2
    assert "sftp ends with 255: " in result.output
    assert result.output.endswith("Mend that, and publish again: it goes on from there.\n")
    assert time.monotonic() - start < 60


def test_a_program_that_is_not_there_is_named(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(sample.root))
    result = publish(sample, "rsync+ssh://x@example.org/www")
    assert result.exit_code == 2
    assert "needs rsync, which is not installed here. Install it, or choose another way" in result.output


# ---- where to ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "way", "at", "path"),
    [
        ("/srv/www", "folder", "", "/srv/www"),
        ("../www", "folder", "", "../www"),
        ("D:\\www", "folder", "", "D:\\www"),
        ("git:gh-pages", "git", "", ""),
        ("git+https://example.org/a/b.git#gh-pages", "git", "example.org", "https://example.org/a/b.git"),
        ("rsync+ssh://me@example.org:2222/srv/www", "rsync+ssh", "me@example.org", "/srv/www"),
        ("rsync://example.org/module/www", "rsync", "example.org", "/module/www"),
        ("sftp://me@example.org/srv/%E6%8A%A5", "sftp", "me@example.org", "/srv/报"),
    ],
)
def test_a_place_is_read(text: str, way: str, at: str, path: str) -> None:
    to = destination.read(text)
    assert (to.way, to.at, to.path) == (way, at, path)


@given(st.text(max_size=40), st.sampled_from(["sftp://", "rsync+ssh://", "git+https://", "git+file://", "git:", ""]))
def test_no_place_begins_an_option_or_a_command(text: str, way: str) -> None:
    """Any text is a place whose parts are plain, or is none, and how to mend it is said."""
    try:
        to = destination.read(way + text)
    except ValueError as error:
        assert "Write" in str(error)
        return
    plain = re.compile(r"[^-\s\0][^\s\0]*")
    assert all(plain.fullmatch(part) for part in (to.host, to.user, to.branch) if part)
    assert to.way in ("folder", "git", "rsync", "rsync+ssh", "sftp")
    assert not to.path.startswith("-") and not any(ord(c) < 32 for c in to.path)
    if to.way in ("rsync", "rsync+ssh", "sftp"):
        assert to.host and to.path.startswith("/") and not {*"$`;&|<>*?\"'\\"} & {*to.path}


@pytest.mark.parametrize(
    "text",
    [
        "-oProxyCommand=x",
        "sftp://[x/www",
        "sftp://-oProxyCommand=x/www",
        "sftp://me@-oX/www",
        "rsync+ssh://me@example.org/www/../../etc",
        "rsync+ssh://me@example.org/$(x)",
        "rsync+ssh://me@example.org/-e sh",
        "rsync+ssh://a:b@example.org/www",
        "git:--upload-pack=x",
        "git:a..b/-x",
        "git+https://example.org/a.git",
        "git+ext::sh -c x#b",
        "git+file://host/a.git#b",
        "ftp://example.org/www",
        "sftp://me@example.org:99999/www",
        "",
    ],
)
def test_what_is_no_place_is_said_with_its_line(sample: Sample, text: str) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("archive: {}", f"archive: {{publish: '{text}'}}"))
    result = sample.run("publish")
    assert result.exit_code == 2
    assert result.output.startswith("mkdocs.yml:8: ")
    assert "Write" in result.output or "Add" in result.output


def test_the_settings_say_where_the_site_goes(sample: Sample, tmp_path: Path) -> None:
    nowhere = sample.run("publish")
    assert nowhere.exit_code == 2
    assert "Nobody has said where the site goes. Name one: --to /srv/www/baozang, or" in nowhere.output
    text = sample.read("mkdocs.yml")
    sample.write("mkdocs.yml", text.replace("archive: {}", "archive: {publish: ../readers}"))
    assert sample.run("publish").output.endswith("../readers: published.\n")
    assert tree(tmp_path / "readers") == tree(sample.root / "site")


@pytest.mark.parametrize("to", ["seeds", "seeds/pages", "site_src", ".", "..", ".git"])
def test_no_folder_of_the_archive_is_published_to(sample: Sample, to: str) -> None:
    before = sample.tree("seeds", "site_src")
    result = publish(sample, to, "--yes")
    assert result.exit_code == 2
    assert result.output.splitlines()[-1].endswith("Name a folder outside of the archive.")
    assert sample.tree("seeds", "site_src") == before


def test_a_list_from_elsewhere_names_no_file_outside_of_its_folder() -> None:
    names = ["../x", "/etc/x", "a/../../x", "a//x", "./x", "a\rb", ".published", ".published.new/x", "a/b.html"]
    assert listed("".join(f"{name}\t1\n" for name in names).encode()) == {"a/b.html": "1"}


def test_a_server_is_asked_for_a_password_once(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: tuple[int, Path]
) -> None:
    """One connection serves for all that is done there."""
    port, programs = server
    if not shutil.which("rsync"):
        pytest.skip("rsync is not there: apt-get install rsync")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    log = programs.parent / "said.log"
    before = log.read_text(encoding="utf-8").count("Accepted publickey")
    assert publish(sample, f"rsync+ssh://{getpass.getuser()}@127.0.0.1:{port}{tmp_path}/www").exit_code == 0
    assert log.read_text(encoding="utf-8").count("Accepted publickey") - before <= 1
    assert "Accepted publickey" in log.read_text(encoding="utf-8")
