"""Amounts, dates, states, personal data and addresses: the browser says of them what Python says."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from conftest import REPOSITORY
from hypothesis import strategies as st
from small import data

from editing.scripts import answers, samples
from generator.dates import is_calendar_date
from generator.editing import editor_data
from generator.hosts import LONGEST, PATTERNS, Host
from generator.lifecycle import binding_windows, window_timeline
from generator.model.parts import Money, Window
from generator.model.records import record_from
from generator.money import say_money
from generator.personal import PROVIDERS, check_character, mask, personal_data
from generator.render.edit import host_data
from generator.settings import read_settings

SCRIPTS = ("edityaml.js", "editcheck.js", "editrules.js", "editsend.js", "editdiff.js", "editwords.js")
AMOUNTS = st.integers(0, 10**7) | st.decimals(0, 10**6, places=4, allow_nan=False).map(float)
RANGES = st.dictionaries(st.sampled_from(["min", "max"]), AMOUNTS, min_size=1)
QUALIFIERS = st.sampled_from([{}, {"qualifier": "about"}, {"qualifier": "at_most"}, {"qualifier": "over"}])
MONEY = st.tuples(st.sampled_from(["yuan", "wan", "yi"]), AMOUNTS | RANGES, QUALIFIERS).map(
    lambda drawn: {drawn[0]: drawn[1], **drawn[2]}
)
YEARS = st.integers(1990, 2100).map(str)
DAYS = st.tuples(st.integers(2000, 2030), st.integers(1, 12), st.integers(1, 28)).map(
    lambda d: "{}-{:02}-{:02}".format(*d)
)
MOMENTS = DAYS | DAYS.map(lambda day: f"{day}T16:30") | DAYS.map(lambda day: day[:7]) | YEARS
DATES = MOMENTS | st.fixed_dictionaries({"text": st.just({"zh": "约"})}, optional={"from": MOMENTS, "to": MOMENTS})
CLOSES = st.fixed_dictionaries({"closes": DATES}, optional={"inclusive": st.sampled_from(["yes", "no", "unstated"])})
WINDOWS = st.fixed_dictionaries(
    {"audience": st.sampled_from(["owner", "solver", "recommender", "any"]), "action": st.just("claim")},
    optional={"opens": DATES, "closes": DATES, "also_stated": st.lists(CLOSES, min_size=1, max_size=2)},
)
IDENTITY = "43030219900307451"
TEXTS = (
    "联系 13812345678", "电话：138-1234-5678", "138 1234 5678", "１３８１２３４５６７８", "+86 138.1234.5678",
    "13812345678.pdf", "¥13812345678", "A13812345678", "Tel13812345678", "138-2012-0515", "2025-06-20 16:30",
    IDENTITY + check_character(IDENTITY), IDENTITY + "0", "身份证 430302900307451", "430302900307451",
    "6222021234567890128", "6222 0212 3456 7890 128", "4111111111111111", "a.b@qq.com", "a [at] 163.com",
    "such as @qq.com", "office@kjt.hunan.gov.cn", "https://example.org/13812345678", "91350100M000100Y43",
    "0731-88888888", "x@QQ.com。", "字13812345678字", "13812345678元", "ab13812345678", "me@gmail.com or you@sina.cn",
    "10.1000/13812345678",
)  # fmt: skip


@pytest.fixture(scope="module")
def shared() -> Any:
    found, problems = read_settings(REPOSITORY / "site_config")
    assert found is not None, problems
    return editor_data(found)


def test_amounts_are_said_alike() -> None:
    amounts = samples(MONEY, 300)
    money = [msgspec.convert(amount, Money) for amount in amounts]
    found = answers(SCRIPTS, "return [edit.money(one, 'zh'), edit.money(one, 'en')];", amounts)
    assert found == [[say_money(amount, "zh"), say_money(amount, "en")] for amount in money]


def test_the_same_dates_exist() -> None:
    shapes = st.from_regex(r"\A[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?\Z")
    dates = [*samples(shapes, 200), "2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "0000-01-01", "2025-06-31"]
    assert answers(SCRIPTS, "return Boolean(edit.parsed(one));", dates) == [is_calendar_date(date) for date in dates]


def test_states_by_a_records_own_windows_are_alike() -> None:
    until = {"audience": "any", "action": "claim", "opens": {"text": {"zh": "约"}, "to": "2001-06-20T16:30"}}
    held = [[until], *samples(st.lists(WINDOWS, min_size=1, max_size=3), 200)]
    found = answers(SCRIPTS, "return edit.timeline('challenge', { windows: one }, 14);", held)
    record = record_from("challenge", data("challenge"))
    for windows, states in zip(held, found, strict=True):
        binding = binding_windows(record, msgspec.convert(windows, tuple[Window, ...]))
        assert states == [list(phase) for phase in window_timeline(binding, 14)], windows


def test_personal_data_is_found_alike(shared: Any) -> None:
    texts = [
        *TEXTS,
        *(f"{one}；{other}" for one, other in zip(TEXTS, TEXTS[7:], strict=False)),
        *(f"a@{host}" for host in PROVIDERS),
    ]
    found = answers(SCRIPTS, "return edit.personal(one, given).map((f) => [f.kind, f.value, f.start]);", texts, shared)
    assert found == [[list(finding) for finding in personal_data(text)] for text in texts]
    assert sum(map(bool, found)) > 30


def test_personal_data_is_never_repeated_whole(shared: Any) -> None:
    record = {"title": {"zh": "联系 13812345678 或 zhangsan@163.com"}}
    (found,) = answers(SCRIPTS, "return edit.problems(given, 'challenge', one, {}, true);", [record], shared)
    told = [p["message"]["zh"] for p in found if p["code"] == "personal-data"]
    assert len(told) == 2
    assert any(mask("13812345678") in message for message in told)
    assert not any("13812345678" in message or "zhangsan" in message for message in told)


@pytest.mark.parametrize("kind", PATTERNS)
def test_addresses_of_new_files_are_alike(kind: str) -> None:
    host = Host("https://example.org/a/b", "main", kind)
    texts = ["id: x\n", "标题: 'a' (b)! ~*&=?#%+ \n", "\U0001f600\u3000\n"]
    file = "content/challenges/2025/x-1.yml"
    body = "return [edit.newFile(given.host, given.file, one), edit.editFile(given.host, given.file)];"
    found = answers(SCRIPTS, body, texts, {"host": host_data(host), "file": file})
    assert found == [[host.new_file(file, text), host.edit(file)] for text in texts]


def test_a_long_text_is_not_put_into_the_address() -> None:
    host, file = host_data(Host("https://github.com/a/b", "main", "github")), "content/challenges/x.yml"
    texts = ["x" * (LONGEST - 200), "字" * (LONGEST // 9), "x" * LONGEST]
    found = answers(SCRIPTS, "return edit.way(given.host, given.file, one);", texts, {"host": host, "file": file})
    assert [way["isWhole"] for way in found] == [True, False, False]
    assert all(len(way["address"]) <= LONGEST for way in found)
    assert found[1]["address"] == "https://github.com/a/b/new/main/content/challenges?filename=x.yml"


def test_a_difference_is_the_lines_that_differ() -> None:
    body = "return [edit.diff(one[0], one[1]), edit.near(edit.diff(one[0], one[1]))];"
    pairs = samples(st.tuples(*(st.lists(st.sampled_from("abcd"), max_size=8).map("\n".join) for _ in range(2))), 200)
    for (before, after), (lines, _) in zip(pairs, answers(SCRIPTS, body, pairs), strict=True):
        assert "\n".join(text for sign, text in lines if sign != "+") == before
        assert "\n".join(text for sign, text in lines if sign != "-") == after
    long = "\n".join(map(str, range(20)))
    ((_, near),) = answers(SCRIPTS, body, [[long, long.replace("\n9\n", "\nnine\n")]])
    assert near == [["…", "…"], [" ", "7"], [" ", "8"], ["-", "9"], ["+", "nine"], [" ", "10"], [" ", "11"], ["…", "…"]]
