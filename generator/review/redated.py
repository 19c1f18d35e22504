"""Drafts of an issue whose date was corrected since they were begun: they go along with it.

`segment` carries the article file over and notes in `seeds/moved.yml` where each id leads on to. The draft follows
these lines: to the issue to which most articles went, with the ids, and the names of page files, that are there. What
has changed in the file meanwhile, `joining` deals with as where another person has changed it.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.base import durable
from generator.base.identity import Key, issue_key, issue_name, issue_of, new_id, number_of, page_of, under
from generator.base.issue import Issue
from generator.base.problems import Stop
from generator.language.places import gazetteer
from generator.review import drafts
from generator.review.drafts import Draft
from generator.review.proof import Numbers, Proof, read
from generator.seeds import issue_list
from generator.seeds.files.reader import Reader
from generator.seeds.taken import Taken, taken


def home(given: Taken, key: Key) -> Key | None:
    """The issue to which more than half of an issue's articles went, as `seeds/moved.yml` tells."""
    issue = issue_name(key)
    homes = Counter(issue_of(given.ends(id)) for id in given.to if issue_of(id) == issue)
    to, often = next(iter(homes.most_common(1)), ("", 0))
    return issue_key(to) if 2 * often > homes.total() and to != issue else None


def carry(root: Path) -> dict[Key, Key | None]:
    """Carries over what can be. The issues that are listed no longer of which drafts are left, each with that under
    which its pages are listed now: there `segment` has not been run yet."""
    names = list(drafts.names(root))
    listed = issue_list.read(Reader(root), gazetteer()).issues if names else {}
    given = taken(root) if names else Taken()
    left: dict[Key, Key | None] = {}
    for name in names:
        key = name.paper, name.date
        issue, draft = listed.get(key), drafts.read(root, name)
        if draft is None or (issue and issue.pages) or not any(sheet.file for sheet in draft.begun.sheets):
            continue
        to = home(given, key)
        left[key] = to or _by_pages(draft, listed)
        with suppress(OSError, Stop):  # the disk takes it later; what is wrong with the issue's files, opening it says
            if to and (now := read(root, to, Numbers())):
                _carry(root, draft, now, given)
                del left[key]
    return left


def _by_pages(draft: Draft, listed: Mapping[Key, Issue]) -> Key | None:
    """The one issue that lists all page files of a draft."""
    files = {sheet.file for sheet in draft.begun.sheets}
    homes = {key for key, issue in listed.items() if files & {page.file for page in issue.pages}}
    home = homes.pop() if len(homes) == 1 else None
    return home if home and files <= {page.file for page in listed[home].pages} else None


def _carry(root: Path, draft: Draft, now: Proof, given: Taken) -> None:
    of = {"paper": now.issue.paper, "date": now.issue.key[1], "dated": draft.dated or draft.date}
    data = _named(draft.model_dump(mode="json"), _ids(draft, now, given) | _files(draft, now)) | of
    new = Draft.model_validate(data)
    with durable.writing(root):
        drafts.write(root, new)
        drafts.drop(root, draft)


def _ids(draft: Draft, now: Proof, given: Taken) -> dict[str, str]:
    """The id that each article of a draft has now; what is new in it keeps its number where that is free."""
    every = {article.id for article in draft.begun.articles}
    every |= {id for step in draft.steps for id in step.articles}
    to = {id: given.ends(id) for id in every if id in given.to}
    used = {*to.values(), *(article.id for article in now.articles)}
    for id in sorted(every - to.keys()):
        new = under(id, now.issue.key)
        if new in used:
            page = page_of(new)
            new = new_id(page, max(number_of(other) for other in used if page_of(other) == page))
        used.add(new)
        to[id] = new
    return to


def _files(draft: Draft, now: Proof) -> dict[str, str]:
    """The page files that have another name now, known again by their lines."""
    names = {tuple((line.number, line.text) for line in sheet.lines): sheet.file for sheet in now.sheets}
    there = set(names.values())
    old = [sheet for sheet in draft.begun.sheets if sheet.file not in there]
    return {sheet.file: names[lines] for sheet in old if (lines := tuple(sheet.lines)) in names}


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """JSON with new names in the place of old ones: an id or a page file is a whole text or name in it."""
    if isinstance(value, dict):
        return {names.get(name, name): _named(each, names) for name, each in value.items()}
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
