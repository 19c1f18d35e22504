"""XML as text: whatever a text holds comes back as it was, or visibly as what it cannot be."""

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from generator.exports.xml_text import document, element, plain, text


@example("\x00\x1f\x0b", "\ud800")
@example("a\r\n\tb", "]]>&amp;<")
@given(st.text(), st.text())
def test_any_text_and_any_attribute_come_back(data: str, value: str) -> None:
    root = etree.fromstring(document(element("x", {"y": value}, text(data))).encode())
    assert (root.text or "") == plain(data)
    assert root.get("y") == plain(value)


@given(st.text())
def test_only_what_xml_cannot_hold_is_replaced_one_for_one(data: str) -> None:
    shown = plain(data)
    assert len(shown) == len(data)
    for before, after in zip(data, shown, strict=True):
        assert after in {before, "\ufffd", chr((0x2400 + ord(before)) % 0x110000)}


def test_a_control_character_is_shown_as_its_picture() -> None:
    assert plain("a\x00\x1f\ufffe\ud800b") == "a␀␟\ufffd\ufffdb"
