"""The description by which a browser offers the archive's search in its own address field."""

from html import escape

SHORT = 16  # characters of a name: the standard allows no more

_FORM = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{short}</ShortName>
<LongName>{name}</LongName>
<Description>{description}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Image type="image/svg+xml">{address}assets/icon.svg</Image>
<Url type="text/html" template="{address}search/index.html?q={{searchTerms}}"/>
</OpenSearchDescription>
"""


def opensearch(name: str, description: str, address: str) -> tuple[str, str]:
    """`opensearch.xml`. It needs the site's full address: where none is known, there is none (theme/frame.html)."""
    return "opensearch.xml", _FORM.format(
        short=escape(name[:SHORT]),
        name=escape(name[: 3 * SHORT]),
        description=escape(description or name),
        address=escape(address.rstrip("/") + "/"),
    )
