"""`plugins: [baocang]`, for `mkdocs build` and `mkdocs serve`: before MkDocs looks for pages, the archive's are made.

The work is done by `baocang build` in a process of its own, which checks the settings as it always does; MkDocs, which
has started this one, then renders what lies in the docs folder.
"""

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin

from generator.build.config import options
from generator.build.config.theme import NAME

log = logging.getLogger(f"mkdocs.plugins.{NAME}")


class NoSettings(Config):  # type: ignore[no-untyped-call]  # MkDocs' own classes have no types here
    """All that the archive says stands elsewhere in mkdocs.yml."""


class Plugin(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Raises PluginError, with what `baocang build` says, where that makes no site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        command = [sys.executable, "-m", "generator", "build"]
        done = subprocess.run(
            command, cwd=_archive(config), check=False, capture_output=True, text=True, encoding="utf-8"
        )
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        if done.returncode:
            raise PluginError("\n".join(said))
        for line in said:
            log.info(line)
        if address := options.address():
            config.site_url = f"{address.rstrip('/')}/"
        return config

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        server.watch(str(_archive(config) / "seeds"))
        return server


def _archive(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
