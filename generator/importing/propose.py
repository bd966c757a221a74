"""A first guess of a mapping, from the words that head the columns; what is not known stays open for people to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.importing import cells
from generator.importing.headings import Heading, bare, column_headings, find_heading, sort_of
from generator.importing.mapping import UNFILLED, UNNAMED, Column
from generator.importing.records import Asked, take
from generator.importing.references import Known
from generator.importing.tables import Row, Table
from generator.importing.targets import PRIVATE, TARGETS, UNITS_KEY
from generator.problems import Place, Problem, problem
from generator.yamlio import Json
from generator.yamltext import yaml_of

WORDED = frozenset({"region", "domains", "state", "choice", "choices"})
"""Shapes whose words the mapping says the meaning of."""

STEMS: Mapping[str, str] = {"winner": "winners", "success": "successes", "challenge": "challenges", "organisation": ""}
_OPEN = f"{UNFILLED} 请填写 / fill in"


class Guess(NamedTuple):
    """What a column may fill: its heading, its key if one is known, its unit and its words' meanings."""

    heading: str
    key: str | None
    remark: str = ""
    unit: str | None = None
    values: Mapping[str, Json] = {}


def proposal(table: Table, kind: str, file: str, known: Known) -> str | Problem:
    """The text of a mapping for the table, with remarks in both languages; a problem where no heading is found."""
    heading = find_heading(table, kind)
    if heading is None:
        return problem("table-heading-missing", Place(file))
    names = column_headings(table, heading)
    rows = _data_rows(table, heading, names)
    guesses = tuple(_guesses(names, rows, kind, known))
    return "".join(f"{line}\n" for line in _lines(table, kind, file, heading, guesses))


def _data_rows(table: Table, heading: Heading, names: Sequence[str]) -> list[Row]:
    heads = table.rows[heading.first : heading.last + 1]
    return [row for row in table.rows[heading.last + 1 :] if sort_of(row, names, heads) == "data"]


def _guesses(names: Sequence[str], rows: Sequence[Row], kind: str, known: Known) -> Iterator[Guess]:
    """A guess for each column that has a name; a key goes to the column that fits it best."""
    keys = _keys(names, kind)
    for x, name in enumerate(names):
        if not name:
            continue
        key = keys.get(x)
        if key is None:
            yield Guess(name, None, _remark(name))
            continue
        texts = tuple(dict.fromkeys(row[x].text for row in rows if not cells.is_nothing(row[x].text)))
        yield _with_details(Guess(name, key), kind, texts, known)


def _keys(names: Sequence[str], kind: str) -> dict[int, str]:
    """For each column its key, the closest pairs first."""
    fits = [
        (_fit(name, word), -rank, -x, key)
        for x, name in enumerate(names)
        if name and not _is_private(name)
        for key, target in TARGETS[kind].items()
        for rank, word in enumerate(target.words)
    ]
    found: dict[int, str] = {}
    for fit, _, x, key in sorted(fits, reverse=True):
        if fit and -x not in found and key not in found.values():
            found[-x] = key
    return found


def _fit(heading: str, word: str) -> int:
    """How well a word fits a heading: the same, its last part, or within it; 0 for not at all."""
    parts = [bare(part) for part in heading.split("#")[0].split("/")]
    if word in (parts[-1], bare(heading)):
        return 300 + len(word)
    if parts[-1].endswith(word) and len(word) > 2:
        return 200 + len(word)
    return 100 + len(word) if len(word) > 2 and any(word in part for part in parts) else 0


def _is_private(heading: str) -> bool:
    return any(word in bare(heading) for word in PRIVATE)


def _remark(heading: str) -> str:
    if _is_private(heading):
        return "个人信息，不导入 / personal data, never imported"
    if "金额" in heading or "经费" in heading or "资金" in heading:
        return "哪一种金额？support、owner_payment、rd_input、total_investment 或 own_funds / which amount?"
    return "不导入 / left out"


def _with_details(guess: Guess, kind: str, texts: Sequence[str], known: Known) -> Guess:
    assert guess.key is not None
    shape = TARGETS[kind][guess.key].shape
    if shape in ("money", "support"):
        unit = cells.unit_in(guess.heading)
        needs = unit is None and any(cells.money_of(text, None) is None for text in texts)
        return guess._replace(unit=unit, remark="加 unit: yuan、wan 或 yi / add its unit" if needs else "")
    if shape == "party" and any(len(cells.units_of(text)) > 1 for text in texts):
        hint = f"有的格有几个单位；第一个牵头就写 {UNITS_KEY} / several units; {UNITS_KEY} if the first leads"
        return guess._replace(remark=hint)
    return guess._replace(values=_values(guess, kind, texts, known)) if shape in WORDED else guess


