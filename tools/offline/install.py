"""安装报藏，不用网络：把 wheels/ 里的程序装进一个文件夹，并在那里写好启动用的命令。由“安装.cmd”和 install.sh 调用。"""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
LONGEST = 140  # characters behind the folder of installation; the longest today: 115 (venv/Lib/site-packages/lxml/…)
BOUND = 259  # characters of a path on Windows, unless somebody has allowed more
ROOM = 600 << 20  # bytes; what is installed takes 330 MB
LAUNCH = '@echo off\r\n"%~dp0venv\\Scripts\\python.exe" -m generator %*\r\n'
WINDOW = '@echo off\r\nset "PATH=%~dp0;%PATH%"\r\ncd /d "%~dp0"\r\ncall baocang.cmd --help\r\ncmd /k\r\n'
"""Opened by a double click: a window in which `baocang` is a command. Both are ASCII, so no code page is asked for."""
SHELL = (
    '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0" 2>/dev/null || echo "$0")")/venv/bin/python" -m generator "$@"\n'
)


class Failed(Exception):
    """What is wrong, and how to mend it."""


def main(arguments: Sequence[str]) -> int:
    """Installs into the folder that is named, or else where the package was unpacked. 0: it runs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a code page may lack what is said
    folder = Path(arguments[0]).resolve() if arguments else HERE
    try:
        python = install(folder)
        run([python, "-m", "generator", "--help"], "装好了，但不能运行")
    except Failed as failed:
        print(f"\n没有装成：{failed}", file=sys.stderr)
        return 1
    how = f"双击 {folder / '报藏.cmd'}" if WINDOWS else f"运行 {folder / 'baocang'}"
    print(f"\n装好了。以后{how}，就可以用 baocang 的各种命令，例如：\n\n    baocang new {example()}\n")
    return 0


def install(folder: Path) -> Path:
    """Gives the Python that runs it."""
    fits(folder)
    print(f"正在安装到 {folder}，约需一两分钟 ……", flush=True)
    venv = folder / "venv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if venv.exists():
            shutil.rmtree(venv)  # an older version, or one that was broken off
    except OSError as error:
        raise Failed(f"{error.filename}：{error.strerror}。请关掉正在运行的报藏，再装一次。") from None
    run(
        [sys.executable, "-m", "venv", venv],
        "Python 缺少 venv。Debian、Ubuntu、统信、麒麟请先装 python3-venv，再装一次",
    )
    python = venv / ("Scripts/python.exe" if WINDOWS else "bin/python")
    pip: list[str | Path] = [
        python,
        "-m",
        "pip",
        "--isolated",
        "--disable-pip-version-check",
        "install",
        "-q",
        "--no-index",
    ]
    what: list[str | Path] = ["--find-links", HERE / "wheels", "--require-hashes", "-r", HERE / "requirements.txt"]
    run([*pip, *what], "安装包不完整，或者与这台电脑的系统不合。请重新复制安装包，再装一次")
    begin_with(folder)
    return python


def fits(folder: Path) -> None:
    """Raises Failed where this Python, this folder or this disk will not do."""
    version = f"cp{sys.version_info.major}{sys.version_info.minor}"
    if not any(f"-{version}-" in path.name for path in (HERE / "wheels").glob("*.whl")):
        own = ".".join(map(str, sys.version_info[:3]))
        raise Failed(f"安装包里没有给 Python {own} 的程序。请另装 3.11.5 至 3.14 的 Python（见“说明.html”）。")
    if WINDOWS and len(str(folder)) + LONGEST > BOUND:
        raise Failed(f"文件夹的路径太长：{folder}。请把安装包移到路径短的地方，例如 D:\\报藏。")
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if shutil.disk_usage(there).free < ROOM:
        raise Failed(f"磁盘空间不够：需要 {ROOM >> 20} MB。请腾出空间，或者换一个磁盘。")


def begin_with(folder: Path) -> None:
    """The commands by which one begins it. They find the program beside them, wherever the folder is moved to."""
    if WINDOWS:
        for name, text in (("baocang.cmd", LAUNCH), ("报藏.cmd", WINDOW)):
            (folder / name).write_bytes(text.encode("ascii"))
    else:
        (folder / "baocang").write_text(SHELL, encoding="utf-8")
        (folder / "baocang").chmod(0o755)


def example() -> str:
    return "D:\\县报" if WINDOWS else "~/xianbao"


def run(command: Sequence[str | Path], failed: str) -> None:
    """Raises Failed, with what the command itself said last."""
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")
    if done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise Failed("\n    ".join([f"{failed}。", *said[-5:]]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
