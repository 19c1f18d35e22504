"""Names of places: what they mean today, and which of them a text is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.newspaper import Paper
from generator.base.other_names import OtherName
from generator.base.when import When
from generator.language.places import gazetteer, short_form

LLRB = Paper(name="吕梁日报", place="吕梁市", adcode="141100")
CHANGZI = Paper(name="长子报", place="长子县", adcode="140428")
NATIONAL = Paper(name="某全国报")


@pytest.mark.parametrize(
    ("name", "near", "adcode"),
    [
        ("兴县", None, "141123"),
        ("长兴县", None, "330522"),
        ("吕梁市", None, "141100"),
        ("山西省", None, "140000"),
        ("朝阳区", None, None),
        ("朝阳区", "110000", "110105"),
        ("朝阳区", "220100", "220104"),
        ("城区", "140300", "140302"),
        ("北京市朝阳区", None, "110105"),
        ("北京朝阳区", None, "110105"),
        ("山西省吕梁市兴县", None, "141123"),
        ("长治县", None, "140404"),
        ("太谷县", None, "140703"),
        ("三交镇", None, None),
        ("", None, None),
    ],
)
def test_resolve(name: str, near: str | None, adcode: str | None) -> None:
    place = gazetteer().resolve(name, near)
    assert (place.adcode if place else None) == adcode


def test_every_place_stands_under_its_parents() -> None:
    xing = gazetteer().get("141123")
    assert xing is not None
    assert xing.parents == ("山西省", "吕梁市")
    chaoyang = gazetteer().get("110105")
    assert chaoyang is not None
    assert chaoyang.parents == ("北京市",)
    assert gazetteer().get("999999") is None


def test_a_misspelt_name_is_met_with_a_suggestion() -> None:
    assert gazetteer().suggest("柳林") == "柳林县"
    assert gazetteer().suggest("方山线") == "方山县"
    assert gazetteer().suggest("??") is None
    assert gazetteer().suggest("河顺县") == "和顺县"  # sounds so; 齐河县 has as many of its characters
    assert gazetteer().suggest("左汉县", "140700") == "左权县"  # looks so
    assert gazetteer().suggest("兴线", "141100") == "兴县"
    assert gazetteer().suggest("遥平县") == "平遥县"
    assert gazetteer().suggest("中洋县", "141100") == "中阳县"
    assert gazetteer().suggest("中洋县") != "洋县"
    assert gazetteer().suggest("朝阳", "110000") == "朝阳区"


def test_short_forms() -> None:
    names = (
        "左权县",
        "兴县",
        "内蒙古自治区",
        "西藏自治区",
        "新疆维吾尔自治区",
        "恩施土家族苗族自治州",
        "彭水苗族土家族自治县",
    )
    assert [short_form(n) for n in names] == ["左权", "兴县", "内蒙古", "西藏", "新疆", "恩施", "彭水"]


@pytest.mark.parametrize(
    ("title", "paragraph", "paper", "place", "source"),
    [
        ("兴县经济技术开发区提速增效", "今年以来，兴县经济技术开发区坚持转型。", LLRB, "兴县", "text"),
        ("", "近日，长兴县的客商来到我市。", LLRB, "吕梁市", "paper"),
        ("", "乡村振兴县域经济是一篇大文章，我市正在破题。", LLRB, "吕梁市", "paper"),
        ("我市电商产业发展如火如荼", "乐村淘设立了离石、岚县、中阳、石楼馆。", LLRB, "吕梁市", "paper"),
        ("", "左权县不在本市，中阳县委深入学习。", LLRB, "中阳县", "text"),
        ("", "立足发展实际，着眼长子未来。", CHANGZI, "长子县", "text"),
        ("直面难题", "长子县激活金融活水。", CHANGZI, "长子县", "text"),
        ("我县召开专题会", "会议在二楼召开。", CHANGZI, "长子县", "paper"),
        ("", "走进信义镇的温室大棚，草莓红了。", LLRB, "离石区", "text"),
        ("", "三交镇的秧歌队进了城。", LLRB, "吕梁市", "paper"),
        ("", "石哲镇正式启动整治项目。", CHANGZI, "长子县", "text"),
        ("屯留区举办农展会", "屯留区的农产品摆满了展台。", CHANGZI, "屯留区", "text"),
        ("屯留区客商到我县考察", "屯留区的客商看了大棚。", CHANGZI, "长子县", "paper"),
        ("", "屯留区的客商到过大棚。", CHANGZI, "长子县", "paper"),
        ("", "四川阆中市的游客到过武汉市，也到过南京市。", LLRB, None, None),
        ("湖南浏阳市博物馆办展", "在浏阳市的村庄里，博物馆流动起来。", NATIONAL, "浏阳市", "text"),
        ("小康路上", "这几年日子好了。", NATIONAL, None, None),
    ],
)
def test_place_of(title: str, paragraph: str, paper: Paper, place: str | None, source: str | None) -> None:
    assert gazetteer().place_of(title, [paragraph], paper) == (place, source)


@given(st.text(alphabet="兴县长吕梁市我全朝阳区，。北京 ", max_size=40))
def test_any_text_works(text: str) -> None:
    for paper in (LLRB, NATIONAL):
        name, source = gazetteer().place_of(text[:10], [text], paper)
        assert (name is None) == (source is None)
    gazetteer().resolve(text)


def test_a_village_is_of_the_county_of_its_day_also_for_the_paper_of_another() -> None:
    linxian, xingxian = (gazetteer().resolve(name, "141100") for name in ("临县", "兴县"))
    assert linxian and xingxian
    own = (
        OtherName("罗峪口", linxian.adcode, None, 1961, inside=True, own=True),
        OtherName("罗峪口", xingxian.adcode, 1962, None, inside=True, own=True),
    )
    places = gazetteer().knowing(own)
    paper = Paper(name="兴县报", place="兴县", adcode=xingxian.adcode)
    text = ["罗峪口的社员天不亮就上了工。"]
    assert places.place_of("罗峪口春耕忙", text, paper, When(1958, 4, 1)) == ("临县", "text")
    assert places.place_of("罗峪口春耕忙", text, paper, When(1963, 4, 1)) == ("兴县", "text")
