"""The theme under its name, for whatever renders MkDocs' themes: `theme: {name: baocang}`.

MkDocs and Zensical look for a theme's templates beside the file of what its entry point (pyproject.toml) gives them.
That is a module elsewhere; here it says where the theme lies, beside the package or inside it (base/assets.py).
"""

from types import SimpleNamespace

from generator.base import assets

NAME = "baocang"
THEME = SimpleNamespace(__file__=str(assets.theme() / "mkdocs_theme.yml"))
