"""A new archive: the sample, whole or not at all, and never over what is there. With it come the files by which hosts
build and publish what is pushed to them, and the program itself (wheel.py), which these install.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from mkdocs.config.defaults import MkDocsConfig

from generator.base import assets, moving, output, regular
from generator.base.problems import Problem
from generator.base.speech import said
from generator.build import wheel
from generator.build.config.theme import ABOUT

HIDDEN = ("gitattributes", "gitignore", "github", "gitlab-ci.yml", "workflow", "python-version")
"""Files and folders whose names begin with a full stop in an archive, where they mean something."""
UNFINISHED = ".baocang-new-"
HOSTING = "hosting"
"""What is meant for hosts and servers lies here, where it need not lie elsewhere."""
REQUIREMENTS = "requirements.txt"
EXPLAINED = ("mkdocs.yml", "seeds/issues.yml")
"""Files of the sample whose comments are in the language of whoever begins with them."""
SAMPLE_PAPER = "yangbao"
SETTINGS = ("site_name", "site_description")
TO_WRITE = "在这里写"
"""Before what whoever begins an archive is to write."""
COMMENT = re.compile(r"^(?P<head>[ ]*(?:[^#\n]*[ ])?#[ ]+(?:.*[ ]{2,})?)(?P<words>\S.*)$", re.MULTILINE)
"""What a comment says, behind a setting that it shows, if it shows one."""
OWN = ("mkdocs.yml", "seeds/", "site_src/", ".gitignore")
"""What of the sample is the archive's, and no host's."""


def begin(target: Path) -> bool:
    """Makes an archive of the sample in a folder that is not there or empty; False where something stands there.

    What a kill has left of the sample is nothing that stands there: then the rest is made.
    """
    target, sample = Path(os.path.realpath(target)), _sample()
    if os.path.lexists(target) and not (target.is_dir() and _is_begun(target, sample)):
        return False
    inside = target.exists()  # it may be where somebody is, or a disk: it stays the folder that it is
    ready = (target if inside else target.parent) / f"{UNFINISHED}{os.getpid()}"
    try:
        for name, data in sample.items():
            (ready / name).parent.mkdir(parents=True, exist_ok=True)
            (ready / name).write_bytes(data)
        if not inside:
            moving.rename(ready, target)
            return True
        for name in sample:
            (target / name).parent.mkdir(exist_ok=True, parents=True)
            moving.replace(ready / name, target / name)
        for folder in target.glob(f"{UNFINISHED}*"):
            moving.clear(folder)
    except OSError:
        shutil.rmtree(ready, ignore_errors=True)
        raise
    return True


@dataclass(frozen=True)
class Renewed:
    """What became of the files for hosts in an archive, by name."""

    new: list[str]
    renewed: list[str]
    kept: list[str]
    """Those that are other than the sample's now: an older one, or a person's."""


def renew(target: Path) -> Renewed:
    """Brings the files for hosts, and this very program, to an archive that is there. The program and what pip is told
    of it are made anew; any other file that is there stays as it is. Raises OSError where the disk does not take them.
    """
    sample = {name: data for name, data in _sample().items() if not name.startswith(OWN)}
    made = {name for name in sample if name == REQUIREMENTS or name.endswith(".whl")}
    done = Renewed([], [], [])
    for name, data in sample.items():
        path = target / name
        if not os.path.lexists(path):
            done.new.append(name)
        elif not regular.is_file(path) or (name not in made and path.read_bytes() != data):
            done.kept.append(name)
        elif path.read_bytes() != data:
            done.renewed.append(name)
    for name in [*done.new, *done.renewed]:
        output.write(target / name, sample[name])
    for path in (target / HOSTING).glob(f"{wheel.NAME}-*.whl"):
        if f"{HOSTING}/{path.name}" not in made:
            moving.unlink(path)
    return done


def outdated(root: Path) -> Iterator[Problem]:
    """The program that hosts build an archive with, where it is another version than this one."""
    name = wheel.name()
    for path in sorted((root / HOSTING).glob(f"{wheel.NAME}-*.whl")):
        if path.name != name:
            what = f"is another version than this program ({name.split('-')[1]}), and hosts build with it"
            mend = 'Run "baocang new . --hosting", and commit what it changes.'
            yield Problem(f"{HOSTING}/{path.name}", None, what, mend, stops=False)


def sample_words(root: Path, config: MkDocsConfig, papers: Iterable[str]) -> Iterator[Problem]:
    """What readers see of the sample's own words, in an archive that has newspapers of its own: one line of all."""
    if SAMPLE_PAPER in papers:
        return
    sample = assets.starter()
    began = yaml.safe_load((sample / "mkdocs.yml").read_text("utf-8").partition("\nextra:")[0])
    found = [f"{name} ({began[name]})" for name in SETTINGS if config[name] == began[name]]
    about = regular.text(path, "replace") if regular.is_file(path := Path(config.docs_dir) / ABOUT) else ""
    if any(line in about for line in (sample / "site_src" / ABOUT).read_text("utf-8").split("\n") if TO_WRITE in line):
        found.append(f"{ABOUT} ({TO_WRITE}…)")
    if found:
        what = f"what a new archive begins with is what readers see: {', '.join(found)}"
        yield Problem("mkdocs.yml", None, what, f"Write there what yours is; {ABOUT} may be taken out.", stops=False)


def _sample() -> dict[str, bytes]:
    """What an archive begins with, by name."""
    folder = assets.starter()
    paths = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    names = [path.relative_to(folder).as_posix() for path in paths]
    files = {f".{n}" if n.startswith(HIDDEN) else n: path.read_bytes() for n, path in zip(names, paths, strict=True)}
    for explained in EXPLAINED:
        files[explained] = explain(files[explained].decode()).encode()
    name, program = wheel.packed()
    own = f"{HOSTING}/{name}"
    return files | {own: program, REQUIREMENTS: wheel.requirements(own, program)}


def explain(text: str) -> str:
    """A file of the sample with its comments in the language that is spoken."""
    return COMMENT.sub(lambda comment: comment["head"] + said(comment["words"]), text)


def _is_begun(target: Path, sample: Mapping[str, bytes]) -> bool:
    """Whether nothing is in a folder but some files of the sample as they are, not all of them."""
    found, unfinished = 0, False
    for path in target.rglob("*"):
        name = path.relative_to(target).as_posix()
        if name.startswith(UNFINISHED):
            unfinished = True
        elif path.is_dir() and not path.is_symlink():
            if not any(each.startswith(f"{name}/") for each in sample):
                return False
        elif path.is_symlink() or not path.is_file() or name not in sample or path.read_bytes() != sample[name]:
            return False
        else:
            found += 1
    return found < len(sample) or unfinished
