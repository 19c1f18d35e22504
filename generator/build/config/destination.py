"""Where `baocang publish` sends the site, as a text: `extra: archive: publish:`, or `--to`.

/srv/www/baozang, ../www, D:\\www                 a folder; from the archive's own, where it does not begin at the root
git:gh-pages                                     a branch of the repository that the archive came from (its `origin`)
git+https://HOST/NAME.git#gh-pages               a branch of another one; git+ssh://, git+file:// as well
git@HOST:NAME.git#gh-pages                       the same, as hosts show it for ssh
rsync+ssh://USER@HOST:PORT/PATH                  a folder of a server, by rsync; rsync://HOST/MODULE/PATH is its own
USER@HOST:/PATH                                  the same, as scp and rsync write it
sftp://USER@HOST:PORT/PATH                       a folder of a server, by SFTP

What stands there may come from another's archive. So each part has a form of its own, in which no option of a program,
no command of a shell and no way of git that runs a program has room. What looks like an address and is none of these is
no folder either: a slip of the pen would make one. A folder of such a name is written with ./ before it.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

WITH_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):(.*)", re.IGNORECASE)
"""Two letters at least, for D: is a drive."""
AS_SCP = re.compile(r"([^@/\\:]*)@([^@/\\:]*):(.*)")
AS_FOLDER = re.compile(r"~?/|~[\w.-]+/|\.\.?(?:[/\\]|$)|[a-z]:[/\\]|\\\\", re.IGNORECASE)
"""What nobody takes for an address, whatever stands behind it."""
OF_ADDRESSES = re.compile(r"[@#:]|^(?:git|rsync|sftp|ssh)\+", re.IGNORECASE)
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
PATH = re.compile(r"/(?:[\w.+@ -]+/?)*")
BRANCH = re.compile(
    r"(?!HEAD$|refs/|.*\.\.|.*\.lock(?:/|$)|.*\.(?:/|$))[A-Za-z0-9_](?:[A-Za-z0-9_.-]|/(?=[A-Za-z0-9_]))*"
)
"""Within what `git check-ref-format --branch` takes; git itself takes HEAD and refs/ nowhere well."""
HOSTED = ("git+https", "git+ssh", "rsync+ssh", "rsync", "sftp")
MEANT = {"http": "git+https", "https": "git+https", "ssh": "git+ssh", "git+http": "git+https", "ftp": "sftp"}
"""Schemes that people write, and what is understood here."""
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
    if not text.strip() or text.startswith("-") or any(ord(c) < 32 for c in text):
        raise ValueError(KNOWN)
    if ".git#" in text and AS_FOLDER.match(text):
        raise ValueError(f"Write git+file://{text if text[0] == '/' else '/PATH/NAME.git#BRANCH'}")
    if AS_FOLDER.match(text):
        return Destination("folder", text)
    if found := AS_SCP.fullmatch(text):
        return _as_scp(*found.groups())
    if found := WITH_SCHEME.fullmatch(text):
        return _with_scheme(found[1].lower(), found[2])
    if OF_ADDRESSES.search(re.split(r"[/\\]", text)[0]) or "#" in text:
        raise ValueError(f"{_meant(text)}; a folder of this name is ./{text}")
    return Destination("folder", text)


def _meant(text: str) -> str:
    """How an address is written that lacks the slashes of one."""
    if found := re.fullmatch(r"git\+(?:file)?(/[^/].*\.git#.+)", text, re.IGNORECASE):
        return f"Write git+file://{found[1]}"
    return KNOWN


def _as_scp(user: str, host: str, rest: str) -> Destination:
    path, hash, branch = rest.partition("#")
    _fits(USER, user, "a user is named in letters, digits and . _ -")
    _fits(HOST, host, "a host is named as in www.example.org")
    if path.rstrip("/").endswith(".git") and not hash:
        raise ValueError(f"Write a branch behind it, as in {user}@{host}:{path}#gh-pages")
    if not hash and not path.startswith("/"):
        raise ValueError(f"Write the whole path of the folder, as in {user}@{host}:/srv/www")
    _path(f"/{path.removeprefix('/')}")
    if not hash:
        return Destination("rsync+ssh", path, host, user)
    _fits(BRANCH, branch, "a branch stands behind it, as in #gh-pages")
    return Destination("git", f"{user}@{host}:{path}", host, user, None, branch)


def _path(path: str) -> str:
    _fits(PATH, path, "a path has letters, digits and . _ - + @, and begins with /")
    if "/../" in f"{path}/" or "/-" in path:
        raise ValueError("Write a path without .. and without a - before a name")
    return path


def _with_scheme(way: str, rest: str) -> Destination:
    if way == "git":
        return Destination("git", "", branch=_fits(BRANCH, rest, "a branch is named as in git:gh-pages"))
    if way not in (*HOSTED, "git+file"):
        if rest.startswith("/") and not rest.startswith("//") and HOST.fullmatch(way):
            raise ValueError(f"Write rsync+ssh://{way}{rest}, or ./{way}:{rest} for a folder of this name")
        raise ValueError(f"Write {MEANT[way]}:{rest}" if way in MEANT and rest.startswith("//") else KNOWN)
    try:
        parts = urlsplit(f"x:{rest}")
    except ValueError:  # half a bracket, or letters that stand for others in the name of a host
        raise ValueError(KNOWN) from None
    path, port = _path(unquote(parts.path)), _port(parts.netloc)
    host, user = parts.hostname or "", parts.username or ""
    if parts.password or parts.query:
        raise ValueError("Write it without password and ?: a key or the system's store of passwords serves for that")
    if way == "git+file":
        if parts.netloc or not rest.startswith("///"):
            raise ValueError("Write git+file:///PATH#BRANCH, with three /")
    else:
        _fits(HOST, host, "a host is named as in www.example.org")
        _fits(USER, user or "x", "a user is named in letters, digits and . _ -")
    if way.startswith("git+"):
        branch = _fits(BRANCH, parts.fragment, "a branch stands behind it, as in #gh-pages")
        return Destination("git", f"{way[4:]}:{rest.partition('#')[0]}", host, user, port, branch)
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
