"""What a form's answers become fits a challenge: keys that it has, each from one field, with choices that it knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.documents import Document, Group, form_in
from generator.model.parts import Field
from generator.model.records import Challenge, Form
from generator.problems import Place, Pointer, Problem, nearest, problem
from generator.settings import Settings

VOCABULARIES: Mapping[str, str] = {"/level": "tech_level", "/types": "tech_type"}
DOMAINS = "/domains"
OTHER = "other"
UNMAPPED = frozenset({"rows", "tick"})
"""What no key of a record holds."""

_SET = frozenset(
    {"id", "sources", "updated_on", "list", "guide", "region", "year", "sample", "withdrawn", "formerly", "translated"}
)
"""Keys that filing, listing and translating decide, never an answer."""


def problems(document: Document, _groups: tuple[Group, ...], settings: Settings) -> Iterator[Problem]:
    """Fields that become a key which no challenge has, or which is another's, or whose words it does not know."""
    form = form_in(document)
    if form is None:
        return
    taken: set[str] = set()
    for pointer, field, within in _fields(form):
        if field.maps_to is None:
            continue
        for zh, en, words in (*_reasons(field, within, taken), *_strangers(field, settings)):
            at = (*pointer, "maps_to")
            said = {"reason": zh, "reason_en": en, **words}
            yield problem("form-mapping", Place(document.file), pointer=at, value=field.maps_to, words=said)
        taken.add(field.maps_to)


def _fields(form: Form) -> Iterator[tuple[Pointer, Field, Field | None]]:
    for s, section in enumerate(form.sections):
        for f, field in enumerate(section.fields):
            at: Pointer = ("sections", s, "fields", f)
            yield at, field, None
            yield from (((*at, "columns", c), column, field) for c, column in enumerate(field.columns))


def _reasons(field: Field, within: Field | None, taken: set[str]) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    known = sorted(set(Challenge.__struct_fields__) - _SET)
    key = (field.maps_to or "").strip("/").split("/")[0]
    if key not in known:
        yield (
            "榜题没有这个键，或不由表格决定",
            "a challenge has no such key, or no form decides it",
            nearest(key, known),
        )
    if field.maps_to in taken:
        yield "另一填写项已经对应它", "another field already becomes it", _say("只留一处。", "Keep one of them.")
    if within or field.type in UNMAPPED:
        yield "多行和勾选不能成为记录键", "rows and ticks become no key", _say("删掉 maps_to。", "Remove maps_to.")


def _strangers(field: Field, settings: Settings) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Options that the key's vocabulary does not have; 其他 needs an editor anyway."""
    target = field.maps_to or ""
    if target != DOMAINS and target not in VOCABULARIES:
        return
    known = settings.domains if target == DOMAINS else settings.vocabularies[VOCABULARIES[target]]
    for option in field.options:
        if option.id not in known and option.id != OTHER:
            zh, en = f"选项“{option.id}”不在词表里", f"the option “{option.id}” is not in the vocabulary"
            yield zh, en, nearest(option.id, known)


def _say(zh: str, en: str) -> Mapping[str, str]:
    return {"advice": zh, "advice_en": en}
