"""The comments of an item of a YAML list, kept when a program writes the item anew.

People note in an article file what they have compared and whom they asked. What has not changed of an item keeps its
text, comments and all; of what has, the comments stay: behind the new value, or on lines of their own above it. So do
those of the keys that the file begins with and of its lists.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.seeds.files import plain_yaml
from generator.seeds.files.patchwork import Patchwork, patchwork

DASH, INDENT = "- ", "  "


def kept(old: str, new: str) -> str:
    """The text of an item, written anew with nothing of the old one, with what can be kept of that."""
    above, body = _above(old)
    if not body.startswith(DASH):
        return above + new
    before, after = patchwork(_dedented(body)), patchwork(_dedented(new))
    if not before.keys or not after.keys:  # {written: in braces}
        return above + _with(new, [*_comments(body)])
    pieces = {name: _piece(before, after, name) for name in _order(before.keys, after.keys)}
    gone = [comment for name in before.keys.keys() - after.keys.keys() for comment in _comments(before.keys[name])]
    first, *rest = pieces.values()
    noted, first = _above(first)
    lines = "".join([first, *rest, *_lines(gone), before.tail]).splitlines(keepends=True)
    return above + before.head + noted + _indented(lines)


def headed(old: str, new: str) -> str:
    """The line of a key, written anew, with the comments of the old text of the key (of a list, of what stands before
    its first item): above it, behind it and below it."""
    above, rest = _above(old)
    line, *below = rest.splitlines(keepends=True)
    if all(not each.strip() or each.lstrip().startswith("#") for each in below):
        return above + _with(new, [*_comments(line)]) + "".join(below)
    return above + _with(new, [*_comments(rest)])


def _order(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The names of now in the order of before, each new one behind the one that it stands behind now."""
    names = [name for name in before if name in after]
    for last, name in zip([None, *after], after, strict=False):
        if name not in names:
            names.insert(names.index(last) + 1 if last else 0, name)
    return names


def _piece(before: Patchwork, after: Patchwork, name: str) -> str:
    """The text of one field."""
    if name not in before.keys:
        return after.keys[name]
    if before.data[name] == after.data[name]:
        return before.keys[name]
    return _with(after.keys[name], [*_comments(before.keys[name])])


def _with(text: str, comments: Sequence[str]) -> str:
    """A field or an item with the comments of the old one: a single one behind it, where there is room."""
    own = [comment for comment in comments if not comment.startswith(" ")]
    behind = [comment.strip() for comment in comments if comment.startswith(" ")]
    if len(behind) == 1 and text.count("\n") == 1 and _same(text, with_one := f"{text.rstrip()}  {behind[0]}\n"):
        behind, text = [], with_one
    return "".join([*_lines([*own, *behind]), text])


def _lines(comments: Sequence[str]) -> list[str]:
    return [f"{comment.strip()}\n" for comment in comments]


def _comments(piece: str) -> Iterator[str]:
    """The comments of a field or an item; those that stand behind something begin with a blank."""
    lines = piece.splitlines()
    data = plain_yaml.read(piece)[0]
    for n, line in enumerate(lines):
        for at in (at for at in range(len(line)) if line[at] == "#" and (at == 0 or line[at - 1] in " \t")):
            without = [*lines[:n], line[:at].rstrip(), *lines[n + 1 :]]
            if plain_yaml.read("\n".join(without) + "\n")[0] == data and data is not None:
                yield f"{' ' if line[:at].strip() else ''}{line[at:].rstrip()}"
                break


def _same(one: str, other: str) -> bool:
    return plain_yaml.read(one)[0] == plain_yaml.read(other)[0]


def _above(text: str) -> tuple[str, str]:
    """The comments on lines of their own at the beginning, and the rest."""
    lines = text.splitlines(keepends=True)
    first = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:first]), "".join(lines[first:])


def _dedented(item: str) -> str:
    lines = item.removeprefix(DASH).splitlines(keepends=True)
    return "".join([lines[0], *(line.removeprefix(INDENT) for line in lines[1:])]) if lines else ""


def _indented(lines: Sequence[str]) -> str:
    return "".join(DASH + line if n == 0 else INDENT + line if line.strip() else line for n, line in enumerate(lines))
