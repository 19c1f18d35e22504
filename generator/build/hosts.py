"""What hosts take: how large a site may be, how many files it may have, how large one of them. Said before it is
reached, for then there is time to do something about it.

GitHub's and GitLab's are from their documentation of Pages, Cloudflare's from its "Pages limits" and its change of
January 2026; Gitee's are those of a free repository, which its help had and nobody has looked up again. How long a
deployment takes no site tells: how long it may take is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.output import listing
from generator.base.problems import Problem

MB, GB = 1_000_000, 1_000_000_000
NEAR = 0.8


@dataclass(frozen=True)
class Limits:
    """Of one host; 0 where none is known. GitHub and Cloudflare count in MiB; what is counted here is a little less."""

    name: str
    size: int
    """Bytes of all files."""
    files: int
    file: int
    """Bytes of one."""
    more: str = ""
    """What the host itself offers beyond that size and number."""
    minutes: int = 0
    """After which a deployment is ended."""


HOSTS: Mapping[str, Limits] = {
    "github": Limits("GitHub Pages", 1 * GB, 0, 100 * MB, minutes=10),
    "gitlab": Limits("GitLab Pages", 1 * GB, 200_000, 0, "a GitLab of your own may allow more"),
    "cloudflare": Limits("Cloudflare Pages", 0, 20_000, 25 * MB, "a paid plan takes 100,000 files"),
    "gitee": Limits("a repository at Gitee", 500 * MB, 0, 50 * MB, "a paid plan takes more"),
}
LESS = (
    "Publish older years as an archive of their own, searched with this one (extra: archive: beside:), or on a server "
    "of your own, which has no such limit"
)
PARTS = "Leave it out of site_src/, or offer it from elsewhere"


@dataclass(frozen=True)
class Measured:
    """A site as a host sees it."""

    size: int
    files: int
    largest: str
    """The name of the largest file."""
    largest_size: int


def measured(site: Path) -> Measured:
    """Hidden files are none of the site for a host."""
    found = {
        name: int(state.split()[0])
        for name, state in listing(site).items()
        if state[:1].isdigit() and not any(part.startswith(".") for part in name.split("/"))
    }
    largest = max(found, key=lambda name: (found[name], name), default="")
    return Measured(sum(found.values()), len(found), largest, found.get(largest, 0))


def near(site: str, there: Measured, hosts: Sequence[str]) -> Iterator[Problem]:
    """A problem for each limit that is reached to four fifths."""
    for key in hosts:
        host = HOSTS[key]
        large = f"{site}/{there.largest}"
        for name, now, most, what, limit, mend in (
            (site, there.size, host.size, f"is {said(there.size)}", said(host.size), LESS),
            (site, there.files, host.files, f"has {there.files:,} files", f"{host.files:,}", LESS),
            (large, there.largest_size, host.file, f"is {said(there.largest_size)}", said(host.file), PARTS),
        ):
            if most and now >= NEAR * most:
                share = f"more than the {limit}" if now > most else f"{now / most:.0%} of the {limit}"
                how = f"{mend}; {host.more}." if host.more and mend == LESS else f"{mend}."
                yield Problem(name, None, f"{what}, {share} that {host.name} takes", how, stops=False)


def shares(there: Measured, hosts: Sequence[str]) -> Iterator[str]:
    """A line for each host: how much of what it takes a site is."""
    yield f"{said(there.size)} in {there.files:,} files, the largest {said(there.largest_size)} ({there.largest})."
    for key in hosts:
        host = HOSTS[key]
        parts = [
            f"{now / most:.0%} of {limit}"
            for now, most, limit in (
                (there.size, host.size, said(host.size)),
                (there.files, host.files, f"{host.files:,} files"),
                (there.largest_size, host.file, f"{said(host.file)} a file"),
            )
            if most
        ]
        parts += [f"at most {host.minutes} minutes a deployment"] if host.minutes else []
        yield f"{host.name}: {', '.join(parts)}."


def share_of(size: int) -> Iterator[str]:
    """A line for each host that bounds the size of a site: how much of that so many bytes are."""
    for host in HOSTS.values():
        if host.size:
            yield f"{host.name}: {size / host.size:.0%} of {said(host.size)}."


def said(number: int) -> str:
    """1.2 GB, 34 MB, 560 kB"""
    for unit, name in ((GB, "GB"), (MB, "MB")):
        if number >= unit:
            return f"{number / unit:.1f} {name}" if number < 10 * unit else f"{number // unit} {name}"
    return f"{number / 1000:.0f} kB"
