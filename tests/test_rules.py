"""Each rule finds what it should, where it should, and nothing else. cases/ holds one case of each problem."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from small import found_in, put

from generator.model.records import KINDS
from generator.pipeline import check
from generator.rules import CATALOG_RULES, DOCUMENT_RULES, HISTORY_RULES

ORGANISATIONS = "content/organisations"
WITHDRAWN = {"on": "2025-01-01", "reason": {"zh": "x"}, "replaced_by": "gone"}
CITE = {"source": "notice", "quote": "x"}


def rule(**keys: Any) -> dict[str, Any]:
    told = {"kind": "duty", "strength": "hard", "statement": {"zh": "x", "en": "x"}, "cite": CITE}
    return {"id": "r", **told, **keys}


def codes_in(project: Path) -> list[tuple[str, str]]:
    """The code and pointer of each problem."""
    return [(line.split(" ")[1], " ".join(line.split(" ")[2:])) for line in found_in(project)]


def test_a_rule_stands_in_one_table() -> None:
    assert not set(DOCUMENT_RULES) & set(CATALOG_RULES)
    assert not (set(DOCUMENT_RULES) | set(CATALOG_RULES)) & set(HISTORY_RULES)


def test_every_module_of_rules_stands_in_a_table(repository: Path) -> None:
    modules = {path.stem for path in (repository / "generator" / "rules").glob("*.py")} - {"__init__", "evidence"}
    assert modules == {*DOCUMENT_RULES, *CATALOG_RULES, *HISTORY_RULES}


# -- identity and duplicates ----------------------------------------------------------------------------------


@pytest.mark.parametrize("record_id", ["index", "page-2", "page-x"])
def test_an_id_that_the_site_keeps_is_refused(small_project: Path, record_id: str) -> None:
    put(small_project, "organisation", id=record_id)
    assert codes_in(small_project) == [("id-reserved", "/id")]


def test_one_id_may_be_used_in_two_kinds(small_project: Path) -> None:
    put(small_project, "organisation", id="a-guide")
    assert found_in(small_project) == []


def test_two_files_of_one_id_are_both_told(small_project: Path) -> None:
    put(small_project, "organisation", id="x")
    (small_project / ORGANISATIONS / "deep").mkdir()
    (small_project / ORGANISATIONS / "x.yml").rename(small_project / ORGANISATIONS / "deep" / "x.yml")
    put(small_project, "organisation", id="x")
    assert found_in(small_project) == [
        f"{ORGANISATIONS}/deep/x.yml:1:2 id-duplicate /id",
        f"{ORGANISATIONS}/x.yml:1:2 id-duplicate /id",
    ]


def test_a_former_id_is_taken_for_ever(small_project: Path) -> None:
    put(small_project, "organisation", id="x", formerly=["a-bureau"])
    assert ("id-duplicate", "/formerly/0") in codes_in(small_project)


def test_two_records_never_had_the_same_former_id(small_project: Path) -> None:
    for record_id in ("x", "y"):
        put(small_project, "organisation", id=record_id, formerly=["older", "old"])
    told = [line.split(" ")[0].partition(":")[0] for line in found_in(small_project)]
    assert set(told) == {f"{ORGANISATIONS}/x.yml", f"{ORGANISATIONS}/y.yml"}


@pytest.mark.parametrize("former", [["x"], ["old", "old"]])
def test_a_former_id_is_another_and_stands_once(small_project: Path, former: list[str]) -> None:
    put(small_project, "organisation", id="x", formerly=former)
    assert found_in(small_project) != []


@pytest.mark.parametrize("former", ["index", "page-2"])
def test_a_former_id_is_none_that_the_site_keeps(small_project: Path, former: str) -> None:
    put(small_project, "organisation", id="x", formerly=[former])
    assert codes_in(small_project) == [("id-reserved", "/formerly/0")]


# -- references -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("guide", {"programme": "gone"}, "/programme"),
        ("guide", {"forwards": "gone"}, "/forwards"),
        ("guide", {"forms": ["gone"]}, "/forms/0"),
        ("guide", {"issuers": [{"organisation": "a-bureau"}, {"organisation": "gone"}]}, "/issuers/1/organisation"),
        ("challenge", {"list": "gone"}, "/list"),
        ("challenge", {"guide": "gone"}, "/guide"),
        ("challenge", {"owner": {"organisation": "gone"}}, "/owner/organisation"),
        ("winner", {"challenge": "gone"}, "/challenge"),
        ("success", {"challenge": "gone"}, "/challenge"),
        ("organisation", {"parent": "gone"}, "/parent"),
        ("notice", {"target": {"kind": "winner", "id": "a-guide"}}, "/target/id"),
        ("organisation", {"withdrawn": WITHDRAWN}, "/withdrawn/replaced_by"),
    ],
)
def test_a_reference_leads_to_a_record(small_project: Path, kind: str, keys: dict[str, Any], pointer: str) -> None:
    put(small_project, kind, **{"list": "a-list", **keys} if kind == "challenge" else keys)
    assert codes_in(small_project) == [("reference-unknown", pointer)]


def test_a_missing_reference_names_the_nearest_id(small_project: Path) -> None:
    put(small_project, "organisation", id="x", parent="a-buraeu")
    (found,) = check(small_project).problems
    assert found.remedy.en == "Did you mean “a-bureau”? Or make that record first."
    assert found.remedy.zh.startswith("是不是“a-bureau”？")


def test_a_reference_to_a_former_id_says_what_it_is_called_now(small_project: Path) -> None:
    put(small_project, "organisation", id="x", formerly=["quite-another-name"])
    put(small_project, "organisation", id="y", parent="quite-another-name")
    (found,) = check(small_project).problems
    assert found.code == "reference-unknown"


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_circle_is_told_to_each_of_its_records(small_project: Path, length: int) -> None:
    for i in range(length):
        put(small_project, "organisation", id=f"u{i}", parent=f"u{(i + 1) % length}")
    put(small_project, "organisation", id="outside", parent="u0")
    assert codes_in(small_project) == [("reference-cycle", "/parent")] * length


def test_calls_forward_one_another_in_no_circle(small_project: Path) -> None:
    put(small_project, "guide", id="x", forwards="y")
    put(small_project, "guide", id="y", forwards="x")
    assert codes_in(small_project) == [("reference-cycle", "/forwards")] * 2


def test_replacements_never_lead_in_a_circle_without_end(small_project: Path) -> None:
    for one, other in (("x", "y"), ("y", "x")):
        put(small_project, "organisation", id=one, withdrawn={**WITHDRAWN, "replaced_by": other})
    assert check(small_project).total == 6


# -- citations ------------------------------------------------------------------------------------------------


def test_a_citation_names_one_of_the_records_own_sources(small_project: Path) -> None:
    put(small_project, "guide", id="x", rules=[rule(), rule(id="s", cite={**CITE, "source": "notise"})])
    assert codes_in(small_project) == [("source-unknown", "/rules/1/cite/source")]


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("guide", {"rules": [rule(), rule()]}, "/rules/1/id"),
        ("guide", {"stages": [{"id": "s", "title": {"zh": "x"}}] * 2}, "/stages/1/id"),
        ("programme", {"tracks": [{"id": "t", "title": {"zh": "x"}, "summary": {"zh": "x"}}] * 2}, "/tracks/1/id"),
        ("guide", {"sources": [{"id": "notice", "title": {"zh": "x"}, "issuer": {"zh": "x"}}] * 2}, "/sources/1/id"),
    ],
)
def test_a_key_within_a_list_is_used_once(small_project: Path, kind: str, keys: dict[str, Any], pointer: str) -> None:
    put(small_project, kind, id="x", **keys)
    assert codes_in(small_project) == [("key-repeated", pointer)]


def test_a_key_may_be_used_again_in_another_list(small_project: Path) -> None:
    put(small_project, "guide", id="x", rules=[rule()], stages=[{"id": "r", "title": {"zh": "x"}}])
    assert found_in(small_project) == []


# -- vocabularies and tracks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("organisation", {"region": "hunam"}, "/region"),
        ("challenge", {"domains": ["motors", "moters"]}, "/domains/1"),
        ("guide", {"domains": [{"domain": "moters"}]}, "/domains/0/domain"),
        ("guide", {"domains": [{"domain": "motors", "also": ["moters"]}]}, "/domains/0/also/0"),
        ("guide", {"windows": [{"audience": "any", "action": "apply", "region": "hunam"}]}, "/windows/0/region"),
        ("guide", {"solver": {"regions": ["cn", "hunam"]}}, "/solver/regions/1"),
    ],
)
def test_a_region_or_domain_is_one_of_the_sites(
    small_project: Path, kind: str, keys: dict[str, Any], pointer: str
) -> None:
    put(small_project, kind, id="x", **keys)
    assert codes_in(small_project) == [("vocabulary-unknown", pointer)]


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("guide", {"track": "takling"}, "/track"),
        ("challenge", {"track": "takling"}, "/track"),
        ("guide", {"rules": [rule(track="takling")]}, "/rules/0/track"),
        ("programme", {"rules": [rule(track="takling")]}, "/rules/0/track"),
    ],
)
def test_a_track_is_one_of_its_programmes(small_project: Path, kind: str, keys: dict[str, Any], pointer: str) -> None:
    put(small_project, kind, id="x", **keys)
    assert codes_in(small_project) == [("track-unknown", pointer)]


@pytest.mark.parametrize("kind", ["guide", "list", "challenge"])
def test_a_track_of_its_programme_is_right(small_project: Path, kind: str) -> None:
    put(small_project, kind, id="x", **({} if kind == "list" else {"track": "tackling"}))
    assert found_in(small_project) == []


# -- periods --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("2025-06-02", "2025-06-01"),
        ("2025-06-01T12:00", "2025-06-01T12:00"),
        ("2025-06-01T12:00", "2025-06-01T11:59"),
        ("2026", "2025"),
        ("2025-07", "2025-06-30"),
        ({"text": {"zh": "七月"}, "from": "2025-07"}, {"text": {"zh": "六月"}, "to": "2025-06"}),
    ],
)
def test_a_period_does_not_end_before_it_begins(small_project: Path, opens: object, closes: object) -> None:
    put(
        small_project,
        "guide",
        id="x",
        windows=[{"audience": "any", "action": "apply", "opens": opens, "closes": closes}],
    )
    assert codes_in(small_project) == [("dates-reversed", "/windows/0/closes")]


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("2025-06-01", "2025-06-01"),
        ("2025-06-01T12:00", "2025-06-01T12:01"),
        ("2025-06-01T23:00", "2025-06-01"),
        ("2025", "2025"),
        ("2025-06-30", "2025-06"),
        ({"text": {"zh": "待定"}}, "2025-06"),
        ({"text": {"zh": "约"}, "from": "2025-05", "to": "2025-08"}, "2025-06"),
    ],
)
def test_a_period_may_be_short_or_vague(small_project: Path, opens: object, closes: object) -> None:
    put(
        small_project,
        "guide",
        id="x",
        windows=[{"audience": "any", "action": "apply", "opens": opens, "closes": closes}],
    )
    assert found_in(small_project) == []


def test_a_vague_date_is_a_period_too(small_project: Path) -> None:
    put(small_project, "guide", id="x", published_on={"text": {"zh": "约"}, "from": "2025-07", "to": "2025-06"})
    assert codes_in(small_project) == [("dates-reversed", "/published_on/to")]


# -- public notices -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "days", "kind"),
    [
        ("2024-06-28", "2024-07-04", 5, "working"),
        ("2024-06-28", "2024-07-04", 4, "working"),
        ("2024-06-28", "2024-07-04", 7, "natural"),
        ("2024-06-28", "2024-07-04", 6, "natural"),
        ("2024-09-13", "2024-09-19", 4, "working"),
        ("2024-09-13", "2024-09-19", 4.0, "working"),
        ("2090-06-12", "2090-06-13", 30, "working"),
        ("2024-12-30", "2090-01-05", 5, "working"),
    ],
)
def test_a_notice_lasts_as_long_as_it_says_with_or_without_its_first_day(
    small_project: Path, first: str, last: str, days: float, kind: str
) -> None:
    put(small_project, "list", id="x", public_notice={"from": first, "to": last, "days": days, "day_kind": kind})
    assert found_in(small_project) == []


@pytest.mark.parametrize(
    ("first", "last", "days", "kind"),
    [
        ("2024-06-28", "2024-07-04", 7, "working"),
        ("2024-06-28", "2024-07-04", 5, "natural"),
        ("2024-09-13", "2024-09-19", 5, "working"),
        ("2024-09-15", "2024-09-17", 1, "working"),
        ("2090-06-12", "2090-06-13", 30, "natural"),
    ],
)
def test_a_notice_of_another_length_than_it_says_is_told(
    small_project: Path, first: str, last: str, days: int, kind: str
) -> None:
    put(small_project, "list", id="x", public_notice={"from": first, "to": last, "days": days, "day_kind": kind})
    assert codes_in(small_project) == [("notice-period", "/public_notice/days")]


@pytest.mark.parametrize(
    "notice",
    [
        {"outcome": {"zh": "无异议"}},
        {"from": "2024-06-28", "days": 5, "day_kind": "working"},
        {"to": "2024-06-28", "days": 5, "day_kind": "working"},
        {"from": "2024-06-28", "to": "2024-12-28", "days": 5},
        {"from": "2024-06-28", "to": "2024-12-28", "day_kind": "natural"},
        {"objections": {"office": {"zh": "局机关纪委"}, "kind": "office", "phone": "0731-58570000"}},
    ],
)
def test_a_notice_may_say_less(small_project: Path, notice: dict[str, Any]) -> None:
    put(small_project, "list", id="x", public_notice=notice)
    assert found_in(small_project) == []


@pytest.mark.parametrize(
    "notice",
    [
        [], "x", {"from": "2024-06-28", "to": "2024-07-04", "days": "5", "day_kind": "working"},
        {"from": "2024-06-28", "to": "2024-07-04", "days": True, "day_kind": "working"},
        {"from": "2024-06-28", "to": "2024-07-04", "days": 5, "day_kind": ["working"]},
        {"from": "2024-06-31", "to": "2024-07-04", "days": 50, "day_kind": "working"},
        {"from": ["2024-06-28"], "to": {}, "days": 50, "day_kind": "working"},
        {"from": "2024-07-04", "to": "2024-06-28", "days": 50, "day_kind": "working"},
        {"from": "2024-06", "to": "2024-07", "days": 5, "day_kind": "natural"},
    ],
)  # fmt: skip
def test_a_notice_of_a_strange_shape_is_told_by_others_alone(small_project: Path, notice: object) -> None:
    put(small_project, "list", id="x", public_notice=notice)
    found = codes_in(small_project)
    assert found
    assert "notice-period" not in {code for code, _ in found}


def test_a_given_year_counts(small_project: Path) -> None:
    given = (
        "- {year: 2090, source: {title: {zh: 通知}}, holidays: [{name: {zh: 节}, from: 2090-06-12, to: 2090-06-13}]}\n"
    )
    (small_project / "site_config" / "holidays.yml").write_text(given, "utf-8")
    notice = {"from": "2090-06-12", "to": "2090-06-16", "days": 5, "day_kind": "working"}
    put(small_project, "list", id="x", public_notice=notice)
    assert codes_in(small_project) == [("notice-period", "/public_notice/days")]


def test_a_mobile_number_is_no_way_to_object(small_project: Path) -> None:
    put(small_project, "list", id="x", public_notice={"objections": {"office": {"zh": "局"}, "phone": "13812345678"}})
    assert codes_in(small_project) == [("personal-data", "/public_notice/objections/phone")]


# -- privacy --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["13812345678", "手机：138 1234 5678。", "138-1234-5678", "+86 13812345678", "+8613812345678",
     "86-138-1234-5678", "电话19912345678转", "１３８１２３４５６７８", "11010519491231002X", "6222021234567890128",
     "zhangsan@163.com", "12345678@qq.com"],
)  # fmt: skip
def test_personal_data_is_found_however_it_is_written(small_project: Path, written: str) -> None:
    put(small_project, "guide", id="x", note={"zh": written, "en": "x"})
    assert codes_in(small_project) == [("personal-data", "/note/zh")]


@pytest.mark.parametrize(
    "written",
    ["0731-58570000", "12812345678", "1381234567", "138123456789", "91430300MA13812345678X", "2025-06-10",
     "400-123-4567", "金额23812345678.50", "11010519491231002Y", "6222021234567890127", "kjj@xiangtan.gov.cn"],
)  # fmt: skip
def test_other_figures_are_not_personal(small_project: Path, written: str) -> None:
    put(small_project, "guide", id="x", note={"zh": written, "en": "x"})
    assert found_in(small_project) == []


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("guide", {"contacts": [{"office": {"zh": "局"}, "phone": "13812345678"}]}, "/contacts/0/phone"),
        ("challenge", {"contact_route": {"office": {"zh": "局"}, "phone": "13812345678"}}, "/contact_route/phone"),
        ("guide", {"contacts": [{"office": {"zh": "李某li@qq.com"}}]}, "/contacts/0/office/zh"),
        ("guide", {"number": "13812345678"}, "/number"),
        ("programme", {"channels": [{"zh": "x"}, {"zh": "微信13812345678"}]}, "/channels/1/zh"),
        ("challenge", {"need": {"zh": "x", "en": "call 138 1234 5678"}}, "/need/en"),
    ],
)
def test_personal_data_is_found_in_every_text(
    small_project: Path, kind: str, keys: dict[str, Any], pointer: str
) -> None:
    put(small_project, kind, id="x", **keys)
    assert codes_in(small_project) == [("personal-data", pointer)]


@pytest.mark.parametrize("url", ["mailto:zhangsan@qq.com", "tel:+8613812345678", "tel:138-1234-5678"])
def test_an_address_that_dials_or_mails_is_a_text_too(small_project: Path, url: str) -> None:
    put(small_project, "organisation", id="x", url=url)
    assert ("personal-data", "/url") in codes_in(small_project)


def test_an_address_of_the_web_may_hold_any_digits(small_project: Path) -> None:
    put(small_project, "organisation", id="x", url="https://example.org/t13812345678/13812345678.html?m=a@qq.com")
    assert found_in(small_project) == []


def test_a_key_is_looked_at_and_no_report_repeats_it(small_project: Path) -> None:
    put(small_project, "organisation", id="x", 张三13812345678="zhangsan@qq.com")
    found = check(small_project).problems
    assert [problem.code for problem in found].count("personal-data") == 2
    assert not [word for word in ("13812345678", "zhangsan") if word in f"{found}"]


@pytest.mark.parametrize(
    "keys", [{"status": "号" * 40 + "13812345678"}, {"updated_on": "13812345678"}, {"region": "13812345678"}]
)
def test_no_other_problem_repeats_personal_data(small_project: Path, keys: dict[str, Any]) -> None:
    put(small_project, "guide", id="x", **keys)
    found = check(small_project).problems
    assert "personal-data" in {problem.code for problem in found}
    assert "13812345678" not in f"{found}"


def test_an_office_may_have_its_mailbox_at_a_public_provider(small_project: Path) -> None:
    office = {
        "office": {"zh": "某处"},
        "email": "chu@163.com",
        "cite": {"source": "notice", "quote": "发至chu@163.com"},
    }
    put(small_project, "guide", id="x", contacts=[office])
    put(small_project, "challenge", id="y", contact_route=office)
    assert found_in(small_project) == []


def test_the_mailbox_of_an_office_is_allowed_in_its_own_record_only(small_project: Path) -> None:
    put(small_project, "guide", id="x", contacts=[{"office": {"zh": "某处"}, "email": "chu@163.com"}])
    put(small_project, "guide", id="y", note={"zh": "发至chu@163.com", "en": "x"})
    assert codes_in(small_project) == [("personal-data", "/note/zh")]


def test_a_mailbox_named_after_a_mobile_number_is_refused_even_to_an_office(small_project: Path) -> None:
    put(small_project, "guide", id="x", contacts=[{"office": {"zh": "某处"}, "email": "13812345678@139.com"}])
    assert codes_in(small_project) == [("personal-data", "/contacts/0/email")]


@pytest.mark.parametrize("contacts", ["x", ["x"], [{"email": 1}], {"email": ["a@qq.com"]}, [[{"email": "a@qq.com"}]]])
def test_contacts_of_a_strange_shape_stop_nothing(small_project: Path, contacts: object) -> None:
    put(small_project, "guide", id="x", contacts=contacts, note={"zh": "13812345678"})
    assert ("personal-data", "/note/zh") in codes_in(small_project)


# -- mappings -------------------------------------------------------------------------------------------------


def _field(**keys: Any) -> dict[str, Any]:
    return {"sections": [{"id": "s", "title": {"zh": "x"}, "fields": [{**FIELD, **keys}]}]}


FIELD = {"id": "f", "label": {"zh": "x"}, "type": "text"}


@pytest.mark.parametrize("mark", ["personal", "internal"])
def test_a_field_in_confidence_becomes_no_key_of_a_record(small_project: Path, mark: str) -> None:
    put(small_project, "form", id="x", **_field(maps_to="/need", **{mark: True}))
    assert codes_in(small_project) == [("personal-mapped", "/sections/0/fields/0/maps_to")]


@pytest.mark.parametrize("keys", [{"maps_to": "/need"}, {"personal": True}, {"maps_to": "/need", "internal": False}])
def test_other_fields_map_as_they_like(small_project: Path, keys: dict[str, Any]) -> None:
    put(small_project, "form", id="x", **_field(**keys))
    assert found_in(small_project) == []


def _structs(cls: Any) -> Iterator[Any]:
    """A class of the model and all that its keys may hold."""
    waiting, seen = [cls], set()
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in seen:
            seen.add(kind)
            waiting.extend(field.type for field in msgspec.structs.fields(kind))
        waiting.extend(get_args(kind))
    yield from seen


@pytest.mark.parametrize("kind", KINDS)
def test_no_record_has_a_key_for_a_person(kind: str) -> None:
    words = {word for cls in _structs(KINDS[kind]) for name in cls.__struct_fields__ for word in name.split("_")}
    assert words
    assert not words & {
        *("mobile", "cellphone", "wechat", "qq", "person", "people", "representative", "leader", "gender", "sex"),
        *("birth", "birthday", "born", "age", "passport", "identity", "card", "bank", "account", "home", "salary"),
    }


def test_a_form_has_no_key_for_what_is_filled_in() -> None:
    keys = {key for cls in _structs(KINDS["form"]) for key in cls.__struct_fields__ if cls.__name__ == "Field"}
    assert "personal" in keys
    assert not keys & {"value", "values", "answer", "default", "example", "placeholder", "content", "filled"}


def test_a_value_in_a_forms_field_keeps_the_form_from_its_pages(small_project: Path) -> None:
    put(small_project, "form", id="x", **_field(personal=True, value="张三"))
    assert codes_in(small_project) == [("key-unknown", "/sections/0/fields/0/value")]
    assert "x" not in check(small_project).catalog.records["form"]


# -- translations ---------------------------------------------------------------------------------------------


def test_a_title_without_english_is_a_warning_and_the_record_stays(small_project: Path) -> None:
    put(small_project, "organisation", id="x", title={"zh": "某单位"})
    checked = check(small_project)
    assert [(found.code, found.severity) for found in checked.problems] == [("translation-missing", "warning")]
    assert not checked.has_errors
    assert "x" in checked.catalog.records["organisation"]


def test_an_error_leaves_its_record_out_and_others_in(small_project: Path) -> None:
    put(small_project, "organisation", id="x", parent="gone")
    put(small_project, "organisation", id="y", parent="x")
    checked = check(small_project)
    assert set(checked.catalog.records["organisation"]) == {"a-bureau", "y"}
    assert {found.file for found in checked.problems} == {f"{ORGANISATIONS}/x.yml"}
