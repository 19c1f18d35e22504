"""Our own templates: what Jinja would give, found sooner."""

from jinja2 import Environment, FileSystemLoader

from generator.base import assets
from generator.pages.templates import environment

VALUES = {"m": {"title": "兴县", "none": None, "items": "a field", "deep": {"x": [1]}}, "s": "甲"}
SOURCES = (
    "{{ m.title }}{{ m.lost }}{{ m['title'] }}{{ m.none }}",
    "{% for name, value in m.items() %}{{ name }}{% endfor %}",
    "{{ m.deep.x[0] }}{{ m.deep.y is defined }}{{ m.get('title') }}{{ m.deep.x.y }}",
    "{{ s.lost }}{{ s.upper() }}{{ m.lost | default('乙') }}",
    "{% from 'parts.html' import link %}{{ link('a.html', m.title) }}{{ link('', m.title) }}",
)


def test_what_a_template_of_ours_says_is_what_jinja_says() -> None:
    folders = [str(assets.theme())]
    ours, plain = environment(folders), Environment(loader=FileSystemLoader(folders))
    assert type(ours) is not type(plain), "else the theme's folder is taken for another's"
    for source in SOURCES:
        assert ours.from_string(source).render(VALUES) == plain.from_string(source).render(VALUES)


def test_what_is_imported_is_made_once() -> None:
    env = environment([str(assets.theme())])
    page = "{% import 'wording/zh.html' as say %}{{ say.frame.search }}"
    made = env.get_template("wording/zh.html")
    assert env.from_string(page).render() == env.from_string(page).render(other=1)
    assert made._get_default_module() is made._get_default_module()
