"""Saved pages of 数字报: one article a page. No network is asked for anything.

Each field is looked for in this order, and the first that says something has it:
1. the comment in which Founder writes its fields;
2. elements by tag, id and class (`page_rules`);
3. headings before the body: h3 above h1 is the 引题, h2 below it the 副题;
4. the line 《吕梁日报》（2024年03月07日 第01版）; `meta`; the page's own title; the day in the name of its folders.

The body is what Founder encloses, else the element that is known for it, else the block with most text in sentences. A
page without one is a list of articles, and is left out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from generator.incoming.delivery import Row, Source, Unreadable, Value
from generator.incoming.readers import markup, plain
from generator.incoming.readers import page_rules as rules
from generator.incoming.readers.markup import paragraphs, text
from generator.seeds.files import decode

LISTS = "pages that list articles and have none, left out"
UNTOLD = "pages whose encoding is as their head says; characters that are none are marked"
LEAST = 30
"""Characters of a body in a page whose system is not known; lists have no sentence of that length."""
LONGEST_TITLE = 300
"""Characters of a page's own title, of which the site's name is taken off."""
LONGEST_LINE = 80
"""Characters of a line that says of an article where it stood."""
NEAR = 3
"""Elements around a caption in which its picture is looked for: td, tr and table."""
MOST_LINKS = 0.5
"""Share of a block's text that stands in links, from which it is a menu."""
SENTENCE = re.compile(r"[，。；：！？、]")
STOP = re.compile(r"[，。；！？]")
SIGNED = re.compile(r"作者|记者|通讯员|^[\u3400-\u9fff 　]{2,9}$")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<(\w+)>(.*?)</\1>", re.DOTALL)


class Page:
    """A page with its elements by id and by class, and their order."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.root = root
        self.ids: dict[str, html.HtmlElement] = {}
        self.classes: defaultdict[str, list[html.HtmlElement]] = defaultdict(list)
        self.order: dict[html.HtmlElement, int] = {}
        for number, each in enumerate(root.iter(etree.Element)):
            self.order[each] = number
            self.ids.setdefault((each.get("id") or "").lower(), each)
            for name in (each.get("class") or "").split():
                self.classes[name].append(each)

    def matching(self, rule: rules.Rule) -> Iterator[html.HtmlElement]:
        """The elements that a rule names, the best first."""
        for tag in rule.tags:
            yield from self.root.iter(tag)
        yield from (self.ids[id.lower()] for id in rule.ids if id.lower() in self.ids)
        for name in rule.classes:
            yield from self.classes.get(name, ())


def read(source: Source, known: Callable[[str], bool] = lambda name: False) -> Iterator[Row]:
    """The article of a page. Raises Unreadable."""
    content = _text(source)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", content.replace("\0", "")))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError):
        raise Unreadable(source.name, "is no page of HTML", "Save it from the browser again.") from None
    page = Page(root)
    body, holder = _body(content, page)
    if not body:
        source.told.note(LISTS, source.name)
        return
    above = [*_before(body)]
    cells: dict[str, str] = {"body": "\n\n".join(body[len(above) :])}
    beside = _elements(page, holder), _headings(page, holder)
    said = _said([*above, *paragraphs(root, frozenset([holder] if holder is not None else []))])
    for found in (_property(content), *beside, _printed(page), _head(root), said):
        for name, value in found.items():
            if value and not cells.get(name):
                cells[name] = value
    cells |= _of_path(source, cells)
    _without_repeats(cells)
    yield Row(source.name, 1, {**cells, **_pictures(page, holder)}, plain=True)


def _text(source: Source) -> str:
    """The page's text. Where its characters do not tell how it is written, its head does."""
    data = plain.content(source)
    if other := plain.kind(data):
        raise Unreadable(source.name, f"is {other}, and no page", "Give it the ending of what it is.")
    content, _ = decode.decoded(source.name, data)
    if content is not None:
        return content
    said = _CHARSET.search(data[:4096])
    try:
        content = data.decode(said[1].decode() if said else "utf-8", "replace")
    except LookupError:
        content = data.decode("utf-8", "replace")
    if content.count("\ufffd") > len(content) / 50:
        raise Unreadable(source.name, "is no text in any encoding that its characters tell", "Save it again.")
    source.told.note(UNTOLD, source.name)
    return content


# ---- the body ------------------------------------------------------------------------------------------------------


def _body(content: str, page: Page) -> tuple[list[str], html.HtmlElement | None]:
    """Its paragraphs, and the element that holds them where it is known."""
    holder = next(page.matching(rules.BODIES), None)
    if enclosed := rules.ENCLOSED.search(content):
        found = markup.body_of(enclosed[1])
        return _bare(found), holder
    if holder is not None:
        found = markup.body(holder, besides=frozenset(page.matching(rules.RULES["captions"])))
        if _says(found):
            return _bare(found), holder
    block = _densest(page.root)
    return (_bare(markup.body(block)), block) if block is not None else ([], None)


