"""What hosts take, and what is said before it is reached."""

import pytest

from generator.build.hosts import GB, HOSTS, MB, Measured, measured, near, shares
from tests.conftest import Sample

LESS = (
    "Publish older years as an archive of their own, searched with this one (extra: archive: beside:), or on a server "
    "of your own, which has no such limit"
)


def said(there: Measured, *hosts: str) -> list[str]:
    return [str(problem) for problem in near("site", there, hosts)]


PAID = "a paid plan takes 100,000 files"
PARTS = "Leave it out of site_src/, or offer it from elsewhere"


@pytest.mark.parametrize(
    ("host", "there", "expected"),
    [
        ("github", Measured(799 * MB, 90_000, "a", 79 * MB), []),
        (
            "github",
            Measured(800 * MB, 1, "a", 1),
            [f"site: is 800 MB, 80% of the 1.0 GB that GitHub Pages takes. {LESS}."],
        ),
        (
            "github",
            Measured(2 * GB, 1, "film.mp4", 101 * MB),
            [
                f"site: is 2.0 GB, more than the 1.0 GB that GitHub Pages takes. {LESS}.",
                f"site/film.mp4: is 101 MB, more than the 100 MB that GitHub Pages takes. {PARTS}.",
            ],
        ),
        (
            "cloudflare",
            Measured(5 * GB, 16_000, "a.jsonl", 24 * MB),
            [
                f"site: has 16,000 files, 80% of the 20,000 that Cloudflare Pages takes. {LESS}; {PAID}.",
                f"site/a.jsonl: is 24 MB, 96% of the 25 MB that Cloudflare Pages takes. {PARTS}.",
            ],
        ),
        ("cloudflare", Measured(5 * GB, 15_999, "a", 19 * MB), []),
        (
            "gitlab",
            Measured(1, 200_001, "a", 900 * MB),
            [
                f"site: has 200,001 files, more than the 200,000 that GitLab Pages takes. {LESS}; "
                "a GitLab of your own may allow more."
            ],
        ),
        ("gitee", Measured(399 * MB, 1, "a", 39 * MB), []),
        (
            "gitee",
            Measured(1, 1, "a", 40 * MB),
            [f"site/a: is 40 MB, 80% of the 50 MB that a repository at Gitee takes. {PARTS}."],
        ),
    ],
)
def test_a_limit_is_named_from_four_fifths_on(host: str, there: Measured, expected: list[str]) -> None:
    assert said(there, host) == expected


def test_how_long_a_deployment_may_take_is_said() -> None:
    _, github, gitlab = shares(Measured(50 * MB, 1, "a", 1 * MB), ["github", "gitlab"])
    assert github == "GitHub Pages: 5% of 1.0 GB, 1% of 100 MB a file, at most 10 minutes a deployment."
    assert "minutes" not in gitlab


def test_the_site_is_measured_as_it_stands(sample: Sample) -> None:
    missing = sample.run("check", "--site")
    assert missing.exit_code == 2
    assert missing.output == 'site: is not there. Run "baocang build".\n'
    assert sample.run("build").exit_code == 0
    sample.write("site/.git/objects/large", b"x" * 100)
    there = measured(sample.root / "site")
    files = {n: d for n, d in sample.tree("site").items() if "/." not in n}
    assert (there.size, there.files) == (sum(map(len, files.values())), len(files))
    fine = sample.run("check", "--site")
    assert fine.exit_code == 0
    assert [line.partition(":")[0] for line in fine.output.splitlines()[1:]] == [host.name for host in HOSTS.values()]
    with (sample.root / "site_src/film.mp4").open("wb") as film:
        film.truncate(24 * MB)
    assert sample.run("build").exit_code == 0
    near_one = sample.run("check", "--site", "--host", "cloudflare")
    assert near_one.exit_code == 1
    assert near_one.output.startswith("site/film.mp4: is 24 MB, 96% of the 25 MB that Cloudflare Pages takes. ")
    assert sample.run("check", "--site", "--host", "github").exit_code == 0


def test_two_questions_are_asked_one_at_a_time(sample: Sample) -> None:
    assert sample.run("check", "--site", "--published").exit_code == 2
    assert sample.run("check", "--host", "github").exit_code == 2
