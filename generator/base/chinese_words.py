"""Which field of a file, and which value of those that take one of a few, a person means by a Chinese word."""

import unicodedata
from collections.abc import Iterable, Mapping

from generator.base.field_names import NAMES

_ALSO = {
    "kicker": "肩题 眉题",
    "title": "题名 题目 主标题",
    "subtitle": "副标题",
    "page": "版面 版 页码",
    "authors": "责任者 记者",
    "byline": "电头",
    "county": "县 县区 区县",
    "kind": "体裁 种类",
    "body": "内容 全文",
    "captions": "图说",
    "continued_from": "上接",
    "column": "专栏",
    "subjects": "主题词 关键词",
    "persons": "人名",
    "organisations": "团体",
    "shelfmark": "索书号 馆藏号",
    "rights": "版权",
    "reprinted_from": "稿源 转载自 出处",
    "notes": "注释",
    "staff_notes": "备注 工作备注",
    "images": "照片 配图",
    "reviewed_by": "校对人",
    "reviewed_on": "校对日期",
    "status": "状态 开放状态",
    "status_note": "理由",
    "source": "出处行",
    "reviewed": "已校 校对",
    "confidence": "把握",
    "id": "编号",
    "paper": "报纸 报名 报纸代号 代号",
    "date": "日期 出版日期",
    "edition": "版本 版别",
    "edition_name": "号外增刊名 版本名 增刊名",
    "number": "期号 期数 期次",
    "whole_number": "总期号 总期数",
    "weekday": "星期",
    "lunar": "农历",
    "date_basis": "日期依据",
    "date_evidence": "日期证据 推定依据",
    "pages": "版面 各版 版",
    "facsimile": "版面图 原版",
    "file": "文件 文件名",
    "sheet": "第几页 页",
    "label": "版号 版标",
    "image": "图 图片",
    "image_sheet": "图的页",
    "caption": "图片说明 说明",
    "credit": "摄影 摄影者 图片作者",
    "alt": "替代文字",
    "part": "序号 第几部分",
    "role": "职务 身份",
    "name": "名称 报名 姓名 名字 版名",
    "name_basis": "报名依据",
    "names": "曾用名 名称",
    "place": "地区 所在地 地方 地名 县",
    "adcode": "行政区划代码 区划代码",
    "places": "曾驻地",
    "cn": "国内统一刊号 刊号",
    "issn": "国际标准刊号",
    "publisher": "主办 主办单位 出版者",
    "frequency": "刊期",
    "from": "起 从 开始",
    "to": "止 到 结束",
    "variants": "别名 异名 笔名 曾用名",
    "note": "说明 简介 附注 注",
    "dates": "生卒 生卒年",
    "now": "今名 今地名",
    "papers": "报纸 各报",
    "issues": "各期 期",
    "articles": "文章",
    "unplaced": "未归入",
    "columns": "列 各列",
    "lines": "行",
    "line": "行 行号",
    "text": "文字 文本",
    "theme": "主题",
    "language": "语言",
    "site_name": "网站名称 馆名 名称",
    "site_url": "网址 网站地址",
    "site_description": "网站说明 简介",
    "site_author": "作者",
    "nav": "导航 目录",
    "contact": "联系方式",
    "licence": "许可",
}
"""What a field is called beside the name that `field_names` gives it, the usual word first."""
_FIELDS = {name: f"{NAMES.get(name, '')} {_ALSO.get(name, '')}" for name in {**NAMES, **_ALSO}}
_VALUES = {
    "news": "报道 新闻 消息 通讯 特写 评论 言论 文章 文字 稿件",
    "photo": "图片 图片报道 照片 摄影 图片新闻",
    "notice": "公告 通知 启事 声明 公示 通告",
    "continuation": "转版续文 转版 续文",
    "filler": "补白",
    "advertisement": "广告 ad",
    "poem": "诗词 诗 诗歌",
    "letter": "来信 读者来信",
    "obituary": "讣告",
    "table": "表格 表",
    "cartoon": "漫画",
    "index": "要目 目录 导读",
    "open": "公开 开放",
    "withdrawn": "撤下 撤回 撤稿",
    "withheld": "不公开 不开放 未开放 控制",
    "printed": "照印 报上印的 印的",
    "given": "已知 给定",
    "inferred": "推定",
    "page": "版面 照印 报上印的",
    "lead": "正文开头",
    "editor": "编辑 编者 馆员",
    "text": "正文 文字",
    "paper": "报纸 报社所在地",
    "person": "人物 人 个人",
    "organisation": "机构 团体 单位",
    "none": "不显示 无",
    "clip": "剪下的一篇 剪报",
    "true": "是 真 对 已校",
    "false": "否 假 不是 未校",
}
"""The first is how each is called."""


def field(word: str, among: Iterable[str]) -> str | None:
    """Which field of a record is called so; None where none is."""
    return _meant(_FIELDS, word, among)


def value(word: str, among: Iterable[str]) -> str | None:
    """The same of a value."""
    return _meant(_VALUES, word, among)


def words_for(value: str) -> list[str]:
    """What a value is called, the usual word first."""
    return _VALUES.get(value, "").split()


def _meant(names: Mapping[str, str], said: str, among: Iterable[str]) -> str | None:
    """Where several are called so, the one of which it is the more usual name."""
    word = unicodedata.normalize("NFKC", said).strip().rstrip(":")
    found = [(words.index(word), name) for name in among if word in (words := names.get(name, "").split())]
    return min(found, key=lambda each: each[0])[1] if found else None
