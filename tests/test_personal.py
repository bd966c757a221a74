"""What looks personal is found in any writing, check digits decide, and the figures of real records stay quiet."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import DEFAULTS, REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from small import document

from generator.content import find_attachments, find_sources, parse_source, read_source
from generator.personal import (
    KINDS,
    PROVIDERS,
    check_character,
    is_credit_code,
    is_suspect,
    mask,
    masked,
    may_hold,
    passes_luhn,
    personal_data,
)
from generator.rules.privacy import problems

CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789@.-XABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwxyz"}

Ways = Mapping[str, Callable[[str], str]]


def grouped(*lengths: int, by: str) -> Callable[[str], str]:
    """What breaks a number into groups of these lengths."""

    def broken(number: str) -> str:
        starts = [sum(lengths[:i]) for i in range(len(lengths))]
        groups = [number[start : start + length] for start, length in zip(starts, lengths, strict=True)]
        return by.join(filter(None, groups))

    return broken


def wide(value: str) -> str:
    return value.translate(WIDE)


MOBILE_WAYS: Ways = {
    "plain": str,
    "spaces": grouped(3, 4, 4, by=" "),
    "hyphens": grouped(3, 4, 4, by="-"),
    "dots": grouped(3, 4, 4, by="."),
    "no-break spaces": grouped(3, 4, 4, by="\u00a0"),
    "ideographic spaces": grouped(3, 4, 4, by="\u3000"),
    "dashes": grouped(3, 4, 4, by="\u2013"),
    "spaced hyphens": grouped(3, 4, 4, by=" - "),
    "two groups": grouped(3, 8, by=" "),
    "full width": wide,
    "full width in groups": lambda n: wide(grouped(3, 4, 4, by="-")(n)),
    "+86": lambda n: f"+86{n}",
    "+86 ": lambda n: f"+86 {grouped(3, 4, 4, by=' ')(n)}",
    "0086": lambda n: f"0086{n}",
    "0086-": lambda n: f"0086-{n}",
    "86-": lambda n: f"86-{grouped(3, 4, 4, by='-')(n)}",
    "(+86)": lambda n: f"(+86){n}",
    "tel:": lambda n: f"tel:+86{n}",
    "Tel": lambda n: f"Tel{n}",
}
IDENTITY_WAYS: Ways = {
    "plain": str,
    "small x": str.lower,
    "6-8-4": grouped(6, 8, 4, by=" "),
    "6-8-4 by hyphens": grouped(6, 8, 4, by="-"),
    "6-4-4-4": grouped(6, 4, 4, 4, by=" "),
    "full width": wide,
}
CARD_WAYS: Ways = {
    "plain": str,
    "spaces": grouped(4, 4, 4, 4, 3, by=" "),
    "hyphens": grouped(4, 4, 4, 4, 3, by="-"),
    "no-break spaces": grouped(4, 4, 4, 4, 3, by="\u00a0"),
    "two groups": grouped(6, 13, by=" "),
    "full width": wide,
}
MAILBOX_WAYS: Ways = {
    "plain": str,
    "capitals": str.upper,
    "mailto:": lambda m: f"mailto:{m}",
    "in brackets": lambda m: f"<{m}>",
    "wide @": lambda m: m.replace("@", "＠"),
    "full width": wide,
    "[at]": lambda m: m.replace("@", "[at]"),
    "(at)": lambda m: m.replace("@", "（at）"),
    "#": lambda m: m.replace("@", "#"),
    "spaces": lambda m: m.replace("@", " @ "),
}


def a_mobile(rng: random.Random) -> str:
    return f"1{rng.randint(3, 9)}{rng.randrange(10**9):09}"


def an_identity(rng: random.Random) -> str:
    region = rng.choice(["110101", "430302", "430104", "310115", "440306", "510107", "150102", "650102"])
    day = f"{rng.randint(1935, 2009)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    number = f"{region}{day}{rng.randrange(1000):03}"
    return number + check_character(number)


def a_card(rng: random.Random) -> str:
    length = rng.choice([16, 16, 17, 18, 19, 19, 19])
    number = rng.choice(["6222", "6217", "6228", "4563", "5187"])
    number += "".join(rng.choice("0123456789") for _ in range(length - 1 - len(number)))
    return next(number + digit for digit in "0123456789" if passes_luhn(number + digit))


def a_mailbox(rng: random.Random) -> str:
    if rng.random() < 0.4:
        return f"{rng.randrange(10**5, 10**10)}@qq.com"
    name = rng.choice(["zhangsan", "li.si", "wang_wu88", "zhao-liu", "x1990", "chenqi+cn"])
    return f"{name}@{rng.choice(PROVIDERS)}"


def an_old_identity(rng: random.Random) -> str:
    return f"430302{rng.randint(30, 80)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randrange(1000):03}"


MADE: Mapping[str, tuple[Callable[[random.Random], str], Ways]] = {
    "mobile": (a_mobile, MOBILE_WAYS),
    "identity": (an_identity, IDENTITY_WAYS),
    "old-identity": (
        an_old_identity,
        {"with its word": lambda n: f"身份证号码：{n}", "in English": "ID card {}".format},
    ),
    "card": (a_card, CARD_WAYS),
    "mailbox": (a_mailbox, MAILBOX_WAYS),
}
SENTENCES = (
    "{}",
    "联系人张三，手机{}。",
    "请于9月14日前联系：{}（工作日）",
    "电话0731-58570302、{}，网址https://kjj.example.gov.cn/2024/t20240614_2349871.html",
    "预算1500万元，期限2024-2026年，负责人{}；",
    "统一社会信用代码91430300MA4L16JQ9B，{}",
    "Please call Mr Zhang ({}) before 14 September 2024.",
    "Contact: {}, Division of Achievements, No. 12 Furong Road",
    "see https://example.org/a/20240614.html or {} for details",
    "第1条\n第2条 {}\n第3条",
)
FIELDS: tuple[Callable[[str], dict[str, Any]], ...] = (
    lambda text: {"note": {"zh": text}},
    lambda text: {"note": {"zh": "说明", "en": text}},
    lambda text: {"rules": [{"id": "r", "statement": {"zh": text}, "cite": {"source": "notice", "quote": text}}]},
    lambda text: {"contacts": [{"office": {"zh": text}}]},
    lambda text: {"channels": [{"zh": "网上"}, {"zh": text}]},
    lambda text: {"unheard_of": [[text]]},
    lambda text: {text: "x"},
    lambda text: {"sources": [{"id": "notice", "url": text, "title": {"zh": "通知"}, "issuer": {"zh": "局"}}]},
)


class Planted(NamedTuple):
    """One piece of personal data, in a way of writing it, in a sentence."""

    kind: str
    way: str
    written: str
    text: str


def planted(times: int, seed: int) -> Iterator[Planted]:
    """Every kind in every way of writing, `times` each, in sentences drawn by the seed."""
    rng = random.Random(seed)
    for kind, (make, ways) in MADE.items():
        for way, write in ways.items():
            for _ in range(times):
                written = write(make(rng))
                yield Planted(kind, way, written, rng.choice(SENTENCES).format(written))


PLANTED = tuple(planted(12, 20260511))


def kinds_in(text: str) -> list[str]:
    return [found.kind for found in personal_data(text)]


def texts_of(value: object) -> Iterator[str]:
    """Every text and key of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *texts_of(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


# -- what is found ------------------------------------------------------------------------------------------------


def test_there_are_hundreds_of_planted_cases_of_every_kind() -> None:
    assert len(PLANTED) >= 400
    assert {case.kind for case in PLANTED} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_of_each_kind_at_least_95_percent_are_found(kind: str) -> None:
    cases = [case for case in PLANTED if case.kind == kind]
    missed = [case for case in cases if kind not in kinds_in(case.text)]
    assert len(missed) <= len(cases) * 0.05, missed


@pytest.mark.parametrize(("kind", "way"), [(kind, way) for kind, (_, ways) in MADE.items() for way in ways])
def test_no_way_of_writing_hides_it(kind: str, way: str) -> None:
    cases = [case for case in PLANTED if (case.kind, case.way) == (kind, way)]
    assert sum(kind in kinds_in(case.text) for case in cases) >= len(cases) * 0.75


def test_of_what_is_planted_in_records_at_least_95_percent_is_told_and_never_repeated() -> None:
    rng = random.Random(1)
    missed, repeated = [], []
    for case in PLANTED:
        record = document("guide", **rng.choice(FIELDS)(case.text))
        found = list(problems(record, (), None))  # type: ignore[arg-type]  # the rule asks nothing of settings
        told = " ".join(f"{p.message.zh} {p.message.en} {p.remedy.zh} {p.value} {p.pointer}" for p in found)
        missed += [case] if not found else []
        repeated += [case] if case.written in told and not any(case.text in step for step in record.data) else []
    assert len(missed) <= len(PLANTED) * 0.05, missed
    assert repeated == []


def test_what_is_found_is_named_by_its_place() -> None:
    text = "联系人" * 500 + "13812345678，" + "x" * 900 + " zhangsan@qq.com"
    assert [(found.kind, found.value, found.start) for found in personal_data(text)] == [
        ("mobile", "13812345678", 1500),
        ("mailbox", "zhangsan@qq.com", len(text) - 15),
    ]


def test_a_mailbox_that_is_a_mobile_number_is_a_mobile_number() -> None:
    assert kinds_in("13812345678@139.com") == ["mobile"]


def test_a_name_after_a_number_is_no_unit_of_money() -> None:
    assert kinds_in("手机13812345678 万某") == ["mobile"]


def test_several_in_one_text_are_all_found() -> None:
    assert kinds_in("138 1234 5678、139-1234-5678/13712345678，a@qq.com") == ["mobile"] * 3 + ["mailbox"]


# -- check digits decide ------------------------------------------------------------------------------------------


@given(st.randoms(use_true_random=False))
def test_one_check_character_in_eleven_makes_an_identity_number(rng: random.Random) -> None:
    number = an_identity(rng)
    kinds = {digit: kinds_in(f"号码{number[:17]}{digit}。") for digit in "0123456789X"}
    if not is_credit_code(number):
        assert [digit for digit, found in kinds.items() if "identity" in found] == [number[17]]


@given(st.randoms(use_true_random=False))
def test_one_check_digit_in_ten_makes_a_card_number(rng: random.Random) -> None:
    number = a_card(rng)
    others = [digit for digit in "0123456789" if digit != number[-1]]
    assert not any("card" in kinds_in(f"卡号{number[:-1]}{digit}。") for digit in others)


@given(st.text(CREDIT_DIGITS, min_size=9, max_size=9), st.sampled_from(["430302", "110108", "100000", "340220"]))
def test_no_credit_code_is_personal(tail: str, region: str) -> None:
    for begin in ("91", "12", "53", "11"):
        body = f"{begin}{region}{tail}"
        code = next(body + check for check in CREDIT_DIGITS if is_credit_code(body + check))
        assert kinds_in(f"统一社会信用代码：{code}") == []


def test_check_characters_are_those_of_known_numbers() -> None:
    assert check_character("11010519491231002") == "X"  # the example of GB 11643
    assert check_character("44052418800101001") == "4"
    assert passes_luhn("79927398713")
    assert is_credit_code("91350100M000100Y43")  # the example of GB 32100


def test_a_day_that_never_was_is_no_birthday() -> None:
    body = "43030219900230123"
    assert kinds_in(body + check_character(body)) == []


# -- what stays quiet ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "0731-58570302", "58570302", "0731-58570302-8012", "(010)88373355", "86-0731-58570302", "400-123-4567", "12345",
        "4001234567", "12812345678", "1381234567", "138123456789", "2025-06-10 16:30 至 2025-06-30", "20250610163000",
        "2024-2026 2025-06-10", "138 2024 2025年", "第138. 2024-2025年度", "150 20240614",
        "湘科发〔2024〕138号", "国械注准20233010138", "ZL201310812345.6", "ISBN 978-7-302-51234-5",
        "ORCID 0000-0002-1825-0097", "3f138123456785a", "d41d8cd98f00b204e9800998ecf8427e",
        "550e8400-e29b-41d4-a716-446655440000", "https://a.gov.cn/art/13812345678.html",
        "https://a.gov.cn/?id=6222021234567890123&t=13812345678", "10.13812/345678.2013.1381.2345",
        "doi:10.3969/j.issn.1000-0000.2013812345678", "13812345678.50元", "¥13812345678", "15000000000元",
        '{"yuan":13812345678}', "138123456.78万元", "13812345678.pdf", "kjj@xiangtan.gov.cn", "lab@hnu.edu.cn",
        "info@qq.company.cn", "@163.com", "163.com", "关注 @张三", "@media (min-width: 163px)", '"@type":"Dataset"',
        "4303002024061400012", "6222021234567890124", "4563 1234 5678 9013", "430302199003071230",
        "430302900307123", "项目编号430302900307123", '<path d="M10 10 L 138 1234 5678 139-1234-5678"/>',
        '<polyline points="13812345678 1 2"/>', "url(data:image/png;base64,AA+13812345678+BB==)",
        '<path d="' + "M0 0" * 300 + ' 138 1234 5678 z"/>',
        "https://a.gov.cn/" + "x" * 480 + "/13812345678.html?t=13812345678",
        "138,1234,5678", "13/8123/45678", "1,2,138", "#163", "color:#126126", "a.b#163",
    ],
)  # fmt: skip
def test_other_figures_and_addresses_are_not_personal(text: str) -> None:
    assert kinds_in(text) == []
    assert kinds_in(f"前文{text}后文") == []
    assert kinds_in(f"see {text}, please") == []


