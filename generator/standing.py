"""What stands in the docs folder and in the site before a build."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.docs_folder import generated
from generator.memo import digest
from generator.output import Listing, listing
from generator.site_folder import spare_of
from generator.workers import Workers


@dataclass(frozen=True)
class Standing:
    """What stands in the docs folder and in the site."""

    docs: Listing
    """Generated files alone."""
    site: Listing
    spare: Listing
    by_hand: Sequence[str] = ()
    """The other files of the docs folder."""

    def digests(self) -> tuple[str, str]:
        """Stand for names, sizes and times of change of generated files and site."""
        docs, site = (
            "\n".join(sorted(f"{name} {state}" for name, state in of.items())) for of in (self.docs, self.site)
        )
        return digest(docs), digest(site)


def look(docs: Path, site: Path, workers: Workers) -> Callable[[], Standing]:
    """Begins to look at what stands there; to be called when that has to be known."""
    found = workers.map(listing, [docs, site, spare_of(site)])

    @cache
    def standing() -> Standing:
        files, published, spare = found
        ours = generated(docs)
        of_docs = {name: state for name, state in files.items() if name in ours}
        return Standing(of_docs, published, spare, sorted(files.keys() - ours))

    return standing
