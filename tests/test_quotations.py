"""A quotation is found in the archived text of its source if it stands there as one passage, and only then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import codes, document

from generator.quotations import Tally, compare, folded, occurs, quotations, read_texts, total

TEXTS = {"notice": folded("支持资金不超过项目研发\n投入总额的 25％，最高 50 万元。"), "page": folded("网页：限报1项")}


def source(source_id: str = "notice", **keys: Any) -> dict[str, Any]:
    return {"id": source_id, "title": {"zh": "通知"}, "issuer": {"zh": "局"}, **keys}


def guide(*sources: dict[str, Any], **keys: Any) -> Any:
    return document("guide", sources=list(sources), **keys)


def quoting(words: str, *sources: dict[str, Any], cited: str = "notice") -> Any:
    return guide(*sources, solver={"statement": {"zh": "x"}, "cite": {"source": cited, "quote": words}})


# -- what is the same -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "最高50万元",
        "最高 50 万元",
        "最高５０万元",
        "研发投入总额的25%",
        "研发投入总额的25%,最高",
        "研发\u200b投入\u00ad总额",
        "\ufeff支持资金",
        "支持资金不超过项目研发\n  投入总额的 25％，最高 50 万元。",
    ],
)
def test_white_space_and_width_do_not_count(words: str) -> None:
    assert occurs(words, TEXTS["notice"])


@pytest.mark.parametrize(
    "words",
    [
        "最高60万元",
        "支持资金……最高50万元",
        "支持资金…最高50万元",
        "支持资金...最高50万元",
        "支持资金.*最高50万元",
        "支持資金",
        "最高，50万元",
        " ",
        "\u200b",
    ],
)
def test_everything_else_counts(words: str) -> None:
    assert not occurs(words, TEXTS["notice"])


def test_an_ellipsis_that_the_source_prints_is_a_sign_like_any_other() -> None:
    assert occurs("第一……第三", folded("第一……第三"))


@given(st.text(), st.text(), st.text())
def test_every_passage_between_breaks_is_found(before: str, words: str, after: str) -> None:
    assert occurs(words, folded(f"{before}\n{words}\n{after}")) == bool(folded(words))


# -- what is compared -----------------------------------------------------------------------------------------


def test_citations_sources_and_clauses_are_quotations() -> None:
    written = guide(
        source(quote="甲"),
        source("page"),
        windows=[{"audience": "any", "action": "apply", "cite": {"source": "page", "quote": "乙"}}],
        indicators=[{"name": {"zh": "x"}, "clause": "丙"}],
    )
    found = {quotation.words: quotation for quotation in quotations(written.data)}
    assert {words: [s["id"] for s in quotation.sources] for words, quotation in found.items()} == {
        "甲": ["notice"],
        "乙": ["page"],
        "丙": ["notice", "page"],
    }
    assert found["乙"].pointer == ("windows", 0, "cite", "quote")
    assert found["丙"].pointer == ("indicators", 0, "clause")


def test_a_citation_without_a_quotation_is_not_one() -> None:
    assert list(quotations(guide(source(), owner={"zh": "x"}, filing={"cite": {"source": "notice"}}).data)) == []


@pytest.mark.parametrize(
    ("words", "found", "tally"),
    [("最高50万元", [], Tally(1, 0)), ("最高60万元", ["quote-not-found"], Tally(1, 0))],
)
def test_a_quotation_is_compared_with_its_own_source(words: str, found: list[str], tally: Tally) -> None:
    compared = compare(quoting(words, source(archive="notice"), source("page", archive="page")), TEXTS)
    assert (codes(compared.problems), compared.tally) == (found, tally)


def test_words_of_another_source_are_not_this_ones() -> None:
    compared = compare(quoting("限报1项", source(archive="notice"), source("page", archive="page")), TEXTS)
    assert codes(compared.problems) == ["quote-not-found"]


def test_a_problem_names_the_words_the_source_and_the_archived_file() -> None:
    (found,) = compare(quoting("最高60万元", source(archive="notice")), TEXTS).problems
    assert found.pointer == ("solver", "cite", "quote")
    for words in (found.message.zh, found.message.en or ""):
        assert "最高60万元" in words
        assert "notice.txt" in words
        assert "notice" in words.replace("notice.txt", "")


def test_a_source_that_is_not_archived_is_counted_and_not_told() -> None:
    compared = compare(quoting("最高60万元", source()), TEXTS)
    assert (compared.problems, compared.tally) == ((), Tally(0, 1))


def test_an_archived_text_that_is_not_there_is_told_once_at_its_source() -> None:
    written = quoting("最高60万元", source(archive="gone", quote="x"))
    compared = compare(written, TEXTS)
    assert [(p.code, p.severity, p.pointer) for p in compared.problems] == [
        ("archive-missing", "warning", ("sources", 0, "archive"))
    ]
    assert compared.tally == Tally(0, 2)


def test_a_source_that_is_not_there_is_none_of_our_business() -> None:
    assert compare(quoting("x", source(archive="notice"), cited="gone"), TEXTS).tally == Tally(0, 1)


@pytest.mark.parametrize(
    ("clause", "archives", "found", "tally"),
    [
        ("限报1项", ("notice", "page"), [], Tally(1, 0)),
        ("限报2项", ("notice", "page"), ["quote-not-found"], Tally(1, 0)),
        ("限报1项", ("page", None), [], Tally(1, 0)),
        ("限报2项", ("page", None), [], Tally(0, 1)),
    ],
)
def test_a_clause_may_be_from_any_source_of_its_record(
    clause: str, archives: tuple[str | None, ...], found: list[str], tally: Tally
) -> None:
    sources = [source(f"s{i}", **({"archive": name} if name else {})) for i, name in enumerate(archives)]
    compared = compare(document("challenge", sources=sources, indicators=[{"clause": clause}]), TEXTS)
    assert (codes(compared.problems), compared.tally) == (found, tally)


@pytest.mark.parametrize(
    "keys",
    [
        {"sources": None},
        {"sources": {"id": "notice", "quote": "x"}},
        {"sources": ["notice", 1, None]},
        {"sources": [{"id": ["notice"], "archive": ["notice"], "quote": ["x"]}]},
        {"sources": [{"archive": {}, "quote": "x"}]},
        {"solver": {"cite": {"source": ["notice"], "quote": "x"}}},
        {"solver": {"cite": {"source": "notice", "quote": 1}}},
        {"indicators": [{"clause": {"zh": "x"}}, "x", None]},
    ],
)
def test_strange_shapes_are_left_to_the_schema(keys: dict[str, Any]) -> None:
    assert "quote-not-found" not in codes(compare(document("guide", **keys), TEXTS).problems)


def test_tallies_add_up() -> None:
    assert total([]) == Tally(0, 0)
    assert total([Tally(1, 2), Tally(3, 4)]) == Tally(4, 6)


# -- the folder -----------------------------------------------------------------------------------------------


def test_texts_go_by_their_names_without_extension(tmp_path: Path) -> None:
    (tmp_path / "004_a1.b.txt").write_text("\ufeff甲 乙", "utf-8")
    (tmp_path / "other.pdf").write_bytes(b"%PDF")
    assert read_texts(tmp_path) == ({"004_a1.b": "甲乙"}, ())


def test_a_text_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("甲".encode("gbk"))
    (tmp_path / "b.txt").mkdir()
    texts, problems = read_texts(tmp_path)
    assert texts == {}
    assert [(found.code, found.file) for found in problems] == [
        ("file-not-utf8", f"{tmp_path.as_posix()}/a.txt"),
        ("file-unreadable", f"{tmp_path.as_posix()}/b.txt"),
    ]