def test_the_texts_of_the_real_content_are_quiet() -> None:
    sources = [source for source in find_sources(REPOSITORY) if not hasattr(source, "code")]
    found = [parse_source(source, str(read_source(REPOSITORY, source))) for source in sources]  # type: ignore[arg-type]
    offices = {
        contact["email"]
        for record in found
        for contact in getattr(record, "data", {}).get("contacts", ())
        if "email" in contact
    }
    texts = [text for record in found for text in texts_of(getattr(record, "data", {}))]
    packaged = [path.read_text("utf-8") for path in (REPOSITORY / "generator" / "pages").rglob("*.md")]
    assert packaged
    prose = [*packaged, *((REPOSITORY / file).read_text("utf-8") for file in find_attachments(REPOSITORY))]
    words = [path.read_text("utf-8") for path in (*REPOSITORY.glob("site_config/*.yml"), *DEFAULTS.glob("*.yml"))]
    loud = [text for text in (*texts, *prose, *words) if text not in offices and kinds_in(text)]
    assert len(texts) > 10_000
    assert loud == []


def test_the_documents_of_the_project_are_quiet() -> None:
    assert [path.name for path in REPOSITORY.glob("*.md") if kinds_in(path.read_text("utf-8"))] == []


# -- quick looks --------------------------------------------------------------------------------------------------


