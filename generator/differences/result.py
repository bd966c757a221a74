"""All that a comparison tells, ready to be written as text, Markdown or JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from generator.differences.consequences import Consequence
from generator.differences.files import FileChange
from generator.differences.records import RecordDifference
from generator.problems import Problem, is_error


class Comparison(NamedTuple):
    """What differs from `base` to `head` (none: the files that lie there), and what a reviewer should look at.

    `base` and `head` are commits, `span` is what was asked for; `files` are no records.
    """

    span: str
    base: str
    head: str | None
    as_of: str
    records: tuple[RecordDifference, ...]
    consequences: tuple[Consequence, ...] = ()
    files: tuple[FileChange, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether anything must be mended before this may be published."""
        return any(map(is_error, self.warnings))

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many records of each kind had what happen to them."""
        found: dict[str, Counter[str]] = {}
        for one in self.records:
            found.setdefault(one.how, Counter())[one.kind] += 1
        return found

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.records or self.files or self.warnings)