def _values(guess: Guess, kind: str, texts: Sequence[str], known: Known) -> dict[str, Json]:
    """The words that stand for nothing known here, each to be decided."""
    assert guess.key is not None
    column = Column(key=guess.key)
    unknown: dict[str, Json] = {}
    for text in texts:
        for remark in take(Asked(text, guess.heading, column, kind, known)).remarks:
            unknown[remark.value] = UNFILLED
    return unknown


def _lines(table: Table, kind: str, file: str, heading: Heading, guesses: Sequence[Guess]) -> Iterator[str]:
    yield "# 表格导入的映射：哪一栏是什么。带 ⚠ 的请填写，写成 null 的栏不导入。"
    yield "# What the table's columns are. Fill in what is marked ⚠; columns set to null are left out."
    yield f"kind: {kind}"
    yield "# 再次导入时凭它认出已有的记录，不要改。 Known again by this name: do not change it."
    yield _line("origin", _origin(table, file))
    if table.name:
        yield _line("sheet", table.name)
    yield f"header: [{heading.first + 1}, {heading.last + 1}]"
    yield "columns:"
    yield from (line for guess in guesses for line in _column(guess))
    yield from _fixed(kind, {guess.key for guess in guesses})
    yield from _naming(guesses)


def _origin(table: Table, file: str) -> str:
    stem = re.sub(r"\.[A-Za-z]{3,4}\Z", "", file.rpartition("/")[2])
    return " ".join(f"{stem} {table.name}".split())[:200]


def _column(guess: Guess) -> Iterator[str]:
    remark = f"  # {guess.remark}" if guess.remark else ""
    head = _line(guess.heading, "", "  ").removesuffix(' ""')
    if guess.key is None or not (guess.unit or guess.values):
        yield f"{head} {guess.key or 'null'}{remark}"
        return
    unit = f"    unit: {guess.unit}" if guess.unit else ""
    yield from filter(None, (f"{head}{remark}", f"    key: {guess.key}", unit))
    if guess.values:
        yield "    values:  # ⚠ 各词对应本站哪一项，不要的写 null / what each word stands for; null leaves it out"
        yield from (_line(word, value, "      ") for word, value in guess.values.items())


def _fixed(kind: str, keys: set[str | None]) -> Iterator[str]:
    yield "fixed:  # 各行相同的内容，写法同记录 / what all rows share, written as in a record"
    if STEMS.get(kind):
        yield f"  # list: {_OPEN}"
    if kind == "winner" and "state" not in keys:
        yield "  state: selected"
    if kind == "success":
        yield "  basis: acceptance"
    if kind == "organisation" and "type" not in keys:
        yield f"  # type: {_OPEN}"
    if "domains" not in keys and kind == "challenge":
        yield f"  # domains: [{_OPEN}]"
    yield f"  region: cn  # {_OPEN}" if "region" not in keys else f"  # region: {_OPEN}"
    yield "  sources:"
    yield "    - id: list"
    yield f"      title: {{zh: {_OPEN}}}"
    yield f"      issuer: {{zh: {_OPEN}}}"
    yield "      # number, published_on, url, confidence: high"


def _naming(guesses: Sequence[Guess]) -> Iterator[str]:
    keys = [guess.key for guess in guesses]
    name = "seq:02" if "seq" in keys else "key"
    yield "# 编号以地区和年份开头，如 xiangtan-2025-{seq:02}，永不改变。 Begins with place and year; never changes."
    yield f"id: {UNNAMED}{{{name}}}  # {_OPEN}"
    yield "# 凭这几栏认出同一行。 The columns by which a row is known again."
    yield f"row_key: [{', '.join(_row_key(keys))}]"


def _line(key: str, value: Json, pad: str = "") -> str:
    """The key and its value so far in; a very long key has a line of its own before it."""
    return pad + yaml_of({key: value}).removesuffix("\n").replace("\n", f"\n{pad}")


def _row_key(keys: Sequence[str | None]) -> list[str]:
    for chosen in (["code"], ["credit_code"], ["title", "lead"], ["title", "units"], ["title", "owner"], ["title"]):
        if all(key in keys for key in chosen):
            return chosen
    return ["seq"]
