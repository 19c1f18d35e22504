"""The site as one file for reading offline."""

import zipfile
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: the same site gives the same bytes
READ_ME = "先解压整个文件夹，再双击 index.html，即可离线阅读、检索。\r\n"


def bundle(site: Path, folder: Path, name: str) -> Path:
    """Packs the site into FOLDER/NAME.zip, under a folder of that name."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.zip"
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, f"{name}/说明.txt", READ_ME.encode("utf-8-sig"))  # the mark: Windows' editor takes it for GBK
        for path in sorted(p for p in site.rglob("*") if p.is_file()):
            _add(archive, f"{name}/{path.relative_to(site).as_posix()}", path.read_bytes())
    return unfinished.replace(target)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, zipfile.ZIP_DEFLATED)
