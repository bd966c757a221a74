"""What a site must write itself: who it is, and the terms of its data where they are not the usual ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.problems import Place, Problem, problem
from generator.settings import Settings

FOLDER = "content/pages"
ABOUT, LICENCE = "about.md", "data-licence.md"
USUAL = "creativecommons.org/licenses/by/4.0"
"""What the program's own page on the licence explains."""


def prose_problems(settings: Settings, files: Collection[str]) -> Iterator[Problem]:
    """The pages that every page links or relies on, and that only the site itself can write."""
    for lang in settings.site.languages:
        about, licence = f"{FOLDER}/{lang}/{ABOUT}", f"{FOLDER}/{lang}/{LICENCE}"
        if about not in files:
            yield problem("page-missing", Place(about), value=about)
        if USUAL not in settings.site.data_licence_url and licence not in files:
            yield problem("licence-unexplained", Place(licence), value=settings.site.data_licence_url, file=licence)
