"""What a result is made by is read from the sources: whatever can change its bytes changes its digest, and nothing
else does."""

import ast
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.base import assets, made_by
from generator.base.archive import Archive, Entry
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.search import documents, index_segment, revision, search

MODULES = sorted(path.relative_to(assets.PACKAGE).with_suffix("").as_posix() for path in assets.PACKAGE.rglob("*.py"))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the program that may be changed."""
    copy = tmp_path / "generator"
    shutil.copytree(assets.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(made_by, "closure", lambda *of, whole=made_by.closure: whole(*of, package=copy))
    monkeypatch.setattr(assets, "PACKAGE", copy)
    made_by.code.cache_clear()
    yield copy
    made_by.code.cache_clear()


def imported(path: Path) -> Iterator[str]:
    """What Python's own parser says that a module imports, names in modules among it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, "relative imports are not looked for"
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("module", MODULES)
def test_every_import_is_seen(module: str) -> None:
    path = assets.PACKAGE / f"{module}.py"
    seen = {*made_by._own(path.read_text(encoding="utf-8"), "generator")}
    seen |= {*made_by._others(path.read_text(encoding="utf-8"))}
    for name in imported(path):
        top, *rest = name.split(".")
        assert ("/".join(rest) if top == "generator" else top) in seen


def test_every_module_that_an_index_runs_through_is_in_it() -> None:
    """Those that Python has loaded for the makers of the index, as far as their own names say where they are from."""
    held = {name.removesuffix(".py").replace("/", ".") for name in made_by.closure(*search.MAKERS)}
    waiting = [documents, index_segment, revision]
    seen = set()
    while waiting:
        module = waiting.pop()
        seen.add(module.__name__)
        for value in vars(module).values():
            name = str(getattr(value, "__module__", None) or getattr(value, "__name__", ""))
            if name.startswith("generator.") and name not in seen:
                waiting.append(sys.modules[name])
    assert {f"generator.base.{name}" for name in ("model", "addresses", "digest")} | {
        "generator.search.documents"
    } < seen
    assert {name.removeprefix("generator.") for name in seen} <= held


@pytest.mark.parametrize(
    "module", [*("search/documents", "search/shards", "language/words"), *("base/model", "base/digest", "__init__")]
)
def test_another_module_on_the_way_means_another_address(package: Path, module: str) -> None:
    before = made_by.code(*search.MAKERS)
    path = package / f"{module}.py"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n# changed\n", encoding="utf-8")
    made_by.code.cache_clear()
    assert made_by.code(*search.MAKERS) != before


def test_a_catalogue_of_another_format_is_that_of_another_program(package: Path) -> None:
    before = made_by.code(*search.MAKERS), search.program()
    path = package / "search/search.py"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n# changed\n", encoding="utf-8")
    made_by.code.cache_clear()
    assert made_by.code(*search.MAKERS) == before[0], "no segment is made anew for that"
    assert search.program() != before[1]


BESIDE = (
    "cli",
    "seeds/following/issue_files",
    "pages/pages",
    "review/review",
    "segmentation/segment",
    "build/render",
    "exports/feeds",
)


@pytest.mark.parametrize("module", BESIDE)
def test_a_module_beside_the_way_leaves_the_address(package: Path, module: str) -> None:
    before = made_by.code(*search.MAKERS)
    path = package / f"{module}.py"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n# changed\n", encoding="utf-8")
    made_by.code.cache_clear()
    assert made_by.code(*search.MAKERS) == before


@pytest.mark.parametrize(("table", "same"), [("folding.tsv", False), ("shorthand.txt", False), ("tiles.csv", True)])
def test_a_table_counts_where_it_is_read(package: Path, table: str, same: bool) -> None:
    before = made_by.code(*search.MAKERS)
    with (package / "data" / table).open("ab") as file:
        file.write(b"\n")
    made_by.code.cache_clear()
    assert (made_by.code(*search.MAKERS) == before) == same


def test_tables_of_all_modules_are_found() -> None:
    sources = made_by.closure(*MODULES)
    named = {name for source in sources.values() for name in made_by._TABLE.findall(source)}
    assert {path.name for path in (assets.PACKAGE / "data").iterdir()} - {"README.md"} <= named


def test_modules_may_lie_in_folders(tmp_path: Path) -> None:
    package = tmp_path / "generator"
    for name, source in {
        "__init__.py": "",
        "cli.py": "from generator.search import (\n    index as i,  # the index\n)\n",
        "search/__init__.py": "import generator.base.first, numpy as np\n",
        "search/index.py": "def late():\n    from generator.base import third\n",
        "search/other.py": "",
        "base/__init__.py": "",
        "base/first.py": "",
        "base/third.py": "",
    }.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(source, encoding="utf-8")
    found = made_by.closure("cli", package=package)
    assert {*found} == {
        *("__init__.py", "cli.py", "search/__init__.py", "search/index.py"),
        *("base/__init__.py", "base/first.py", "base/third.py"),
    }
    assert {*made_by._others(found["search/__init__.py"])} == {"generator", "numpy"}


def test_the_libraries_that_an_index_is_made_with_count(monkeypatch: pytest.MonkeyPatch) -> None:
    known = made_by.libraries()
    assert {"jieba", "numpy", "jinja2", "markdown", "pyyaml", "mkdocs-material", "pydantic-core"} <= known.keys()
    assert "pytest" not in known and "distributed" not in known and "baocang" not in known
    assert "yaml" in known["pyyaml"][1]
    before = made_by.code(*search.MAKERS)
    for name, same in {"jieba": False, "numpy": False, "pydantic": False, "mkdocs": True}.items():
        other = {**known, name: ("0", known[name][1])}
        with monkeypatch.context() as patch:
            patch.setattr(made_by, "libraries", lambda other=other: other)
            assert (made_by.code.__wrapped__(*search.MAKERS) == before) == same, name


def test_every_library_is_known_or_an_extra() -> None:
    known = {module for _, modules in made_by.libraries().values() for module in modules}
    tops = {top for source in made_by.closure(*MODULES).values() for top in made_by._others(source)}
    assert tops - known - {*sys.stdlib_module_names} - {"generator", ""} <= {
        "brotli",
        "distributed",
        "libzim",
        "rapidocr",
    }


def test_the_dictionary_is_made_by_less_than_the_index() -> None:
    assert made_by.closure("lexicon").keys() < made_by.closure(*search.MAKERS).keys()


def test_a_document_has_another_digest_where_a_name_is_put_right_otherwise() -> None:
    """The names of authors are the one thing in it that holdings.py makes and that no digest of the entry has."""
    paper = Paper.model_validate({"name": "兴县报"})
    record = {"paper": "xxb", "date": "2024-03-07", "id": "xxb-2024-03-07-01-01", "title": "春耕", "body": "田野。"}
    digests = []
    for name in ("王伟", "王　伟"):
        article = Article.model_validate({**record, "authors": [{"name": name}]})
        archive = Archive({"xxb": paper}, {}, (Entry(article, None, (), "origin"),))
        [document] = documents.Documents(archive, str)
        assert [document.digest] == [*documents.Documents(archive, str).digests()]
        digests.append(document.digest)
    assert digests[0] != digests[1]
