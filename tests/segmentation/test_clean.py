"""Lines: their numbers, what is closed up, what is marked as lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.segmentation.clean import clean

COLUMN = "围绕材料、能源、废弃资源综合利用三"


def shown(line: str, before: str = "", after: str = "") -> str:
    """The line as it is shown between two others."""
    lines, _ = clean("page.txt", "\n".join(filter(None, (before, line, after))))
    return lines[1 if before else 0].text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("本 报 讯 （记 者 康 桂 芳）", "本报讯 （记者康桂芳）"),
        ("营 商 环 境 创 新 提 升 行 动 的 要 求 ，持 续 打 造", "营商环境创新提升行动的要求，持续打造"),
        ("钱，散养了 30 只土鸡、几只羊和 1 头", "钱，散养了30只土鸡、几只羊和1头"),
        ("60 孔 JL6555D 捣 面", "60孔JL6555D捣面"),
        ("本报讯 （记者 王涛） 今年以", "本报讯 （记者 王涛）今年以"),
        ("图为游客在大棚内采摘草莓。 薛力娜 张志茹 摄", "图为游客在大棚内采摘草莓。 薛力娜 张志茹 摄"),
        ("杨 洋 摄", "杨洋摄"),
        ("本报记者 王昊男 魏 薇", "本报记者 王昊男 魏薇"),
        ("边琴 浩东", "边琴 浩东"),
        ("责任压实千钧担 创新激发万象新", "责任压实千钧担　创新激发万象新"),
        ("春聚力 驿路同行”吕梁市第", "春聚力　驿路同行”吕梁市第"),
        ("实现利润1 . 0 8 亿元；2 0 1 8 年实现营", "实现利润1.08亿元；2018年实现营"),
        ("下载 Visual Studio 之后", "下载Visual Studio之后"),
        ("Hello, open world", "Hello, open world"),
    ],
)
def test_gaps(printed: str, text: str) -> None:
    assert shown(printed) == text


def test_a_lone_gap_in_an_ordinary_line_is_a_lost_character() -> None:
    page = f"{COLUMN}\n者，要把这个路子 出来。要继续推进共\n{COLUMN}"
    lines, problems = clean("seeds/pages/a.txt", page)
    assert lines[1].text == "者，要把这个路子〔□〕出来。要继续推进共"
    assert [str(p) for p in problems] == [
        "seeds/pages/a.txt:2: a character is missing where the gap is. Type what is printed there for 〔□〕."
    ]
    assert not problems[0].stops


def test_a_gap_in_a_line_as_wide_as_its_neighbours_is_no_pause_of_a_headline() -> None:
    assert shown("推进作为推动我市 出转型发展新", COLUMN[:14], COLUMN[:14]) == "推进作为推动我市〔□〕出转型发展新"


def test_what_is_no_character_is_marked_and_reported() -> None:
    lines, problems = clean("a.txt", "好\x07坏\ud800\ue123")
    assert lines[0].text == "好〔□〕坏〔□〕〔□〕"
    assert problems[0].what == "the line holds what is no character (U+0007, U+D800, U+E123)"


def test_blank_lines_are_dropped_but_remembered_and_numbers_stay() -> None:
    lines, _ = clean("a.txt", "一\r\n\r\n二\r三\n")
    assert [(line.number, line.text, line.after_blank) for line in lines] == [
        (1, "一", False),
        (3, "二", True),
        (4, "三", False),
    ]


def test_one_space_in_front_starts_a_page() -> None:
    lines, _ = clean("a.txt", "一\n 二\n  三\n　　四\n\f五\n六")
    assert [line.starts_page for line in lines] == [True, True, False, False, True, False]
    assert [line.indent for line in lines] == [0, 0, 1, 2, 0, 0]


@given(st.text())
def test_any_text_works(text: str) -> None:
    lines, problems = clean("a.txt", text)
    assert all(line.text.strip() for line in lines)
    assert {p.line for p in problems} <= {line.number for line in lines}


@given(st.text(alphabet="报讯记者，。“”（） 　\n\r\f\x00\ud800A1", max_size=80))
def test_no_character_is_dropped_but_white_space(text: str) -> None:
    lines, _ = clean("a.txt", text)
    kept = "".join(line.text for line in lines).replace("〔□〕", "").replace(" ", "").replace("　", "")
    assert kept == "".join(c for c in text if not c.isspace() and c not in "\x00\ud800")


@pytest.mark.slow
def test_ten_megabytes() -> None:
    lines, _ = clean("a.txt", "今天天气很好，大家都去公园。\n" * 240_000)
    assert len(lines) == 240_000
