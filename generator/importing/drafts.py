"""A table's rows as drafts of records: what each row becomes, and what is to be said of it, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeAlias

from generator.importing.cells import narrow
from generator.importing.headings import Heading, column_headings, sort_of
from generator.importing.identity import Origin, id_of, origin_of
from generator.importing.mapping import Column, TableMap
from generator.importing.records import Asked, Data, Remark, ordered, take
from generator.importing.references import Known
from generator.importing.tables import Cell, Row, Table, cell_name
from generator.importing.targets import HELPERS
from generator.model.parts import RecordId
from generator.model.records import KINDS
from generator.problems import Place, Problem, is_error, nearest, problem
from generator.yamlio import Json, parse_yaml

State: TypeAlias = Literal["new", "kept", "changed", "faulty", "total", "note", "section", "heading", "left_out"]

_COUNT = re.compile(r"[(（](?=[^()（）]*\d\s*[项个家])[^()（）]*+[)）]\Z|[,，]?\s*共\s*\d+\s*[项个家]\Z")
_ORDINAL = re.compile(r"(?:[(（]?[一二三四五六七八九十]+[)）]?[、.．]?|\d+[、.．])\s*")


class Held(NamedTuple):
    """A record that is there already: its file and text, its id and former ids, and the row that it was made from."""

    file: str
    text: str
    ids: tuple[RecordId, ...]
    origin: Origin | None = None

    def data(self) -> Data:
        """What the file says; nothing where it cannot be read."""
        found = parse_yaml(self.text, self.file)
        return found if isinstance(found, dict) else {}


class Outcome(NamedTuple):
    """What a row became: the row from 1, the record's id or what stands in the row."""

    row: int
    state: State
    about: str


class Draft(NamedTuple):
    """A record to be written: its file from the project's folder, and the row from 1."""

    file: str
    data: Data
    origin: Origin
    row: int
    columns: Mapping[str, int]
    """In which column each key stands, from 1."""


class Drafts(NamedTuple):
    """What a table gives: the records to write, what each row became, and what is to be said."""

    drafts: tuple[Draft, ...]
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]


class _Line(NamedTuple):
    """A row that holds a record: its place from 0, its cells by key, and the columns they stand in."""

    y: int
    cells: Mapping[str, tuple[int, Cell, str, Column]]

    def texts(self) -> dict[str, str]:
        return {key: cell.text for key, (_, cell, _, _) in self.cells.items()}


class Shelf(NamedTuple):
    """The records of the table's kind that are there already, by the row that they were made from and by id."""

    by_row: Mapping[tuple[str, str], Held]
    by_id: Mapping[RecordId, Held]


def shelf_of(held: Iterable[Held]) -> Shelf:
    """The records as they are looked for."""
    found = tuple(held)
    return Shelf(
        {one.origin[:2]: one for one in found if one.origin},
        {record_id: one for one in found for record_id in one.ids},
    )


class Desk(NamedTuple):
    """What a table is read with."""

    table: Table
    mapping: TableMap
    known: Known
    held: Shelf
    file: str
    today: str

    def place(self, y: int, x: int = -1) -> Place:
        """A cell's place, or a row's."""
        return Place(self.file, y + 1, x + 1)


def drafts_of(desk: Desk) -> Drafts:
    """What the table becomes by its mapping, held against the records that are there."""
    heading = Heading(desk.mapping.header[0] - 1, desk.mapping.header[-1] - 1)
    if heading.last >= len(desk.table.rows):
        return Drafts((), (), (problem("table-heading-missing", Place(desk.file)),))
    names = column_headings(desk.table, heading)
    faults = tuple(_column_problems(desk, names))
    if any(map(is_error, faults)):
        return Drafts((), (), faults)
    lines, others = _sorted_lines(desk, heading, names)
    if not lines:
        faults = (*faults, problem("table-empty", desk.place(heading.last)))
    parts = [_drafted(desk, line) for line in lines]
    drafts = tuple(chain.from_iterable(part.drafts for part in parts))
    outcomes = sorted(chain(others, *(part.outcomes for part in parts)))
    hidden = (problem("table-row-hidden", desk.place(line.y)) for line in lines if line.y in desk.table.hidden)
    told = (*faults, *hidden, *chain.from_iterable(part.problems for part in parts))
    return Drafts(drafts, tuple(outcomes), (*told, *_twice(desk, lines, drafts), *_gone(desk, lines)))


