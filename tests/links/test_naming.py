"""Addresses are found in records by pointer and in prose by line, and judged where they stand."""

from __future__ import annotations

import pytest
from small import codes

from generator.links.allowing import parse_allowed
from generator.links.external import Outcome
from generator.links.judging import judge
from generator.links.naming import Named, addresses_in, in_data, in_text

A, B = "https://a.example/x", "https://b.example/y?z=1"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (A, [A]),
        (f" {A}#part ", [f"{A}#part"]),
        ("https://a.example/文件(1).pdf", ["https://a.example/文件(1).pdf"]),
        (f"见{A}，或{B}。", [A, B]),
        (f"[here]({A}) and <{B}>.", [A, B]),
        (f"{A}; {B}.", [A, B]),
        ("mailto:office@a.example ftp://a.example/ www.a.example", []),
    ],
)
def test_addresses_are_told_from_the_words_around_them(text: str, addresses: list[str]) -> None:
    assert addresses_in(text) == addresses


def test_a_record_names_addresses_by_pointer() -> None:
    data = {"sources": [{"url": A}, {"title": {"zh": f"见 {B} 和 {B}"}}], "n": 1}
    assert list(in_data("f.yml", data)) == [
        Named(A, "f.yml", 0, ("sources", 0, "url")),
        Named(B, "f.yml", 0, ("sources", 1, "title", "zh")),
    ]


def test_prose_names_addresses_by_line() -> None:
    assert list(in_text("p.md", f"x\n[a]({A})\n")) == [Named(A, "p.md", 2)]


# -- the list of what may fail ----------------------------------------------------------------------------------


def test_an_entry_is_an_address_with_a_reason() -> None:
    entries, problems = parse_allowed(f"# words\n\n{A}#not-a-reason  # closed at night\n  {B}\n*  #\n", "l.txt")
    assert [(entry.line, entry.pattern, entry.reason) for entry in entries] == [
        (3, f"{A}#not-a-reason", "closed at night")
    ]
    assert [(p.code, p.line) for p in problems] == [("allowed-without-reason", 4), ("allowed-without-reason", 5)]


@pytest.mark.parametrize(
    ("pattern", "covered"),
    [
        (A, [A]),
        ("https://a.example/*", [A]),
        ("*", [A, B]),
        ("https://?.example/x", []),
        ("https://b.example/y?z=1", [B]),
    ],
)
def test_only_a_star_stands_for_anything(pattern: str, covered: list[str]) -> None:
    (entry,), _ = parse_allowed(f"{pattern} # reason", "l.txt")
    assert [address for address in (A, B) if entry.covers(address)] == covered


def test_an_address_commands_no_terminal() -> None:
    (told,) = judge([Named(f"{A}\x1b[2J", "f.yml")], {f"{A}\x1b[2J": Outcome("gone", "404", "404")}, (), "l.txt")
    assert f"{A}%1B[2J is gone (404)." in str(told.message.en)
    assert "\x1b" not in f"{told.message}{told.value}"


def test_what_is_allowed_is_not_told_and_what_is_not_needed_is() -> None:
    named = [Named(A, "f.yml", 0, ("a",)), Named(B, "p.md", 2)]
    outcomes = {A: Outcome("gone", "404", "404"), B: Outcome("ok")}
    entries, _ = parse_allowed("https://a.example/* # kept\nhttps://b.example/* # kept\n", "l.txt")
    assert codes(judge(named, outcomes, (), "l.txt")) == ["address-gone"]
    assert [(p.code, p.line) for p in judge(named, outcomes, entries, "l.txt")] == [("allowed-unused", 2)]
