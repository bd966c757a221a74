"""The site's own words in one language, each looked up once: what labels and choices say, what regions are called."""

from __future__ import annotations

from types import SimpleNamespace

from generator.lang import say
from generator.model.parts import Lang
from generator.render.markup import escape
from generator.settings import Settings, ancestors


class Speech:
    """What pages in one language say for the site's own words; templates read thousands of them."""

    def __init__(self, settings: Settings, lang: Lang) -> None:
        self.labels = {key: say(text, lang) for key, text in settings.labels.items()}
        self.choices = {
            vocabulary: {key: say(text, lang) for key, text in terms.items()}
            for vocabulary, terms in settings.vocabularies.items()
        }
        self.safe = SimpleNamespace(**{key: escape(words) for key, words in self.labels.items()})
        """The labels as attributes, safe in HTML."""
        self.domains = {key: say(term.label, lang) for key, term in settings.domains.items()}
        self.regions = {region: _region(settings, lang, region) for region in settings.regions}
        """Each region with those it lies in, save where its own name holds theirs."""


def _region(settings: Settings, lang: Lang, region: str) -> str:
    chain = [step for step in ancestors(settings.regions, region) if step != "cn" or region == "cn"]
    names = [say(settings.regions[step].label, lang) for step in chain]
    names = [name for name, inner in zip(names, ["", *names], strict=False) if name not in inner]
    return "".join(reversed(names)) if lang == "zh" else ", ".join(names)