def _column_problems(desk: Desk, names: Sequence[str]) -> Iterator[Problem]:
    """Columns of the mapping that the table has not, and those of the table of which the mapping says nothing."""
    place = desk.place(desk.mapping.header[-1] - 1)
    there = {narrow(name) for name in names if name}
    for heading, column in desk.mapping.columns.items():
        if narrow(heading) not in there and column is not None:
            yield problem("table-column-missing", place, value=heading, words=nearest(heading, filter(None, names)))
    told = {narrow(heading) for heading in desk.mapping.columns}
    for x, name in enumerate(names):
        if name and narrow(name) not in told:
            yield problem("table-column-new", desk.place(place.line - 1, x), value=name)


def _sorted_lines(desk: Desk, heading: Heading, names: Sequence[str]) -> tuple[list[_Line], list[Outcome]]:
    """The rows that hold records, and what the other rows are."""
    lines: list[_Line] = []
    others: list[Outcome] = []
    columns = _columns(desk.mapping, names)
    heads = desk.table.rows[heading.first : heading.last + 1]
    above: dict[str, Cell] = {}
    section = Cell()
    for y in range(heading.last + 1, len(desk.table.rows)):
        row = desk.table.rows[y]
        sort: State | str = "left_out" if y + 1 in desk.mapping.skip_rows else sort_of(row, names, heads)
        if sort == "section":
            section = _section(row)
        if sort == "data":
            lines.append(_line(desk.mapping, y, row, columns, section, above))
        elif sort != "empty":
            others.append(Outcome(y + 1, sort, _first_text(row)))  # type: ignore[arg-type]  # the rest of Sort is State
    return lines, others


def _columns(mapping: TableMap, names: Sequence[str]) -> list[tuple[int, str, Column]]:
    places = {narrow(name): x for x, name in reversed(list(enumerate(names))) if name}
    return [
        (places[narrow(heading)], heading, column) for heading, column in mapping.filled() if narrow(heading) in places
    ]


def _line(
    mapping: TableMap,
    y: int,
    row: Row,
    columns: Iterable[tuple[int, str, Column]],
    section: Cell,
    above: dict[str, Cell],
) -> _Line:
    found = {
        column.key: (x, _filled(mapping, heading, row[x], above), heading, column) for x, heading, column in columns
    }
    if mapping.section and section.text:
        found[mapping.section] = (0, section, section.text, Column(key=mapping.section))
    return _Line(y, found)


def _filled(mapping: TableMap, heading: str, cell: Cell, above: dict[str, Cell]) -> Cell:
    """The cell, or the one above where the mapping says that an empty cell goes on."""
    if heading in mapping.fill_down and not cell.text:
        return above.get(heading, cell)
    above[heading] = cell
    return cell


def _section(row: Row) -> Cell:
    """A heading between rows without its number and its count."""
    text = _COUNT.sub("", _first_text(row).strip())
    return Cell(_ORDINAL.sub("", text, count=1).strip())


def _first_text(row: Row) -> str:
    return next((" ".join(cell.text.split()) for cell in row if cell.text), "")


def _drafted(desk: Desk, line: _Line) -> Drafts:
    """What one row becomes."""
    texts = line.texts()
    origin = origin_of(desk.mapping, texts)
    same = desk.held.by_row.get(origin[:2])
    data, problems = _read(desk, line)
    if same is not None:
        return _known_again(desk, line, origin, same, data)
    record_id = id_of(desk.mapping, texts, origin)
    if record_id is None:
        fault = problem("table-id-empty", desk.place(line.y), value=desk.mapping.id, row=line.y + 1)
        return _faulty(line, texts.get("title", ""), (*problems, fault))
    taken = desk.held.by_id.get(record_id)
    if taken is not None:
        return _taken(desk, line, taken, data, problems)
    if any(map(is_error, problems)):
        return _faulty(line, record_id, problems)
    draft = Draft(
        _file(desk.mapping, record_id), _finished(desk, line, record_id, data), origin, line.y + 1, _places(line)
    )
    return Drafts((draft,), (Outcome(line.y + 1, "new", record_id),), problems)


def _places(line: _Line) -> dict[str, int]:
    return {key: x + 1 for key, (x, *_) in line.cells.items()}


def _faulty(line: _Line, about: str, problems: tuple[Problem, ...]) -> Drafts:
    return Drafts((), (Outcome(line.y + 1, "faulty", about),), problems)


