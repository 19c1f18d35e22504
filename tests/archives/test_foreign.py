"""The archive of another: to open it runs nothing of it, and nothing of it leads outside."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Sample

COMMANDS = ("build", "check", "bundle")
LEAVE = "Take them out; templates in theme/ and pages of your own can say the same."


def _settings(sample: Sample, old: str, new: str) -> None:
    text = sample.read("mkdocs.yml")
    assert old in text
    sample.write("mkdocs.yml", text.replace(old, new))


def _said(sample: Sample, *command: str) -> list[str]:
    result = sample.run(*command)
    assert result.exit_code in (1, 2)
    return result.output.splitlines()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("hooks: [evil.py]", f"hooks are not run, for they are programs. {LEAVE}"),
        ("hooks:\n  - evil.py", f"hooks are not run, for they are programs. {LEAVE}"),
        ("plugins: [search, evil]", f"evil: plugins are not run, for pages are made one by one. {LEAVE}"),
        ("markdown_extensions: [attr_list, evil]", "the Markdown extension evil is not known here"),
        ("markdown_extensions: [attr_list, 'evil:Class']", "the Markdown extension evil:Class is not known here"),
        ("markdown_extensions: [attr_list, {pymdownx.snippets: {base_path: /}}]", "extension pymdownx.snippets is not"),
        ("INHERIT: ../evil.yml", "settings of another file are not read. Write them here."),
        ("site_description: !!python/object/apply:os.mkdir [evil]", "python/object/apply"),
        ("extra: {archive: {}, own: !!python/name:os.system }", "python/name"),
        ("site_description: !ENV SECRET", "!ENV reads SECRET, which may be a secret"),
        ("site_description: !ENV [SITE_ONE, SECRET, x]", "!ENV reads SECRET, which may be a secret"),
    ],
)
def test_settings_that_run_something_are_refused_before_they_do(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, command: str, more: str, said: str
) -> None:
    monkeypatch.chdir(sample.root)
    monkeypatch.syspath_prepend(str(sample.root))
    sample.write("evil.py", "from pathlib import Path\nPath('evil').mkdir()\n")
    sample.write("../evil.yml", "site_name: x\n")
    name = more.partition(":")[0]
    kept = [line for line in sample.read("mkdocs.yml").split("\n") if not line.startswith(f"{name}:")]
    text = "\n".join(kept)
    if name in ("plugins", "extra", "markdown_extensions"):
        text = _without(text, name)
    sample.write("mkdocs.yml", f"{text}\n{more}\n")
    lines = _said(sample, command)
    line = len(f"{text}\n".split("\n"))
    assert any(each.startswith(f"mkdocs.yml:{line}: ") and said in each for each in lines), lines
    assert not (sample.root / "evil").exists()
    assert not (sample.root / "site").exists()


EXTENSIONS = """
markdown_extensions:
  - attr_list
  - toc:
      permalink: 链接
      toc_depth: 2-4
      {}
