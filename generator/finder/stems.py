"""The one home of PyStemmer: stems of English words. The index ships them, so that a browser makes none."""

from __future__ import annotations

from collections.abc import Mapping

import Stemmer  # type: ignore[import-not-found]

_ENGLISH = Stemmer.Stemmer("english")


def stem(word: str) -> str:
    """The stem of a folded word by Snowball's English rules: `batteries` and `battery` have the same."""
    return str(_ENGLISH.stemWord(word))


def kin(word: str) -> frozenset[str]:
    """Other forms of a word that have its stem: what a browser that makes no stems may be asked for instead."""
    forms = (word.removesuffix(old) + new for old, news in _ENDINGS.items() if word.endswith(old) for new in news)
    return frozenset(form for form in forms if form != word and len(form) > 2 and stem(form) == stem(word))


_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "": ("s", "es", "ed", "ing"),
    "s": ("",),
    "es": ("", "e"),
    "ies": ("y",),
    "y": ("ies", "ied", "ying"),
    "e": ("es", "ed", "ing"),
    "ed": ("", "e", "ing", "s"),
    "ied": ("y",),
    "ing": ("", "e", "ed", "s"),
}
"""How English words end, and how their other forms do."""
