"""What one does with the repository, on every system: python -m tools.tasks NAME

    python -m tools.tasks site          # sets everything up, finds the articles in seeds/, builds site/index.html
    python -m tools.tasks test          # sets up what tests need, and runs all of them
    python -m tools.tasks               # lists the others

`make NAME` is the same where there is make. What stands behind the name goes to the last program of the task. Nothing
but Python is needed to begin.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS, LINUX = sys.platform == "win32", sys.platform.startswith("linux")
BIN = VENV / ("Scripts" if WINDOWS else "bin")
SITE, TEST = "site", "test"
PYTEST = ("python", "-m", "pytest", "-n", "{workers}", "--dist", "loadfile", "--no-loadscope-reorder")
"""Files as a whole, for what their tests share is made once; in the order of tests/conftest.py."""
TSC = ("node", "node_modules/typescript/bin/tsc", "--project")


@dataclass(frozen=True)
class Task:
    """What a name stands for."""

    says: str
    needs: str
    """Which set-up it needs: SITE or TEST."""
    steps: tuple[tuple[str, ...], ...] = ()
    """Programs of the environment, one after the other."""
    first: tuple[str, ...] = ()
    """Tasks that come before it, side by side: each uses one processor."""


TASKS = {
    "site": Task("set up, segment the page texts, build site/", SITE, (("baocang", "segment"), ("baocang", "build"))),
    "quick": Task(
        "form, types, imports, and the tests that need neither a browser nor much time",
        TEST,
        ((*PYTEST, "-m", "not browser and not slow"),),
        ("code",),
    ),
    "test": Task(
        "set up, then format, types and every test, the browser's included",
        TEST,
        ((*PYTEST, "--durations", "10"),),
        ("code", "scripts"),
    ),
    "portable": Task("the tests that need no Debian, on any system", TEST, ((*PYTEST, "-m", "not browser"),)),
    "code": Task(
        "format, types and imports of the Python code",
        TEST,
        (
            ("ruff", "format", "--check", "."),
            ("ruff", "check", "."),
            ("mypy",),
            ("lint-imports", "--no-cache", "--no-logo"),
        ),
    ),
    "scripts": Task("types of the scripts", TEST, ((*TSC, "jsconfig.json"), (*TSC, "jsconfig.worker.json"))),
    "check": Task("everything that is wrong with seeds/ or site/", SITE, (("baocang", "check"),)),
    "serve": Task("build, watch, show the site on 127.0.0.1", SITE, (("baocang", "serve"),)),
    "bundle": Task("pack the site for reading offline: dist/*.zip", SITE, (("baocang", "bundle"),)),
    "offline": Task(
        "the program with all that it needs, for offices without a network: dist/baocang-offline-*.zip",
        SITE,
        (("python", "-m", "tools.offline"),),
    ),
    "dist": Task(
        "wheel and sdist, checked as PyPI checks them: dist/*.whl, dist/*.tar.gz",
        SITE,
        (("python", "-m", "tools.dist"),),
    ),
    "format": Task("put the code into form", TEST, (("ruff", "format", "."), ("ruff", "check", "--fix", "."))),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a task; gives the status with which the first program of it ends that fails."""
    name, *more = [*(sys.argv[1:] if arguments is None else arguments), ""]
    if sys.version_info < (3, 11):  # noqa: UP036  (pip has not looked at it yet)
        print("Python 3.11 or newer is needed.", file=sys.stderr)
        return 2
    more = [each for each in more if each]
    try:
        if name == "set-up" and more in ([SITE], [TEST]):
            set_up(more[0])
        elif name in TASKS:
            run(name, more)
        else:
            print("\n".join(f"{each:10}{task.says}" for each, task in TASKS.items()))
            return 2 if name else 0
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    return 0


def run(name: str, more: Sequence[str] = ()) -> None:
    """A task with what comes before it. Raises CalledProcessError where a program fails."""
    task = TASKS[name]
    set_up(task.needs)
    with ThreadPoolExecutor(max(1, len(task.first))) as side_by_side:
        for done in [side_by_side.submit(run, each) for each in task.first]:
            done.result()
    for n, step in enumerate(task.steps, 1):
        call([each.format(workers=workers()) for each in step] + [*(more if n == len(task.steps) else ())])


