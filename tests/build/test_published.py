"""The proof that nothing closed is published: it finds what is there, in every kind of file, and nothing else."""

import gzip
import io
import json
import os
import random
import re
import shutil
import sys
import zipfile
from html import escape
from pathlib import Path

import brotli
import numpy as np
import pytest
import yaml

from generator.base.digest import digest
from generator.build.audit import packers
from generator.build.audit.published import _brought, _terms_of
from generator.build.audit.sought import Terms
from generator.language.needles import PART, RUN, Net, Piece, runs, spelled
from generator.search.postings import SHIFT
from tests.conftest import Sample
from tests.seeds.test_status import ARTICLES, FILE, MORE, archive, built, closed

pytestmark = pytest.mark.slow

__all__ = ["archive"]

ID = "xxb-2024-03-07-01-02"
TEXT = "考古人员清理出一座石砌城门"
TITLE, NAME = "碧村遗址又有新发现", "慕容青"
MEND_FORMER = "The settings name another folder for the site: take this one away, and call back what was given away."
MEND = 'Run "baocang build"; if it stands there still, take the file away.'


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("_", "."), content)
    return out.getvalue()


def coded(text: str) -> str:
    return "".join(f"&#{ord(c)};" for c in text)


PLANTED: dict[str, str | bytes] = {
    "a.html": f"<p>{coded(TEXT[:5])}<br>\n<b>{TEXT[5:]}</b></p>",
    "b.html": f'<img alt="{escape(TEXT)}">',
    "c.html": f"<h1><span>{TITLE[:4]}</span>　<span>{TITLE[4:]}</span></h1>",
    "d.html": f'<a href="people/x.html">{NAME}</a>',
    "e.html": f"search/index.html?q={''.join(f'%{b:02X}' for b in TEXT.encode())}",
    "f.md": f"- {TITLE}（{coded('上')}）",
    "g.json": json.dumps({"title": TITLE}),
    "h.jsonl": json.dumps({"id": "x", "authors": [{"name": NAME}]}, ensure_ascii=False) + "\n",
    "i.csv": f'﻿id,authors\r\n1,"{NAME}; 王一"\r\n'.encode(),
    "j.xml": f"<entry><summary>{TEXT}</summary></entry>",
    "k.js": f'\ufeffarchive.register("{TEXT}");'.encode("utf-16-le"),
    "l.txt": TEXT.encode("gb18030"),
    "m.html.gz": gzip.compress(TEXT.encode()),
    "n.zip": zipped(a_txt=TEXT),
    "o.docx": zipped(a_zip=zipped(b_xml=f"<w:t>{TEXT}</w:t>")),
    "p.html": f'<a href="issues/xxb/2024-03-07/01-02.html" id="a{ID}">',
    "q.bin": b"\xff\xfe\x00\x01" + TEXT.encode("utf-16-le"),
    "r.html": f"<p>{TEXT.replace('人', '　人')}</p>",
    "s.html": "<p>碧村遺址又有新發現</p>",
    "t.html.br": brotli.compress(TEXT.encode()),
}


def percent(text: str, times: int = 1) -> str:
    return "".join(f"%{'25' * (times - 1)}{byte:02x}" for byte in text.encode())


HALF, REST = TEXT[:5], TEXT[5:]
GIVEN = f"{NAME[0]} {NAME[1:]}"
HIDDEN: dict[str, str | bytes] = {
    "a.html": f'<a href="?q={percent(TEXT)}">',
    "b.html": f'<a href="?q={percent(TEXT, 2)}">',
    "c.html": f'<a href="?q={percent(TEXT, 3)}">',
    "d.html": f'<p>{HALF}<i title="a>b">{REST}</i></p>',
    "e.html": f"<p>{HALF}<!-- a>b -->{REST}</p>",
    "f.html": f"<p>{HALF}<!-- a<b>c -->{REST}</p>",
    "g.js": f'x = "{HALF}<b>{REST}</b>";',
    "h.json": json.dumps({"html": f"{HALF}<b>{REST}</b>"}),
    "i.txt": f"{HALF}<b>{REST}</b>",
    "j.xhtml": f"<p>{HALF}<b>{REST}</b></p>",
    "k.HTML": f"<p>{HALF}<b>{REST}</b></p>",
    "l.xml": f"<content>{HALF}&lt;b&gt;{REST}</content>",
    "m.js": "".join(f"\\u{{{ord(c):x}}}" for c in TEXT),
    "n.css": "".join(f"\\{ord(c):x} " for c in TEXT),
    "o.txt": TEXT.encode("utf-16-le"),
    "p.txt": f"<p>{TEXT}</p>".encode("utf-16-be"),
    "q.txt": "<p>考古人員清理出一座石砌城門</p>".encode("big5hkscs"),
    "r.html": ("<p>县城的春天来得很早。</p>" * 9).encode() + TEXT.encode("gb18030") + "<p>完</p>".encode(),
    "s.html": f"<p>{GIVEN}</p>",
    "t.html": f"<p>{GIVEN.replace(' ', '&nbsp;')}</p>",
    "u.html": f"<p>（{'　'.join(NAME)}　摄）</p>",
    f"{percent(TITLE)}.html": "",
}


