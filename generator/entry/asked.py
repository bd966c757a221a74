"""Which places of a record are asked for, in the order of asking; what they are called and may hold, the schemas say.

A pointer's `0` is the only item that is asked for, its `*` stands for each item of an answer that holds several.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.model.parts import Text
from generator.yamlio import Json

_HEAD = ("/id", "/title/zh", "/title/en", "/summary/zh", "/summary/en")
_SOURCE = (
    "/sources/0/title/zh",
    "/sources/0/title/en",
    "/sources/0/issuer/zh",
    "/sources/0/issuer/en",
    "/sources/0/number",
    "/sources/0/published_on",
    "/sources/0/url",
    "/sources/0/quote",
    "/sources/0/confidence",
    "/note/zh",
    "/note/en",
)
_WINDOW = ("/windows/0/closes", "/windows/0/opens", "/windows/0/audience", "/windows/0/action")
_ISSUED = ("/issuers/*", "/number", "/published_on")
_AMOUNTS = ("/owner_payment", "/rd_input", "/total_investment", "/own_funds", "/support/amount")

ASKED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "programme": (
            *_HEAD,
            "/mechanism",
            "/level",
            "/region",
            *_ISSUED,
            "/valid/from",
            "/valid/to",
            "/domains/*/domain",
            "/owner/zh",
            "/solver/statement/zh",
            *_SOURCE,
        ),
        "guide": (
            *_HEAD,
            "/programme",
            "/track",
            "/call",
            "/forwards",
            "/region",
            "/year",
            *_ISSUED,
            *_WINDOW,
            "/domains/*/domain",
            "/topics/*/zh",
            "/owner/zh",
            "/solver/statement/zh",
            "/filing/system/zh",
            "/filing/url",
            "/filing/how/zh",
            "/forms/*",
            "/declared_total",
            *_SOURCE,
        ),
        "list": (
            *_HEAD,
            "/programme",
            "/guide",
            "/publishes",
            "/list_type",
            "/region",
            "/year",
            *_ISSUED,
            *_WINDOW,
            "/public_notice/from",
            "/public_notice/to",
            "/domains/*/domain",
            "/declared_total",
            "/amount",
            *_SOURCE,
        ),
        "challenge": (
            *_HEAD,
            "/guide",
            "/list",
            "/track",
            "/seq",
            "/code",
            "/owner",
            "/domains/*",
            "/region",
            "/year",
            "/published_on",
            "/need/zh",
            "/need/en",
            "/background/zh",
            "/indicators/*/name/zh",
            "/expected/zh",
            "/term/months_max",
            *_WINDOW,
            *_AMOUNTS,
            "/ip/zh",
            "/cooperation/zh",
            "/solver/statement/zh",
            "/level",
            "/types/*",
            "/partial/zh",
            *_SOURCE,
        ),
        "winner": (
            *_HEAD,
            "/challenge",
            "/list",
            "/programme",
            "/track",
            "/code",
            "/lead",
            "/members/*",
            "/recommender",
            "/domains/*",
            "/region",
            "/year",
            "/state",
            "/state_text/zh",
            "/decided_on",
            "/contract_on",
            *_AMOUNTS,
            "/term/from",
            "/term/to",
            "/partial/zh",
            *_SOURCE,
        ),
        "success": (
            *_HEAD,
            "/winner",
            "/challenge",
            "/list",
            "/programme",
            "/track",
            "/code",
            "/units/*",
            "/basis",
            "/state_text/zh",
            "/accepted_on",
            "/grade/zh",
            "/achievements/*/zh",
            "/domains/*",
            "/region",
            "/year",
            "/partial/zh",
            *_SOURCE,
        ),
        "organisation": (
            *_HEAD,
            "/short/zh",
            "/short/en",
            "/credit_code",
            "/type",
            "/region",
            "/parent",
            "/url",
            *_SOURCE,
        ),
        "form": (
            *_HEAD,
            "/programme",
            "/guide",
            "/official",
            "/audience",
            "/sections/0/title/zh",
            "/sections/0/title/en",
            "/sections/0/fields/*/label/zh",
            *_SOURCE,
        ),
        "notice": (
            *_HEAD,
            "/type",
            "/target/kind",
            "/target/id",
            *_ISSUED,
            "/effective_on",
            "/changes/0/about/zh",
            "/changes/0/before/zh",
            "/changes/0/after/zh",
            "/changes/0/closed",
            "/changes/0/closes",
            "/changes/0/audience",
            *_SOURCE,
        ),
    }
)
"""What is asked for each kind, in order."""

GIVEN: Mapping[str, Json] = MappingProxyType({"/sources/0/id": "notice", "/sections/0/id": "main"})
"""What nobody is asked, where the group that it stands in has an answer; an item's own is in `ITEMS`."""

ITEMS: Mapping[str, Mapping[str, str]] = MappingProxyType({"/sections/0/fields/*": {"id": "field_{n}", "type": "text"}})
"""What each item of a list has that nobody is asked; `{n}` is its number from 1."""

TODAY = "/updated_on"
"""The day on which the draft is made."""

DEFAULTS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("list", "/windows/0/audience"): "solver",
        ("list", "/windows/0/action"): "claim",
        ("challenge", "/windows/0/audience"): "solver",
        ("challenge", "/windows/0/action"): "claim",
    }
)
"""What is taken where a group has answers and this is not among them."""

CALLED: Mapping[str, Text] = MappingProxyType({"/id": Text(zh="记录编号", en="Record identifier")})
"""Labels in the place of the schema's, where that would stand twice among the blanks."""

LONG = frozenset({"summary", "note", "need", "background", "expected", "how", "statement", "partial", "ip", "owner"})
"""Texts for which there is room for several lines."""

LATER = frozenset({"sample", "formerly", "withdrawn", "inconsistencies", "declared", "events", "translated"})
"""Keys that a first draft does not even mention: they come with what happens to a record."""