def workers() -> str:
    """Two more than there are processors: tests wait for browsers and servers a quarter of their time, and with one
    more an eighth of two processors was idle."""
    return os.environ.get("WORKERS") or f"{(os.cpu_count() or 1) + 2}"


def call(command: Sequence[str], quiet: bool = False) -> None:
    """A program of the environment, or else of the system."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    program = shutil.which(command[0], path=path) or command[0]
    if not quiet:
        print(" ".join(command), flush=True)
    environment = {**os.environ, "PATH": path, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    # Tests start the program hundreds of times, and where nothing compiled is kept each start compiles it: two seconds
    # instead of 1.3. What tests are rewritten to, pytest keeps there, too: 14 seconds for each worker instead of 7.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([program, *command[1:]], cwd=ROOT, env=environment, check=True)


# ---- set-up: a stamp for each environment, renewed when what it is made of changes ----------------------------------


def set_up(which: str) -> None:
    """What a task needs, where it is not there or older than what it is made of."""
    if not BIN.exists():
        begin()
    if _is_old(SITE, "requirements.lock", "pyproject.toml"):
        install("requirements.lock")
        call(("python", "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "-e", "."))
        # else the first start of each worker does it
        call(("python", "-m", "compileall", "-q", "generator"), quiet=True)
        (VENV / SITE).touch()
    if which == TEST and _is_old(TEST, SITE, "requirements-test.lock", "package.json", "package-lock.json"):
        if shutil.which("npm"):
            with ThreadPoolExecutor(2) as both:
                for done in [both.submit(install, "requirements-test.lock"), both.submit(programs)]:
                    done.result()
        else:
            install("requirements-test.lock")  # it brings npm
            programs()
        (VENV / TEST).touch()


def begin() -> None:
    """An environment of its own. Debian keeps the module that makes one in a package of its own."""
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode:
        debian(f"python3.{sys.version_info.minor}-venv")
    call((sys.executable, "-m", "venv", str(VENV)))


def install(lock: str) -> None:
    call(("python", "-m", "pip", "install", "-q", "--require-hashes", "-r", lock))


def programs() -> None:
    """What tests run beside Python: packages of npm, and on Debian browsers and readers of ZIM files. Where these
    cannot be had, the tests that need them say so."""
    call(("npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"))
    call(("python", "-m", "tools.viewer"))
    if not LINUX:
        return
    if not shutil.which(os.environ.get("CHROMIUM") or "chromium-headless-shell"):
        debian("chromium-headless-shell", "fonts-noto-cjk", or_else=bool(shutil.which("chromium")))
    if not (shutil.which("firefox-esr") or shutil.which("firefox")):
        debian("firefox-esr", or_else=True)
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        debian("webkit2gtk-driver", "xvfb", or_else=True)
    if not (shutil.which("kiwix-serve") and shutil.which("zimcheck")):
        debian("kiwix-tools", "zim-tools", or_else=True)
    if not shutil.which("pdftotext"):
        debian("poppler-utils", or_else=True)
    if os.environ.get("CI"):  # elsewhere they would begin to serve
        debian("nginx-light", "caddy", "rsync", "openssh-server", or_else=True)


def debian(*packages: str, or_else: bool = False) -> None:
    """Packages of Debian. Raises CalledProcessError where they cannot be had, and there is nothing else."""
    try:
        call(("sh", "scripts/debian_install", *packages), quiet=True)
    except (subprocess.CalledProcessError, FileNotFoundError):
        if not or_else:
            raise


def _is_old(stamp: str, *made_of: str) -> bool:
    made = VENV / stamp
    return not made.exists() or any(
        (VENV / each if each == SITE else ROOT / each).stat().st_mtime > made.stat().st_mtime for each in made_of
    )


if __name__ == "__main__":
    sys.exit(main())
