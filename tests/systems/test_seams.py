"""What only some systems have is asked for in one place each, which knows what to do without it.

The tests beside this one take it away there. Here is what holds that nobody asks for it elsewhere.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

POSIX = {
    "fcntl", "grp", "pwd", "resource", "termios", "pty", "tty", "syslog",
    "os.fork", "os.forkpty", "os.getuid", "os.geteuid", "os.getgid", "os.getpgid", "os.setsid", "os.chown", "os.mkfifo",
    "os.O_DIRECTORY", "os.O_NOFOLLOW", "os.O_NONBLOCK", "os.O_CLOEXEC", "os.killpg", "os.kill", "os.pread", "os.pwrite",
    "os.posix_fadvise", "os.sched_getaffinity", "os.statvfs", "os.sysconf", "os.uname", "os.umask", "os.nice",
    "os.wait", "os.waitpid", "os.sendfile", "os.link", "os.symlink", "os.getloadavg", "signal.SIGKILL", "signal.SIGHUP",
    "signal.SIGUSR1", "signal.SIGALRM", "signal.alarm", "select.poll", "select.epoll", "ctypes.CDLL",
}  # fmt: skip
"""Modules and names that Windows has not, or has otherwise."""
MOVING = {"unlink", "remove", "rename", "replace", "rmtree"}
"""Ways to take a file's name away, which Windows refuses where it is open: generator/base/moving.py has patience."""

SEAMS = {
    ("generator/base/moving.py", "replace"),
    ("generator/base/moving.py", "rename"),
    ("generator/base/moving.py", "unlink"),
    ("generator/base/moving.py", "rmtree"),
    ("generator/base/output.py", "os.link"),
    ("generator/base/workers.py", "os.sched_getaffinity"),
    ("generator/build/exchange.py", "ctypes.CDLL"),
    ("generator/build/site_folder.py", "os.chown"),
    ("generator/printed/child.py", "resource"),
}
"""Where each is asked for, guarded: by `hasattr`, by the name of the system, or by what it raises."""
MODULES = sorted((REPOSITORY / "generator").rglob("*.py"))


def used(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What of the above a module names, and in which line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name, node.lineno) for each in node.names if each.name in POSIX)
        elif isinstance(node, ast.ImportFrom):
            names = {node.module or "", *(f"{node.module}.{each.name}" for each in node.names)}
            yield from ((name, node.lineno) for name in names & POSIX)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            yield from [(name, node.lineno)] if name in POSIX else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _moves(node, node.func):
            yield node.func.attr, node.lineno


def _moves(call: ast.Call, of: ast.Attribute) -> bool:
    """Whether a call is one of a path, of os or of shutil: a text has `replace` with two values, a date with names."""
    base = of.value.id if isinstance(of.value, ast.Name) else ""
    if of.attr not in MOVING or base in ("moving", "known_lines"):
        return False
    if of.attr == "rmtree":  # as far as it can be done
        return not any(each.arg == "ignore_errors" for each in call.keywords)
    if of.attr in ("replace", "rename") and base != "os":
        return len(call.args) == 1 and not call.keywords
    return of.attr == "unlink" or base == "os"


def strftime_of_glibc(tree: ast.AST) -> Iterator[int]:
    """%-d is a day without its nought on Linux alone."""
    for node in ast.walk(tree):
        of = node.func if isinstance(node, ast.Call) else None
        if isinstance(of, ast.Attribute) and of.attr == "strftime" and "%-" in ast.unparse(node):
            yield of.lineno


def test_what_windows_has_not_is_asked_for_at_its_seam_alone() -> None:
    found = {
        (path.relative_to(REPOSITORY).as_posix(), name, line)
        for path in MODULES
        for name, line in used(ast.parse(path.read_text("utf-8")))
    }
    assert sorted(each for each in found if each[:2] not in SEAMS) == []
    assert {each[:2] for each in found} == SEAMS  # none is listed that is there no more


def test_no_date_is_written_as_linux_alone_writes_it() -> None:
    wrong = [(path.name, line) for path in MODULES for line in strftime_of_glibc(ast.parse(path.read_text("utf-8")))]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import fcntl", "fcntl"),
        ("from os import fork", "os.fork"),
        ("from resource import setrlimit", "resource"),
        ("os.getuid()", "os.getuid"),
        ("file = os.open(path, os.O_DIRECTORY)", "os.O_DIRECTORY"),
        ("Path('a').replace(b)", "replace"),
        ("os.replace(a, b)", "replace"),
        ("path.rename(other)", "rename"),
        ("path.unlink(missing_ok=True)", "unlink"),
        ("shutil.rmtree(folder)", "rmtree"),
    ],
)
def test_such_a_use_is_found(code: str, name: str) -> None:
    assert [each for each, _ in used(ast.parse(code))] == [name]


@pytest.mark.parametrize(
    "code",
    [
        "text.replace('a', 'b')",
        "day.replace(day=1)",
        "names.remove(one)",
        "shutil.rmtree(folder, ignore_errors=True)",
        "moving.replace(a, b)",
        "os.fsync(file)",
    ],
)
def test_what_every_system_has_is_passed_over(code: str) -> None:
    assert not [*used(ast.parse(code))]


def test_paths_of_the_program_itself_are_short_enough_for_windows() -> None:
    """Below a folder of 100 characters, as C:\\Users\\NAME\\AppData\\Local\\Programs\\Python\\…\\site-packages has."""
    inside = [path.relative_to(REPOSITORY).as_posix() for path in [*MODULES, *Path(REPOSITORY / "theme").rglob("*")]]
    assert max(map(len, inside)) < 150
