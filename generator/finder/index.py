"""The finder's index as files: a manifest, columns, postings, texts, the table of characters and the synonyms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from generator.finder.cards import card_of, view_of
from generator.finder.columns import Tables, columns_of, facets_of
from generator.finder.fold import TABLE, fold
from generator.finder.postings import (
    FIELD_END,
    characters_in,
    in_units,
    pairs_in,
    runs_in,
    utf16,
    words_in,
    words_of,
)
from generator.finder.shards import FOLDER, Shards, name_of, script, scripts, sharded, told_of
from generator.finder.stems import kin, stem
from generator.finder.synonyms import synonyms_of
from generator.finder.texts import SEARCHED, Document, Fields, document_of
from generator.lifecycle import status_at
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS, Lang
from generator.model.records import Record
from generator.parallel import in_shares
from generator.reads import Read, listening, note
from generator.render.view import Site

PAIRS_BYTES, WORDS_BYTES = 40 * 1024, 26 * 1024
"""How large files of postings are: a question in words needs more of them than one of as many pairs of characters."""

BLOCK = 16
"""How many documents' cards stand in one file of texts."""

FIRST_SEGMENT, SEGMENT = 2_000, 8_000
VERSION = 2
_CURRENT = ("open", "closing", "upcoming", "public_notice")
_WORTH_SHARING = 500

Documents: TypeAlias = Sequence[Document]


class Index(NamedTuple):
    """The manifest's path, which pages name, and every file of the index."""

    manifest: str
    artifacts: tuple[Artifact, ...]


class Part(NamedTuple):
    """Some of the files, with what the manifest says of them."""

    told: Mapping[str, Any]
    artifacts: tuple[Artifact, ...]


Maker: TypeAlias = Callable[[Site, Documents], Part]


def index_of(site: Site, jobs: int = 1) -> Index:
    """The whole index, made in `jobs` processes; equal catalogs give equal bytes."""
    records, current = documents_of(site)
    documents = [document_of(site.catalog, record) for record in records]
    makers = tuple(PARTS.values())
    shared = jobs if len(records) >= _WORTH_SHARING else 1
    shares = in_shares(lambda share: _made(site, documents, share), makers, shared, worth=1)
    for read in (read for _, heard in shares for read in heard):
        note(read)
    parts = dict(zip(PARTS, (part for made, _ in shares for part in made), strict=True))
    manifest = script("manifest", "finder/manifest", _manifest(site, len(records), current, parts))
    return Index(manifest.path, (manifest, *(artifact for part in parts.values() for artifact in part.artifacts)))


def _made(site: Site, documents: Documents, makers: Iterable[Maker]) -> tuple[list[Part], frozenset[Read]]:
    """What these make, and what they looked up: in another process nobody hears it."""
    with listening() as heard:
        made = [make(site, documents) for make in makers]
    return made, frozenset(heard)


def is_manifest(path: str) -> bool:
    """Whether a file of the site is where the index begins."""
    return path.startswith(f"{FOLDER}/manifest.")


def documents_of(site: Site) -> tuple[list[Record], int]:
    """What can be found, in its order: current first, then newest; and how many are current."""
    found = [
        record
        for kind in SEARCHED
        for record in site.catalog.records[kind].values()
        if not record.sample and record.withdrawn is None
    ]
    found.sort(key=lambda r: (r.kind, r.id))
    found.sort(key=lambda r: site.latest[(r.kind, r.id)], reverse=True)
    current = [r for r in found if status_at(site.timelines[(r.kind, r.id)], site.moment) in _CURRENT]
    chosen = {id(record) for record in current}
    return [*current, *(r for r in found if id(r) not in chosen)], len(current)


def _manifest(site: Site, total: int, current: int, parts: Mapping[str, Part]) -> dict[str, Any]:
    told = {key: value for part in parts.values() for key, value in part.told.items() if not key.startswith("text-")}
    texts = {lang: parts[f"text-{lang}"].told[f"text-{lang}"] for lang in LANGS}
    about = {
        "version": VERSION,
        "built": site.moment[:10],
        "total": total,
        "current": current,
        "langs": site.settings.site.languages,
    }
    return {**about, **told, "blocks": {**texts, "size": BLOCK}}


