"""Every reference leads to a record, and no chain of parents or forwarded calls comes back to where it began."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.records import KINDS
from generator.problems import Place, Problem, nearest, problem
from generator.rules.evidence import Evidence

CHAINS = {"organisation": "parent", "guide": "forwards"}


def problems(evidence: Evidence) -> Iterator[Problem]:
    """References to ids that no file has, and circles."""
    for document in evidence.documents:
        for reference in document.references:
            known = evidence.known.get(reference.kind)
            if known is not None and reference.id not in known:
                label = KINDS[reference.kind].label
                yield problem(
                    "reference-unknown",
                    Place(document.file),
                    pointer=reference.pointer,
                    value=reference.id,
                    label=label.zh,
                    label_en=(label.en or label.zh).lower(),
                    words=nearest(reference.id, known),
                )
    for kind, key in CHAINS.items():
        yield from _circles(evidence, kind, key)


def _circles(evidence: Evidence, kind: str, key: str) -> Iterator[Problem]:
    chain = (d for d in evidence.documents if d.kind == kind)
    steps = {d.id: next((r.id for r in d.references if r.pointer == (key,)), None) for d in chain}
    for document in evidence.documents:
        if document.kind != kind:
            continue
        walked, step = [document.id], steps.get(document.id)
        while isinstance(step, str) and step not in walked:
            walked.append(step)
            step = steps.get(step)
        if step == document.id:
            circle = " → ".join((*walked, document.id))
            yield problem("reference-cycle", Place(document.file), pointer=(key,), value=circle)
