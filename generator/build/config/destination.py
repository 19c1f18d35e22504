"""Where `baocang publish` sends the site, as a text: `extra: archive: publish:`, or `--to`.

/srv/www/baozang, ../www, D:\\www                 a folder; from the archive's own, where it does not begin at the root
git:gh-pages                                     a branch of the repository that the archive came from (its `origin`)
git+https://HOST/NAME.git#gh-pages               a branch of another one; git+ssh://, git+file:// as well
rsync+ssh://USER@HOST:PORT/PATH                  a folder of a server, by rsync; rsync://HOST/MODULE/PATH is its own
sftp://USER@HOST:PORT/PATH                       a folder of a server, by SFTP

What stands there may come from another's archive. So each part has a form of its own, in which no option of a program,
no command of a shell and no way of git that runs a program has room.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

FORM = re.compile(r"(git\+https|git\+ssh|git\+file|git|rsync\+ssh|rsync|sftp|[a-z][a-z0-9+.-]+)(:.+)", re.IGNORECASE)
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
PATH = re.compile(r"/(?:[\w.+@ -]+/?)*")
BRANCH = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]|/(?=[A-Za-z0-9_]))*")
HOSTED = ("git+https", "git+ssh", "rsync+ssh", "rsync", "sftp")
KNOWN = (
    "Write a folder as /srv/www/baozang, git:gh-pages, git+https://HOST/NAME.git#BRANCH, rsync+ssh://USER@HOST/PATH "
    "or sftp://USER@HOST/PATH"
)


@dataclass(frozen=True)
class Destination:
    """Where the site goes."""

    way: str
    """folder, git, rsync, rsync+ssh or sftp."""
    path: str
    """A folder; of a repository its address, "" for the archive's own."""
    host: str = ""
    user: str = ""
    port: int | None = None
    branch: str = ""

    @property
    def at(self) -> str:
        """USER@HOST, or HOST."""
        return f"{self.user}@{self.host}" if self.user else self.host


def read(text: str) -> Destination:
    """Raises ValueError, with how to mend it, where a text names no place."""
    found = FORM.fullmatch(text)
    if not found:
        if not text.strip() or text.startswith("-") or any(ord(c) < 32 for c in text):
            raise ValueError(KNOWN)
        return Destination("folder", text)
    way, rest = found[1].lower(), found[2]
    if way == "git":
        return Destination("git", "", branch=_fits(BRANCH, rest[1:], "a branch is named as in git:gh-pages"))
    if way not in (*HOSTED, "git+file"):
        raise ValueError(KNOWN)
    try:
        parts = urlsplit(f"x{rest}")
    except ValueError:  # half a bracket, or letters that stand for others in the name of a host
        raise ValueError(KNOWN) from None
    path, port = unquote(parts.path), _port(parts.netloc)
    _fits(PATH, path, "a path has letters, digits and . _ - + @, and begins with /")
    if "/../" in f"{path}/" or "/-" in path:
        raise ValueError("Write a path without .. and without a - before a name")
    host, user = parts.hostname or "", parts.username or ""
    if parts.password or parts.query:
        raise ValueError("Write it without password and ?: a key or the system's store of passwords serves for that")
    if way == "git+file":
        if parts.netloc:
            raise ValueError("Write git+file:///PATH#BRANCH, with three /")
    else:
        _fits(HOST, host, "a host is named as in www.example.org")
        _fits(USER, user or "x", "a user is named in letters, digits and . _ -")
    if way.startswith("git+"):
        branch = _fits(BRANCH, parts.fragment, "a branch stands behind it, as in #gh-pages")
        return Destination("git", f"{way[4:]}{rest.partition('#')[0]}", host, user, port, branch)
    if parts.fragment:
        raise ValueError("Write it without #")
    return Destination(way, path, host, user, port)


def _port(netloc: str) -> int | None:
    number = re.search(r":(\d{1,5})$", netloc)
    if number and not 0 < int(number[1]) < 65536:
        raise ValueError("Write a port from 1 to 65535")
    return int(number[1]) if number else None


def _fits(form: re.Pattern[str], value: str, mend: str) -> str:
    if not form.fullmatch(value):
        raise ValueError(f"{KNOWN}: {mend}")
    return value
