"""What the charts show: each a drawing, a sentence that says what it shows, a table of the same figures, their data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from generator.exports.funnel import PATH
from generator.funnel import Funnel, Sum, Tally, Years
from generator.model.parts import Money
from generator.money import say_money
from generator.render.charts import Bar, Column, Drawn, Lane, Segment, bars, columns, grid
from generator.render.view import MONTHS, Site, View
from generator.timing import Deadlines, Month, Span, Spans, deadline_days, month_of, months_from, spans_of
from generator.urls import calendar_path

MOST_BARS = 20
"""More rows than these are left to the table, the smallest first."""
MOST_AMOUNTS = 10
"""More sums of one kind than these are left to the table."""
MOST_YEARS = 10
"""More years than these are left to the table, the oldest first."""
MOST_SPANS = 12
"""More times than these are drawn by how long they are, not one by one."""
MOST_TOLD = 100
AHEAD = 12
SMALL = 64
"""How high the drawing of a small chart is."""
SPAN_ENDS = (183, 365, 730, 1095)
"""The days at which the classes of times end: half a year, one, two and three years."""


GROUPS = ("years", "domains", "provinces", "programmes")
"""What figures are told by."""
SUMS = ("listed", "owner_offered", "support_offered", "won", "owner_awarded", "support_awarded")
LABELS = frozenset(
    {f"chart_{name}" for name in (*GROUPS, "ahead", "past", "ahead_says", "past_says", "ahead_none", "past_none")}
    | {f"chart_{part}" for name in GROUPS for part in (f"{name}_says", f"note_{name}", f"amounts_{name}")}
    | {f"chart_amount_{kind}" for kind in SUMS}
    | {f"chart_span_{number}" for number in range(len(SPAN_ENDS) + 1)}
    | {"funnel_challenges", "funnel_claimed", "funnel_funded", "funnel_completed"}
)
"""The labels that are called by what they are about."""


class Table(NamedTuple):
    """The same figures as text."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


class Figure(NamedTuple):
    """A chart with all that stands beside it; no drawing where there is nothing to draw."""

    id: str
    heading: str
    says: str
    drawing: Markup | None = None
    keys: tuple[str, ...] = ()
    """What each way of filling stands for."""
    notes: tuple[str, ...] = ()
    table: Table | None = None
    data: tuple[tuple[str, str], ...] = ()
    """Where the figures are as data: addresses and words."""


class Row(NamedTuple):
    """A group of which figures are told: the page that they come from, its words, and its figures."""

    href: str
    words: str
    funnel: Funnel

    @property
    def name(self) -> str:
        """The words as they are drawn."""
        return self.words.striptags() if isinstance(self.words, Markup) else self.words


def counted(v: View, name: str, rows: Sequence[Row]) -> Figure:
    """Challenges and calls by domain, region or programme, those with the most challenges first."""
    told = sorted((row for row in rows if _has(row)), key=lambda row: (-row.funnel.challenges, -row.funnel.calls))
    shown = [_counted_bar(row) for row in told[:MOST_BARS]]
    figure = Figure(name, v.L(f"chart_{name}"), _says_most(v, name, told), data=_figures_of(v, "challenges"))
    if not shown:
        return figure
    cut = (v.L("chart_cut", n=len(shown), total=len(told)),) if len(told) > len(shown) else ()
    notes = (*cut, v.L(f"chart_note_{name}"))
    return figure._replace(drawing=bars(shown, _called(name)), keys=_both(v), notes=notes)


def by_year(v: View, funnels: Mapping[int, Funnel]) -> Figure:
    """Challenges and calls of each year, with the years between of which nothing is recorded."""
    years = {year: Tally(held.challenges, held.calls) for year, held in funnels.items()}
    told = {year: tally for year, tally in years.items() if any(tally)}
    rows = [Row("", v.L("year_n", n=year), funnels[year]) for year in told]
    figure = Figure("years", v.L("chart_years"), _says_most(v, "years", rows), data=_figures_of(v, "challenges"))
    if not told:
        return figure
    shown, cut = _years(v, told)
    notes = (*cut, v.L("chart_note_years"))
    return figure._replace(drawing=columns(shown, _called("years")), keys=_both(v), notes=notes)


