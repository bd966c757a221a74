"""English beside its Chinese: titles have it, it is of the Chinese that stands there, and it keeps to the glossary.

All of this is a warning, for the Chinese is authoritative: it is shown where there is no English, and what is out of
date says so. A site without English pages misses no English.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.documents import Document, Group
from generator.glossary import Terms, terms_of
from generator.passages import Passage, digests_in, is_outdated, passages_of
from generator.problems import Place, Problem, problem
from generator.settings import Settings

SHOWN = 5
"""How many of a term's forms a message tells; the glossary's page has them all."""


def problems(document: Document, groups: tuple[Group, ...], settings: Settings) -> Iterator[Problem]:
    """A title without English, English that is older than its Chinese, and terms that are not called by their names.

    Of a site that has no English pages nothing is told.
    """
    if "en" not in settings.site.languages:
        return
    title = document.data.get("title")
    is_read = "en" in settings.site.languages
    if is_read and isinstance(title, dict) and "zh" in title and "en" not in title:
        yield problem("translation-missing", Place(document.file), pointer=("title",))
    digests, terms = digests_in(document.data), terms_of(settings.glossary)
    for passage in passages_of(groups):
        if passage.en is None:
            continue
        if is_outdated(passage.zh, passage.en, digests):
            record = f"{document.kind}/{document.id}"
            at = (*passage.pointer, "en")
            yield problem("translation-stale", Place(document.file), pointer=at, value=passage.en, record=record)
        yield from _term_problems(passage, terms, document.file)


def _term_problems(passage: Passage, terms: Terms, file: str) -> Iterator[Problem]:
    """The terms that a text's English does not call by their names."""
    for fault in terms.faults(passage.zh, passage.en or ""):
        forms = " / ".join(fault.entry.en[:SHOWN]) + (" …" if len(fault.entry.en) > SHOWN else "")
        code = "glossary-refused" if fault.refused else "glossary-term"
        at = (*passage.pointer, "en")
        yield problem(code, Place(file), pointer=at, value=fault.entry.zh, refused=fault.refused, forms=forms)
