"""What was handed over is verified: each byte that has changed is named, and a hostile zip is refused."""

import hashlib
import os
import stat
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.base import file_names
from generator.base.model import passing
from generator.build import zim_file
from generator.build.preservation import bag_file
from generator.build.preservation.bag_file import Item
from generator.build.preservation.verify import verified
from generator.build.zim_contents import Entry
from generator.cli import main
from generator.exports.mark import png

TEXTS = {"一版.txt": "三月的田野".encode(), "site/index.html": b"<p>", "100%.txt": b"%"}
AGAIN = "Take it from another copy."


def run(*files: Path) -> Result:
    return CliRunner().invoke(main, ["-C", str(files[0].parent), "verify", *map(str, files)], catch_exceptions=False)


def said(path: Path) -> list[str]:
    """What is wrong with a file, without where that lies."""
    result = run(path)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[-1] == f"{len(lines) - 1:,} problem{'s'[: len(lines) != 2]}."
    return [line.replace(str(path), "X") for line in lines[:-1]]


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    path = tmp_path / "x-bag.zip"
    bag_file.write(path, "x-bag", [Item(name, data) for name, data in TEXTS.items()], {}, {})
    return path


@pytest.fixture
def folder(bag: Path) -> Path:
    with zipfile.ZipFile(bag) as zip:
        zip.extractall(bag.parent / "unpacked")
    return bag.parent / "unpacked/x-bag"


def bundle(path: Path, lines: str | None = None, **files: bytes) -> Path:
    """A zip whose one folder has files, and a list of their sums."""
    listed = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    with zipfile.ZipFile(path, "w") as zip:
        for name, data in {**files, "SHA256SUMS": (listed if lines is None else lines).encode()}.items():
            zip.writestr(f"兴县报/{name}", data)
    return path


def zim(path: Path, content: bytes = b"articles") -> Path:
    page = Entry("index.html", content, "text/html", "", compressed=False)
    zim_file.write(path, [page], {"Title": "报", "Language": "zho"}, {48: png(48, "#a32d1a")})
    return path


def test_what_is_whole_is_said_to_be(bag: Path, folder: Path, tmp_path: Path) -> None:
    site = bundle(tmp_path / "site.zip", a=b"1", b=b"2")
    result = run(bag, folder, site, zim(tmp_path / "x.zim"))
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"{bag}: whole. It is a bag (BagIt 1.0) with sha256 and sha512, 9 files, 0.0 MB.",
        f"{folder}: whole. It is a bag (BagIt 1.0) with sha256 and sha512, 9 files, 0.0 MB.",
        f"{site}: whole. It is a bundle with sha256, 3 files, 0.0 MB.",
        f"{tmp_path}/x.zim: whole. It is a ZIM file with md5, 1 file, 0.0 MB.",
    ]


def test_all_that_is_wrong_with_a_bag_is_said_at_once(folder: Path) -> None:
    (folder / "data/一版.txt").write_text("三月的田地", encoding="utf-8")
    (folder / "data/site/index.html").unlink()
    (folder / "data/more.txt").write_text("")
    (folder / "bag-info.txt").write_text("Payload-Oxum: 99.3\n")
    with (folder / "manifest-sha512.txt").open("a") as file:
        file.write("nonsense\n")
    assert said(folder) == [
        f"X/bag-info.txt: is not what it was: its sha256 and its sha512 differ. {AGAIN}",
        f"X/bag-info.txt: says that data/ has 99.3 (bytes.files), and it has 16.3. {AGAIN}",
        "X/data/more.txt: is not listed in manifest-sha256.txt and manifest-sha512.txt. "
        "Take it away, or ask whether the list is whole.",
        f"X/data/site/index.html: is listed and is missing. {AGAIN}",
        f"X/data/一版.txt: is not what it was: its sha256 and its sha512 differ. {AGAIN}",
        f"X/manifest-sha512.txt: is not what it was: its sha256 and its sha512 differ. {AGAIN}",
        f"X/manifest-sha512.txt:4: is no sha512 with the name of a file. {AGAIN}",
    ]


