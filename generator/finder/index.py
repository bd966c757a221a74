"""The finder's index as files: a manifest, columns, postings, cards, the table of characters and the synonyms.

Kinds of work, each by itself: blocks of cards, postings, columns, and the entrance, which knows the others' files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from heapq import merge
from itertools import accumulate, chain
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias
from zlib import crc32

import msgspec

from generator import cache
from generator.catalog import Key
from generator.finder.cards import cards_of
from generator.finder.columns import Tables, columns_of, facets_of
from generator.finder.cuts import cut
from generator.finder.fold import TABLE, fold_all
from generator.finder.postings import (
    FIELD_END,
    Partial,
    characters_in,
    in_units,
    merged,
    pairs_in,
    runs_in,
    words_in,
    words_of,
)
from generator.finder.shards import FOLDER, Entry, entrance, file_of, listed, script, shard, sharded
from generator.finder.stems import kin_of, stem
from generator.finder.synonyms import synonyms_of
from generator.finder.texts import SEARCHED, Document, Fields, document_of
from generator.lifecycle import status_at
from generator.model.artifacts import Artifact
from generator.model.parts import Lang
from generator.parallel import plain, split, workers
from generator.program import program_digest
from generator.render.view import Site
from generator.settings import Settings

PAIRS_BYTES, WORDS_BYTES = 40 * 1024, 26 * 1024
"""How large files of postings are: a question in words needs more of them than one of as many pairs of characters."""

BLOCK = 16
"""How many documents' cards stand in one file of them."""

GROUP = 512
"""Of how many documents the postings are made, and kept, by themselves."""

FIRST_SEGMENT, SEGMENT = 2_000, 8_000
VERSION = 3
_CURRENT = ("open", "closing", "upcoming", "public_notice")
_WORTH_SHARING = 500
BUCKETS = 64
"""In how many files a language's postings are kept."""

Rows: TypeAlias = dict[str, Partial]
"""The postings of some documents, by the rows of files that they go into."""

Bucket: TypeAlias = tuple[int, list[list[Fields]]]
"""The number of a file in which postings are kept, and the groups of documents whose they are."""


class Found(NamedTuple):
    """What can be found, in its order, the first ones current."""

    documents: list[Document]
    current: int

    def blocks(self) -> list[list[Document]]:
        """The documents in blocks, for whose cards there is a file: one more moves only those beside it."""
        return list(cut(self.documents, BLOCK, name_of))

    def groups(self) -> list[list[Document]]:
        """The documents in groups, whose postings are made by themselves."""
        return list(cut(self.documents, GROUP, name_of))


def index_of(site: Site, jobs: int = 1, folder: Path | None = None) -> Iterator[Artifact]:
    """Every file of the index, the manifest last; equal catalogs give equal bytes, whatever is kept in `folder`."""
    found = found_in(site)
    jobs = jobs if len(found.documents) >= _WORTH_SHARING else 1
    cards = chain.from_iterable(compile_cards(site, block) for block in found.blocks())
    paths = []
    *columns, told = compile_columns(site, found, "")
    for artifact in chain(cards, compile_postings(found, jobs, folder), compile_words(site.settings), columns):
        paths.append(artifact.path)
        yield artifact
    yield from compile_entrance(site, found, paths, told.data)


def found_in(site: Site) -> Found:
    """What can be found, in its order, with its texts."""
    keys, current = documents_of(site)
    return Found([document_of(site.catalog, site.catalog.at(key)) for key in keys], current)


def documents_of(site: Site) -> tuple[list[Key], int]:
    """What can be found, in its order: current first, then newest; and how many are current."""
    found = [
        (kind, record.id)
        for kind in SEARCHED
        for record in site.catalog.records[kind].values()
        if not record.sample and record.withdrawn is None
    ]
    found.sort()
    found.sort(key=site.latest.__getitem__, reverse=True)
    current = [key for key in found if status_at(site.timelines[key], site.moment) in _CURRENT]
    chosen = set(current)
    return [*current, *(key for key in found if key not in chosen)], len(current)


# -- cards ----------------------------------------------------------------------------------------------------


def compile_cards(site: Site, documents: Sequence[Document]) -> Iterator[Artifact]:
    """A block of cards in each language of the site."""
    for lang, cards in cards_of(site, documents).items():
        yield shard(f"text-{lang}", cards)


