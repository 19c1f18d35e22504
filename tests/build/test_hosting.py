"""What a host makes of an archive that is pushed to it: the commands that stand in its file are run, one by one, in a
fresh clone. What is not run is what belongs to the host: its actions, its machines."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from generator.base import assets
from generator.build import wheel
from tests.build.hosts import Runner, cloned, environment, git, pushed, python
from tests.conftest import REPOSITORY, Sample

ADDRESS = "https://county.github.io/baozang"
PLACES = {"${{ steps.pages.outputs.base_url }}": ADDRESS}
"""What GitHub puts into the file before it runs it."""
WORKFLOWS = [assets.starter() / "github/workflows/pages.yml", REPOSITORY / ".github/workflows/pages.yml"]


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a new archive in it, as pushed by a person who has done nothing else."""
    folder = tmp_path_factory.mktemp("new")
    assert Sample(folder).run("new", "archive").exit_code == 0
    pushed(folder / "archive", folder / "archive.git")
    return folder / "archive.git"


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A host's Python with the archive's program in it, as `pip install -r requirements.txt` leaves it."""
    return python(tmp_path_factory.mktemp("host") / "python")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a user whose cache has the dictionary, which takes a second to make, once a test has made it."""
    return tmp_path_factory.mktemp("home")


def read(path: Path) -> dict[str, Any]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def steps(workflow: dict[str, Any], job: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The commands of a job, each with its environment."""
    for step in workflow["jobs"][job]["steps"]:
        if "run" in step:
            env = {name: PLACES.get(value, value) for name, value in step.get("env", {}).items()}
            assert "${{" not in f"{step['run']}{env}"
            yield step["run"], env


def site(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.slow(12)
def test_the_steps_of_the_workflow_make_the_site_of_a_fresh_clone(new: Path, programs: Path, tmp_path: Path) -> None:
    checkout = cloned(new, tmp_path / "checkout")
    runner = Runner(checkout, environment(tmp_path, programs))
    workflow = read(checkout / ".github/workflows/pages.yml")
    said = "\n".join(runner.run(command, **env) for command, env in steps(workflow, "build"))
    assert "2 articles of 1 issue." in said
    assert "All well. 0 closed articles looked for" in said
    where = runner.run("python -c 'import generator; print(generator.__file__)'")
    assert str(programs.parent) in where  # the wheel that lies in the archive, and not the checkout of these tests
    made = site(checkout / "site")
    assert {
        "index.html",
        "404.html",
        "search/index.html",
        "sitemap.xml",
        "issues/yangbao/2024-01-02/01-01.html",
    } <= set(made)
    assert (
        f'<link rel="canonical" property="og:url" href="{ADDRESS}/issues/yangbao/2024-01-02/01-01.html">'.encode()
        in (made["issues/yangbao/2024-01-02/01-01.html"])
    )
    assert f'href="{urlsplit(ADDRESS).path}/assets/archive.css"'.encode() in made["404.html"]
    assert git(checkout, "status", "--porcelain", "--untracked-files=all").split() == [
        "??",
        "seeds/articles/yangbao-2024-01-02.yml",
    ]

    before = checkout.rename(
        tmp_path / "before"
    )  # the next run: another clone at its place, with what the last one kept
    checkout = cloned(new, tmp_path / "checkout")
    for path in [path for pattern in cached(workflow) for path in sorted(before.glob(pattern))]:
        there = checkout / path.relative_to(before)
        there.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if path.is_dir() else shutil.copy2
        copy(path, there)
    for command, env in steps(workflow, "build"):
        runner.run(command, **env)
    assert site(checkout / "site") == made
    for name in made:  # nothing was made anew
        assert (checkout / "site" / name).stat().st_mtime_ns == (before / "site" / name).stat().st_mtime_ns, name


def cached(workflow: dict[str, Any]) -> list[str]:
    """What a run keeps for the next one, as paths and patterns below the archive."""
    [paths] = [step["with"]["path"] for step in workflow["jobs"]["build"]["steps"] if "/cache@" in step.get("uses", "")]
    return str(paths).split()


def test_what_a_build_makes_is_kept_for_the_next_and_never_committed(sample: Sample) -> None:
    """Where one file of it were missing, the next run would make all anew; what people wrote comes from git alone."""
    text = sample.read("mkdocs.yml").replace("archive: {}", 'archive: {accent: "#a32d1a"}')
    sample.write("mkdocs.yml", text.replace('site_url: ""', "site_url: https://example.org/"))
    sample.write(".gitignore", (assets.starter() / "gitignore").read_bytes())
    assert sample.run("build").exit_code == 0
    git(sample.root, "init", "-q")
    listed = git(sample.root, "ls-files", "--others", "--exclude-standard").split()
    assert sorted(listed) == [
        ".gitignore",
        "mkdocs.yml",
        "seeds/articles/xxb-2024-03-07.yml",
        "seeds/days.tsv",
        "seeds/issues.yml",
        "site_src/about.md",
    ]
    kept = set[str]()
    for pattern in cached(read(WORKFLOWS[0])):
        for path in sample.root.glob(pattern):
            inside = [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
            kept.update(each.relative_to(sample.root).as_posix() for each in inside)
    made = {f"site_src/{line.partition(chr(9))[0]}" for line in sample.read("site_src/.generated").splitlines()}
    assert made | {"site_src/.generated"} == {name for name in kept if name.startswith("site_src/")}
    assert sample.tree("site").keys() <= kept


@pytest.mark.slow(12)
def test_an_archive_with_something_withheld_in_its_own_pages_is_not_deployed(
    new: Path, programs: Path, home: Path, tmp_path: Path
) -> None:
    checkout = cloned(new, tmp_path / "checkout")
    runner = Runner(checkout, environment(home, programs))
    commands = [*steps(read(checkout / ".github/workflows/pages.yml"), "build")]
    runner.run(commands[0][0])
    runner.run("baocang segment; baocang withdraw yangbao-2024-01-02-01-01 --withheld --note 'by request'")
    articles = yaml.safe_load((checkout / "seeds/articles/yangbao-2024-01-02.yml").read_text("utf-8"))["articles"]
    with (checkout / "site_src/about.md").open("a", encoding="utf-8") as about:
        about.write(f"\n{articles[0]['body']}\n")
    with pytest.raises(AssertionError, match="which is withheld"):
        for command, env in commands[1:]:
            runner.run(command, **env)


@pytest.mark.slow(12)
@pytest.mark.parametrize("host", ["gitlab", "gitee", "cloudflare"])
def test_the_commands_of_other_hosts_make_it_too(
    new: Path, programs: Path, home: Path, tmp_path: Path, host: str
) -> None:
    checkout = cloned(new, tmp_path / "checkout")
    said, folder, address = {}, "site", ""
    if host == "gitlab":
        job = read(checkout / ".gitlab-ci.yml")["pages"]
        said, commands = {"CI_PAGES_URL": "https://county.gitlab.io/baozang"}, job["script"]
        [folder], address = job["artifacts"]["paths"], "https://county.gitlab.io/baozang/"
    elif host == "gitee":
        [stage] = read(checkout / ".workflow/pages.yml")["stages"]
        [step] = stage["steps"]
        commands = step["commands"]
        assert step["artifacts"][0]["path"] == ["./site"]
    else:
        said = {"CF_PAGES": "1", "CF_PAGES_URL": "https://8f2a1c9d.baozang.pages.dev"}
        commands, address = ["sh hosting/build.sh"], "https://baozang.pages.dev/"
    Runner(checkout, environment(home, programs) | said).run("\n".join(commands))
    made = site(checkout / folder)
    page = made["issues/yangbao/2024-01-02/01-01.html"].decode()
    assert re.findall(r'<link rel="canonical" property="og:url" href="(.*?)issues/', page) == [address] * bool(address)
    assert ("_headers" in made) == (host == "cloudflare")


@pytest.mark.slow(12)
def test_gitlab_makes_only_what_has_changed(new: Path, programs: Path, home: Path, tmp_path: Path) -> None:
    checkout = cloned(new, tmp_path / "checkout")
    job = read(checkout / ".gitlab-ci.yml")["pages"]
    said = environment(home, programs) | {"CI_PAGES_URL": "https://county.gitlab.io/baozang"}
    Runner(checkout, said).run("\n".join(job["script"]))
    before = checkout.rename(tmp_path / "before")  # the next run: another clone at its place, with what is kept
    own = "site_src/about.md"
    checkout = cloned(new, tmp_path / "checkout")
    (checkout / own).write_text("# 另写的\n", "utf-8")
    for name in set(job["cache"]["paths"]) - {".pip"}:
        seconds = int((before / name).stat().st_mtime)
        shutil.copy(before / name, checkout / name)
        os.utime(checkout / name, (seconds, seconds))  # as a cache that is a zip keeps it
    Runner(checkout, said).run("\n".join(job["script"]))
    assert (checkout / own).read_text("utf-8") == "# 另写的\n"
    made, anew = site(before / "public"), site(checkout / "public")
    assert made.keys() == anew.keys()
    assert "另写的" in anew["about.html"].decode()
    touched = [
        name
        for name in made
        if (checkout / "public" / name).stat().st_mtime_ns != (before / "public" / name).stat().st_mtime_ns
    ]
    assert "about.html" in touched
    assert not [name for name in touched if re.search(r"^(issues|people|counties)/|^search/data/", name)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=["of a new archive", "of this repository"])
def test_a_workflow_pins_each_action_and_may_do_no_more_than_it_must(path: Path) -> None:
    text, workflow = path.read_text(encoding="utf-8"), read(path)
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for action, comment in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert workflow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert all(job["timeout-minutes"] for job in workflow["jobs"].values())


def test_both_workflows_pin_the_same_actions() -> None:
    one, other = (
        dict(re.findall(r"uses: (actions/[a-z-]+)@(\S+ # \S+)", path.read_text("utf-8"))) for path in WORKFLOWS
    )
    assert {name: one[name] for name in other} == other


def test_what_a_new_archive_installs_is_the_program_that_made_it(new: Path, tmp_path: Path) -> None:
    checkout = cloned(new, tmp_path / "checkout")
    name, program = wheel.packed()
    assert (checkout / "hosting" / name).read_bytes() == program
    assert (checkout / "requirements.txt").read_bytes() == wheel.requirements(f"hosting/{name}", program)
    assert (checkout / ".python-version").read_text("utf-8").strip() == "3.11"


@pytest.mark.parametrize("written", ['site_url: ""', "site_url: https://elsewhere.example/", "repo_name: x"])
def test_the_address_that_a_host_says_is_the_sites_whatever_the_settings_say(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace('site_url: ""', written))
    monkeypatch.setenv("SITE_URL", ADDRESS)
    assert sample.run("build").exit_code == 0
    assert f"<loc>{ADDRESS}/issues/xxb/2024-03-07/01-01.html</loc>" in sample.read("site/sitemap.xml")
    monkeypatch.setenv("SITE_URL", "")
    assert sample.run("build").exit_code == 0
    own = "https://elsewhere.example/" if "elsewhere" in written else ""
    assert (
        (f"<loc>{own}issues" in sample.read("site/sitemap.xml"))
        if own
        else not (sample.root / "site/sitemap.xml").exists()
    )


@pytest.mark.parametrize(
    "given", ["county.github.io", "https://", "https://x.org/?a", "https://x.org/#a", "https://x y"]
)
def test_an_address_that_is_none_is_said(sample: Sample, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SITE_URL", given)
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output == (
        f"SITE_URL: is {given}, which is no address of a site. "
        "Set SITE_URL to an address as https://NAME.github.io/PROJECT/, or to nothing.\n"
    )
