"""Templates of another's archive: what they take ends at a bound, and they see nothing of the machine."""

import re
import sys
import time
from pathlib import Path

import pytest

from generator.pages import bounded
from tests.conftest import REPOSITORY, Sample

pytestmark = pytest.mark.slow

ASKS = "asks for more than a page may take, as where it repeats or lengthens something without end"
TEN = "0123456789"
DOUBLED = "{% set ns = namespace(a='xxxxxxxxxx') %}{% for _ in range(60) %}{% set ns.a = HERE %}{% endfor %}{{ ns.a }}"
OFTEN = "{% for _ in range(800) %}{% for n in range(100000) %}HERE{% endfor %}{% endfor %}"
NAMES = "".join(f"{{% set a{n} = 1 %}}" for n in range(1000))
BLOCKS = "".join(f"{{% block b{n} %}}{{% endblock %}}" for n in range(500))
WHOLE = "{% set a = 'a' * 1000000 %}"
LONG = 200  # seconds; without a bound it would be hours, with one it is three on a free processor


@pytest.fixture
def foreign(sample: Sample) -> Sample:
    settings = sample.read("mkdocs.yml")
    sample.write("mkdocs.yml", settings.replace("name: baocang", "name: baocang\n  custom_dir: theme"))
    return sample


def _twice(made: str) -> str:
    """Makes something out of itself, sixty times."""
    return DOUBLED.replace("HERE", made)


def _often(text: str) -> str:
    return OFTEN.replace("HERE", text)


