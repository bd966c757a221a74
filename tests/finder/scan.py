"""What a query must find, read straight from the fields: slow, plain, and the measure of every faster search.

A query is split at white space and quotation marks; every term must match, and a term that begins with `-` must not.

- A term with an ideograph stands as it is in one field of `zh`; a single ideograph counts in the title only.
- A term in quotation marks stands as it is in one field of `zh`, or word for word in one field of `en`.
- Any other term stands in one field of `en`, its last word as the beginning of a word or with the same stem, or as it
  is in `zh`, where a run of Latin letters and digits begins (two characters or more).
- One or several terms that together are a member of a group of synonyms may be replaced by any other member: with an
  ideograph as above; without, word for word with the same stems in `en`, or as it is in `zh` where a run begins.
- Words are runs of a–z and 0–9: `brain-computer` is two words that follow one another, in texts and queries alike.

A query without a term that must match finds nothing. The first field of each language is the title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from generator.finder import stems

Same = Callable[[str, str], bool]
Others = Mapping[str, frozenset[str]]

_TERM = re.compile(r"(-?)[\"“]([^\"“”]*)(?:[\"”]|$)|([^\s\"“”]+)")
_IDEOGRAPH = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")
_WORD = re.compile(r"[a-z0-9]+")

stem = cache(stems.stem)


class Term(NamedTuple):
    """What is asked: the folded text, whether it must be missing, whether it was in quotation marks."""

    text: str
    excluded: bool = False
    quoted: bool = False


def folded(text: str, table: Mapping[int, str]) -> str:
    """NFKC, lower case, the table's characters, each run of white space one space."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().translate(table).split())


class Fields(NamedTuple):
    """A record's folded fields."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


def matches(
    query: str,
    fields_zh: Sequence[str],
    fields_en: Sequence[str],
    synonyms: Iterable[Sequence[str]] = (),
    table: Mapping[int, str] | None = None,
) -> bool:
    """Whether a record with these fields is found, whatever of it is folded already."""
    table = table or {}
    fields = Fields(*(tuple(folded(field, table) for field in fields) for fields in (fields_zh, fields_en)))
    return finds(folded(query, table), fields, others_of(synonyms, table))


def others_of(synonyms: Iterable[Sequence[str]], table: Mapping[int, str]) -> Others:
    """For each member of a group, the members of all its groups."""
    others: dict[str, frozenset[str]] = {}
    for group in synonyms:
        members = frozenset(folded(member, table) for member in group)
        others.update({member: others.get(member, frozenset()) | members for member in members})
    return others


def finds(query: str, fields: Fields, others: Others) -> bool:
    """The same for what is folded."""
    terms = list(terms_of(query))
    wanted = [term for term in terms if not term.excluded]
    return (
        bool(wanted)
        and all(_run_matches(run, fields, others) for run in _runs(wanted, others))
        and not any(_term_matches(term, fields) for term in terms if term.excluded)
    )


def terms_of(query: str) -> Iterator[Term]:
    """The terms of a folded query."""
    for minus, quoted, plain in _TERM.findall(query):
        excluded = bool(minus) or (plain.startswith("-") and len(plain) > 1)
        text = (quoted or plain.removeprefix("-")).strip()
        if text:
            yield Term(text, excluded, bool(quoted))


def _runs(terms: Sequence[Term], others: Others) -> Iterator[tuple[Term, ...]]:
    """The terms, those together that are one member of a group: the longest first, from the left."""
    start = 0
    while start < len(terms):
        ends = [end for end in range(start + 1, len(terms) + 1) if _joined(terms[start:end]) in others]
        end = max(ends, default=start + 1)
        yield tuple(terms[start:end])
        start = end


def _joined(run: Sequence[Term]) -> str:
    """The run as a member would be written; one in quotation marks is none."""
    return "" if any(term.quoted for term in run) else " ".join(term.text for term in run)


def _run_matches(run: Sequence[Term], fields: Fields, others: Others) -> bool:
    asked = _joined(run)
    return all(_term_matches(term, fields) for term in run) or any(
        _member_matches(member, fields) for member in others.get(asked, frozenset()) - {asked}
    )


def _term_matches(term: Term, fields: Fields) -> bool:
    if _IDEOGRAPH.search(term.text):
        return any(term.text in field for field in (fields.zh[:1] if len(term.text) == 1 else fields.zh))
    if term.quoted:
        return any(term.text in field for field in fields.zh) or _in_words(term.text, fields, str.__eq__, str.__eq__)
    return _in_words(term.text, fields, str.__eq__, _begins_or_has_stem) or _begins_run(term.text, fields)


def _member_matches(member: str, fields: Fields) -> bool:
    if _IDEOGRAPH.search(member):
        return any(member in field for field in fields.zh)
    return _in_words(member, fields, _has_stem, _has_stem) or _begins_run(member, fields)


def _in_words(text: str, fields: Fields, same: Same, same_last: Same) -> bool:
    """Whether the words of `text` follow one another in a field of `en`."""
    asked = words_of(text)
    return bool(asked) and any(_follow(asked, words_of(field), same, same_last) for field in fields.en)


@cache
def words_of(text: str) -> tuple[str, ...]:
    """The words of a folded text."""
    return tuple(_WORD.findall(text))


def _follow(asked: Sequence[str], words: Sequence[str], same: Same, same_last: Same) -> bool:
    tests = [same] * (len(asked) - 1) + [same_last]
    return any(
        all(test(word, wanted) for test, word, wanted in zip(tests, words[start:], asked, strict=False))
        for start in range(len(words) - len(asked) + 1)
    )


def _has_stem(word: str, asked: str) -> bool:
    return word == asked or stem(word) == stem(asked)


def _begins_or_has_stem(word: str, asked: str) -> bool:
    return word.startswith(asked) or _has_stem(word, asked)


def _begins_run(text: str, fields: Fields) -> bool:
    """Whether `text` stands in a field of `zh`, not within a run of Latin letters and digits."""
    if len(text) < 2:
        return False
    before = "(?<![a-z0-9])" if _WORD.match(text) else ""
    return any(re.search(before + re.escape(text), field) for field in fields.zh)
