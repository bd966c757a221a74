"""A site as bytes: what another process, perhaps on another machine, makes the same pages from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import msgspec

from generator.catalog import Catalog, resolve
from generator.dates import Moment
from generator.documents import Document, document_of
from generator.forms.files import FormFiles
from generator.guest import Guest
from generator.hosts import Host
from generator.model.artifacts import Made
from generator.model.parts import RecordId
from generator.parallel import Recipe, State
from generator.render.pages import site_of
from generator.render.view import Site
from generator.settings import Settings


class Workshop(NamedTuple):
    """What pages are made from and poured into."""

    site: Site
    guest: Guest


class _Record(NamedTuple):
    """A valid record as its file has it."""

    file: str
    kind: str
    id: RecordId
    packed: bytes
    comments: bytes


class _Sent(NamedTuple):
    """All that a workshop is made from."""

    records: tuple[_Record, ...]
    settings: Settings
    moment: Moment
    url: str
    repository: str
    policy: str
    host: Host | None
    form_files: dict[RecordId, FormFiles]
    made: tuple[Made, ...]
    guest: Guest


def workshop_state(workshop: Workshop) -> State[Workshop]:
    """The workshop as a state of shared work: its bytes are made once, where a process cannot inherit it."""
    return State(workshop, partial(_recipe, workshop))


def _recipe(workshop: Workshop) -> Recipe[Workshop]:
    return Recipe(workshop_from, workshop_bytes(workshop))


def workshop_bytes(workshop: Workshop) -> bytes:
    """The workshop as MessagePack; every record must be there as it was written."""
    site, guest = workshop
    return msgspec.msgpack.encode(
        _Sent(
            tuple(_records(site.catalog)),
            site.settings,
            site.moment,
            site.url,
            site.repository,
            site.policy,
            site.host,
            dict(site.form_files.items()),
            tuple(site.made),
            guest,
        )
    )


def workshop_from(data: bytes) -> Workshop:
    """The workshop of these bytes: the same pages are made from it."""
    sent = msgspec.msgpack.decode(data, type=_Sent)
    catalog = resolve(map(_document, sent.records))
    catalog.stacks.rest()
    site = site_of(catalog, sent.settings, sent.moment, sent.url, sent.repository, sent.policy, sent.host)
    site = site._replace(form_files=sent.form_files, made=sent.made)
    return Workshop(site, sent.guest)


def _records(catalog: Catalog) -> Iterator[_Record]:
    for key, file in catalog.files.items():
        yield _Record(file, *key, *catalog.sources[key])


def _document(record: _Record) -> Document:
    """The document again; what it refers to is found in its data, which is not kept twice."""
    data = msgspec.msgpack.decode(record.packed)
    found = document_of(record.file, record.kind, record.id, data)
    return found._replace(data={}, packed=record.packed, comments=record.comments)
