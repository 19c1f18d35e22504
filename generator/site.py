"""MkDocs: from a folder of Markdown to a folder of HTML. The only module that knows it.

MkDocs is told where our theme is, and nothing else that `mkdocs.yml` does not say: no hooks, no plugins. The finished
site takes the place of the old one only when it is whole.
"""

import logging
import re
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from generator import assets, output, wording
from generator.model import Progress
from generator.problems import Problem, Stop
from generator.reader import Lines, Reader
from generator.settings import Settings

CONFIG = "mkdocs.yml"
SITEMAP = "sitemap.xml"
# Material's scripts are not used; with its search's 30 languages they are 2 MB in every copy of the site.
OPTION = re.compile(r"Config value '(\w+)'")  # how MkDocs names the option that it complains of
UNUSED = ["assets/javascripts", "assets/images/social", "assets/stylesheets/*.map"]


class _Listener(logging.Handler):
    """Hears what MkDocs logs: warnings become problems, and each page that it renders is counted."""

    def __init__(self, rendered: Callable[[], object]) -> None:
        super().__init__()
        self.problems: list[Problem] = []
        self.rendered = rendered

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.levelno >= logging.WARNING:
            what = text.strip().rstrip(".")
            mend = "Correct it there." if OPTION.match(what) else "See the page that it names."
            self.problems.append(Problem(CONFIG, None, what, mend, stops=False))
        elif text.startswith("Building page "):
            self.rendered()


@contextmanager
def _listening(rendered: Callable[[], object] = lambda: None) -> Iterator[list[Problem]]:
    """Collects what MkDocs warns of, in place of its printing it; raises Stop with that where MkDocs stops."""
    logger = logging.getLogger("mkdocs")
    handler = _Listener(rendered)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
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
        with _listening():
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
    known = wording.languages(config.theme.dirs)
    yield (
        "theme",
        config.theme.get("language") in known,
        f"there is no wording for the theme's language {config.theme.get('language')}",
        f"Known are {', '.join(known)}; write another as theme/wording/NAME.html.",
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


def render(config: MkDocsConfig, progress: Progress, strict: bool = False) -> list[Problem]:
    """Renders the docs folder into the site folder; what MkDocs warned of. Where that is to be strict, it stops."""
    target = Path(config.site_dir)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    config.site_dir = str(work)
    pages = iter(progress(list(Path(config.docs_dir).rglob("*.md")), "HTML"))
    try:
        with _listening(lambda: next(pages, None)) as warnings:
            mkdocs_build(config)
            deque(pages, maxlen=0)
        if strict and warnings:
            raise Stop(warnings)
        theirs = [] if (Path(config.docs_dir) / SITEMAP).exists() else [SITEMAP]
        for pattern in [*UNUSED, *theirs]:
            for path in work.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        work.chmod(0o755)
        output.replace_folder(work, target)
    finally:
        config.site_dir = str(target)
        shutil.rmtree(work, ignore_errors=True)
    return warnings