@pytest.mark.parametrize(
    "text",
    [
        '{{ "a" * 10**10 }}',
        '{{ 10**10 * "a" }}',
        "{{ [1] * 10**10 }}",
        "{{ 10 ** (10 ** 10) }}",
        '{{ "%1000000000s" % 1 }}',
        '{{ "%.1000000000f" % 1 }}',
        '{{ "%*s" % (1000000000, 1) }}',
        '{{ "%(a(b))1000000000s" % {"a(b)": 1} }}',
        '{{ "%1000000000s" | format(1) }}',
        '{{ "a" | center(10**10) }}',
        '{{ "a" | indent(10**10, true) }}',
        '{{ "a b" | wordwrap(1, wrapstring="x" * 10**8) }}',
        '{{ ("a b " * 10000) | wordwrap(1, wrapstring="x" * 10000) }}',
        "{{ [1] | batch(10**10, 0) | list }}",
        "{{ [1] | slice(10**10, 0) | list }}",
        "{{ 1 | round(10**10) }}",
        "{{ 1 | round(10**10, 'ceil') }}",
        "{{ [1] | tojson(10**10) }}",
        '{{ ("a" * 1000000) | replace("a", "b" * 1000) }}',
        '{{ ("a" * 1000000).replace("a", "b" * 1000) }}',
        '{{ ("b" * 1000).join("a" * 1000000) }}',
        '{{ ("a" * 1000000) | join("b" * 1000) }}',
        '{{ range(100000) | map("replace", "", "b" * 1000) | join }}',
        "{{ range(100000) | map('string') | map('center', 1000) | join }}",
        "{{ ('http://a.b ' * 100000) | urlize(target='x' * 10000) }}",
        "{{ ('<!--' * 1000000) | striptags }}",
        "{{ ([[1]] * 100000) | sum(start=[]) }}",
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
        "{% for a in range(100000) %}{% for b in range(100000) if false %}{% endfor %}{% endfor %}",
        "{% for a in range(100000) %}{% set b = range(100000) | list %}{% endfor %}",
        "{% for a in range(100000) %}{% set b = range(100000) | sum %}{% endfor %}",
        f"{{% for a in range(100000) %}}{TEN * 100}{{% endfor %}}",
        f"{{% for a in range(100000) %}}{{{{ '{TEN * 100}' }}}}{{% endfor %}}",
        "{% for a in [1, 2] recursive %}{% if loop.depth < 60 %}{{ loop([1, 2]) }}{% endif %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        _twice("ns.a + ns.a"),
        _twice("ns.a ~ ns.a"),
        _twice("ns.a * 2"),
        _twice("'%s%s' % (ns.a, ns.a)"),
        _twice("[ns.a, ns.a]"),
        _twice("(ns.a, ns.a)") + "{{ ns.a | string | length }}",
        _twice("{'a': ns.a, 'b': ns.a}"),
        _twice("ns.a | replace('x', 'xx')"),
        _twice("[ns.a, ns.a] | join"),
        _twice("[ns.a, ns.a]").replace("{{ ns.a }}", "{{ ns.a == 1 }}"),
        _twice("[ns.a, ns.a]").replace("{{ ns.a }}", "{{ ns.a | url }}"),
        _twice("[ns.a, ns.a]").replace("{{ ns.a }}", "{{ ns.a is eq(1) }}"),
        _twice("(ns.a, ns.a)").replace("{{ ns.a }}", "{{ {ns.a: 1} | length }}"),
        _twice("(ns.a, ns.a)").replace("{{ ns.a }}", "{{ {}[ns.a] }}"),
        _twice("(ns.a, ns.a)").replace("{{ ns.a }}", "{{ {}.get(ns.a) }}"),
        _twice("(ns.a, ns.a)").replace("{{ ns.a }}", "{% include ns.a ignore missing %}"),
        _twice("(ns.a, ns.a)").replace("{{ ns.a }}", "{% include [ns.a, 'x'] ignore missing %}"),
        _twice("(ns.a, ns.a)").replace("{{ ns.a }}", "{% import ns.a as x %}"),
        _twice("(ns.a, ns.a)").replace("{{ ns.a }}", "{{ [ns.a] | unique | list | length }}"),
        "{{ ('a@' ~ 'a.' * 500000 ~ '!') | urlize }}",
        "{{ ('<a>' * 1000000) | striptags }}",
        "{{ ('a' * 1000000) | wordwrap(1) }}",
        "{{ ('a' * 1000000) | trim('b' * 1000000 ~ 'a') }}",
        "{{ ('a' * 1000000).strip('b' * 1000000 ~ 'a') }}",
        "{% set a = 'x' * 1000000 %}{% for _ in range(100000) %}{{ a }}{% endfor %}",
        "{% set a = 'x' * 1000000 %}{% for _ in range(100000) %}{% set b = a[1:] %}{% endfor %}",
        "{% set a = 'x' * 1000000 %}{% for _ in range(100000) %}{% if a == a ~ '' %}{% endif %}{% endfor %}",
        "{% set a = 'x' * 1000000 %}{% for _ in range(100000) %}{% set b = a.upper() %}{% endfor %}",
        '{{ range(100000) | map(attribute="a." * 200000, default=1) | list | length }}',
        '{{ range(100000) | map(attribute="a" * 9000000, default=1) | list | length }}',
        "{{ ([[1]] * 5000) | sort(attribute='0,' * 20000 ~ '0') | length }}",
        "{{ ([{}] * 50000) | groupby('a.' * 2000, default=1) | length }}",
        "{{ ['ab'] | sum(attribute='0.' * 2000000 ~ '0') }}",
        "{{ (['ab'] * 50000) | join(attribute='0.' * 2000 ~ '0') }}",
        "{{ (['ab'] * 50000) | unique(attribute='0.' * 2000 ~ '0') | list | length }}",
        "{{ (['ab'] * 50000) | max(attribute='0.' * 2000 ~ '0') }}",
        "{{ (['ab'] * 50000) | selectattr('0.' * 2000 ~ '0') | list | length }}",
        WHOLE + "{% set s = namespace(a=a) %}{{ ([s] * 100000) | min(attribute='a') }}",
        WHOLE + "{% set v = {1: a}.values() %}{% for _ in range(100000) %}{% set b = v | sort %}{% endfor %}",
        _often("{% set b = range(99999).count('a') %}"),
        _often("{% include [1, 2, 3, 4, 5, 6, 7, 8, 'no.html'] | map('string') | list ignore missing %}"),
        _often("{% include ['1', '2', '3', '4', '5', '6', '7', '8', 'none.html'] ignore missing %}"),
        _often("{% include './' * n ~ 'none.html' ignore missing %}"),
        "{% set a = [[]] %}" + _often("{% set b = [" + "a[0], " * 1000 + "] %}"),
        _often("{% set b = [" + "b.c, " * 1000 + "] %}").replace("b.c", "'a'.upper"),
        _often("{% set b = [" + "c, " * 1000 + "] %}"),
        _often("{% set b = c %}" * 1000),
        "{% macro m(" + ", ".join(f"a{n}" for n in range(1000)) + ") %}{% endmacro %}" + _often("{% set b = m() %}"),
        "{% macro m(a=[" + "'a'.upper, " * 1000 + "]) %}{% endmacro %}" + _often("{% set b = m() %}"),
        _often("").replace("range(100000)", "range(100000) if [" + "'a'.upper, " * 1000 + "] == 1"),
        "{% for _ in [1] recursive %}{% set l = loop %}"
        + _often("{% set b = l([]) %}")
        + "{% else %}{% set c = ["
        + "'a'.upper, " * 1000
        + "] %}{% endfor %}",
        NAMES + _often("{% block x scoped %}{% endblock %}"),
        BLOCKS + _often("{% block x scoped %}{% endblock %}"),
        "{{ ('a' * 1000000) | trim(chars='b' * 1000000 ~ 'a') }}",
        "{{ ('a' * 1000000) | join(d='b' * 1000) }}",
        "{{ ('a' * 1000000).rsplit(sep='ab' ~ 'a' * 500000) | length }}",
        "{{ ('中' * 9000000) | list | length }}",
        "{% macro m() %}{% endmacro %}{{ m(*'中' * 9000000) }}",
        "{% set a = ('v' * 1000000) | int(0, 32) %}{{ [" + "-a, " * 1000 + "] | length }}",
    ],
)
def test_what_has_no_end_ends_at_a_bound(foreign: Sample, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """At a tenth of the bound in a tenth of the time; what is not counted would go on for hours here as well."""
    monkeypatch.setattr(bounded, "MOST", bounded.MOST // 10)
    ends(foreign, text, LONG / 10)


@pytest.mark.parametrize("text", [_often("{% set b = c %}" * 1000), _twice("ns.a ~ ns.a"), '{{ "a" * 10**10 }}'])
def test_the_whole_bound_is_soon_reached(foreign: Sample, text: str) -> None:
    ends(foreign, text, LONG)


def ends(foreign: Sample, text: str, within: float) -> None:
    foreign.write("theme/404.html", f"\n\n{text}")
    began = time.process_time()
    result = foreign.run("build", "--strict")
    assert result.exit_code != 0
    assert result.output.splitlines()[-1] == f"theme/404.html:3: {ASKS}. Correct the template there."
    assert time.process_time() - began < within


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1 }}" * 200_000,
        "{##}" * 200_000,
        "{{ [" + "1, " * 200_000 + "] }}",
        "a" * 2_000_000,
        NAMES + "{% for _ in [1] %}" + "{% include 'none.html' ignore missing %}" * 1000 + "{% endfor %}",
        "{% for _ in [1] %}" * 90 + "{{ 1 }}" * 4000 + "{% endfor %}" * 90,
    ],
)
def test_a_template_may_not_be_too_long(foreign: Sample, text: str) -> None:
    foreign.write("theme/404.html", text)
    result = foreign.run("build", "--strict")
    assert result.exit_code != 0
    told = "theme/404.html: is longer, or nested deeper, than a template may be. Correct the template there."
    assert result.output.splitlines()[-1] == told


