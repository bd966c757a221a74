"""What exports say of a record: every key it has, days, exact amounts, links that lead somewhere, and its state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_type_hints
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import document, held

from exports.sites import HOME, said, site_with
from generator.exports.values import (
    DATA_FILE,
    RENAMED,
    amount,
    clean,
    days,
    exported,
    plain,
    tombstone,
    tombstones,
)
from generator.model.parts import FuzzyDate, Money, Range, Text
from generator.model.records import KINDS

WORKED_OUT = {
    "kind",
    "href",
    "api_url",
    "pages",
    "status",
    "programme",
    "year",
    "domains",
    "regions",
    "deadlines",
    "linked_from",
}
HOSTILE = st.text(st.characters(codec=None), min_size=1, max_size=60)


def both(zh: str, en: str | None = None) -> Text:
    return Text(zh=zh, en=en)


def test_a_record_says_all_that_its_file_says() -> None:
    keys: dict[str, Any] = {
        "code": "T-1",
        "need": {"zh": "需求"},
        "owner_payment": {"wan": 50},
        "owner": {"organisation": "a-organisation", "role": {"zh": "委托方", "en": "Commissions"}},
        "indicators": [{"name": {"zh": "效率", "en": "Efficiency"}, "comparator": "ge", "value": 96.5, "unit": "%"}],
    }
    found = said("challenge", document("organisation"), **keys)
    assert found["code"] == "T-1"
    assert found["need"] == {"zh": "需求"}
    assert found["indicators"] == keys["indicators"]
    assert found["owner"]["role"] == keys["owner"]["role"]
    assert found["owner"]["organisation"] == {
        "kind": "organisation",
        "id": "a-organisation",
        "href": "../organisations/a-organisation.json",
        "title": {"zh": "标题 a-organisation", "en": "Title a-organisation"},
    }


def test_what_is_not_there_is_left_out() -> None:
    assert set(said("challenge")) - WORKED_OUT == {"id", "title", "list", "region", "sources", "updated_on"}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_worked_out_hides_another_key(kind: str) -> None:
    own = {field.encode_name for field in msgspec.structs.fields(KINDS[kind])}
    renamed = {key for of, key in RENAMED if of == kind}
    assert own & WORKED_OUT <= renamed | {"programme", "year", "domains"}
    assert all(new not in own for (of, _), new in RENAMED.items() if of == kind)
    assert renamed == ({"domains"} if "Domain" in str(get_type_hints(KINDS[kind]).get("domains")) else set())


def test_a_missing_english_stays_missing() -> None:
    assert said("challenge", title={"zh": "电机"})["title"] == {"zh": "电机"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025", {"from": "2025-01-01", "to": "2025-12-31"}),
        ("2024-02", {"from": "2024-02-01", "to": "2024-02-29"}),
        ("2025-06-30", {"from": "2025-06-30", "to": "2025-06-30"}),
        ("2025-06-30T17:00",
         {"from": "2025-06-30", "to": "2025-06-30", "from_time": "17:00", "to_time": "17:00"}),
        (FuzzyDate(text=both("年内")), {"from": None, "to": None, "text": {"zh": "年内"}}),
        (FuzzyDate(text=both("6月底前"), to="2025-06"), {"from": None, "to": "2025-06-30", "text": {"zh": "6月底前"}}),
        (FuzzyDate(text=both("春季"), from_="2025-03", to="2025-05"),
         {"from": "2025-03-01", "to": "2025-05-31", "text": {"zh": "春季"}}),
    ],
)  # fmt: skip
def test_dates_are_the_days_they_may_mean(written: Any, expected: dict[str, Any]) -> None:
    assert days(written) == expected


def test_a_date_given_twice_is_two_values() -> None:
    days("2025-06-30")["to"] = "changed"
    assert days("2025-06-30")["to"] == "2025-06-30"


@pytest.mark.parametrize(
    ("money", "low", "high", "exact"),
    [
        (Money(wan=50), 500_000, 500_000, True),
        (Money(wan=0.1), 1000, 1000, True),
        (Money(yuan=1234.56), 1234.56, 1234.56, True),
        (Money(yi=1.1), 110_000_000, 110_000_000, True),
        (Money(wan=Range(min=50, max=60)), 500_000, 600_000, False),
        (Money(wan=Range(max=60)), None, 600_000, False),
        (Money(wan=50, qualifier="about"), 500_000, 500_000, False),
        (Money(wan=50, qualifier="at_most"), None, 500_000, False),
        (Money(wan=50, qualifier="at_least"), 500_000, None, False),
        (Money(wan=50, qualifier="over"), 500_000, None, False),
        (Money(text=both("面议")), None, None, False),
    ],
)
def test_amounts_are_yuan_and_say_how_exact_they_are(money: Money, low: Any, high: Any, exact: bool) -> None:
    found = amount(money)
    assert (found["low"], found["high"], found["exact"]) == (low, high, exact)
    assert (found["currency"], found["unit"]) == ("CNY", "yuan")
    assert found["text"]["zh"]


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_no_amount_loses_a_fen(written: Decimal) -> None:
    found = amount(Money(wan=float(written)))
    assert Decimal(json.dumps(found["low"])) == Decimal(str(float(written))) * 10_000


def test_words_of_an_amount_stand_beside_its_figure() -> None:
    found = amount(Money(wan=50, text=both("50万元左右", "around CNY 500,000")))
    assert found["text"] == {"zh": "50万元", "en": "CNY 500,000"}
    assert found["wording"] == {"zh": "50万元左右", "en": "around CNY 500,000"}


def test_wording_alone_gets_no_english_that_it_lacks() -> None:
    assert amount(Money(text=both("面议")))["text"] == {"zh": "面议"}


def test_the_state_says_when_to_ask_again() -> None:
    window = {"audience": "solver", "action": "claim", "opens": "2025-06-01", "closes": "2025-06-30T17:00"}
    state = said("challenge", windows=[window])["status"]
    assert (state["id"], state["as_of"]) == ("open", "2025-06-15")
    assert state["label"]["en"] == "Open"
    assert state["recompute_on"] == ["2025-06-16T17:00:00+08:00", "2025-06-30T17:00:00+08:00"]
    assert [phase["status"] for phase in state["timeline"]] == ["upcoming", "open", "closing", "closed"]
    assert state["timeline"][0]["since"] is None


def test_deadlines_say_whose_they_are_and_who_moved_them() -> None:
    window = {"audience": "solver", "action": "claim", "region": "xiangtan", "closes": "2025-06-30"}
    change = {"about": {"zh": "延期"}, "closed": "2025-06-30", "closes": "2025-07-15T17:00"}
    target = {"kind": "list", "id": "a-list"}
    notice = document("notice", type="extension", target=target, changes=[change])
    (found,) = said("challenge", notice, document("list", windows=[window]))["deadlines"]
    assert (found["audience"], found["action"], found["reason"]) == ("solver", "claim", "extension")
    assert found["region"]["id"] == "xiangtan"
    assert found["moment"] == "2025-07-15T17:00:00+08:00"
    assert found["stated_by"]["id"] == "a-list"
    assert [link["id"] for link in found["moved_by"]] == ["a-notice"]


def test_the_end_of_a_public_notice_is_worked_out_where_it_can_be() -> None:
    stated = {"from": "2025-06-03", "days": 5, "day_kind": "working"}
    found = said("list", public_notice=stated)["objections_until"]
    assert found == {
        "from": "2025-06-09",
        "to": "2025-06-09",
        "moment": "2025-06-10T00:00:00+08:00",
        "worked_out": True,
    }


def test_links_lead_to_records_that_are_exported() -> None:
    assert said("challenge", document("list", sample=True))["list"] == {"kind": "list", "id": "a-list"}
    gone = document("list", withdrawn={"on": "2025-01-01", "reason": {"zh": "重复"}})
    assert said("challenge", gone)["list"] == {"kind": "list", "id": "a-list", "href": "../lists/a-list.json"}


def test_links_begin_where_the_file_is() -> None:
    site = site_with(document("challenge"), document("list"), document("programme"))
    record = held(site.catalog, "challenge")
    found = plain(site, record, DATA_FILE)
    assert found["href"] == "../api/v1/challenges/a-challenge.json"
    assert found["list"]["href"] == "../api/v1/lists/a-list.json"
    assert found["pages"]["zh"] == "../zh/challenges/a-challenge.html"
    assert found["api_url"] == f"{HOME}api/v1/challenges/a-challenge.json"


def test_a_site_without_an_address_gives_none() -> None:
    site = site_with(document("programme"), url="")
    assert "api_url" not in plain(site, held(site.catalog, "programme"))


def test_invented_and_withdrawn_records_are_not_exported() -> None:
    withdrawn = {"on": "2025-02-03", "reason": {"zh": "重复", "en": "Twice"}, "replaced_by": "a-programme"}
    site = site_with(
        document("programme"),
        document("programme", id="gone", withdrawn=withdrawn),
        document("programme", id="made-up", sample=True),
        document("programme", id="made-up-and-gone", sample=True, withdrawn=withdrawn),
    )
    assert [record.id for record in exported(site)] == ["a-programme"]
    (gone,) = tombstones(site)
    found = tombstone(site, gone)
    assert found["withdrawn"]["on"] == "2025-02-03"
    assert found["withdrawn"]["replaced_by"]["href"] == "../programmes/a-programme.json"
    assert "title" not in found


@given(HOSTILE)
def test_any_text_is_one_that_every_format_can_hold(written: str) -> None:
    found = clean(written)
    assert json.loads(json.dumps(found)) == found
    element = ElementTree.fromstring(f"<t>{found.replace('&', '&amp;').replace('<', '&lt;')}</t>")
    assert (element.text or "") == found
    assert len(found) <= len(written)
    assert clean(found) == found


@given(HOSTILE)
def test_fit_text_stays_as_it_is(written: str) -> None:
    fit = "".join(c for c in written if c.isprintable() or c in "\n\t　")
    assert clean(fit) == fit


@given(HOSTILE, HOSTILE)
def test_hostile_texts_are_valid_json_with_the_same_keys(zh: str, en: str) -> None:
    found = said("challenge", title={"zh": zh, "en": en}, need={"zh": zh}, code=zh, owner_payment={"text": {"zh": zh}})
    again = json.loads(msgspec.json.encode(found).decode("utf-8"))
    assert again == found
    assert (again["title"], again["code"]) == ({"zh": clean(zh), "en": clean(en)}, clean(zh))
    assert not [text for text in _texts(again) if clean(text) != text]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
