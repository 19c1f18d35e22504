"""The one module that writes files: whole or not at all, and only where something changed."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

MANIFEST = ".generated"


def write(path: Path, content: str | bytes) -> None:
    """Writes a file in one step; one that holds this already is left alone."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)  # noqa: PTH101  (mkstemp makes it private)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def generated(folder: Path) -> set[str]:
    """Names of the files in a folder that are ours and not written by hand."""
    manifest = folder / MANIFEST
    return {MANIFEST, *manifest.read_text(encoding="utf-8").splitlines()} if manifest.exists() else set()


def sync(folder: Path, files: Iterable[tuple[str, str | bytes | None]]) -> list[str]:
    """Makes the generated files of a folder what `files` (name and content) says.

    Hand-written files may lie among them: a manifest says which ones were generated, and only those are ever replaced
    or removed. A file without content is ours and stands as it is. Returns the names of hand-written files that were in
    the way.
    """
    manifest = folder / MANIFEST
    ours = generated(folder) - {MANIFEST}
    in_the_way, new = [], set()
    for name, content in files:
        if name not in ours and (folder / name).exists():
            in_the_way.append(name)
            continue
        if name not in ours:  # written down before the file, so that one left by an interruption is known as ours
            manifest.parent.mkdir(parents=True, exist_ok=True)
            with manifest.open("a", encoding="utf-8") as log:
                log.write(name + "\n")
        new.add(name)
        if content is not None:
            write(folder / name, content)
    for name in sorted(ours - new):
        (folder / name).unlink(missing_ok=True)
        for parent in (folder / name).relative_to(folder).parents:
            if parent != Path() and (folder / parent).is_dir() and not any((folder / parent).iterdir()):
                (folder / parent).rmdir()
    write(manifest, "".join(f"{name}\n" for name in sorted(new)))
    return in_the_way


def replace_folder(new: Path, target: Path) -> None:
    """Puts a finished folder in the place of an old one, which is there until the new one is."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
