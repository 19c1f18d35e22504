"""MkDocs, page by page: Markdown in, HTML out, with the parts of MkDocs that make one page and not its loop over all.

MkDocs' own loop reads all pages before it writes the first, in one process, and knows of nothing that was made before.
Here a page is a task by itself: any process can do it, and what has not changed is not asked for. Everything else is
MkDocs': its pages, its Markdown, its way of resolving links, its theme and its context of a template.
"""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from jinja2 import FileSystemLoader
from markdown import Markdown
from markdown.extensions.toc import nest_toc_tokens, strip_tags
from markdown.treeprocessors import Treeprocessor
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import is_error_template

from generator.base import assets
from generator.base.addresses import page_of
from generator.base.problems import Problem, Stop
from generator.build import page_bounds
from generator.build.config import mkdocs_yml, own_files, settings, theme
from generator.exports import edition, export, iiif
from generator.exports.mets import mets
from generator.exports.tei import tei
from generator.language.line_breaks import ahead
from generator.pages import facsimile_pages, shown, templates, wording
from generator.pages.brief import Brief, IssueBrief
from generator.pages.listing import Page
from generator.pages.markdown import plain, split
from generator.pages.pages import pages_of
from generator.seeds.files.reader import Reader

EXTENSIONS = ("attr_list", "toc")
INLINE = (
    "escape reference image_link image_reference short_reference short_image_ref autolink automail linebreak "
    "entity em_strong"
)
BLOCKS = "code setextheader hr olist quote reference"
"""Of Python-Markdown's own, what no generated page is written in: looking for that takes as long as all the rest. What
could be markup is an entity there, which is written as it is; looked for, each copies all of its paragraph."""

_AT_WORK = Lock()  # a cluster's workers may have threads; a renderer has one Markdown for all pages
Job = Brief | Page
"""What pages are to be made of and rendered, or a page that is to be rendered."""


@dataclass(frozen=True)
class Made:
    """A generated file, and the page of the site that is made of it."""

    name: str
    """Below the docs folder."""
    source: str | bytes
    html: str | None
    """None where it is no page."""


@dataclass(frozen=True)
class Task:
    """Jobs, each under its digest."""

    root: Path
    version: str
    """Stands for the settings, the theme and the program; another one calls for another one of these."""
    jobs: Sequence[tuple[str, Job]] = ()


def rendered(task: Task) -> tuple[list[tuple[str, list[Made]]], list[Problem]]:
    """What is made of each job, and what MkDocs warns of."""
    with _AT_WORK, mkdocs_yml.listening() as warnings:
        renderer = ready(task.root, task.version)
        ahead(headline for _, job in task.jobs if isinstance(job, Brief) for headline in job.headlines())
        return [(key, list(_made(renderer, job))) for key, job in task.jobs], warnings


def _made(renderer: "Renderer", job: Job) -> Iterator[Made]:
    for name, text in pages_of(job, renderer.say) if isinstance(job, Brief) else [job]:
        yield Made(name, text, renderer.html(name, text))
    if isinstance(job, IssueBrief):
        yield from (Made(name, content, None) for name, content in facsimile_pages.scripts(job))
        yield from (Made(name, content, None) for name, content in export.of_issue(job))
        yield from (Made(name, content, None) for name, content in renderer.editions(job))
        yield from (Made(name, content, None) for name, content in renderer.manifests(job))


