"""A walk through a page at the desk, by keys and mouse alone, to what the page shall become."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Page

from tests.benchmarks.marked_pages import Marked, Wanted, squeezed

MOST = 40
"""Acts on a page before it is given up."""
LOOKED = 4
"""Wrong runs of lines that are tried at a step."""
LONGEST_NAME = 3
ACTS = {"headline": ("t", "<", ">"), "body": (",", ".")}
LAST = ("Shift+A", "Enter")
"""All of the page is right, and saved."""
SAID = "document.querySelector('dialog[open]') !== null || document.querySelector('#status').textContent !== ''"
STATE = """({
  owners: model.issue.sheets[0].lines.map(x => {
    const of = model.now.owners.get(model.key(model.issue.sheets[0].file, x.n));
    return [of.id, of.role];
  }),
  articles: model.now.articles, past: model.past, cursor: lines.cursor, picked: lines.picked,
  status: document.querySelector("#status").textContent,
})"""

Step = tuple[str, Any]
"""What a person does: `line` and `upto` a line (click, with Shift), `begins` and `heads` (click with Alt, with Alt and
Shift), `key`, `pick` an article where one is asked for."""


@dataclass(frozen=True)
class Run:
    """Lines in a row that all are wrong in the same way, by their places in the page."""

    first: int
    last: int
    is_in: str | None
    to: str | None
    """None: to an article that is not there yet."""
    role: str


@dataclass
class Walk:
    """A page at the desk, and what was done there so far."""

    marked: Marked
    page: Page
    done: list[str] = field(default_factory=list)
    """Each is an action."""

    # ---- what a person sees ----

    def state(self) -> Any:
        return self.page.evaluate(STATE)

    def ids(self, state: Any) -> dict[int, str]:
        """Which article is which of the marked ones: by the most characters of body."""
        shared: Counter[tuple[int, str]] = Counter()
        for i, (id, _) in enumerate(state["owners"]):
            if id is not None and (place := self.places.get(i)) and place[1] == "body":
                shared[place[0], id] += len(self.words[i])
        found: dict[int, str] = {}
        for (k, id), _ in shared.most_common():
            if k not in found and id not in found.values():
                found[k] = id
        return found

    def begin(self) -> None:
        lines = self.page.evaluate("model.issue.sheets[0].lines.map(x => x.text)")
        self.words = [squeezed(text) for text in lines]
        self.places = self.marked.places(list(enumerate(lines)))

    def wrong(self, state: Any) -> list[Run]:
        ids, found = self.ids(state), list[Run]()
        before = -1
        for i, place in sorted(self.places.items()):
            to, role = ids.get(place[0]), place[1]
            is_in, has = state["owners"][i]
            if (is_in, has) != (to, role):
                last = found[-1] if found else None
                goes_on = last and last.last == before and (last.is_in, last.to, last.role) == (is_in, to, role)
                if last and goes_on:
                    found[-1] = Run(last.first, i, is_in, to, role)
                else:
                    found.append(Run(i, i, is_in, to, role))
            before = i
        return found

    def worth(self, state: Any) -> float:
        """How much is wrong: runs, articles that are not there, and a little for the characters."""
        runs, missing = self.wrong(state), len(self.marked.articles) - len(self.ids(state))
        size = sum(len(self.words[i]) for run in runs for i in range(run.first, run.last + 1))
        return missing + len(runs) + size / (1 + sum(map(len, self.words)))

    # ---- what a person does ----

    def act(self, steps: Sequence[Step], counts: bool) -> None:
        for what, whom in steps:
            getattr(self, f"_{what}")(whom, counts)

    def count(self, what: str, counts: bool) -> None:
        if counts:
            self.done.append(what)

    def _line(self, i: int, counts: bool) -> None:
        if self.page.evaluate("lines.picked") == [i]:
            return
        self._seen(i)
        self.page.locator(f"#line-{i}").click(position={"x": 60, "y": 5})
        self.count(f"click {i}", counts)

    def _upto(self, i: int, counts: bool) -> None:
        self._seen(i)
        self.page.locator(f"#line-{i}").click(position={"x": 60, "y": 5}, modifiers=["Shift"])
        self.count(f"shift-click {i}", counts)

    def _begins(self, i: int, counts: bool) -> None:
        self._at(i, ["Alt"], counts)

    def _heads(self, i: int, counts: bool) -> None:
        self._at(i, ["Alt", "Shift"], counts)

    def _at(self, i: int, held: list[Literal["Alt", "Shift"]], counts: bool) -> None:
        self._seen(i)
        self.page.evaluate("document.querySelector('#status').textContent = ''")
        self.page.locator(f"#line-{i}").click(position={"x": 60, "y": 5}, modifiers=held)
        self.count(f"{'-'.join(held).lower()}-click {i}", counts)
        self._settled()

    def _seen(self, i: int) -> None:
        self.page.evaluate(f"document.querySelector('#line-{i}').scrollIntoView({{block: 'center'}})")

    def _key(self, key: str, counts: bool) -> None:
        self.page.evaluate("document.querySelector('#status').textContent = ''")
        self.page.keyboard.press(key)
        self.count(key, counts)
        self._settled()

    def _pick(self, id: str, counts: bool) -> None:
        """Answers which article is meant."""
        if not self.page.locator("#picker[open]").count():
            return
        usual, digit = self.page.evaluate("document.querySelector('#picker select').value"), id.rsplit("-", 1)[-1]
        if not self.page.locator(f"#picker option[value='{id}']").count():
            self.page.keyboard.press("Escape")
        elif usual == id:
            self.page.keyboard.press("Enter")
            self.count("Enter", counts)
        elif not digit.isdigit() or int(digit) > 9:
            self.page.locator("#picker select").select_option(id)
            self.page.keyboard.press("Enter")
            self.count(f"choose {id}", counts)
            self.count("Enter", counts)
        else:
            self.page.keyboard.press(digit[-1])
            self.count(digit[-1], counts)
        self._settled()

    def _settled(self) -> None:
        """Waits until the desk has said something, or asks."""
        for _ in range(500):
            if self.page.evaluate(SAID):
                return
            time.sleep(0.01)
        raise TimeoutError(" ".join(self.done))

    def back(self, past: int) -> None:
        """Takes back what was tried."""
        if self.page.locator("dialog[open]").count():
            self.page.keyboard.press("Escape")
        while self.page.evaluate("model.past") > past:
            self._key("Control+z", False)

    # ---- the shortest way ----

    def ways(self, state: Any) -> Iterator[list[Step]]:
        runs = self.wrong(state)
        for run in runs[:LOOKED] + runs[LOOKED:][-1:]:
            one: list[Step] = [("line", run.first)]
            all: list[Step] = one if run.first == run.last else [*one, ("upto", run.last)]
            yield from ([*all, ("key", key)] for key in ACTS[run.role])
            if run.role == "headline" and run.first == run.last:
                yield [("heads", run.first)]
            if run.is_in is not None:
                yield from ([("begins", i)] for i in (run.first, run.last + 1) if i < len(self.words))
            if run.to is None:
                yield [*all, ("key", "n")]
                continue
            yield [*all, ("key", "h" if run.role == "headline" else "b"), ("pick", run.to)]
            if run.is_in not in (None, run.to):
                yield [*one, ("key", "Shift+M")]
                yield [*one, ("key", "m"), ("pick", run.to)]

    def mend_lines(self) -> bool:
        """Whether all lines are where they should be."""
        while (was := self.worth(state := self.state())) > 0:
            if len(self.done) > MOST:
                return False
            tried: list[tuple[float, int, list[Step]]] = []
            for way in self.ways(state):
                here, self.done = self.done, []
                self.act(way, True)
                gain, cost = was - self.worth(self.state()), len(self.done)
                self.done = here
                self.back(state["past"])
                if gain > 0:
                    tried.append((gain / cost, -cost, way))
                self.page.evaluate(f"lines.look({state['cursor']})")
            if not tried:
                return False
            self.act(max(tried, key=lambda t: t[:2])[2], True)
        return True

    def mend_fields(self) -> None:
        state = self.state()
        articles = {a["id"]: a for a in state["articles"]}
        for k, id in self.ids(state).items():
            wanted, article = self.marked.articles[k], articles[id]
            card = self.page.locator(f"#card-{id}")
            changes = [*self._headline(wanted, article), *self._others(wanted, article)]
            if changes == [("kind", "news")] and article["kind"] == "photo":
                self.article(id)
                self._key("Shift+G", True)
                continue
            if changes:
                self.article(id)
            for what, value in changes:
                if what == "author-":
                    card.locator(f".authors button[aria-label='去掉作者{value}']").click()
                    self.count(f"click × {value}", True)
                elif what == "author+":
                    card.get_by_role("button", name="＋ 作者").click()
                    self.page.keyboard.insert_text(value)
                    self.count("click ＋ 作者", True)
                    self.count(f"type {value}", True)
                else:
                    control = card.locator(f".row.{what} :is(input, select)").first
                    is_list = control.evaluate("e => e.matches('select')")
                    control.select_option(value) if is_list else control.fill(value)
                    self.count(f"click {what}", True)
                    self.count(f"{'choose' if is_list else 'type'} {value}", True)

    def article(self, id: str) -> None:
        """Opens an article."""
        if self.page.locator(f"#card-{id} .fields").count():
            return
        self.page.locator(f"#card-{id} .heading").click()
        self.count(f"open {id}", True)
        self.page.evaluate("document.querySelector('#lines').focus()")

    @staticmethod
    def _headline(wanted: Wanted, article: Any) -> Iterator[tuple[str, str]]:
        if not wanted.headline:
            if article["title_source"] != "lead":
                yield "title_source", "lead"
        elif wanted.headline not in (headline(article), squeezed(article["title"])):
            yield "title", wanted.headline
            yield from ((name, "") for name in ("kicker", "subtitle") if article[name])

    @staticmethod
    def _others(wanted: Wanted, article: Any) -> Iterator[tuple[str, str]]:
        has = {author["name"] for author in article["authors"]}
        yield from (("author-", name) for name in has if not known(squeezed(name), wanted))
        yield from (("author+", name) for name in wanted.authors if name not in map(squeezed, has))
        if article["kind"] != wanted.kind:
            yield "kind", wanted.kind

    def accept(self) -> None:
        """All of the page is read, and saved."""
        self.page.evaluate("document.querySelector('#lines').focus()")
        for key in LAST:
            self._key(key, True)
        for _ in range(1000):
            if "已保存" in self.page.evaluate("document.querySelector('#status').textContent"):
                return
            time.sleep(0.01)
        raise TimeoutError(" ".join(self.done))


def known(name: str, wanted: Wanted) -> bool:
    """An author is one: marks name those of the dateline alone, so that another name counts that the article prints."""
    return name in wanted.authors or (len(name) <= LONGEST_NAME and name in wanted.body)


def headline(article: Any) -> str:
    return "".join(squeezed(article[name]) for name in ("kicker", "title", "subtitle"))
