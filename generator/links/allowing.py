"""The list of addresses that may fail: one a line, `*` for whatever follows, and the reason after a `#`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.problems import Place, Problem, problem

_LINE = re.compile(r"(\S+)(?:\s+#\s*(.*))?")


class Allowed(NamedTuple):
    """One entry: its line, the pattern as written, and why."""

    line: int
    pattern: str
    reason: str

    def covers(self, address: str) -> bool:
        """Whether the entry means this address."""
        return re.fullmatch(".*".join(map(re.escape, self.pattern.split("*"))), address) is not None


def read_allowed(file: Path, name: str) -> tuple[tuple[Allowed, ...], tuple[Problem, ...]]:
    """The entries of the list in `file`, told by `name`; none where there is no list."""
    try:
        return parse_allowed(file.read_text("utf-8-sig"), name)
    except FileNotFoundError:
        return (), ()
    except UnicodeDecodeError as error:
        return (), (problem("file-not-utf8", Place(name), offset=error.start),)


def parse_allowed(text: str, file: str) -> tuple[tuple[Allowed, ...], tuple[Problem, ...]]:
    """The entries of the list, and a problem for each line without a reason."""
    entries: list[Allowed] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        found = _LINE.fullmatch(stripped)
        if found is None or not found[2]:
            problems.append(problem("allowed-without-reason", Place(file, number, 1), value=stripped))
        else:
            entries.append(Allowed(number, found[1], found[2]))
    return tuple(entries), tuple(problems)


def unused(entries: Iterable[Allowed], used: frozenset[Allowed], file: str) -> Iterator[Problem]:
    """A problem for each entry that nothing needed."""
    for entry in entries:
        if entry not in used:
            yield problem("allowed-unused", Place(file, entry.line, 1), value=entry.pattern)