def small(v: View, years: Years) -> Figure | None:
    """The challenges and calls of one programme or domain by year; none where there are none."""
    if not any(any(tally) for tally in years.values()):
        return None
    shown, cut = _years(v, years)
    total = [sum(tally) for tally in zip(*years.values(), strict=True)]
    most = max(years.values())
    top = [str(year) for year, tally in years.items() if tally.challenges == most.challenges]
    span = _span_of(years)
    says = v.L("chart_small_calls", span=span, calls=total[1])
    if total[0]:
        names = v.L("comma").join(top)
        says = v.L("chart_small", span=span, total=total[0], calls=total[1], names=names, n=most.challenges)
    table = Table(
        v.L("chart_by_year"), (v.L("year"), v.L("chart_challenges"), v.L("chart_calls")), _year_rows(v, years)
    )
    drawing = columns(shown, _called("by-year"), SMALL)
    notes = (*cut, v.L("chart_note_years"))
    return Figure("by-year", v.L("chart_by_year"), says, drawing, _both(v), notes, table, _figures_of(v))


def amounts(v: View, name: str, rows: Sequence[Row]) -> Figure:
    """The exact amounts of each group, kind by kind: what is paid by whom, and in which papers, is never added."""
    told = tuple((kind, _stated(rows, kind, is_by_time=name == "years")) for kind in SUMS)
    exact = [(kind, [(row, held) for row, held in found if held.records]) for kind, found in told]
    figure = Figure(f"amounts-{name}", v.L(f"chart_amounts_{name}"), v.L("chart_amounts_none"), data=_figures_of(v))
    if any(found for _, found in told):
        figure = figure._replace(table=_amount_table(v, told))
    shown = [bar for kind, found in exact if found for bar in _amount_bars(v, kind, found, is_by_time=name == "years")]
    if not shown:
        return figure
    kind, row, most = max(((k, *one) for k, found in exact for one in found), key=lambda one: one[2].yuan)
    says = v.L("chart_amounts_most", name=_amount_name(v, row, kind), amount=v.sum(most), n=most.records)
    is_cut = any(len(found) > MOST_AMOUNTS for _, found in exact)
    cut = (v.L("chart_cut_years" if name == "years" else "chart_cut_each", n=MOST_AMOUNTS),) if is_cut else ()
    drawing = bars(shown, _called(figure.id), lambda tick: _yuan(v, tick))
    return figure._replace(says=says, drawing=drawing, notes=(*cut, v.L("chart_note_amounts")))


def steps(v: View, funnel: Funnel) -> Figure:
    """How far the challenges recorded came, what has no challenge here beside them."""
    found = (
        ("funnel_challenges", funnel.challenges, 0),
        ("funnel_claimed", *funnel.claimed),
        ("funnel_funded", *funnel.funded),
        ("funnel_completed", *funnel.completed),
    )
    rows = [_step_bar(v, v.L(label), own, apart) for label, own, apart in found]
    says = v.L(
        "chart_steps_says",
        n=funnel.challenges,
        claimed=funnel.claimed.challenges,
        funded=funnel.funded.challenges,
        completed=funnel.completed.challenges,
        apart=funnel.claimed.apart,
    )
    keys = (v.L("chart_with_challenge"), v.L("funnel_apart"))
    figure = Figure("steps", v.L("chart_steps"), says, data=_figures_of(v, "challenges", "winners", "successes"))
    if not any(row.lanes for row in rows):
        return figure
    return figure._replace(drawing=bars(rows, _called("steps")), keys=keys, notes=(v.L("funnel_no_rate"),))


def calendar(site: Site, v: View) -> Iterator[Figure]:
    """The deadlines of the coming year, of the last one where none is known ahead, and of each month of all years."""
    found, today = deadline_days(site.catalog), date.fromisoformat(site.moment[:10])
    ahead = found.by_month(today)
    if ahead:
        yield _months(v, "ahead", months_from(month_of(today), AHEAD), ahead, today)
    else:
        yield _months(v, "past", months_from(month_of(today), -AHEAD), found.by_month(), today)
    yield _all_months(v, found)


