"""Charts as SVG within a page: the one home of leather, which lays out scales, ticks and series.

What is drawn are our own shapes. Horizontal places are percentages and everything else is in CSS pixels, so that one
drawing fits a phone and a desk with text of the same size. Colours are classes of the style sheet: a series is told by
how its bars are filled and by words, never by colour alone. No element has a style, and every word is escaped.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple

import leather
from leather.axis import Axis
from leather.shapes import Shape
from markupsafe import Markup

from generator.render.lines import em, wrapped
from generator.render.markup import marked

leather.theme.margin = 0.0  # what stands around a chart is the page's business

NARROW = 272
"""The least width of a drawing in CSS pixels: labels are broken so that they fit it."""
ACROSS = 86
"""How much of the width bars may take, in per cent: figures stand behind them."""
MOST_LINES = 3
FONT = 13
BOLD = 1.1
"""How much wider figures are than the names beside them."""
LINE = 17
GAP = 12
INSET = 4
AXIS = 22
MOST_TICKS = 5


class Segment(NamedTuple):
    """A piece of a bar, from and to values on the axis; `series` says how it is filled, from 0."""

    start: Decimal
    end: Decimal
    series: int = 0


class Lane(NamedTuple):
    """A bar in pieces, and its figure behind it where the row does not say it."""

    segments: tuple[Segment, ...]
    figure: str = ""


class Bar(NamedTuple):
    """A row: its name, its figures in words, and its bars below one another; no bar where nothing is recorded.

    A heading is a row of its name alone, for those that follow.
    """

    label: str
    said: str = ""
    lanes: tuple[Lane, ...] = ()
    is_heading: bool = False


class Column(NamedTuple):
    """A place on the axis of time: its name, a second name below, and each series' figure; none is not recorded."""

    label: str
    below: str
    figures: tuple[int | None, ...]


class Drawn(NamedTuple):
    """How a drawing is called: the ids of its name and description on the page."""

    name: str
    description: str


def bars(rows: Sequence[Bar], called: Drawn, say_tick: Callable[[Decimal], str] = str) -> Markup:
    """Horizontal bars from zero, each under its name with its figures beside."""
    lines = [_label_lines(row) for row in rows]
    lanes = max((len(row.lanes) for row in rows), default=1) or 1
    shape = _Bars(rows, lines, lanes)
    ends = [max((s.end for lane in row.lanes for s in lane.segments), default=Decimal(0)) for row in rows]
    data = [(end, str(number)) for number, end in enumerate(ends)]
    most = max(ends, default=Decimal(0))
    axis = _Below(_ticks_to(most), say_tick)
    return _drawn(data, shape, (leather.Linear(0, most or 1), axis), (_names(rows), _Nothing()), shape.height, called)


def columns(places: Sequence[Column], called: Drawn, height: int = 150) -> Markup:
    """Columns from zero along time, each under its figure; a dash stands where nothing is recorded."""
    most = max((n or 0 for place in places for n in place.figures), default=0)
    data = [(str(number), max((n or 0) for n in place.figures)) for number, place in enumerate(places)]
    shape = _Columns(places)
    scale = leather.Linear(0, most or 1)
    return _drawn(data, shape, (_names(places), _Nothing()), (scale, _Nothing()), height, called)


def grid(rows: Sequence[tuple[str, Sequence[int]]], heads: Sequence[str], called: Drawn) -> Markup:
    """Figures in squares, rows by columns; five steps of shade repeat what the figures say, and none is left empty."""
    shape = _Grid(rows, heads)
    data = [(str(number), str(number)) for number in range(len(rows))]
    return _drawn(data, shape, (_names(rows), _Nothing()), (_names(rows), _Nothing()), len(rows) * CELL, called)


# -- how leather is asked -----------------------------------------------------------------------------------------


def _drawn(
    data: Sequence[tuple[Any, Any]],
    shape: _Own,
    across: tuple[Any, Axis],
    down: tuple[Any, Axis],
    height: int,
    called: Drawn,
) -> Markup:
    """The chart that leather composes of a series, two scales, two axes and a shape, as one element of the page."""
    chart = leather.Chart()
    chart.set_x_scale(across[0])
    chart.set_x_axis(across[1])
    chart.set_y_scale(down[0])
    chart.set_y_axis(down[1])
    chart.add_series(leather.Series(data), shape)
    group = chart.to_svg_group(shape.across, height)
    whole = height + shape.above + shape.below
    svg = ET.Element("svg", {"class": "zb-chart", "width": "100%", "height": str(whole), "role": "img"})
    svg.set("aria-labelledby", called.name)
    svg.set("aria-describedby", called.description)
    inner = ET.SubElement(svg, "svg", {"y": str(shape.above), "overflow": "visible"}) if shape.above else svg
    inner.extend(_leaves(group))
    return marked(ET.tostring(svg, encoding="unicode", short_empty_elements=False).replace("></rect>", "/>"))


