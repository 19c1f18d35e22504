"""Pictures that come along with a delivery go into seeds/images/, with caption and credit; nothing else does."""

import io
from pathlib import Path

import docx
import pytest
from PIL import Image

from tests.conftest import Sample
from tests.incoming.conftest import lines_of
from tests.incoming.test_importing import articles, taken

BODY = "黄河边上的碛口镇，枣树成林，今年又是一个丰收年，合作社的院子里堆满了红枣。"
PAGE = '<html><head><title>枣林</title></head><body><h1>枣林</h1><div id="ozoom"><p>{}</p>{}</div></body></html>'


def picture(colour: str = "red", form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, form)
    return out.getvalue()


def document(path: Path, *blocks: str) -> None:
    """Paragraphs; of `=COLOUR` a picture, of `#TITLE` a heading."""
    made = docx.Document()
    for block in blocks:
        if block.startswith("="):
            made.add_picture(io.BytesIO(picture(block[1:])))
        elif block.startswith("#"):
            made.add_heading(block[1:], 1)
        else:
            made.add_paragraph(block)
    made.save(str(path))


def test_pictures_of_a_word_document_stand_at_their_articles(archive: Sample) -> None:
    one = ("#枣林", BODY, "=red", "图为社员在晒枣。 王伟 摄", f"{BODY}又一段。")
    document(archive.root / "2024-03-07.docx", *one, "#水渠", f"修渠。{BODY}", "=blue", "=green")
    output = taken(archive, "2024-03-07.docx", "--paper", "xxb")
    first, second = articles(archive)
    folder = "images/xxb-2024-03-07"
    assert first["images"] == [
        {"file": f"{folder}/2024-03-07-1.png", "caption": "图为社员在晒枣。", "credit": "王伟摄"}
    ]
    assert first["body"] == f"{BODY}\n\n{BODY}又一段。" and "captions" not in first
    assert [image["file"] for image in second["images"]] == [f"{folder}/2024-03-07-{n}.png" for n in (2, 3)]
    assert (archive.root / "seeds" / folder / "2024-03-07-2.png").read_bytes() == picture("blue")
    assert lines_of(output)["pictures that come along, into seeds/images/"] == 3
    again = lines_of(taken(archive, "2024-03-07.docx", "--paper", "xxb"))
    assert again["taken"] == 0 and len(list((archive.root / "seeds" / folder).iterdir())) == 3


def test_pictures_of_saved_pages_of_one_name_are_two(archive: Sample) -> None:
    for n, colour in ((1, "red"), (2, "blue"), (3, "red")):
        archive.write(
            f"crawl/html/2024-03/07/c_{n}.htm", PAGE.format(f"{n}号。{BODY}", f'<img src="../../../res/{n}/p.jpg?w=3">')
        )
        archive.write(f"crawl/res/{n}/p.jpg", picture(colour, "JPEG"))
    output = taken(archive, "crawl", "--paper", "xxb")
    found = [image["file"].rpartition("/")[2] for each in articles(archive) for image in each["images"]]
    assert found == ["p.jpg", "p-2.jpg", "p.jpg"], output
    assert "left out" not in output, "the pictures are not said to be files of other kinds"


@pytest.mark.parametrize(
    "src",
    [
        "../secret.jpg",
        "{root}/secret.jpg",
        "file://{root}/secret.jpg",
        "..\\secret.jpg",
        "link.jpg",
        "%2e%2e/secret.jpg",
    ],
)
def test_nothing_is_taken_from_outside_of_a_delivery(archive: Sample, src: str) -> None:
    archive.write("secret.jpg", picture("red", "JPEG"))
    archive.write("crawl/2024-03-07/a.htm", PAGE.format(BODY, f'<img src="{src.format(root=archive.root)}">'))
    (archive.root / "crawl/2024-03-07/link.jpg").symlink_to(archive.root / "secret.jpg")
    output = taken(archive, "crawl/2024-03-07/a.htm", "--paper", "xxb")
    assert "pictures that do not lie in seeds/images/, left out" in output
    assert not (archive.root / "seeds/images").exists()


def test_pictures_that_a_table_names_lie_beside_it_or_in_a_folder_there(archive: Sample) -> None:
    archive.write("delivered/list.csv", "日期,标题,正文,图片,图片说明\n"
                  f"2024-03-07,枣林,{BODY},D:\\照片\\枣.png,社员在晒枣（本报记者 王伟摄）\n"
                  f"2024-03-07,水渠,又是{BODY},渠.jpg;图.emf;没有.jpg,\n")  # fmt: skip
    archive.write("delivered/照片/枣.png", picture("red", "JPEG"))
    archive.write("delivered/渠.jpg", picture("blue", "JPEG"))
    archive.write("delivered/图.emf", b"\x01\x00\x00\x00 not a picture")
    trial = taken(archive, "delivered/list.csv", "--paper", "xxb", "--dry-run")
    assert not (archive.root / "seeds/images").exists() and "pictures that come along" in trial
    said = lines_of(taken(archive, "delivered/list.csv", "--paper", "xxb"))
    dates, canal = articles(archive)
    folder = "images/xxb-2024-03-07"
    assert dates["images"] == [{"file": f"{folder}/枣.jpg", "caption": "社员在晒枣", "credit": "本报记者 王伟摄"}]
    assert canal["images"] == [{"file": f"{folder}/渠.jpg"}]
    assert said["pictures that no page can show, left out"] == 1
    assert said["pictures that do not lie in seeds/images/, left out"] == 1


def test_a_refused_delivery_brings_no_picture(archive: Sample) -> None:
    archive.write("a/list.csv", f"日期,标题,正文,图片\n2024-03-07,枣林,{BODY},a.png\n2024-02-30,雨,{BODY}雨,a.png\n")
    archive.write("a/a.png", picture())
    taken(archive, "a/list.csv", "--paper", "xxb", status=2)
    assert not (archive.root / "seeds/images").exists()
