"""The same postings laid out in other ways: `python bench/layouts.py --records 10000`.

Bytes as they are and compressed file by file, of pairs of Chinese characters, cut into the same files. And the
bytes of 20 cards spread over the whole of an index whose files hold more or fewer cards.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from finder import make_project
from measuring import MEGABYTE
from texts import loaded

Postings = list[tuple[int, list[int]]]
Write = Callable[[Mapping[str, Postings]], bytes]
CARDS, BLOCKS = 20, (1, 4, 8, 16, 32)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhangbang-layouts-") as folder:
        print("\n".join(compared(make_project(Path(folder), "project", options.records, options.seed))))


def compared(project: Path) -> Iterator[str]:
    """What is told of the index of a project."""
    from generator.finder.index import documents_of, index_of

    site = loaded(project)
    files = {artifact.path: data_of(artifact.data) for artifact in index_of(site)}
    shards = [
        {gram: list(decoded(b64decode(text))) for gram, text in found.items()}
        for path, found in files.items()
        if path.startswith("search/grams-")
    ]
    cards = [card for path, found in files.items() if path.startswith("search/text-zh-") for card in found]
    yield f"{len(documents_of(site)[0]):,} documents, {len(shards)} files of pairs"
    yield from layout_lines(shards)
    yield from card_lines(cards)


def data_of(script: bytes) -> Any:
    """What a file of the index registers."""
    text = script.decode()
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def decoded(data: bytes) -> Iterator[tuple[int, list[int]]]:
    """Documents, as differences, with the differences of their places."""
    rest = iter(list(numbers_in(data)))
    for document in rest:
        yield document, [next(rest) for _ in range(next(rest))]


def numbers_in(data: bytes) -> Iterator[int]:
    """The numbers of varints."""
    number = shift = 0
    for byte in data:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0


def layout_lines(shards: Sequence[Mapping[str, Postings]]) -> Iterator[str]:
    """A row for each layout: bytes, bytes compressed, and those in times of the first."""
    weights = {name: weight([write(shard) for shard in shards]) for name, write in LAYOUTS.items()}
    _, first = next(iter(weights.values()))
    for name, (raw, small) in weights.items():
        yield f"| {name} | {raw / MEGABYTE:.2f} MB | {small / MEGABYTE:.2f} MB | {small / first:.2f} |"


def weight(files: Sequence[bytes]) -> tuple[int, int]:
    """Their bytes, and their bytes compressed one by one."""
    return sum(map(len, files)), sum(len(gzip.compress(data, 6)) for data in files)


def card_lines(cards: Sequence[Any]) -> Iterator[str]:
    """For each size of a file of cards: 20 results that lie far from one another, and 20 that lie side by side."""
    for size in BLOCKS:
        blocks = [len(gzip.compress(as_json(cards[i : i + size]), 6)) for i in range(0, len(cards), size)]
        mean = sum(blocks) / len(blocks)
        beside = mean * -(-CARDS // size)
        yield f"| {size} cards | {len(blocks)} files | {CARDS * mean / 1000:.0f} kB | {beside / 1000:.0f} kB |"


def varints(numbers: Iterable[int]) -> bytes:
    """Seven bits a byte."""
    out = bytearray()
    for number in numbers:
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return bytes(out)


def flat(postings: Postings) -> Iterator[int]:
    """The numbers as they are written: difference, count, differences of places."""
    for document, places in postings:
        yield document
        yield len(places)
        yield from places


def as_json(data: Any) -> bytes:
    """As short as JSON gets."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def as_base64(shard: Mapping[str, Postings]) -> bytes:
    """What the index does."""
    return as_json({gram: b64encode(varints(flat(postings))).decode() for gram, postings in shard.items()})


def as_numbers(shard: Mapping[str, Postings]) -> bytes:
    """One flat array of differences for each pair."""
    return as_json({gram: list(flat(postings)) for gram, postings in shard.items()})


def as_arrays(shard: Mapping[str, Postings]) -> bytes:
    """Plain numbers, nested: easiest to read."""
    return as_json({gram: list(absolute(postings)) for gram, postings in shard.items()})


def absolute(postings: Postings) -> Iterator[list[Any]]:
    """Documents and places without differences."""
    document = 0
    for delta, places in postings:
        document += delta
        yield [document, [sum(places[: i + 1]) for i in range(len(places))]]


def as_text(shard: Mapping[str, Postings]) -> bytes:
    """The same varints as characters of a string: a script can hold them, at two bytes for each of the upper half."""
    return as_json({gram: varints(flat(postings)).decode("latin-1") for gram, postings in shard.items()})


def as_binary(shard: Mapping[str, Postings]) -> bytes:
    """The same varints as they are, after a table of pairs: nothing loads it from a folder."""
    parts = {gram: varints(flat(postings)) for gram, postings in shard.items()}
    return as_json({gram: len(part) for gram, part in parts.items()}) + b"".join(parts.values())


def without_places(shard: Mapping[str, Postings]) -> bytes:
    """Documents only: smaller, but what is found must then be read to be sure."""
    return as_json({g: b64encode(varints(d for d, _ in postings)).decode() for g, postings in shard.items()})


LAYOUTS: Mapping[str, Write] = {
    "base64 of varints (used)": as_base64,
    "arrays of arrays, absolute": as_arrays,
    "flat arrays of differences": as_numbers,
    "varints as characters": as_text,
    "varints as binary": as_binary,
    "documents only, no places": without_places,
}

if __name__ == "__main__":
    main()