def _known_again(desk: Desk, line: _Line, origin: Origin, held: Held, data: Data) -> Drafts:
    """A row that became a record before: left alone, and told where it reads otherwise now."""
    if held.origin == origin:
        return Drafts((), (Outcome(line.y + 1, "kept", held.ids[0]),), ())
    before = held.data()
    kept = data.keys() - HELPERS[desk.mapping.kind]
    differing = sorted(key for key in kept if before.get(key) != data[key])
    words = {
        "file": held.file,
        "keys": "、".join(differing) or "—",
        "keys_en": ", ".join(differing) or "—",
        "row": line.y + 1,
    }
    told = problem("table-row-changed", desk.place(line.y), value=held.ids[0], words=words)
    return Drafts((), (Outcome(line.y + 1, "changed", held.ids[0]),), (told,))


def _taken(desk: Desk, line: _Line, held: Held, data: Data, problems: tuple[Problem, ...]) -> Drafts:
    """A row whose id another record has: the same one without its mark, where the titles agree."""
    if held.origin is None and "title" in data and _zh(held.data().get("title")) == _zh(data["title"]):
        return Drafts((), (Outcome(line.y + 1, "kept", held.ids[0]),), ())
    words = {"file": held.file, "row": line.y + 1}
    fault = problem("table-id-taken", desk.place(line.y), value=held.ids[0], words=words)
    return _faulty(line, held.ids[0], (*problems, fault))


def _zh(text: Any) -> str:
    return narrow(str(text.get("zh"))) if isinstance(text, dict) else ""


def _read(desk: Desk, line: _Line) -> tuple[Data, tuple[Problem, ...]]:
    """The data that a row's cells give, and what is to be said of them."""
    data: Data = {}
    problems: list[Problem] = []
    for x, cell, heading, column in line.cells.values():
        if cell.is_formula:
            problems.append(_told(desk, line.y, x, heading, Remark("table-formula", cell.text)))
            continue
        taken = take(Asked(cell.text, heading, column, desk.mapping.kind, desk.known))
        data.update(taken.data)
        problems.extend(_told(desk, line.y, x, heading, remark) for remark in taken.remarks)
    return data, tuple(problems)


def _told(desk: Desk, y: int, x: int, heading: str, remark: Remark) -> Problem:
    words = {"cell": cell_name(desk.table, y, x), "heading": heading, **remark.words}
    return problem(remark.code, desk.place(y, x), value=remark.value, words=words)


def _finished(desk: Desk, line: _Line, record_id: RecordId, data: Data) -> Data:
    """The whole record; its first source says in which row it stands, unless it says a place itself."""
    named: Data = {"updated_on": desk.today, **desk.mapping.fixed, **data, "id": record_id}
    sources = named.get("sources")
    if isinstance(sources, list) and sources and isinstance(sources[0], dict):
        place = sources[0].get("place") or _row_place(desk.table, line.y)
        named["sources"] = [{**sources[0], "place": place}, *sources[1:]]
    return ordered(desk.mapping.kind, named)


def _row_place(table: Table, y: int) -> Json:
    zh, en = (f"表“{table.name}”", f"Table “{table.name}”") if table.name else ("表", "Table")
    return {"zh": f"{zh}第{y + 1}行", "en": f"{en}, row {y + 1}"}


def _file(mapping: TableMap, record_id: RecordId) -> str:
    folder = f"{mapping.folder}/" if mapping.folder else ""
    return f"content/{KINDS[mapping.kind].folder}/{folder}{record_id}.yml"


def _twice(desk: Desk, lines: Sequence[_Line], drafts: Sequence[Draft]) -> Iterator[Problem]:
    """Rows of one key, and rows of one id."""
    first: dict[str, int] = {}
    for line in lines:
        row = origin_of(desk.mapping, line.texts()).row
        if row in first:
            words = {"row": line.y + 1, "first": first[row] + 1}
            yield problem("table-row-twice", desk.place(line.y), value=", ".join(desk.mapping.row_key), words=words)
        first.setdefault(row, line.y)
    drafted: dict[str, Draft] = {}
    for draft in drafts:
        earlier = drafted.setdefault(draft.file, draft)
        if earlier.origin.row != draft.origin.row:
            words = {"row": draft.row, "first": earlier.row}
            yield problem("table-id-twice", desk.place(draft.row - 1), value=draft.data["id"], words=words)


def _gone(desk: Desk, lines: Sequence[_Line]) -> Iterator[Problem]:
    """Records that an earlier reading of this table made, whose rows are no longer there."""
    there = {origin_of(desk.mapping, line.texts()).row for line in lines}
    for (table, row), held in sorted(desk.held.by_row.items(), key=lambda pair: pair[1].file):
        if table == desk.mapping.origin and row not in there:
            yield problem("table-row-gone", Place(desk.file), value=held.ids[0], words={"file": held.file})
