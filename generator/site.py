"""`mkdocs.yml`, checked.

MkDocs is told where our theme is, and nothing else that the file does not say: no hooks, no plugins.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from generator import assets, wording
from generator.problems import Problem, Stop
from generator.reader import Lines, Reader
from generator.settings import Settings

CONFIG = "mkdocs.yml"
SITEMAP = "sitemap.xml"
OPTION = re.compile(r"Config value '(\w+)'")  # how MkDocs names the option that it complains of


class _Listener(logging.Handler):
    """Hears what MkDocs warns of: it becomes a problem."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        what = record.getMessage().strip().rstrip(".")
        mend = "Correct it there." if OPTION.match(what) else "See the page that it names."
        self.problems.append(Problem(CONFIG, None, what, mend, stops=False))


@contextmanager
def listening() -> Iterator[list[Problem]]:
    """Collects what MkDocs warns of, in place of its printing it; raises Stop with that where MkDocs stops."""
    logger = logging.getLogger("mkdocs")
    handler = _Listener()
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


def settings(root: Path) -> MkDocsConfig:
    """`mkdocs.yml`, checked, with our theme under the archive's own templates and over Material's.

    Raises Stop where it is missing or wrong.
    """
    path = root / CONFIG
    if not path.is_file():
        raise Stop([Problem(CONFIG, None, "is missing", 'Write it, or start from the sample of "baocang new DIR".')])
    reader = Reader(root)
    text = reader.text(CONFIG) or ""
    line = Lines(text)
    try:
        with listening():
            config = load_config(config_file=str(path))
    except Stop as stop:
        raise Stop(_placed(problem, line) for problem in stop.problems) from None
    ours = str(assets.theme())
    if ours not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, ours)
    config.extra["material_css"] = _material_css(config)
    config.theme.static_templates.discard(SITEMAP)  # ours has no date of the build in it, and a limit
    for option, holds, what, mend in _needs(config):
        if not holds:
            reader.report(CONFIG, line((option,)) if f"\n{option}:" in f"\n{text}" else None, what, mend)
    reader.record(Settings, config.extra.get("archive") or {}, CONFIG, line, ("extra", "archive"), "the archive")
    if reader.problems:
        raise Stop(reader.problems)
    return config


def _placed(problem: Problem, line: Lines) -> Problem:
    """MkDocs names the option that is wrong; we say where it stands."""
    option = OPTION.match(problem.what)
    return replace(problem, line=line((option[1],))) if option else problem


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
    searches = [name for name in config.plugins if name.rpartition("/")[2] == "search"]
    yield (
        "plugins",
        not any(config.plugins[name].config.get("enabled", True) for name in searches),
        "the search plugin is on, beside the archive's own search",
        'Write "plugins: {search: {enabled: false}}".',
    )
    others = [*(name for name in config.plugins if name not in searches), *config.hooks]
    yield (
        "plugins" if len(config.plugins) > len(searches) else "hooks",
        not others,
        f"{', '.join(others)}: plugins and hooks are not run, for pages are made one by one",
        "Take them out; templates in theme/ and pages of your own can say the same.",
    )
    known, language = wording.languages(config.theme.dirs), config.theme.get("language")
    yield (
        "theme",
        language in known,
        f"there is no wording for the theme's language {language}",
        f"Known are {', '.join(known)}; write another as theme/wording/NAME.html, "
        'and say "custom_dir: theme" beside the language.',
    )
    lacking = wording.lacking(config.theme.dirs, language) if language in known else []
    yield (
        "theme",
        not lacking,
        f"the wording of {language} lacks {', '.join(lacking)}",
        f"Add what {wording.ORIGINAL}.html says there, in that language.",
    )


def _material_css(config: MkDocsConfig) -> str:
    """Material's style sheet has a hash in its name; templates cannot look for it."""
    for folder in map(Path, config.theme.dirs):
        for sheet in sorted(folder.glob("assets/stylesheets/main.*.min.css")):
            return sheet.relative_to(folder).as_posix()
    raise Stop(
        [
            Problem(
                CONFIG, None, "the theme is not Material", 'Write "theme: {name: material, language: zh, font: false}".'
            )
        ]
    )
