"""The site's own style sheet and scripts, under names that change with their content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.colours import style_of
from generator.lang import say
from generator.model.artifacts import Artifact
from generator.model.parts import Lang
from generator.settings import Settings

FOLDER = Path(__file__).parent.parent / "theme" / "assets"
STATIC = (
    "zhangbang.css", "theme.js", "zhangbang.js", "language.js", "cite.js", "check.js", "shards.js", "search.js",
    "facets.js", "finder.js", "files.js", "takeaway.js", "watch.js", "desk.js", "tray.js", "compare.js", "rules.js",
    "changes.js", "explorer.js", "sha256.js", "formcheck.js", "formanswers.js", "formpaper.js", "formdocx.js",
    "formrecord.js", "formfiles.js", "forms.js", "edityaml.js", "edittranslated.js", "editcheck.js", "editrules.js",
    "editdiff.js", "editsend.js", "editfields.js", "editwords.js", "editpreview.js", "edit.js", "seal.svg",
)  # fmt: skip
BROWSER_WORDS = (
    "days_left", "day_left", "last_day", "compare_title", "compare_toggle", "compare_toggle_named", "compare_chosen",
    "compare_go", "compare_clear", "compare_full", "compare_held", "theme_auto", "theme_light", "theme_dark",
    "printed", "cite_copied", "cite_by_hand",
)  # fmt: skip
WIDTHS = "".join(f".zb-w{n} {{ width: {n}%; }}\n" for n in range(1, 101)).encode()
"""The widths that a column may have, as classes: the policy bars styles in elements."""


@cache
def asset_path(name: str) -> str:
    """Where a file of the theme stands in the site."""
    return named(name, (FOLDER / name).read_bytes())


def words_path(settings: Settings, lang: Lang) -> str:
    """Where the words that the browser needs stand in the site."""
    return named(f"words.{lang}.js", _words(settings, lang))


def icon_path(settings: Settings) -> str:
    """Where the picture that stands for the site is: its own logo, or the program's seal."""
    return named(settings.logo.name, settings.logo.data) if settings.logo else asset_path("seal.svg")


def colours_path(settings: Settings) -> str:
    """Where the style sheet of the site's own colours is; empty where it has none."""
    colours = settings.site.colours
    return named("colours.css", style_of(colours).encode()) if colours else ""


def widths_path() -> str:
    """Where the style sheet of the widths of a printed form's columns stands."""
    return named("widths.css", WIDTHS)


def compile_assets(settings: Settings) -> Iterator[Artifact]:
    """The style sheets, the scripts, the icon and each language's words."""
    for name in STATIC:
        yield Artifact(asset_path(name), (FOLDER / name).read_bytes())
    yield Artifact(widths_path(), WIDTHS)
    if settings.logo:
        yield Artifact(icon_path(settings), settings.logo.data)
    if settings.site.colours:
        yield Artifact(colours_path(settings), style_of(settings.site.colours).encode())
    for lang in settings.site.languages:
        yield Artifact(words_path(settings, lang), _words(settings, lang))


def _words(settings: Settings, lang: Lang) -> bytes:
    words = {key: say(settings.labels[key], lang) for key in BROWSER_WORDS}
    status = {key: say(text, lang) for key, text in settings.vocabularies["status"].items()}
    data = json.dumps({**words, "status": status}, ensure_ascii=False, sort_keys=True)
    return f'zhangbang.put("words", {data});\n'.encode()


def named(name: str, data: bytes) -> str:
    """Where a file of the site's frame stands: its name changes with its content."""
    stem, _, suffix = name.rpartition(".")
    return f"assets/zb/{stem}.{hashlib.sha256(data).hexdigest()[:8]}.{suffix}"
