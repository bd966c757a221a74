"""Examples of reading the data, as the data page shows them; the tests run those that can be run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.exports.files import DataFile
from generator.exports.grams import QUERY


class Example(NamedTuple):
    """An example: what it is for, what it needs, and its text, in which {csv} and the like are addresses."""

    id: str
    title: str
    needs: frozenset[str]
    text: str


PYTHON = """\
import csv, io, urllib.request

url = "{csv}"
with urllib.request.urlopen(url) as answer:
    text = answer.read().decode("utf-8-sig")
rows = [
    {name: cell.removeprefix("'") for name, cell in row.items()}
    for row in csv.DictReader(io.StringIO(text, newline=""))
]
print(len(rows), rows[0]["title_zh"])
"""

R = """\
rows <- read.csv("{csv}", fileEncoding = "UTF-8-BOM",
                 colClasses = "character", na.strings = "")
rows[] <- lapply(rows, function(column) sub("^'", "", column))
nrow(rows)
table(rows$year, useNA = "ifany")
"""

CURL = """\
curl -O "{csv}"
curl -O "{sums}"
sha256sum --check --ignore-missing SHA256SUMS
"""

SQLITE = """\
curl -O "{sqlite}"
sqlite3 zhangbang.sqlite "SELECT year, count(*) FROM {table} GROUP BY year ORDER BY year"
"""

DATASETTE = """\
pip install datasette
curl -O "{sqlite}" -O "{metadata}"
datasette zhangbang.sqlite --metadata metadata.json
"""

EXAMPLES: tuple[Example, ...] = (
    Example("python", "Python", frozenset({"csv"}), PYTHON),
    Example("r", "R", frozenset({"csv"}), R),
    Example("curl", "curl", frozenset({"csv", "sums"}), CURL),
    Example("sqlite", "SQLite", frozenset({"sqlite", "table"}), SQLITE),
    Example("datasette", "Datasette", frozenset({"sqlite", "metadata"}), DATASETTE),
)
"""Those whose files are there are shown; Excel is told in words."""

PREFERRED = ("challenges", "guides", "lists", "programmes", "winners", "successes", "organisations")
FIXED: Mapping[str, str] = {"zhangbang.sqlite": "sqlite", "metadata.json": "metadata", "SHA256SUMS": "sums"}

SEARCH = QUERY
"""The query that finds words of any length in the SQLite file."""


def examples(files: Mapping[str, DataFile], address: Mapping[str, str]) -> Iterator[Example]:
    """The examples whose files are among `files`, filled with their `address`, both by the file's name."""
    known = {key: address[name] for name, key in FIXED.items() if name in files}
    chosen = next((stem for stem in PREFERRED if f"{stem}.csv" in files and files[f"{stem}.csv"].made.rows), None)
    if chosen is not None:
        known |= {"csv": address[f"{chosen}.csv"], "table": chosen}
    for example in EXAMPLES:
        if example.needs <= known.keys():
            yield example._replace(text=_filled(example.text, known))


def _filled(text: str, known: Mapping[str, str]) -> str:
    """The text with addresses in place; its other braces are its own."""
    for key, value in known.items():
        text = text.replace(f"{{{key}}}", value)
    return text
