"""Sessions at the desk: lines are moved, articles split, merged and written in, steps undone and done again, all saved.

The desk's own `model.js` runs under node against the desk's own server. After each step of a session:

1. Each line is in an article or in none. In sessions that only add, the fields of its article hold it (one of less than
   `KNOWN` characters, which stands in what was typed by chance, may be in another's), and all fields together hold each
   character as often as the lines do. In those that write over some lines, the others are in some field. (A line is
   written over from the edit on that takes a character of it off the desk. What is left of it may stand there all the
   same by chance, 日 with the day of another line, and be gone with that one.)
2. What was typed stands somewhere as it was typed, unless it was typed over since; a field of one text that was typed
   is in its article what it was.
3. A save that is accepted leaves a file in which each line is in an article or under `unplaced`, to the letter; what is
   read from it again keeps 1 and 2, and each line its article, unless it was typed over.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.review import review
from generator.review.written import KNOWN
from tests.conftest import begun
from tests.torture.sharing import Try, here
from tests.torture.texts import pages, squeezed

KEY = {"paper": "xxb", "date": "2024-03-07"}
FILE = "seeds/articles/xxb-2024-03-07.yml"
ISSUES = """\
papers:
  xxb: {{name: 兴县报, place: 兴县, adcode: "141123"}}
issues:
  - {{paper: xxb, date: 2024-03-07, pages: [{pages}]}}
