"""The package for offices without a network: what is in it, and that it installs where there is none."""

import hashlib
import importlib.util
import io
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from generator.base import assets
from tools import offline
from tools.offline_page import page

CMD = (offline.PARTS / "install.cmd").read_text("utf-8")
SAYS = re.compile(r'^(?:echo |title |if exist "%HERE%说明\.html" start )')


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The installer, as if it lay in an unpacked package without wheels."""
    spec = importlib.util.spec_from_file_location("offline_install", offline.PARTS / "install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    (tmp_path / "wheels").mkdir()
    return module


def wheel_of(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(name.encode())
    return path


def contents(folder: Path) -> dict[str, bytes | Path]:
    for name in ("jieba-0.42.1-py3-none-any.whl", "baocang-0.1.0-py3-none-any.whl", "numpy-2.4.6-cp313-win_amd64.whl"):
        wheel_of(folder, name)
    return offline.contents(folder, offline.USUAL, offline.PYTHONS)


# ---- what Windows reads before there is a Python: cmd --------------------------------------------------------------


def test_the_command_file_is_in_the_form_that_windows_reads(tmp_path: Path) -> None:
    data = contents(tmp_path)["安装.cmd"]
    assert isinstance(data, bytes)
    assert data.startswith(b"@echo off\r\nchcp 65001 >nul\r\n")  # no mark at its head: cmd would run it as a command
    assert data.count(b"\n") == data.count(b"\r\n") == CMD.count("\n")


def test_chinese_stands_in_what_it_says_and_nowhere_else() -> None:
    """Commands, names and labels in ASCII are read alike in each code page."""
    for line in CMD.splitlines():
        assert line.isascii() or SAYS.match(line), line
        assert not re.search(r"[<>|&^%!]", line) or not line.startswith("echo "), line  # they would be obeyed


def test_each_label_that_it_goes_to_is_there() -> None:
    labels = re.findall(r"^:(\w+)$", CMD, re.M)
    gone_to = {*re.findall(r"\b(?:goto|call) :?(look|try|\w+)\b", CMD)} - {"exit"}
    assert gone_to == {*labels}
    assert len(labels) == len({*labels})


def test_what_it_says_in_quotation_marks_is_closed_in_its_line() -> None:
    for line in CMD.splitlines():
        assert line.count('"') % 2 == 0, line
        assert line.count("%") % 2 == 0 or "%~" in line or "%%" in line, line


def test_the_pythons_that_it_looks_for_are_those_that_wheels_are_for() -> None:
    known = " ".join(reversed(offline.PYTHONS))
    assert f"in ({known})" in CMD
    assert f"in ({known.replace('.', '')})" in CMD
    shell = (offline.PARTS / "install.sh").read_text("utf-8")
    assert " ".join(f"python{each}" for each in reversed(offline.PYTHONS)) in shell


def test_the_shell_script_is_one_to_the_shell() -> None:
    script = offline.PARTS / "install.sh"
    done = subprocess.run(["sh", "-n", str(script)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\r" not in script.read_bytes()


# ---- the zip -------------------------------------------------------------------------------------------------------


def test_the_same_files_are_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for n in range(2):
        folder = tmp_path / f"{n}"
        folder.mkdir()
        content = contents(folder)
        os.utime(folder / "numpy-2.4.6-cp313-win_amd64.whl", (n * 10**9, n * 10**9))
        offline.pack(folder / "a.zip", "top", content if n else dict(reversed(content.items())))
        made.append((folder / "a.zip").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        named = {info.filename: info for info in archive.infolist()}
    assert {"top/安装.cmd", "top/install.sh", "top/install.py", "top/说明.html", "top/requirements.txt"} < {*named}
    assert named["top/安装.cmd"].flag_bits & 0x800  # its name is UTF-8, and says so
    assert named["top/install.sh"].external_attr >> 16 & 0o111
    assert not any("seeds" in name for name in named)


def test_each_requirement_is_pinned_by_its_digest(tmp_path: Path) -> None:
    contents(tmp_path)
    wheels = [*tmp_path.glob("*.whl")]
    text = offline.requirements(wheels)
    pins = re.findall(r"^([\w.-]+)==", text, re.M)
    assert {*pins} == {*re.findall(r"^([\w.-]+)==", assets.lock().read_text("utf-8"), re.M), "baocang"}
    assert len(pins) == len({*pins})
    for name in ("jieba", "baocang"):
        [path] = [path for path in wheels if path.name.startswith(f"{name}-")]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert re.search(rf"^{name}==[\d.]+ \\\n    --hash=sha256:{digest}\n(?=\S|\Z)", text, re.M)


def test_a_wheel_is_packed_of_a_source_archive_without_running_it(tmp_path: Path) -> None:
    files = {
        "PKG-INFO": b"Metadata-Version: 1.1\nName: jieba\nVersion: 0.42.1\n\ntext",
        "setup.py": b"raise SystemExit('run')",
        "jieba/__init__.py": b"word = 1\n",
        "jieba/dict.txt": "字 1 n\n".encode(),
        "test/test.py": b"",
    }
    archive = tmp_path / "jieba-0.42.1.tar.gz"
    with tarfile.open(archive, "w:gz") as source:
        for name, data in files.items():
            info = tarfile.TarInfo(f"jieba-0.42.1/{name}")
            info.size = len(data)
            source.addfile(info, io.BytesIO(data))
    name, content = offline.packed(archive)
    assert name == "jieba-0.42.1-py3-none-any.whl"
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        about = {f"jieba-0.42.1.dist-info/{each}" for each in ("METADATA", "RECORD", "WHEEL")}
        assert {*wheel.namelist()} == {"jieba/__init__.py", "jieba/dict.txt"} | about
        assert wheel.read("jieba/dict.txt") == files["jieba/dict.txt"]


def test_the_page_says_what_is_in_the_package_and_asks_for_nothing() -> None:
    said = page("1.2.3", "baocang-offline-1.2.3-windows", ["windows"], ["3.12", "3.13"])
    assert "报藏 1.2.3" in said
    assert "Windows 10、11" in said
    assert "Linux（" not in said
    assert "3.12、3.13" in said
    assert not re.search(r"<script|<link|<img|src=|@import|url\(|\[[A-Z]+\]", said)


def test_its_name_says_for_which_systems_it_is_where_not_for_the_usual_ones() -> None:
    usual, windows = offline.stem([*reversed(offline.USUAL)]), offline.stem(["windows"])
    assert re.fullmatch(r"baocang-offline-[\d.]+", usual)
    assert windows == f"{usual}-windows"


# ---- the installer -------------------------------------------------------------------------------------------------


def refused(install: ModuleType, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert install.main(list(arguments)) == 1
    return capsys.readouterr().err


def test_a_python_without_wheels_is_named(install: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    wheel_of(install.HERE / "wheels", "numpy-2.4.6-cp399-cp399-win_amd64.whl")
    assert "没有给 Python 3." in refused(install, capsys)


def test_a_path_too_long_for_windows_is_named(
    install: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel_of(install.HERE / "wheels", f"x-1-cp{sys.version_info.major}{sys.version_info.minor}-win_amd64.whl")
    monkeypatch.setattr(install, "WINDOWS", True)
    assert "路径太长" in refused(install, capsys, f"{install.HERE}/{'长' * 120}")


def test_a_full_disk_is_named_before_anything_is_written(
    install: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel_of(install.HERE / "wheels", f"x-1-cp{sys.version_info.major}{sys.version_info.minor}-win_amd64.whl")
    monkeypatch.setattr(install, "ROOM", 1 << 60)
    assert "磁盘空间不够" in refused(install, capsys)
    assert not (install.HERE / "venv").exists()


def test_a_program_that_is_held_open_is_named(
    install: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel_of(install.HERE / "wheels", f"x-1-cp{sys.version_info.major}{sys.version_info.minor}-win_amd64.whl")
    (install.HERE / "venv").mkdir()

    def held(path: Path) -> None:
        raise PermissionError(13, "另一个程序正在使用此文件", str(path))

    monkeypatch.setattr(install.shutil, "rmtree", held)
    assert "请关掉正在运行的报藏" in refused(install, capsys)


def test_windows_gets_commands_that_every_code_page_reads(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "WINDOWS", True)
    install.begin_with(install.HERE)
    for name in ("baocang.cmd", "报藏.cmd"):
        text = (install.HERE / name).read_bytes()
        assert text.isascii()
        assert text.count(b"\n") == text.count(b"\r\n") > 1
    assert b'"%~dp0venv\\Scripts\\python.exe" -m generator %*' in (install.HERE / "baocang.cmd").read_bytes()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package of this system and this Python, unpacked."""
    folder = tmp_path_factory.mktemp("offline")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if version not in offline.PYTHONS:
        pytest.skip(f"the package has nothing for Python {version}")
    try:
        offline.main(["--systems", offline.here(), "--pythons", version, "--into", str(folder)])
    except SystemExit as stopped:
        pytest.skip(f"no network to make the package with: {stopped}")
    [made] = folder.glob("baocang-offline-*.zip")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder)
    yield folder / made.stem


@pytest.mark.slow(50)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no namespaces")
def test_it_installs_and_builds_an_archive_without_a_network(unpacked: Path) -> None:
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no namespaces")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}

    def run(*command: str) -> str:
        done = subprocess.run(
            [*alone, *command], capture_output=True, text=True, check=False, env={**bare, "PYTHON": sys.executable}
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "装好了" in run("sh", str(unpacked / "install.sh"))
    moved = unpacked.rename(unpacked.with_name("别处 的"))
    baocang, archive = str(moved / "baocang"), str(moved.parent / "档案")
    run(baocang, "new", archive)
    run(baocang, "-C", archive, "segment")
    run(baocang, "-C", archive, "build")
    assert (Path(archive) / "site/index.html").stat().st_size > 1000
    assert run(baocang, "--help").startswith("Usage: baocang ")

    broken = next((moved / "wheels").glob("click-*.whl"))
    broken.write_bytes(broken.read_bytes()[:-1] + b"?")
    failed = subprocess.run(
        [*alone, "sh", str(moved / "install.sh"), str(moved / "again")],
        capture_output=True,
        text=True,
        check=False,
        env=bare,
    )
    assert failed.returncode == 1
    assert "安装包不完整" in failed.stderr
