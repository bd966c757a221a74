"""The parts that records are made of: frozen values, one class for each object in schemas/common.json."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

RecordId: TypeAlias = str
Lang: TypeAlias = Literal["zh", "en"]
Audience: TypeAlias = Literal["owner", "solver", "recommender", "any"]
Strength: TypeAlias = Literal["hard", "soft", "encouraged", "inferred"]

LANGS: tuple[Lang, ...] = ("zh", "en")


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A frozen value that holds exactly the keys its schema allows; made of data, it is part of no cycle."""


class Text(Part, frozen=True, kw_only=True):
    """A short text; Chinese is authoritative and English may be missing."""

    zh: str
    en: str | None = None


class FuzzyDate(Part, frozen=True, kw_only=True):
    """A date the source gives vaguely: the days it may span, and its own wording."""

    text: Text
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None


Date: TypeAlias = str | FuzzyDate


class Range(Part, frozen=True, kw_only=True):
    """A range of amounts, either end open."""

    min: float | None = None
    max: float | None = None


Amount: TypeAlias = int | float | Range


class Money(Part, frozen=True, kw_only=True):
    """An amount that says its unit: exactly one of yuan, wan (10,000) and yi (100,000,000), or only the wording."""

    yuan: Amount | None = None
    wan: Amount | None = None
    yi: Amount | None = None
    qualifier: str | None = None
    text: Text | None = None


class Cite(Part, frozen=True, kw_only=True):
    """Where in one of the record's sources a fact stands."""

    source: str
    place: Text | None = None
    quote: str | None = None


class Source(Part, frozen=True, kw_only=True):
    """A document or page that facts come from."""

    id: str
    title: Text
    issuer: Text
    number: str | None = None
    published_on: Date | None = None
    url: str | None = None
    quote: str | None = None
    place: Text | None = None
    archive: str | None = None
    confidence: str | None = None
    note: Text | None = None


class Party(Part, frozen=True, kw_only=True):
    """A unit, by its record or by the name that the source prints."""

    organisation: RecordId | None = None
    name: Text | None = None
    role: Text | None = None
    note: Text | None = None


class Issuer(Part, frozen=True, kw_only=True):
    """An issuing authority and its part in the issue."""

    organisation: RecordId | None = None
    name: Text | None = None
    role: str | None = None


class Contact(Part, frozen=True, kw_only=True):
    """A public way in: a bureau, a consented office line or a platform."""

    office: Text
    kind: str | None = None
    purpose: Text | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    cite: Cite | None = None


class StatedClose(Part, frozen=True, kw_only=True):
    """Another closing date that the same source states."""

    closes: Date
    inclusive: str | None = None
    cite: Cite | None = None
    note: Text | None = None


class Window(Part, frozen=True, kw_only=True):
    """A period: whose it is, for what, and from when to when."""

    audience: Audience
    action: str
    region: str | None = None
    opens: Date | None = None
    closes: Date | None = None
    also_stated: tuple[StatedClose, ...] = ()
    cite: Cite | None = None
    advice: Text | None = None
    note: Text | None = None


class Stage(Part, frozen=True, kw_only=True):
    """One step of a programme's procedure."""

    id: str
    title: Text
    when: Date | None = None
    actors: tuple[Text, ...] = ()
    action: Text | None = None
    output: Text | None = None
    strength: Strength | None = None
    cite: Cite | None = None
    note: Text | None = None


class Asks(Part, frozen=True, kw_only=True):
    """A yes-or-no question that applicants can answer themselves, and the answer that complies."""

    question: Text
    expects: bool


class Declaration(Part, frozen=True, kw_only=True):
    """A unit's own answer to the question of one rule."""

    rule: str
    answer: bool
    cite: Cite | None = None


class Rule(Part, frozen=True, kw_only=True):
    """One support rule, requirement or limit, with its clause and the figures to compute with."""

    id: str
    kind: str
    strength: Strength
    statement: Text
    cite: Cite
    track: str | None = None
    audience: Audience | None = None
    basis: Text | None = None
    quantity: str | None = None
    rate_max: float | None = None
    rate_min: float | None = None
    cap: Money | None = None
    fixed: tuple[Money, ...] = ()
    at_least: Money | None = None
    ratio_min: str | None = None
    paid: str | None = None
    of: str | None = None
    per: tuple[str, ...] = ()
    min: int | None = None
    max: int | None = None
    leads: int | None = None
    members_min: int | None = None
    members_max: int | None = None
    required: bool | None = None
    months_max: int | None = None
    months_min: int | None = None
    due: str | None = None
    unit_kinds: tuple[str, ...] = ()
    unit_regions: tuple[str, ...] = ()
    member_kinds: tuple[str, ...] = ()
    technology: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    recommended: bool | None = None
    earlier: str | None = None
    unconcluded_max: int | None = None
    asks: Asks | None = None
    note: Text | None = None


class Indicator(Part, frozen=True, kw_only=True):
    """One technical indicator: what is measured, against which value."""

    name: Text
    comparator: str | None = None
    value: int | float | None = None
    value_to: int | float | None = None
    unit: str | None = None
    clause: str | None = None
    kind: str | None = None
    note: Text | None = None


class Figure(Part, frozen=True, kw_only=True):
    """A figure that a source states."""

    name: Text
    count: int | float | None = None
    unit: str | None = None
    money: Money | None = None
    text: Text | None = None
    as_of: Date | None = None
    cite: Cite | None = None


