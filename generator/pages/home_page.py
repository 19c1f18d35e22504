"""The front page: how much the archive holds, what is newest, when and where it is from."""

from generator.base.addresses import article_path, issue_path, place_path
from generator.language.line_breaks import broken
from generator.pages.calendars import years_table
from generator.pages.catalogue import Catalogue
from generator.pages.listing import Page, count, longest
from generator.pages.markdown import Value, document, led, link

NEWEST = 6  # issues
HEADLINES = 5  # of each of them
YEARS = 5  # of the calendar
PLACES = 40  # the places with most articles


def home_page(c: Catalogue) -> Page:
    say = c.say
    body = [f"## {say('home.newest')} {{: #newest }}\n\n"] if c.archive.issues else [f"{say('list.no_issues')}\n"]
    for issue in list(reversed(c.archive.issues.values()))[:NEWEST]:
        entries = c.articles(issue)
        label = f"{c.paper(issue).label}　{say.day(issue.date)}"
        anchor = f"{{: #{issue.paper}-{issue.date} }}"
        body.append(f"### {link(label, issue_path(issue))} {count(say, 'articles', len(entries))} {anchor}\n\n")
        body += [f"- {led(e.article.title, article_path(e.article))}\n" for e in longest(entries, HEADLINES)]
        body.append("\n")
    if c.archive.issues:
        body += [f"\n## {say('home.years')} {{: #years }}\n\n", years_table(c, "index.md", YEARS), "\n"]
        if len({day.year for day in c.of_day}) > YEARS:
            body.append(f"{link(say('home.all_years'), 'issues/index.md')}\n\n")
    if c.of_place:
        body.append(f"\n## {say('home.places')} {{: #places }}\n\n")
    most = sorted(c.of_place, key=lambda p: (-len(c.of_place[p]), p.adcode))
    for place in most[:PLACES]:
        body.append(f"- {link(place.name, place_path(place))} {count(say, 'articles', len(c.of_place[place]))}\n")
    if len(most) > PLACES:
        body.append(f"- {link(say('home.all_places'), 'counties/index.md')} {count(say, 'places', len(most))}\n")
    extent = {
        "articles": len(c.archive.entries),
        "issues": len(c.archive.issues),
        "papers": len(c.of_paper),
        "counties": len(c.of_place),
    }
    meta: dict[str, Value] = {
        "template": "home.html",
        "title": c.name,
        "description": c.lead or c.span,
        "feed": "feed.xml",
        "lead": broken(c.lead),
        "span": c.span,
        "facts": [{"value": f"{number:,}", "label": say(f"home.{name}")} for name, number in extent.items() if number],
        "on_days": " ".join(sorted({f"{day:%m%d}" for day in c.of_day})),
    }
    return "index.md", document(meta, "".join(body))