UNUSUAL = {
    ("mobile", "dots"), ("mobile", "ideographic spaces"), ("mobile", "spaced hyphens"), ("mobile", "two groups"),
    ("mobile", "Tel"), ("identity", "6-8-4"), ("identity", "6-8-4 by hyphens"), ("card", "two groups"),
    ("mailbox", "wide @"), ("mailbox", "full width"), ("mailbox", "[at]"), ("mailbox", "(at)"), ("mailbox", "#"),
}  # fmt: skip
"""Writings that the look through bytes leaves to those who read records and prose in full."""


def test_a_quick_look_misses_nothing_that_is_found() -> None:
    assert [case for case in PLANTED if not is_suspect(case.text.encode())] == []


def test_a_quick_look_through_bytes_misses_only_unusual_writings() -> None:
    missed = {(case.kind, case.way) for case in PLANTED if not may_hold(case.text.encode())}
    assert missed <= UNUSUAL
    assert len(UNUSUAL) < sum(len(ways) for _, ways in MADE.values()) / 3


@pytest.mark.parametrize(
    "markup",
    [
        '{"@context":"https://schema.org","@type":"Dataset"}', "hunan-2024-0012-003-flow",
        "2025-06-10 16:30 2025-06-11",
        "https://a.cn/20240614/0123456789012345678.html", "<dd>91430300MA4L16JQ9B</dd>", "main.4840123456789012c.css",
        "示科〔2025〕123456号",
    ],
)  # fmt: skip
def test_a_quick_look_through_bytes_passes_dates_addresses_and_identifiers(markup: str) -> None:
    assert not may_hold(markup.encode())


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    found = list(personal_data(text))
    assert all(text[f.start : f.start + len(f.value)] == f.value for f in found)
    assert not found or is_suspect(text.encode("utf-8", "surrogatepass"))


# -- masking ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [("13812345678", "138****5678"), ("11010519491231002X", "110****002X"), ("zhangsan@qq.com", "zh****@qq.com")],
)
def test_the_middle_of_a_value_is_hidden(value: str, shown: str) -> None:
    assert mask(value) == shown
    assert masked(f"见{value}。") == f"见{shown}。"


def test_a_masked_text_holds_nothing_personal() -> None:
    for case in PLANTED:
        assert kinds_in(masked(case.text)) == [], case


def test_the_module_reads_no_files(repository: Path) -> None:
    code = (repository / "generator/personal.py").read_text("utf-8")
    assert not re.search(r"\bopen\(|read_|Path", code)
