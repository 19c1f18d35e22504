"""Which paths stay within an archive, one by one and many at a time."""

from pathlib import Path

from generator.base.inside import among, inside


def test_many_at_a_time_are_told_as_each_by_itself(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    for folder in ("docs/css", ".git", "docs/.hidden"):
        (root / folder).mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    for file in (
        "archive/docs/a.css",
        "archive/docs/css/b.css",
        "archive/.git/config",
        "archive/docs/.hidden/c.css",
        "elsewhere/d.css",
    ):
        (tmp_path / file).write_text("x")
    for link, to in {
        "docs/out": tmp_path / "elsewhere",
        "docs/out.css": tmp_path / "elsewhere/d.css",
        "docs/in": root / "docs/css",
        "docs/in.css": root / "docs/css/b.css",
        "docs/secret": root / ".git",
        "docs/config": root / ".git/config",
        "docs/circle": root / "docs/circle",
        "docs/.seen": root / "docs/a.css",
    }.items():
        (root / link).symlink_to(to)
    named = [
        *(path for path in sorted(tmp_path.rglob("*"))),
        *(root / "docs" / name / file for name in ("out", "in", "secret", "circle") for file in ("d.css", ".e", "f")),
        *(root / name for name in ("docs/gone.css", "../elsewhere/d.css", "docs/../docs/a.css", "x" * 300)),
    ]
    within = among(root)
    told = {path: within(path) for path in named}
    assert told == {path: inside(root, path) for path in named}
    assert told[root / "docs/a.css"] and told[root / "docs/in/d.css"] and told[root / "docs/in.css"]
    assert not any(told[root / name] for name in ("docs/out.css", "docs/out/d.css", "docs/secret/f", "docs/config"))
