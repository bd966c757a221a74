"""What came back from a translator, held against the records as they are: what is to be written, and what is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.documents import Document, groups_of
from generator.model.parts import RecordId
from generator.passages import Passage, digest, passages_of
from generator.problems import Place, Problem, problem, written
from generator.translating.units import Key, carried, key_of
from generator.yamlio import FORBIDDEN

LONGEST = 12_000
"""How long an English text may be: the schemas say so."""

Records = Mapping[tuple[str, RecordId], Document]

_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_UNFIT = re.compile(f"{FORBIDDEN.pattern}|[\ud800-\udfff]")
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?=\s?年(?!代))|〔((?:19|20)\d\d)〕")
_PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s?[%％]")
_STANDARD = re.compile(r"(?<![A-Za-z])(?:GB/T|GB/Z|GB|ISO|IEC|ISO/IEC|HJ|YY/T|YY)\s?(\d{3,6})")


class Returned(NamedTuple):
    """One text that came back: its record, key and English, whether somebody stands by it, and where it stood."""

    kind: str
    id: RecordId
    key: Key
    target: str
    is_confirmed: bool
    place: Place


class Judged(NamedTuple):
    """The English that is taken, by record and place; what is told; how many texts came back empty or untouched."""

    taken: Mapping[tuple[str, RecordId], Mapping[str, str]]
    problems: tuple[Problem, ...]
    untouched: int


class _Verdict(NamedTuple):
    """Whether a text is taken, and what is told of it."""

    is_taken: bool
    problems: tuple[Problem, ...] = ()


_UNTOUCHED = _Verdict(is_taken=False)


def judged(returned: Iterable[Returned], records: Records) -> Judged:
    """Every text that came back, taken or told."""
    passages = {record: {written(one.pointer): one for one in _passages(found)} for record, found in records.items()}
    taken: dict[tuple[str, RecordId], dict[str, str]] = {}
    problems: list[Problem] = []
    untouched = 0
    for one in returned:
        record = (one.kind, one.id)
        earlier = taken.get(record, {})
        passage = passages.get(record, {}).get(one.key.pointer)
        verdict = _verdict(one, passage, earlier)
        problems.extend(verdict.problems)
        if verdict.is_taken:
            taken[record] = {**earlier, one.key.pointer: _as_written(one.target, passage)}
        elif not verdict.problems:
            untouched += 1
    return Judged(taken, tuple(problems), untouched)


def _as_written(target: str, passage: Passage | None) -> str:
    """The English that came back; as the record has it, where it says the same."""
    held = passage.en if passage is not None else None
    return held if held is not None and carried(held) == target else target


def _passages(document: Document) -> Iterator[Passage]:
    return passages_of(groups_of(document.data))


def _verdict(one: Returned, passage: Passage | None, earlier: Mapping[str, str]) -> _Verdict:
    """What becomes of a text: an untouched one is passed over, one that has another beside it by now is not taken."""
    is_as_sent = bool(one.target) and digest(one.target) == one.key.en
    if not one.target or (is_as_sent and not one.is_confirmed):
        return _UNTOUCHED
    if passage is None:
        return _refused("translation-unplaced", one)
    present = key_of(passage)
    if present.zh != one.key.zh:
        return _refused("translation-changed", one, now=passage.zh)
    if present.en != one.key.en and one.target != carried(passage.en or ""):
        return _refused("translation-moved", one, now=passage.en or "")
    before = earlier.get(one.key.pointer)
    if before is not None and carried(before) != one.target:
        return _refused("translation-twice", one)
    wrong = tuple(_faults(one, passage))
    return _Verdict(is_taken=False, problems=wrong) if wrong else _Verdict(True, tuple(_doubts(one, passage)))


def _faults(one: Returned, passage: Passage) -> Iterator[Problem]:
    """Why a text cannot be taken, whatever it is a translation of."""
    control = _UNFIT.search(one.target)
    if control is not None:
        yield _told("translation-control", one, character=f"U+{ord(control[0]):04X}")
    if len(one.target) > LONGEST:
        yield _told("translation-long", one, length=len(one.target), limit=LONGEST)
    if one.target == passage.zh and _CHINESE.search(passage.zh):
        yield _told("translation-same", one)


def _doubts(one: Returned, passage: Passage) -> Iterator[Problem]:
    """What the translator should look at again: years, percentages and numbers of standards that are not there."""
    if one.target == carried(passage.en or ""):
        return
    lost = [
        figure
        for figure in figures_in(passage.zh)
        if not re.search(rf"(?<![\d.]){re.escape(figure)}(?!\d)", one.target)
    ]
    if lost:
        yield _told("translation-figures", one, figures=", ".join(lost))


def figures_in(zh: str) -> tuple[str, ...]:
    """The figures of a Chinese text that stay as they are in English: years, percentages, numbers of standards.

    Others are not looked at: 2000万元 is 20 million, 3月 is March, 两 is two.
    """
    found = (match for sought in (_YEAR, _PERCENT, _STANDARD) for match in sought.finditer(zh))
    return tuple(dict.fromkeys(next(filter(None, match.groups())) for match in found))


def _refused(code: str, one: Returned, **words: object) -> _Verdict:
    return _Verdict(is_taken=False, problems=(_told(code, one, **words),))


def _told(code: str, one: Returned, **words: object) -> Problem:
    where = f"{one.kind}/{one.id} {one.key.pointer}"
    return problem(code, one.place, value=one.target, words={"where": where, **words})