class _Addresses(Treeprocessor):
    """Links of generated pages name pages as they stand in the docs folder; they lead to those of the site."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            path, sign, anchor = link.get("href", "").partition("#")
            if path.endswith(".md"):
                link.set("href", page_of(path) + sign + anchor)


def _markdown(config: MkDocsConfig) -> Markdown:
    """Of Markdown what generated pages are written in (markdown.py): it gives what all of it would."""
    out = Markdown(
        extensions=EXTENSIONS, extension_configs={name: config.mdx_configs.get(name, {}) for name in EXTENSIONS}
    )
    for registry, names in ((out.inlinePatterns, INLINE), (out.parser.blockprocessors, BLOCKS)):
        for name in names.split():
            registry.deregister(name)
    out.treeprocessors.register(_Addresses(out), "addresses", 0)
    return out


class _Docs(Files):
    """The docs folder as links see it: it may hold many thousand files, so one is looked for when a link names it."""

    def __init__(self, config: MkDocsConfig, files: Sequence[File], there: Callable[[str], bool]) -> None:
        super().__init__(files)
        self._config = config
        self._there = there

    def get_file_from_path(self, path: str) -> File | None:
        found = super().get_file_from_path(path)
        return found or (_file(self._config, path) if self._there(path) else None)


def _file(config: MkDocsConfig, name: str) -> File:
    return File(name, config.docs_dir, config.site_dir, config.use_directory_urls)


class Renderer:
    """What turns Markdown into pages of the site. Every link of a generated page is taken to lead somewhere."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config
        self._root = Path(config.config_file_path).parent
        with templates.slips(self._root):
            self.say = wording.read(config.theme.dirs, config.theme["language"])
        self.env = templates.environment(config.theme.dirs, config.theme.get_env())
        self._seen = shown.settings(config) if self.env.sandboxed else None
        """The settings, where templates are another's."""
        self._settings = {**config, "theme": {**config.theme}, "extra": {**config.extra}}
        """The same for our own: MkDocs looks for each value anew, and a page asks for fifty."""
        self._markdown = _markdown(config)
        self._plainly = not any(config.mdx_configs.get(name) for name in EXTENSIONS)
        """Headings are made as `plain` does it, without marks of their own."""
        self._hold((), lambda path: ":" not in path)  # what else a menu names is a file (menu.py)

    def editions(self, brief: IssueBrief) -> Iterator[tuple[str, str]]:
        """METS and TEI of what is open of an issue, if the settings ask for them; paths below the docs folder."""
        config = self.config
        if not brief.entries or not settings.own(config.extra).editions:
            return
        address = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
        of = edition.published(brief, self.say, config.site_name, config.copyright or "", address)
        yield f"data/mets/{of.name}.xml", mets(of, f"../tei/{of.name}.xml")
        yield f"data/tei/{of.name}.xml", tei(of)

    def manifests(self, brief: IssueBrief) -> Iterator[tuple[str, str]]:
        """That of its printed pages for viewers of IIIF, where the site has an address."""
        address = f"{self.config.site_url.rstrip('/')}/" if self.config.site_url else ""
        return iiif.manifests(brief, self.say, self.config.copyright or "", address)

    def _hold(self, by_hand: Sequence[str], there: Callable[[str], bool]) -> None:
        self.files = _Docs(self.config, [_file(self.config, name) for name in by_hand], there)
        set_exclusions(self.files, self.config)
        self.nav = get_navigation(self.files, self.config)

    def holding(self, by_hand: Sequence[str], there: Callable[[str], bool]) -> "Renderer":
        """One for the files that people wrote; `there` says whether a link leads somewhere."""
        other = copy(self)
        other._hold(by_hand, there)
        return other

    def html(self, name: str, text: str) -> str:
        """A generated page, in a fifth of the time that MkDocs' own way to its content takes: the front matter is
        JSON, its links are known to lead somewhere, most of what it says is plain, and one Markdown serves for all
        else, which looks for what there is alone."""
        page = MkDocsPage(None, _file(self.config, name), self.config)
        page.meta, markdown = split(text)
        page.markdown = markdown
        if self._plainly and (of := plain(markdown)):
            page.content = of.html
            said: list[Any] = [{"level": level, "id": id, "name": strip_tags(text)} for level, id, text in of.headings]
            page.toc = get_toc(nest_toc_tokens(said))
        else:
            page.content = self._markdown.reset().convert(markdown)
            page.toc = get_toc(getattr(self._markdown, "toc_tokens", []))
        return self._templated(page)

    def _written(self, page: MkDocsPage) -> str:
        """A page that a person wrote, whatever program saved it. Raises Stop where none can be made of it."""
        docs, reader = Path(self.config.docs_dir), Reader(self._root)
        text = own_files.page(reader, docs, page.file.src_uri)
        if text is None:
            raise Stop(reader.problems)
        page.file.content_string = text
        file = f"{docs.relative_to(self._root).as_posix()}/{page.file.src_uri}"
        bounded = copy(self.config)
        bounded.markdown_extensions = [*self.config.markdown_extensions, page_bounds.Bounds()]  # type: ignore[list-item]
        try:
            page.read_source(self.config)
            page_bounds.look_at(page.markdown or "")
            page.render(bounded, self.files)
            return self._templated(page)
        except Stop:
            raise
        except page_bounds.TooMuch as error:
            what = "holds so many signs of Markdown that it would take minutes to read"
            mend = "Take out those that nothing ends, or make several pages of it."
            raise Stop([Problem(file, page_bounds.line_of(text, error), what, mend)]) from None
        except Exception as error:  # a template that is not there, an extension that does not bear the text
            what = f"cannot be made into a page: {' '.join(str(error).split())[:200] or type(error).__name__}"
            raise Stop([Problem(file, None, what, "Take out of the page what is said there.")]) from error

    def _templated(self, page: MkDocsPage) -> str:
        with templates.slips(self._root):
            template = self.env.get_template(page.meta.get("template", "main.html"))
            return template.render(self._context(page))

    def _context(self, page: MkDocsPage | None, base: str = "") -> dict[str, Any]:
        """What a template is given."""
        context: dict[str, Any] = {**get_context(self.nav, [], self.config, page, base)}
        return {**context, "config": self._settings} if self._seen is None else shown.context(context, self._seen)

    def written(self) -> Iterator[tuple[str, str | Path]]:
        """What a person wrote, as it stands in the site: pages as HTML, other files as they are."""
        for file in self.files:
            if not file.inclusion.is_included():  # type: ignore[no-untyped-call]
                continue
            if file.is_documentation_page():
                yield file.dest_uri, self._written(file.page or MkDocsPage(None, file, self.config))
            else:
                yield file.dest_uri, Path(f"{file.abs_src_path}")

    def theme(self, written: Collection[str]) -> Iterator[tuple[str, str | Path]]:
        """What the theme brings: its pages (404.html) as HTML, style sheets and scripts as they are. A file of the
        same name in the docs folder (`written`) goes before it."""
        own = Files([])
        own.add_files_from_theme(self.env.overlay(loader=_Shown(theme.own(self.config.theme.dirs))), self.config)
        for file in own:
            if file.src_uri not in written and file.src_uri != mkdocs_yml.SITEMAP:
                yield file.dest_uri, Path(f"{file.abs_src_path}")
        for name in sorted(self.config.theme.static_templates):
            # The page of an error is served under any address, so its links begin at the root of the host.
            base = urlsplit(self.config.site_url or "/").path if is_error_template(name) else "."
            with templates.slips(self._root):
                page = self.env.get_template(name).render(self._context(None, base))
            yield name, page


class _Shown(FileSystemLoader):
    """The theme's files but for hidden folders, which MkDocs takes nothing from."""

    def list_templates(self) -> list[str]:
        found = set()
        for top in map(Path, self.searchpath):
            for folder, folders, files in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found |= {(Path(folder) / name).relative_to(top).as_posix() for name in files}
        return sorted(found)


_READY: dict[tuple[Path, str], Renderer] = {}


def ready(root: Path, version: str, config: MkDocsConfig | None = None) -> Renderer:
    """The renderer of an archive. A process has it from the one that started it, where that has made it, templates read
    and all: it takes as long as to make a hundred pages."""
    if (root, version) not in _READY:
        _READY.clear()
        renderer = _READY[root, version] = Renderer(config or mkdocs_yml.read(Reader(root)))
        with templates.slips(root):
            for template in assets.theme().glob("*.html"):
                renderer.env.get_template(template.name)
    return _READY[root, version]
