"""The nine kinds of record, and the table that names them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

import msgspec

from generator.model.parts import (
    Basis,
    Change,
    Condition,
    Contact,
    Date,
    Declaration,
    Domain,
    Event,
    Figure,
    Filing,
    FormerName,
    Goal,
    Inconsistency,
    Indicator,
    Issuer,
    Money,
    Part,
    Party,
    PublicNotice,
    RecordId,
    Rule,
    Section,
    Solver,
    Source,
    Stage,
    Support,
    Target,
    Term,
    Text,
    Track,
    Validity,
    Window,
    Withdrawn,
)


class Record(Part, frozen=True, kw_only=True, eq=False, weakref=True, gc=True):
    """What every record has: an identity for ever, a title in two languages, and at least one source.

    A record equals only itself: of each there is one object in a catalog as long as anybody has it.
    """

    kind: ClassVar[str]
    folder: ClassVar[str]
    label: ClassVar[Text]

    id: RecordId
    title: Text
    sources: tuple[Source, ...]
    updated_on: str
    summary: Text | None = None
    note: Text | None = None
    inconsistencies: tuple[Inconsistency, ...] = ()
    sample: bool = False
    formerly: tuple[RecordId, ...] = ()
    withdrawn: Withdrawn | None = None
    translated: tuple[str, ...] = ()
    """The digests of the Chinese from which the English texts were made; none where nobody keeps account of them."""


class Programme(Record, frozen=True, kw_only=True):
    """A programme: who issues it, on what basis, in which stages, under which rules."""

    kind: ClassVar[str] = "programme"
    folder: ClassVar[str] = "programmes"
    label: ClassVar[Text] = Text(zh="计划", en="Programme")

    issuers: tuple[Issuer, ...]
    level: str
    region: str
    mechanism: str
    short: Text | None = None
    number: str | None = None
    published_on: Date | None = None
    signed_on: Date | None = None
    printed_on: Date | None = None
    disclosure: Text | None = None
    addressees: tuple[Text, ...] = ()
    legal_basis: tuple[Basis, ...] = ()
    valid: Validity | None = None
    goals: tuple[Goal, ...] = ()
    domains: tuple[Domain, ...] = ()
    domains_open: bool = False
    tracks: tuple[Track, ...] = ()
    stages: tuple[Stage, ...] = ()
    stage_order: str | None = None
    rules: tuple[Rule, ...] = ()
    solver: Solver | None = None
    owner: Text | None = None
    channels: tuple[Text, ...] = ()
    contacts: tuple[Contact, ...] = ()
    forms: tuple[RecordId, ...] = ()
    figures: tuple[Figure, ...] = ()


class Guide(Record, frozen=True, kw_only=True):
    """A call: its windows, who may file, what and where."""

    kind: ClassVar[str] = "guide"
    folder: ClassVar[str] = "guides"
    label: ClassVar[Text] = Text(zh="指南", en="Call guide")

    programme: RecordId
    call: str
    region: str
    track: str | None = None
    issuers: tuple[Issuer, ...] = ()
    year: int | None = None
    number: str | None = None
    published_on: Date | None = None
    forwards: RecordId | None = None
    legal_basis: tuple[Basis, ...] = ()
    addressees: tuple[Text, ...] = ()
    domains: tuple[Domain, ...] = ()
    domains_open: bool = False
    topics: tuple[Text, ...] = ()
    windows: tuple[Window, ...] = ()
    stages: tuple[Stage, ...] = ()
    rules: tuple[Rule, ...] = ()
    solver: Solver | None = None
    owner: Text | None = None
    filing: Filing | None = None
    review: Text | None = None
    contacts: tuple[Contact, ...] = ()
    forms: tuple[RecordId, ...] = ()
    declared_total: int | None = None
    figures: tuple[Figure, ...] = ()


class ListRecord(Record, frozen=True, kw_only=True):
    """One publication of challenges, shortlisted units, winners or successes."""

    kind: ClassVar[str] = "list"
    folder: ClassVar[str] = "lists"
    label: ClassVar[Text] = Text(zh="榜单", en="List")

    programme: RecordId
    publishes: str
    region: str
    guide: RecordId | None = None
    list_type: str | None = None
    issuers: tuple[Issuer, ...] = ()
    year: int | None = None
    number: str | None = None
    published_on: Date | None = None
    domains: tuple[Domain, ...] = ()
    windows: tuple[Window, ...] = ()
    public_notice: PublicNotice | None = None
    declared_total: int | None = None
    government_set: bool = False
    partial: Text | None = None
    amount: Money | None = None
    rules: tuple[Rule, ...] = ()
    solver: Solver | None = None
    contacts: tuple[Contact, ...] = ()
    figures: tuple[Figure, ...] = ()


class Challenge(Record, frozen=True, kw_only=True):
    """A challenge of a list, or a direction that a guide offers."""

    kind: ClassVar[str] = "challenge"
    folder: ClassVar[str] = "challenges"
    label: ClassVar[Text] = Text(zh="榜题", en="Challenge")

    domains: tuple[str, ...]
    region: str
    guide: RecordId | None = None
    list: RecordId | None = None
    track: str | None = None
    seq: int | None = None
    code: str | None = None
    topic: Text | None = None
    group: Text | None = None
    chain: Text | None = None
    owner: Party | None = None
    government_set: bool = False
    partial: Text | None = None
    year: int | None = None
    published_on: Date | None = None
    need: Text | None = None
    background: Text | None = None
    indicators: tuple[Indicator, ...] = ()
    term: Term | None = None
    windows: tuple[Window, ...] = ()
    owner_payment: Money | None = None
    rd_input: Money | None = None
    total_investment: Money | None = None
    own_funds: Money | None = None
    new_tax: Money | None = None
    support: Support | None = None
    ip: Text | None = None
    benefit_sharing: Text | None = None
    cooperation: Text | None = None
    payment_terms: Text | None = None
    agreements: tuple[Text, ...] = ()
    contract_by: Date | None = None
    negotiator: Text | None = None
    solver: Solver | None = None
    expected: Text | None = None
    rules: tuple[Rule, ...] = ()
    level: str | None = None
    types: tuple[str, ...] = ()
    contact_route: Contact | None = None
    events: tuple[Event, ...] = ()
    declared: tuple[Declaration, ...] = ()


class Winner(Record, frozen=True, kw_only=True):
    """One award, in the state that its source gives."""

    kind: ClassVar[str] = "winner"
    folder: ClassVar[str] = "winners"
    label: ClassVar[Text] = Text(zh="揭榜单位", en="Selected unit")

    region: str
    state: str
    programme: RecordId | None = None
    list: RecordId | None = None
    challenge: RecordId | None = None
    track: str | None = None
    code: str | None = None
    chain: Text | None = None
    lead: Party | None = None
    members: tuple[Party, ...] = ()
    consortium: Text | None = None
    recommender: Party | None = None
    domains: tuple[str, ...] = ()
    year: int | None = None
    state_text: Text | None = None
    partial: Text | None = None
    decided_on: Date | None = None
    contract_on: Date | None = None
    owner_payment: Money | None = None
    rd_input: Money | None = None
    total_investment: Money | None = None
    own_funds: Money | None = None
    support: Support | None = None
    term: Term | None = None
    declared: tuple[Declaration, ...] = ()


class Success(Record, frozen=True, kw_only=True):
    """One accepted, prize-winning or announced result."""

    kind: ClassVar[str] = "success"
    folder: ClassVar[str] = "successes"
    label: ClassVar[Text] = Text(zh="攻关成功单位", en="Completed task")

    region: str
    basis: str
    programme: RecordId | None = None
    list: RecordId | None = None
    challenge: RecordId | None = None
    winner: RecordId | None = None
    track: str | None = None
    code: str | None = None
    units: tuple[Party, ...] = ()
    state_text: Text | None = None
    partial: Text | None = None
    accepted_on: Date | None = None
    grade: Text | None = None
    achievements: tuple[Text, ...] = ()
    domains: tuple[str, ...] = ()
    year: int | None = None


class Organisation(Record, frozen=True, kw_only=True):
    """A unit: its names, type, region and parent."""

    kind: ClassVar[str] = "organisation"
    folder: ClassVar[str] = "organisations"
    label: ClassVar[Text] = Text(zh="单位", en="Organisation")

    type: str
    region: str
    short: Text | None = None
    names: tuple[FormerName, ...] = ()
    credit_code: str | None = None
    parent: RecordId | None = None
    url: str | None = None


class Form(Record, frozen=True, kw_only=True):
    """One form's definition."""

    kind: ClassVar[str] = "form"
    folder: ClassVar[str] = "forms"
    label: ClassVar[Text] = Text(zh="表格", en="Form")

    programme: RecordId
    official: bool
    sections: tuple[Section, ...]
    guide: RecordId | None = None
    audience: str | None = None
    conditions: tuple[Condition, ...] = ()
    becomes: str | None = None
    formats: tuple[str, ...] = ()


class Notice(Record, frozen=True, kw_only=True):
    """A correction, extension, suspension, resumption or withdrawal of a record."""

    kind: ClassVar[str] = "notice"
    folder: ClassVar[str] = "notices"
    label: ClassVar[Text] = Text(zh="变更公告", en="Amendment")

    type: str
    target: Target
    published_on: Date
    issuers: tuple[Issuer, ...] = ()
    number: str | None = None
    effective_on: Date | None = None
    changes: tuple[Change, ...] = ()


KINDS: Mapping[str, type[Record]] = MappingProxyType(
    {cls.kind: cls for cls in (Programme, Guide, ListRecord, Challenge, Winner, Success, Organisation, Form, Notice)}
)
FOLDERS: Mapping[str, str] = MappingProxyType({cls.folder: kind for kind, cls in KINDS.items()})


def unpacked(kind: str, data: bytes) -> Record:
    """The record of valid data packed as MessagePack."""
    return msgspec.msgpack.decode(data, type=KINDS[kind], strict=False)


def record_from(kind: str, data: Mapping[str, object]) -> Record:
    """The record of valid `data`; data that its schema has passed always converts, 2.0 as an integer too."""
    return msgspec.convert(data, KINDS[kind], strict=False)
