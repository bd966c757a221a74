"""All that a comparison tells, ready to be written as text, Markdown or JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from generator.differences.records import RecordDifference
from generator.model.parts import RecordId, Text
from generator.problems import Problem, is_error

Fate: TypeAlias = Literal["added", "removed", "changed"]
"""What happened to a file that is no record."""


class FileChange(NamedTuple):
    """A file that is no record, by its path from the project's folder, and what happened to it."""

    file: str
    fate: Fate


class StatusChange(NamedTuple):
    """A record whose state follows from what changed: what it was and is, as of the day of the comparison."""

    kind: str
    id: RecordId
    title: Text
    before: Text
    after: Text


class Comparison(NamedTuple):
    """What differs from `base` to `head` (none: the files that lie there), and what a reviewer should look at.

    `base` and `head` are commits, `span` is what was asked for; `pages` are prose and settings, `others` all files
    that are neither.
    """

    span: str
    base: str
    head: str | None
    as_of: str
    records: tuple[RecordDifference, ...]
    statuses: tuple[StatusChange, ...] = ()
    pages: tuple[FileChange, ...] = ()
    others: tuple[str, ...] = ()
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
        return not (self.records or self.pages or self.others or self.warnings)
