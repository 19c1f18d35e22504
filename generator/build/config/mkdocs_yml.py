"""`mkdocs.yml`, checked.

MkDocs is told of the file what may be said there (options.py).
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from generator.base import regular
from generator.base.problems import Problem, Stop
from generator.build.config import beside, menu, obeyed, options, own_look, repository
from generator.build.config.folders import overlaps
from generator.build.config.options import CONFIG
from generator.build.config.settings import Settings
from generator.build.config.theme import ABOUT, NAME
from generator.pages import templates, wording
from generator.seeds.files.plain_yaml import Lines
from generator.seeds.files.reader import Reader

SITEMAP = "sitemap.xml"
FOLDERS = {"docs_dir": "docs", "site_dir": "site"}
"""What MkDocs takes where they are not named."""
CLASSES = {"str": "text", "list": "a list", "dict": "names with values", "bool": "true or false", "int": "a number"}
"""What MkDocs calls by Python's names."""


OF_PAGE = re.compile(r"Doc file '([^'\n]+)' (contains [^'\n]*'([^'\n]*)'.*?)\.?(?: (Did you mean .*\?))?")
"""A warning of MkDocs that begins with a page: the page, what it says of it with the link that it is about, and its
guess."""


class _Listener(logging.Handler):
    """Hears what MkDocs warns of: it becomes a problem of the page that it names, if it names one."""

    def __init__(self, docs: Path | None, root: Path | None) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []
        self._docs, self._root = docs, root

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage().strip()
        if self._docs and (found := OF_PAGE.fullmatch(said)):
            page, what, link, guess = found.groups()
            path = self._docs / page
            file = path.relative_to(self._root or self._docs).as_posix()
            self.problems.append(Problem(file, _line(path, link), what, guess or "Correct it there.", stops=False))
        else:
            mend = "See the page that it names."
            self.problems.append(Problem(CONFIG, None, said.rstrip("."), mend, stops=False))


def _line(path: Path, link: str) -> int | None:
    """The first line of a page in which a link stands; None where it is written otherwise there."""
    lines = regular.content(path).decode("utf-8", "replace").splitlines() if regular.is_file(path) else ()
    return next((n for n, line in enumerate(lines, 1) if f"({link}" in line or f'"{link}"' in line), None)


@contextmanager
def listening(docs: Path | None = None, root: Path | None = None) -> Iterator[list[Problem]]:
    """Collects what MkDocs warns of, in place of its printing it; raises Stop with that where MkDocs stops. `docs`: the
    folder of the pages that it may name, in the archive `root`."""
    logger = logging.getLogger("mkdocs")
    handler = _Listener(docs, root)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield handler.problems
    except (Abort, MkDocsException) as error:
        what = " ".join(str(error).split()).rstrip(".")
        raise Stop(handler.problems or [Problem(CONFIG, None, what, "Correct it there.")]) from None
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before


def read(reader: Reader) -> MkDocsConfig:
    """`mkdocs.yml`, checked, with our theme.

    What is wrong stands in `reader`; raises Stop where it stops the work.
    """
    if (found := options.read(reader)) is None:
        raise Stop(reader.problems)
    data, line = found
    _apart(reader, data, line)
    config = _config(reader, data, line)
    config.theme.static_templates.discard(SITEMAP)  # ours has no date of the build in it, and a limit
    config.theme["about"] = regular.is_file(Path(config.docs_dir) / ABOUT)  # the menu names it where it is
    with templates.slips(reader.root):
        for option, holds, what, mend in _needs(config):
            if not holds:
                reader.report(CONFIG, line((option,)) if option in data else None, what, mend)
    with listening(), templates.slips(reader.root):  # what MkDocs warns of in a page it says again when that is made
        say = partial(wording.read, config.theme.dirs, config.theme["language"])
        config.nav = menu.titled(reader, config, line, say)
    for at, what, mend in repository.not_guessed(data, config):
        reader.report(CONFIG, line(at), what, mend, stops=False)
    for at, what, mend in (*own_look.look_at(reader, config), *repository.faults(data, config)):
        reader.report(CONFIG, line(at), what, mend)
    own = reader.record(Settings, config.extra.get("archive") or {}, CONFIG, line, ("extra", "archive"), "the archive")
    for at, what, mend in beside.faults([each.site for each in own.beside], config.site_url or "") if own else ():
        reader.report(CONFIG, line(at), what, mend)
    if any(problem.stops for problem in reader.problems):
        raise Stop(reader.problems)
    return config