def spans(site: Site, v: View) -> Figure:
    """How long challenges took from their publication to final acceptance."""
    found = spans_of(site.catalog)
    figure = Figure("spans", v.L("chart_spans"), "", data=_files(v, "successes", "challenges"))
    if not found.known:
        return figure._replace(says=v.L("chart_spans_none", n=found.accepted))
    middle = found.known[(len(found.known) - 1) // 2]
    says = v.L("chart_spans_says", n=len(found.known), total=found.accepted, days=_days(v, middle))
    shown = [_span_bar(v, span) for span in found.known] if len(found.known) <= MOST_SPANS else _span_classes(v, found)
    notes = (v.L("chart_note_spans"), *((v.L("chart_cut_table", n=MOST_TOLD),) if len(found.known) > MOST_TOLD else ()))
    rows = tuple((v.link(span.result), v.link(span.about), _days(v, span)) for span in found.known[:MOST_TOLD])
    table = Table(v.L("chart_spans"), (v.L("kind_success"), v.L("kind_challenge"), v.L("chart_days")), rows)
    return figure._replace(says=says, drawing=bars(shown, _called("spans")), notes=notes, table=table)


# -- rows and columns ---------------------------------------------------------------------------------------------


def _has(row: Row) -> bool:
    return bool(row.funnel.challenges or row.funnel.calls)


def _counted_bar(row: Row) -> Bar:
    figures = enumerate((row.funnel.challenges, row.funnel.calls))
    return Bar(row.name, "", tuple(Lane(_from_zero(n, series), str(n)) for series, n in figures if n))


def _from_zero(figure: int, series: int = 0) -> tuple[Segment, ...]:
    return (Segment(Decimal(0), Decimal(figure), series),) if figure else ()


def _step_bar(v: View, label: str, own: int, apart: int) -> Bar:
    if not own and not apart:
        return Bar(label, v.L("none_recorded"))
    beside = (Segment(Decimal(own), Decimal(own + apart), 1),) if apart else ()
    said = v.L("chart_step", n=own, apart=apart) if apart else str(own)
    return Bar(label, said, (Lane((*_from_zero(own), *beside)),))


def _stated(rows: Sequence[Row], kind: str, is_by_time: bool) -> list[tuple[Row, Sum]]:
    """The groups in which an amount of a kind is stated, the largest first unless they are years."""
    held = [(row, _sums(row.funnel)[kind]) for row in rows]
    found = [(row, one) for row, one in held if one.records or one.otherwise]
    return found if is_by_time else sorted(found, key=lambda pair: -pair[1].yuan)


def _amount_bars(v: View, kind: str, found: Sequence[tuple[Row, Sum]], is_by_time: bool) -> Iterator[Bar]:
    """The largest sums of a kind, or the last years', under its name."""
    yield Bar(v.L(f"chart_amount_{kind}"), is_heading=True)
    for row, held in found[-MOST_AMOUNTS:] if is_by_time else found[:MOST_AMOUNTS]:
        said = v.L("chart_amount", amount=v.sum(held), n=held.records)
        yield Bar(row.name, said, (Lane((Segment(Decimal(0), held.yuan),)),))


def _amount_name(v: View, row: Row, kind: str) -> str:
    return v.L("chart_amount_name", name=row.name, label=v.L(f"chart_amount_{kind}"))


def _sums(funnel: Funnel) -> Mapping[str, Sum]:
    """The sums of a group by their names: what challenges and their lists state, then what awards and theirs do."""
    offered = (funnel.listed.challenge_lists, *funnel.offered)
    awarded = (funnel.listed.winner_lists, *funnel.awarded)
    return dict(zip(SUMS, (*offered, *awarded), strict=True))


def _amount_table(v: View, told: Iterable[tuple[str, list[tuple[Row, Sum]]]]) -> Table:
    heads = (v.L("funnel_amount"), v.L("funnel_sum"), v.L("funnel_stated_exactly"), v.L("funnel_stated_otherwise"))
    rows = ((_amount_name(v, row, kind), held) for kind, found in told for row, held in found)
    return Table(
        v.L("funnel_amounts_caption"),
        heads,
        tuple(
            (name, v.sum(held) if held.records else "—", held.records or "—", held.otherwise or "—")
            for name, held in rows
        ),
    )


def _yuan(v: View, tick: Decimal) -> str:
    """A tick of an axis of amounts: short, in a unit that it fits."""
    if not tick:
        return "0"
    if v.lang == "en":
        return f"{(tick / 1_000_000).normalize():,f} M"
    large = tick >= 100_000_000
    return say_money(Money(yi=float(tick / 100_000_000)) if large else Money(wan=float(tick / 10_000)), "zh")


def _years(v: View, years: Mapping[int, Tally]) -> tuple[list[Column], tuple[str, ...]]:
    """A column for each year from the first to the last, and what is said where the oldest are left out."""
    first, last = min(years), max(years)
    start = max(first, last - MOST_YEARS + 1)
    shown = [_year_column(year, years.get(year)) for year in range(start, last + 1)]
    return shown, ((v.L("chart_cut_years", n=MOST_YEARS),) if start > first else ())


def _year_column(year: int, tally: Tally | None) -> Column:
    return Column(str(year), "", tuple(n or None for n in tally or Tally()))


def _year_rows(v: View, years: Years) -> tuple[tuple[object, ...], ...]:
    return tuple((year, *(n or v.L("none_recorded") for n in tally)) for year, tally in years.items())


def _span_of(years: Years) -> str:
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


def _months(v: View, name: str, months: Sequence[Month], held: Mapping[Month, int], today: date) -> Figure:
    places = [
        Column(str(month), str(year) if month == 1 or (year, month) == months[0] else "", (held.get((year, month)),))
        for year, month in months
    ]
    total = sum(held.get(month, 0) for month in months)
    most = max(months, key=lambda month: held.get(month, 0))
    details = {"date": v.date(str(today)), "total": total, "name": _month(v, most), "n": held.get(most, 0)}
    says = v.L(f"chart_{name}_says" if total else f"chart_{name}_none", **details)
    table = Table(v.L(f"chart_{name}"), (v.L("chart_month"), v.L("chart_deadlines")), _month_rows(v, months, held))
    drawing = columns(places, _called(name), 120) if total else None
    data = ((v.to(calendar_path(v.lang, "all")), "iCalendar"), *_files(v, "deadlines"))
    figure = Figure(name, v.L(f"chart_{name}"), says, drawing, table=table if total else None, data=data)
    return figure._replace(notes=(v.L("chart_note_deadlines"),) if total else ())


def _month_rows(v: View, months: Sequence[Month], held: Mapping[Month, int]) -> tuple[tuple[object, ...], ...]:
    return tuple((_month(v, month), held.get(month) or v.L("none_recorded")) for month in months)


def _all_months(v: View, found: Deadlines) -> Figure:
    held = found.by_month()
    figure = Figure("months", v.L("chart_months"), v.L("chart_months_none"), data=_files(v, "deadlines"))
    if not held:
        return figure
    years = range(max(month[0] for month in held), min(month[0] for month in held) - 1, -1)[:MOST_YEARS]
    rows = [(str(year), [held.get((year, month), 0) for month in range(1, 13)]) for year in years]
    by_month = [sum(figures[month] for _, figures in rows) for month in range(12)]
    top = max(by_month)
    names = v.L("comma").join(_month_name(v, month + 1) for month, n in enumerate(by_month) if n == top)
    says = v.L("chart_months_says", names=names, n=top, total=sum(by_month))
    heads = (v.L("year"), *(_month_name(v, month) for month in range(1, 13)))
    table = Table(v.L("chart_months"), heads, tuple((year, *(n or "—" for n in figures)) for year, figures in rows))
    notes = (v.L("chart_note_months"), *((v.L("chart_vague", n=found.vague),) if found.vague else ()))
    drawing = grid(rows, [str(month) for month in range(1, 13)], _called("months"))
    return figure._replace(says=says, drawing=drawing, notes=notes, table=table)


def _month(v: View, month: Month) -> str:
    return v.date(f"{month[0]:04}-{month[1]:02}")


def _month_name(v: View, month: int) -> str:
    return f"{month}月" if v.lang == "zh" else MONTHS[month - 1]


def _span_bar(v: View, span: Span) -> Bar:
    sure = (Segment(Decimal(0), Decimal(span.least)),) if span.least else ()
    maybe = (Segment(Decimal(span.least), Decimal(span.most), 1),) if span.most > span.least else ()
    return Bar(v.say(span.about.title), _days(v, span), (Lane((*sure, *maybe)),))


def _days(v: View, span: Span) -> str:
    days = str(span.least) if span.least == span.most else f"{span.least}–{span.most}"
    return v.L("chart_days_n", days=days)


def _span_classes(v: View, found: Spans) -> list[Bar]:
    """How many times lie in each class; one that may lie in two is in that of its middle."""
    middles = [(span.least + span.most) // 2 for span in found.known]
    bounds = (0, *SPAN_ENDS, max(*middles, SPAN_ENDS[-1]) + 1)
    counts = [sum(low <= days < high for days in middles) for low, high in pairwise(bounds)]
    return [_class_bar(v.L(f"chart_span_{n}"), count, v.L("none_recorded")) for n, count in enumerate(counts)]


def _class_bar(label: str, count: int, none: str) -> Bar:
    return Bar(label, str(count), (Lane(_from_zero(count)),)) if count else Bar(label, none)


# -- words --------------------------------------------------------------------------------------------------------


def _says_most(v: View, name: str, rows: Sequence[Row]) -> str:
    """Which group has the most challenges, ties named together."""
    top = max((row.funnel.challenges for row in rows), default=0)
    if not top:
        return v.L("chart_none")
    names = [row.name for row in rows if row.funnel.challenges == top]
    return v.L(f"chart_{name}_says", names=v.L("comma").join(names), n=top)


def _both(v: View) -> tuple[str, ...]:
    return v.L("chart_challenges"), v.L("chart_calls")


def _called(name: str) -> Drawn:
    return Drawn(f"chart-{name}", f"chart-{name}-says")


def _figures_of(v: View, *tables: str) -> tuple[tuple[str, str], ...]:
    return ((v.to(PATH), "JSON"), *_files(v, *tables))


def _files(v: View, *tables: str) -> tuple[tuple[str, str], ...]:
    return tuple((v.to(f"data/{table}.csv"), f"{table}.csv") for table in tables)
