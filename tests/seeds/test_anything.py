"""Anything that a person may do in an editor, in any order."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Sample
from tests.seeds.persons import FILE, MORE, PAGE, data, ids, lines, whole

ACTS = ["title", "body", "delete", "id", "reviewed", "take", "put", "merge", "split", "forget", "add"]


def act(content: dict[str, Any], what: str, n: int) -> None:
    """Something that a person may do in an editor."""
    articles, unplaced = content["articles"], content["unplaced"]
    if what == "add":
        articles.append({"title": "编者按", "body": "短评。", "source": [lines(n + 1, n + 3)]})
    elif what == "forget" and unplaced:
        unplaced.pop(n % len(unplaced))
    if not articles or what in ("add", "forget"):
        return
    a, b = articles[n % len(articles)], articles[(n + 1) % len(articles)]
    source: dict[str, Any] = a["source"][-1] if a.get("source") else lines(0, 0)
    first, last = source["lines"]
    if what in ("title", "body"):
        a[what] += "（更正）"
    elif what == "reviewed":
        a["reviewed"] = True
    elif what == "delete":
        articles.remove(a)
    elif what == "id" and "id" in a:
        a["id"] = f"{a['id'][:-2]}{20 + len(articles) + n}"
    elif what in ("take", "put") and first < last:
        source["lines"] = [first, last - 1]
        if what == "put":
            unplaced.append({"file": "pages/a.txt", "line": last, "text": PAGE.split("\n")[last - 1]})
    elif what == "merge" and a is not b:
        a["body"] += "\n\n" + b["body"]
        a["source"] = [*a.get("source", []), *b.get("source", [])]
        articles.remove(b)
    elif what == "split" and first < last:
        source["lines"] = [first, last - 1]
        articles.append({"title": "另一篇", "body": "下半。", "source": [lines(last, last)]})


@pytest.mark.slow
@example(acts=[("add", 1), ("merge", 2)], page="before")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 12)), max_size=6),
    page=st.sampled_from(["", "before", "behind", "inside"]),
)
def test_whatever_a_person_does_stays_and_no_line_is_lost(
    fresh: Sample, acts: list[tuple[str, int]], page: str
) -> None:
    with TemporaryDirectory() as folder:
        shutil.copytree(fresh.root / "seeds", f"{folder}/seeds")
        archive = Sample(Path(folder))
        machines = data(archive)["articles"]
        content = data(archive)
        for what, n in acts:
            act(content, what, n)
        archive.write(FILE, yaml.safe_dump(content, allow_unicode=True))
        mine = [a for a in data(archive)["articles"] if a not in machines or a["reviewed"]]
        standing = data(archive)["articles"]
        assert archive.run("segment").exit_code == 0
        assert data(archive)["articles"] == standing
        whole(archive)
        if page:
            head, _, tail = PAGE.partition("\n石楼")
            texts = {"before": MORE[1:] + PAGE, "behind": PAGE + MORE, "inside": f"{head}{MORE}\n石楼{tail}"}
            archive.write("seeds/pages/a.txt", texts[page])
            assert archive.run("segment").exit_code == 0
            whole(archive)
            now = [dict(a, source=[]) for a in data(archive)["articles"]]
            assert all(dict(a, source=[]) in now for a in mine)
            gone = {a["id"] for a in machines} - {a.get("id") for a in standing}
            assert not gone & set(ids(archive))
        text = archive.read(FILE)
        archive.run("segment")
        assert archive.read(FILE) == text
