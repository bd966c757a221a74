"""Figures by name: what each is called, how it is given, and what a record tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from generator.catalog import Catalog, list_of
from generator.dates import interval
from generator.model.parts import Date, Money, Party, Support, Term, Text
from generator.model.records import Challenge, Organisation, Winner
from generator.policy.amounts import span
from generator.policy.answers import answered
from generator.policy.comparison import FigureId, Figures, Span, Value, exactly
from generator.settings import Term as Region
from generator.settings import ancestors

Form: TypeAlias = Literal["money", "count", "months", "day", "kind", "region", "technology", "words", "answer"]


class Figure(NamedTuple):
    """What a figure is called, in what form it is given, and the key of a record in which it stands."""

    label: Text
    form: Form
    key: str


def _f(zh: str, en: str, form: Form, key: str) -> Figure:
    return Figure(Text(zh=zh, en=en), form, key)


FIGURES: Mapping[FigureId, Figure] = MappingProxyType(
    {
        "rd_input": _f("研发投入", "R&D input", "money", "rd_input"),
        "total_investment": _f("项目总投资额", "Total project investment", "money", "total_investment"),
        "owner_payment": _f("发榜方支付揭榜方", "Owner's payment to the solver", "money", "owner_payment"),
        "own_funds": _f("自筹资金", "Own funds", "money", "own_funds"),
        "support": _f("政府支持", "Government support", "money", "support"),
        "new_tax": _f("项目期新增税收", "New tax during the project", "money", "new_tax"),
        "months": _f("实施期限（月）", "Term in months", "months", "term"),
        "leads": _f("牵头单位数", "Lead units", "count", "lead"),
        "members": _f("参与单位数", "Member units", "count", "members"),
        "units": _f("单位总数", "Units in all", "count", "members"),
        "consortium": _f("是联合体", "Is a consortium", "answer", "members"),
        "unconcluded": _f("未结题项目数", "Projects not yet concluded", "count", "owner"),
        "owner_kind": _f("发榜方类型", "Kind of owner", "kind", "owner"),
        "owner_region": _f("发榜方所在地区", "Region of the owner", "region", "owner"),
        "lead_kind": _f("牵头单位类型", "Kind of lead unit", "kind", "lead"),
        "lead_region": _f("牵头单位所在地区", "Region of the lead unit", "region", "lead"),
        "member_kinds": _f("参与单位类型", "Kinds of members", "kind", "members"),
        "technology": _f("技术类型", "Type of technology", "technology", "types"),
        "paid": _f("支付方式", "When support is paid", "words", "support"),
        "stated": _f("已写明的项", "What is stated", "words", ""),
        "recommended": _f("有推荐单位", "Has a recommender", "answer", "recommender"),
        "contract_on": _f("技术合同签订日期", "Day the technology contract was signed", "day", "contract_on"),
        "notice_to": _f("公示结束日期", "Last day of the public notice", "day", "list"),
        "decided_on": _f("立项日期", "Day of the decision", "day", "decided_on"),
    }
)
"""The figures that rules ask for, besides counts of quotas and answers to questions."""

COUNTED: Mapping[str, Text] = MappingProxyType(
    {
        "applications": Text(zh="申报项", en="applications"),
        "tasks": Text(zh="任务", en="tasks"),
        "projects": Text(zh="项目", en="projects"),
        "directions": Text(zh="方向", en="directions"),
        "units": Text(zh="单位", en="units"),
        "leads": Text(zh="牵头项目", en="projects led"),
        "winners": Text(zh="揭榜单位", en="selected units"),
        "shortlisted": Text(zh="入围单位", en="shortlisted units"),
        "support": Text(zh="政府支持", en="government support"),
    }
)
PER: Mapping[str, Text] = MappingProxyType(
    {
        "unit": Text(zh="每单位", en="per unit"),
        "group": Text(zh="每集团（含子公司）", en="per group with its subsidiaries"),
        "chain": Text(zh="每条产业链", en="per industrial chain"),
        "direction": Text(zh="每个方向", en="per direction"),
        "province": Text(zh="每省", en="per province"),
        "district": Text(zh="每区", en="per district"),
        "programme": Text(zh="每计划", en="per programme"),
        "project": Text(zh="每项目", en="per project"),
        "year": Text(zh="每年", en="per year"),
    }
)


def figure_of(figure: FigureId) -> Figure:
    """What a figure is called; a quota's count is worded from its parts, an answer by its rule."""
    if figure in FIGURES:
        return FIGURES[figure]
    counted, _, per = figure.partition("_per_")
    if counted not in COUNTED:
        return _f("自查回答", "Own answer", "answer", "declared")
    words, groups = COUNTED[counted], [PER[group] for group in per.split("_") if group]
    zh = "".join(group.zh for group in groups) + words.zh
    en = " ".join((words.en or "", *(group.en or "" for group in groups)))
    form: Form = "money" if counted == "support" else "count"
    return _f(zh, en[:1].upper() + en[1:], form, "support" if counted == "support" else "lead")


