"""Words that mean the same: the editors' groups, and the names of domains, regions and kinds in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.finder.fold import fold
from generator.model.parts import Text
from generator.settings import Settings

VOCABULARIES = ("org_type", "tech_type", "mechanism")


def synonyms_of(settings: Settings) -> list[list[str]]:
    """The groups, folded; a name that stands alone is none."""
    written = (tuple(map(fold, group)) for group in settings.synonyms)
    named = (_names(text) for text in _labels(settings))
    unique = dict.fromkeys(group for group in (*written, *named) if len(set(group)) > 1)
    return [list(dict.fromkeys(group)) for group in unique]


def _labels(settings: Settings) -> Iterator[Text]:
    yield from (term.label for term in settings.domains.values())
    yield from (term.label for term in settings.regions.values())
    for vocabulary in VOCABULARIES:
        yield from settings.vocabularies.get(vocabulary, {}).values()


def _names(text: Text) -> tuple[str, ...]:
    return (fold(text.zh), fold(text.en)) if text.en else ()
