"""What of an article that is formally right is hardly meant: said, and published all the same."""

import re
from collections.abc import Iterator

from generator.base import lazily
from generator.base.model import Article
from generator.language.names import closed

TAGS = "p br hr div span b i u em strong font a img center table tr td th tbody ul ol li h1 h2 h3 h4 h5 h6 script style"
_MARKUP = lazily.pattern(
    rf"</?(?:{'|'.join(TAGS.split())})(?:\s[^<>]{{0,300}})?/?>|<!--"
    r"|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|middot|mdash|hellip|ensp|emsp|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
_NAMED = lazily.pattern(
    r"[（(【\[]|(?:本报|本台|本刊|新华社|特约|见习|实习|首席)*"
    r"(?:(?:记者|通讯员|撰稿人|评论员|作者)(?:[:：/\s]|[\u3400-\u9fff]{2,4}$)|(?:编辑|摄影|文|图)[:：/\s]|文图\s)"
)
"""What stands before a name: 本报记者 张三, （记者 张三, 记者张三. A post alone, 本报评论员, is a signature."""
_SEVERAL = lazily.pattern(r"[、，,;；|｜\n]|[\u3400-\u9fff]\s+[\u3400-\u9fff]")


def doubts(article: Article) -> Iterator[tuple[str, str]]:
    """What is doubtful, and how to mend it."""
    for name, text in article.texts():
        if ("<" in text or "&" in text) and (found := _MARKUP.search(text)):
            what = f"{name} of {article.id or article.title[:20]} holds markup of HTML, {found[0][:20]}"
            yield what, "Take it out, for readers see it as it stands; an empty line parts two paragraphs."
    for author in article.authors:
        name = closed(author.name.strip())
        if _SEVERAL.search(name) or _NAMED.match(name):
            what = f"the author {author.name[:40]} of {article.id or article.title[:20]} is more than a name"
            yield what, 'Write each by itself, as in "authors: [{name: 张三, role: 本报记者}, {name: 李四}]".'
