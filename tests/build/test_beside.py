"""What `extra: archive: beside:` may say: what is put into the page's policy, and what is not, with its line."""

import html
import json

import pytest

from generator.build.config import beside
from tests.conftest import Sample

KNOWN = (
    "Write the address of a site, as in https://NAME.github.io/2019/, or a folder beside this site's, as in ../2019/"
)
PATHS = f"{KNOWN}, without spaces, ? and #, at most three times up."
BRACKETS = f"{KNOWN}; a host goes by its name here, and not by a number in brackets."
NAMES = f"{KNOWN}; the name of a host has letters, digits, full stops and hyphens, and no space or *."
HOSTS = f"{KNOWN}, with nothing before the host's name."


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://a.github.io/2019", "https://a.github.io/2019/"),
        ("https://a.github.io", "https://a.github.io/"),
        ("HTTPS://A.github.io:443/x/index.html", "https://a.github.io/x/"),
        ("http://10.0.0.7:8080/bao", "http://10.0.0.7:8080/bao/"),
        ("https://档案.中国/吕梁", "https://xn--dyv4b.xn--fiqs8s/%E5%90%95%E6%A2%81/"),
        ("https://a.cn/%E5%90%95%e6%a2%81/", "https://a.cn/%E5%90%95%E6%A2%81/"),
        ("../岚县", "../%E5%B2%9A%E5%8E%BF/"),
        ("../../岚县/site/index.html", "../../%E5%B2%9A%E5%8E%BF/site/"),
        ("../", "../"),
        ("2019", "2019/"),
    ],
)
def test_an_address_is_read_as_browsers_write_it(given: str, read: str) -> None:
    assert beside.read(given) == read


@pytest.mark.parametrize(
    ("given", "mend"),
    [
        ("https://me:secret@a.cn/", HOSTS),
        ("https://me@a.cn/", HOSTS),
        ("https://a.cn:99999/", f"{KNOWN}; a port is a number from 1 to 65535."),
        ("https://[::1]/", BRACKETS),
        ("https://[::1]:99999/", BRACKETS),
        ("https:///x", NAMES),
        ("https://*.cn/", NAMES),
        ("https://exa mple.org/", NAMES),
        ("https://a.cn;script-src/", NAMES),
        ("https://a.cn/x?y", PATHS),
        ("https://a.cn/x#y", PATHS),
        ("https://a.cn/../x", PATHS),
        ("https://a.cn/%2e%2e/x", PATHS),
        ("https://a.cn/x y", PATHS),
        ("https://a.cn//x", PATHS),
        ("https://a.cn/x;y", PATHS),
        ("ftp://a.cn/", f"{KNOWN}."),
        ("file:///home/x", f"{KNOWN}."),
        ("javascript:alert(1)", PATHS),
        ("//a.cn/x", PATHS),
        ("/srv/www", PATHS),
        ("../../../../x", PATHS),
        ("x/../../y", PATHS),
        ("../%2e%2e/x", PATHS),
        ("..\\x", PATHS),
        ("D:\\x", PATHS),
        (".", PATHS),
        ("", PATHS),
    ],
)
def test_what_is_no_place_of_another_archive_is_said_with_its_line(sample: Sample, given: str, mend: str) -> None:
    line, empty = put(sample, ["../x", given]), "''"
    assert sample.run("build").output == f"mkdocs.yml:{line + 1}: beside of the archive is {given or empty}. {mend}\n"
    assert not (sample.root / "site").exists()


def put(sample: Sample, entries: list[object], site_url: str = "") -> int:
    """Writes the setting; the line of its first entry."""
    before = sample.read("mkdocs.yml").replace('site_url: ""', f"site_url: {json.dumps(site_url)}")
    text = "".join(f"\n      - {json.dumps(entry)}" for entry in entries)
    sample.write("mkdocs.yml", before.replace("archive: {}", f"archive:\n    beside:{text}"))
    return before[: before.index("  archive: {}")].count("\n") + 3


@pytest.mark.parametrize(
    ("entries", "site_url", "at", "said"),
    [
        (["../x", "../x/"], "", 1, "beside names ../x/ twice. Take one out."),
        (
            ["https://a.cn/x", {"site": "HTTPS://a.cn:443/x/"}],
            "",
            1,
            "beside names https://a.cn/x/ twice. Take one out.",
        ),
        (["../b", "https://a.cn/b"], "https://a.cn/a/", 1, "beside names https://a.cn/b/ twice. Take one out."),
        (["../a"], "https://a.cn/a", 0, "beside names this archive itself: ../a/. Take it out; it is searched anyway."),
        (
            ["https://a.cn/a"],
            "https://a.cn/a/",
            0,
            "beside names this archive itself: https://a.cn/a/. Take it out; it is searched anyway.",
        ),
        (
            ["http://127.0.0.1:8001/", "http://b.cn/"],
            "https://a.cn/",
            1,
            "beside names http://b.cn/, which browsers let no site over https ask. Write https:// if it answers there.",
        ),
        ([{"site": "x y"}], "", 0, f"site of the archive is x y. {PATHS}"),
        ([{"name": "岚县"}], "", 0, 'no site for the archive. Add "site:" and its value.'),
        ([{"site": "../x", "url": "y"}], "", 0, 'unknown field "url" for the archive. Known are site, name.'),
    ],
)
def test_what_is_named_twice_or_in_vain_is_said(
    sample: Sample, entries: list[object], site_url: str, at: int, said: str
) -> None:
    line = put(sample, entries, site_url)
    assert sample.run("build").output == f"mkdocs.yml:{line + at}: {said}\n"


def test_names_and_hosts_come_to_the_page_as_text(sample: Sample) -> None:
    put(sample, [{"site": "https://a.cn/x", "name": '"><script>'}, "../岚县"])
    assert sample.run("build").exit_code == 0
    page = sample.read("site/search/index.html")
    sites = '[["https://a.cn/x/","\\"><script>"],["../%E5%B2%9A%E5%8E%BF/",""]]'
    assert f'data-sites="{html.escape(sites)}"' in page.replace("&#34;", "&quot;")
    assert "connect-src 'self' https://a.cn;" in html.unescape(page)
