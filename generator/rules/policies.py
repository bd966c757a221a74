"""Records are held against their programmes' rules: each rule as data, with its clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.catalog import Catalog
from generator.model.parts import Rule, Text
from generator.model.records import Challenge, Record, Winner
from generator.policy import comparisons_of
from generator.policy.binding import Bound, bound, rules_on
from generator.policy.comparison import Comparison, Figures, compare
from generator.policy.counts import Ground, counts_of, groups_of
from generator.policy.figures import figure_of, figures_of
from generator.policy.unconcluded import unconcluded_of
from generator.policy.words import explained
from generator.problems import Place, Problem, problem
from generator.rules.evidence import Evidence
from generator.settings import Settings


class Breach(NamedTuple):
    """A rule that a record surely breaks: in which comparisons, with the figures that show it."""

    record: Bound
    holder: Record
    rule: Rule
    comparisons: tuple[Comparison, ...]
    figures: Figures
    others: tuple[Record, ...] = ()


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Rules that records break: hard ones are errors, those in principle and inferred ones warnings."""
    if evidence.settings is not None:
        catalog = evidence.catalog
        for breach in (*_single(catalog, evidence.settings), *_together(catalog, evidence.settings)):
            yield _told(evidence.place(breach.record), breach, evidence.settings)


def _single(catalog: Catalog, settings: Settings) -> Iterator[Breach]:
    """What one record breaks by itself, or with its challenge."""
    read: dict[int, tuple[Comparison, ...]] = {}
    for record in bound(catalog):
        rules = [(holder, rule, held) for holder, rule in rules_on(catalog, record) if (held := _held(rule, read))]
        if not rules:
            continue
        figures = {**figures_of(catalog, record, settings.regions), **unconcluded_of(catalog, record)}
        for holder, rule, comparisons in rules:
            broken = tuple(c for c in comparisons if compare(c, figures) == "breaks")
            own = tuple(c for c in broken if not _is_told_of_challenge(catalog, settings, record, rule, c, figures))
            if own:
                yield Breach(record, holder, rule, own, figures)


def _held(rule: Rule, read: dict[int, tuple[Comparison, ...]]) -> tuple[Comparison, ...]:
    """What a rule holds one record against; a quota holds several, and is read elsewhere."""
    comparisons = read.get(id(rule))
    if comparisons is None:
        comparisons = read[id(rule)] = comparisons_of(rule) if rule.kind != "quota" else ()
    return comparisons


def _is_told_of_challenge(
    catalog: Catalog, settings: Settings, record: Bound, rule: Rule, comparison: Comparison, own: Figures
) -> bool:
    """Whether an award only repeats what its challenge breaks, which is told there."""
    challenge = catalog.find(Challenge, record.challenge) if isinstance(record, Winner) else None
    if challenge is None or challenge.withdrawn is not None:
        return False
    figures = figures_of(catalog, challenge, settings.regions)
    names = [name for name in (comparison.left, comparison.of) if name is not None]
    repeats = all(own.get(name) == figures.get(name) for name in names)
    return repeats and any(bound is rule for _, bound in rules_on(catalog, challenge))


def _together(catalog: Catalog, settings: Settings) -> Iterator[Breach]:
    """What records break together: told at the last of them."""
    ground = Ground(catalog, settings.regions, settings.site.quotas_count_members)
    for group in groups_of(ground):
        figures = counts_of(catalog, group)
        broken = tuple(c for c in comparisons_of(group.rule) if compare(c, figures) == "breaks")
        if broken:
            *others, last = group.records
            yield Breach(last, group.holder, group.rule, broken, figures, tuple(others))


def _told(place: Place, breach: Breach, settings: Settings) -> Problem:
    record, rule = breach.record, breach.rule
    whys = [explained(comparison, breach.figures, rule, settings) for comparison in breach.comparisons]
    others = ", ".join(other.id for other in breach.others)
    key = figure_of(breach.comparisons[0].left).key
    return problem(
        "rule-broken",
        place,
        pointer=(key,) if key and getattr(record, key, None) not in (None, ()) else (),
        value=f"{breach.holder.id}#{rule.id}",
        severity="error" if rule.strength == "hard" else "warning",
        why="；".join(why.zh for why in whys),
        why_en="; ".join(why.en or why.zh for why in whys),
        others=f"（同组：{others}）" if others else "",
        others_en=f" (with {others})" if others else "",
        strength=STRENGTHS[rule.strength].zh,
        strength_en=STRENGTHS[rule.strength].en,
        quote=rule.cite.quote or rule.statement.zh,
    )


STRENGTHS = {
    "hard": Text(zh="硬性", en="hard"),
    "soft": Text(zh="原则性", en="in principle"),
    "inferred": Text(zh="本站推断", en="inferred by this site"),
}