# -- postings -------------------------------------------------------------------------------------------------


def compile_postings(found: Found, jobs: int = 1, folder: Path | None = None) -> Iterator[Artifact]:
    """Where everything stands in the documents' fields. They are all that is read.

    What is made of a group of documents is kept in `folder` under the digest of those very fields.
    """
    for lang in MAKERS:
        yield from compile_language(found, lang, jobs, folder)


def compile_language(found: Found, lang: Lang, jobs: int = 1, folder: Path | None = None) -> Iterator[Artifact]:
    """The same of one language's fields."""
    groups = found.groups()
    firsts = [0, *accumulate(map(len, groups))][: len(groups)]
    parts = _parts(lang, [[getattr(document, lang) for document in group] for group in groups], jobs, folder)
    for row in ROWS[lang]:
        yield from FILES[row](row, [part[row] for part in parts], firsts)


def _chinese(documents: Sequence[Fields]) -> Rows:
    """Of Chinese texts the pairs of characters and the runs of Latin ones, with places; of titles single characters."""
    streams = [in_units(FIELD_END.join(fields)) for fields in _folded(documents)]
    titles = [stream.partition(FIELD_END)[0] for stream in streams]
    return {"grams": pairs_in(streams), "runs": runs_in(streams), "chars": characters_in(titles)}


def _english(documents: Sequence[Fields]) -> Rows:
    return {"words": words_in(_folded(documents))}


def _folded(documents: Sequence[Fields]) -> list[list[str]]:
    """The fields of each document, the title first; what stands in several is folded once."""
    texts = list(dict.fromkeys(text for title, others in documents for text in (title, *others)))
    folded = dict(zip(texts, fold_all(texts), strict=True))
    return [[folded[title], *map(folded.__getitem__, others)] for title, others in documents]


MAKERS: Mapping[Lang, Callable[[Sequence[Fields]], Rows]] = MappingProxyType({"zh": _chinese, "en": _english})
"""What is made of the fields in each language."""

ROWS: Mapping[Lang, tuple[str, ...]] = MappingProxyType({"zh": ("grams", "runs", "chars"), "en": ("words",)})
"""The rows of files that it is for."""


def _parts(lang: Lang, groups: Sequence[list[Fields]], jobs: int, folder: Path | None) -> list[Rows]:
    """The postings of each group by itself."""
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        buckets[crc32(group[0].title.encode("utf-8", "surrogatepass")) % BUCKETS].append(i)
    held = [(bucket, [groups[i] for i in places]) for bucket, places in buckets.items()]
    with workers(jobs) as crew:
        shares = crew.each(_kept_some, plain((lang, folder)), split(held, jobs, 1))
        made = [rows for share in shares for rows in share]
    order = [i for places in buckets.values() for i in places]
    return [rows for _, rows in sorted(zip(order, made, strict=True), key=lambda pair: pair[0])]


def _kept_some(state: tuple[Lang, Path | None], buckets: Sequence[Bucket]) -> list[Rows]:
    """The postings of each group of these buckets, one after another."""
    lang, folder = state
    return [rows for bucket in buckets for rows in _kept(lang, folder, bucket)]


def _kept(lang: Lang, folder: Path | None, bucket: Bucket) -> list[Rows]:
    """The postings of each group of a bucket: those that were kept where they were made of the same, else made anew."""
    number, groups = bucket
    if folder is None:
        return [MAKERS[lang](group) for group in groups]
    name, key = f"finder-{lang}-{number}", program_digest()
    held = cache.load(folder, name, key, dict[bytes, Rows]) or {}
    digests = [_digest(group) for group in groups]
    made = {
        digest: _fitting(lang, held.get(digest), len(group)) or MAKERS[lang](group)
        for digest, group in zip(digests, groups, strict=True)
    }
    if made.keys() != held.keys():
        cache.save(folder, name, key, made)
    return [made[digest] for digest in digests]


def _fitting(lang: Lang, rows: Rows | None, documents: int) -> Rows | None:
    """What was kept, if it can be what belongs there: anybody may have written it."""
    fits = rows is not None and rows.keys() == set(ROWS[lang]) and all(part.fits(documents) for part in rows.values())
    return rows if fits else None


def _pairs(row: str, parts: Sequence[Partial], firsts: Sequence[int]) -> Iterator[Artifact]:
    return sharded(row, merged(parts, firsts), PAIRS_BYTES)


