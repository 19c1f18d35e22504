"""Templates as they are run. Those of an archive's own run in Jinja's sandbox, for a template can reach all of Python:
`{{ ''.__class__.__mro__ }}` is where that begins. What they take is bounded (bounded.py), and they see no path of the
machine (shown.py). The program's own need none of it, and take a fifth less time without."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from traceback import walk_tb
from types import CodeType
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.environment import TemplateModule
from jinja2.filters import FILTERS
from jinja2.loaders import split_template_path
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.base import assets, kept, made_by
from generator.base.inside import inside
from generator.base.problems import Problem, Stop
from generator.pages import bounded, counting
from generator.pages.shown import Seen
from generator.seeds.files import decode

OPEN = (date, datetime)
"""Values of which all may be seen that does not begin with _; and so of what is `Seen`."""
JINJA = ("jinja2.environment", "jinja2.filters", "jinja2.runtime", "jinja2.utils")
WORDS = "generator.pages.wording"
METHODS = frozenset(dir(dict))
_AT_HAND: dict[tuple[Path, str], tuple[str, CodeType | None]] = {}
"""Templates that this process has read, each with the digest of its text."""


class _Compiled(BytecodeCache):
    """Templates as they are run, kept for the user: to compile the theme's takes as long as to make a hundred pages.
    What a process has read once it has at hand: it makes a site again and again while somebody writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = _AT_HAND.get((self._folder, bucket.key), ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif content := kept.read(self._folder / bucket.key):
            bucket.bytecode_from_string(content)
            _AT_HAND[self._folder, bucket.key] = bucket.checksum, bucket.code

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
            what, mend = "is a link that leads out of the theme", "Put a copy of the file there."
            raise Stop([Problem(f"{file}", None, what, mend)])
        text, problems = decode.decoded(str(file), file.read_bytes())
        if text is None:
            raise Stop(problems)
        return text, str(file), lambda: True


class _Template(Template):
    """Our own, which have the same globals everywhere: what one imports of another is made once. (Jinja compares the
    globals for each import of each page.)"""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class _Own(Environment):
    """Takes a value out of a mapping by its name, where Jinja looks for a method first: a page asks for a hundred, and
    half of them are not there."""

    template_class = _Template

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute not in METHODS:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Calls what Jinja, plain values and the words of the site offer, and nothing of other things; counts what is done.
    Nothing is worked out when a template is compiled, where nobody counts."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)
    intercepted_unops = frozenset(ImmutableSandboxedEnvironment.default_unop_table)
    template_class = bounded.Bounded
    code_generator_class = counting.Code

    def __init__(self, loader: _Loader) -> None:
        super().__init__(loader=loader, auto_reload=False, cache_size=-1, optimized=False, finalize=counting.shown)
        del self.globals["lipsum"]  # other words in every build

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        kind = type(obj)
        known = (
            attr in bounded.METHODS.get(kind, ())
            or (kind in OPEN and attr != "strptime")
            or isinstance(obj, Seen)
            or kind.__module__ in (*JINJA, WORDS)
        )
        return known and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: object) -> None:
        """`"{:9999999999}".format(1)` is not called: `%` and `~` say the same, and are counted."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        bounded.operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        bounded.spend(bounded.weight(arg))
        return super().call_unop(context, operator, arg)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Filters go along an attribute's path by it, for each value; `.name` goes by `getattr`."""
        value = super().getitem(obj, argument)
        bounded.taken(obj, argument, value)
        return value

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """The names of its first parameters are none that a template may give a value."""
        args = bounded.called(__obj, args, kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def _load_template(self, name: str, globals: Any) -> Template:
        """However the name of a file is written, the file is read and compiled once."""
        bounded.sought(name)
        return super()._load_template("/".join(split_template_path(name)), globals)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tokens = self.lexer.tokeniter(source, name, filename)
        if len(source) > bounded.CODE or any(at >= bounded.TOKENS for at, _ in enumerate(tokens)):
            raise bounded.Long
        return super()._parse(source, name, filename)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(counting.counted(self, source), *args, **kwargs)


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
        what = what if isinstance(error, bounded.Excess) else f"is wrong: {what[:200]}"
        raise Stop([Problem(_below(root, place[0]), place[1], what, "Correct the template there.")]) from error


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


def environment(folders: Sequence[str], given: Environment | None = None) -> Environment:
    """Looks for templates in the folders, the first one first, with what another environment has. What a sandbox runs
    is compiled otherwise, and kept apart."""
    ours = all(any(Path(folder).resolve().is_relative_to(home) for home in assets.templates()) for folder in folders)
    env = _Own(loader=_Loader(folders), auto_reload=False) if ours else _Sandbox(_Loader(folders))
    if given:
        for extension in given.extensions.values():
            env.add_extension(type(extension))
        env.globals.update({name: each for name, each in given.globals.items() if name not in DEFAULT_NAMESPACE})
        env.filters.update({name: each for name, each in given.filters.items() if name not in FILTERS})
    if not ours:
        bounded.count(env)
        env.filters |= counting.FILTERS
    kind = f"templates-{version('jinja2')}" if ours else f"sandbox-{_counted()}"
    env.bytecode_cache = _Compiled(assets.cache() / kind)
    return env


@cache
def _counted() -> str:
    """Stands for all that makes code of a template in the sandbox."""
    return made_by.code("pages/counting")
