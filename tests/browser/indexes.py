"""A small index of made-up documents, written after the finder's format alone: a second reading of that format."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

PER_FILE = 40
"""How many terms stand in one file: few, so that there are many files."""

FIRST = 30
"""How many documents the first segment holds; the second holds the rest."""

TRADITIONAL = {"電": "电", "機": "机", "驅": "驱"}
STEMS = {"motors": "motor", "bearing": "bear", "bearings": "bear"}
SYNONYMS = [["永磁电机", "permanent magnet motor", "pmsm"], ["石墨烯", "graphene"]]
WORD = re.compile("[a-z0-9]+")
KINDS = ("challenge", "guide", "winner")
STATUSES = ("open", "closing", "closed", "published")
AUDIENCES = ("owner", "solver", "any")
DOMAINS = (("motors", "电机电控", "Motors"), ("materials", "新材料", "New materials"))
REGIONS = (
    ("cn", "中国", "China", -1),
    ("hunan", "湖南省", "Hunan", 0),
    ("xiangtan", "湘潭市", "Xiangtan", 1),
    ("gansu", "甘肃省", "Gansu", 0),
)
PROGRAMMES = (("p-one", "甲计划", "Programme A"), ("p-two", "乙计划", None))
LEVELS = (("international_leading", "国际领先", "Internationally leading"),)
TYPES = (("gap", "填补国内空白技术", "Fills a gap in China"), ("generic", "行业共性技术", "Generic technology"))
SOLVERS = (("university", "高校", "University"), ("enterprise", "企业", "Enterprise"))

Places = dict[str, list[tuple[int, list[int]]]]
Amount = tuple[float | None, float | None] | None


class Doc(NamedTuple):
    """A made-up document: its fields in both languages, the title first, and its values as indexes into the tables."""

    id: str
    zh: tuple[str, ...]
    en: tuple[str, ...] = ("",)
    kind: int = 0
    domain: tuple[int, ...] = ()
    region: int = -1
    year: int = 0
    programme: int = -1
    timeline: tuple[tuple[str, int], ...] = (("", 3),)
    deadlines: tuple[tuple[int, int, str], ...] = ()
    owner: Amount = None
    support: Amount = None
    level: int = -1
    types: tuple[int, ...] = ()
    solver: tuple[int, ...] = ()
    newest: int = 0
    updated: int = 0


def fold(text: str) -> str:
    """The text as it is compared."""
    plain = "".join(TRADITIONAL.get(c, c) for c in unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"\s+", " ", plain)


def write_index(folder: Path, docs: Sequence[Doc], current: int) -> str:
    """Writes the whole index into `folder` and returns the manifest's name."""
    folder.mkdir(exist_ok=True)
    facets = {
        "kind": KINDS, "status": STATUSES, "audience": AUDIENCES, "domain": DOMAINS, "region": REGIONS,
        "programme": PROGRAMMES, "level": LEVELS, "types": TYPES, "solver": SOLVERS,
    }  # fmt: skip
    files = {
        "grams": _sharded(folder, "grams", _encoded(_pairs(docs))),
        "chars": _sharded(folder, "chars", _encoded(_characters(docs))),
        "words": _sharded(folder, "words", _words(docs)),
        "runs": _sharded(folder, "runs", _encoded(_places(docs, _runs))),
        **{f"text-{lang}": _cards(folder, lang, docs) for lang in ("zh", "en")},
        "fold": _put(folder, "fold.1.js", "finder/fold", "".join(a + b for a, b in TRADITIONAL.items())),
        "synonyms": _put(folder, "synonyms.1.js", "finder/synonyms", SYNONYMS),
    }
    manifest = {
        "version": 3, "built": "2025-06-15", "total": len(docs), "current": current, "langs": ["zh", "en"],
        "segments": [_columns(folder, i, docs[a:b], a) for i, (a, b) in enumerate(((0, FIRST), (FIRST, len(docs))))],
        "facets": facets, "files": files,
    }  # fmt: skip
    return _put(folder, "manifest.made-up.js", "finder/manifest", manifest)


def varints(numbers: Iterable[int]) -> bytes:
    """Whole numbers in seven bits a byte, the lowest first."""
    out = bytearray()
    for number in numbers:
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return bytes(out)


def _pairs(docs: Sequence[Doc]) -> Places:
    return _places(
        docs, lambda doc: [(stream[i : i + 2], i) for stream in [_stream(doc)] for i in range(len(stream) - 1)]
    )


def _characters(docs: Sequence[Doc]) -> Places:
    found: Places = {}
    for number, doc in enumerate(docs):
        for character in sorted({c for c in fold(doc.zh[0]) if c > "\x7f"}):
            found.setdefault(character, []).append((number, []))
    return found


