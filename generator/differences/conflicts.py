"""What the base branch did to the same records since the other branch parted from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.catalog import Key
from generator.differences.walk import same
from generator.documents import Document
from generator.problems import Place, Problem, problem


def conflicts(
    mine: Mapping[str, Document | None], theirs: Mapping[str, Document | None], parted: Iterable[Document]
) -> Iterator[Problem]:
    """Ids that both branches added, and records that both changed.

    `mine` and `theirs` are what the files that each branch changed hold now, none where one is gone; `parted` are the
    records of those files where the branches parted.
    """
    then = {(document.kind, document.id): document for document in parted}
    held = {(document.kind, document.id): document for document in theirs.values() if document is not None}
    for file, document in sorted(mine.items()):
        key = _key(document) or next((one for one, was in then.items() if was.file == file), None)
        other = held.get(key) if key is not None else None
        if key is None or (other is None and file not in theirs) or _agree(document, other):
            continue
        code = "diff-conflict-edit" if key in then else "diff-conflict-id"
        yield problem(code, Place(file), value=key[1], other=other.file if other is not None else file)


def doubled(new: Iterable[Document], held: Iterable[Document]) -> Iterator[Problem]:
    """Ids of new files that another file, not touched here, has already: both requests were merged into one state."""
    files = {(document.kind, document.id): document.file for document in held}
    for document in new:
        other = files.get((document.kind, document.id))
        if other is not None:
            yield problem("diff-conflict-id", Place(document.file), value=document.id, other=other)


def _agree(mine: Document | None, theirs: Document | None) -> bool:
    """Whether both branches left the same."""
    if mine is None or theirs is None:
        return mine is theirs
    return mine.file == theirs.file and same(mine.data, theirs.data)


def _key(document: Document | None) -> Key | None:
    return None if document is None else (document.kind, document.id)
