"""Links valid documents into the Catalog: frozen records, and for each the records that refer to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias, TypeVar

import msgspec

from generator.dates import interval
from generator.documents import Document, Written
from generator.model.parts import Domain, Issuer, Party, RecordId, Rule, Window
from generator.model.records import (
    KINDS,
    Challenge,
    Guide,
    ListRecord,
    Notice,
    Programme,
    Record,
    Success,
    Winner,
)
from generator.problems import Pointer
from generator.reads import Lookup, Read, note
from generator.stacks import Stacks

Key = tuple[str, RecordId]
"""A record's kind and id."""

R = TypeVar("R", bound=Record)

ENTRIES: Mapping[str, tuple[type[Record], ...]] = {
    "needs": (Challenge,),
    "challenges": (Challenge, Winner),
    "shortlist": (Winner,),
    "winners": (Winner, Challenge),
    "successes": (Success, Winner),
    "progress": (Success, Winner, Challenge),
}
"""The kinds of record that a list may hold, by what it publishes, its own kind first."""


_NOBODY: Mapping[str, tuple[Any, ...]] = MappingProxyType({})

PARTY_ROLES = ("issuers", "owner", "lead", "members", "units", "recommender")


class Referrer(NamedTuple):
    """A record that refers to another, and the top-level key in which it does."""

    record: Record
    role: str


_Named: TypeAlias = tuple[RecordId, str]
"""The id of a record that refers to another, and the role in which it does."""


class Catalog:
    """All valid records of a site, by kind and id in a fixed order, with the links between them both ways.

    Every way to a record notes that it was looked up (`reads`).
    """

    __slots__ = ("_files", "_records", "_referrers", "files", "records", "sources", "stacks")

    def __init__(
        self, stacks: Stacks, files: Mapping[Key, str], referrers: Mapping[Key, Mapping[str, tuple[_Named, ...]]]
    ) -> None:
        self.stacks, self._files, self._referrers = stacks, files, referrers
        self._records = {kind: stacks.kind(kind) for kind in KINDS}
        self.records: Mapping[str, Mapping[RecordId, Record]] = {
            kind: Lookup(held, partial(_record_read, kind), ("kind", kind)) for kind, held in self._records.items()
        }
        self.files: Mapping[Key, str] = Lookup(files, partial(_read_of, "file"), ("files",))
        self.sources: Mapping[Key, Written] = Lookup(stacks.sources(), partial(_read_of, "source"), ("sources",))
        """Each record as it was written: what the form that edits it begins with."""

    def of(self, cls: type[R]) -> Mapping[RecordId, R]:
        """The records of one kind by id."""
        return self.records[cls.kind]  # type: ignore[return-value]

    def find(self, cls: type[R], record_id: RecordId | None) -> R | None:
        """The record, or none where it is missing or was left out."""
        if record_id is None:
            return None
        note(("record", cls.kind, record_id))
        return self._records[cls.kind].get(record_id)  # type: ignore[return-value]

    def at(self, key: Key) -> Record:
        """The record of a kind and id, which must be there."""
        kind, record_id = key
        return self.records[kind][record_id]

    def seen(self, record: R) -> R:
        """The record itself, for whoever makes something of it without having looked it up."""
        note(("record", record.kind, record.id))
        return record

    def referring(self, record: Record, cls: type[R], *roles: str) -> tuple[R, ...]:
        """The records of `cls` that refer to `record`, in one of `roles` where they are given, each once."""
        note(("referring", record.kind, record.id, cls.kind))
        found = self._referrers.get((record.kind, record.id), _NOBODY).get(cls.kind, ())
        picked = dict.fromkeys(name for name, role in found if not roles or role in roles)
        return tuple(map(self.of(cls).__getitem__, picked))

    def referrers_of(self, record: Record) -> tuple[Referrer, ...]:
        """Every record that refers to `record`, kind by kind, once for each part that it has."""
        note(("referrers", record.kind, record.id))
        found = self._referrers.get((record.kind, record.id), _NOBODY).items()
        return tuple(Referrer(self.records[kind][name], role) for kind, held in found for name, role in held)

    def every(self) -> Iterator[Record]:
        """All records, kind by kind."""
        for kind in self.records.values():
            yield from kind.values()

    def digest(self, read: Read) -> bytes:
        """What stands for the answer to something that was looked up: equal for equal answers alone."""
        sort, *names = read
        return _digest_of(_ANSWERS[sort](self, *names))

    def _written(self, kind: str, record_id: RecordId) -> bytes:
        written = self.stacks.written(kind, record_id)
        if written is not None:
            return written.packed
        return msgspec.msgpack.encode(record) if (record := self._records[kind].get(record_id)) else b""

    def _kind(self, kind: str) -> bytes:
        return msgspec.msgpack.encode([(one, _digest_of(self._written(kind, one))) for one in self._records[kind]])

    def _referring(self, kind: str, record_id: RecordId, by: str) -> bytes:
        found = self._referrers.get((kind, record_id), _NOBODY).get(by, ())
        return msgspec.msgpack.encode(found)

    def _all_referring(self, kind: str, record_id: RecordId) -> bytes:
        found = self._referrers.get((kind, record_id), _NOBODY)
        return msgspec.msgpack.encode([(by, *named) for by, held in found.items() for named in held])

    def _source(self, kind: str, record_id: RecordId) -> bytes:
        return msgspec.msgpack.encode(self.stacks.written(kind, record_id))

    def _file(self, kind: str, record_id: RecordId) -> bytes:
        return self._files.get((kind, record_id), "").encode()


