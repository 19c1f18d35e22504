"""The workers of a Dask cluster (docs.dask.org), who may stand on other machines.

What they make goes into the site, so each is looked at before its first task: a worker with another version of program,
libraries, theme or settings would make other bytes, and one that does not see the archive's folder would read and write
another. Those are refused by name. A worker may join at any time, so the task itself looks, once in each process.
"""

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor
from concurrent.futures import TimeoutError as Late
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base import moving, output
from generator.base.problems import Problem, Stop
from generator.base.workers import ALONE, Workers

if TYPE_CHECKING:
    from distributed import Client

CONNECT = 10  # seconds
ALIVE = 30  # seconds for which a result is waited for before it is asked whether anyone is there to make it
TOKEN = ".baocang/cluster"
"""A file of the archive with a word of this build: who cannot read it does not see the folder."""
START = "Start one with dask scheduler, and workers with dask worker, or correct the address."
SAME = "Install there what is installed here, or end that worker."

Look = Callable[[Path], Mapping[str, str]]
"""What there is of an archive and of all that makes its site, by its name: a module's function."""


@contextmanager
def cluster(address: str, root: Path, look: Look, size: int = ALONE) -> Iterator[Workers]:
    """The workers of a scheduler, tcp://HOST:8786, for the archive in `root`.

    Raises Stop where no scheduler answers, where it goes away, where there are no workers, and where one is refused.
    """
    try:
        from distributed import Client  # noqa: PLC0415  (an extra: it brings a dozen packages that few need)
        from distributed.comm import CommClosedError  # noqa: PLC0415
    except ImportError:
        mend = 'Install it: pip install "baocang[cluster]".'
        raise Stop([Problem(address, None, "Dask is not installed, which reaches a cluster", mend)]) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it says is said in one line
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError, Late) as error:
        said = " ".join(str(error).split())
        raise Stop([Problem(address, None, f"no scheduler answers ({said})", START)]) from None
    output.write(root / TOKEN, secrets.token_hex(16))
    with client:
        try:
            number = sum(client.nthreads().values())
            if not number:
                raise Stop([Problem(address, None, "the scheduler has no workers", START)])
            yield Workers(_Executor(client, address, (root, look, _state(root, look))), number)
        except (CancelledError, CommClosedError, Late):
            mend = "Start it again, and build again; the site is as it was."
            raise Stop([Problem(address, None, "the scheduler went away", mend)]) from None
        finally:
            moving.unlink(root / TOKEN, missing_ok=True)


def _state(root: Path, look: Look) -> Mapping[str, str]:
    """What there is here, and the word by which the folder is known."""
    return {**look(root), "folder": _folder(root)}


def _folder(root: Path) -> str:
    """The word that stands in the archive's folder as this machine sees it."""
    token = root / TOKEN
    return token.read_bytes().hex() if token.is_file() else ""


Terms = tuple[Path, Look, Mapping[str, str]]
"""The archive, how it is looked at, and what must be seen there."""


class _Executor(Executor):
    """Hands tasks to the cluster."""

    def __init__(self, client: "Client", address: str, terms: Terms) -> None:
        self._client, self._address, self._terms = client, address, terms

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
        begun = self._client.submit(_done, self._terms, function, arguments, named, pure=False)
        return _Result(begun, self._client, self._address)


class _Result:
    """Of a task: waits as long as there is someone to make it."""

    def __init__(self, future: Any, client: "Client", address: str) -> None:
        self._future, self._client, self._address = future, client, address

    def result(self) -> Any:
        while True:
            try:
                return self._future.result(timeout=ALIVE)
            except (TimeoutError, Late):
                if self._future.done() or not self._client.nthreads():
                    raise Stop([Problem(self._address, None, "the scheduler has no workers any more", START)]) from None

    def cancel(self) -> None:
        self._future.cancel()


_KNOWN: set[tuple[Path, str]] = set()
"""The archives, each with the word of a build, for which this process has been found right."""


def _done(terms: Terms, function: Callable[..., Any], arguments: Any, named: Any) -> Any:
    root, look, asked = terms
    if (root, asked["folder"]) not in _KNOWN:
        _admit(root, look, asked)
        _KNOWN.add((root, asked["folder"]))
    return function(*arguments, **named)


def _admit(root: Path, look: Look, asked: Mapping[str, str]) -> None:
    """Raises Stop where this process would make something else than the one that asks."""
    from distributed import get_worker  # noqa: PLC0415

    if _folder(root) != asked["folder"]:
        mend = "Let it see the folder under the same path, or end that worker."
        raise Stop([Problem(get_worker().address, None, f"this worker does not see the archive's folder {root}", mend)])
    there = _state(root, look)
    if differs := sorted(name for name in asked.keys() | there.keys() if asked.get(name) != there.get(name)):
        what = f"this worker has another {', '.join(differs[:6])} than the machine that builds"
        raise Stop([Problem(get_worker().address, None, what, SAME)])
