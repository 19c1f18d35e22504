"""The peer of whole builds: the same articles as a Hugo site with the least that an archive needs.

A content file for each article, a list for each issue and each newspaper, layouts of a few lines. It has no lists by
place, person, subject or day, no feeds, no metadata for reference managers and no related articles, all of which ours
makes in the same time.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from generator.pages.markdown import escape
from tests.benchmarks.made import Issue, Record

FILES = {
    "hugo.toml": """\
baseURL = "/"
title = "archive"
languageCode = "zh-CN"
uglyURLs = true
buildFuture = true
disableKinds = ["taxonomy", "term", "RSS"]
""",
    "layouts/_default/baseof.html": """\
<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ .Title }}</title>
<link rel="stylesheet" href="/style.css"></head>
<body><header><a href="/">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main></body>
</html>
""",
    "layouts/_default/single.html": """\
{{ define "main" }}<p><a href="{{ .CurrentSection.RelPermalink }}">{{ .CurrentSection.Title }}</a></p>
<article data-pagefind-body>
{{ with .Params.kicker }}<p>{{ . }}</p>{{ end }}
<h1>{{ .Title }}</h1>
{{ with .Params.subtitle }}<p>{{ . }}</p>{{ end }}
{{ with .Params.byline }}<p>{{ . }}</p>{{ end }}
{{ .Content }}
</article>
<dl><dt>date</dt><dd>{{ .Date.Format "2006-01-02" }}</dd>{{ with .Params.page }}<dt>page</dt><dd>{{ . }}</dd>{{ end }}
{{ with .Params.county }}<dt>place</dt><dd>{{ . }}</dd>{{ end }}</dl>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
""",
    "layouts/_default/list.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
""",
    "layouts/index.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
""",
    "static/style.css": "body { max-width: 42em; margin: 0 auto; font: 1rem/1.8 serif; }\n",
}
SHOWN = ("kicker", "subtitle", "byline", "county", "page")


def write(folder: Path, issues: Iterable[Issue]) -> None:
    """The sources of the site."""
    for name, text in FILES.items():
        _write(folder / name, text)
    for issue in issues:
        paper = folder / "content" / issue.paper
        if not paper.exists():
            _write(paper / "_index.md", _front({"title": issue.paper}))
        _write(paper / f"{issue.date}/_index.md", _front({"title": f"{issue.paper} {issue.date}"}))
        for article in issue.articles:
            _write(paper / f"{issue.date}/{article['id']}.md", _content(article))


def _content(article: Record) -> str:
    head = {"title": article["title"], "date": article["date"]}
    head |= {name: article[name] for name in SHOWN if article.get(name)}
    paragraphs = (escape(part) for part in article["body"].split("\n\n"))
    return _front(head) + "\n\n".join(paragraphs) + "\n"


def _front(head: Record) -> str:
    return json.dumps(head, ensure_ascii=False, indent=0) + "\n\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
