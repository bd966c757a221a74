"""Each change says in words what it means for readers, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from small import data, document

from differences.made import entries, said, words
from generator.differences.entries import entry_of
from generator.differences.pairs import Pair
from generator.differences.records import compared
from generator.differences.shapes import spot_of
from generator.differences.walk import changes

JUNE, JULY = "2025-06-10", "2025-07-10"


def window(closes: Any = JUNE, **keys: Any) -> dict[str, Any]:
    return {"windows": [{"audience": "solver", "action": "claim", "closes": closes, **keys}]}


def text(zh: str, en: str = "") -> dict[str, str]:
    return {"zh": zh, "en": en} if en else {"zh": zh}


INDICATOR = {"name": text("效率", "Efficiency"), "comparator": "ge", "value": 95, "unit": "%"}
SOURCE = {"id": "notice", "title": text("通知"), "issuer": text("局")}


@pytest.mark.parametrize(
    ("kind", "before", "after", "what", "zh", "en"),
    [
        ("guide", window(JUNE), window(JULY), "deadline-later",
         "时间窗口 · 揭榜方 揭榜 · 截止 | 推迟 30 天 | 2025-06-10 | 2025-07-10",
         "Windows · Solvers Claim · Closes | 30 days later | 2025-06-10 | 2025-07-10"),
        ("guide", window(JULY), window("2025-07-09"), "deadline-earlier",
         "时间窗口 · 揭榜方 揭榜 · 截止 | 提前 1 天 | 2025-07-10 | 2025-07-09",
         "Windows · Solvers Claim · Closes | 1 day earlier | 2025-07-10 | 2025-07-09"),
        ("guide", window(f"{JUNE}T17:00"), window(f"{JUNE}T12:00"), "deadline-earlier",
         "时间窗口 · 揭榜方 揭榜 · 截止 | 同一天，钟点提前 | 2025-06-10 17:00 | 2025-06-10 12:00",
         "Windows · Solvers Claim · Closes | the same day, an earlier hour | 2025-06-10 17:00 | 2025-06-10 12:00"),
        ("guide", window({"text": text("六月十日"), "from": JUNE, "to": JUNE}), window(JUNE), "same-meaning",
         "时间窗口 · 揭榜方 揭榜 · 截止 | 写法变了，日子没变 | 六月十日（2025-06-10–2025-06-10） | 2025-06-10",
         "Windows · Solvers Claim · Closes | written differently, the same day | "
         "六月十日 (2025-06-10–2025-06-10) | 2025-06-10"),
        ("guide", window({"text": text("另行通知", "to be told")}), window(JUNE), "deadline-changed",
         "时间窗口 · 揭榜方 揭榜 · 截止 | 改动 | 另行通知 | 2025-06-10",
         "Windows · Solvers Claim · Closes | changed | to be told | 2025-06-10"),
        ("guide", {}, window(JUNE), "window-added",
         "时间窗口 | 新增 | 揭榜方 · 揭榜，2025-06-10 截止", "Windows | added | Solvers · Claim, closes 2025-06-10"),
        ("guide", window(), window(opens="2025-05-01"), "opening",
         "时间窗口 · 揭榜方 揭榜 · 开始 | 新增 | 2025-05-01", "Windows · Solvers Claim · Opens | added | 2025-05-01"),
        ("challenge", {"support": {"amount": {"wan": 50}}}, {"support": {"amount": {"wan": 80}}}, "amount-more",
         "政府支持 · 金额 | 增加 60% | 50万元 | 80万元",
         "Government support · Amount | 60% more | CNY 500,000 | CNY 800,000"),
        ("challenge", {"own_funds": {"wan": {"min": 50, "max": 90}}}, {"own_funds": {"wan": {"min": 50, "max": 60}}},
         "amount-less", "自筹 | 减少 33.3% | 50–90万元 | 50–60万元",
         "Own funds | 33.3% less | CNY 500,000–900,000 | CNY 500,000–600,000"),
        ("challenge", {"own_funds": {"wan": 3}}, {"own_funds": {"yuan": 30000}}, "same-meaning",
         "自筹 | 换了写法，金额没变 | 3万元 | 30,000元",
         "Own funds | written differently, the same amount | CNY 30,000 | CNY 30,000"),
        ("challenge", {"own_funds": {"yuan": 300}}, {"own_funds": {"wan": 300}}, "amount-more",
         "自筹 | 是原来的 10,000 倍 | 300元 | 300万元",
         "Own funds | 10,000 times as much | CNY 300 | CNY 3,000,000"),
        ("challenge", {"own_funds": {"wan": 300}}, {"own_funds": {"yuan": 300}}, "amount-less",
         "自筹 | 只有原来的 1/10,000 | 300万元 | 300元",
         "Own funds | 1/10,000 of what it was | CNY 3,000,000 | CNY 300"),
        ("challenge", {"own_funds": {"wan": 3}}, {"own_funds": {"wan": 3, "qualifier": "about"}}, "amount-changed",
         "自筹 | 数没变，说法变了 | 3万元 | 约3万元",
         "Own funds | the same figure, other words | CNY 30,000 | about CNY 30,000"),
        ("challenge", {}, {"own_funds": {"text": text("面议", "negotiable")}}, "amount-added",
         "自筹 | 新增 | 面议", "Own funds | added | negotiable"),
        ("challenge", {"indicators": [INDICATOR]}, {"indicators": [{**INDICATOR, "value": 96}]}, "indicator-changed",
         "技术指标 · 效率 · 数值 | 改动 | 95 | 96", "Indicators · Efficiency · Value | changed | 95 | 96"),
        ("challenge", {"indicators": [INDICATOR]}, {"indicators": [{**INDICATOR, "comparator": "gt"}]},
         "indicator-changed",
         "技术指标 · 效率 · 比较 | 改动 | ≥ | ＞", "Indicators · Efficiency · Comparator | changed | ≥ | >"),
        ("challenge", {"indicators": [INDICATOR, INDICATOR]}, {"indicators": [INDICATOR]}, "indicator-removed",
         "技术指标 | 删除 | 效率 ≥ 95 %", "Indicators | removed | Efficiency ≥ 95 %"),
        ("guide", {"title": text("甲", "A")}, {"title": text("乙", "B")}, "title",
         "标题 | 改写 | 甲 | 乙", "Title | reworded | A | B"),
        ("challenge", {"need": text("甲")}, {"need": text("甲", "A")}, "translation-added",
         "需求 | 补了英文 | A", "Need | English added | A"),
        ("challenge", {"need": text("甲", "A")}, {"need": text("乙", "A")}, "text-changed",
         "需求 | 改写 | 甲 | 乙", "Need | reworded | 甲 | 乙"),
        ("challenge", {"need": text("甲", "A")}, {"need": text("乙")}, "text-changed",
         "需求 | 改写 | 甲 | 乙", "Need | reworded | 甲 | 乙"),
        ("challenge", {"need": text("甲", "A")}, {"need": text("甲", "B")}, "translation-changed",
         "需求 | 只改英文 | A | B", "Need | only the English changed | A | B"),
        ("challenge", {"domains": ["motors", "materials"]}, {"domains": ["materials", "motors"]}, "order",
         "领域 | 只是次序变了", "Domains | only the order changed"),
        ("winner", {"state": "selected"}, {"state": "funded"}, "state",
         "状态 | 改动 | 揭榜 | 立项", "State | changed | selected | funded"),
        ("winner", {"lead": {"name": text("甲厂", "Works A")}}, {"lead": {"name": text("乙厂", "Works B")}},
         "unit-changed", "牵头单位 · 名称 | 改写 | 甲厂 | 乙厂", "Lead · Name | reworded | Works A | Works B"),
        ("winner", {}, {"members": [{"name": text("甲厂"), "role": text("合作")}]}, "unit-added",
         "参与单位 | 新增 | 甲厂（合作）", "Members | added | 甲厂 (合作)"),
        ("winner", {"challenge": "one"}, {"challenge": "two"}, "link",
         "榜题 | 改指另一条记录 | one | two", "Challenge | leads to another record now | one | two"),
        ("guide", {}, {"sample": True}, "sample",
         "示例 | 标成了虚构示例：不再进入数据 | 是",
         "Sample | now marked as an invented example: left out of the data | yes"),
        ("guide", {}, {"withdrawn": {"on": JUNE, "reason": text("重复", "a duplicate")}}, "record-withdrawn",
         "撤下 | 撤下，网页只留说明 | 日期：2025-06-10；原因：重复",
         "Withdrawn | withdrawn: its page keeps only the reason | On: 2025-06-10; Reason: a duplicate"),
        ("guide", {"withdrawn": {"on": JUNE, "reason": text("误")}}, {}, "record-restored",
         "撤下 | 恢复，不再是撤下 | 日期：2025-06-10；原因：误",
         "Withdrawn | restored: no longer withdrawn | On: 2025-06-10; Reason: 误"),
        ("guide", {}, {"formerly": ["b"]}, "record-renamed", "曾用编号 | 新增 | b", "Formerly | added | b"),
        ("guide", {}, {"updated_on": JUNE}, "bookkeeping",
         "更新日期 | 改动 | 2025-01-02 | 2025-06-10", "Updated on | changed | 2025-01-02 | 2025-06-10"),
        ("guide", {}, {"sources": [SOURCE, {**SOURCE, "id": "other", "title": text("报道"), "number": "1号"}]},
         "source-added", "出处 | 新增 | 《报道》，局，1号", "Sources | added | “报道”, 局, 1号"),
        ("guide", {"sources": [{**SOURCE, "url": "http://a.cn"}]}, {"sources": [{**SOURCE, "url": "http://b.cn"}]},
         "source-changed", "出处 · 通知 · 网址 | 改动 | http://a.cn | http://b.cn",
         "Sources · 通知 · Address | changed | http://a.cn | http://b.cn"),
        ("guide", {"rules": [{"id": "a", "kind": "share", "statement": text("甲")}]}, {}, "rule-removed",
         "规则 | 删除 | 甲", "Rules | removed | 甲"),
        ("guide", {}, {"unheard_of": {"a": 1}}, "value-added", "unheard_of | 新增 | a：1", "unheard_of | added | a: 1"),
        ("guide", {"region": "hunan"}, {"region": "gansu"}, "value-changed",
         "地区 | 改动 | 湖南省 | 甘肃省", "Region | changed | Hunan | Gansu"),
    ],
)  # fmt: skip
def test_a_change_in_words(
    kind: str, before: dict[str, Any], after: dict[str, Any], what: str, zh: str, en: str
) -> None:
    (found,) = entries(kind, before, after)
    assert (found.what, said(found), said(found, "en")) == (what, zh, en)


def test_links_are_told_by_the_titles_of_either_side() -> None:
    other = document("challenge", id="two", title=text("电池", "Battery"))
    old, new = data("winner", challenge="one"), data("winner", challenge="two")
    (change,) = changes(old, new, spot_of("winner"))
    assert said(entry_of(change, words(other))) == "榜题 | 改指另一条记录 | one | 《电池》"


def test_a_new_record_says_what_matters_most() -> None:
    notice = document("notice", type="extension", changes=[{"about": text("截止"), "closed": JUNE, "closes": JULY}])
    (found,) = compared([Pair(None, notice)], words(document("guide", title=text("揭榜通知"))))
    assert [said(entry) for entry in found.difference.entries] == [
        "类别 |  | 延期",
        "对象 |  | 《揭榜通知》",
        "改动 |  | 事项：截止；原截止：2025-06-10；新的截止：2025-07-10",
        "出处 |  | 《通知》，局",
    ]


def test_what_readers_do_not_see_is_no_change_for_them() -> None:
    before, after = document("guide"), document("guide", updated_on=JULY)
    (found,) = compared([Pair(before, after)], words())
    assert not found.difference.is_seen
    (found,) = compared([Pair(before, document("guide", note=text("新")))], words())
    assert found.difference.is_seen
