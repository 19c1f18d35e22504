"""What stands at the address of something that was withdrawn: that it was, why, and where one may go on."""

from collections.abc import Iterator

from generator.base.addresses import issue_path, url
from generator.base.archive import Withdrawn
from generator.base.identity import fields_of
from generator.pages.catalogue import Catalogue
from generator.pages.listing import Page
from generator.pages.markdown import Value, document

TEMPLATE = "withdrawn.html"


def withdrawn_pages(c: Catalogue) -> Iterator[Page]:
    for withdrawn in c.archive.withdrawn:
        yield _page(c, withdrawn)


def _page(c: Catalogue, w: Withdrawn) -> Page:
    say = c.say
    said = say(f"withdrawn.{w.what}")
    issue = c.archive.issues.get(w.issue) if w.issue else None
    facts = {
        "article.paper": w.paper,
        "article.date": say.day(fields_of(w.issue)["date"]) if w.issue else "",
        "article.page": say.page(w.page) if w.what in ("article", "text") else "",
        "article.id": w.id,
        "withdrawn.note": w.note,
        "withdrawn.until": say("withdrawn.from", day=say.day(w.until)) if w.until else "",
    }
    meta: dict[str, Value] = {
        "template": TEMPLATE,
        "title": w.title or said,
        "description": said,
        "said": said if w.title else "",
        "issue_url": url(issue_path(issue), w.path) if issue else "",
        "facts": [{"label": say(name), "value": value} for name, value in facts.items() if value],
    }
    return w.path, document(meta, "")
