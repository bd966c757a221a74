"""From what hosts answered to what an editor is told, less what the list allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from generator.links.allowing import Allowed, unused
from generator.links.external import Outcome, bare
from generator.links.naming import Named
from generator.problems import Place, Problem, problem


def judge(
    named: Iterable[Named], outcomes: Mapping[str, Outcome], allowed: Sequence[Allowed], file: str
) -> Iterator[Problem]:
    """A problem for each place that names an address which is not simply there, and for each entry not needed."""
    used: set[Allowed] = set()
    for one in named:
        outcome = outcomes[bare(one.address)]
        if outcome.state == "ok":
            continue
        covering = [entry for entry in allowed if entry.covers(one.address)]
        used.update(covering)
        if not covering:
            yield _told(one, outcome)
    yield from unused(allowed, frozenset(used), file)


def _told(one: Named, outcome: Outcome) -> Problem:
    words = {
        "address": "".join(sign if sign.isprintable() else quote(sign) for sign in one.address),
        "answer": outcome.answer,
        "answer_en": outcome.answer_en,
        "target": outcome.target,
    }
    place = Place(one.file, one.line, 1 if one.line else 0)
    return problem(f"address-{outcome.state}", place, pointer=one.pointer, value=one.address, words=words)