def _words(row: str, parts: Sequence[Partial], firsts: Sequence[int]) -> Iterator[Artifact]:
    """English words with their stems; under `=stem` the words that have it.

    Forms that stand in no text are there with their stem alone.
    """
    words = sorted({word for part in parts for word in part.listed()})
    stems = {word: stem(word) for word in words}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        groups[f"={stems[word]}"].append(word)
    forms = {form: [stemmed] for form, stemmed in kin_of(words).items() if form not in stems}
    postings: Iterator[Entry] = ((word, [stems[word], found]) for word, found in merged(parts, firsts))
    table = merge(postings, sorted(chain(groups.items(), forms.items())), key=lambda entry: entry[0])
    return sharded(row, table, WORDS_BYTES)


FILES: Mapping[str, Callable[[str, Sequence[Partial], Sequence[int]], Iterator[Artifact]]] = MappingProxyType(
    {"grams": _pairs, "runs": _pairs, "chars": _pairs, "words": _words}
)
"""How the files of each row are made of postings."""


# -- the rest -------------------------------------------------------------------------------------------------


def compile_words(settings: Settings) -> Iterator[Artifact]:
    """The table of characters, and the synonyms."""
    yield script("fold", "".join(f"{chr(old)}{new}" for old, new in sorted(TABLE.items())))
    yield script("synonyms", synonyms_of(settings))


def compile_columns(site: Site, found: Found, told: str) -> Iterator[Artifact]:
    """The columns of all documents, and at last, at the path `told`, what the manifest tells of them."""
    tables, segments = Tables(), []
    for i, (start, end) in enumerate(_bounds(len(found.documents))):
        part = found.documents[start:end]
        columns = columns_of(site, [document.key for document in part], start, tables)
        file = script(f"columns-{i}", {**columns, "titleEnd": _title_ends(part)})
        segments.append({"file": file_of(file.path), "from": start, "to": end})
        yield file
    yield Artifact(told, msgspec.json.encode({"segments": segments, "facets": facets_of(site, tables)}))


def compile_entrance(site: Site, found: Found, paths: Sequence[str], told: bytes) -> Iterator[Artifact]:
    """The lists of cards, and the manifest, which tells of all other files and what is `told` of columns."""
    files = {file_of(path).partition(".")[0]: file_of(path) for path in paths}
    named = {name: files[name] for name in (*FILES, "fold", "synonyms")}
    for lang in site.settings.site.languages:
        listing = _listing(f"text-{lang}", found, paths)
        named[f"text-{lang}"] = file_of(listing.path)
        yield listing
    about = {"version": VERSION, "built": site.moment[:10], "total": len(found.documents), "current": found.current}
    yield entrance({**about, "langs": site.settings.site.languages, **msgspec.json.decode(told), "files": named})


def _listing(row: str, found: Found, paths: Iterable[str]) -> Artifact:
    """The list of a language's cards: the number of each file's first document, and the files."""
    starts = [0, *accumulate(map(len, found.blocks()))][:-1]
    of_row = [path for path in paths if path.startswith(f"{FOLDER}/{row}-")]
    return script(row, {"starts": starts, **listed(row, of_row)})


def _title_ends(documents: Sequence[Document]) -> dict[str, list[int]]:
    """How long each title is: in characters of the Chinese one, in words of the English one."""
    return {
        "zh": [len(in_units(title)) for title in fold_all([document.zh.title for document in documents])],
        "en": [len(words_of(title)) for title in fold_all([document.en.title for document in documents])],
    }


def _bounds(total: int) -> Iterator[tuple[int, int]]:
    start, size = 0, FIRST_SEGMENT
    while start < total or start == 0:
        yield start, min(start + size, total)
        start, size = start + size, SEGMENT


def name_of(document: Document) -> str:
    """What a document is called in every build."""
    return "/".join(document.key)


def digest_in(found: Found, lang: Lang) -> bytes:
    """What stands for all documents' texts in one language, in their order and groups."""
    return _digest([[getattr(document, lang) for document in group] for group in found.groups()])


def digest_of(documents: Sequence[Document]) -> bytes:
    """What stands for which documents these are, in which order, and for their texts."""
    return _digest([(name_of(document), document.zh, document.en) for document in documents])


def _digest(value: object) -> bytes:
    return blake2b(msgspec.msgpack.encode(value), digest_size=16).digest()
