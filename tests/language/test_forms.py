"""The form in which text is read: same length, one table for segmentation, places, persons and search."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.forms import IGNORED, INVISIBLE, UNREADABLE, meant, read, variants
from generator.language.places import gazetteer
from generator.language.terms import fold


@pytest.mark.parametrize(
    ("printed", "as_read"),
    [
        ("⻓治县召开⻢建", "长治县召开马建"),  # radicals that a PDF has for characters
        ("⽂化⾧城", "文化长城"),
        ("︵记者 王伟︶1月2日︐兴县︒", "（记者 王伟）1月2日，兴县。"),
        ("﹁離石縣﹂召開舊報會", "“离石县”召开旧报会"),
        ("「本報訊」", "“本报讯”"),
        ("座谈会.与会", "座谈会。与会"),
        ("分工和进度．", "分工和进度。"),
        ("会上,他说:“好.”", "会上，他说：“好。”"),
        ("繁忙景象o今年", "繁忙景象。今年"),
        ("卡拉OK厅，OPPO店", "卡拉OK厅，OPPO店"),
        ("1.加强 3.5亿 No.1 www.a.cn", "1.加强 3.5亿 No.1 www.a.cn"),
        ("（记者 阿卜杜．热西提）", "（记者 阿卜杜·热西提）"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("王𬭎", "王某"),  # beyond the first plane
        ("𫓧", "某"),
    ],
)
def test_what_is_printed_is_read_in_one_form(printed: str, as_read: str) -> None:
    assert read(printed) == as_read


@given(st.text())
def test_each_character_stays_where_it_is(text: str) -> None:
    assert len(read(text)) == len(text) == len(meant(text))
    assert read(read(text)) == read(text)


def test_old_forms_stay_where_what_was_printed_is_meant() -> None:
    assert meant("⻓治縣王偉⾦") == "长治縣王偉金"


def test_each_radical_is_a_character() -> None:
    known = [chr(code) for code in range(0x2E80, 0x2FD6) if unicodedata.category(chr(code)) != "Cn"]
    assert [c for c in known if c == fold(c)] == ["⺀"], "Unicode itself knows nothing that it looks like"
    assert fold("⻓治市⻋站改造⻅成效，⻢路拓宽，⻔前⻛景⼀新") == "长治市车站改造见成效,马路拓宽,门前风景一新"


def test_nothing_is_seen_of_what_is_ignored() -> None:
    assert all(INVISIBLE.fullmatch(c) for c in IGNORED)
    assert (
        fold("脱贫攻\u00ad坚战；兴\u200d县人民；扫\ufe00描旧报；校\u2060读；葛\U000e0100")
        == "脱贫攻坚战;兴县人民;扫描旧报;校读;葛"
    )
    assert [c for c in "\U000f0123\U0010fffd\ue000\ufffd\x00\ud800" if not UNREADABLE.match(c)] == []
    assert not UNREADABLE.search("𠮷𬭎〇王\t\n")


@pytest.mark.parametrize("dot", "·•‧・･∙⋅")
def test_a_name_with_a_dot_is_found_whatever_the_dot(dot: str) -> None:
    assert fold(f"买买提{dot}吐尔逊") == fold("买买提·吐尔逊")
    assert fold("1.4亿") == "1.4亿", "a full stop is no dot"


def test_a_place_is_found_in_any_form() -> None:
    resolved = [gazetteer().resolve(read(name)) for name in ("興縣", "⻓治市", "長治市")]
    assert [place.name if place else None for place in resolved] == ["兴县", "长治市", "长治市"]


def test_the_table_is_closed() -> None:
    assert not set(variants()) & set(variants().values())
