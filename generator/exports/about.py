"""What every collection of data says of itself, in both languages: what it is, for which day, under which licence."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from generator.lang import say
from generator.model.parts import Text
from generator.render.view import Site
from generator.settings import Settings

Said: TypeAlias = tuple[str, str]
"""The same in Chinese and in English."""

LABELS = frozenset({"data_note_day", "data_note_licence", "data_note_guard", "data_note_hidden"})
NOTES = ("data_note_records", "data_note_joined", "data_note_empty", "data_note_amounts", "data_note_dates")
"""The site's own words on how to read the tables, in their order."""
WORDS = LABELS.union(NOTES)
"""All that data say of themselves in the site's own words."""


class About(NamedTuple):
    """The data's title and what to know of them; `as_of` is the day for which states were worked out."""

    title: Said
    lines: tuple[Said, ...]
    as_of: str
    url: str = ""


def about(site: Site) -> About:
    """What the site's data say of themselves."""
    settings, as_of = site.settings, site.moment[:10]
    told = (
        both(settings.site.description),
        filled(settings, "data_note_day", date=as_of),
        licence_of(settings),
        (site.url, site.url),
        *(both(settings.labels[note]) for note in NOTES),
    )
    return About(both(settings.site.title), tuple(line for line in told if line[0]), as_of, site.url)


def licence_of(settings: Settings) -> Said:
    """The licence with its address, and what it does not cover."""
    site = settings.site
    zh, en = both(site.data_licence)
    return filled(settings, "data_note_licence", name=zh, name_en=en, page=site.data_licence_url)


def both(text: Text) -> Said:
    """A text in both languages; English falls back to Chinese."""
    return text.zh, say(text, "en")


def filled(settings: Settings, label: str, **details: str) -> Said:
    """A label with its details in both languages; those that end in `_en` are for English."""
    zh, en = both(settings.labels[label])
    english = {name: details.get(f"{name}_en", value) for name, value in details.items()}
    return zh.format_map(details), en.format_map(english)
