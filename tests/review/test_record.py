"""What people write down beside the text, at the desk: the fold 更多著录项 of a card."""

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Sample
from tests.review.desks import FIRST, SECOND, give, line, open_card, save, saved

pytestmark = pytest.mark.browser


def unfolded(desk: Page, id: str) -> None:
    open_card(desk, id)
    fold = desk.locator(f"#card-{id} .record")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def test_what_is_written_down_is_in_the_file_and_stays_when_lines_move(desk: Page, archive: Sample) -> None:
    unfolded(desk, SECOND)
    desk.get_by_label("栏目", exact=True).fill("城乡新貌")
    desk.get_by_label("总题", exact=True).fill("新楼记")
    desk.get_by_label("第几部分", exact=True).fill("2")
    desk.get_by_label("人物", exact=True).fill("张三\n 李四 \n\n")
    desk.get_by_label("内部备注", exact=True).fill("待核对")
    desk.get_by_role("button", name="＋ 图片").click()
    desk.get_by_label("文件，如", exact=False).fill("images/a.png")
    desk.get_by_label("图片说明", exact=True).last.fill("新楼")
    line(desk, 4).click()
    give(desk, "body", SECOND)
    save(desk)
    article = saved(archive)[SECOND]
    assert "手把手教农民选种" in article["body"]
    assert article["column"] == "城乡新貌" and article["serial"] == {"title": "新楼记", "part": 2}
    assert article["persons"] == ["张三", "李四"] and article["staff_notes"] == "待核对"
    assert article["images"] == [{"file": "images/a.png", "caption": "新楼"}]
    assert not {"subjects", "notes", "shelfmark"} & article.keys()
    unfolded(desk, SECOND)
    desk.get_by_label("栏目", exact=True).fill("")
    desk.get_by_role("button", name="去掉图片images/a.png").click()
    save(desk)
    assert not {"column", "images"} & saved(archive)[SECOND].keys()


def test_what_is_wrong_is_said_in_the_fold(desk: Page) -> None:
    unfolded(desk, FIRST)
    desk.get_by_label("第几部分", exact=True).fill("三")
    desk.get_by_role("button", name="＋ 图片").click()
    desk.get_by_label("文件，如", exact=False).fill("照片.jpg")
    desk.locator("#save").click()
    expect(desk.locator(".row.serial .fault")).to_contain_text("连载要写总题；第几部分写数字")
    expect(desk.locator(".row.images .fault")).to_contain_text("写作 images/渡口.jpg")


def test_an_article_that_is_merged_brings_along_what_was_written_down(desk: Page, archive: Sample) -> None:
    unfolded(desk, SECOND)
    desk.get_by_label("主题", exact=True).fill("医院")
    desk.get_by_label("附注", exact=True).fill("底本缺角")
    unfolded(desk, FIRST)
    desk.get_by_label("主题", exact=True).fill("春耕")
    desk.locator(f"#card-{FIRST} .foot button").click()
    desk.locator("#picker select").select_option(SECOND)
    desk.locator("#picker button.main").click()
    expect(desk.locator(f"#card-{FIRST}")).to_have_count(0)
    save(desk)
    article = saved(archive)[SECOND]
    assert article["subjects"] == ["医院", "春耕"] and article["notes"] == "底本缺角"
