"""A record is known again by its id, by `formerly`, or by what it says; and each is told once."""

from __future__ import annotations

from small import document

from generator.differences.pairs import pairs_of
from generator.documents import Document

SUMMARY = {"zh": "一段够长的摘要"}


def names(before: list[Document], after: list[Document]) -> list[tuple[str | None, str | None, str]]:
    found = pairs_of(before, after)
    return [(one.before and one.before.file[8:], one.after and one.after.file[8:], one.known_by) for one in found]


def at(file: str, kind: str = "organisation", **keys: object) -> Document:
    return document(kind, **keys)._replace(file=f"content/{file}")


def test_by_id_wherever_the_file_lies() -> None:
    assert names([at("a/x.yml", id="x")], [at("b/x.yml", id="x")]) == [("a/x.yml", "b/x.yml", "id")]


def test_the_same_file_first_where_two_claim_an_id() -> None:
    before = [at("a/x.yml", id="x"), at("b/x.yml", id="x")]
    after = [at("b/x.yml", id="x"), at("c/x.yml", id="x")]
    assert names(before, after) == [("b/x.yml", "b/x.yml", "id"), ("a/x.yml", "c/x.yml", "id")]


def test_formerly_before_likeness() -> None:
    before = [at("x.yml", id="x", summary=SUMMARY)]
    after = [at("y.yml", id="y", summary=SUMMARY), at("z.yml", id="z", formerly=["x"])]
    assert names(before, after) == [("x.yml", "z.yml", "formerly"), (None, "y.yml", "id")]


def test_the_most_alike_of_several() -> None:
    title = {"zh": "甲"}
    before = [at("x.yml", id="x", summary=SUMMARY, title=title, note=title)]
    after = [at("y.yml", id="y", summary=SUMMARY), at("z.yml", id="z", summary=SUMMARY, title=title)]
    assert names(before, after) == [("x.yml", "z.yml", "likeness"), (None, "y.yml", "id")]


def test_what_says_other_things_is_another_record() -> None:
    other = {"title": {"zh": "乙"}, "region": "gansu", "type": "company", "sources": [], "summary": {"zh": "别的"}}
    assert names([at("x.yml", id="x")], [at("y.yml", id="y", **other)]) == [
        ("x.yml", None, "id"),
        (None, "y.yml", "id"),
    ]


def test_a_record_of_another_kind_is_another_record() -> None:
    found = names([at("x.yml", id="x")], [at("y.yml", "guide", id="x")])
    assert found == [("x.yml", None, "id"), (None, "y.yml", "id")]


def test_thousands_that_say_the_same_are_paired_by_id_and_not_compared_with_one_another() -> None:
    before = [at(f"a/{n}.yml", id=f"u-{n}") for n in range(2000)]
    after = [at(f"b/{n}.yml", id=f"u-{n + 1000}") for n in range(2000)]
    found = pairs_of(before, after)
    assert sum(one.before is not None and one.after is not None for one in found) >= 1000
