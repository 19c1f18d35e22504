"""What `mkdocs.yml` may say to Markdown's extensions: options that are plain values of a known form. Others name
functions, or let an extension go wrong on some page, on which the blame would fall."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Fault = tuple[tuple[str | int, ...], str, str]
"""Where it stands, what is wrong, how to mend it."""


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_numbered(value: object) -> bool:
    """A text in which one pair of braces may stand for a number."""
    return isinstance(value, str) and not {*"{}"} & {*value.replace("{}", "", 1)}


def _is_level(value: object) -> bool:
    return re.fullmatch("[1-6]", str(value)) is not None


def _is_depth(value: object) -> bool:
    return re.fullmatch("([1-6]-)?[1-6]", str(value)) is not None


def _is_step(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100


Form = tuple[Callable[[object], bool], str]
FLAG: Form = _is_flag, "Write true or false."
TEXT: Form = _is_text, "Write text, in quotation marks if need be."
MARK: Form = lambda value: _is_flag(value) or _is_text(value), "Write true or false, or the text of the link."
NUMBERED: Form = _is_numbered, "Write text, in which {} may stand once, for the number."
LEVEL: Form = _is_level, "Write a number from 1 to 6."
DEPTH: Form = _is_depth, 'Write a number from 1 to 6, or the first and the last, as in "2-4".'
STEP: Form = _is_step, "Write a number from 1 to 100."


def _of(form: Form, names: str) -> dict[str, Form]:
    return dict.fromkeys(names.split(), form)


OPTIONS: Mapping[str, Mapping[str, Form]] = {
    "codehilite": _of(FLAG, "linenums guess_lang noclasses use_pygments") | _of(TEXT, "css_class lang_prefix"),
    "fenced_code": _of(TEXT, "lang_prefix"),
    "footnotes": _of(TEXT, "PLACE_MARKER BACKLINK_TEXT SEPARATOR")
    | _of(FLAG, "UNIQUE_IDS USE_DEFINITION_ORDER")
    | _of(NUMBERED, "SUPERSCRIPT_TEXT BACKLINK_TITLE"),
    "smarty": _of(FLAG, "smart_quotes smart_angled_quotes smart_dashes smart_ellipses"),
    "tables": _of(FLAG, "use_align_attribute"),
    "toc": _of(FLAG, "anchorlink permalink_leading")
    | _of(MARK, "permalink")
    | _of(TEXT, "marker title title_class toc_class anchorlink_class permalink_class permalink_title separator")
    | {"baselevel": LEVEL, "toc_depth": DEPTH},
    "wikilinks": _of(TEXT, "base_url end_url html_class"),
    "pymdownx.arithmatex": _of(FLAG, "smart_dollar generic preview"),
    "pymdownx.betterem": _of(FLAG, "punctuation"),
    "pymdownx.caret": _of(FLAG, "smart_insert insert superscript no_space punctuation"),
    "pymdownx.critic": _of(FLAG, "raw_view"),
    "pymdownx.escapeall": _of(FLAG, "hardbreak nbsp"),
    "pymdownx.highlight": _of(
        FLAG,
        "use_pygments guess_lang noclasses linenums code_attr_on_pre auto_title anchor_linenums pygments_lang_class "
        "stripnl",
    )
    | _of(TEXT, "css_class linenums_class language_prefix line_spans line_anchors"),
    "pymdownx.inlinehilite": _of(FLAG, "style_plain_text") | _of(TEXT, "css_class"),
    "pymdownx.keys": _of(FLAG, "strict camel_case") | _of(TEXT, "separator class"),
    "pymdownx.magiclink": _of(FLAG, "hide_protocol normalize_issue_symbols"),
    "pymdownx.mark": _of(FLAG, "smart_mark"),
    "pymdownx.progressbar": _of(FLAG, "level_class") | _of(TEXT, "add_classes") | {"progress_increment": STEP},
    "pymdownx.smartsymbols": _of(
        FLAG, "trademark copyright registered plusminus arrows notequal fractions ordinal_numbers care_of"
    ),
    "pymdownx.striphtml": _of(FLAG, "strip_comments strip_js_on_attributes"),
    "pymdownx.superfences": _of(FLAG, "disable_indented_code_blocks preserve_tabs relaxed_headers")
    | _of(TEXT, "css_class"),
    "pymdownx.tabbed": _of(FLAG, "alternate_style combine_header_slug") | _of(TEXT, "separator"),
    "pymdownx.tasklist": _of(FLAG, "custom_checkbox clickable_checkbox"),
    "pymdownx.tilde": _of(FLAG, "smart_delete delete subscript no_space punctuation"),
}
"""By extension; those that are not here take no options."""


def faults(given: Any, known: frozenset[str]) -> Iterator[Fault]:
    """What is wrong with the options in `markdown_extensions`. `known` are all extensions; others are said
    elsewhere."""
    for at, extensions in enumerate(given) if isinstance(given, list) else [(None, given)]:
        if isinstance(extensions, dict):
            where = ("markdown_extensions",) if at is None else ("markdown_extensions", at)
            yield from _of_some(where, extensions, known)


def _of_some(where: tuple[str | int, ...], extensions: Mapping[Any, Any], known: frozenset[str]) -> Iterator[Fault]:
    for extension, options in extensions.items():
        if extension not in known or options is None:
            continue
        name = extension.removeprefix("markdown.extensions.")
        if not isinstance(options, dict):
            yield (*where, extension), f"the options of {name} have no names", "Write them one below the other."
        elif name in ("extra", "pymdownx.extra"):  # which hands them on
            yield from _of_some((*where, extension), options, known)
        else:
            yield from _of_one((*where, extension), name, options)


def _of_one(where: tuple[str | int, ...], extension: str, options: Mapping[Any, Any]) -> Iterator[Fault]:
    forms = OPTIONS.get(extension, {})
    for option, value in options.items():
        at = (*where, option)
        if option not in forms:
            what = f"{str(option)[:40]} is no option of {extension} that is known here"
            yield at, what, f"Take it out. Known are {', '.join(forms)}." if forms else "Take it out: it has none."
        elif not forms[option][0](value):
            yield at, f"{option} of {extension} is {str(value)[:40]}", forms[option][1]
