"""No personal data is published: not in any text of a record, in a key, or in an address that dials or mails.

The Personal Information Protection Law (个人信息保护法), articles 6 and 25: no more than the purpose needs, and nothing
disclosed without the person's own consent. An office's mailbox may be a contact's even at a public provider.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.documents import Document, Group, texts_of
from generator.leaks import personal_problem
from generator.personal import is_suspect, personal_data
from generator.problems import Place, Problem
from generator.settings import Settings

CONTACT_KEYS = ("contacts", "contact_route")


def problems(document: Document, groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """Texts and keys that look like personal data; the mailboxes of the record's contacts belong to offices."""
    if not is_suspect(msgspec.json.encode(document.data)):
        return
    office = frozenset(_office_mailboxes(groups))
    for pointer, text in texts_of(document.data):
        for found in personal_data(text):
            if found.value.lower() not in office:
                yield personal_problem(found, Place(document.file), pointer)


def _office_mailboxes(groups: tuple[Group, ...]) -> Iterator[str]:
    for pointer, group in groups:
        if any(key in CONTACT_KEYS for key in pointer[-2:]) and isinstance(group.get("email"), str):
            yield group["email"].lower()
