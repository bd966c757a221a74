"""A form is filled with what a record says, by what its fields map to, and by nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small import catalog, document, held, put

from generator.cli import main
from generator.cli.exports import FORM_FILES
from generator.forms.answers import version_of
from generator.forms.filled import read_filled
from generator.forms.prefill import prefilled
from generator.forms.read_docx import read_docx
from generator.forms.read_xlsx import read_xlsx
from generator.forms.record import Filing, draft_of
from generator.intake.exports import FORMATS
from generator.model.records import Challenge, Form, Guide

DOMAINS = [{"id": "motors", "label": {"zh": "电机"}}, {"id": "materials", "label": {"zh": "材料"}}]
KINDS = [{"id": "gap", "label": {"zh": "空白"}}, {"id": "generic", "label": {"zh": "共性"}}]
FIELDS: list[dict[str, Any]] = [
    {"id": "title", "label": {"zh": "需求名称"}, "type": "text", "maps_to": "/title"},
    {"id": "unit", "label": {"zh": "单位"}, "type": "text", "maps_to": "/owner/name"},
    {"id": "domain", "label": {"zh": "领域"}, "type": "choice", "maps_to": "/domains", "options": DOMAINS},
    {"id": "kinds", "label": {"zh": "类型"}, "type": "choices", "maps_to": "/types", "options": KINDS},
    {"id": "input", "label": {"zh": "投入"}, "type": "money", "unit": "万元", "maps_to": "/rd_input"},
    {"id": "own", "label": {"zh": "自筹"}, "type": "money", "unit": "元", "maps_to": "/own_funds"},
    {"id": "year", "label": {"zh": "编号"}, "type": "number", "maps_to": "/seq"},
    {"id": "day", "label": {"zh": "日期"}, "type": "date", "maps_to": "/published_on"},
    {"id": "need", "label": {"zh": "内容"}, "type": "long_text", "maps_to": "/need"},
    {"id": "asked", "label": {"zh": "要求"}, "type": "long_text", "maps_to": "/solver/statement"},
    {"id": "phone", "label": {"zh": "手机"}, "type": "phone", "personal": True},
]
SECTIONS = [{"id": "all", "title": {"zh": "全部"}, "fields": FIELDS}]
CHALLENGE: dict[str, Any] = {
    "title": {"zh": "高效电机", "en": "Motor"},
    "owner": {"organisation": "a-organisation"},
    "domains": ["motors"],
    "types": ["gap", "generic"],
    "rd_input": {"yi": 0.02},
    "own_funds": {"wan": 150.5},
    "seq": 7,
    "published_on": "2025-05-06",
    "need": {"zh": "第一行\n第二行"},
    "solver": {"statement": {"zh": "两年内完成。"}},
}


def answers_from(**changes: Any) -> dict[str, Any]:
    challenge = {key: value for key, value in {**CHALLENGE, **changes}.items() if value is not None}
    found = catalog(
        document("form", sections=SECTIONS),
        document("challenge", **challenge),
        document("organisation", title={"zh": "样例厂"}),
    )
    form, record = held(found, "form"), held(found, "challenge")
    assert isinstance(form, Form)
    assert isinstance(record, Challenge)
    return dict(prefilled(form, record, found).values)


def test_what_a_challenge_says_is_filled_in() -> None:
    assert answers_from() == {
        "title": "高效电机",
        "unit": "样例厂",
        "domain": "motors",
        "kinds": ("gap", "generic"),
        "input": "200",
        "own": "1505000",
        "year": "7",
        "day": "2025-05-06",
        "need": "第一行\n第二行",
        "asked": "两年内完成。",
    }


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"rd_input": {"wan": {"min": 1, "max": 2}}}, "input"),
        ({"rd_input": {"wan": 5, "qualifier": "about"}}, "input"),
        ({"rd_input": {"text": {"zh": "面议"}}}, "input"),
        ({"domains": ["motors", "materials"]}, "domain"),
        ({"domains": ["unheard"]}, "domain"),
        ({"published_on": "2025-05"}, "day"),
        ({"owner": {"organisation": "nobody"}}, "unit"),
        ({"owner": None}, "unit"),
        ({"solver": None}, "asked"),
    ],
)
def test_what_is_not_one_plain_answer_stays_empty(change: dict[str, Any], lost: str) -> None:
    assert lost not in answers_from(**change)


def test_a_form_filled_from_a_draft_gives_the_draft_again() -> None:
    found = catalog(
        document("form", sections=SECTIONS),
        document("challenge", **CHALLENGE),
        document("organisation", title={"zh": "样例厂"}),
    )
    form, record = held(found, "form"), held(found, "challenge")
    assert isinstance(form, Form)
    assert isinstance(record, Challenge)
    draft = draft_of(form, prefilled(form, record, found), Filing("a.json", "0" * 64, "2025-06-15"), region="xiangtan")
    written = {
        **CHALLENGE,
        "title": {"zh": "高效电机"},
        "owner": {"name": {"zh": "样例厂"}},
        "rd_input": {"wan": 200},
        "own_funds": {"yuan": 1505000},
    }
    assert {key: draft.data[key] for key in written} == written


def test_a_guide_of_one_domain_fills_the_domain() -> None:
    for domains, answers in (
        ([{"domain": "motors"}], {"domain": "motors"}),
        ([{"domain": "motors"}, {"domain": "materials"}], {}),
    ):
        found = catalog(document("form", sections=SECTIONS), document("guide", domains=domains))
        form, guide = held(found, "form"), held(found, "guide")
        assert isinstance(form, Form)
        assert isinstance(guide, Guide)
        assert prefilled(form, guide, found).values == answers


# -- the command ----------------------------------------------------------------------------------------------


@pytest.fixture
def project(small_project: Path) -> Path:
    put(small_project, "form", sections=SECTIONS)
    put(small_project, "challenge", **{**CHALLENGE, "owner": {"name": {"zh": "样例厂"}}})
    return small_project


def export(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", "form", *arguments, "--root", str(project)], catch_exceptions=False)


def test_the_command_knows_every_format() -> None:
    assert set(FORM_FILES) == set(FORMATS)


@pytest.mark.parametrize("kind", FORM_FILES)
def test_a_form_is_exported_blank_or_filled(project: Path, tmp_path: Path, kind: str) -> None:
    blank, filled = tmp_path / f"blank.{kind}", tmp_path / f"filled.{kind}"
    assert export(project, "a-form", "--format", kind, "--out", str(blank)).exit_code == 0
    done = export(project, "a-form", "--format", kind, "--from", "challenge/a-challenge", "--out", str(filled))
    assert (done.exit_code, done.output) == (0, f"✓ {filled}\n")
    assert blank.read_bytes() != filled.read_bytes()


@pytest.mark.parametrize(("kind", "read"), [("docx", read_docx), ("xlsx", read_xlsx), ("json", read_filled)])
def test_what_was_exported_reads_back(project: Path, tmp_path: Path, kind: str, read: Any) -> None:
    out = tmp_path / f"a.{kind}"
    export(project, "a-form", "--format", kind, "--from", "challenge/a-challenge", "--out", str(out))
    form = held(catalog(document("form", sections=SECTIONS)), "form")
    assert isinstance(form, Form)
    answers = read(out.read_bytes(), form, "a").answers
    assert (answers.version, answers.values) == (version_of(form), answers_from(owner={"name": {"zh": "样例厂"}}))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["no-form", "--format", "docx"], 1, "form-unknown"),
        (["../a-form", "--format", "docx"], 1, "form-unknown"),
        (["a-form", "--format", "json", "--from", "challenge/none"], 1, "form-source-unknown"),
        (["a-form", "--format", "json", "--from", "winner/a"], 1, "form-source-unknown"),
        (["a-form", "--format", "json", "--from", ""], 1, "form-source-unknown"),
        (["a-form", "--format", "doc"], 2, "docx"),
        (["a-form"], 2, "--format"),
    ],
)
def test_wrong_use_is_told(project: Path, tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    out = tmp_path / "out.bin"
    done = export(project, *arguments, "--out", str(out))
    assert (done.exit_code, told in done.output, out.exists()) == (code, True, False)


def test_nothing_is_overwritten(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.docx"
    out.write_text("mine")
    done = export(project, "a-form", "--format", "docx", "--out", str(out))
    assert (done.exit_code, out.read_text()) == (2, "mine")