_ANSWERS: Mapping[str, Callable[..., bytes]] = {
    "record": Catalog._written,
    "kind": Catalog._kind,
    "referring": Catalog._referring,
    "referrers": Catalog._all_referring,
    "source": Catalog._source,
    "sources": lambda catalog: msgspec.msgpack.encode(list(catalog.stacks.sources().items())),
    "file": Catalog._file,
    "files": lambda catalog: msgspec.msgpack.encode(list(catalog._files.items())),
}
"""Each sort of thing that can be looked up, and its answer as bytes."""


def _digest_of(answer: bytes) -> bytes:
    return blake2b(answer, digest_size=12).digest()


def _record_read(kind: str, record_id: RecordId) -> Read:
    return ("record", kind, record_id)


def _read_of(sort: str, key: Key) -> Read:
    return (sort, *key)


def resolve(documents: Iterable[Document], before: Catalog | None = None) -> Catalog:
    """The catalog of valid documents; references to records that were left out lead nowhere, quietly.

    A record that the catalog `before` made from the very same bytes is taken from there: records never change.
    """
    ordered = sorted(documents, key=lambda d: (d.kind, d.id))
    referrers: dict[Key, dict[str, dict[_Named, None]]] = defaultdict(lambda: defaultdict(dict))
    for document in ordered:
        for reference in document.references:
            key = (reference.kind, reference.id)
            referrers[key][document.kind].setdefault((document.id, str(reference.pointer[0])))
    return Catalog(
        Stacks(ordered, before.stacks if before is not None else None),
        {(d.kind, d.id): d.file for d in ordered},
        {key: {kind: tuple(held) for kind, held in found.items()} for key, found in referrers.items()},
    )


def guide_of(catalog: Catalog, record: Record) -> Guide | None:
    """The guide a record belongs to, directly or through its list or challenge."""
    guide = catalog.find(Guide, getattr(record, "guide", None))
    if guide is not None or isinstance(record, Guide):
        return guide
    for parent in _parents(catalog, record):
        found = guide_of(catalog, parent)
        if found is not None:
            return found
    return None


def list_of(catalog: Catalog, record: Record) -> ListRecord | None:
    """The list that published the record."""
    return catalog.find(ListRecord, getattr(record, "list", None))


def programme_of(catalog: Catalog, record: Record) -> Programme | None:
    """The programme a record belongs to, directly or through its guide, list, challenge or award."""
    if isinstance(record, Programme):
        return record
    own: RecordId | None = getattr(record, "programme", None)
    if own is not None:  # what another record belongs to says nothing where the record's own programme was left out
        return catalog.find(Programme, own)
    for parent in _parents(catalog, record):
        found = programme_of(catalog, parent)
        if found is not None:
            return found
    return None


def year_of(catalog: Catalog, record: Record) -> int | None:
    """The year a record belongs to: its own, its date's, or that of what it belongs to."""
    own: int | None = getattr(record, "year", None)
    if own is not None:
        return own
    for name in ("published_on", "decided_on", "accepted_on"):
        written = getattr(record, name, None)
        found = interval(written) if written is not None else None
        if found is not None:
            return found.first.year
    years = (year_of(catalog, parent) for parent in _parents(catalog, record))
    return next((year for year in years if year is not None), None)


def domains_of(catalog: Catalog, record: Record) -> tuple[str, ...]:
    """The site's domains that a record belongs to."""
    own: Sequence[Domain | str] = getattr(record, "domains", ())
    if own:
        named = (domain for d in own for domain in ((d,) if isinstance(d, str) else (d.domain, *d.also)))
        return tuple(dict.fromkeys(named))
    if isinstance(record, (Winner, Success)):
        challenge = catalog.find(Challenge, record.challenge)
        return challenge.domains if challenge else ()
    return ()


