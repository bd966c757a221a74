"""The one home of PyStemmer: stems of English words. The index ships them, so that a browser makes none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import Stemmer  # type: ignore[import-not-found]

_ENGLISH = Stemmer.Stemmer("english")


def stem(word: str) -> str:
    """The stem of a folded word by Snowball's English rules: `batteries` and `battery` have the same."""
    return str(_ENGLISH.stemWord(word))


def kin_of(words: Iterable[str]) -> dict[str, str]:
    """Other forms of these words, each with the stem that both have: what a browser may be asked for instead.

    Browsers make no stems, so the index tells those of forms that stand in no text.
    """
    pairs = [(word, form) for word in words for form in _forms(word)]
    own, others = (_ENGLISH.stemWords(column) for column in ([word for word, _ in pairs], [form for _, form in pairs]))
    return {form: stemmed for (_, form), one, stemmed in zip(pairs, own, others, strict=True) if one == stemmed}


def _forms(word: str) -> list[str]:
    found = [word.removesuffix(old) + new for old, news in _ENDINGS.items() if word.endswith(old) for new in news]
    return [form for form in found if form != word and len(form) > 2]


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
