"""Where the files of an archive can be changed: `repo_url` and `edit_uri`, which MkDocs reads as the address of the
docs folder. From there the way leads to `seeds/`, too."""

import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig

from generator.build.config.extensions import Fault
from generator.build.config.settings import ADDRESS


def faults(data: Mapping[str, Any], config: MkDocsConfig) -> Iterator[Fault]:
    """`data` are the settings as the file has them."""
    if config.repo_url and not ADDRESS.fullmatch(config.repo_url):
        yield ("repo_url",), f"repo_url is {config.repo_url[:60]}", "Write an address that begins with https://."
    elif "edit_uri" in data and config.edit_uri and not ADDRESS.fullmatch(archive(config)):
        mend = f'Write the way from repo_url to the docs folder, as in "edit_uri: edit/main/{_docs(config)}/".'
        yield ("edit_uri",), f"edit_uri is {config.edit_uri[:60]}, which gives no address", mend


def not_guessed(data: Mapping[str, Any], config: MkDocsConfig) -> Iterator[Fault]:
    """MkDocs takes a branch and a folder for granted that need not be: without `edit_uri` no links lead to files."""
    if config.edit_uri and "edit_uri" not in data:
        config.edit_uri = None
        mend = f'Add "edit_uri: edit/main/{_docs(config)}/", or "edit_uri: \'\'".'
        yield ("repo_url",), "without edit_uri no page leads to its file", mend


def _docs(config: MkDocsConfig) -> str:
    return Path(config.docs_dir).relative_to(Path(config.config_file_path).parent).as_posix()


def archive(config: MkDocsConfig) -> str:
    """The address of the archive's folder, with its last slash; empty where none is known."""
    if not config.edit_uri:
        return ""
    up = f"{Path(os.path.relpath(Path(config.config_file_path).parent, config.docs_dir)).as_posix()}/"
    base = f"{config.repo_url.rstrip('/')}/" if config.repo_url else ""
    if config.edit_uri.startswith(("?", "#")):  # the path is not one that a browser puts together
        return f"{base.rstrip('/')}{posixpath.normpath(config.edit_uri + up)}/"
    return urljoin(urljoin(base, config.edit_uri), up)
