"""An id is unique in its kind for ever: one that a record had before a rename is never used again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.documents import Document
from generator.problems import Place, Pointer, Problem, problem
from generator.rules.evidence import Evidence

Claims = dict[tuple[str, str], list[str]]


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Ids, present or former, that two files claim."""
    former = _former(evidence)
    for document in evidence.documents:
        for pointer, claimed in _claims(document):
            others = [*evidence.known[document.kind].get(claimed, ()), *former[(document.kind, claimed)]]
            other = next((file for file in others if file != document.file), None)
            if other is not None:
                yield problem("id-duplicate", Place(document.file), pointer=pointer, value=claimed, other=other)


def _claims(document: Document) -> Iterator[tuple[Pointer, str]]:
    yield ("id",), document.id
    yield from ((("formerly", i), earlier) for i, earlier in enumerate(document.formerly))


def _former(evidence: Evidence) -> Claims:
    claims: Claims = defaultdict(list)
    for document in evidence.documents:
        for pointer, claimed in _claims(document):
            if pointer[0] == "formerly":
                claims[(document.kind, claimed)].append(document.file)
    return claims
