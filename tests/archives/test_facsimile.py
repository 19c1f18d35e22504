"""Pictures of printed pages: which are published, what is blank in them, and when they are made again."""

import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from generator.printed.regions import Regions
from tests.conftest import Sample
from tests.site.printed_pages import CLOSED, FILE, WORDS, close, printed_issue

FOLDER = "site/facsimiles/xxb-2024-03-07"
PAGES = "site/issues/xxb/2024-03-07"


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """One page closed in part; built."""
    made = printed_issue(tmp_path_factory.mktemp("facsimile"))
    close(made)
    assert made.run("build").exit_code == 0
    return made


def files(of: Sample) -> dict[str, bytes]:
    return {name.rpartition("/")[2]: data for name, data in of.tree(FOLDER).items()}


def one(of: Sample, start: str, end: str) -> Image.Image:
    (data,) = [data for name, data in files(of).items() if name.startswith(start) and name.endswith(end)]
    return Image.open(BytesIO(data)).convert("L")


def ink(image: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Share of a part that is dark; the part in shares of the picture."""
    width, height = image.size
    part = image.crop((int(box[0] * width), int(box[1] * height), int(box[2] * width), int(box[3] * height)))
    return float((np.asarray(part) < 128).mean())


LEFT, RIGHT = (0.07, 0.1, 0.5, 0.6), (0.54, 0.05, 1.0, 1.0)


def test_without_a_setting_no_picture_is_published(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, "none", 1)
    assert made.run("build").exit_code == 0
    assert not (made.root / FOLDER).exists()
    assert "facsimile" not in "".join(path.read_text() for path in (made.root / PAGES).glob("*.html"))


def test_a_closed_article_is_blank_on_its_page_and_has_no_cutting(issue: Sample) -> None:
    for width in (800, 1600):
        page = one(issue, "2-", f"-{width}.webp") if width == 1600 else one(issue, "2-", "-800.webp")
        assert ink(page, LEFT) > 0.04
        assert np.asarray(page.crop((int(0.54 * width), 0, width, page.height))).min() > 250, (
            "photograph and caption, too"
        )
    assert not [name for name in files(issue) if "-02-02-" in name]
    assert ink(one(issue, "1-", "-1600.webp"), RIGHT) > 0.02
    html = issue.read(f"{PAGES}/page-2.html")
    assert "本版有内容不公开" in html
    assert "本版有内容不公开" not in issue.read(f"{PAGES}/page-1.html")
    site = issue.tree("site")
    assert not [name for name, data in site.items() if WORDS.encode() in data or CLOSED.encode() in data]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_pictures_are_the_same_whatever_program_saved_the_lines(issue: Sample, tmp_path: Path, encoding: str) -> None:
    made = printed_issue(tmp_path)
    close(made)
    for path in (made.root / "seeds/pages").glob("*.jsonl"):
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert made.run("build").exit_code == 0
    assert files(made) == files(issue)
    assert "All well." in made.run("check", "--published").output


def test_a_page_names_its_articles_as_regions_and_each_article_its_place(issue: Sample) -> None:
    html = issue.read(f"{PAGES}/page-1.html")
    assert html.count("<path d=") == 2
    assert '<a id="r01-01" href="01-01.html"' in html
    article = issue.read(f"{PAGES}/01-01.html")
    assert '<a href="page-1.html#r01-01"><img src="../../../facsimiles/xxb-2024-03-07/1-' in article
    assert 'loading="lazy"' in article
    assert len(re.sub(r'(?s)<div class="text .*</div>', "", article).encode()) <= 4300
    assert '<a href="page-1.html">看原版</a>' in issue.read(f"{PAGES}/index.html")
    rows = json.loads(issue.read(f"{PAGES}/page-2.js").removeprefix("archive.printed(").removesuffix(");\n"))
    assert {row[0] for row in rows} == {-1, 0}


def test_pictures_are_kept_and_a_page_that_changes_makes_its_own_anew(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=2)
    made.run("build")
    before = made.tree(FOLDER)
    stamps = {name: (made.root / name).stat().st_mtime_ns for name in before}
    made.write("site_src/more.md", "# 再\n")
    made.run("build")
    assert {name: (made.root / name).stat().st_mtime_ns for name in made.tree(FOLDER)} == stamps
    close(made)
    made.run("build")
    after = made.tree(FOLDER)
    assert {name for name in before if "/1-" in name} == {name for name in after if "/1-" in name}
    assert not {name for name in before if "/2-" in name} & after.keys()
    made.write(FILE, made.read(FILE).replace("  status: withheld\n", ""))
    made.run("build")
    assert made.tree(FOLDER) == before, "the same pictures have the same bytes and names"


def test_cuttings_alone_and_what_a_newspaper_or_an_issue_says(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, "clip", 1)
    made.run("build")
    assert {name.count("-") for name in files(made)} == {5}, "1-KEY-01-02-1-672.webp: no whole page"
    assert not (made.root / PAGES / "page-1.html").exists()
    assert '<figure class="clip"><a href="../../../facsimiles/' in made.read(f"{PAGES}/01-01.html")
    listed = made.read("seeds/issues.yml")
    made.write("seeds/issues.yml", listed.replace("    pages:\n", "    facsimile: none\n    pages:\n"))
    made.run("build")
    assert files(made) == {}
    made.write("seeds/issues.yml", listed.replace("    name: 兴县报\n", "    name: 兴县报\n    facsimile: page\n"))
    made.run("build")
    assert (made.root / PAGES / "page-1.html").exists()
    made.write("seeds/issues.yml", listed.replace("    pages:\n", "    facsimile: whole\n    pages:\n"))
    assert "facsimile" in made.run("build").output


def test_a_page_is_not_shown_where_nobody_knows_what_of_it_is_closed(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=2)
    more = {"paper": "xxb", "date": "2024-03-07", "page": 2, "title": "题", "body": "机密的正文", "status": "withheld"}
    made.write("seeds/articles/more.jsonl", json.dumps(more, ensure_ascii=False))
    said = made.run("build").output
    assert "seeds/issues.yml:7: pages/a.pdf.2.jsonl is not shown: xxb-2024-03-07-02-03 is not published" in said
    assert {name[0] for name in files(made)} == {"1"}


def test_a_page_of_plain_text_with_a_picture_is_shown_whole_or_not_at_all(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=1)
    out = BytesIO()
    Image.new("L", (300, 400), 90).save(out, "PNG")
    made.write("seeds/pages/b.png", out.getvalue())
    made.write("seeds/pages/b.txt", "农民夜校\n本报讯今年以来夜校开课。\n")
    made.write(
        "seeds/issues.yml", made.read("seeds/issues.yml") + "      - {file: pages/b.txt, page: 2, image: pages/b.png}\n"
    )
    unplaced = "".join(
        f"- {{file: pages/b.txt, line: {n}, text: {text}}}\n"
        for n, text in ((1, "农民夜校"), (2, "本报讯今年以来夜校开课。"))
    )
    made.write(FILE, made.read(FILE) + unplaced)
    made.run("build")
    assert [name for name in files(made) if name.startswith("2-")] == [
        f"2-{name.split('-')[1]}-300.webp" for name in files(made) if name.startswith("2-")
    ]
    made.write(
        FILE,
        made.read(FILE).replace(
            "- {file: pages/b.txt, line: 2, text: 本报讯今年以来夜校开课。}\n",
            "- {file: pages/b.txt, line: 2, text: 本报讯今年以来夜校开课。, status: withheld}\n",
        ),
    )
    said = made.run("build").output
    assert "pages/b.txt is not shown: something on it is not published" in said
    assert not [name for name in files(made) if name.startswith("2-")]


def test_a_picture_of_two_pages_is_not_shown_where_one_of_them_is_closed(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=1)
    out = BytesIO()
    Image.new("L", (300, 400), 90).save(out, "PNG")
    made.write("seeds/pages/b.png", out.getvalue())
    lines = ""
    for n in (2, 3):
        made.write(f"seeds/pages/{n}.txt", f"农民夜校第{n}课\n")
        listed = f"      - {{file: pages/{n}.txt, page: {n}, image: pages/b.png}}\n"
        made.write("seeds/issues.yml", made.read("seeds/issues.yml") + listed)
        lines += f"- {{file: pages/{n}.txt, line: 1, text: 农民夜校第{n}课}}\n"
    made.write(FILE, made.read(FILE) + lines)
    made.run("build")
    assert {name[0] for name in files(made)} == {"1", "2", "3"}, "a spread shows both"
    made.write(FILE, made.read(FILE).replace("农民夜校第3课}", "农民夜校第3课, status: withheld}"))
    said = made.run("build").output
    assert "seeds/pages/b.png, which shows pages/2.txt, shows pages/3.txt as well, which is not all published." in said
    assert {name[0] for name in files(made)} == {"1"}


def test_a_damaged_picture_is_one_line_and_stops_no_other_page(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=1)
    made.write("seeds/pages/b.png", b"\x89PNG\r\n\x1a\nrest")
    made.write("seeds/pages/b.txt", "农民夜校\n")
    made.write(
        "seeds/issues.yml", made.read("seeds/issues.yml") + "      - {file: pages/b.txt, page: 2, image: pages/b.png}\n"
    )
    result = made.run("build")
    assert result.exit_code == 0, result.output
    assert "seeds/pages/b.png, which shows pages/b.txt, is a picture that is damaged" in result.output
    assert {name[0] for name in files(made)} == {"1"}


@pytest.mark.slow(12)
def test_the_proof_knows_pictures_of_before_something_was_closed(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=2)
    made.run("build")
    before = {name: data for name, data in made.tree(FOLDER).items() if "/2-" in name}
    assert made.run("bundle").exit_code == 0
    close(made)
    made.run("build")
    unasked = made.run("check", "--published").output
    assert "dist/兴县报藏.zip" in unasked and "\nsite/" not in f"\n{unasked}"
    said = made.run("check", "--published", "dist/兴县报藏.zip").output
    shows = "shows page 2 of xxb-2024-03-07 as it was before something on it was closed. Make it again"
    assert said.count(shows) == len(before)
    (old,) = [name for name in before if name.endswith("-800.webp")]
    (new,) = [name for name in made.tree(FOLDER) if "/2-" in name and name.endswith("-800.webp")]
    (made.root / new).unlink()
    made.write(new, before[old])
    said = made.run("check", "--published").output
    assert f"{new}: shows what is closed on page 2 of xxb-2024-03-07. Run" in said
    made.write(old, before[old])
    assert f"{old}: shows page 2 of xxb-2024-03-07 as it was before" in made.run("check", "--published").output
    close(made, "    date: 2024-03-07\n", file="seeds/issues.yml")
    assert "shows a page of xxb-2024-03-07, which is not published" in made.run("check", "--published").output


@pytest.mark.slow(18)
def test_the_proof_looks_at_parts_of_pages_and_into_zips_and_zim_files(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=2)
    close(made, "xxb-2024-03-07-02-01")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Regions, "blank", lambda *_: None)
        for options in ((), ("--zim",)):
            assert made.run("bundle", *options).exit_code == 0
    packed = "dist/兴县报藏.zip", "dist/兴县报藏.zim"
    with zipfile.ZipFile(made.root / "outer.zip", "w") as outer:
        outer.write(made.root / packed[0], "given/inner.zip")
    said = made.run("check", "--published", *packed, "outer.zip").output
    names = [name.removeprefix("site/") for name in made.tree(FOLDER) if "/2-" in name]
    parts = [name for name in names if "-02-02-" in name]
    assert len(parts) == 2, "its text, and its photograph, whose caption is open though something closed is near"
    names = [name for name in names if name not in parts]
    assert names
    for name in names:
        for where in ("site", "dist/兴县报藏.zip/兴县报藏", "dist/兴县报藏.zim", "outer.zip/given/inner.zip/兴县报藏"):
            assert f"{where}/{name}: shows what is closed on page 2 of xxb-2024-03-07. " in said
    assert said.count("shows what is closed") == 4 * len(names), "of the open article's parts nothing is closed"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Regions, "closed", property(lambda regions: regions._cells([regions.shown])))
        said = made.run("check", "--published", packed[1]).output
    for name in parts:
        assert f"dist/兴县报藏.zim/{name}: shows what is closed" in said
    shutil.rmtree(made.root / "site")
    shutil.rmtree(made.root / "site_src/facsimiles")
    for options in ((), ("--zim",)):
        assert made.run("bundle", *options).exit_code == 0
    assert "All well." in made.run("check", "--published", *packed).output


def test_the_proof_knows_files_that_show_what_is_closed_by_their_bytes(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=2)
    scan, photo = BytesIO(), BytesIO()
    Image.new("L", (300, 400), 90).save(scan, "PNG")
    Image.new("L", (200, 100), 60).save(photo, "PNG")
    made.write("seeds/pages/a.png", scan.getvalue())
    made.write("seeds/images/b.png", photo.getvalue())
    listed = made.read("seeds/issues.yml")
    made.write("seeds/issues.yml", listed.replace("sheet: 2, page: 2", "sheet: 2, page: 2, image: pages/a.png"))
    own = "  images: [{file: images/b.png}]\n"
    made.write(FILE, made.read(FILE).replace("- id: xxb-2024-03-07-02-02\n", f"- id: xxb-2024-03-07-02-02\n{own}"))
    close(made)
    made.write("site_src/scan.png", scan.getvalue())
    with zipfile.ZipFile(made.root / "site_src/given.zip", "w") as packed:
        packed.writestr("x/y.png", photo.getvalue())
    made.run("build")
    said = made.run("check", "--published").output
    which = "is seeds/pages/a.png, which shows pages/a.pdf.2.jsonl, of which something is not published"
    assert f"site/scan.png: {which}. " in said
    assert "site/given.zip/x/y.png: is seeds/images/b.png, which shows xxb-2024-03-07-02-02. " in said


def test_a_bundle_is_made_with_pictures_and_without(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=1)
    for options, count in (((), 4), (("--no-facsimile",), 0), (("--paper", "xxb"), 4)):
        assert made.run("bundle", *options).exit_code == 0
        name = "dist/兴县报藏-xxb.zip" if "--paper" in options else "dist/兴县报藏.zip"
        with zipfile.ZipFile(made.root / name) as packed:
            names = packed.namelist()
        assert sum(each.endswith(".webp") for each in names) == count
        assert any(each.endswith("/page-1.js") for each in names) == bool(count)


def test_what_they_weigh_is_measured_before_anything_is_published(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, "none", 2)
    assert "Measure it with --as clip" in made.run("facsimiles").output
    said = made.run("facsimiles", "--as", "page").output
    assert re.search(
        r"兴县报: \d+ kB for a page, \d+ kB for its cuttings; 2 pages measured\.\n  2024: 2 pages, [\d.]+ [kM]B\.", said
    )
    assert "GitHub Pages: 0% of 1.0 GB." in said
    assert not (made.root / "site").exists()
    clips = made.run("facsimiles", "--as", "clip")
    assert "0 kB for a page" in clips.output
    assert clips.exit_code == 0


def test_what_was_weighed_without_a_file_that_is_broken_does_not_end_well(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, "none", 2)
    made.write("seeds/articles/xxb-2024-03-08.yml", "paper: xxb\ndate: 2024-03-08\narticles: 5\n")
    done = made.run("facsimiles", "--as", "page")
    assert "seeds/articles/xxb-2024-03-08.yml:3: " in done.output
    assert "2 pages measured" in done.output
    assert done.exit_code == 1
