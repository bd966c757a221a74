"""A host learns in time that a site grows beyond what GitHub takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import codes

from generator.limits import FILE_LIMIT, SITE_LIMIT, Sizes, in_words, read_sizes, size_problems


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"a": 1}, []),
        ({"a": FILE_LIMIT * 79 // 100}, []),
        ({"a": FILE_LIMIT * 81 // 100}, ["site-file-too-large"]),
        ({f"{n}": SITE_LIMIT // 100 for n in range(79)}, []),
        ({f"{n}": SITE_LIMIT // 100 for n in range(81)}, ["site-too-large"]),
        ({"a": SITE_LIMIT}, ["site-too-large", "site-file-too-large"]),
    ],
)
def test_what_comes_near_to_a_limit_is_told(files: dict[str, int], found: list[str]) -> None:
    assert codes(size_problems("site", Sizes(files))) == found


def test_a_site_that_is_too_large_is_told_with_its_files_and_where_to_read_on() -> None:
    (told,) = size_problems("site", Sizes({f"{n}": SITE_LIMIT // 1000 for n in range(900)}))
    assert told.message.en == "The site has 900.0 MB in 900 files; GitHub Pages takes 1.0 GB."
    assert "When a site grows" in str(told.remedy.en)
    assert "网站变大以后" in told.remedy.zh


def test_sizes_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_bytes(b"123")
    (tmp_path / "c").write_bytes(b"")
    assert read_sizes(tmp_path) == Sizes({"a/b": 3, "c": 0})
    assert read_sizes(tmp_path).total == 3


@pytest.mark.parametrize(("size", "words"), [(0, "0 B"), (999, "999 B"), (8_123_456, "8.1 MB"), (10**9, "1.0 GB")])
def test_sizes_are_read_by_people(size: int, words: str) -> None:
    assert in_words(size) == words
