"""An issue of three articles and a line of none, as `segment` has just written it."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Sample, begun
from tests.seeds.persons import FILE, ISSUES, PAGE


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Not to be changed."""
    archive = begun(tmp_path_factory.mktemp("fresh") / "archive", ISSUES)
    archive.write("seeds/pages/a.txt", PAGE)
    assert archive.run("segment").output == f"{FILE}: 3 articles found, 1 line in no article.\n"
    return archive


@pytest.fixture
def segmented(fresh: Sample, tmp_path: Path) -> Sample:
    shutil.copytree(fresh.root, tmp_path / "archive")
    return Sample(tmp_path / "archive")
