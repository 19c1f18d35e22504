"""What the last build found out and this one may use, by the digest of all that it was made from.

Equal digests mean equal values: a stage that keeps a value under the digest of everything that it depends on makes it
again only when something of that has changed. What a build does not ask for is forgotten with it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)

Known = Mapping[str, Any]
"""Values that JSON can hold, by their digests."""


@dataclass(frozen=True)
class Unmade(Generic[T_co]):
    """What belongs together, not made yet: where the digest is one of the last build, nothing of it has changed."""

    digest: str
    make: Callable[[], Iterable[T_co]]


class Memo:
    """The values of the last build, and those of this one."""

    def __init__(self, before: Known | None = None) -> None:
        self._before = before or {}
        self.now: dict[str, Any] = {}
        """All that this build kept or asked for."""

    @property
    def counts(self) -> bool:
        """Whether the last build kept anything that this one may use."""
        return bool(self._before)

    def recall(self, key: str) -> Any:
        """The value of a digest; None where it is not known."""
        if key not in self.now and key in self._before:
            self.now[key] = self._before[key]
        return self.now.get(key)

    def last(self, key: str) -> Any:
        """What the last build kept; the next one will know it only where this one keeps it, too. None for nothing."""
        return self._before.get(key)

    def keep(self, key: str, value: Any) -> None:
        """Remembers a value that is not None and that JSON gives back as it is."""
        self.now[key] = value