"""


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("slugify: os.system", "slugify is no option of toc that is known here. Take it out. Known are anchorlink, "),
        ("marker: [1]", "marker of toc is [1]. Write text, in quotation marks if need be."),
        ("anchorlink: 从", "anchorlink of toc is 从. Write true or false."),
        ("baselevel: x", "baselevel of toc is x. Write a number from 1 to 6."),
    ],
)
def test_an_option_of_an_extension_is_named_with_its_line(sample: Sample, option: str, said: str) -> None:
    text = _without(sample.read("mkdocs.yml"), "markdown_extensions").replace("markdown_extensions:\n", "")
    sample.write("mkdocs.yml", text + EXTENSIONS.format("title: 目录"))
    assert sample.run("build").exit_code == 0
    sample.write("mkdocs.yml", text + EXTENSIONS.format(option))
    line = len((text + EXTENSIONS).split("\n")) - 1
    [problem] = _said(sample, "build")
    assert problem.startswith(f"mkdocs.yml:{line}: {said}")


def _without(text: str, option: str) -> str:
    """The settings without the lines that stood below an option."""
    left_out = {
        "plugins": ("  search:", "    enabled"),
        "markdown_extensions": ("  - ", "      "),
        "extra": ("  archive", "  #"),
    }
    gone = left_out[option]
    return "\n".join(line for line in text.split("\n") if not line.startswith(gone) or "index.md" in line)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ say.__init__.__globals__ }}",
        "{{ config.__class__.__init__.__globals__['os'].system('mkdir evil') }}",
        "{{ config.theme.get_env().from_string(\"{{ lipsum.__globals__['os'].system('mkdir evil') }}\").render() }}",
        "{% for f in nav.homepage.file.clone or [] %}{{ f }}{% endfor %}{{ (config.plugins.values() | first).on_env }}",
        "{{ config | map(attribute='load_file') | list }}{{ config.load_file('/etc/passwd') }}",
        "{% for c in [].__class__.__base__.__subclasses__() %}{{ c.__init__.__globals__ }}{% endfor %}",
    ],
)
@pytest.mark.parametrize("template", ["listing.html", "wording/zh.html"])
def test_a_template_of_its_own_reaches_nothing_of_python(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, template: str, text: str
) -> None:
    monkeypatch.chdir(sample.root)
    _settings(sample, "name: baocang", "name: baocang\n  custom_dir: theme")
    theirs = (REPOSITORY / "theme" / template).read_text(encoding="utf-8")
    sample.write(
        f"theme/{template}", f"{theirs}\n{{% block kind %}}{text}{{% endblock %}}" if "wording" in template else text
    )
    try:
        sample.run("build")
    except Exception as error:
        assert "unsafe" in str(error)
    else:
        pages = "".join(path.read_text(encoding="utf-8") for path in (sample.root / "site").rglob("*.html"))
        assert "class &#39;" not in pages
        assert "<class" not in pages
        assert "bound method" not in pages
    assert not (sample.root / "evil").exists()


def test_a_template_of_its_own_may_say_what_ours_say(sample: Sample) -> None:
    _settings(sample, "name: baocang", "name: baocang\n  custom_dir: theme")
    sample.write(
        "theme/404.html", "{% extends 'frame.html' %}{% block main %}{{ config.site_name | e }}在此{% endblock %}"
    )
    assert sample.run("build", "--strict").exit_code == 0
    assert "兴县报藏在此" in sample.read("site/404.html")


@pytest.mark.parametrize(
    ("old", "new", "option"),
    [
        ("docs_dir: site_src", "docs_dir: ../other", "docs_dir"),
        ("docs_dir: site_src", "docs_dir: /etc", "docs_dir"),
        ("docs_dir: site_src", "docs_dir: site_src\nsite_dir: ../../site", "site_dir"),
        ("docs_dir: site_src", "docs_dir: site_src\nsite_dir: /srv/www", "site_dir"),
        ("name: baocang", "name: baocang\n  custom_dir: ../theme", "custom_dir"),
        ("name: baocang", "name: baocang\n  custom_dir: linked", "custom_dir"),
        ("archive: {}", "archive: {map: /etc/passwd}", "map"),
        ("archive: {}", "archive: {map: seeds/../../x.json}", "map"),
    ],
)
def test_no_setting_leads_out_of_the_archive(sample: Sample, old: str, new: str, option: str) -> None:
    (sample.root / "linked").symlink_to("/etc")
    _settings(sample, old, new)
    lines = _said(sample, "build")
    assert len(lines) == 1
    assert f": {option} leads out of the archive: " in lines[0]
    assert lines[0].endswith("Name one in the archive's folder.")


def _tree(folder: Path) -> Sequence[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    "file", ["seeds/pages/p.txt", "seeds/articles/xxb-2024-03-07.yml", "seeds/issues.yml", "mkdocs.yml"]
)
def test_a_file_that_is_a_link_to_elsewhere_is_not_read(sample: Sample, tmp_path: Path, file: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("root:x:0:0 密码在此\n", encoding="utf-8")
    sample.write("seeds/issues.yml", f"{sample.read('seeds/issues.yml')}    pages: [{{file: pages/p.txt}}]\n")
    (sample.root / file).unlink(missing_ok=True)
    (sample.root / file).parent.mkdir(exist_ok=True)
    (sample.root / file).symlink_to(secret)
    command = "segment" if "pages" in file else "check"
    result = sample.run(command)
    said = f"{file}: is a link that leads out of the archive. Put a copy of the file there."
    if "pages" in file:
        said = "seeds/issues.yml:7: pages/p.txt lies outside seeds/. Move it into seeds/pages/."
    assert said in result.output
    assert result.exit_code == 1
    assert "密码在此" not in "".join(p.read_text("utf-8") for p in sample.root.rglob("*.yml") if not p.is_symlink())


def test_pages_and_pictures_that_are_links_to_elsewhere_are_not_published(sample: Sample, tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret.md", tmp_path / "elsewhere"
    secret.write_text("密码在此", encoding="utf-8")
    folder.mkdir()
    (folder / "page.md").write_text("密码在此", encoding="utf-8")
    sample.write(".git/config", "密码在此")
    _settings(sample, "name: baocang", "name: baocang\n  custom_dir: theme")
    sample.write("theme/assets/own.css", "/* ours */")
    links = {
        "site_src/one.md": secret,
        "site_src/two.txt": secret,
        "site_src/three": folder,
        "site_src/four.txt": sample.root / ".git/config",
        "theme/assets/five.txt": secret,
    }
    for name, target in links.items():
        (sample.root / name).symlink_to(target)
    result = sample.run("build")
    for name in links:
        said = f"{name}: is a link that is not followed, and was left out of the site. Put a copy there."
        assert said in result.output.splitlines()
    found = [p for p in (sample.root / "site").rglob("*") if p.is_file() and "密码在此".encode() in p.read_bytes()]
    assert not found
    assert sample.run("build", "--strict").exit_code == 1


@pytest.mark.parametrize(("make", "kind"), [(os.mkfifo, "pipe"), (os.mkdir, "folder")])
def test_what_stands_where_a_page_file_should_is_called_what_it_is(
    sample: Sample, make: Callable[[Path], None], kind: str
) -> None:
    sample.write("seeds/issues.yml", f"{sample.read('seeds/issues.yml')}    pages: [{{file: pages/p.txt}}]\n")
    (sample.root / "seeds/pages").mkdir()
    make(sample.root / "seeds/pages/p.txt")
    said = f"seeds/pages/p.txt: is a {kind} and no file. Put a text file there, or correct its name in the list."
    for command in ("check", "segment", "build"):
        assert said in sample.run(command).output.splitlines()


def test_a_pipe_among_ones_own_pages_is_called_one(sample: Sample) -> None:
    names = ("site_src/one.md", "site_src/two.txt")
    for name in names:
        os.mkfifo(sample.root / name)
    said = sample.run("build").output.splitlines()
    assert said[:2] == [
        f"{name}: is a pipe and no file, and was left out of the site. Put a file there." for name in names
    ]


def test_a_link_within_the_archive_is_followed(sample: Sample) -> None:
    sample.write("docs/contact.md", "# 联系\n")
    (sample.root / "site_src/contact.md").symlink_to("../docs/contact.md")
    (sample.root / "seeds").rename(sample.root / "material")
    (sample.root / "seeds").symlink_to("material")
    assert sample.run("build", "--strict").exit_code == 0
    assert "联系" in sample.read("site/contact.html")
    assert sample.run("check").output == "All well.\n"


@pytest.mark.parametrize("command", ["build", "segment", "check"])
@pytest.mark.parametrize("name", [".baocang", ".baocang/articles", ".baocang/seeds.lock", ".baocang/articles/x.jsonl"])
def test_nothing_is_written_or_taken_away_where_a_link_leads(
    sample: Sample, tmp_path: Path, command: str, name: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.jsonl").write_text("mine", encoding="utf-8")
    link = sample.root / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(elsewhere / "mine.jsonl" if "." in link.name[1:] else elsewhere)
    result = sample.run(command)
    assert result.exit_code == 2
    assert result.output == (
        f"{name}: is a link, and what is kept may lie in no folder but the archive's. "
        "Take the link away; what is kept is made again.\n"
    )
    assert [(path.name, path.read_text(encoding="utf-8")) for path in elsewhere.iterdir()] == [("mine.jsonl", "mine")]


def test_links_in_a_circle_are_said(sample: Sample) -> None:
    sample.write("seeds/issues.yml", f"{sample.read('seeds/issues.yml')}    pages: [{{file: pages/p.txt}}]\n")
    for name in ("site_src/a.md", "seeds/articles/a.jsonl", "seeds/pages/p.txt"):
        (sample.root / name).parent.mkdir(exist_ok=True)
        (sample.root / name).symlink_to(Path(name).name)
    assert "pages/p.txt lies outside seeds/" in sample.run("segment").output
    result = sample.run("build")
    assert "seeds/articles/a.jsonl: " in result.output
    assert result.exit_code == 2