def _chinese(_site: Site, documents: Documents) -> Part:
    """Of Chinese texts the pairs of characters and the runs of Latin ones, with places; of titles single characters."""
    streams = [_stream(document.zh) for document in documents]
    titles = (stream.partition(FIELD_END)[0] for stream in streams)
    tables = {"grams": pairs_in(streams), "runs": runs_in(streams), "chars": characters_in(titles)}
    return _part({name: sharded(name, table, PAIRS_BYTES) for name, table in tables.items()})


def _words(_site: Site, documents: Documents) -> Part:
    """English words with their stems; under `=stem` the words that have it.

    Forms that stand in no text are there with their stem alone.
    """
    encoded = words_in(map(fold, (document.en.title, *document.en.others)) for document in documents)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    table: dict[str, Any] = {}
    for word in encoded:
        groups[stem(word)].append(word)
        table.update({form: [stem(word)] for form in kin(word)})
    table.update({word: [stem(word), found] for word, found in encoded.items()})
    table.update({f"={stemmed}": words for stemmed, words in groups.items()})
    ordered = {term: table[term] for term in sorted(table, key=utf16)}
    return _part({"words": sharded("words", ordered, WORDS_BYTES)})


def _stream(fields: Fields) -> str:
    """Folded fields as one stream of UTF-16 units."""
    return in_units(FIELD_END.join((fold(fields.title), *map(fold, fields.others))))


def _part(rows: Mapping[str, Shards]) -> Part:
    told = {name: shards.listed() for name, shards in rows.items()}
    return Part(told, tuple(artifact for shards in rows.values() for artifact in shards.artifacts))


def _columns(site: Site, documents: Documents) -> Part:
    """What facets and sorting go by, the current records' first."""
    tables = Tables()
    segments, artifacts = [], []
    for i, (start, end) in enumerate(_bounds(len(documents))):
        part = documents[start:end]
        records = [document.record for document in part]
        columns = {**columns_of(site, records, start, tables), "titleEnd": _title_ends(part)}
        artifacts.append(script(f"columns-{i}", f"finder/columns/{i}", columns))
        segments.append({"key": f"finder/columns/{i}", "file": name_of(artifacts[-1].path), "from": start, "to": end})
    return Part({"segments": segments, "facets": facets_of(site, tables)}, tuple(artifacts))


def _title_ends(documents: Documents) -> dict[str, list[int]]:
    """How long each title is: in characters of the Chinese one, in words of the English one."""
    return {
        "zh": [len(in_units(fold(document.zh.title))) for document in documents],
        "en": [len(words_of(fold(document.en.title))) for document in documents],
    }


def _bounds(total: int) -> Iterator[tuple[int, int]]:
    start, size = 0, FIRST_SEGMENT
    while start < total or start == 0:
        yield start, min(start + size, total)
        start, size = start + size, SEGMENT


def _texts(lang: Lang, site: Site, documents: Documents) -> Part:
    """The cards' words in one language, in blocks."""
    v = view_of(site, lang)
    blocks = (documents[start : start + BLOCK] for start in range(0, len(documents), BLOCK))
    cards = ([card_of(v, document) for document in block] for block in blocks)
    files = scripts(f"text-{lang}", cards)
    return Part({f"text-{lang}": told_of(files)}, files)


def _others(site: Site, _documents: Documents) -> Part:
    """The table of characters, and the synonyms."""
    folding = script("fold", "finder/fold", "".join(f"{chr(old)}{new}" for old, new in sorted(TABLE.items())))
    synonyms = script("synonyms", "finder/synonyms", synonyms_of(site.settings))
    return Part({"fold": name_of(folding.path), "synonyms": name_of(synonyms.path)}, (folding, synonyms))


PARTS: Mapping[str, Maker] = MappingProxyType(
    {
        "chinese": _chinese,
        "text-zh": partial(_texts, "zh"),
        "others": _others,
        "text-en": partial(_texts, "en"),
        "words": _words,
        "columns": _columns,
    }
)
"""What the index consists of; the first three parts take about as long as the rest."""
