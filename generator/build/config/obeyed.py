"""Which settings of `mkdocs.yml` the pages obey. Any other is named with its line: MkDocs and Material know many more,
and whoever writes one would look for its effect in vain."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from generator.base import chinese_words, regular
from generator.base.inside import inside
from generator.build.config import palette
from generator.build.config.extensions import Fault
from generator.seeds.files import decode

_OF_MKDOCS = """
site_name site_url site_description site_author copyright repo_url repo_name edit_uri nav extra_css extra_javascript
docs_dir site_dir use_directory_urls exclude_docs draft_docs not_in_nav validation strict markdown_extensions plugins
theme extra hooks INHERIT config_file_path mdx_configs
"""
OBEYED = frozenset(_OF_MKDOCS.split())
"""Settings that do what MkDocs says of them, and those that are looked at elsewhere (options.py, setting_kinds.py)."""
BELOW: Mapping[str, frozenset[str]] = {
    "theme": frozenset(["name", "custom_dir", "language", "font", "static_templates", "logo", "favicon", "palette"]),
    "extra": frozenset(["archive"]),
}
"""The same of what stands below a setting."""

NEVER = 'Take it out, or keep it for other programs and build without "--strict".'
MORE = "Take it out, or let a template in theme/ read it."
WHY: Mapping[str, str] = {
    "dev_addr": '"baocang serve" takes --port',
    "edit_uri_template": "edit_uri says where the files are",
    "extra_templates": "templates lie in theme/",
    "remote_branch": '"baocang publish" goes where extra: archive: publish: says',
    "remote_name": '"baocang publish" goes where extra: archive: publish: says',
    "watch": '"baocang serve" watches seeds/, mkdocs.yml and the docs folder',
    "theme.features": "they belong to Material's pages and scripts, and the archive's are its own",
    "theme.font": "letters come from the reader's machine, and the site asks no other host",
    "theme.icon": "the pages have no icons",
    "theme.locale": "theme.language chooses the words",
    "extra.analytics": "readers are not watched, and the site asks no other host",
}
"""Of settings that many write, why they do nothing."""
ALWAYS = frozenset(["theme.font", "extra.analytics"])
"""Those that no template of an archive's own could follow, for the site's policy lets no other host in."""


def ignored(root: Path, data: Mapping[Any, Any]) -> Iterator[Fault]:
    """The settings that the pages do not obey. One below `theme` or `extra` is obeyed where a template of the archive's
    own names it."""
    theme = data.get("theme")
    templates = _templates(root, theme.get("custom_dir") if isinstance(theme, dict) else None)
    known_to_mkdocs = MkDocsConfig()._schema_keys
    for name in data.keys() - OBEYED:
        if name in known_to_mkdocs:
            yield (name,), f"{name} is not obeyed{_because(name)}", NEVER
        else:
            near = (
                [meant] if (meant := chinese_words.field(name, OBEYED)) else difflib.get_close_matches(name, OBEYED, 1)
            )
            yield (name,), f"{name} is no setting", f"Did you mean {near[0]}?" if near else "Take it out."
    yield from palette.faults(theme.get("palette") if isinstance(theme, dict) else None)
    for above, known in BELOW.items():
        within = data.get(above)
        for name, value in within.items() if isinstance(within, dict) else ():
            full = f"{above}.{name}"
            if full in ALWAYS and value is not False:
                yield (above, name), f"{full} is not obeyed{_because(full)}", NEVER
            elif name not in known and not any(str(name) in text for text in templates()):
                yield (above, name), f"{full} is not obeyed{_because(full)}", MORE


def _because(name: str) -> str:
    return f": {WHY[name]}" if name in WHY else ""


def _templates(root: Path, custom_dir: str | None) -> Callable[[], list[str]]:
    """Gives the texts of an archive's own templates, read once and only where they are asked for."""

    @cache
    def texts() -> list[str]:
        found = sorted((root / custom_dir).rglob("*.html")) if custom_dir else []
        files = [path for path in found if regular.is_file(path) and inside(root, path)]
        return [decode.decoded(path.name, regular.content(path))[0] or "" for path in files]

    return texts