@pytest.mark.parametrize(
    "text",
    [
        "{{ range(10**9) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ '{a:1000000000}'.format_map({'a': 1}) }}",
        "{{ ('{:1000000000}' | attr('format'))(1) }}",
        "{{ 'a'.ljust(10**10) }}",
        "{{ 'a'.center(10**10) }}",
        "{{ '1'.zfill(10**10) }}",
        "{{ '\t'.expandtabs(10**10) }}",
        "{{ 'a'.encode().ljust(10**10) }}",
        "{{ (1).to_bytes(10**10, 'big') }}",
        "{{ [].append(1) }}",
        "{{ lipsum(n=10**9) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 10 ** 9000 }}",
    ],
)
def test_what_is_not_called_is_said_with_its_line(foreign: Sample, text: str) -> None:
    foreign.write("theme/404.html", f"\n\n{text}")
    result = foreign.run("build", "--strict")
    assert result.exit_code != 0
    [line] = result.output.splitlines()
    assert re.fullmatch(r"theme/404\.html:3: is wrong: .*\. Correct the template there\.", line), line


def test_the_wording_is_bounded_as_well(foreign: Sample) -> None:
    theirs = (REPOSITORY / "theme/wording/zh.html").read_text(encoding="utf-8")
    foreign.write("theme/wording/zh.html", "{% set a = 'a' * 10**10 %}\n" + theirs)
    assert foreign.run("build").output == f"theme/wording/zh.html:1: {ASKS}. Correct the template there.\n"


