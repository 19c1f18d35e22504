"""Settings of another kind are said in plain words, whatever stands there, and so are folders that are not apart."""

import pytest
from mkdocs.config.defaults import MkDocsConfig

from tests.conftest import Sample

pytestmark = pytest.mark.slow

TEXT = "Write text, in quotation marks if need be."
LIST = 'Write a list, each entry on a line of its own behind "- ".'
NAMES = 'Write names with values, one below the other, as in "NAME: value".'
APART = 'Name a folder of its own, as in "{}".'
ODD = ["x", "3", "true", "null", "''", "[]", "[x]", "[3]", "[[x]]", "{}", "{a: b}", "{a: {b: [c]}}", "[{a: {b: c}}]"]


def put(sample: Sample, setting: str) -> str:
    """Writes a setting where it stood, or at the end; its line."""
    name, kept, below = setting.partition(":")[0], [], False
    for line in sample.read("mkdocs.yml").split("\n"):
        below = line.startswith(f"{name}:") or (below and line.startswith((" ", "-")))
        kept += [] if below else [line]
    text = "\n".join(kept).rstrip("\n")
    sample.write("mkdocs.yml", f"{text}\n{setting}\n")
    return f"mkdocs.yml:{text.count(chr(10)) + 2}: "


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("site_name: [a]", f"site_name is ['a']. {TEXT}"),
        ("site_name: 3", f"site_name is 3. {TEXT}"),
        ("site_name: null", 'no site_name. Add "site_name:" and the name of the archive.'),
        ("site_url: {a: b}", f"site_url is {{'a': 'b'}}. {TEXT}"),
        ("use_directory_urls: x", "use_directory_urls is x. Write true or false."),
        ("extra: [x]", f"extra is ['x']. {NAMES}"),
        ("extra_css: [3]", f"extra_css is [3]. {LIST}"),
        ("extra_css: [[x]]", f"extra_css is [['x']]. {LIST}"),
        ("extra_javascript: [{a: b}]", f"extra_javascript is [{{'a': 'b'}}]. {LIST}"),
        ("plugins: x", f"plugins is x. {LIST}"),
        ("nav: [[x]]", 'nav is [[\'x\']]. Write a list of pages, each behind "- ", as in "- 关于: about.md".'),
        ("theme: {name: material, language: [zh]}", f"language is ['zh']. {TEXT}"),
        ("theme: {name: material, language: zh, static_templates: 3}", f"static_templates is 3. {LIST}"),
        ("config_file_path: x", "config_file_path is no setting. Take it out."),
        ("docs_dir: nowhere", "docs_dir is nowhere, and there is no such folder. Make it, or name another."),
        ("site_dir: .", f"site_dir holds the archive itself. {APART.format('site_dir: site')}"),
        ("site_dir: site_src", f"site_dir is the docs folder. {APART.format('site_dir: site')}"),
        ("site_dir: site_src/site", f"site_dir lies in the docs folder. {APART.format('site_dir: site')}"),
    ],
)
def test_a_value_of_another_kind_is_named_with_its_line(sample: Sample, setting: str, said: str) -> None:
    where = put(sample, setting)
    result = sample.run("build")
    assert result.output == f"{where}{said}\n"
    assert result.exit_code == 2
    assert not (sample.root / "site").exists()


BELOW = ["theme.language", "theme.palette", "theme.logo", "theme.favicon", "theme.features", "extra.archive"]


@pytest.mark.parametrize("name", [*sorted(MkDocsConfig()._schema_keys), *BELOW, "pages"])
def test_nothing_of_python_is_said_whatever_stands_there(sample: Sample, name: str) -> None:
    before = sample.read("mkdocs.yml")
    for value in ODD:
        sample.write("mkdocs.yml", before)
        first, _, second = name.partition(".")
        put(sample, f"{first}: {{name: material, {second}: {value}}}" if second else f"{first}: {value}")
        result = sample.run("check")
        assert result.exit_code in (0, 1), value
        assert "class '" not in result.output
        assert "object" not in result.output