def found_in(archive: Sample, *arguments: str) -> set[str]:
    return {line.partition(": ")[0] for line in archive.run("check", "--published", *arguments).output.splitlines()}


def test_what_the_program_brings_is_passed_over_while_it_is_as_it_came(archive: Sample) -> None:
    """As the site has it, without comments."""
    scripts = ("assets/archive.js", "assets/archive.css")
    closed(archive, "status: withheld")
    built(archive)
    digests = {digest((archive.root / "site" / name).read_bytes()) for name in scripts}
    assert digests <= _brought()
    assert not found_in(archive) & {f"site/{name}" for name in scripts}
    for name in scripts:
        archive.write(f"site/{name}", f"{archive.read(f'site/{name}')}/* {TEXT} */")
    assert {f"site/{name}" for name in scripts} <= found_in(archive)


def test_a_text_is_found_in_a_file_of_every_kind_and_in_every_folder(archive: Sample) -> None:
    closed(archive, "status: withheld")
    built(archive)
    assert archive.run("check", "--published").exit_code == 0
    for n, (name, content) in enumerate(PLANTED.items()):
        archive.write(f"{('site', 'site_src', '.site.spare')[n % 3]}/more/{name}", content)
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    found = {line.partition(": ")[0].partition("/more/")[2] for line in result.output.splitlines()} - {""}
    inside = {"n.zip": "n.zip/a.txt", "o.docx": "o.docx/a.zip/b.xml", "m.html.gz": "m.html.gz/m.html"} | {
        "t.html.br": "t.html.br/t.html"
    }
    assert found == {inside.get(name, name) for name in PLANTED}
    assert f'site_src/more/b.html: holds "{TEXT[:RUN]}" of {ID}, which is withheld. {MEND}' in result.output
    assert f'site/more/d.html: holds "{NAME}" of {ID}, which is withheld. {MEND}' in result.output
    assert f'site/more/p.html: holds "{ID}" of {ID}, which is withheld. {MEND}' in result.output


def test_a_text_is_found_however_it_is_written(archive: Sample) -> None:
    closed(archive, "status: withheld")
    built(archive)
    for name, content in HIDDEN.items():
        archive.write(f"site/more/{name}", content)
    archive.write("site/fine.html", f"<p>不{NAME[0]} {NAME[1:]}</p><p>{NAME[:2]}\n{NAME[2:]}</p>")
    archive.write("site/fine.png", b"\x89PNG\r\n" + random.Random(1).randbytes(200_000))
    archive.write("site/fine.bin", random.Random(2).randbytes(200_000))
    found = {name for name in found_in(archive) if name.startswith("site/")}
    assert found == {*(f"site/more/{name}" for name in HIDDEN), "site/fine.bin"}


def test_a_site_and_a_bundle_of_before_hold_it_in_their_index_as_well(archive: Sample) -> None:
    built(archive)
    assert archive.run("bundle").exit_code == 0
    [bundle] = (archive.root / "dist").glob("*.zip")
    assert archive.run("check", "--published", str(bundle)).exit_code == 0
    (archive.root / ".baocang/ledger.json").unlink()  # as where another machine has built it
    closed(archive, "status: withdrawn")
    held = found_in(archive, str(bundle))
    assert any("/pages/0.js/issues/" in name for name in held) and any("/text/0.html" in name for name in held)
    for names in (found_in(archive), held):
        assert {kind for name in names for kind in ("text", "shards", "authors", "suggest") if f"/{kind}" in name} == {
            "text",
            "shards",
            "authors",
            "suggest",
        }
    built(archive)
    assert not {name for name in found_in(archive) if name.startswith(("site", ".site"))}
    result = archive.run("check", "--published", str(bundle))
    assert result.exit_code == 1
    assert all(line.startswith("dist/") for line in result.output.splitlines()[:-1] if ": holds " in line)
    assert f"of {ID}, which is withdrawn. Make it again, and call back what was given away." in result.output


