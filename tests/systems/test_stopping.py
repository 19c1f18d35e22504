"""Ctrl-C while the program starts and while workers work: nobody is shown where Python was."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

BEGIN = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.{handler})  # a shell's background jobs ignore it

class Stops:
    def find_spec(self, name, *_):
        if name == "{module}":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Stops())
from generator.__main__ import main
sys.argv = ["baocang", "-C", "{folder}", "status"]
main()
"""

WORK = """
import signal, sys, time
from generator.base.workers import processes
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    with processes(2) as two:
        begun = two.map(time.sleep, [2] * 400)
        print("begun", flush=True)
        list(begun)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.mark.parametrize("module", ["generator.base.workers", "generator.cli", "generator.pipeline"])
def test_what_stops_it_while_it_starts_ends_it_without_a_word(tmp_path: Path, module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN.format(module=module, folder=tmp_path, handler="default_int_handler")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_where_it_is_to_be_ignored_it_is(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN.format(module="generator.cli", folder=tmp_path, handler="SIG_IGN")],
        cwd=REPOSITORY,
        env=os.environ | {"BAOCANG_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and "is no archive" in done.stderr


def test_workers_say_nothing_when_a_console_stops_all() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORK],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as all_of_them:
        assert all_of_them.stdout and all_of_them.stdout.readline() == "begun\n"
        os.killpg(all_of_them.pid, signal.SIGINT)
        said, complained = all_of_them.communicate(timeout=30)
    assert (said, complained) == ("stopped\n", "")
