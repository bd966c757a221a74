"""What has changed in the format of records, version by version, and how records and settings follow.

A site says in which version its records are written (`schema_version` in site_config/site.yml). When a schema changes,
and records that were right would be wrong, `SCHEMA_VERSION` goes up by one, and the table gets an entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from generator.model.parts import Text
from generator.yamlio import Json

Change: TypeAlias = Callable[[str, dict[str, Json]], dict[str, Json]]
"""Makes the data of a record of a kind into what the next version asks for."""

SettingsChange: TypeAlias = Callable[[Mapping[str, Json]], Mapping[str, Json]]
"""The same for those files of site_config/ that a site has, by their names without `.yml`."""

FIRST_VERSION = 1
"""The version of a site that says none: it is from before there was another."""

SCHEMA_VERSION = 1
"""The version that the schemas of this program describe."""


class Migration(NamedTuple):
    """The way from one version to the next, and what it does in words."""

    since: int
    does: Text
    record: Change | None = None
    settings: SettingsChange | None = None


MIGRATIONS: tuple[Migration, ...] = ()
"""Every step there has been, in order; version 1 is the first."""


def way_from(version: int, table: tuple[Migration, ...], to: int = SCHEMA_VERSION) -> tuple[Migration, ...] | None:
    """The steps from one version to a later one, in order; None where one of them is missing."""
    steps = {step.since: step for step in table}
    wanted = range(version, to)
    return tuple(steps[since] for since in wanted) if all(since in steps for since in wanted) else None
