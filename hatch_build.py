"""Of wheel and sdist what pyproject.toml cannot say by itself: the address of the repository that they are built in.
The workflow knows it; BAOCANG_REPOSITORY names another one. Without either no address is made up.
"""

import os
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Addresses(MetadataHookInterface):
    """project.urls, as PyPI shows them beside the description."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        host, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
        home = os.environ.get("BAOCANG_REPOSITORY") or (f"{host}/{name}" if host and name else "")
        if home:
            below = {"Source": "", "Documentation": "/tree/main/docs", "Changelog": "/blob/main/CHANGELOG.md"}
            metadata["urls"] = {"Homepage": home, **{key: f"{home}{path}" for key, path in below.items()}}
            metadata["urls"]["Issues"] = f"{home}/issues"