def _words(docs: Sequence[Doc]) -> dict[str, Any]:
    texts = _encoded(_places(docs, _english))
    table: dict[str, Any] = {word: [STEMS.get(word, word), text] for word, text in texts.items()}
    groups: dict[str, list[str]] = {}
    for word in table:
        groups.setdefault(f"={STEMS.get(word, word)}", []).append(word)
    return {**table, **{k: v for k, v in groups.items() if len(v) > 1}}


def _english(doc: Doc) -> list[tuple[str, int]]:
    found, at = [], 0
    for field in doc.en:
        for word in WORD.findall(fold(field)):
            found.append((word, at))
            at += 1
        at += 100
    return found


def _runs(doc: Doc) -> list[tuple[str, int]]:
    return [(run[0], run.start()) for run in WORD.finditer(_stream(doc))]


def _stream(doc: Doc) -> str:
    return "\n".join(map(fold, doc.zh))


def _places(docs: Sequence[Doc], read: Callable[[Doc], list[tuple[str, int]]]) -> Places:
    found: Places = {}
    for number, doc in enumerate(docs):
        held: dict[str, list[int]] = {}
        for term, place in read(doc):
            if "\n" not in term:
                held.setdefault(term, []).append(place)
        for term, places in held.items():
            found.setdefault(term, []).append((number, sorted(places)))
    return found


def _encoded(places: Places) -> dict[str, str]:
    return {term: base64.b64encode(varints(_numbers(found))).decode() for term, found in places.items()}


def _numbers(found: list[tuple[int, list[int]]]) -> Iterable[int]:
    before = 0
    for number, places in found:
        yield from (number - before, len(places))
        yield from (place - last for last, place in zip([0, *places], places, strict=False))
        before = number


def _sharded(folder: Path, row: str, table: Mapping[str, Any]) -> str:
    terms = sorted(table)
    parts = [terms[i : i + PER_FILE] for i in range(0, len(terms), PER_FILE)]
    names = _row(folder, row, [{term: table[term] for term in part} for part in parts])
    return _put(folder, f"{row}.1.js", f"finder/{row}", {"bounds": [part[0] for part in parts], **names})


def _row(folder: Path, row: str, parts: Sequence[Any]) -> dict[str, Any]:
    """Files of a row, and how its list tells them: each by a name of ten letters."""
    names = [f"{i:010d}" for i in range(len(parts))]
    for name, part in zip(names, parts, strict=True):
        _put(folder, f"{row}-{name}.js", f"finder/{row}/{name}", part)
    return {"n": len(names), "files": "".join(names)}


def _columns(folder: Path, i: int, docs: Sequence[Doc], start: int) -> dict[str, Any]:
    plain = (
        "kind",
        "domain",
        "region",
        "year",
        "programme",
        "owner",
        "support",
        "level",
        "types",
        "solver",
        "newest",
        "updated",
    )
    timelines, sets = (list(dict.fromkeys(getattr(doc, name) for doc in docs)) for name in ("timeline", "deadlines"))
    data = {
        "from": start, "n": len(docs), **{name: [getattr(doc, name) for doc in docs] for name in plain},
        "timelines": timelines, "timeline": [timelines.index(doc.timeline) for doc in docs],
        "deadlineSets": sets, "deadlines": [sets.index(doc.deadlines) for doc in docs],
        "titleEnd": {
            "zh": [len(fold(doc.zh[0])) for doc in docs], "en": [len(WORD.findall(fold(doc.en[0]))) for doc in docs],
        },
    }  # fmt: skip
    file = _put(folder, f"columns-{i}.1.js", f"finder/columns-{i}", data)
    return {"file": file, "from": start, "to": start + len(docs)}


def _cards(folder: Path, lang: str, docs: Sequence[Doc]) -> str:
    starts = [start for start in range(len(docs)) if start % 9 in (0, 2, 7)]
    blocks = [docs[a:b] for a, b in zip(starts, [*starts[1:], len(docs)], strict=True)]
    names = _row(folder, f"text-{lang}", [[_card(lang, doc) for doc in block] for block in blocks])
    return _put(folder, f"text-{lang}.1.js", f"finder/text-{lang}", {"starts": starts, **names})


def _card(lang: str, doc: Doc) -> dict[str, Any]:
    fields = doc.en if lang == "en" and doc.en[0] else doc.zh
    amounts = {
        key: f"{amount[0]:g}万元" for key, amount in (("m", doc.owner), ("h", doc.support)) if amount and amount[0]
    }
    told = [[AUDIENCES[d[0]], d[2][:10]] for d in doc.deadlines]
    return {"p": f"{KINDS[doc.kind]}s/{doc.id}.html", "t": fields[0], "x": "\n".join(fields[1:]), "d": told, **amounts}


def _put(folder: Path, name: str, key: str, data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False)
    (folder / name).write_text(f"zhangbang.put({json.dumps(key)},{text});\n", "utf-8")
    return name
