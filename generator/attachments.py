"""What is published beside the records: no text of it deceives its reader, and a drawing is only a drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator.logo import drawing_fault
from generator.problems import Place, Pointer, Problem, problem
from generator.unseen import Finding, named, unseen, written_out

AROUND = 12
"""How many characters before and after are shown."""

CODES: Mapping[str, str] = MappingProxyType(
    {"direction": "text-direction", "invisible": "text-invisible", "lookalike": "text-lookalike"}
)


def unseen_problems(text: str, place: Place, pointer: Pointer = ()) -> Iterator[Problem]:
    """What deceives in a text of a record, each way once."""
    for found in {one.kind: one for one in reversed(tuple(unseen(text)))}.values():
        yield _told(found, text, place, pointer)


def attached_problems(root: Path, files: Iterable[str]) -> Iterator[Problem]:
    """What deceives in prose and in the site's own words, and drawings that hold more than drawing.

    A file that cannot be read is told by whoever looks for personal data in it.
    """
    for file in files:
        look = _LOOKS.get(PurePosixPath(file).suffix)
        try:
            data = (root / file).read_bytes() if look else b""
        except OSError:
            continue
        if look:
            yield from look(file, data)


def _in_lines(file: str, data: bytes) -> Iterator[Problem]:
    for number, line in enumerate(data.decode("utf-8-sig", "replace").split("\n"), 1):
        for found in unseen(line):
            yield _told(found, line, Place(file, number, found.start + 1))


def _in_drawing(file: str, data: bytes) -> Iterator[Problem]:
    reason = drawing_fault(data)
    if reason is not None:
        yield problem("drawing-refused", Place(file), value=file, words={"reason": reason.zh, "reason_en": reason.en})


_LOOKS: Mapping[str, Callable[[str, bytes], Iterator[Problem]]] = MappingProxyType(
    {".md": _in_lines, ".yml": _in_lines, ".svg": _in_drawing}
)


def _told(found: Finding, text: str, place: Place, pointer: Pointer = ()) -> Problem:
    shown = found.value if found.kind == "lookalike" else _excerpt(found, text)
    return problem(
        CODES[found.kind], place, pointer=pointer, value=shown, words={"named": named(found), **_advice(found)}
    )


def _excerpt(found: Finding, text: str) -> str:
    """The characters with a few of those around them."""
    return written_out(text[max(0, found.start - AROUND) : found.start + len(found.value) + AROUND])


def _advice(found: Finding) -> Mapping[str, str]:
    if found.kind != "lookalike":
        return {}
    if found.usual:
        return {"advice": f"重新输入，写成“{found.usual}”。", "advice_en": f"Type it anew, as “{found.usual}”."}
    return {"advice": "重新输入这个词，只用一种字母。", "advice_en": "Type the word anew, in letters of one script."}
