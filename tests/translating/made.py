"""Units to be sent out, of a record with every state of a text."""

from __future__ import annotations

from small import document

from generator.documents import Document
from generator.glossary import Entry
from generator.passages import digest
from generator.translating.units import Unit, units_of

GLOSSARY = (Entry(zh="联合体", en=("consortium", "consortia"), refused=("union",)),)
HARD = "第一行\n<b>第二行</b> & “引号” 'x' ]]> 𠮷\u3000全角"


def record() -> Document:
    """A record with current, outdated and missing English, in texts that writers trip over."""
    return document(
        "organisation",
        title={"zh": "某联合体", "en": "A consortium"},
        note={"zh": HARD, "en": '=HYPERLINK("x")\nsecond line'},
        short={"zh": "简称"},
        translated=[digest("某联合体")],
    )


def units() -> list[Unit]:
    """Its units."""
    return list(units_of(record(), GLOSSARY))