def _leaves(group: ET.Element) -> list[ET.Element]:
    """What was drawn, without the groups around it, which move it nowhere, and without leather's own ground."""
    return [leaf for leaf in group.iter() if leaf.get("class", "").startswith("zb-")]


def _names(places: Sequence[object]) -> Any:
    return leather.Ordinal([str(number) for number in range(len(places))])


def _ticks_to(most: Decimal) -> list[Decimal]:
    """The ticks that leather chooses for figures from zero, those alone that are whole where the figures are."""
    ticks = leather.Linear(0, most or 1).ticks()
    whole = [tick for tick in ticks if tick == tick.to_integral_value()]
    return whole if len(whole) <= MOST_TICKS else [tick for n, tick in enumerate(whole) if n % 2 == 0]


class _Own(Shape):  # type: ignore[misc]
    """A shape of ours: what it needs above and below the places of its figures."""

    above = 0
    below = 0
    across = 100

    def validate_series(self, series: Any) -> None:
        """Any series of ours is fit."""


class _Nothing(Axis):  # type: ignore[misc]
    """An axis that needs no words: its shape writes them."""

    def estimate_label_margin(self, *_asked: object) -> int:
        """No margin."""
        return 0

    def to_svg(self, *_asked: Any) -> ET.Element:
        """Nothing."""
        return ET.Element("g")


class _Below(_Nothing):
    """Lines upwards from a scale's ticks, with their words below."""

    def to_svg(self, width: Any, height: Any, scale: Any, *_asked: Any) -> ET.Element:
        """The lines and words."""
        group = ET.Element("g")
        for number, value in enumerate(self._ticks):
            at = _share(scale.project(value, 0, width))
            kind = "zb-chart__zero" if value == 0 else "zb-chart__tick"
            ET.SubElement(group, "line", {"class": kind, "x1": at, "x2": at, "y1": "0", "y2": _short(height)})
            anchor = "start" if number == 0 else "middle"
            words = self._tick_formatter(value)
            _text(group, words, at, int(height) + LINE, "zb-chart__axis", anchor)
        return group


class _Bars(_Own):
    """Bars under their names."""

    below = AXIS
    across = ACROSS

    def __init__(self, rows: Sequence[Bar], lines: Sequence[tuple[str, ...]], lanes: int) -> None:
        self._rows, self._lines = rows, lines
        self._thick = 14 if lanes == 1 else 11
        drawn = [0 if row.is_heading else len(row.lanes) or lanes for row in rows]
        heights = [len(held) * LINE + n * (self._thick + 3) + GAP for held, n in zip(lines, drawn, strict=True)]
        *self._tops, self.height = accumulate(heights, initial=0)

    def to_svg(self, width: Any, height: Any, *asked: Any) -> ET.Element:
        """Each row's words and bars."""
        (x_scale, _, series, _), group = asked, ET.Element("g")
        del height
        for datum in series.data():
            number = int(datum.y)
            row, lines, top = self._rows[number], self._lines[number], self._tops[number]
            kind = "zb-chart__heading" if row.is_heading else "zb-chart__label"
            for place, line in enumerate(filter(None, lines)):
                _text(group, line, "0", top + FONT + place * LINE, kind, dx=INSET)
            bottom = top + len(lines) * LINE
            if row.said:
                said = "zb-chart__figure" if row.lanes else "zb-chart__none"
                _text(group, row.said, "100%", bottom + FONT - LINE, said, "end")
            for place, lane in enumerate(row.lanes):
                self._lane(
                    group, lane, bottom + 2 + place * (self._thick + 3), lambda at: x_scale.project(at, 0, width)
                )
        return group

    def _lane(self, group: ET.Element, lane: Lane, y: int, project: Callable[[Decimal], Decimal]) -> None:
        for segment in lane.segments:
            start, end = project(segment.start), project(segment.end)
            _rect(group, (_share(start), y, _share(end - start), self._thick), segment.series)
        if lane.figure:
            end = max(project(segment.end) for segment in lane.segments)
            _text(group, lane.figure, _share(end), y + self._thick - 1, "zb-chart__figure", dx=INSET)


