"""Templates as they are run. Those of an archive's own run in Jinja's sandbox, for a template can reach all of Python:
`{{ ''.__class__.__mro__ }}` is where that begins. The program's own need none, and take a fifth less time without."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.sandbox import SandboxedEnvironment

from generator import assets, kept
from generator.inside import inside


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
    """Follows no link out of its folders."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        text, file, fresh = super().get_source(environment, template)
        if not any(inside(Path(folder), Path(file)) for folder in self.searchpath):
            raise TemplateNotFound(template, f"{template} is a link that leads out of the theme")
        return text, file, fresh


def environment(folders: Sequence[str]) -> Environment:
    """Looks for templates in the folders, the first one first. What a sandbox runs is compiled otherwise, and kept
    apart."""
    ours = all(any(Path(folder).resolve().is_relative_to(home) for home in assets.templates()) for folder in folders)
    env = (Environment if ours else SandboxedEnvironment)(loader=_Loader(folders), auto_reload=False)
    env.bytecode_cache = _Compiled(assets.cache() / f"{'templates' if ours else 'sandbox'}-{version('jinja2')}")
    return env