def test_a_byte_that_has_turned_anywhere_is_found(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        whole = path.read_bytes()
        for n in range(0, len(whole), 7):
            path.write_bytes(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :])
            assert verified(folder, passing).problems, (path, n)
        path.write_bytes(whole)
    assert not verified(folder, passing).problems


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bags of the Library of Congress by which programs for BagIt are tried: bagit-conformance-suite, commit
    9ab48704, CC0, as `git archive` packs it without its harness."""
    folder = tmp_path_factory.mktemp("known")
    with tarfile.open(Path(__file__).parent / "bags.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder


WARNED = {
    "duplicate-file-with-different-case": "data/HELLO.txt: is listed and is missing",
    "special-system-files": "data/.DS_Store: is listed and is missing",
}
"""Of the bags that a program may warn of, those that are not whole by their manifests."""


def test_the_bags_of_the_library_of_congress_are_judged_as_it_judges_them(known: Path) -> None:
    counts = dict.fromkeys(("valid", "invalid", "warning", "linux-only", "windows-only"), 0)
    for path in known.glob("v*/*/*/"):
        kind = path.parent.name
        problems = [str(problem) for problem in verified(path, passing).problems]
        whole = kind == "valid" or (kind == "warning" and path.name not in WARNED)
        assert bool(problems) != whole, (path.relative_to(known), problems)
        if kind == "warning" and not whole:
            assert any(WARNED[path.name] in problem for problem in problems)
        counts[kind] += 1
    assert counts == {"valid": 27, "invalid": 15, "warning": 6, "linux-only": 6, "windows-only": 6}


def test_a_file_that_lies_elsewhere_is_named(folder: Path) -> None:
    (folder / "data/一版.txt").unlink()
    (folder / "fetch.txt").write_text("https://example.org/1 15 data/一版.txt\n", encoding="utf-8")
    assert "X/fetch.txt:1: names data/一版.txt, which lies elsewhere. Ask for a bag that holds it." in said(folder)


def test_older_bags_and_other_line_ends_are_read(tmp_path: Path) -> None:
    (tmp_path / "b/data").mkdir(parents=True)
    (tmp_path / "b/data/100%25.txt").write_bytes(b"x")
    (tmp_path / "b/bagit.txt").write_bytes(b"BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n")
    md5 = hashlib.md5(b"x").hexdigest()
    (tmp_path / "b/manifest-md5.txt").write_bytes(f"{md5.upper()} *data/100%25.txt\r\n".encode())
    assert run(tmp_path / "b").exit_code == 0


def test_a_name_in_another_form_of_unicode_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "b/data").mkdir(parents=True)
    (tmp_path / "b/data/e\u0301.txt").write_bytes(b"x")
    (tmp_path / "b/bagit.txt").write_bytes(bag_file.DECLARATION)
    listed = f"{hashlib.sha256(b'x').hexdigest()}  data/\u00e9.txt\n"
    (tmp_path / "b/manifest-sha256.txt").write_text(listed, encoding="utf-8")
    assert run(tmp_path / "b").exit_code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_names_are_read_whatever_program_has_packed_them(bag: Path, encoding: str) -> None:
    """As Windows in China, and macOS, write them: without a word of what they are written in."""
    with zipfile.ZipFile(bag) as zip:
        files = {name: zip.read(name) for name in zip.namelist()}
    name = "x-bag/data/一版.txt".encode(encoding)
    with zipfile.ZipFile(bag, "w") as zip:  # a name of as many bytes, to be put in its place
        for each, content in files.items():
            zip.writestr(each if each.isascii() else "x" * len(name), content)
    bag.write_bytes(bag.read_bytes().replace(b"x" * len(name), name))
    result = run(bag)
    assert result.exit_code == 0, result.output


def test_what_is_no_file_is_said_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = run(tmp_path / "pipe")
    assert result.exit_code == 2
    assert "Is no file" in result.output


def test_a_manifest_leads_to_no_file_outside(folder: Path) -> None:
    (folder.parent / "secret").write_text("x")
    listed = hashlib.sha256(b"x").hexdigest()
    with (folder / "manifest-sha256.txt").open("a") as file:
        file.write(f"{listed}  data/../../secret\n{listed}  /etc/passwd\n")
    lines = said(folder)
    assert f"X/data/../../secret: is listed and is missing. {AGAIN}" in lines
    assert any("lists /etc/passwd, which belongs into the other manifest" in line for line in lines)


def test_a_link_in_a_folder_is_not_followed(folder: Path) -> None:
    (folder / "data/一版.txt").unlink()
    (folder / "data/一版.txt").symlink_to("/dev/zero")
    assert "X/data/一版.txt: is a link, which is not followed. Put a copy there." in said(folder)


def test_a_bundle_names_what_has_changed_and_what_is_not_listed(tmp_path: Path) -> None:
    sums = f"{hashlib.sha256(b'1').hexdigest()} *./a\n{hashlib.sha256(b'3').hexdigest()}  b\n{'0' * 64}  gone\nx\n"
    path = bundle(tmp_path / "x.zip", sums, a=b"1", b=b"2", c=b"3")
    assert said(path) == [
        f"X/兴县报/SHA256SUMS:4: is no checksum with the name of a file. {AGAIN}",
        f"X/兴县报/b: is not what it was: its sha256 differs. {AGAIN}",
        "X/兴县报/c: is not listed in SHA256SUMS. Take it away, or ask whether the list is whole.",
        f"X/兴县报/gone: is listed and is missing. {AGAIN}",
    ]


def test_a_zip_that_names_nothing_proves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as zip:
        zip.writestr("x/index.html", "")
    known = "Known are bags, bundles and ZIM files."
    what = "has neither bagit.txt nor SHA256SUMS at its top, so nothing tells what it should be"
    assert said(path) == [f"X: {what}. {known}"]
    path.write_text("text")
    assert said(path) == [f"X: is nothing that can be verified. {known}"]


def test_a_zim_that_is_cut_off_or_has_changed_is_found(tmp_path: Path) -> None:
    path = zim(tmp_path / "x.zim")
    data = path.read_bytes()
    path.write_bytes(data[:-1])
    cut = "does not end with its checksum: it was not copied to its end, or something was added"
    assert said(path) == [f"X: {cut}. {AGAIN}"]
    path.write_bytes(data[:40])
    assert said(path) == [f"X: {cut}. {AGAIN}"]
    path.write_bytes(data.replace(b"articles", b"particle"))
    assert said(path) == [f"X: is not what it was: its md5 differs. {AGAIN}"]


@pytest.mark.parametrize("library", [True, False])
def test_a_zim_whose_head_is_none_is_found_though_its_checksum_is_right(
    tmp_path: Path, library: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the lists lie that it says lie in it: by its own numbers, without libzim as well."""
    path = zim(tmp_path / "x.zim")
    data = path.read_bytes()
    if not library:
        monkeypatch.setitem(sys.modules, "generator.build.zim_file", None)
        monkeypatch.delattr("generator.build.zim_file")
    for head, what in {
        b"ZIM\x04".ljust(72, b"\0") + data[72:80]: "its version is 0",
        data[:32] + b"\xff" * 8 + data[40:80]: "its list of entries lies outside of it",
        data[:48] + b"\x07" * 8 + data[56:80]: "its list of clusters lies outside of it",
        data[:24] + bytes(8) + data[32:80]: "nothing is in it",
    }.items():
        path.write_bytes(head + data[80:-16] + hashlib.md5(head + data[80:-16]).digest())
        assert said(path) == [f"X: cannot be read as a ZIM file, though its md5 is right: {what}. {AGAIN}"]


