"""An index made with what an earlier one kept is the same as one made from nothing, whatever changed between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import cache
from generator.finder import index
from generator.finder.index import Found, compile_postings
from generator.finder.postings import Partial
from generator.finder.texts import Document, Fields
from generator.program import program_digest

FIELDS = st.builds(
    Fields,
    st.text("电机驱动永磁 ab1", max_size=12),
    st.lists(st.text("电机驱动永磁，abc1 -", max_size=12), max_size=3).map(tuple),
)


def document(name: int, zh: Fields, en: Fields) -> Document:
    return Document(("challenge", f"c-{name}"), zh, en)


DOCUMENTS = st.lists(st.tuples(st.integers(0, 99), FIELDS, FIELDS), max_size=24, unique_by=lambda drawn: drawn[0])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("other"), st.integers(0, 30), FIELDS, FIELDS),
        st.tuples(st.just("new"), st.integers(0, 30), FIELDS, FIELDS),
        st.tuples(st.just("gone"), st.integers(0, 30), FIELDS, FIELDS),
        st.tuples(st.just("moved"), st.integers(0, 30), FIELDS, FIELDS),
    ),
    max_size=6,
)


def edited(documents: Sequence[Document], edit: Any, number: int) -> list[Document]:
    """The documents after an edit: one has other fields, is new, gone, or stands first."""
    what, place, zh, en = edit
    at = place % (len(documents) or 1)
    own = documents[at : at + 1]
    match what:
        case "other":
            return [*documents[:at], *(one._replace(zh=zh, en=en) for one in own), *documents[at + 1 :]]
        case "new":
            return [*documents[:at], document(100 + number, zh, en), *documents[at:]]
        case "gone":
            return [*documents[:at], *documents[at + 1 :]]
        case _:
            return [*own, *documents[:at], *documents[at + 1 :]]


@contextmanager
def small_groups() -> Iterator[Path]:
    """A folder to keep things in, and groups of few documents, some of them in one file."""
    with TemporaryDirectory() as folder, patch.multiple(index, GROUP=3, BUCKETS=2):
        yield Path(folder, "project", "cache")


@settings(deadline=None)
@given(DOCUMENTS, EDITS)
def test_what_was_kept_changes_nothing(drawn: list[Any], edits: list[Any]) -> None:
    with small_groups() as folder:
        folder.parent.mkdir()
        documents = [document(*one) for one in drawn]
        for number, edit in enumerate((None, *edits)):
            documents = documents if edit is None else edited(documents, edit, number)
            found = Found(documents, 0)
            assert list(compile_postings(found, folder=folder)) == list(compile_postings(found))


def made_up(total: int) -> list[Document]:
    fields = [
        (Fields(f"电机{i}", (f"永磁驱动{i % 7}",)), Fields(f"motor {i}", ("magnet drive",))) for i in range(total)
    ]
    return [document(i, zh, en) for i, (zh, en) in enumerate(fields)]


def test_only_the_group_of_a_changed_document_is_made_anew(tmp_path: Path) -> None:
    documents = made_up(400)
    with patch.object(index, "GROUP", 20):
        list(compile_postings(Found(documents, 0), folder=tmp_path / "cache"))
        for zh, expected in ((documents[200].zh, 0), (Fields("步进电机", ()), 1)):
            changed = [*documents[:200], documents[200]._replace(zh=zh), *documents[201:]]
            with patch.object(index, "pairs_in", wraps=index.pairs_in) as made:
                list(compile_postings(Found(changed, 0), folder=tmp_path / "cache"))
            assert made.call_count == expected


def test_what_was_kept_and_does_not_fit_is_made_anew(tmp_path: Path) -> None:
    found = Found(made_up(40), 0)
    folder = tmp_path / "cache"
    right = list(compile_postings(found, folder=folder))
    for lang in index.MAKERS:
        for number in range(index.BUCKETS):
            name = f"finder-{lang}-{number}"
            held = cache.load(folder, name, program_digest(), dict[bytes, index.Rows])
            wrong = {digest: dict.fromkeys(rows, Partial("电", b"1")) for digest, rows in (held or {}).items()}
            if held:
                cache.save(folder, name, program_digest(), wrong)
    assert list(compile_postings(found, folder=folder)) == right


def test_rows_that_are_missing_from_what_was_kept_are_made_anew(tmp_path: Path) -> None:
    found = Found(made_up(40), 0)
    folder = tmp_path / "cache"
    right = list(compile_postings(found, folder=folder))
    for lang in index.MAKERS:
        for number in range(index.BUCKETS):
            held = cache.load(folder, f"finder-{lang}-{number}", program_digest(), dict[bytes, index.Rows])
            if held:
                cache.save(folder, f"finder-{lang}-{number}", program_digest(), {digest: {} for digest in held})
    assert list(compile_postings(found, folder=folder)) == right
