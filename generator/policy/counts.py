"""What quotas count: awards and directions in groups, by unit, group of companies, chain, year and the like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from generator.catalog import Catalog, Key, guide_of, list_of, programme_of, year_of
from generator.lang import folded
from generator.model.parts import Party, Rule
from generator.model.records import Challenge, Organisation, Record, Winner
from generator.policy.amounts import span
from generator.policy.binding import Bound, bound, rules_on
from generator.policy.comparison import Figures, Span, exactly
from generator.policy.figures import unit_of
from generator.policy.quota import counted, summed
from generator.settings import Term as Region
from generator.settings import ancestors

GroupKey: TypeAlias = tuple[str, ...]
_NOT_AWARDED = ("shortlisted", "potential", "cancelled")


class Group(NamedTuple):
    """The records that one quota counts together."""

    holder: Record
    rule: Rule
    records: tuple[Bound, ...]


class Ground(NamedTuple):
    """What grouping goes by: the catalog, the regions, and whether members of a consortium count as units."""

    catalog: Catalog
    regions: Mapping[str, Region]
    members_count: bool


def groups_of(ground: Ground) -> Iterator[Group]:
    """Every group that a quota counts, with its records in order of their ids."""
    found: dict[tuple[Key, str, GroupKey], list[Bound]] = defaultdict(list)
    quotas: dict[tuple[Key, str], tuple[Record, Rule]] = {}
    for record in bound(ground.catalog):
        for holder, rule in rules_on(ground.catalog, record):
            if rule.kind == "quota" and _is_counted(rule, record):
                name = ((holder.kind, holder.id), rule.id)
                quotas[name] = (holder, rule)
                for key in _keys(ground, rule, record):
                    found[(*name, key)].append(record)
    for (holder_key, rule_id, _), records in found.items():
        holder, rule = quotas[(holder_key, rule_id)]
        yield Group(holder, rule, tuple(sorted(records, key=lambda r: r.id)))


def counts_of(catalog: Catalog, group: Group) -> Figures:
    """How many records, and how much support, a group holds: at least that; no more where its lists are complete."""
    found = {counted(group.rule): exactly(len(group.records)), summed(group.rule): _support(group.records)}
    if all(_is_complete(catalog, record) for record in group.records):
        return found
    return {name: Span(count.low, None) for name, count in found.items()}


def _support(records: Sequence[Bound]) -> Span:
    """The sum of support; open upwards where one amount is not known."""
    amounts = [span(record.support.amount) if record.support is not None else None for record in records]
    highs = [amount.high for amount in amounts if amount is not None and amount.high is not None]
    least = sum(amount.low for amount in amounts if amount is not None and amount.low is not None)
    return Span(least, sum(highs) if len(highs) == len(records) else None)


def _is_counted(rule: Rule, record: Bound) -> bool:
    if rule.of == "directions":
        return isinstance(record, Challenge)
    if not isinstance(record, Winner):
        return False
    if rule.of == "shortlisted":
        return record.state == "shortlisted"
    return rule.of == "applications" or record.state not in _NOT_AWARDED


def _keys(ground: Ground, rule: Rule, record: Bound) -> Iterator[GroupKey]:
    """The groups that a record falls into; a quota that names no year holds within one call."""
    parts = [_GROUPERS[per](ground, record) for per in rule.per]
    if "year" not in rule.per:
        parts.append(_call(ground.catalog, record))
    yield from product(*parts)


def _call(catalog: Catalog, record: Bound) -> Sequence[str]:
    """The record's list, else its challenge's list, else its guide, else its year; unknown calls are never one."""
    challenge = catalog.find(Challenge, record.challenge) if isinstance(record, Winner) else None
    found = list_of(catalog, record) or (list_of(catalog, challenge) if challenge else None)
    call = found or guide_of(catalog, record) or year_of(catalog, record)
    return (call.id if isinstance(call, Record) else str(call),) if call is not None else ()


def _units(ground: Ground, record: Bound) -> Sequence[str]:
    if isinstance(record, Challenge):
        return _named(record.owner)
    members = record.members if ground.members_count else ()
    return tuple(dict.fromkeys(name for party in (record.lead, *members) for name in _named(party)))


def _named(party: Party | None) -> Sequence[str]:
    if party is None:
        return ()
    return (party.organisation,) if party.organisation else (folded(party.name.zh),) if party.name else ()


def _companies(ground: Ground, record: Bound) -> Sequence[str]:
    """The lead's uppermost parent below the government: units of one ministry are no group of companies."""
    party = record.lead if isinstance(record, Winner) else record.owner
    unit = unit_of(ground.catalog, party)
    seen: set[str] = set()
    while unit is not None and unit.id not in seen:
        seen.add(unit.id)
        above = ground.catalog.find(Organisation, unit.parent)
        if above is None or above.type == "government":
            return (unit.id,)
        unit = above
    return _named(party)


def _chain(ground: Ground, record: Bound) -> Sequence[str]:
    challenge = ground.catalog.find(Challenge, record.challenge) if isinstance(record, Winner) else record
    chain = record.chain or (challenge.chain if challenge is not None else None)
    return (folded(chain.zh),) if chain is not None else ()


def _direction(_ground: Ground, record: Bound) -> Sequence[str]:
    direction = record.challenge if isinstance(record, Winner) else record.id
    return (direction,) if direction else ()


def _province(ground: Ground, record: Bound) -> Sequence[str]:
    return tuple(region for region in ancestors(ground.regions, record.region) if region != "cn")[-1:]


def _programme(ground: Ground, record: Bound) -> Sequence[str]:
    programme = programme_of(ground.catalog, record)
    return (programme.id,) if programme is not None else ()


def _year(ground: Ground, record: Bound) -> Sequence[str]:
    """The year that the record states, else its list's, for a decision may fall into the next, else its date's."""
    listing = list_of(ground.catalog, record)
    stated = record.year or (year_of(ground.catalog, listing) if listing is not None else None)
    year = stated or year_of(ground.catalog, record)
    return (str(year),) if year is not None else ()


_GROUPERS: Mapping[str, Callable[[Ground, Bound], Sequence[str]]] = MappingProxyType(
    {
        "unit": _units,
        "group": _companies,
        "chain": _chain,
        "direction": _direction,
        "province": _province,
        "district": lambda _ground, record: (record.region,),
        "programme": _programme,
        "project": lambda _ground, record: (record.id,),
        "year": _year,
    }
)
"""By what a record is grouped; where it does not tell, it is in no group."""


def _is_complete(catalog: Catalog, record: Bound) -> bool:
    listing = list_of(catalog, record)
    if listing is None or listing.declared_total is None:
        return False
    return len(catalog.referring(listing, type(record))) == listing.declared_total