"""
WHOLE = ("kicker", "title", "subtitle", "byline")
WRITING = ("edit", "settle", "giveUp")
"""Acts by which a person may take away what was there."""
STEPS = 30
LONG_SESSION, MOST_STEPS = 25, 1000
"""One session in so many has so many steps."""

Ask = Callable[..., Any]


@contextmanager
def _node() -> Iterator[Ask]:
    """The desk's scripts; a call hands over what is asked, and gives the answer."""
    command = [str(Path(sys.executable).parent / "node"), str(Path(__file__).with_suffix(".js"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as node:
        assert node.stdin and node.stdout

        def ask(act: str, **given: Any) -> Any:
            assert node.stdin and node.stdout
            node.stdin.write(json.dumps({"act": act, **given}) + "\n")
            node.stdin.flush()
            return json.loads(node.stdout.readline())

        yield ask
        node.stdin.close()


@contextmanager
def trying(seed: int, scratch: Path) -> Iterator[Try]:
    """Of a session the first fault. One in so many is long."""
    with _node() as ask:

        def findings(n: int) -> list[str]:
            long = n % LONG_SESSION == LONG_SESSION - 1
            fault = _Session(random.Random(f"{seed} {n}"), ask).fault(MOST_STEPS if long else STEPS)
            return [fault] if fault else []

        yield findings


def torture(seed: int, number: int) -> list[str]:
    """What went wrong in so many sessions."""
    return here(trying, seed, range(number))


@dataclass(frozen=True)
class _Known:
    """What a person knows of a state."""

    marks: frozenset[str] = frozenset()
    """What was typed, and not typed over."""
    fixed: tuple[tuple[str, str, str], ...] = ()
    """Article, field and text."""
    over: frozenset[str] = frozenset()
    """Lines that were typed over, as keys of the model."""


class Wrong(Exception):
    """What must not happen."""


@dataclass
class _Session:
    rnd: random.Random
    ask: Ask
    state: dict[str, Any] = field(default_factory=dict)
    known: _Known = _Known()
    seen: dict[str, _Known] = field(default_factory=dict)
    """What was known in each state that may come again."""
    typed: int = 0
    gentle: bool = True
    """Nothing of the page is typed over."""
    trace: list[str] = field(default_factory=list)

    def fault(self, steps: int) -> str:
        with tempfile.TemporaryDirectory() as folder:
            files = [f"pages/{name}.txt" for name in ("one", "two", "three")[: self.rnd.choice([1, 1, 2, 3])]]
            listed = ", ".join(f"{{file: {file}, page: {n}}}" for n, file in enumerate(files, 1))
            archive = begun(Path(folder) / "archive", ISSUES.format(pages=listed))
            self.gentle = self.rnd.random() < 0.5
            for file, text in zip(files, pages(self.rnd, len(files), distinct=not self.gentle), strict=True):
                archive.write(f"seeds/{file}", text)
            server = review.Server(archive.root, 0)
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            self.root = archive.root
            try:
                self.ask("begin", address=f"http://127.0.0.1:{server.server_port}", token=server.token)
                self._do("open", **KEY)
                for _ in range(steps):
                    self._step()
            except Wrong as wrong:
                return f"after {len(self.trace)} steps ({'; '.join(self.trace[-3:])}): {wrong}"
            finally:
                server.shutdown()
                server.server_close()
        return ""

    # ---- what a person does ----

    def _step(self) -> None:
        weights = {
            self._move: 8,
            self._split: 3,
            self._begin: 3,
            self._order: 3,
            self._merge: 2,
            self._type: 8,
            self._undo: 2,
            self._redo: 1,
            self._save: 1,
            self._settle: 1,
            self._give_up: 1,
        }
        [act] = self.rnd.choices(list(weights), list(weights.values()))
        act()

    def _do(self, act: str, **given: Any) -> Any:
        self.trace.append(f"{act} {json.dumps(given, ensure_ascii=False)[:300]}")
        before = _texts(self.state.get("articles", ()))
        answer = self.ask(act, **given)
        if answer["refused"] and (act != "save" or answer["refused"]["status"] != 422):
            raise Wrong(f"refused: {answer['refused']}")
        self.state = answer["state"]
        if act in WRITING and not self.gentle:
            self._written_over(before)
        self.check(act)
        return answer["refused"]

    def _lines(self) -> list[tuple[str, str, str]]:
        """Key, file and text of all lines."""
        sheets = self.state["sheets"]
        return [
            (f"{sheet['file']}\n{line['n']}", sheet["file"], line["text"])
            for sheet in sheets
            for line in sheet["lines"]
        ]

    def _ids(self) -> list[str]:
        return [article["id"] for article in self.state["articles"]]

    def _give(self, keys: list[str], id: str | None, role: str | None, file: str) -> None:
        owners = {key: (owner["id"], owner["role"]) for key, owner in self.state["owners"]}
        changes = []
        for key in keys:
            as_is = "headline" if owners[key][1] == "headline" else "body"
            new = (id, "left" if id is None else role or as_is)
            if new != owners[key]:
                changes.append([key, {"id": new[0], "role": new[1]}])
        if changes:
            self._do("move", changes=changes, file=file)

    def _move(self) -> None:
        lines = self._lines()
        start = self.rnd.randrange(len(lines))
        file = lines[start][1]
        some = [key for key, of, _ in lines[start : start + self.rnd.choice([1, 1, 1, 2, 3, 6])] if of == file]
        to = self.rnd.choice([*self._ids(), *self._ids(), "+", None])
        self._give(some, to, self.rnd.choice(["headline", "body", "body", None]), file)

    def _split(self) -> None:
        owners = {key: owner["id"] for key, owner in self.state["owners"]}
        id = self.rnd.choice([id for id in owners.values() if id] or [""])
        own = [(key, file) for key, file, _ in self._lines() if owners[key] == id]
        if id and len(own) > 1:
            rest = own[self.rnd.randrange(1, len(own)) :]
            self._give([key for key, _ in rest], "+", None, rest[0][1])

    def _begin(self) -> None:
        """An article begins at a line, or a line is a headline: the machine reads the page again."""
        lines = self._lines()
        at = self.rnd.randrange(len(lines))
        key, file, _ = lines[at]
        owners = {key: (owner["id"], owner["role"]) for key, owner in self.state["owners"]}
        own = [other for other, _, _ in lines[at:] if owners[other][0] == owners[key][0]]
        if owners[key][0] is None or self.rnd.random() < 0.3:
            given = {key: (owners[key][0], "headline")} if owners[key][0] else {}
        else:
            given = {other: ("+", owners[other][1]) for other in own}
            given[key] = "+", self.rnd.choice(["headline", "body"])
        if any(owners[other] != to for other, to in given.items()):
            changes = [[other, {"id": id, "role": role}] for other, (id, role) in given.items()]
            self._do("reread", changes=changes, file=file, begun="+")

    def _order(self) -> None:
        """Lines of a body change their order, and the words with them."""
        id = self.rnd.choice(self._ids() or [""])
        sheet = self.rnd.choice(self.state["sheets"])
        owners = {key: (owner["id"], owner["role"]) for key, owner in self.state["owners"]}
        rows = [
            [n, line["text"]]
            for n, line in enumerate(sheet["lines"])
            if owners[f"{sheet['file']}\n{line['n']}"] == (id, "body")
        ]
        if len(rows) > 2:
            picked = self.rnd.sample([n for n, _ in rows], self.rnd.choice([1, 1, 2]))
            target = self.rnd.choice([None, *(n for n, _ in rows if n not in picked)])
            self._do("order", id=id, rows=rows, picked=picked, target=target)

    def _merge(self) -> None:
        if len(self._ids()) > 1:
            id, to = self.rnd.sample(self._ids(), 2)
            own = [(key, owner["role"]) for key, owner in self.state["owners"] if owner["id"] == id]
            headed = any(owner["id"] == to and owner["role"] == "headline" for _, owner in self.state["owners"])
            self._give([key for key, _ in own], to, "body" if headed else None, self.state["sheets"][0]["file"])

    def _undo(self) -> None:
        self._do("undo")

    def _redo(self) -> None:
        self._do("redo")

    def _settle(self) -> None:
        if hints := [(id, name) for id, of in self.state["hints"].items() for name in of]:
            id, name = self.rnd.choice(hints)
            self._do("settle", id=id, field=name, take=self.rnd.random() < 0.5)

    def _give_up(self) -> None:
        if self.state["left"]:
            self._do("giveUp", id=self.rnd.choice(self.state["left"]))

    def _mark(self) -> str:
        self.typed += 1
        return self.rnd.choice(["改{}号", "【编{}】", "Zq{}x", "补{}充一句。"]).format(self.typed)

    def _type(self) -> None:
        article = self.rnd.choice(self.state["articles"] or [None])
        if article is None:
            return
        name = self.rnd.choice([*WHOLE, "body", "body", "body", "body", "captions", "authors"])
        mark = self._mark()
        if name == "authors":
            self._edit(article, authors=[*article["authors"], {"name": mark, "role": None}])
        elif name == "captions":
            self._edit(article, captions=[*article["captions"], mark])
        elif name == "body":
            self._edit(article, body=self._typed_into(article["body"], mark))
        else:
            old = article[name] or ""
            if name == "title" and article["title_source"] == "lead":
                self._edit(article, title=mark, title_source="editor")
            else:
                self._edit(article, **{name: old + mark if self.gentle or self.rnd.random() < 0.5 else mark})

    def _typed_into(self, body: str, mark: str) -> str:
        paragraphs = body.split("\n\n")
        n = self.rnd.randrange(len(paragraphs))
        at = self.rnd.randrange(len(paragraphs[n]) + 1)
        how = self.rnd.choice(
            ["into", "into", "paragraph", "apart", "joined"] + ["over", "rewritten", "out"] * (not self.gentle)
        )
        if how == "into":
            paragraphs[n] = paragraphs[n][:at] + mark + paragraphs[n][at:]
        elif how == "apart":
            paragraphs[n : n + 1] = [p for p in (paragraphs[n][:at].strip(), mark + paragraphs[n][at:].strip()) if p]
        elif how == "joined" and n:
            paragraphs[n - 1 : n + 1] = [paragraphs[n - 1] + mark + paragraphs[n]]
        elif how == "over":
            paragraphs[n] = paragraphs[n][:at] + mark + paragraphs[n][at + self.rnd.randint(1, 12) :]
        elif how == "rewritten":
            paragraphs[n] = mark
        elif how == "out" and len(paragraphs) > 1:
            del paragraphs[n]
        else:
            paragraphs.insert(n, mark)
        return "\n\n".join(paragraphs)

    def _edit(self, article: dict[str, Any], **fields: Any) -> None:
        told = [(article["id"], name, text) for name, text in fields.items() if name in WHOLE]
        named = {(id, name) for id, name, _ in told}
        marks = {f"{x}" for x in _marks(json.dumps(list(fields.values()), ensure_ascii=False))}
        kept = tuple(x for x in self.known.fixed if x[:2] not in named)
        self.known = _Known(self.known.marks | marks, (*kept, *told), self.known.over)
        self._do("edit", id=article["id"], fields=fields)

    def _save(self) -> None:
        if self._do("save"):
            return
        data = yaml.load((self.root / FILE).read_text(encoding="utf-8"), yaml.CSafeLoader)
        held = {
            f"{source['file']}\n{n}"
            for article in data["articles"]
            for source in article["source"]
            for n in range(source["lines"][0], source["lines"][1] + 1)
        }
        unplaced = {f"{each['file']}\n{each['line']}": each["text"] for each in data["unplaced"]}
        for key, _, text in self._lines():
            if key not in held and unplaced.get(key) != text:
                raise Wrong(f"line {key!r} is in the file neither in an article nor under unplaced")
        before = {key: owner["id"] for key, owner in self.state["owners"]}
        if self.rnd.random() < 0.5:
            self.seen.clear()
            self.known = _Known(self.known.marks, self.known.fixed, self.known.over)
            self._do("open", **KEY)
            after = {key: owner["id"] for key, owner in self.state["owners"]}
            # `seeds.cut_out`: lines that were typed over, and that the article is shorter by, are in none from then on
            cut = {key for key in self.known.over if after[key] is None}
            if other := sorted(key for key in before if before[key] != after[key] and key not in cut):
                raise Wrong(f"read again, other articles hold {other}")

    def _written_over(self, before: list[str]) -> None:
        """Notes the lines that stand in more pieces than before."""
        after = _texts(self.state["articles"])
        lines = {key: squeezed(text) for key, _, text in self._lines()}
        over = {key for key, line in lines.items() if _pieces(line, after) > _pieces(line, before)}
        self.known = _Known(self.known.marks, self.known.fixed, self.known.over | over)

    # ---- what must hold ----

    def check(self, act: str) -> None:
        print_of = json.dumps([self.state["articles"], self.state["owners"]], sort_keys=True)
        if act in ("undo", "redo"):
            self.known = self.seen.get(print_of, self.known)
        articles = {article["id"]: article for article in self.state["articles"]}
        self._check_typed(act, articles)
        self._check_lines(act, articles)
        self.seen[print_of] = self.known

    def _check_typed(self, act: str, articles: dict[str, Any]) -> None:
        texts = [json.dumps(article, ensure_ascii=False) for article in articles.values()]
        everything = "\n".join([*texts, *(text for each in self.state["lost"].values() for text in each)])
        gone = {mark for mark in self.known.marks if mark not in everything}
        other = [x for x in self.known.fixed if x[0] in articles and (articles[x[0]][x[1]] or "") != x[2]]
        if (gone or other) and act not in WRITING:
            raise Wrong(f"typed, and no longer there: {sorted(gone)} {other}")
        fixed = tuple(x for x in self.known.fixed if x[0] in articles and x not in other)
        self.known = _Known(self.known.marks - gone, fixed, self.known.over)

    def _check_lines(self, act: str, articles: dict[str, Any]) -> None:
        owners = {key: owner["id"] for key, owner in self.state["owners"]}
        missing = set[str]()
        every: dict[str, str] = {}
        for id in {owner for owner in owners.values() if owner}:
            if id not in articles:
                raise Wrong(f"{id} holds lines and is no more")
            lines = {key: squeezed(text) for key, _, text in self._lines() if owners[key] == id}
            lines = {key: text for key, text in lines.items() if key not in self.known.over}
            every |= lines
            if self.gentle:
                known = {key: text for key, text in lines.items() if len(text) >= KNOWN}
                missing |= _missing([articles[id]], known, counted=False)
        missing |= _missing([*articles.values()], every, counted=self.gentle)
        if missing and act in WRITING:
            self.known = _Known(self.known.marks, self.known.fixed, self.known.over | missing)
        elif missing:
            texts = {key: text for key, _, text in self._lines()}
            raise Wrong(f"in no field: {[(key, owners[key], texts[key]) for key in sorted(missing)]}")


MOST_PIECES = 3
MARK = re.compile(r"改\d+号|【编\d+】|Zq\d+x|补\d+充一句。")


def _marks(text: str) -> list[str]:
    return MARK.findall(text)


def _texts(articles: Iterable[dict[str, Any]]) -> list[str]:
    """The fields of articles, without what was typed."""
    fields: list[str] = []
    for article in articles:
        names = [name for name in WHOLE if name != "title" or article["title_source"] != "lead"]
        fields += [*(article[name] or "" for name in names), *article["captions"], article["body"]]
    return [squeezed(MARK.sub("", text)) for text in fields]


def _missing(articles: list[dict[str, Any]], lines: dict[str, str], *, counted: bool) -> set[str]:
    """The lines of which characters are in no field; where they are counted, in fewer places than in lines."""
    texts = _texts(articles)
    missing = {key for key, line in lines.items() if _pieces(line, texts) > MOST_PIECES}
    short = Counter("".join(lines.values())) - Counter("".join(texts)) if counted else Counter[str]()
    return missing | {key for key, line in lines.items() if short and set(line) & set(short)}


def _pieces(line: str, texts: list[str]) -> int:
    """In how many pieces a line is in the texts, up to more than `MOST_PIECES`."""

    def has(piece: str) -> bool:
        return any(piece in text for text in texts)

    if has(line):
        return 1
    heads = [n for n in range(1, len(line)) if has(line[:n])]
    tails = [n for n in range(1, len(line)) if has(line[n:])]
    if {*heads} & {*tails}:
        return 2
    return 3 if any(a < b and has(line[a:b]) for a in heads for b in tails) else MOST_PIECES + 1
