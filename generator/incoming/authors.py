"""Who wrote it, as deliveries say it: names with posts before or behind them, several in a cell.

本报记者 张三 李四 · 张三、李四 · 记者张三 通讯员李四 · 张三/文 李四/图 · 文/张三 图/李四 · 本报记者 张三 摄影报道
记者 张三 摄影 李四 · 张三（本报记者） 李四（摄影） · 本报 编辑部
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from generator.base import lazily
from generator.language import persons
from generator.language.names import SURNAMES, closed, is_office
from generator.segmentation import bylines

PARTED = "authors parted from each other and from their posts"
_SLASHED = lazily.pattern(r"([\u3400-\u9fff·]{2,8})\s*[/／]\s*(文图|图文|文|图|摄影|摄)")
_BEFORE = lazily.pattern(r"(文图|图文|文|图|摄影|摄|文字|撰文)\s*[/／:：]\s*([\u3400-\u9fff·]{2,8})")
_POSTS = "|".join(sorted({*persons.POSTS.split(), "读者", "编者", "学生"} - {"记者", "通讯员"}))
_NAME = rf"(?!(?:{_POSTS}|记者|通讯员)(?:[\s、，,;；]|$))(?:[\u3400-\u9fff]{{2,4}}|[\u3400-\u9fff]\s+[\u3400-\u9fff])"
_OTHERS = lazily.pattern(
    rf"(?:^|(?<=[\s、，,;；]))(?:(摄影|供图|撰文|文字)\s*(?!报道)|({_POSTS})\s+)(?={_NAME}(?:[\s、，,;；]|$))"
)
"""A post between names, which stands for all behind it: 读者 刘小红, 摄影 王　伟."""
_BEHIND = lazily.pattern(rf"([\u3400-\u9fff·]{{2,8}})[(（]({bylines.ROLE}|摄影|摄|图|文|供图|撰文)[)）]")
_POST_OF = lazily.pattern(rf"({bylines.ROLE})\s*[:：]\s*(?=[\u3400-\u9fff])")
"""通讯员：李秀英."""
_SPACED = lazily.pattern(rf"((?:{bylines.ROLE})\s+)?([\u3400-\u9fff])\s+([\u3400-\u9fff]{{2}})")
"""通讯员 李 秀英: whose surname stands apart."""
_BOX = lazily.pattern(r"^[\s■□●◆▲△◎☆★]+")
_LABEL = lazily.pattern(r"^(?:作者|记者|署名|撰稿|撰文|文字)\s*[:：]\s*")
_SHOT = lazily.pattern(r"\s*(?:摄影报道|摄影|文/图|图/文|摄)$")
_COUNTRY = lazily.pattern(r"^[(（\[【〔](?:[\u3400-\u9fff]{1,3})[)）\]】〕]")
_APART = lazily.pattern(r"[、，,;；|｜\n]+")
_AT_IDS = lazily.pattern(r"[\s、，,;；|｜]+")
_HAN_NAME = lazily.pattern(r"[\u3400-\u9fff]{2,4}(?:·[\u3400-\u9fff]{1,8})?")
_ROLES = {
    **dict.fromkeys(("图", "摄影", "摄"), "摄"),
    **dict.fromkeys(("文图", "图文", "文", "文字", "撰文")),
    "供图": "供图",
}

Author = dict[str, Any]


def authors(value: object, role: str | None = None, ids: Mapping[str, str] = MappingProxyType({})) -> list[Author]:
    """Those that a cell names, in its order, each with the post that stands with it, else with `role`. `ids`: those of
    namesakes in seeds/names.yml, with their names: 王伟（记者） may be one."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [each for one in value for each in _of_record(one, role)]
    if isinstance(value, str) and any(id in value for id in ids):
        pieces = [piece for piece in _AT_IDS.split(value) if piece.strip()]
        known = ([{"name": ids[piece], "id": piece}] if piece in ids else authors(piece, role) for piece in pieces)
        return [each for some in known for each in some]
    text = " ".join(unicodedata.normalize("NFKC", str(value or "")).replace("\u3000", " ").split(" ")).strip()
    text = re.sub(r"^[(\[【](.*)[)\]】]$", r"\1", text).strip()
    text = _POST_OF.sub(r"\1 ", _LABEL.sub("", _BOX.sub("", text)))
    if (of := _SPACED.fullmatch(text)) and of[2] in SURNAMES:
        text = f"{of[1] or ''}{of[2]}{of[3]}"
    if not text or text in ("无", "不详", "佚名", "-", "—", "/", "null", "None"):
        return []
    return list(_once(_read(text, role)))


