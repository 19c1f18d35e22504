"""Templates as they are run. Those of an archive's own run in Jinja's sandbox, for a template can reach all of Python:
`{{ ''.__class__.__mro__ }}` is where that begins. The program's own need none, and take a fifth less time without."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from traceback import walk_tb

from jinja2 import Environment, FileSystemLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.loaders import split_template_path
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from generator import assets, decode, kept
from generator.inside import inside
from generator.problems import Problem, Stop

PLAIN = (str, bytes, bool, int, float, list, tuple, dict, set, frozenset, range, Markup, date, datetime)
JINJA = ("jinja2.environment", "jinja2.runtime", "jinja2.utils")
WORDS = "generator.wording"


class _Compiled(BytecodeCache):
    """Templates as they are run, kept for the user: to compile the theme's takes as long as to make a hundred pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        if content := kept.read(self._folder / bucket.key):
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # it is compiled again
            kept.write(self._folder / bucket.key, bucket.bytecode_to_string())


class _Loader(FileSystemLoader):
    """Reads templates however they are written, and follows no link out of its folders."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        names = split_template_path(template)
        file = next((path for folder in self.searchpath if (path := Path(folder, *names)).is_file()), None)
        if file is None:
            raise TemplateNotFound(template)
        if not any(inside(Path(folder), file) for folder in self.searchpath):
            raise TemplateNotFound(template, f"{template} is a link that leads out of the theme")
        text, problems = decode.decoded(str(file), file.read_bytes())
        if text is None:
            raise Stop(problems)
        return text, str(file), lambda: True


class _Sandbox(SandboxedEnvironment):
    """Calls what Jinja, plain values and the words of the site offer, and nothing of other things: MkDocs hands its own
    to templates, one of which makes an environment that is no sandbox (`config.theme.get_env`)."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        known = type(obj) in PLAIN or type(obj).__module__ in (*JINJA, WORDS)
        return super().is_safe_attribute(obj, attr, value) and (known or not callable(value))


@contextmanager
def slips(root: Path) -> Iterator[None]:
    """Where a template cannot be read or carried out, raises a Stop that names its line."""
    try:
        yield
    except Stop as stop:
        raise Stop(replace(problem, file=_below(root, problem.file)) for problem in stop.problems) from None
    except Exception as error:
        if (place := _place(error)) is None:
            raise
        what = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        problem = Problem(_below(root, place[0]), place[1], f"is wrong: {what[:200]}", "Correct the template there.")
        raise Stop([problem]) from error


def _place(error: BaseException) -> tuple[str, int | None] | None:
    """File and line of the template in which something went wrong; None where it was in none. Where it goes wrong in
    reading a template, as where brackets are nested too deep, no line is known."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or str(error.name), error.lineno
    for frame, line in reversed([*walk_tb(error.__traceback__)]):
        if (template := frame.f_globals.get("__jinja_template__")) is not None:
            return str(template.filename), template.get_corresponding_lineno(line)
        if "__jinja_exception__" in frame.f_globals:  # Jinja has put the template's line there already
            return frame.f_code.co_filename, line
        if frame.f_globals.get("__name__") == "jinja2.environment" and (file := frame.f_locals.get("filename")):
            return str(file), None
    return None


def _below(root: Path, file: str) -> str:
    return Path(file).relative_to(root).as_posix() if Path(file).is_relative_to(root) else file


def environment(folders: Sequence[str]) -> Environment:
    """Looks for templates in the folders, the first one first. What a sandbox runs is compiled otherwise, and kept
    apart."""
    ours = all(any(Path(folder).resolve().is_relative_to(home) for home in assets.templates()) for folder in folders)
    env = (Environment if ours else _Sandbox)(loader=_Loader(folders), auto_reload=False)
    env.bytecode_cache = _Compiled(assets.cache() / f"{'templates' if ours else 'sandbox'}-{version('jinja2')}")
    return env