def windows_of(catalog: Catalog, record: Record) -> tuple[Record, tuple[Window, ...]]:
    """The windows that bind a record and where they stand: its own, else its list's, else its guide's."""
    holders = (
        (record, list_of(catalog, record), guide_of(catalog, record)) if isinstance(record, Challenge) else (record,)
    )
    for holder in holders:
        windows: tuple[Window, ...] = getattr(holder, "windows", ())
        if holder is not None and windows:
            return holder, windows
    return record, ()


def rules_of(catalog: Catalog, record: Record) -> tuple[tuple[Record, Rule], ...]:
    """The rules that bind a record and where each stands."""
    return tuple((holder, rule) for holder in ruling(catalog, record) for rule in rules_in(holder))


def ruling(catalog: Catalog, record: Record) -> tuple[Record, ...]:
    """Those that state rules which bind a record, in this order: itself, its list, its guide, its programme."""
    holders = (record, list_of(catalog, record), guide_of(catalog, record), programme_of(catalog, record))
    return tuple(dict.fromkeys([holder for holder in holders if holder is not None and rules_in(holder)]))


def rules_in(record: Record) -> tuple[Rule, ...]:
    """The rules that a record states."""
    stated: tuple[Rule, ...] = getattr(record, "rules", ())
    return stated


def notices_of(catalog: Catalog, record: Record) -> tuple[Notice, ...]:
    """The amendments of a record."""
    return catalog.referring(record, Notice, "target")


def entries_of(catalog: Catalog, listing: ListRecord) -> tuple[Record, ...]:
    """What a list publishes, of the first of its kinds that is recorded: challenges, awards or results."""
    found = (catalog.referring(listing, cls) for cls in ENTRIES[listing.publishes])
    return next((entries for entries in found if entries), ())


def track_of(catalog: Catalog, record: Record) -> str | None:
    """The programme's track that a record belongs to: its own, else that of what it belongs to."""
    own: str | None = getattr(record, "track", None)
    return own or next(filter(None, (track_of(catalog, parent) for parent in _parents(catalog, record))), None)


def is_owned(catalog: Catalog, challenge: Challenge) -> bool:
    """Whether some unit states the need, and not government: as its list's type, or who may state one, tells."""
    listing = list_of(catalog, challenge)
    if challenge.government_set or (listing is not None and listing.government_set):
        return False
    if listing is not None and (listing.list_type or listing.publishes == "needs"):
        return True
    holders = (guide_of(catalog, challenge), programme_of(catalog, challenge))
    return any(holder is not None and holder.owner is not None for holder in holders)


def parties_of(record: Record) -> Iterator[tuple[Pointer, Party | Issuer]]:
    """The units that a record names in its own keys, each with its place."""
    for role in PARTY_ROLES:
        named = getattr(record, role, None)
        if isinstance(named, tuple):
            yield from (((role, i), party) for i, party in enumerate(named))
        elif isinstance(named, Party):
            yield (role,), named


def units_of(record: Record) -> tuple[Party, ...]:
    """The units that an award or result names, the lead first."""
    if isinstance(record, Success):
        return record.units
    if isinstance(record, Winner):
        return (*((record.lead,) if record.lead else ()), *record.members)
    return ()


def _parents(catalog: Catalog, record: Record) -> Iterator[Record]:
    """What a record belongs to, nearest first."""
    for cls in (Winner, Challenge, ListRecord, Guide):
        if cls.kind != record.kind:
            parent = catalog.find(cls, getattr(record, cls.kind, None))
            if parent is not None:
                yield parent


CHAIN: tuple[type[Record], ...] = (Guide, ListRecord, Challenge, Winner, Success)


def chain_of(catalog: Catalog, record: Record) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """Guide → list → challenge → winner → success around a record: each step's records that sources link to it."""
    before = {parent.kind: parent for parent in _all_parents(catalog, record)}
    reached: dict[RecordId, Record] = {record.id: record}
    for cls in CHAIN:
        if cls.kind == record.kind:
            yield cls.kind, (record,)
        elif cls.kind in before:
            yield cls.kind, (before[cls.kind],)
        else:
            found = {f.id: f for r in reached.values() for f in catalog.referring(r, cls)}
            reached = {**reached, **found}
            yield cls.kind, tuple(found.values())


def _all_parents(catalog: Catalog, record: Record) -> Iterator[Record]:
    for parent in _parents(catalog, record):
        yield from _all_parents(catalog, parent)
        yield parent
