"""Data as classic scripts that call `archive.register(name, data)`: what works from `file://` too (assets/data.js)."""

import json
import zlib

import numpy as np

File = tuple[str, str | bytes]
"""Path below the docs folder, and content."""

ESCAPE = 0xE000
HIGHEST = 0x8000


def script(name: str, value: object) -> File:
    """A value as JSON."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return name, f"archive.register({json.dumps(name)},{data});\n"


def packed(name: str, *parts: bytes, dictionary: bytes = b"", numbers: bool = False) -> tuple[str, bytes]:
    """Bytes, deflated, two to a character of a UTF-16 file: base64 would be a third longer.

    A character that may not stand in a string, or that is half of one beyond the first plane, has its highest bit
    turned and ESCAPE before it: three in a hundred. Each part has a Huffman code of its own. `dictionary` is what the
    data may repeat (of it the last 32 kB). `numbers` repeat nothing: there only how often each byte occurs counts.
    """
    strategy = zlib.Z_HUFFMAN_ONLY if numbers else zlib.Z_DEFAULT_STRATEGY
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, strategy, dictionary)
    deflated = b"".join(deflate.compress(part) + deflate.flush(zlib.Z_BLOCK) for part in parts) + deflate.flush()
    units = np.frombuffer(deflated + b"\0" * (len(deflated) % 2), "<u2")
    bad = (units < 0x20) | (units == ord('"')) | (units == ord("\\")) | (units == ESCAPE)
    bad |= ((units >= 0xD800) & (units < 0xE000)) | (units >= 0xFFFE)
    sizes = 1 + bad
    out = np.full(int(sizes.sum()), ESCAPE, "<u2")
    out[np.cumsum(sizes) - 1] = np.where(bad, units ^ HIGHEST, units)
    head = f'\ufeffarchive.register({json.dumps(name)},[{len(deflated)},"'
    return name, head.encode("utf-16-le") + out.tobytes() + '"]);\n'.encode("utf-16-le")


def stored(data: bytes) -> bytes:
    """Bytes as a deflated stream that is not at its end: what comes before data which repeat them. At most 65,535."""
    size = len(data)
    return b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + data