def _apart(reader: Reader, data: dict[str, Any], line: Lines) -> None:
    """Folders that are by themselves. Raises Stop where they are not, as MkDocs would with other words."""
    given = _of_theme(data).get("custom_dir")
    before = len(reader.problems)
    docs, site = (reader.root / (data.get(name) or default) for name, default in FOLDERS.items())
    if not docs.is_dir():
        what = f"docs_dir is {docs.relative_to(reader.root).as_posix()}, and there is no such folder"
        reader.report(CONFIG, line(("docs_dir",)), what, "Make it, or name another.")
    for option, what, mend in overlaps(reader.root, docs, site, reader.root / given if given else None):
        reader.report(CONFIG, line((option,)) if option in data else None, what, mend)
    if any(problem.stops for problem in reader.problems[before:]):
        raise Stop(reader.problems)


def _config(reader: Reader, data: dict[str, Any], line: Lines) -> MkDocsConfig:
    """MkDocs' own checks. Raises Stop with what it finds wrong."""
    config = MkDocsConfig(config_file_path=str(reader.root / CONFIG))
    config.load_dict({**data, "edit_uri_template": None, "theme": {**_of_theme(data), "name": NAME}})
    try:
        errors, warnings = config.validate()
    except Exception as error:  # MkDocs looks into some values before it has checked what they are
        reader.report(CONFIG, None, f"holds a value of the wrong kind: {_one_line(error)}", "Correct it there.")
        raise Stop(reader.problems) from None
    known = [(option, fault) for option, fault in warnings if option in obeyed.OBEYED]  # others are named there
    for faults, stops in ((errors, True), (known, False)):
        for option, fault in faults:
            reader.report(CONFIG, line((option,)), f"{option}: {_one_line(fault)}", "Correct it there.", stops)
    if errors:
        raise Stop(reader.problems)
    # Columns of a table that are aligned by a style would not be: the site's policy lets no style attribute in.
    config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
    return config


def _of_theme(data: dict[str, Any]) -> dict[str, Any]:
    return data["theme"] if isinstance(data.get("theme"), dict) else {}


def _one_line(fault: object) -> str:
    text = " ".join(str(fault).split()).rstrip(".")
    return re.sub(r"<class '(\w+)'>", lambda found: CLASSES.get(found[1], "something else"), text)


def _needs(config: MkDocsConfig) -> Iterator[tuple[str, bool, str, str]]:
    """What the generated pages and their links need of the settings: the option, whether it holds, what is wrong, what
    mends it."""
    yield (
        "use_directory_urls",
        config.use_directory_urls is False,
        "use_directory_urls is on, so links would lead nowhere from a disk",
        'Write "use_directory_urls: false".',
    )
    yield (
        "markdown_extensions",
        "attr_list" in config.markdown_extensions,
        "the Markdown extension attr_list is off, which headlines and bylines need",
        'Add "- attr_list" under markdown_extensions.',
    )
    yield (
        "site_url",
        not {"?", "#"} & set(config.site_url or ""),
        f"site_url is {(config.site_url or '')[:60]}, and no page can stand behind a ? or a #",
        "Write the address of the site's folder, up to that sign.",
    )
    searches = [name for name in config.plugins if name.rpartition("/")[2] == "search"]
    yield (
        "plugins",
        not any(config.plugins[name].config.get("enabled", True) for name in searches),
        "the search plugin is on, beside the archive's own search",
        'Write "plugins: {search: {enabled: false}}".',
    )
    known, language = wording.languages(config.theme.dirs), config.theme.get("language")
    yield (
        "theme",
        language in known,
        f"there is no wording for the theme's language {language}",
        f"Known are {', '.join(known)}; write another as theme/wording/NAME.html, "
        'and say "custom_dir: theme" beside the language.',
    )
    for what, mend in wording.faults(config.theme.dirs, language) if language in known else ():
        yield "theme", False, f"the wording of {language} {what}", mend
