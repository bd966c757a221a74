"""A filled need becomes a challenge only when it is listed, without anything private, and says where it comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import checked

from forms.made import filled, form_of
from generator.documents import document_of
from generator.forms.answers import SECURITY_REVIEW
from generator.forms.record import Draft, Filing, draft_of, file_name_of
from generator.forms.tidy import tidied
from generator.model.records import KINDS
from generator.schemas import schema_problems
from generator.yamlio import parse_yaml
from generator.yamltext import yaml_of

DOMAINS = [{"id": i, "label": {"zh": i}} for i in ("motors", "general", "other")]
LEVELS = [{"id": i, "label": {"zh": i}} for i in ("national_leading", "other")]
TYPES = [{"id": i, "label": {"zh": i}} for i in ("gap", "generic")]
COLUMNS = [
    {"id": "who", "label": {"zh": "姓名"}, "type": "text", "personal": True},
    {"id": "part", "label": {"zh": "分工"}, "type": "text"},
]
FORM = form_of(
    {"id": "unit", "maps_to": "/owner/name"},
    {"id": "name", "personal": True, "group": {"zh": "联系人"}},
    {"id": "mobile", "type": "phone", "personal": True, "group": {"zh": "联系人"}},
    {"id": "staff", "type": "number", "internal": True},
    {"id": "code", "type": "credit_code"},
    {"id": "title", "maps_to": "/title"},
    {"id": "domain", "type": "choice", "options": DOMAINS, "other": True, "maps_to": "/domains"},
    {"id": "level", "type": "choice", "options": LEVELS, "other": True, "maps_to": "/level"},
    {"id": "types", "type": "choices", "options": TYPES, "other": True, "maps_to": "/types"},
    {"id": "input", "type": "money", "unit": "万元", "maps_to": "/rd_input"},
    {"id": "own", "type": "money", "unit": "元", "maps_to": "/own_funds"},
    {"id": "need", "type": "long_text", "maps_to": "/need"},
    {"id": "asks", "type": "long_text", "maps_to": "/solver/statement"},
    {"id": "people", "type": "rows", "columns": COLUMNS},
    becomes="challenge",
    guide="a-guide",
)
VALUES: dict[str, Any] = {
    "unit": "某某电机厂",
    "name": "张三丰",
    "mobile": "13812345678",
    "staff": "120",
    "code": "91350100M000100Y43",
    "title": "高速电机",
    "domain": "motors",
    "level": "other",
    "level__other": "行业领先",
    "types": ("gap", "generic"),
    "input": "1,200.50",
    "own": "80000元",
    "need": "转速不低于20000r/min。\n效率不低于97%。",
    "asks": "两年内完成",
    "people": ({"who": "李四光", "part": "总体"}, {"who": "王五"}),
    SECURITY_REVIEW: True,
}
FILING = Filing("C:\\表\\张三丰 13812345678 需求.docx", "ab" * 32, "2026-05-01")


def draft(listed_in: str | None = None, **values: Any) -> Draft:
    answers = tidied(FORM, filled(FORM, {**VALUES, **values}))
    return draft_of(FORM, answers, FILING, region="xiangtan", listed_in=listed_in)


def faults(data: dict[str, Any], kind: str = "challenge") -> list[str]:
    found = schema_problems(document_of(f"{kind}.yml", kind, str(data["id"]), data))
    return [problem.code for problem in found]


def test_a_listed_need_is_a_challenge_that_its_schema_allows() -> None:
    listed = draft("a-list")
    assert listed.kind == "challenge"
    assert faults(listed.data) == []
    said = {key: listed.data[key] for key in ("list", "owner", "domains", "region", "level", "types")}
    assert said == {
        "list": "a-list",
        "owner": {"name": {"zh": "某某电机厂"}},
        "domains": ["motors"],
        "region": "xiangtan",
        "level": "other",
        "types": ["gap", "generic"],
    }
    assert (listed.data["rd_input"], listed.data["own_funds"]) == ({"wan": 1200.5}, {"yuan": 80000})
    assert listed.data["solver"] == {"statement": {"zh": "两年内完成"}}
    assert listed.data["note"] == {"zh": "LEVEL（other）：行业领先。"}


def test_the_challenge_passes_the_whole_check(small_project: Path) -> None:
    data = draft("a-list").data
    path = small_project / "content/challenges" / f"{data['id']}.yml"
    path.parent.mkdir(parents=True)
    path.write_text(yaml_of(data), "utf-8")
    assert [found.code for found in checked(small_project).problems if found.severity == "error"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_need_that_is_not_listed_is_no_record(kind: str) -> None:
    need = draft()
    assert (need.kind, need.data["state"]) == ("need", "collected")
    assert "key-unknown" in faults(need.data, kind)
    assert "list" not in need.data


def test_a_form_that_becomes_nothing_stays_a_need() -> None:
    form = form_of({"id": "a"})
    made = draft_of(form, filled(form, {"a": "甲"}), FILING, region="xiangtan", listed_in="a-list")
    assert (made.kind, made.data["answers"], made.unplaced[0].zh) == ("need", {"a": "甲"}, "A")


def test_a_need_keeps_what_a_record_has_no_key_for() -> None:
    assert draft().data["answers"] == {"code": "91350100M000100Y43", "people": [{"part": "总体"}]}
    assert [name.zh for name in draft("a-list").unplaced] == ["CODE", "PEOPLE"]


def test_what_is_private_is_left_out_and_told_by_name() -> None:
    for made in (draft(), draft("a-list")):
        assert [name.zh for name in made.dropped] == ["联系人NAME", "联系人MOBILE", "STAFF", "PEOPLE（姓名）"]
        written = json.dumps(made.data, ensure_ascii=False)
        assert [said for said in ("张三丰", "13812345678", "李四光", "王五", '"120"') if said in written] == []


def test_it_says_where_it_comes_from() -> None:
    (source,) = draft("a-list").data["sources"]  # type: ignore[misc, union-attr]  # it is a list of one
    note = source["note"]["zh"]  # type: ignore[index, call-overload]  # it is a group
    version = filled(FORM, {}).version
    assert note == f"文件“… … 需求.docx”，SHA-256 {'ab' * 32}；表格 a-form · {version}；2026-05-01导入。"


def test_other_needs_an_editor_where_the_vocabulary_has_no_such_word() -> None:
    made = draft("a-list", domain="other", domain__other="超导")
    assert [(found.code, found.severity) for found in made.problems] == [("draft-other", "warning")]
    assert "domains" not in made.data
    assert "超导" in str(made.data["note"])
    assert faults(made.data) == ["key-missing"]


def test_the_same_need_has_the_same_id_whatever_the_file() -> None:
    answers = filled(FORM, VALUES)
    one = draft_of(FORM, answers, FILING, region="xiangtan")
    other = draft_of(FORM, answers, Filing("b.docx", "cd" * 32, "2026-06-01"), region="xiangtan")
    assert one.data["id"] == other.data["id"] != draft(title="低速电机").data["id"]
    assert str(one.data["id"]).startswith("a-guide-")


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("unit", "title", "need", "asks"), TEXTS)))
def test_texts_come_back_from_the_file_as_they_were_written(values: dict[str, str]) -> None:
    answers = tidied(FORM, filled(FORM, values))
    data = draft_of(FORM, answers, FILING, region="xiangtan").data
    assert parse_yaml(yaml_of(data), "a.yml") == data
    for key, mapped in (("title", "title"), ("need", "need")):
        assert data.get(mapped) == ({"zh": answers.values[key]} if key in answers.values else None)


@given(st.text(min_size=1), st.text(min_size=2))
def test_no_personal_answer_stands_in_a_file_s_name(file: str, name: str) -> None:
    answers = filled(FORM, {"name": name})
    assert name not in file_name_of(FORM, answers, f"{file}{name}.docx").removesuffix(".docx") or name == "…"
