"""The one home of snowballstemmer: stems of English words. The index ships them, so that a browser makes none."""

from __future__ import annotations

import snowballstemmer  # type: ignore[import-untyped]

_ENGLISH = snowballstemmer.stemmer("english")


def stem(word: str) -> str:
    """The stem of a folded word by Snowball's English rules: `batteries` and `battery` have the same."""
    return str(_ENGLISH.stemWord(word))
