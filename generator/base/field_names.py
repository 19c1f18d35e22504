"""What people call the fields of an article."""

from generator.base.speech import is_chinese

NAMES = {
    "kicker": "引题",
    "title": "标题",
    "subtitle": "副题",
    "page": "版次",
    "authors": "作者",
    "byline": "署名",
    "county": "地区",
    "kind": "类型",
    "body": "正文",
    "captions": "图片说明",
    "continued_from": "上接版次",
    "page_label": "版号",
    "page_name": "版名",
    "column": "栏目",
    "serial": "连载",
    "subjects": "主题",
    "persons": "人物",
    "organisations": "机构",
    "events": "事件",
    "shelfmark": "档号",
    "rights": "权利",
    "reprinted_from": "来源",
    "notes": "附注",
    "staff_notes": "内部备注",
    "images": "图片",
    "corrected_by": "订正人",
    "reviewed_by": "校读人",
    "reviewed_on": "校读日期",
    "status": "开放标识",
    "status_note": "原因",
    "status_until": "开放日期",
    "status_title": "保留题名",
    "title_source": "标题来源",
    "county_source": "地区来源",
    "source": "所据的行",
    "reviewed": "校读",
}


def chinese(field: str) -> str:
    """A field as Chinese archives call it; one that has no such name as it stands in the files."""
    return NAMES.get(field, field)


def called(field: str) -> str:
    """A field in the language of whoever reads it."""
    return chinese(field) if is_chinese() else field