def test_what_lies_ready_and_what_was_the_site_once_is_looked_through_unasked(archive: Sample) -> None:
    built(archive)
    assert archive.run("bundle").exit_code == 0
    assert archive.run("bag").exit_code == 0
    [bundle] = (path for path in (archive.root / "dist").glob("*.zip") if not path.stem.endswith("-bag"))
    archive.write("mkdocs.yml", archive.read("mkdocs.yml") + "site_dir: www\n")
    assert archive.run("withdraw", ID, "--note", "应要求").exit_code == 0
    built(archive)
    archive.write("dist/other.zip", b"PK\x03\x04 and no more")
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    of = {name: [line for line in lines if line.startswith(name)] for name in ("dist/", "site/", "site:")}
    assert {line.partition("/")[0].partition(":")[0] for line in lines[:-1]} == {"dist", "site"}
    assert f"of {ID}, which is withdrawn. {MEND_FORMER}" in "".join(of["site/"])
    assert [line for line in of["site:"] if line.endswith(f"more places in it hold the same. {MEND_FORMER}")]
    assert {line.partition(".zip")[0] for line in of["dist/"]} == {"dist/other", f"dist/{bundle.stem}"}, "no bag"
    assert "dist/other.zip: is no zip that can be read" in result.output
    assert len(lines) < 40
    bundle.unlink()
    (archive.root / "dist/other.zip").unlink()
    shutil.rmtree(archive.root / "site")
    shutil.rmtree(archive.root / ".site.spare")
    assert archive.run("check", "--published").exit_code == 0


def test_a_site_that_is_older_than_the_withdrawal_says_so_first_and_names_a_few_places(archive: Sample) -> None:
    built(archive)
    assert archive.run("withdraw", ID, "--note", "应要求").exit_code == 0
    result = archive.run("check", "--published")
    first, *places, more, closing = result.output.splitlines()
    mend = 'Run "baocang build" first, and check again.'
    assert first == f"site: is older than seeds/, and holds what is closed there now: {ID}. {mend}"
    assert len(places) == 10
    assert all(re.match(r"(site|site_src|.site.spare)/.*: holds ", place) for place in places)
    assert re.fullmatch(
        r"site: \d+ more places in it, and in the folder it is made from, hold the same. "
        r'Run "baocang build"; what stands there still is named then\.',
        more,
    )
    assert closing.startswith("11 problems. 1 closed article looked for")
    assert result.exit_code == 1
    built(archive)
    assert archive.run("check", "--published").exit_code == 0
    archive.write("site/more.html", TEXT)
    result = archive.run("check", "--published")
    assert result.output.splitlines()[0].startswith("site/more.html: holds")
    assert result.exit_code == 1