def test_each_page_has_its_own_bound(foreign: Sample) -> None:
    foreign.write("theme/main.html", "{% for _ in range(100000) %}{% endfor %}x")
    assert 10 * 100_000 * bounded.STEP > bounded.MOST
    for n in range(10):
        foreign.write(f"site_src/p{n}.md", "# x\n")
    assert foreign.run("build", "--strict", "--workers", "1").exit_code == 0


LEAKS = """
config.config_file_path config.docs_dir config.site_dir config.theme.dirs config.theme.custom_dir config.theme config
config['config_file_path'] config|string config|list config.values()|list config.items()|list config|pprint
config.user_configs config.plugins config.theme._custom_dir config.theme.static_templates config.theme|string
page.file.abs_src_path page.file.abs_dest_path page.file.src_dir page.file page nav nav.items|list nav.pages|list
pages self loop say env environment page.file|pprint page|string (nav.pages|first).file.abs_src_path config|items|list
config.extra config.mdx_configs config.markdown_extensions config.hooks config.watch config.extra_javascript|list
config|attr('docs_dir') [config]|map(attribute='docs_dir')|list [page]|map(attribute='file')|list config.theme.get_env
config.plugins.values()|list|string page.toc|list page.meta url config.copy() config.get('docs_dir') "%s"|format(config)
"%s"%[page,nav,config] [page,nav]~config
"""


@pytest.mark.parametrize("seen", LEAKS.split())
def test_no_path_of_the_machine_is_seen(foreign: Sample, seen: str) -> None:
    text = '{% extends "frame.html" %}{% block main %}' + f"<b>{{{{ {seen} }}}}</b>" + "{% endblock %}"
    for name in ("404.html", "listing.html", "main.html"):
        foreign.write(f"theme/{name}", text)
    foreign.write("site_src/own.md", "# 自己的页\n")
    foreign.run("build")
    home, program = str(Path.home()), str(Path(bounded.__file__).parent)
    for path in (foreign.root / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        for place in (str(foreign.root), home, program, sys.prefix, "/tmp"):
            assert place not in page, (path.name, place)


def test_templates_of_material_work_in_the_sandbox(foreign: Sample) -> None:
    foreign.write("theme/own.html", '{% extends "base.html" %}{% block site_nav %}{{ super() }}{% endblock %}')
    foreign.write("theme/wide.html", '{% extends "main.html" %}')
    foreign.write("site_src/own.md", "---\ntemplate: own.html\n---\n# 自己的页\n\n## 一\n\n文\n\n### 二\n\n文\n")
    result = foreign.run("build")
    assert result.exit_code == 0
    assert "is wrong" not in result.output
    page = foreign.read("site/own.html")
    assert "自己的页" in page
    assert "md-nav__link" in page


def test_pages_are_the_same_in_the_sandbox_and_out_of_it(sample: Sample, tmp_path: Path) -> None:
    sample.write("site_src/own.md", "# 自己的页\n\n## 一\n\n[首页](index.md)\n")
    assert sample.run("build", "--strict").exit_code == 0
    before = sample.tree("site")
    settings = sample.read("mkdocs.yml")
    sample.write("mkdocs.yml", settings.replace("name: baocang", "name: baocang\n  custom_dir: theme"))
    sample.write("theme/unused.html", "x")
    assert sample.run("build", "--strict").exit_code == 0
    after = sample.tree("site")
    changed = {name for name in before if before[name] != after.get(name)}
    assert {name for name in changed if name.endswith(".html")} == set()
