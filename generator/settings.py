"""What an editor may choose: the site's name, words, domains, regions, further years' holidays and synonyms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, TypeAlias

import msgspec

from generator.glossary import Entries
from generator.holidays import arrangement_problems
from generator.model.parts import Part, Text
from generator.problems import Place, Problem, problem
from generator.urls import is_reserved
from generator.workdays import PACKAGED, Arrangement, Calendar, calendar_of
from generator.yamlio import Json, parse_yaml

SafeId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Address = Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s<>\"']+$")]


class Term(Part, frozen=True, kw_only=True):
    """One entry of a vocabulary; a region may lie in another and carry its GB/T 2260 code."""

    id: SafeId
    label: Text
    code: str | None = None
    parent: str | None = None


class Site(Part, frozen=True, kw_only=True):
    """The site's own name and choices; days count calendar days."""

    title: Text
    tagline: Text
    description: Text
    publisher: Text
    data_licence: Text
    data_licence_url: Address
    ocid_prefix: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)] = "zhangbang"
    """What identifiers of contracting processes begin with: a registered prefix, where the host has one."""
    closing_soon_days: Annotated[int, msgspec.Meta(ge=0, le=366)] = 14
    page_size: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 100
    quotas_count_members: bool = False
    """Whether a quota per unit counts the members of a consortium too, where the document does not say."""


class Exemption(Part, frozen=True, kw_only=True):
    """A problem that a record may have, and why: its code, `kind/id`, and its place if only one is meant."""

    code: str
    record: Annotated[str, msgspec.Meta(pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$")]
    pointer: Annotated[str, msgspec.Meta(pattern=r"^(/.*)?$")] | None = None
    reason: Text


Synonym = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=r"\S")]
Synonyms: TypeAlias = Annotated[tuple[Synonym, ...], msgspec.Meta(min_length=2, max_length=12)]
"""Words, in either language, that mean the same to a searcher."""


class Settings(Part, frozen=True, kw_only=True):
    """Everything in site_config/, read once."""

    site: Site
    domains: dict[str, Term]
    regions: dict[str, Term]
    labels: dict[str, Text]
    vocabularies: dict[str, dict[str, Text]]
    exemptions: tuple[Exemption, ...] = ()
    holidays: Calendar = PACKAGED
    synonyms: tuple[Synonyms, ...] = ()
    glossary: Entries = ()


PLACEHOLDERS = frozenset(
    {"n", "held", "total", "ratio", "date", "name", "amount", "amounts", "basis", "given", "rate", "value"}
    | {"meets", "breaks", "untested", "judged", "authority", "shown"}
    | {"page", "pages", "loaded", "rest", "file", "title"}
    | {"added", "already", "refused", "updated", "id"}
    | {"cap", "character", "difference", "expected", "form", "label", "left", "limit", "most", "names", "over"}
    | {"rows", "sum", "time", "unit", "why"}
)

FILES: Mapping[str, Any] = {
    "site": Site,
    "domains": list[Term],
    "regions": list[Term],
    "labels": dict[str, Text],
    "vocabularies": dict[str, dict[str, Text]],
    "exemptions": tuple[Exemption, ...],
    "holidays": list[Arrangement],
    "synonyms": tuple[Synonyms, ...],
    "glossary": Entries,
}
WITHOUT: Mapping[str, Any] = {"exemptions": (), "holidays": [], "synonyms": (), "glossary": ()}
"""What stands for a file that need not be there, or holds comments alone."""


