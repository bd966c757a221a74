"""Statements of RDF written as Turtle and as JSON-LD: one graph, two texts."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, NewType, TypeAlias

from generator.exports.values import Json, clean

Iri = NewType("Iri", str)
"""A full address, or one relative to the file, made of ASCII that needs no escape."""


class Literal(NamedTuple):
    """A text in a language, or a value of a type; the type is a prefixed name."""

    value: str
    lang: str = ""
    type: str = ""


Name: TypeAlias = str
"""A prefixed name such as `dct:title`."""

Object: TypeAlias = Iri | Literal
Statement: TypeAlias = tuple[Iri, Name, Object]
Prefixes: TypeAlias = Mapping[str, str]

TYPE = "rdf:type"
"""Says of what class a subject is; its object is a prefixed name."""

_UNFIT = re.compile(r'[\x00-\x20<>"{}|^`\\]|[^\x00-\x7f]')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def iri(address: str) -> Iri:
    """The address as one; what it may not hold is percent-encoded."""
    return Iri(_UNFIT.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode("utf-8", "replace")), address))


def turtle(statements: Iterable[Statement], prefixes: Prefixes) -> str:
    """The graph as Turtle, a subject after another, in a fixed order."""
    head = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in sorted(prefixes.items()))
    return head + "".join(_subject(subject, told) for subject, told in _by_subject(statements).items())


def json_ld(statements: Iterable[Statement], prefixes: Prefixes) -> str:
    """The same graph as JSON-LD."""
    graph = [_node(subject, told) for subject, told in _by_subject(statements).items()]
    found = {"@context": dict(sorted(prefixes.items())), "@graph": graph}
    return f"{json.dumps(found, ensure_ascii=False, indent=1)}\n"


def _by_subject(statements: Iterable[Statement]) -> Mapping[Iri, Mapping[Name, list[Object]]]:
    found: dict[Iri, dict[Name, list[Object]]] = defaultdict(lambda: defaultdict(list))
    for subject, name, told in dict.fromkeys(statements):
        found[subject][name].append(told)
    return found


def _subject(subject: Iri, told: Mapping[Name, list[Object]]) -> str:
    lines = (
        f"  {'a' if name == TYPE else name} {', '.join(_term(one, name) for one in objects)}"
        for name, objects in told.items()
    )
    return f"\n<{subject}>\n" + " ;\n".join(lines) + " .\n"


def _term(told: Object, name: Name) -> str:
    if not isinstance(told, Literal):
        return told if name == TYPE else f"<{told}>"
    words = f'"{clean(told.value).translate(_ESCAPES)}"'
    return f"{words}@{told.lang}" if told.lang else f"{words}^^{told.type}" if told.type else words


def _node(subject: Iri, told: Mapping[Name, list[Object]]) -> Json:
    classes = list(told.get(TYPE, ()))
    own = {name: [_value(one) for one in objects] for name, objects in told.items() if name != TYPE}
    return {"@id": subject, **({"@type": classes} if classes else {}), **own}


def _value(told: Object) -> Json:
    if not isinstance(told, Literal):
        return {"@id": told}
    kind = {"@language": told.lang} if told.lang else {"@type": told.type} if told.type else {}
    return {"@value": clean(told.value), **kind}
