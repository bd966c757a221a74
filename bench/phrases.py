"""Sentences about a subject: a stock of them drawn from and filled with words, in both languages at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple, TypeAlias

from words import MATERIALS, METHODS, PROBLEMS, PROPERTIES, SCENES, THINGS, Pair

Text: TypeAlias = dict[str, str]
Slots: TypeAlias = Mapping[str, Pair]

_STOCKS: Mapping[str, Sequence[Pair]] = {
    "property": PROPERTIES,
    "material": MATERIALS,
    "method": METHODS,
    "other_method": METHODS,
    "scene": SCENES,
    "problem": PROBLEMS,
}


class Subject(NamedTuple):
    """What a record is about: a thing of a domain."""

    domain: str
    thing: Pair


def subject_of(rng: Random, domain: str) -> Subject:
    """Any thing of the domain."""
    return Subject(domain, rng.choice(THINGS[domain]))


def slots_about(rng: Random, subject: Subject) -> Slots:
    """The subject's thing and fresh words around it."""
    drawn = {name: rng.choice(stock) for name, stock in _STOCKS.items()}
    figures = {"n": rng.randrange(20, 960, 10), "m": rng.randrange(3, 31), "k": rng.randrange(3, 9)}
    return {"thing": subject.thing, **drawn, **same(figures)}


def same(values: Mapping[str, object]) -> Slots:
    """Values that read alike in both languages."""
    return {name: Pair(str(value), str(value)) for name, value in values.items()}


def filled(sentence: Pair, slots: Slots) -> Text:
    """The sentence with its slots filled, its English begun with a capital."""
    zh = sentence.zh.format_map({name: pair.zh for name, pair in slots.items()})
    en = sentence.en.format_map({name: pair.en for name, pair in slots.items()})
    return {"zh": zh, "en": en[:1].upper() + en[1:]}


def plain(pair: Pair) -> Text:
    """A pair as a record writes it."""
    return {"zh": pair.zh, "en": pair.en}


def phrase(rng: Random, stock: Sequence[Pair], subject: Subject) -> Text:
    """One sentence of the stock about the subject."""
    return filled(rng.choice(stock), slots_about(rng, subject))


def passage(rng: Random, stock: Sequence[Pair], subject: Subject, count: int, paragraphs: int = 1) -> Text:
    """`count` different sentences of the stock, spread over paragraphs of their own lines."""
    texts = [filled(sentence, slots_about(rng, subject)) for sentence in rng.sample(stock, count)]
    size = -(-count // paragraphs)
    parts = [texts[i : i + size] for i in range(0, count, size)]
    return {
        "zh": "\n".join("".join(text["zh"] for text in part) for part in parts),
        "en": "\n".join(" ".join(text["en"] for text in part) for part in parts),
    }


def slug(words: str) -> str:
    """The words as part of an identifier."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