def _bare(found: list[str]) -> list[str]:
    """Without what readers click on."""
    return [each for each in found if not rules.FURNITURE.fullmatch(each)]


def _says(found: list[str]) -> bool:
    return any(SENTENCE.search(each) for each in found) or sum(map(len, found)) >= LEAST


def _densest(root: html.HtmlElement) -> html.HtmlElement | None:
    """The block whose own lines have most text in sentences; None where none has any, as on a list."""
    best, most = None, 0
    links = [a.get("href", "") for a in root.iter("a")]
    if sum(bool(rules.OF_LIST.search(link)) for link in links) > 2 * sum(1 for _ in root.iter("p")):
        return None
    for block in root.iter("div", "td", "article", "section", "body"):
        own = [child for child in block if child.tag in ("p", "br") or child.tag not in markup.BLOCKS]
        said = " ".join([block.text or "", *(text(child) + (child.tail or "") for child in own if _plain(child))])
        linked = sum(len(text(a)) for child in own for a in child.iter("a"))
        size = len(said) if len(SENTENCE.findall(said)) >= 2 else 0
        if size >= LEAST and linked <= MOST_LINKS * size and size > most:
            best, most = block, size
    return best


def _plain(element: html.HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in markup.UNSEEN


# ---- the other fields ----------------------------------------------------------------------------------------------


def _property(content: str) -> dict[str, str]:
    """What Founder writes into a comment."""
    found = rules.PROPERTY.search(content)
    of = {name.lower(): _plain_text(value) for name, value in _TAG.findall(found[1])} if found else {}
    return {name: _fit(name, of.get(theirs, "")) for name, theirs in rules.FOUNDER.items()}


def _elements(page: Page, holder: html.HtmlElement | None) -> dict[str, str]:
    within = set(holder.iter()) if holder is not None else set()
    out = {}
    for name, rule in rules.RULES.items():
        texts = (text(each) for each in page.matching(rule) if each not in within or name == "captions")
        found = (said for each in texts if (said := _fit(name, each)))
        out[name] = "\n".join(dict.fromkeys(found)) if name == "captions" else next(found, "")
    return out


def _pictures(page: Page, holder: html.HtmlElement | None) -> dict[str, Value]:
    """The pictures in the body and beside captions, each with the caption that stands at it alone; not those by which a
    page is dressed."""
    captions: dict[html.HtmlElement, list[str]] = {}
    for caption in page.matching(rules.RULES["captions"]):
        if (image := _of_caption(page, caption)) is not None:
            captions.setdefault(image, []).append(text(caption))
    within = [image for image in holder.iter("img") if _name(image)] if holder is not None else []
    found: dict[str, dict[str, str]] = {}
    for image in sorted({*within, *captions}, key=lambda each: page.order[each]):
        said = captions.get(image, [])
        of = found.setdefault(_name(image), {"file": _name(image)})
        if len(said) == 1:
            of.setdefault("caption", said[0])
    return {"images": [*found.values()]}


def _of_caption(page: Page, caption: html.HtmlElement) -> html.HtmlElement | None:
    """The picture to which a caption belongs: the last one before it, else the first behind it, in the nearest element
    around that has any."""
    above = caption.getparent()
    for _ in range(NEAR):
        if above is None:
            return None
        if images := [image for image in above.iter("img") if _name(image)]:
            before = [image for image in images if page.order[image] < page.order[caption]]
            return before[-1] if before else images[0]
        above = above.getparent()
    return None


def _name(image: html.HtmlElement) -> str:
    """Where its file lies, seen from the page; empty where it dresses the page."""
    try:
        name = unquote(urlsplit(image.get("src") or "").path)
    except ValueError:  # of an address that is none
        return ""
    return name if rules.PICTURE.fullmatch(name.rpartition("/")[2]) else ""


def _headings(page: Page, holder: html.HtmlElement | None) -> dict[str, str]:
    """The headings that stand before the body, in the nearest element that has any."""
    above = holder.getparent() if holder is not None else None
    while above is not None:
        found = [each for each in above.iter("h1", "h2", "h3", "h4") if text(each)]
        before = [each for each in found if page.order[each] < page.order[holder]]
        if before:
            break
        above = above.getparent()
    else:
        return {}
    main = next((each for each in before if each.tag == "h1"), before[0] if len(before) == 1 else None)
    if main is None:
        main = min(before, key=lambda each: each.tag)
    at = before.index(main)
    return {
        "title": text(main),
        "kicker": " ".join(text(each) for each in before[:at]),
        "subtitle": " ".join(text(each) for each in before[at + 1 :]),
    }


def _printed(page: Page) -> dict[str, str]:
    """What lines say of newspaper, day and page; who stands in the same line wrote it."""
    out: dict[str, str] = {}
    nodes = [each for name in rules.LINES for each in page.classes.get(name, ())]
    lines = [text(each) for each in nodes] + [each for each in paragraphs(page.root) if len(each) < 80]
    for line in lines:
        match = rules.PRINTED.search(line)
        if match and not out.get("date"):
            out |= {name: value for name, value in match.groupdict().items() if value}
            who = line[: match.start()].strip(" 　|")
            if line in lines[: len(nodes)] and 1 < len(who) <= 30 and SIGNED.search(who):
                out["authors"] = who
        if not out.get("page") and len(line) < 30 and (node := rules.NODE.search(line)):
            out["page"] = node[1]
    return out


def _before(body: list[str]) -> Iterator[str]:
    """The lines before a text that say where it stood, and nothing of their own: no diary begins with its page."""
    for line in body[:-1]:
        said = _of_line(line)
        if not said.keys() >= {"date"} or len(said) == 1 or _rest(line):
            return
        yield line


def _rest(line: str) -> str:
    """What a line says beside day, page and author."""
    line = rules.DAY.sub("", rules.AUTHOR.sub("", line))
    line = rules.PAGE.sub("版", rules.NODE.sub("版", line))  # its name may follow
    return rules.BESIDE.sub("", line)


def _said(lines: Iterable[str]) -> dict[str, str]:
    """What lines beside a text say of day, page and author, the first first; who wrote it may stand in a line alone."""
    out: dict[str, str] = {}
    for line in lines:
        said = _of_line(line)
        if said.keys() == {"date"} and _rest(line):
            continue  # as that of another article, in a list
        for name, value in said.items():
            out.setdefault(name, value)
    return out


def _of_line(line: str) -> dict[str, str]:
    """What a short line says of day, page and author."""
    if len(line) > LONGEST_LINE or STOP.search(line):
        return {}
    out: dict[str, str] = {}
    who = rules.AUTHOR.search(line)
    if day := rules.DAY.search(line):
        out["date"] = day["date"]
        if page := rules.NODE.search(line) or rules.PAGE.search(line):
            out["page"] = next(filter(None, page.groups()))
    if who and (day or who.span() == (0, len(line))):
        out["authors"] = who["authors"].strip()
    return out


def _head(root: html.HtmlElement) -> dict[str, str]:
    """What stands in `meta`, and the page's title without the site's name."""
    out: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if (of := rules.META.get(name)) and (value := _fit(of, meta.get("content") or "")):
            out.setdefault(of, value)
    if title := next((text_of for each in root.iter("title") if (text_of := "".join(each.itertext()).strip())), ""):
        out.setdefault("title", (rules.SITE.sub("", title).strip() if len(title) <= LONGEST_TITLE else "") or title)
    return out


def _of_path(source: Source, cells: dict[str, str]) -> dict[str, str]:
    """Day and page as the folders of a 数字报 say them: html/2024-03/07/content_1.htm. A page that prints another day
    than its folder is one that a crawler or a person has misplaced."""
    name = source.path.as_posix()
    days = [tuple(map(int, found)) for found in rules.IN_PATH.findall(name[-120:])]
    out: dict[str, str] = {}
    said = re.match(r"\s*(\d{4})\D+(\d{1,2})\D+(\d{1,2})", cells.get("date", ""))
    if days and not cells.get("date"):
        out["date"] = "{:04d}-{:02d}-{:02d}".format(*days[-1])
    elif days and said and tuple(map(int, said.groups())) not in days:
        what = f"prints {cells['date'][:20].strip()}, and lies under {'{:04d}-{:02d}-{:02d}'.format(*days[-1])}"
        source.wrong(what, "See which is right, and put the file where it belongs.", 1)
    if not cells.get("page") and (page := rules.PAGE_IN_PATH.search(name)):
        out["page"] = page[1]
    return out


def _without_repeats(cells: dict[str, str]) -> None:
    """The title in the body, and lines above or below it that are the title."""
    title = "".join(cells.get("title", "").split())
    for name in ("kicker", "subtitle"):
        if "".join(cells.get(name, "").split()) in ("", title):
            cells.pop(name, None)
    parts = cells["body"].split("\n\n")
    heads = {title, *("".join(cells.get(name, "").split()) for name in ("kicker", "subtitle", "authors"))}
    while len(parts) > 1 and "".join(parts[0].split()) in heads - {""}:
        parts.pop(0)
    cells["body"] = "\n\n".join(parts)


def _fit(name: str, value: str) -> str:
    """A value as its field may have it; empty where it is none."""
    plain_value = " ".join(value.split())
    if name == "authors" and (plain_value.casefold() in rules.NEVER or len(plain_value) > 60):
        return ""
    if name == "date" and not re.match(r"\d{4}\D", plain_value):
        return ""
    if name == "page":
        node = rules.NODE.search(plain_value) or re.fullmatch(r"([A-Za-z]?\d{1,3})", plain_value)
        return node[1] if node else ""
    return plain_value


def _plain_text(value: str) -> str:
    return " ".join(markup.paragraphs_of(value.replace("<![CDATA[", "").replace("]]>", ""))) if value.strip() else ""
