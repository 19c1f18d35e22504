"""Thirty-two hexadecimal digits that stand for values: equal digests mean equal values."""

import hashlib
import json
from collections.abc import Iterable, Iterator

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def digest(*parts: object) -> str:
    """Thirty-two hexadecimal digits that stand for bytes, texts, and whatever JSON can hold, in this order."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else _written(part).encode()
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


def each(value: object, blank: str, words: Iterable[str]) -> Iterator[str]:
    """The digest of a value for each of the words in the place of `blank`, a text that stands in it once: what is
    before that is read once for all, so that a long value takes no longer than a short one."""
    head, _, tail = (part.encode() for part in _written(value).partition(_ENCODER.encode(blank)))
    begun = {}
    for word in words:
        data = _ENCODER.encode(word).encode()
        size = len(head) + len(data) + len(tail)
        if size not in begun:
            begun[size] = hashlib.blake2b(size.to_bytes(8, "little") + head, digest_size=16)
        state = begun[size].copy()
        state.update(data + tail)
        yield state.hexdigest()


def _written(part: object) -> str:
    return part if isinstance(part, str) else "\0" + _ENCODER.encode(part)