def figures_of(catalog: Catalog, record: Challenge | Winner, regions: Mapping[str, Region]) -> Figures:
    """What a record tells; an award's own figures, vague ones too, stand before those of its challenge."""
    if isinstance(record, Winner):
        told = dict(_of_winner(catalog, record, regions))
    else:
        told = dict(_of_challenge(catalog, record, regions))
    return {name: value for name, value in told.items() if value is not None}


def unit_of(catalog: Catalog, party: Party | None) -> Organisation | None:
    """The record of a unit, where it has one."""
    return catalog.find(Organisation, party.organisation) if party is not None else None


Told: TypeAlias = Iterator[tuple[FigureId, Value | None]]


def _of_challenge(catalog: Catalog, challenge: Challenge, regions: Mapping[str, Region]) -> Told:
    yield from _amounts(challenge, challenge.support)
    yield "new_tax", span(challenge.new_tax)
    yield "months", _months(challenge.term)
    yield from _unit("owner", unit_of(catalog, challenge.owner), regions)
    yield "technology", frozenset(challenge.types) or None
    yield "stated", frozenset(key for key in STATABLE if getattr(challenge, key) not in (None, ()))
    for declared in challenge.declared:
        yield answered(declared.rule), declared.answer


def _of_winner(catalog: Catalog, winner: Winner, regions: Mapping[str, Region]) -> Told:
    challenge = catalog.find(Challenge, winner.challenge)
    if challenge is not None:
        told = figures_of(catalog, challenge, regions)
        yield from ((name, value) for name, value in told.items() if name != "stated")
    yield from _amounts(winner, winner.support)
    if winner.term is not None:
        yield "months", _months(winner.term)
    yield from _consortium(catalog, winner)
    yield from _unit("lead", unit_of(catalog, winner.lead), regions)
    kinds = frozenset(unit.type for member in winner.members if (unit := unit_of(catalog, member)))
    yield "member_kinds", kinds or None
    yield "recommended", winner.recommender is not None
    yield from _steps(catalog, winner)
    for declared in winner.declared:
        yield answered(declared.rule), declared.answer


def _amounts(record: Challenge | Winner, support: Support | None) -> Told:
    for name in ("rd_input", "total_investment", "owner_payment", "own_funds"):
        money: Money | None = getattr(record, name)
        if money is not None:
            yield name, span(money)
    if support is not None and (support.amount is not None or support.options):
        yield "support", span(support.amount) or _between_options(support.options)
    if support is not None and support.paid is not None:
        yield "paid", frozenset((support.paid,))


def _between_options(options: tuple[Money, ...]) -> Span | None:
    """From the lowest to the highest of the sums on offer: which of them is paid is not known."""
    spans = [found for money in options if (found := span(money)) is not None]
    lows = [found.low for found in spans if found.low is not None]
    highs = [found.high for found in spans if found.high is not None]
    known = 0 < len(options) == len(lows) == len(highs)
    return Span(min(lows), max(highs)) if known else None


def _unit(role: str, unit: Organisation | None, regions: Mapping[str, Region]) -> Told:
    if unit is not None:
        yield f"{role}_kind", frozenset((unit.type,))
        yield f"{role}_region", frozenset(ancestors(regions, unit.region)) or None


def _consortium(catalog: Catalog, winner: Winner) -> Told:
    """The numbers of a consortium; a lead alone is none, and of units that the source withholds nothing is known."""
    is_one = bool(winner.members) or winner.consortium is not None
    if is_one or winner.lead is not None:
        yield "consortium", is_one
    listing = list_of(catalog, winner)
    is_partial = winner.partial is not None or (listing is not None and listing.partial is not None)
    if is_one and not (is_partial and not winner.members):
        leads, members = int(winner.lead is not None), len(winner.members)
        yield "leads", exactly(leads)
        yield "members", exactly(members)
        yield "units", exactly(leads + members)


def _steps(catalog: Catalog, winner: Winner) -> Told:
    listing = list_of(catalog, winner)
    notice = listing.public_notice if listing is not None else None
    yield "contract_on", _days(winner.contract_on)
    yield "notice_to", _days(notice.to) if notice is not None else None
    yield "decided_on", _days(winner.decided_on)


def _months(term: Term | None) -> Span | None:
    """A term's months: as stated, else from its first day to its last, a month begun counted as a whole one."""
    if term is None:
        return None
    if term.months_max is not None:
        return exactly(term.months_max)
    first, last = (interval(end) if end is not None else None for end in (term.from_, term.to))
    if first is None or last is None:
        return None
    return Span(_between(first.last, last.first), _between(first.first, last.last))


def _between(first: date, last: date) -> int:
    """The months from `first` to `last`, both days included; a month from the 31st ends with a shorter month's end."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months + (1 if last.day >= first.day else 0))


def _days(written: Date | None) -> Span | None:
    """The days that a written date may mean, as ordinals."""
    found = interval(written) if written is not None else None
    return None if found is None else Span(found.first.toordinal(), found.last.toordinal())


STATABLE = (
    "owner", "need", "background", "indicators", "term", "owner_payment", "rd_input", "total_investment", "new_tax",
    "ip", "benefit_sharing", "cooperation", "payment_terms", "solver", "expected", "level", "types",
)  # fmt: skip
"""Keys of a challenge that a rule may ask for; the schema's choice of `states`."""
