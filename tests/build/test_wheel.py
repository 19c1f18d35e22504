"""The program as a wheel: all of it, by digest, the same bytes wherever it is packed."""

import base64
import hashlib
import io
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from generator.base import assets
from generator.build import wheel


def test_every_file_is_recorded_with_its_digest() -> None:
    name, content = wheel.packed()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        about = name.removesuffix("-py3-none-any.whl") + ".dist-info"
        recorded = [line.split(",") for line in archive.read(f"{about}/RECORD").decode().splitlines()]
        assert [each for each, *_ in recorded if each != f"{about}/RECORD"] == sorted(set(names) - {f"{about}/RECORD"})
        for each, digest, size in recorded[:-1]:
            data = archive.read(each)
            made = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            assert (digest, size) == (f"sha256={made}", str(len(data))), each
    assert recorded[-1] == [f"{about}/RECORD", "", ""]
    assert {f"{about}/METADATA", f"{about}/entry_points.txt", f"{about}/licenses/LICENSE"} <= set(names)
    assert not [each for each in names if "__pycache__" in each or each.startswith("/") or ".." in each]


def test_the_same_program_is_the_same_bytes() -> None:
    assert wheel.packed() == wheel.packed()


def test_what_pip_is_told_names_the_wheel_by_its_digest_and_then_the_lock_file() -> None:
    name, content = wheel.packed()
    text = wheel.requirements(f"hosting/{name}", content).decode()
    digest = hashlib.sha256(content).hexdigest()
    assert f"\n./hosting/{name} \\\n    --hash=sha256:{digest}\n" in text
    assert text.endswith(assets.lock().read_text("utf-8"))


@pytest.mark.slow
def test_an_installed_program_packs_the_wheel_that_it_came_from(tmp_path: Path) -> None:
    """So an archive may be begun by a program that no repository lies beside."""
    name, content = wheel.packed()
    (tmp_path / name).write_bytes(content)
    venv.create(tmp_path / "own", with_pip=False, symlinks=True)
    python, [libraries] = tmp_path / "own/bin/python", (tmp_path / "own/lib").glob("python*/site-packages")
    with zipfile.ZipFile(tmp_path / name) as archive:
        archive.extractall(libraries)
    ours = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    for path in ours.iterdir():  # what it stands on, but not the program itself
        if not path.name.startswith(("baocang", "_baocang", "_editable", "__editable", "_virtualenv", "distutils")):
            link = libraries / path.name
            if not link.exists() and path.suffix != ".pth":
                link.symlink_to(path)
    say = "import sys; from generator.build import wheel; sys.stdout.buffer.write(wheel.packed()[1])"
    done = subprocess.run([python, "-P", "-c", say], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == content
