"""OpenSearch 1.1: what a browser needs to search the site from its address bar, in each language."""

from __future__ import annotations

from collections.abc import Iterator

from generator.feeds.xmltext import DECLARATION, attribute, one_line, xml
from generator.lang import HTML_LANG, say
from generator.model.artifacts import Artifact
from generator.model.parts import Lang
from generator.render.assets import asset_path
from generator.render.view import Site
from generator.urls import absolute, opensearch_path

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
TYPE = "application/opensearchdescription+xml"
LONGEST_NAME, LONGEST_DESCRIPTION = 16, 1024
"""The characters that OpenSearch allows."""


def compile_opensearch(site: Site, lang: Lang) -> Iterator[Artifact]:
    """The description of the finder in one language."""
    own = site.settings.site
    finder = absolute(site.url, f"{lang}/find.html")
    lines = (
        f"<ShortName>{xml(_cut(say(own.title, lang), LONGEST_NAME))}</ShortName>",
        f"<Description>{xml(_cut(say(own.description, lang), LONGEST_DESCRIPTION))}</Description>",
        f'<Url type="text/html" method="get" template="{attribute(finder)}?q={{searchTerms}}"/>',
        f'<Url type="{TYPE}" rel="self" template="{attribute(absolute(site.url, opensearch_path(lang)))}"/>',
        f'<Image width="16" height="16" type="image/svg+xml">{xml(absolute(site.url, asset_path("seal.svg")))}</Image>',
        f"<Language>{HTML_LANG[lang]}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
    )
    body = "\n".join(lines)
    description = f'{DECLARATION}<OpenSearchDescription xmlns="{NAMESPACE}">\n{body}\n</OpenSearchDescription>\n'
    yield Artifact(opensearch_path(lang), description.encode())


def _cut(words: str, longest: int) -> str:
    found = one_line(words)
    return found if len(found) <= longest else f"{found[: longest - 1]}…"