def test_a_day_that_has_come_makes_a_site_older_than_what_is_closed(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(archive, "status: withdrawn", "status_until: 2024-06-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1718000000")
    built(archive)
    assert archive.run("check", "--published").exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1715000000")
    assert "is older than seeds/" in archive.run("check", "--published").output.splitlines()[0]


def test_what_cannot_be_read_is_no_proof(archive: Sample) -> None:
    built(archive)
    [texts] = (archive.root / "site/search/data").glob("*/text")
    left = {path.name: path.read_bytes() for path in texts.iterdir()}
    closed(archive, "status: withheld")
    built(archive)
    for name, data in left.items():  # of a segment that the catalogue does not name
        archive.write(f"site/search/data/0123456789ab/text/{name}", data)
    archive.write("site/broken.zip", b"PK\x03\x04 no zip")
    result = archive.run("check", "--published")
    what = f"cannot be read as what its name says. {MEND}"
    assert result.exit_code == 1
    assert f"site/broken.zip: {what}" in result.output
    assert f"site/search/data/0123456789ab/text/0.js: {what}" in result.output


def test_what_could_not_be_read_through_is_named_and_proves_nothing(archive: Sample) -> None:
    closed(archive, "status: withheld")
    built(archive)
    noise = random.Random(3).randbytes(9000)
    archive.write("site/a.bin", noise)
    archive.write("site/b.zip", zipped(a_txt="nothing", b_bin=noise))
    archive.write("dist/c.zip", zipped(b_bin=noise, c_txt="nothing"))
    result = archive.run("check", "--published", str(archive.root / "dist/c.zip"))
    look = "could not be read through. Look into it yourself, or take it away: what is closed may stand there."
    assert result.output.splitlines()[:-1] == [
        f"{name}: {look}" for name in ("dist/c.zip/b.bin", "site/a.bin", "site/b.zip/b.bin")
    ]
    assert (result.exit_code, result.output.splitlines()[-1][:30]) == (1, "Nothing found, but not proved:")


def test_what_stands_beside_the_files_of_a_zip_is_found(archive: Sample) -> None:
    closed(archive, "status: withheld")
    built(archive)
    archive.write("dist/a.zip", zipped(a_txt="nothing").replace(b"a.txt", "录".encode() + b"xt"))
    (archive.root / "dist/b.zip").write_bytes(archive.tree("dist")["dist/a.zip"])
    with zipfile.ZipFile(archive.root / "dist/b.zip", "a") as packed:
        packed.comment = TEXT.encode("gb18030")
    result = archive.run("check", "--published", str(archive.root / "dist/a.zip"), str(archive.root / "dist/b.zip"))
    assert [line for line in result.output.splitlines() if line.startswith("dist/")] == [
        f'dist/b.zip: holds "{TEXT[:RUN]}" of {ID}, which is withheld. '
        "Make it again, and call back what was given away."
    ]


def test_of_two_files_of_one_name_in_a_zip_both_are_looked_through(archive: Sample) -> None:
    closed(archive, "status: withheld")
    built(archive)
    (archive.root / "dist").mkdir()
    with zipfile.ZipFile(archive.root / "dist/a.zip", "w") as packed, pytest.warns(UserWarning):
        for text in (TEXT, "nothing"):
            packed.writestr("a.txt", text)
    (archive.root / "site/b.zip").write_bytes((archive.root / "dist/a.zip").read_bytes())
    found = found_in(archive, str(archive.root / "dist/a.zip"))
    assert {"dist/a.zip/a.txt", "site/b.zip/a.txt"} <= found


def test_what_the_archive_itself_says_is_found_as_well(archive: Sample) -> None:
    """In its theme, its own pages, and what tells the date of an issue."""
    issues = archive.read("seeds/issues.yml")
    at = "  - {paper: xxb, date: 2024-03-08}\n"
    told = f"  - {{paper: xxb, date: 2024-03-08, date_basis: inferred, date_evidence: {TEXT}}}\n"
    archive.write("seeds/issues.yml", issues.replace(at, told))
    archive.write("mkdocs.yml", archive.read("mkdocs.yml").replace("theme:\n", "theme:\n  custom_dir: overrides\n", 1))
    archive.write("overrides/404.html", "<p>蔚汾河畔再添实证</p>")
    archive.write("site_src/about.md", f"# 说明\n\n{TITLE}\n")
    built(archive)
    assert archive.run("check", "--published").exit_code == 0, "an open article says it, too"
    closed(archive, "status: withheld")
    built(archive)
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    assert f'site/404.html: holds "蔚汾河畔再添实证" of {ID}' in result.output
    assert f'site/about.html: holds "{TITLE}" of {ID}' in result.output
    assert f'site/issues/xxb/2024-03-08/index.html: holds "{TEXT[:RUN]}" of {ID}' in result.output


def test_what_records_say_is_named_where_it_is_written(archive: Sample) -> None:
    """Each build publishes it anew, and what is published is looked through for it."""
    issues = archive.read("seeds/issues.yml")
    at = "  - {paper: xxb, date: 2024-03-08}\n"
    told = f"  - {{paper: xxb, date: 2024-03-08, date_basis: inferred, date_evidence: {TEXT}}}\n"
    archive.write("seeds/issues.yml", issues.replace(at, told))
    closed(archive, "status: withdrawn", f"status_note: 蔚汾河畔再添实证，应{NAME}之请撤下")
    built(archive)
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    mend = 'Say it in other words, and run "baocang build".'
    line = archive.read(FILE).splitlines().index(f"  - id: {ID}") + 1
    note, evidence = f"status_note of {ID}", "date_evidence of xxb-2024-03-08"
    assert f'{FILE}:{line}: {note} says "蔚汾河畔再添实证" of {ID}, which is withdrawn. {mend}\n' in result.output
    assert f'seeds/issues.yml:8: {evidence} says "{TEXT[:RUN]}" of {ID}, which is withdrawn. {mend}\n' in result.output
    there = f'It is said in {note} ({FILE}:{line}): say it in other words there, and run "baocang build".'
    assert f'01-02.html: holds "蔚汾河畔再添实证" of {ID}, which is withdrawn. {there}\n' in result.output
    assert "if it stands there still, take the file away" not in result.output
    result = archive.run("bundle")
    assert result.exit_code == 1 and f"{FILE}:{line}: {note} says" in result.output, result.output


def test_a_word_that_the_search_offers_is_no_name(archive: Sample) -> None:
    peaks = [
        {**MORE[0], "title": f"春运迎来高峰第{n}日", "body": f"铁路春运迎来高峰客流。高峰期间加开列车。{'天' * n}"}
        for n in range(1, 6)
    ]
    secret = {
        **MORE[0],
        "title": "密",
        "body": "不得公开的一篇文章之全文在此",
        "authors": ["高峰"],
        "status": "withheld",
    }
    lines = [json.dumps(each, ensure_ascii=False) for each in [*MORE, *peaks, secret]]
    archive.write("seeds/articles/more.jsonl", "\n".join(lines))
    built(archive)
    [offered] = (archive.root / "site/search/data").glob("suggest-*.js")
    assert "高峰" in offered.read_text(encoding="utf-8")
    assert archive.run("check", "--published").exit_code == 0
    archive.write("site/a.html", "<p>高峰</p>")
    assert "site/a.html" in found_in(archive)
    archive.write("seeds/articles/more.jsonl", json.dumps(secret, ensure_ascii=False))
    assert f"site/search/data/{offered.name}" in found_in(archive), "no open article has it"


def test_what_open_articles_say_as_well_is_no_secret(archive: Sample) -> None:
    same = {**MORE[0], "title": TITLE, "body": f"{TEXT}。瓮城结构保存完好。", "authors": [NAME], "status": "open"}
    more = [*MORE, same, {**MORE[0], "title": "启事", "body": "2024年3月7日星期四 第1版 兴县报", "status": "withheld"}]
    archive.write("seeds/articles/more.jsonl", "".join(json.dumps(m, ensure_ascii=False) + "\n" for m in more))
    closed(archive, "status: withheld")
    built(archive)
    result = archive.run("check", "--published")
    assert (result.exit_code, result.output.splitlines()[-1][:36]) == (0, "All well. 2 closed articles looked f")


def test_a_namesake_told_apart_by_what_another_signs_as_is_no_secret(archive: Sample) -> None:
    """Whom no article names may be called 王伟（记者）, and another sign as 记者 王伟."""
    archive.write("seeds/names.yml", "王伟（教师）: {}\n王伟（记者）: {note: 他家住在旧城的南门里}\n")
    article = {"paper": "xxb", "date": "2024-03-08", "title": "渡口", "body": "船开了。"}
    signed = [{**article, "authors": [{"name": "王伟", "role": "记者"}]}]
    archive.write("seeds/articles/signed.jsonl", "".join(json.dumps(each) + "\n" for each in signed))
    assert archive.run("build").exit_code == 0
    assert archive.run("check", "--published").exit_code == 0
    archive.write("site/a.txt", "他家住在旧城的南门里")
    found = archive.run("--lang", "zh", "check", "--published")
    assert found.exit_code == 1
    assert "含有 seeds/names.yml 里的王伟（记者）的「" in found.output


def test_what_comes_of_an_open_text_by_putting_it_together_is_no_secret(archive: Sample) -> None:
    cut = "，".join(f"{TEXT[at : at + 4]}{at}" for at in range(0, len(TEXT), 4))
    archive.write("seeds/articles/more.jsonl", json.dumps({**MORE[0], "body": cut}, ensure_ascii=False) + "\n")
    closed(archive, "status: withheld")
    built(archive)
    result = archive.run("check", "--published")
    assert (result.exit_code, result.output[:9]) == (0, "All well.")


SETTINGS = {
    "site_name": "吕梁报藏",
    "site_description": "吕梁山下的旧报，可查可检。",
    "site_author": "蔚汾书院",
    "copyright": "文字归 <b>原报社</b> 所有",
    "nav": [{"关于我们": "index.md"}, {"来稿须知": "须知.md"}],
    "extra": {"archive": {"contact": "mailto:a@b.cn?subject=%E5%8B%98%E8%AF%AF%E6%9D%A5%E4%BF%A1"}},
}
SET = [
    "吕梁报藏",
    "可查可检",
    "吕梁山下的旧报",
    "蔚汾书院",
    "原报社",
    "关于我们",
    "来稿须知",
    "须知",
    "勘误来信",
    "岚县报",
]


def test_what_the_settings_say_is_no_secret(archive: Sample) -> None:
    """A name of the site, of a page in its navigation, of a newspaper that is open, even if none of its issues is."""
    settings = yaml.safe_load(archive.read("mkdocs.yml").replace("!ENV", ""))
    archive.write("mkdocs.yml", yaml.safe_dump({**settings, **SETTINGS}, allow_unicode=True))
    archive.write("site_src/须知.md", "# 来稿须知\n")
    lanxian = "papers:\n  lanxb: {name: 岚县报, place: 岚县}\n"
    archive.write("seeds/issues.yml", archive.read("seeds/issues.yml").replace("papers:\n", lanxian))
    secret = {**MORE[0], "body": "密。", "status": "withheld"}
    more = [*MORE, *({**secret, "title": text} for text in SET), {**secret, "title": "启事", "authors": ["勘误来信"]}]
    archive.write("seeds/articles/more.jsonl", "".join(json.dumps(m, ensure_ascii=False) + "\n" for m in more))
    closed(archive, "status: withheld")
    built(archive)
    assert archive.run("check", "--published").output.startswith(f"All well. {len(SET) + 2} closed articles")
    archive.write("site/a.html", f"<p>吕梁报藏</p>\n<p>{NAME}</p>")
    assert found_in(archive) & {"site/a.html"} == {"site/a.html"}


def test_what_a_closed_article_says_twice_and_an_open_one_says_as_well_is_no_secret(archive: Sample) -> None:
    """An office signs below what stands in its title, and two of its notices begin alike."""
    office = "兴县疫情防控工作领导小组办公室"
    notice = {"paper": "xxb", "date": "2024-03-07", "body": f"望周知。\n\n{office}", "kind": "notice"}
    one, two = (
        {**notice, "id": f"xxb-2024-03-07-09-0{n}", "title": f"{office}关于{what}的通告", "status": status}
        for n, what, status in ((1, "场所码", "withheld"), (2, "停课", "open"))
    )
    lines = [json.dumps(each, ensure_ascii=False) for each in (one, two)]
    archive.write("seeds/articles/notices.jsonl", "\n".join(lines))
    built(archive)
    assert office in archive.read("site/issues/xxb/2024-03-07/09-02.html")
    assert archive.run("check", "--published").exit_code == 0


def test_an_article_that_is_said_to_be_open_and_says_most_of_what_a_closed_one_says_is_named(archive: Sample) -> None:
    rng = random.Random(4)

    def text(letters: int) -> str:
        return "".join(map(chr, rng.choices(range(0x4E00, 0x9FA0), k=letters)))

    same, few = text(100), text(40)
    bodies = {1: f"{same}\n\n{few}", 2: f"{same}{text(300)}", 3: f"{few}{text(200)}", 4: text(200)}
    lines = [
        {"paper": "xxb", "date": "2024-03-07", "id": f"xxb-2024-03-07-09-0{n}", "title": text(8), "body": body}
        for n, body in bodies.items()
    ]
    lines[0]["status"], lines[1]["status"] = "withheld", "open"
    archive.write("seeds/articles/more.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    built(archive)
    result = archive.run("check", "--published")
    one, two = "xxb-2024-03-07-09-01", "xxb-2024-03-07-09-02"
    line, last = result.output.splitlines()
    assert line == (
        f"seeds/articles/more.jsonl:2: {two} says most of what {one} says, which is withheld. "
        "Close it, too, if that is not meant."
    )
    assert (result.exit_code, last.partition(" closed")[0]) == (0, "All well. 1")


def test_lines_of_a_page_that_are_in_no_article_are_looked_for_too(archive: Sample) -> None:
    start, end = ARTICLES.index(f"  - id: {ID}"), ARTICLES.index("unplaced:")
    archive.write(FILE, ARTICLES[:start] + ARTICLES[end:])
    built(archive)
    assert archive.run("check", "--published").exit_code == 0
    archive.write("site/more.html", TEXT)
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    assert (
        f'site/more.html: holds "{TEXT[:RUN]}" of seeds/pages/a.txt:5, which is not published. {MEND}' in result.output
    )


def test_lines_of_a_page_of_another_name_are_no_leak_where_an_open_article_says_them(archive: Sample) -> None:
    """A line of the page has the byline and the beginning of the body; so has the article's page."""
    archive.root.joinpath("seeds/pages/a.txt").rename(archive.root / "seeds/pages/c.txt")
    archive.write("seeds/issues.yml", archive.read("seeds/issues.yml").replace("pages/a.txt", "pages/c.txt"))
    built(archive)
    assert archive.run("check", "--published").exit_code == 0
    closed(archive, "status: withheld")
    assert f"of {ID}, which is withheld" in archive.run("check", "--published").output


def test_a_title_that_is_shown_is_no_leak(archive: Sample) -> None:
    closed(archive, "status: withdrawn", "status_title: true")
    built(archive)
    assert archive.run("check", "--published").exit_code == 0
    closed(archive, "status: withdrawn", f"status_note: 应{NAME}要求")
    built(archive)
    assert archive.run("check", "--published").exit_code == 0, "a name within a sentence may be any word"
    closed(archive, "status: withdrawn", f"status_note: 应作者 {NAME} 要求")
    built(archive)
    assert found_in(archive) >= {"site/issues/xxb/2024-03-07/01-02.html", "site_src/issues/xxb/2024-03-07/01-02.md"}


def test_a_zip_that_is_none_and_input_that_is_wrong_stop_it(archive: Sample, tmp_path: Path) -> None:
    archive.write("dist/a.zip", "no zip")
    result = archive.run("check", "--published", str(archive.root / "dist/a.zip"))
    assert (result.exit_code, result.output) == (
        2,
        "dist/a.zip: is no zip that can be read. Name one that was made whole.\n",
    )
    assert archive.run("check", str(archive.root / "dist/a.zip")).exit_code == 2
    archive.write(FILE, ARTICLES.replace("kind: photo", "kind: photo\n    status: hidden"))
    result = archive.run("check", "--published")
    assert result.exit_code == 2
    assert "status of xxb-2024-03-07-01-02 is hidden" in result.output


@pytest.mark.parametrize("seed", range(5))
def test_pieces_are_found_where_they_stand(seed: int) -> None:
    """As a search of each in each would find them."""
    rng = random.Random(seed)

    def text(most: int) -> str:
        return "".join(rng.choice("甲乙丙丁A1，\n·　") for _ in range(rng.randrange(most)))

    texts = [text(400) for _ in range(40)]
    cut = [each[(at := rng.randrange(99)) : at + rng.randrange(24)] for each in texts]
    pieces = [Piece(run, 0) for each in [*cut, *(text(9) for _ in texts)] for run in runs(spelled(each))]
    net = Net(pieces)
    found = {(n, pieces[piece].text) for n, piece in net.within(texts)}
    wanted = set()
    for n, each in enumerate(texts):
        words = "".join(c if spelled(c) else "" if c == "·" else " " for c in each).split()
        alone = {spelled(word) for word in words}
        for line in re.split(r"[\n，]", each):  # words with one or two blanks between them
            parts = re.split(r"(　+)", line.replace("·", "").strip("　"))
            for start in range(0, len(parts), 2):
                for end in range(start + 2, len(parts), 2):
                    if any(len(gap) > 2 for gap in parts[start + 1 : end : 2]):
                        break
                    alone.add(spelled("".join(parts[start : end + 1])))
        for piece in pieces:
            if piece.text in alone if len(piece.text) < PART else piece.text in spelled(each):
                wanted.add((n, piece.text))
    assert found == wanted
    assert {len(piece) >= PART for _, piece in found} == {False, True}


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes with names")
def test_what_is_no_file_stops_no_proof(archive: Sample) -> None:
    closed(archive, "status: withheld")
    built(archive)
    for folder in ("site/empty", "site_src/empty", "site/real", "elsewhere"):
        (archive.root / folder).mkdir()
    archive.write("site/real/a.html", "<p>平常的一页</p>")
    (archive.root / "site/linked").symlink_to("real")
    assert archive.run("check", "--published").exit_code == 0, "what is linked is looked through where it lies"
    os.mkfifo(archive.root / "site_src/pipe.html")  # a build leaves it out, and says so
    assert archive.run("check", "--published").exit_code == 0
    os.mkfifo(archive.root / "site/pipe.html")
    archive.root.joinpath("site/zero.html").symlink_to("/dev/zero")
    archive.root.joinpath("site/away").symlink_to(archive.root / "elsewhere")
    archive.root.joinpath("site/ring").symlink_to("ring")
    archive.root.joinpath("site/nowhere").symlink_to(f"pages/{TEXT}.html")
    archive.root.joinpath("site/b.html").write_text(TEXT, encoding="utf-8")
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    mend = "Put files there in its place, or take it away."
    assert {line for line in result.output.splitlines() if line.startswith(("site/", "site_src/"))} == {
        f"site/pipe.html: is neither file nor folder, and was not looked at. {mend}",
        f"site/zero.html: is neither file nor folder, and was not looked at. {mend}",
        f"site/away: is a link to a folder elsewhere, which was not looked through. {mend}",
        f'site/b.html: holds "{TEXT[:RUN]}" of {ID}, which is withheld. {MEND}',
        f'site/nowhere: holds "{TEXT[:RUN]}" of {ID}, which is withheld. {MEND}',
    }


def test_a_folder_that_cannot_be_read_stops_no_proof(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    closed(archive, "status: withheld")
    built(archive)
    archive.write("site/shut/a.html", "")
    archive.write("site/b.html", TEXT)
    scan = os.scandir

    def refused(path: str | Path) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    mend = "Give yourself the right to read it, or take it away."
    assert f"site/shut: cannot be read: Permission denied. {mend}" in result.output
    assert f'site/b.html: holds "{TEXT[:RUN]}" of {ID}' in result.output


def test_what_a_build_has_compressed_is_read_through_or_proves_nothing(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(archive, "status: withheld")
    settings = archive.read("mkdocs.yml").replace("archive: {}", "archive: {compress: [gzip, brotli]}")
    archive.write("mkdocs.yml", settings)
    built(archive)
    assert (archive.root / "site/index.html.br").is_file()
    result = archive.run("check", "--published")
    assert (result.exit_code, result.output.startswith("All well.")) == (0, True), result.output
    monkeypatch.setattr(packers, "find_spec", lambda name: None)
    result = archive.run("check", "--published")
    assert (result.exit_code, "site/index.html.br/index.html: could not be read through." in result.output) == (1, True)


def test_what_could_not_be_read_through_is_named_and_counted(archive: Sample) -> None:
    closed(archive, "status: withheld")
    built(archive)
    archive.write("site/old.7z", b"7z\xbc\xaf\x27\x1c" + bytes(range(256)) * 4)
    result = archive.run("check", "--published")
    *_, named, last = result.output.splitlines()
    assert named.startswith("site/old.7z: could not be read through. ")
    assert (result.exit_code, last.endswith(", 1 of which could not be read through.")) == (1, True)


def test_characters_that_several_have_are_told_of_the_one_that_has_most() -> None:
    """树 stands in both articles; the file of the index is of the first."""
    first, second = (sorted(ord(c) << SHIFT for c in text) for text in ("古树新芽", "树木"))
    secret = Terms(np.array([*first, *second]), np.array([0] * len(first) + [1] * len(second)))
    assert list(_terms_of(secret, np.array(first))) == [(0, "古, 新, 树 and 1 more")]
    both = np.array([*first, *second])
    assert [of for of, _ in _terms_of(secret, both)] == [0, 1]