def _of_record(one: object, role: str | None) -> list[Author]:
    if isinstance(one, dict):
        name = str(one.get("name") or one.get("姓名") or "").strip()
        return [{"name": name, "role": one.get("role") or one.get("职务") or role}] if name else []
    return authors(one, role) if isinstance(one, str) else []


def _read(text: str, role: str | None) -> list[Author]:
    pairs = [(name, of) for name, of in _SLASHED.findall(text)] or [(name, of) for of, name in _BEFORE.findall(text)]
    if pairs and not re.sub(r"[\s、，,;；]", "", _BEFORE.sub("", _SLASHED.sub("", text))):
        return [{"name": name, "role": _ROLES[of] or role} for name, of in pairs]
    if (behind := _BEHIND.findall(text)) and not re.sub(r"[\s、，,;；]", "", _BEHIND.sub("", text)):
        posts = {of: re.sub("^(?:本报|新华社)+", "", of) for _, of in behind}
        return [{"name": name, "role": _ROLES.get(of, posts[of]) or role} for name, of in behind]
    if behind and (mixed := _beside(text, role)):
        return mixed
    if of := _OTHERS.search(text):
        before = _read(text[: of.start()].strip(" 、，,;；"), role) if text[: of.start()].strip() else []
        return [*before, *_read(text[of.end() :], of[2] or _ROLES[of[1]] or role)]
    if len(pieces := text.split()) == 2 and is_office(pieces[1]) and not re.search(bylines.ROLE, text):
        return [{"name": text, "role": role}]
    shot = bool(_SHOT.search(text)) and len(text) > 3
    bare = _SHOT.sub("", text) if shot else text
    found = [{"name": a.name, "role": a.role or role} for a in bylines.named(_COUNTRY.sub("", bare))]
    if shot and text.rstrip().endswith("摄"):
        found = [{**each, "role": "摄"} for each in found]
    if found and _all_said(bare, found):
        return found
    return [{"name": name, "role": role} for part in _APART.split(text) for name in _names(part.strip())]


def _beside(text: str, role: str | None) -> list[Author]:
    """Names with posts in brackets behind them, and others: 张三（本报记者） 王伟 摄. Nothing, where any is no name."""
    at, found = 0, list[Author]()
    for of in [*_BEHIND.finditer(text), None]:
        between = text[at : of.start() if of else len(text)].strip(" 、，,;；")
        found += _read(between, role) if between else []
        found += _read(of[0], role) if of else []
        at = of.end() if of else at
    names = [str(each["name"]) for each in found]
    return found if all(_HAN_NAME.fullmatch(name) and not re.fullmatch(bylines.ROLE, name) for name in names) else []


def _all_said(text: str, found: Sequence[Author]) -> bool:
    """Whether names and posts are all that stands there."""
    rest = _COUNTRY.sub("", text)
    rest = re.sub(bylines.ROLE, "", re.sub(r"[\s、，,;；·()（）|｜]", "", rest))
    names = "".join(str(each["name"]).replace("·", "") for each in found)
    return rest == names


def _names(text: str) -> Iterator[str]:
    """Names that white space parts, where each piece is one; else what stands there is one: 吕梁市委 宣传部."""
    if not text:
        return
    text = closed(text)
    pieces = text.split()
    if len(pieces) > 1 and all(_HAN_NAME.fullmatch(piece) for piece in pieces):
        yield from pieces
    else:
        yield text


def _once(found: Sequence[Author]) -> Iterator[Author]:
    seen = set()
    for each in found:
        if (key := (each["name"], each["role"])) not in seen:
            seen.add(key)
            yield {name: value for name, value in each.items() if value}
