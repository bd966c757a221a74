"""A published id is for ever: a renamed record keeps it under `formerly`, one taken down stays with `withdrawn`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Place, Problem, problem
from generator.rules.evidence import Evidence, Past


def problems(evidence: Evidence, past: Past) -> Iterator[Problem]:
    """Ids that were published and that no record has or had any more."""
    former = {(document.kind, earlier) for document in evidence.documents for earlier in document.formerly}
    for document in past.documents:
        for record_id in (document.id, *document.formerly):
            if record_id not in evidence.known[document.kind] and (document.kind, record_id) not in former:
                yield problem("record-removed", Place(document.file), value=record_id)