def test_a_zim_that_libzim_does_not_open_is_found(tmp_path: Path) -> None:
    data = zim(tmp_path / "x.zim").read_bytes()
    at = struct.unpack_from("<Q", data, 32)[0]  # of the list of entries: each where an entry lies
    torn = data[:at] + b"\xf0" * (len(data) - 16 - at)
    (tmp_path / "x.zim").write_bytes(torn + hashlib.md5(torn).digest())
    (line,) = said(tmp_path / "x.zim")
    assert "cannot be read as a ZIM file, though its md5 is right: libzim says " in line


def entry(name: str, **more: object) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for field, value in more.items():
        setattr(info, field, value)
    return info


LINK = (stat.S_IFLNK | 0o777) << 16
REFUSED = {
    "../up": "leads out of the folder that it is packed in",
    "/top": "leads out of the folder that it is packed in",
    "x/../../up": "leads out of the folder that it is packed in",
    "C:/x": "has a : in its name, which Windows does not take",
    "x\\..\\up": "has a \\ in its name, which Windows does not take",
    "x/nul.txt": 'has a part "nul.txt" in its name, which is a device of Windows',
    "x/a.": 'has a part "a." in its name that ends with a full stop or a space, which Windows cuts off',
    "x//a": "has an empty part in its name",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_zip_with_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as zip:
        zip.writestr("x/bagit.txt", bag_file.DECLARATION)
        zip.writestr(entry(name), "x")
    assert said(path) == [f"X/{name}: {REFUSED[name]}. Do not unpack it. Ask whoever made it for another copy."]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["x.zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_all_that_makes_a_zip_hostile_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as zip:
        for info in (
            entry("x/link", external_attr=LINK),
            entry("x/pipe", external_attr=(stat.S_IFIFO | 0o600) << 16),
            *(entry("x/twice") for _ in range(2)),
            *map(entry, ("x/Case", "x/case", "x/file", "x/file/below")),
            entry("x/rare", compress_type=zipfile.ZIP_LZMA),
        ):
            zip.writestr(info, "x", info.compress_type)
    assert [line.partition(". ")[0] for line in said(path)] == [
        "X/x/case: stands where x/Case stands",
        "X/x/file: stands where x/file/below stands",
        "X/x/link: is a link",
        "X/x/pipe: is neither file nor folder",
        "X/x/rare: is packed in a way that not every system knows",
        "X/x/twice: is there twice",
    ]


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zip:
        zip.writestr("x/bagit.txt", bytes(200 << 20))
    (line,) = said(path)
    assert line.startswith("X: would unpack to 210 MB, 1,0") and " times its size. Do not unpack it." in line


def test_files_that_lie_over_each_other_in_a_zip_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as zip:
        zip.writestr("x/aa", bytes(1000))
        zip.writestr("x/bb", bytes(1000))
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)  # it begins where the first does
    path.write_bytes(data)
    assert "X/x/bb: lies over x/aa in the zip" in "\n".join(said(path))


def test_a_list_that_is_larger_than_any_is_not_read(tmp_path: Path) -> None:
    path = bundle(tmp_path / "x.zip", a=b"1")
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = (1 << 30).to_bytes(4, "little")
    path.write_bytes(data)
    assert said(path) == [f"X: is no zip that can be read: it is damaged, or was not copied to its end. {AGAIN}"]


def test_a_zip_that_says_less_than_it_holds_is_damaged_and_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zip:
        zip.writestr("x/SHA256SUMS", f"{hashlib.sha256(bytes(1 << 20)).hexdigest()}  a\n")
        zip.writestr("x/a", bytes(1 << 20))
    data = bytearray(path.read_bytes())
    last = data.rindex(b"PK\x01\x02")
    data[last + 24 : last + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    assert said(path) == [f"X/x/a: cannot be read: it is damaged. {AGAIN}"]


@pytest.mark.slow
def test_no_damage_to_a_zip_hangs_or_ends_otherwise(bag: Path) -> None:
    """Each byte of it turned, and each length that it may be cut off at: it is whole, or it is said why not."""
    data = bag.read_bytes()
    damages: list[Callable[[int], bytes]] = [
        lambda n: data[:n] + bytes([data[n] ^ 0xFF]) + data[n + 1 :],
        lambda n: data[:n],
    ]
    for damage in damages:
        for n in range(0, len(data), 3):
            bag.write_bytes(damage(n))
            run(bag)


@given(st.lists(st.text("aAé\u00e9e\u0301/.", max_size=4), max_size=6))
def test_names_that_clash_are_those_that_are_one_on_some_system(given_names: list[str]) -> None:
    good = [name for name in given_names if not file_names.fault(name) and not name.endswith("/")]
    clashing = {name for name, _ in file_names.clashes(good)}
    keys = [file_names.one(name) for name in good]
    twice = {name for n, name in enumerate(good) if keys[n] in keys[:n]}
    below = {name for name in good if any(key.startswith(f"{file_names.one(name)}/") for key in keys)}
    assert {file_names.one(name) for name in clashing} == {file_names.one(name) for name in twice | below}
