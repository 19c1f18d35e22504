"""What a query means at the command line and at the desk is what it means on the site: over one archive, `baocang find`
beside window.archive.search (theme/assets/understand.js)."""

import json
import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.finding.hits import found
from tests.conftest import Sample
from tests.search.test_questions import QUESTIONS, archive_of_questions

pytestmark = pytest.mark.browser

SITE = """async queries => {
  const ids = await archive.ids();
  const out = [];
  for (const query of queries) {
    const { docs, narrowed, total } = await archive.search(query, {limit: 0});
    out.push([docs.map(n => ids[n]).sort(), narrowed, total]);
  }
  return out;
}"""
WORDS = """
左权县 左权 兴县 离石 吕梁 晋中市 山西省 吕梁日报 左权县报 左权报 晋绥新报 2023 2024年3月 2024年3月7日 2020年
民国三十六年 1949年以前 2023年以后 2023年上半年 2023-08-01 1947—1949 去年 3月7日 刘丽霞 刘丽霞记者 申海同志
刘丽霞采写的报道 春耕 小额信贷 疫情 核桃 纪念馆 标题:春耕 作者:申海 地区:左权 报纸:吕梁 -疫情 不含 或 "2024" “小额信贷”
草莓…采摘 作者 类型:notice 左权县2023年 吕梁日报2024 zqxb
""".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return archive_of_questions(tmp_path_factory.mktemp("understood"))


@pytest.fixture(scope="module")
def site(browser: Browser, asked: Sample) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto((asked.root / "site/search/index.html").as_uri())
    yield page
    context.close()


def test_what_is_found_and_what_it_is_narrowed_by_is_as_on_the_site(site: Page, asked: Sample) -> None:
    chance = random.Random(1947)
    queries = [question for question, *_ in QUESTIONS]
    queries += ["头版", "吕梁日报第2版", "第一版 春耕", "吕梁日报 头版 2024", "三版", "標題:信貸", "欄目：時評"]
    queries += [" ".join(chance.sample(WORDS, chance.randint(1, 3))) for _ in range(250)]
    narrowing = 0
    for query, (ids, narrowed, _) in zip(queries, site.evaluate(SITE, queries), strict=True):
        made = found(asked.root, query)
        by = made.reading.narrowed
        ours = {"from": by.days.first if by.days else "", "to": by.days.last if by.days else ""}
        ours |= {"paper": by.paper, "county": by.county, "author": by.author}
        assert {name: value for name, value in ours.items() if value} == narrowed, query
        assert sorted(hit.id for hit in made.hits) == ids, query
        narrowing += bool(narrowed)
    assert narrowing > 100


def test_it_is_said_with_a_way_back(asked: Sample) -> None:
    result = asked.run("--lang", "zh", "find", "左权县", "2023")
    assert result.output.endswith(
        '已按左权县、2023年缩小范围。改为按原文查找：baocang find \'"左权县" "2023"\'\n5 篇文章。\n'
    )
    literal = asked.run("find", "--json", '"左权县" "2023"')
    assert [json.loads(line)["id"] for line in literal.stdout.splitlines()] == ["zzxb-2022-04-16-01-01"]
    assert asked.run("find", "2024年", "停电").exit_code == 1
