"""To a branch of a git repository, which a host shows (gh-pages): one commit that has the whole site, none before it.
What was withdrawn is then in no history; the branch grows no larger than the site; and it changes in one step.

A repository of our own in the user's cache does the work, never the archive's: that one may be another's, and its
settings and hooks are programs. Of it only the address of `origin` is read. That may lead to a repository on this
machine, which came with the archive and is another's as well: what serves it runs without its hooks and commands.
What the user has set for all repositories is for commits of people: no hook runs in ours, and nothing is signed. It
keeps the site as it was published last, so that only what is new is fetched and sent, and nothing of before: that may
be withdrawn since.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path

from generator.base import assets, moving
from generator.base.digest import digest
from generator.base.disks import fault
from generator.base.output import Others
from generator.base.problems import Problem, Stop
from generator.build.in_place import MANIFEST
from generator.build.publish.commands import failed, run
from generator.build.publish.sending import Plan, There, archive_of, listed

ORIGIN = re.compile(
    r"(?:https|ssh|file)://[^\s\x00-\x1f]+|(?:[\w.-]+@)?[A-Za-z0-9][\w.-]*:(?!//)[^\s:\x00-\x1f][^\x00-\x1f]*|/[^\x00-\x1f]*"
)
"""Addresses that git reaches without running a program that they name."""
HERE = re.compile(r"/|file:|[A-Za-z]:")
"""How addresses of this machine begin, also on Windows."""
PLAIN = {"GIT_ALLOW_PROTOCOL": "file:https:ssh", "GIT_NO_LAZY_FETCH": "1"}
PLAIN_FILE, JEKYLL = b"100644", ".nojekyll"
"""GitHub makes pages of what lies in a branch with Jekyll, unless this file is there."""
OWN = """
core.hooksPath=/dev/null core.logAllRefUpdates=false core.fsmonitor=false gc.auto=0 gc.autoDetach=false
commit.gpgSign=false tag.gpgSign=false push.gpgSign=false push.followTags=false init.templateDir=
"""
"""Settings of our repository, before those of the user."""
SERVED = """
core.hooksPath=/dev/null core.alternateRefsCommand=true core.fsmonitor=false gc.auto=0 receive.autogc=false
receive.denyCurrentBranch=refuse
"""
"""Those of a repository on this machine, before its own; `true` is a program that does nothing."""
OVERTAKEN = re.compile(r"\(stale info\)|\(fetch first\)|cannot lock ref")
BY = b"baocang <baocang@localhost> now"


class Branch:
    """A branch that holds a site and nothing else."""

    def __init__(self, name: str, address: str, branch: str) -> None:
        self._name, self._address, self._branch = name, address, branch
        self._folder = assets.cache() / "publish" / f"{digest('repository', address, branch)}.git"
        self._tip = ""
        self._tree: dict[str, tuple[bytes, bytes]] = {}
        """Mode and object of each file that stands in the branch."""
        self._ours: Set[str] = frozenset()
        """What of it was sent there."""

    def look(self) -> There:
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Stop([fault(error)]) from None
        self._git("init", "-q", "--bare")
        self._tip = self._git("ls-remote", self._address, f"refs/heads/{self._branch}").decode().partition("\t")[0]
        if not self._tip:
            return There({})
        self._git(
            "fetch", "-q", "--depth=1", "--no-tags", self._address, f"+refs/heads/{self._branch}:refs/heads/there"
        )
        self._tip = self._git("rev-parse", "refs/heads/there").decode().strip()
        for line in self._git("ls-tree", "-r", "-z", "--full-tree", self._tip).split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, of = about.split()
            self._tree[path.decode("utf-8", "surrogateescape")] = mode, of
        if MANIFEST not in self._tree:
            return There({}, sorted({name.partition("/")[0] for name in self._tree} - {JEKYLL}))
        content = self._git("cat-file", "blob", f"{self._tip}:{MANIFEST}")
        self._ours = listed(content).keys()
        whole = {name: of if name in self._tree else "" for name, of in listed(content).items()}
        return There(whole, of=archive_of(content))

    def standing(self, names: Sequence[str]) -> list[str]:
        others = Others(self._tree.keys() - self._ours - {MANIFEST})
        found = {name: others.in_the_way(name) for name in names}
        return sorted({each for each in found.values() if each})

    def send(self, site: Path, plan: Plan, there: There) -> None:
        stream = self._commit(site, plan)
        self._git("fast-import", "--quiet", "--force", "--date-format=now", given=stream)
        lease = f"--force-with-lease=refs/heads/{self._branch}:{self._tip}"
        served = ["--receive-pack", " ".join(_git(SERVED, "receive-pack"))] if HERE.match(self._address) else []
        push = ["push", "-q", *served, lease, self._address, f"refs/heads/site:refs/heads/{self._branch}"]
        code, _, complaint = run(self._name, [*self._own(), *push], fine=(0, 1), env=PLAIN)
        if code and OVERTAKEN.search(complaint):
            raise Stop([Problem(self._name, None, "somebody else has just published there", "Run it again.")])
        if code:
            raise failed(self._name, "git", code, complaint)
        self._git("update-ref", "refs/heads/there", "refs/heads/site")
        if self._tip:
            self._forget()

    def _forget(self) -> None:
        """Takes away what was published before: the objects that only that commit had."""
        moving.unlink(self._folder / "FETCH_HEAD", missing_ok=True)
        self._git("repack", "-a", "-d", "-q", "--window=0")
        self._git("prune", "--expire=now")

    def _commit(self, site: Path, plan: Plan) -> Iterator[bytes]:
        yield b"reset refs/heads/site\n\ncommit refs/heads/site\ncommitter " + BY + b"\n" + _data(b"The site\n")
        sent = [*plan.sent, MANIFEST]
        others = self._tree.keys() - {*sent, *plan.gone}
        for name, (mode, of) in self._tree.items():
            if name in others:
                yield b"M " + mode + b" " + of + b" " + _quoted(name) + b"\n"
        for name in sent:
            yield b"M " + PLAIN_FILE + b" inline " + _quoted(name) + b"\n" + _data((site / name).read_bytes())
        if JEKYLL not in self._tree and JEKYLL not in sent:
            yield b"M " + PLAIN_FILE + b" inline " + _quoted(JEKYLL) + b"\n" + _data(b"")

    def _git(self, *arguments: str, given: Iterable[bytes] = ()) -> bytes:
        return run(self._name, [*self._own(), *arguments], given, env=PLAIN)[1]

    def _own(self) -> list[str]:
        """git, in our repository."""
        return _git(OWN, "--git-dir", str(self._folder))


def origin(root: Path, name: str) -> str:
    """The address of the repository that an archive came from. Raises Stop where it has none that can be used."""
    code, said, _ = run(name, ["git", "-C", str(root), "config", "--get", "remote.origin.url"], fine=(0, 1, 128))
    address = said.decode("utf-8", "replace").strip()
    if code or not address:
        mend = "Give it one (git remote add origin ADDRESS), or write git+https://HOST/NAME.git#BRANCH."
        raise Stop([Problem(name, None, "means the archive's repository, and that has no origin", mend)])
    if not ORIGIN.fullmatch(address) or "::" in address:
        what = f"means the archive's origin, {address[:60]}, which is no address of a repository that is used here"
        raise Stop([Problem(name, None, what, "Write git+https://HOST/NAME.git#BRANCH.")])
    return address


def _git(settings: str, *arguments: str) -> list[str]:
    """git, with settings that go before those of files."""
    return ["git", *(word for each in settings.split() for word in ("-c", each)), *arguments]


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _quoted(name: str) -> bytes:
    raw = name.encode("utf-8", "surrogateescape")
    return b'"' + raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