class _Columns(_Own):
    """Columns under their figures."""

    above = LINE + 2
    below = 2 * LINE

    def __init__(self, places: Sequence[Column]) -> None:
        self._places = places

    def to_svg(self, width: Any, height: Any, *asked: Any) -> ET.Element:
        """Each place's columns and words, above one line."""
        height = Decimal(height)
        x_scale, y_scale, series, _ = asked
        group = ET.Element("g")
        for datum in series.data():
            place = self._places[int(datum.x)]
            left, right = x_scale.project_interval(datum.x, 0, width)
            inside = (right - left) * Decimal("0.86") / len(place.figures)
            for number, figure in enumerate(place.figures):
                x = left + (right - left) * Decimal("0.07") + number * inside
                y = y_scale.project(figure or 0, height, 0)
                middle = _share(x + inside / 2)
                if figure:
                    _rect(group, (_share(x), _short(y), _share(inside * Decimal("0.92")), _short(height - y)), number)
                    _text(group, str(figure), middle, y - 4, "zb-chart__figure", "middle")
            if not any(place.figures):
                _text(group, "–", _share((left + right) / 2), height - 4, "zb-chart__none", "middle")
            _text(group, place.label, _share((left + right) / 2), height + LINE - 2, "zb-chart__axis", "middle")
            if place.below:
                _text(group, place.below, _share((left + right) / 2), height + 2 * LINE - 4, "zb-chart__axis", "middle")
        line = {"class": "zb-chart__zero", "x1": "0", "x2": "100%", "y1": _short(height), "y2": _short(height)}
        ET.SubElement(group, "line", line)
        return group


CELL = 24
_SIDE = Decimal(14)
"""How much of the width the names of a grid's rows take, in per cent."""


class _Grid(_Own):
    """Squares with figures."""

    above = LINE + 2

    def __init__(self, rows: Sequence[tuple[str, Sequence[int]]], heads: Sequence[str]) -> None:
        self._rows, self._heads = rows, heads
        self._most = max((n for _, figures in rows for n in figures), default=0)

    def to_svg(self, width: Any, height: Any, *asked: Any) -> ET.Element:
        """Each row's name and squares, below the columns' names."""
        del height
        group, series, wide = ET.Element("g"), asked[2], (Decimal(width) - _SIDE) / len(self._heads)
        for number, head in enumerate(self._heads):
            _text(group, head, _share(_SIDE + wide * number + wide / 2), -6, "zb-chart__axis", "middle")
        for datum in series.data():
            name, figures = self._rows[int(datum.y)]
            top = int(datum.y) * CELL
            _text(group, name, "0", top + 17, "zb-chart__axis")
            for number, figure in enumerate(figures):
                x = _SIDE + wide * number
                _rect(group, (_share(x), top + 1, _share(wide * Decimal("0.94")), CELL - 2), self._shade(figure))
                if figure:
                    kind = f"zb-chart__shaded zb-chart__shaded--{self._shade(figure)}"
                    _text(group, str(figure), _share(x + wide * Decimal("0.47")), top + 17, kind, "middle")
        return group

    def _shade(self, figure: int) -> str:
        """Which fifth of the largest figure a figure lies in."""
        return f"q{-(-5 * figure // self._most)}" if figure else "q0"


# -- pieces -------------------------------------------------------------------------------------------------------


def _label_lines(row: Bar) -> tuple[str, ...]:
    """A row's name in lines, with an empty one where its figures do not fit behind the last."""
    lines = wrapped(row.label, lambda words: em(words) * FONT, NARROW - INSET, MOST_LINES)
    fits = (em(lines[-1] if lines else "") + em(row.said) * BOLD + 1) * FONT <= NARROW
    return lines if fits or not row.said else (*lines, "")


def _rect(group: ET.Element, box: tuple[object, ...], series: int | str) -> None:
    x, y, width, height = map(str, box)
    kind = f"zb-chart__bar zb-chart__bar--{series}"
    ET.SubElement(group, "rect", {"class": kind, "x": x, "y": y, "width": width, "height": height})


def _text(
    group: ET.Element, words: str, x: str, y: Decimal | float, kind: str, anchor: str = "start", dx: int = 0
) -> None:
    place = {"class": kind, "x": x, "y": _short(y)}
    if anchor != "start":
        place["text-anchor"] = anchor
    if dx:
        place["dx"] = str(dx)
    ET.SubElement(group, "text", place).text = words


def _share(value: Decimal) -> str:
    """A part of the width."""
    return f"{_short(value)}%"


def _short(value: Decimal | float) -> str:
    """A number with two decimals at most."""
    return f"{Decimal(value):.2f}".rstrip("0").rstrip(".")
