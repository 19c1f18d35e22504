"""What people wrote and what the theme brings, put into the site as MkDocs makes it."""

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from generator.base import assets, regular
from generator.base.inside import among
from generator.base.problems import Problem
from generator.build import policy, uncommented
from generator.build.config import mkdocs_yml
from generator.build.render import Task, ready
from generator.build.site_folder import Tree
from generator.seeds.files import decode

READ = (".css", ".js")
"""What browsers take for UTF-8, as the pages are that name it."""
MARK = "\ufeff"
"""Goes before any `@charset`, which may name what it was."""


def by_hand(task: Task, names: Sequence[str], tree: Tree, later: set[str]) -> list[Problem]:
    """Puts into the site what people wrote and what the theme brings, but what is put there `later`; what MkDocs warns
    of."""
    root, renderer = task.root, ready(task.root, task.version)
    of_program = among(assets.theme())
    docs = Path(renderer.config.docs_dir)
    own, *homes = [among(home) for home in (root, *assets.templates())]
    with mkdocs_yml.listening(docs, root) as warnings:
        here = [name for name in names if (docs / name).is_file() and own(docs / name)]
        warnings += [_left_out(docs / name, root) for name in names if name not in set(here)]
        renderer = renderer.holding(here, lambda path: (docs / path).is_file())
        for name, content in chain(renderer.written(), renderer.theme(tree.names | set(here) | later)):
            if isinstance(content, Path) and not (
                content.is_file() and any(within(content) for within in (own, *homes))
            ):
                warnings.append(_left_out(content, root))
            elif name in tree.names:
                what, mend = f"would stand where {name} of the archive stands", "Give it another name."
                warnings.append(Problem(f"{docs.name}/{name}", None, what, mend, stops=False))
            else:
                tree.put(name, _content(content, of_program) if isinstance(content, Path) else content)
                warnings.extend(_against(_source(docs, name), content) if isinstance(content, str) else [])
    return warnings


def _content(path: Path, of_program: Callable[[Path], bool]) -> bytes:
    """What stands in a file; a style sheet or script is UTF-8 in the site, whatever program saved it, and one of the
    program's comes without its comments."""
    data = regular.content(path)
    if path.suffix in uncommented.KINDS and of_program(path):
        return uncommented.published(path.name, data)
    if path.suffix.lower() not in READ or decode.plain(data) is not None:
        return data
    text, _ = decode.decoded(path.name, data)
    return data if text is None else f"{MARK}{text}".encode()


def _source(docs: Path, name: str) -> str:
    """The file that a page of the site is made of: one of the docs folder, else the theme's of the same name."""
    file = docs / f"{name.removesuffix('.html')}.md"
    return f"{docs.name}/{file.relative_to(docs).as_posix()}" if file.is_file() else f"theme/{name}"


def _against(name: str, page: str) -> list[Problem]:
    """What of a page that a person wrote its readers will not have."""
    mend = "Put it into a file of its own in that folder, and let the page name it."
    what = "is not let in by the site's policy, and will not be seen"
    return [Problem(name, None, f"{found} {what}", mend, stops=False) for found in policy.against(page)]


def _left_out(path: Path, root: Path) -> Problem:
    what, mend = "is a link that is not followed, and was left out of the site", "Put a copy there."
    if path.exists() and not path.is_file() and not path.is_symlink():
        what, mend = f"is {regular.kind(path)} and no file, and was left out of the site", "Put a file there."
    return Problem(path.relative_to(root).as_posix(), None, what, mend, stops=False)
