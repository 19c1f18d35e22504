"""Whatever stands in a file: a line that names it, never a traceback, and never a wait that grows out of hand."""

import pytest

from tests.conftest import Sample

OWN = "  name: material\n  custom_dir: theme\n"


def own_theme(sample: Sample) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("  name: material\n", OWN))


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("theme/wording/zh.html", "{% set unit = {'page': '第{page}版' %}\n",
         "theme/wording/zh.html:1: is wrong: unexpected '}'. Correct the template there."),
        ("theme/wording/zh.html", "\n{{ 1 / 0 }}",
         "theme/wording/zh.html:2: is wrong: division by zero. Correct the template there."),
        ("theme/article.html", "{% extends 'frame.html' %}\n{% block body %}",
         "theme/article.html:2: is wrong: Unexpected end of template. Jinja was looking for the following tags: "
         "'endblock'. The innermost block that needs to be closed is 'block'. Correct the template there."),
        ("theme/article.html", "一\n{{ page.nothing.at_all }}",
         "theme/article.html:2: is wrong: 'mkdocs.structure.pages.Page object' has no attribute 'nothing'. "
         "Correct the template there."),
        ("theme/article.html", "一\n\n{% include 'article.html' %}",
         "theme/article.html:3: is wrong: maximum recursion depth exceeded"),
        ("theme/article.html", "{% include 'not-there.html' %}",
         "theme/article.html:1: is wrong: not-there.html. Correct the template there."),
        ("theme/article.html", "naïveté".encode("latin-1"),
         "theme/article.html: is neither UTF-8 nor GB18030 text. Save it as UTF-8."),
        ("site_src/about.md", "---\ntemplate: not-there.html\n---\n# 关于\n",
         "site_src/about.md: cannot be made into a page: not-there.html. Take out of the page what is said there."),
        ("site_src/about.md", "---\ntemplate: [1]\n---\n# 关于\n", "site_src/about.md: cannot be made into a page: "),
        ("site_src/about.md", "---\ntitle: 关于 #1 馆\n---\n# 关于\n",
         "site_src/about.md:2: title ends before #1 馆, which is read as a comment. "),
        ("site_src/about.md", "---\na: &a [x]\ntitle: [*a, *a]\n---\n# 关于\n",
         "site_src/about.md:2: is marked to be referred to (&a). "),
    ],
)  # fmt: skip
def test_a_slip_in_a_file_of_ones_own_is_named_with_its_line(
    sample: Sample, file: str, text: str | bytes, said: str
) -> None:
    own_theme(sample)
    sample.write("theme/README", "")
    sample.write(file, text)
    result = sample.run("build")
    assert result.exit_code == 2
    assert [line for line in result.output.splitlines() if line.startswith(said)], result.output
    assert not (sample.root / "site").exists()