def read_settings(folder: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings in `folder`, or the problems that keep them from being used."""
    values = {name: _read(folder, name, shape) for name, shape in FILES.items()}
    problems = tuple(value for value in values.values() if isinstance(value, Problem))
    problems = problems or tuple(arrangement_problems(values["holidays"], f"{folder.name}/holidays.yml"))
    if problems:
        return None, problems
    settings = Settings(
        site=values["site"],
        domains={term.id: term for term in values["domains"]},
        regions={term.id: term for term in values["regions"]},
        labels=values["labels"],
        vocabularies=values["vocabularies"],
        exemptions=values["exemptions"],
        holidays=calendar_of(values["holidays"]),
        synonyms=values["synonyms"],
        glossary=values["glossary"],
    )
    found = (
        *_id_problems(values["domains"], f"{folder.name}/domains.yml"),
        *_id_problems(values["regions"], f"{folder.name}/regions.yml"),
        *_parent_problems(settings, f"{folder.name}/regions.yml"),
        *_placeholder_problems(settings, f"{folder.name}/labels.yml"),
        *_synonym_problems(settings.synonyms, f"{folder.name}/synonyms.yml"),
        *_glossary_problems(settings.glossary, f"{folder.name}/glossary.yml"),
    )
    return (None if found else settings), found


def ancestors(regions: Mapping[str, Term], region: str) -> tuple[str, ...]:
    """The region and those it lies in, from the inside out."""
    chain: list[str] = []
    step: str | None = region
    while step is not None and step in regions and step not in chain:
        chain.append(step)
        step = regions[step].parent
    return tuple(chain)


def _read(folder: Path, name: str, shape: Any) -> Any:
    file = f"{folder.name}/{name}.yml"
    try:
        text = (folder / f"{name}.yml").read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return problem("file-not-utf8", Place(file), offset=error.start)
    except OSError as error:
        if name in WITHOUT and isinstance(error, FileNotFoundError):
            return WITHOUT[name]
        return problem("settings-missing", Place(file), value=file)
    data: Json | Problem = parse_yaml(text, file)
    if name in WITHOUT and isinstance(data, Problem) and data.code == "file-empty":
        return WITHOUT[name]
    if isinstance(data, Problem):
        return data
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at ")
        return problem("settings-invalid", Place(file), pointer=_pointer(path), reason=reason)


def _pointer(path: str) -> tuple[str | int, ...]:
    """The steps of a path such as `$[26].label`."""
    steps = re.findall(r"\[(\d+)\]|\.(\w+)", path)
    return tuple(int(index) if index else key for index, key in steps)


def _id_problems(terms: list[Term], file: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, term in enumerate(terms):
        if is_reserved(term.id):
            yield problem("settings-invalid", Place(file), pointer=(i, "id"), reason=f"id: {term.id}")
        if term.id in seen:
            yield problem("key-repeated", Place(file), pointer=(i, "id"), value=term.id)
        seen.add(term.id)


def _synonym_problems(groups: tuple[Synonyms, ...], file: str) -> Iterator[Problem]:
    """Words that stand twice, in one group or in two: which of them is meant could not be told."""
    seen: set[str] = set()
    for i, group in enumerate(groups):
        for j, word in enumerate(group):
            written = " ".join(unicodedata.normalize("NFKC", word).lower().split())
            if written in seen:
                yield problem("key-repeated", Place(file), pointer=(i, j), value=word)
            seen.add(written)


def _glossary_problems(entries: Entries, file: str) -> Iterator[Problem]:
    """Terms that stand twice, and forms that are both asked for and refused."""
    seen: set[str] = set()
    for i, entry in enumerate(entries):
        if entry.zh in seen:
            yield problem("key-repeated", Place(file), pointer=(i, "zh"), value=entry.zh)
        seen.add(entry.zh)
        for form in {form.lower() for form in entry.en} & {form.lower() for form in entry.refused}:
            yield problem("settings-invalid", Place(file), pointer=(i, "not"), reason=f"{entry.zh}: {form}")


def _placeholder_problems(settings: Settings, file: str) -> Iterator[Problem]:
    """Words whose braces the program could not fill."""
    for key, text in settings.labels.items():
        for lang, words in (("zh", text.zh), ("en", text.en or "")):
            try:
                names = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
            except ValueError as error:
                yield problem("settings-placeholder", Place(file), pointer=(key, lang), value=key, reason=error)
                continue
            strange = names - PLACEHOLDERS
            if strange:
                reason = "{" + min(strange) + "}"
                yield problem("settings-placeholder", Place(file), pointer=(key, lang), value=key, reason=reason)


def _parent_problems(settings: Settings, file: str) -> Iterator[Problem]:
    for i, term in enumerate(settings.regions.values()):
        if term.parent is not None and term.parent not in settings.regions:
            reason = f"{term.id}: parent {term.parent}?"
            yield problem("settings-invalid", Place(file), pointer=(i, "parent"), reason=reason)
        elif term.parent is not None and term.id in ancestors(settings.regions, term.parent):
            reason = f"{term.id} → {term.parent} → {term.id}"
            yield problem("settings-invalid", Place(file), pointer=(i, "parent"), reason=reason)
