"""Poems keep their lines and stanzas, in whatever format they come; columns of prose are no verse."""

import csv
import io

import docx
import pytest

from generator.incoming import verse
from tests.conftest import Sample
from tests.incoming.test_importing import articles, taken

POEM = "春天来了\n山上的雪化了\n\n河里的冰开了，\n人们走出门来\n\n地里的麦子绿了"
LINES = POEM.split("\n")
COLUMN = (
    "本报讯惊蛰一过，全县各\n乡镇掀起春耕高潮，机声\n隆隆，人欢马叫，一派繁\n忙景象。\n\n"
    "据统计，全县已播种小麦\n二万三千亩，比去年多三\n成，化肥已全部到位。"
)


def html(kind: str) -> str:
    match kind:
        case "breaks":
            body = POEM.replace("\n", "<br>\n")
        case "stanzas":
            body = "".join(f"<p>{part.replace(chr(10), '<br/>')}</p>" for part in POEM.split("\n\n"))
        case "lines":
            body = "".join(f"<p>{line or '&nbsp;'}</p>" for line in LINES)
        case _:
            body = "".join(f"<p>　　{line or '<br>'}</p>" for line in LINES)
    return f'<html><head><title>春天</title></head><body><h1>春天</h1><div id="ozoom">{body}</div></body></html>'


@pytest.mark.parametrize("kind", ["breaks", "stanzas", "lines", "empty"])
def test_a_poem_of_a_saved_page_has_its_stanzas(archive: Sample, kind: str) -> None:
    archive.write("html/2024-03/07/content_1.htm", html(kind))
    taken(archive, "html", "--paper", "xxb")
    assert [a["body"] for a in articles(archive)] == [POEM]


def test_a_poem_of_word_markdown_and_cells_has_its_stanzas(archive: Sample) -> None:
    document = docx.Document()
    document.add_heading("春天", 0)
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(archive.root / "2024-03-07 春天.docx"))
    taken(archive, "2024-03-07 春天.docx", "--paper", "xxb")
    archive.write("b.md", f"# 春天\n\n日期：2024-03-08\n\n{POEM}\n")
    out = io.StringIO()
    rows = [["2024-03-09", "春天", POEM], ["2024-03-09", "夏", f"<p>{POEM.replace(chr(10), '<br>')}</p>"]]
    csv.writer(out).writerows([["日期", "标题", "正文"], *rows])
    archive.write("c.csv", out.getvalue())
    taken(archive, "b.md", "c.csv", "--paper", "xxb")
    found = [a["body"] for day in (7, 8, 9) for a in articles(archive, f"seeds/articles/xxb-2024-03-0{day}.yml")]
    assert found == [POEM] * 3, "the same text of one issue is a double"


def test_what_is_called_a_poem_keeps_its_lines_however_long(archive: Sample) -> None:
    text = "白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"
    archive.write("a.csv", f'日期,标题,正文,类型\n2024-03-07,登楼,"{text}",诗歌\n2024-03-07,新闻,"{text}了",新闻\n')
    taken(archive, "a.csv", "--paper", "xxb")
    assert [a["body"] for a in articles(archive)] == [text, f"{text}了".replace("\n", "\n\n")]


def test_a_column_of_prose_and_a_table_are_no_verse() -> None:
    assert verse.stanzas(COLUMN.split("\n")) is None
    assert verse.stanzas(["年份\t亩数", "1958\t300", "", "1959\t310", "1960\t280"]) is None
    assert verse.stanzas(["第一段。", "", "第二段。", "", "第三段。", "", "第四段。"]) is None
