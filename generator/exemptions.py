"""An exemption takes a problem of a record out of the report, with a reason; one that is not needed is a problem."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.problems import EXEMPTIBLE, Place, Problem, is_error, nearest, problem, written
from generator.settings import Exemption

FILE = "site_config/exemptions.yml"

Files = Mapping[str, Collection[str]]
"""The files that claim to be a record, by `kind/id`."""


def remaining(
    problems: Sequence[Problem], exemptions: Sequence[Exemption], files: Files, unasked: Collection[str]
) -> Iterator[Problem]:
    """The problems that no exemption names, and those of the exemptions; `unasked` codes were not looked for."""
    named = [_named_by(found, exemptions, files) for found in problems]
    left = [found for found, by in zip(problems, named, strict=True) if by is None]
    hidden = {found.file for found in left if _hides(found)}
    yield from left
    for i, exemption in enumerate(exemptions):
        if exemption.code not in EXEMPTIBLE:
            yield _refused(i, exemption)
        elif i not in named and exemption.code not in unasked and hidden.isdisjoint(files.get(exemption.record, ())):
            yield _unused(i, exemption)


def _named_by(found: Problem, exemptions: Sequence[Exemption], files: Files) -> int | None:
    """The first exemption that names the problem: a second one is not needed."""
    return next((i for i, exemption in enumerate(exemptions) if _names(exemption, found, files)), None)


def _names(exemption: Exemption, found: Problem, files: Files) -> bool:
    return (
        exemption.code == found.code
        and exemption.code in EXEMPTIBLE
        and found.file in files.get(exemption.record, ())
        and exemption.pointer in (None, written(found.pointer))
    )


def _hides(found: Problem) -> bool:
    """Whether its record may have problems that were not seen: one error hides others, and so does a missing text."""
    return is_error(found) or found.code == "archive-missing"


def _refused(i: int, exemption: Exemption) -> Problem:
    words = nearest(exemption.code, sorted(EXEMPTIBLE))
    return problem("exemption-refused", Place(FILE), pointer=(i, "code"), value=exemption.code, words=words)


def _unused(i: int, exemption: Exemption) -> Problem:
    words = {"record": exemption.record, "code": exemption.code}
    return problem("exemption-unused", Place(FILE), pointer=(i,), value=exemption.code, words=words)
