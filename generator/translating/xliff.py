"""Texts as XLIFF 1.2 (OASIS Standard, 1 February 2008), and back.

1.2 and not 2.0, because every tool that translators use reads it: OmegaT, Poedit, memoQ, Trados and Virtaal alike, of
which some know no 2.0. Every record is a `file`, every text a `trans-unit` whose id is its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from generator.content import source_at
from generator.forms.reading import local, xml_root
from generator.forms.texts import plain, with_plain_line_ends
from generator.lang import HTML_LANG
from generator.problems import Place, Problem, problem
from generator.translating.returned import LONGEST, Returned
from generator.translating.units import MOST, State, Unit, advice_of, read_key

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
STATES: Mapping[State, str] = {
    "missing": "new",
    "outdated": "needs-review-translation",
    "untracked": "needs-review-translation",
    "current": "translated",
}
DONE = frozenset({"translated", "final", "signed-off"})
"""The states in which a target is said to be right."""


def xliff_of(units: Iterable[Unit]) -> bytes:
    """The units as one document, record by record."""
    return "".join(_document(units)).encode()


def read_xliff(data: bytes, file: str) -> tuple[Returned, ...] | Problem:
    """The targets of a document that came back, whatever tool it went through, or why it cannot be read."""
    root = xml_root(data, file)
    if isinstance(root, Problem):
        return root
    if local(root.tag) != "xliff" or root.get("version") != "1.2":
        return problem(
            "translation-file", Place(file), reason="不是 XLIFF 1.2 文件", reason_en="this is no XLIFF 1.2 file"
        )
    if sum(1 for _ in _units(root)) > MOST:
        return problem(
            "translation-file", Place(file), reason=f"超过 {MOST} 段", reason_en=f"it holds more than {MOST} texts"
        )
    return tuple(_returned(root, file))


def _document(units: Iterable[Unit]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="{NAMESPACE}" version="1.2">\n'
    for file, found in groupby(units, key=lambda unit: unit.file):
        yield from _file(file, list(found))
    yield "</xliff>\n"


def _file(file: str, units: list[Unit]) -> Iterator[str]:
    first = units[0]
    yield (
        f'<file original={quoteattr(file)} datatype="plaintext" source-language="{HTML_LANG["zh"]}" '
        f'target-language="{HTML_LANG["en"]}" product-name="zhangbang">\n'
    )
    yield f"<header><note>{escape(plain(f'{first.kind}/{first.id} {first.title}'))}</note></header>\n<body>\n"
    for unit in units:
        yield from _unit(unit)
    yield "</body>\n</file>\n"


def _unit(unit: Unit) -> Iterator[str]:
    passage, state = unit.passage, STATES[unit.state]
    yield (
        f"<trans-unit id={quoteattr(str(unit.key))} resname={quoteattr(plain(unit.label.en or unit.label.zh))} "
        f'approved="{"yes" if unit.state == "current" else "no"}" maxwidth="{LONGEST}" size-unit="char" '
        'xml:space="preserve">\n'
        f'<source xml:lang="{HTML_LANG["zh"]}">{escape(plain(passage.zh))}</source>\n'
    )
    yield f'<target xml:lang="{HTML_LANG["en"]}" state="{state}">{escape(plain(passage.en or ""))}</target>\n'
    yield f'<note from="zhangbang">{escape(plain(f"{unit.label.zh} / {unit.label.en}"))}</note>\n'
    yield from (f'<note from="glossary">{escape(plain(advice.en or advice.zh))}</note>\n' for advice in advice_of(unit))
    yield "</trans-unit>\n"


def _returned(root: Element, file: str) -> Iterator[Returned]:
    for number, (original, unit) in enumerate(_units(root), 1):
        key, source = read_key(unit.get("id") or ""), source_at(original)
        if key is None or source is None:
            continue
        target = next((child for child in unit if local(child.tag) == "target"), None)
        words = with_plain_line_ends("".join(target.itertext())).strip() if target is not None else ""
        is_done = target is not None and (target.get("state") in DONE or unit.get("approved") == "yes")
        yield Returned(source.kind, source.id, key, words, is_done, Place(f"{file}#{number}"))


def _units(root: Element) -> Iterator[tuple[str, Element]]:
    for part in (part for part in root if local(part.tag) == "file"):
        yield from ((part.get("original") or "", unit) for unit in part.iter() if local(unit.tag) == "trans-unit")
