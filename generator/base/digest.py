"""Thirty-two hexadecimal digits that stand for values: equal digests mean equal values."""

import hashlib
import json

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def digest(*parts: object) -> str:
    """Thirty-two hexadecimal digits that stand for bytes, texts, and whatever JSON can hold, in this order."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else _written(part).encode()
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


def _written(part: object) -> str:
    return part if isinstance(part, str) else "\0" + _ENCODER.encode(part)
