"""What an editor may choose: the site's name, its words, its domains and regions, all under site_config/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from generator.model.parts import Part, Text
from generator.problems import Place, Problem, problem
from generator.yamlio import Json, parse_yaml


class Term(Part, frozen=True, kw_only=True):
    """One entry of a vocabulary; a region may lie in another and carry its GB/T 2260 code."""

    id: str
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
    data_licence_url: str
    closing_soon_days: int = 14
    page_size: int = 100


class Settings(Part, frozen=True, kw_only=True):
    """Everything in site_config/, read once."""

    site: Site
    domains: dict[str, Term]
    regions: dict[str, Term]
    labels: dict[str, Text]
    vocabularies: dict[str, dict[str, Text]]


FILES: Mapping[str, Any] = {
    "site": Site,
    "domains": list[Term],
    "regions": list[Term],
    "labels": dict[str, Text],
    "vocabularies": dict[str, dict[str, Text]],
}


def read_settings(folder: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings in `folder`, or the problems that keep them from being used."""
    values = {name: _read(folder, name, shape) for name, shape in FILES.items()}
    problems = tuple(value for value in values.values() if isinstance(value, Problem))
    if problems:
        return None, problems
    settings = Settings(
        site=values["site"],
        domains={term.id: term for term in values["domains"]},
        regions={term.id: term for term in values["regions"]},
        labels=values["labels"],
        vocabularies=values["vocabularies"],
    )
    return settings, tuple(_parent_problems(settings, folder))


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
    except OSError:
        return problem("settings-missing", Place(file), value=file)
    data: Json | Problem = parse_yaml(text, file)
    if isinstance(data, Problem):
        return data
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        return problem("settings-invalid", Place(file), reason=str(error))


def _parent_problems(settings: Settings, folder: Path) -> list[Problem]:
    file = Place(f"{folder.name}/regions.yml")
    found = []
    for term in settings.regions.values():
        if term.parent is not None and term.parent not in settings.regions:
            found.append(problem("settings-invalid", file, reason=f"{term.id}: parent {term.parent}?"))
        elif term.parent is not None and term.id in ancestors(settings.regions, term.parent):
            found.append(problem("settings-invalid", file, reason=f"{term.id} → {term.parent} → {term.id}"))
    return found
