"""Every setting that MkDocs and Material know is obeyed by the pages, or named with its line."""

import re

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.build.config import obeyed
from tests.build.test_setting_kinds import put
from tests.conftest import REPOSITORY, Sample

GUIDE = "docs/settings.md"
OUT = 'Take it out, or keep it for other programs and build without "--strict".'
MORE = "Take it out, or let a template in theme/ read it."


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("dev_addr: 127.0.0.1:9000", f'dev_addr is not obeyed: "baocang serve" takes --port. {OUT}'),
        (
            "watch: [notes]",
            f'watch is not obeyed: "baocang serve" watches seeds/, mkdocs.yml and the docs folder. {OUT}',
        ),
        ("extra_templates: [a.html]", f"extra_templates is not obeyed: templates lie in theme/. {OUT}"),
        (
            "remote_branch: pages",
            f'remote_branch is not obeyed: "baocang publish" goes where extra: archive: publish: says. {OUT}',
        ),
        ("site_nmae: x", "site_nmae is no setting. Did you mean site_name?"),
        ("qqq: x", "qqq is no setting. Take it out."),
    ],
)
def test_a_setting_that_no_page_obeys_is_named_with_its_line(sample: Sample, setting: str, said: str) -> None:
    (sample.root / "notes").mkdir()
    where = put(sample, setting)
    result = sample.run("build")
    assert [line for line in result.output.splitlines() if line.startswith("mkdocs.yml")] == [f"{where}{said}"]
    assert result.exit_code == 0
    assert sample.run("build", "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("above", "name", "value", "said"),
    [
        (
            "theme",
            "features",
            "[navigation.tabs]",
            "they belong to Material's pages and scripts, and the archive's are",
        ),
        ("theme", "icon", "{logo: material/library}", f"the pages have no icons. {MORE}"),
        (
            "theme",
            "font",
            "{text: Roboto}",
            f"letters come from the reader's machine, and the site asks no other host. {OUT}",
        ),
        ("theme", "direction", "rtl", MORE),
        (
            "extra",
            "analytics",
            "{provider: google}",
            f"readers are not watched, and the site asks no other host. {OUT}",
        ),
        ("extra", "social", "[{icon: x, link: y}]", MORE),
    ],
)
def test_what_no_page_obeys_below_theme_and_extra_is_named_too(
    sample: Sample, above: str, name: str, value: str, said: str
) -> None:
    text = sample.read("mkdocs.yml")
    sample.write("mkdocs.yml", text.replace(f"{above}:\n", f"{above}:\n  {name}: {value}\n"))
    line = 1 + sample.read("mkdocs.yml").split("\n").index(f"  {name}: {value}")
    result = sample.run("check")
    [found] = [line for line in result.output.splitlines() if line.startswith("mkdocs.yml")]
    assert found.startswith(f"mkdocs.yml:{line}: {above}.{name} is not obeyed")
    assert said in found


def test_what_a_template_of_ones_own_reads_is_obeyed_but_no_analytics(sample: Sample) -> None:
    text = sample.read("mkdocs.yml").replace(
        "name: baocang\n", "name: baocang\n  custom_dir: theme\n  slogan: 有报可查\n"
    )
    sample.write("mkdocs.yml", text.replace("extra:\n", "extra:\n  hall: 县志馆\n  analytics: {provider: x}\n"))
    own = "{{ config.theme.slogan }}{{ config.extra.hall }}{{ config.extra.analytics }}"
    sample.write("theme/404.html", f"{{% extends 'frame.html' %}}{{% block main %}}<h1>{own}</h1>{{% endblock %}}")
    result = sample.run("build")
    assert [line.partition(" is ")[0] for line in result.output.splitlines() if "mkdocs.yml" in line] == [
        "mkdocs.yml:9: extra.analytics"
    ]
    assert "有报可查县志馆" in sample.read("site/404.html")


def test_strict_in_the_settings_is_strict(sample: Sample) -> None:
    put(sample, "strict: true")
    assert sample.run("build").exit_code == 0
    put(sample, "watch: [site_src]")
    result = sample.run("build")
    assert result.exit_code == 2
    assert "watch is not obeyed" in result.output


def test_the_guide_says_of_each_setting_whether_it_is_obeyed() -> None:
    """Each setting stands in one row of the guide's tables, first those that are obeyed, then those that are not."""
    text = (REPOSITORY / GUIDE).read_text(encoding="utf-8")
    applies, _, ignored = text.partition("## Settings that do not apply")
    assert ignored
    theme, extra = ({f"{above}.{name}" for name in names} for above, names in obeyed.BELOW.items())
    for part, names in (
        (applies, obeyed.OBEYED | theme | extra),
        (ignored, (MkDocsConfig()._schema_keys | obeyed.WHY.keys()) - obeyed.OBEYED - {"theme.font"}),
    ):
        rows = {
            name
            for row in part.split("\n")
            if row.startswith("| `")
            for name in re.findall(r"`([\w.]+)`", row.split("|")[1])
        }
        assert names - rows == set()


def test_a_change_in_the_partials_of_ones_own_theme_is_seen(sample: Sample) -> None:
    """Material has a folder of that name, too, and is told by its version."""
    text = sample.read("mkdocs.yml").replace("name: baocang", "name: baocang\n  custom_dir: theme")
    sample.write("mkdocs.yml", text)
    sample.write(
        "theme/listing.html",
        '{% extends "frame.html" %}{% block main %}<h1>{% include "partials/own.html" %}</h1>{% endblock %}',
    )
    for words in ("旧话", "新话"):
        sample.write("theme/partials/own.html", words)
        assert sample.run("build").exit_code == 0
        assert words in sample.read("site/issues/index.html")


def test_settings_that_would_run_programs_do_not_hide_what_else_is_wrong(sample: Sample) -> None:
    text = sample.read("mkdocs.yml").split("markdown_extensions:")[0]
    more = "markdown_extensions:\n  - attr_list\n  - none\n  - nil: {a: 1}\n  - toc: {permalink: 3}\n"
    sample.write("mkdocs.yml", f"{text}{more}hooks: [h.py]\nextra_css: [none.css]\nnav: [none.md]\n")
    first = text.count("\n") + 1
    result = sample.run("build")
    assert result.exit_code == 2
    said = [line.split(": ", 1) for line in result.output.splitlines()]
    assert [(int(at.split(":")[1]) - first, what.split(",")[0].split(" is ")[0]) for at, what in said] == [
        (2, "the Markdown extension none"),
        (3, "the Markdown extension nil"),
        (4, "permalink of toc"),
        (5, "hooks are not run"),
        (6, "none.css"),
        (7, "nav names none.md"),
    ]