class PublicNotice(Part, frozen=True, kw_only=True):
    """The period in which objections to a proposed list are heard."""

    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    days: int | None = None
    day_kind: str | None = None
    receiver: Text | None = None
    objections: Contact | None = None
    outcome: Text | None = None
    cite: Cite | None = None
    note: Text | None = None


class Reading(Part, frozen=True, kw_only=True):
    """What one place of a source says."""

    text: Text
    cite: Cite | None = None


class Inconsistency(Part, frozen=True, kw_only=True):
    """Where a source contradicts itself or has a gap."""

    about: Text
    readings: tuple[Reading, ...]
    adopted: Text | None = None


class Domain(Part, frozen=True, kw_only=True):
    """A domain as the source names it, mapped to the site's vocabulary."""

    domain: str
    also: tuple[str, ...] = ()
    name: Text | None = None
    topics: tuple[Text, ...] = ()
    cite: Cite | None = None


class Basis(Part, frozen=True, kw_only=True):
    """A document that a programme or call rests on."""

    title: Text
    number: str | None = None
    held: bool | None = None
    cite: Cite | None = None
    note: Text | None = None


class Solver(Part, frozen=True, kw_only=True):
    """Who may claim or apply."""

    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    consortium: Text | None = None
    statement: Text | None = None
    cite: Cite | None = None


class Support(Part, frozen=True, kw_only=True):
    """What government pays towards one project."""

    amount: Money | None = None
    options: tuple[Money, ...] = ()
    mode: str | None = None
    paid: str | None = None
    projects_max: int | None = None
    own_funds_ratio: str | None = None
    note: Text | None = None
    cite: Cite | None = None


class Term(Part, frozen=True, kw_only=True):
    """When work begins and must be done."""

    from_: Date | None = msgspec.field(name="from", default=None)
    to: Date | None = None
    months_max: int | None = None
    text: Text | None = None
    cite: Cite | None = None


class Withdrawn(Part, frozen=True, kw_only=True):
    """Why and when a record was taken down."""

    on: str
    reason: Text
    replaced_by: RecordId | None = None


class Validity(Part, frozen=True, kw_only=True):
    """How long a programme is in force."""

    from_: Date | None = msgspec.field(name="from", default=None)
    to: Date | None = None
    approximate: bool = False
    text: Text | None = None
    cite: Cite | None = None


class Goal(Part, frozen=True, kw_only=True):
    """What a programme wants reached, by when."""

    text: Text
    by: Date | None = None
    cite: Cite | None = None


class Track(Part, frozen=True, kw_only=True):
    """One way of support within a programme."""

    id: str
    title: Text
    summary: Text
    mode: Text | None = None
    needs_challenge: bool = True
    cite: Cite | None = None


class Filing(Part, frozen=True, kw_only=True):
    """How and what to file."""

    system: Text | None = None
    url: str | None = None
    materials: tuple[Text, ...] = ()
    how: Text | None = None
    cite: Cite | None = None


class Event(Part, frozen=True, kw_only=True):
    """A change of a challenge's state that a source records."""

    state: str
    cite: Cite
    on: Date | None = None


class FormerName(Part, frozen=True, kw_only=True):
    """Another name of a unit, and when it held."""

    name: Text
    from_: Date | None = msgspec.field(name="from", default=None)
    to: Date | None = None


class Option(Part, frozen=True, kw_only=True):
    """One choice of a form field."""

    id: str
    label: Text


class Field(Part, frozen=True, kw_only=True):
    """One field of a form."""

    id: str
    label: Text
    type: str
    unit: str | None = None
    required: bool = False
    personal: bool = False
    internal: bool = False
    limit: int | None = None
    options: tuple[Option, ...] = ()
    other: bool = False
    group: Text | None = None
    help: Text | None = None
    maps_to: str | None = None
    cite: Cite | None = None
    columns: tuple[Field, ...] = ()
    rows_min: int | None = None
    rows_max: int | None = None
    full: bool = False

    @property
    def is_private(self) -> bool:
        """Whether what is written here is never published."""
        return self.personal or self.internal


class Sentence(Part, frozen=True, kw_only=True):
    """Fields of one group that stand in one sentence; `{key}` is where each is written."""

    group: Text
    text: Text


class Section(Part, frozen=True, kw_only=True):
    """One part of a form."""

    id: str
    title: Text
    fields: tuple[Field, ...]
    sentences: tuple[Sentence, ...] = ()


class Condition(Part, frozen=True, kw_only=True):
    """A relation between fields: those on the left compared with those on the right."""

    id: str
    left: tuple[str, ...]
    comparator: str
    option: str | None = None
    strength: Strength
    message: Text
    right: tuple[str, ...] = ()
    rate: float | None = None
    cap: Money | None = None
    cite: Cite | None = None


class Target(Part, frozen=True, kw_only=True):
    """The record that a notice changes."""

    kind: str
    id: RecordId


class Change(Part, frozen=True, kw_only=True):
    """One thing that a notice changes; a deadline from `closed` to `closes` in windows of `audience` and `region`."""

    about: Text
    before: Text | None = None
    after: Text | None = None
    audience: Audience | None = None
    region: str | None = None
    closed: Date | None = None
    closes: Date | None = None
    cite: Cite | None = None
