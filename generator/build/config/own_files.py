"""What people write around an archive, looked at before anything is made: pages and templates of their own."""

import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from generator.base.inside import inside
from generator.seeds.files import plain_yaml
from generator.seeds.files.reader import Reader

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)  # as MkDocs looks for it
_BEGUN = re.compile(r"---[ \t]*\n[A-Za-z_]+:(?:[ \t]|\n)")
NONE = "Where these lines are meant to be read, begin the page with an empty one."


def look_at(reader: Reader, docs: Path, names: Iterable[str], theme: str | None) -> None:
    """Reports what is wrong with the pages of these names in the docs folder, and with the templates of a theme's
    folder."""
    for name in names:
        followed = (docs / name).is_file() and inside(reader.root, docs / name)  # others are left out of the site
        if name.endswith(".md") and followed and (text := page(reader, docs, name)):
            _front_matter(reader, _file(reader, docs, name), text)
    language = Environment(extensions=["jinja2.ext.i18n"])  # as MkDocs sets it up
    for path in sorted(Path(theme).rglob("*.html")) if theme else ():
        file = _file(reader, path.parent, path.name)
        try:
            language.parse(reader.text(file, blank=True) or "")
        except TemplateSyntaxError as error:
            reader.report(file, error.lineno, f"is no template: {error.message}", "Correct it there.")
        except RecursionError:
            reader.report(file, None, "is no template: brackets are nested too deep", "Correct it there.")
        except ValueError as error:  # of a number that is too long, which Jinja lets pass
            reader.report(file, None, f"is no template: {str(error).partition(';')[0]}", "Correct it there.")


def _front_matter(reader: Reader, file: str, text: str) -> None:
    """Reports what readers would see as text in place of what it says."""
    if front := _FRONT.match(text):
        data, _, faults = plain_yaml.read(front[1])
        read = isinstance(data, dict)
        for line, what, mend in faults if read or data is None else ():  # a text or a list is none, to MkDocs as well
            reader.report(file, (line or 0) + 1, what, mend if read else f"{mend} {NONE}")
    elif _BEGUN.match(text):
        what, mend = "begins with fields that no line of --- ends, so readers see them", "Write --- below the last one."
        reader.report(file, 1, what, mend, stops=False)


def page(reader: Reader, docs: Path, name: str) -> str | None:
    """The text of a page in the docs folder; None, and a problem, where it is none."""
    return reader.text(_file(reader, docs, name), blank=True)


def _file(reader: Reader, folder: Path, name: str) -> str:
    return f"{folder.relative_to(reader.root).as_posix()}/{name}"
