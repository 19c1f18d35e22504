"""Running heads and folios are told from texts, whatever they are made of."""

import pytest

from generator.language.forms import read
from generator.language.running_heads import is_masthead, is_name, is_running_head

HEADS = """
五 版
2 要闻 2024年1月2日 星期二 责编：李文 版式：王川
2要闻2024年1月2日　星期二　责编：李文　版式：王川
第二版 2024年1月2日 星期二
A02
- 2 -
—3—
·2·
要闻 A02
2024年3月7日　星期四
责编：王川　校对：李文
吕梁日报 2024年3月7日 星期四 第3版 要闻
第3版
03 综合新闻
综合新闻 3
版面编辑 王川 李文
本版责编/王川 美编/李文
2024.03.07 星期四
■2024年3月7日■星期四■责任编辑：李四
农历癸卯年正月廿七
总第1234期 今日8版
一九五八年五月一日 星期四 第三版
中華民國三十六年三月七日 星期五 第二版
第一張第二版
今日本報共出四版
零售每份二分
人民日报　　1958年5月1日　第2版
责任编辑 李四 电话：0358-1234567 E-mail：abc@163.com
国内统一刊号：CN14-0012 邮发代号：21-23
本报地址：山西省吕梁市离石区永宁中路　邮编：033000　广告热线：0358-8222222
值班编委：王一 责编：李二 美编：张三
2024-01-02 第02版：要闻
LVLIANG DAILY 2024年3月7日
主管：某省教育厅主办、出版：某省教育报刊社 邮发代号21—7 本版主编：王川
版三第
二期星
日七月三年六十三國民華中
The County Gazette / Vol. 12, No. 3 / Thursday, March 7, 2024 / Notices
Donnerstag, den 7. März 1935
星期二
""".strip().splitlines()

TEXTS = """
主办：县文化局
The council met on Thursday, March 7, 2024
Volume 12 of the series
王三第
会议定于2020年6月1日 星期一召开
时间：2020年6月1日 星期一
2024年1月2日
2024年1月2日 星期二 晴
一九四九年十月一日 星期六 阴转多云
第2版画展开幕
编辑部召开会议
编辑出版《兴县志》
二版头条
周三开会
广告
兴县报
2
24小时热线开通
（下转第二版）
上接第1版
联系电话：0358-1234567
版式设计：蔡华伟
星期二的一天
吕梁日报社长到兴县
本报地处吕梁山区
第三张王牌
A02号车间投产
""".strip().splitlines()


@pytest.mark.parametrize("line", HEADS)
def test_a_running_head_is_told(line: str) -> None:
    assert is_running_head(read(line))


@pytest.mark.parametrize("line", TEXTS)
def test_a_text_is_none(line: str) -> None:
    assert not is_running_head(read(line))


@pytest.mark.parametrize("text", ["兴县报", "吕梁日报", "LVLIANG RIBAO"])
def test_a_name_of_a_newspaper_by_itself_is_a_masthead(text: str) -> None:
    assert is_name(read(text))
    assert not is_running_head(read(text))


@pytest.mark.parametrize("text", ["兴县报社", "吕梁日报今日创刊", "LVLIANG", "读报"])
def test_what_says_more_or_less_is_none(text: str) -> None:
    assert not is_name(read(text))


@pytest.mark.parametrize("line", ["平遥报", "平 遥 报", "平遥报 号外", "号外", "晋中日报", "增刊"])
def test_what_a_newspaper_prints_above_its_date_is_a_masthead(line: str) -> None:
    assert is_masthead(read(line))


@pytest.mark.parametrize("line", ["喜报", "天气预报", "捷报频传", "全县经济工作会议召开", "我县领导看望平遥报职工"])
def test_a_headline_above_a_date_is_none(line: str) -> None:
    assert not is_masthead(read(line))
