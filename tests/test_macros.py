"""A page says of each closing what day it is and why it binds, and of a public notice all that is known."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import REPOSITORY
from small import catalog, document, held

from generator.documents import Document
from generator.model.parts import Lang
from generator.render.pages import record_page, site_of
from generator.settings import read_settings


def words(lang: Lang, kind: str, *others: Document, **keys: Any) -> str:
    """What the page of the smallest record of a kind says, among others."""
    settings, _ = read_settings(REPOSITORY / "site_config")
    assert settings is not None
    found = catalog(document(kind, **keys), *others)
    site = site_of(found, settings, "2025-06-15T00:00", "https://example.org/", "")
    text = re.sub(r"<[^>]+>", "", record_page(site, lang, held(found, kind)).content)
    return re.sub(r"\s+", " ", text)


def closing(closes: object, *stated: dict[str, Any]) -> dict[str, Any]:
    return {"windows": [{"audience": "solver", "action": "claim", "closes": closes, "also_stated": list(stated)}]}


@pytest.mark.parametrize(
    ("closes", "zh", "en"),
    [
        ("2025-06-20", "2025年6月20日 星期五·工作日", "20 June 2025 Friday, a working day"),
        ("2025-06-22", "星期日·周末休息日", "Sunday, a day off at the weekend"),
        ("2025-05-31", "星期六·端午节假期", "Saturday, in the Dragon Boat Festival holiday"),
        ("2025-09-28T17:00", "星期日·调休上班日", "Sunday, a make-up working day"),
        ("2090-06-16", "当年放假安排未收录，未按节假日判断", "the holidays of that year are not recorded here"),
    ],
)
def test_a_closing_says_what_kind_of_day_it_is(closes: str, zh: str, en: str) -> None:
    assert zh in words("zh", "guide", **closing(closes))
    assert en in words("en", "guide", **closing(closes))


def test_a_vague_closing_is_no_kind_of_day_and_tells_the_days_it_may_mean() -> None:
    vague = {"text": {"zh": "六月下旬", "en": "late June"}, "from": "2025-06-21", "to": "2025-06-30"}
    said = words("zh", "guide", **closing(vague))
    assert "六月下旬 2025年6月21日 – 2025年6月30日" in said
    assert "星期" not in said
    assert "星期" not in words("zh", "guide", **closing("2025-06"))


@pytest.mark.parametrize(
    ("stated", "zh", "en"),
    [
        ([{"closes": "2025-06-20"}], "两处写法中较早的一个", "the earlier of the two stated"),
        (
            [{"closes": "2025-06-20"}, {"closes": "2025-06-23"}],
            "3 处写法中最早的一个",
            "the earliest of the 3 stated",
        ),
        ([{"closes": "2025-06-25"}], "各处写法一致", "all statements agree"),
    ],
)
def test_the_effective_closing_says_why(stated: list[dict[str, Any]], zh: str, en: str) -> None:
    for lang, reason, label in (("zh", zh, "有效截止："), ("en", en, "Effective deadline: ")):
        said = words(lang, "guide", **closing("2025-06-25", *stated))
        assert reason in said
        assert label in said


def test_a_single_closing_needs_no_reason() -> None:
    assert "有效截止" not in words("zh", "guide", **closing("2025-06-25"))


def test_an_extended_closing_stands_beside_what_was_stated() -> None:
    change = {"about": {"zh": "截止"}, "closes": "2025-07-15"}
    said = words("zh", "guide", document("notice", type="extension", changes=[change]), **closing("2025-06-25"))
    assert "原：2025年6月25日 现：2025年7月15日" in said
    assert "2025年7月15日 按变更公告延期" in said


def notice(lang: Lang, **keys: Any) -> str:
    return words(lang, "list", public_notice=keys)


def test_a_public_notice_is_shown_whole() -> None:
    said = notice(
        "zh",
        **{"from": "2025-06-12", "to": "2025-06-18"},
        days=5,
        day_kind="working",
        receiver={"zh": "科技监督科"},
        objections={"office": {"zh": "局机关纪委"}, "phone": "0731-58570000", "email": "jiwei@example.org"},
        outcome={"zh": "无异议"},
        note={"zh": "以书面提出。"},
        cite={"source": "notice", "quote": "公示5个工作日"},
    )
    parts = ("2025年6月12日 – 2025年6月18日", "5 个工作日", "科技监督科", "局机关纪委", "0731-58570000",
             "jiwei@example.org", "无异议", "以书面提出。", "公示5个工作日", "最后一天：星期三·工作日")  # fmt: skip
    assert [part for part in parts if part not in said] == []
    assert "推算" not in said


def test_an_end_that_we_worked_out_says_so() -> None:
    keys = {"from": "2025-05-30", "days": 5, "day_kind": "working"}
    assert "2025年5月30日 – 2025年6月6日" in notice("zh", **keys)
    assert "由本站按起始日和天数推算，起始日计入" in notice("zh", **keys)
    assert "30 May 2025 – 6 June 2025" in notice("en", **keys)
    assert "This site worked out the last day" in notice("en", **keys)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"from": "2090-05-30", "days": 5, "day_kind": "working"}, ["自 2090年5月30日 起", "放假安排未收录，未推算"]),
        ({"from": "2025-05-30", "days": 5}, ["自 2025年5月30日 起", "未写明是工作日还是自然日", "5 天"]),
        ({"to": "2025-05-30"}, ["至 2025年5月30日"]),
        ({"days": 5, "day_kind": "natural"}, ["5 个自然日"]),
        ({"outcome": {"zh": "无异议"}}, ["无异议"]),
    ],
)
def test_what_is_not_known_is_not_worked_out(keys: dict[str, Any], said: list[str]) -> None:
    text = notice("zh", **keys)
    assert [part for part in said if part not in text] == []
    assert "由本站按起始日" not in text
    assert "来源未注明" in text
