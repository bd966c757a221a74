"""`fmt`: every record's file in the one order and style; what cannot be read or written is told and left alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import writer
from generator.content import SourcePath, find_sources, fitting, placed, read_source
from generator.formatting import formatted
from generator.model.artifacts import Artifact
from generator.parallel import plain, split, workers
from generator.problems import Place, Problem, in_order, problem


class Tidied(NamedTuple):
    """How many records were looked at, the files that changed or would change, and what is wrong."""

    total: int
    changed: tuple[str, ...]
    problems: tuple[Problem, ...]


class _Share(NamedTuple):
    """The new texts of some records whose files are not as they should be, and the problems of those records."""

    texts: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def tidy(root: Path, files: Iterable[Path], jobs: int = 1, *, is_dry: bool = False) -> Tidied:
    """Formats the records of these files and folders, or all of them; writes nothing if `is_dry`."""
    if not is_dry:
        writer.complete_replacing(root)
    found = tuple(find_sources(root))
    sources = tuple(source for source in found if isinstance(source, SourcePath))
    named = tuple(files)
    strays = {stray.file: stray for stray in found if isinstance(stray, Problem)}
    strange = tuple(stray for stray in strays.values() if stray.code == "file-unreadable")
    if named:
        sources, strange = _named(root, named, sources, strays)
    with workers(jobs) as shared:
        share = _joined(shared.each(_tidied, plain(root), split(sources, jobs)))
    written, refused = _written(root, share.texts, is_dry=is_dry)
    problems = placed((*strange, *share.problems), root)
    return Tidied(len(sources), written, in_order((*problems, *refused)))


def _named(
    root: Path, files: Sequence[Path], sources: Sequence[SourcePath], strays: dict[str, Problem]
) -> tuple[tuple[SourcePath, ...], tuple[Problem, ...]]:
    """The records of the files and folders, each once and in the order of all, and a problem for each that has none."""
    names = dict.fromkeys(_name(root, file) for file in files)
    chosen = tuple(source for source in sources if any(_is_in(source.file, name) for name in names))
    without = [name for name in names if not any(_is_in(source.file, name) for source in chosen)]
    return chosen, tuple(strays.get(name) or problem("record-elsewhere", Place(name)) for name in without)


def _name(root: Path, file: Path) -> str:
    """The path from the project's folder; one that lies elsewhere, as it was given."""
    path = file.parent.resolve() / file.name
    inside = path.is_relative_to(root.resolve())
    return path.relative_to(root.resolve()).as_posix() if inside else file.as_posix()


def _is_in(file: str, name: str) -> bool:
    return file == name or file.startswith(f"{name}/")


def _tidied(root: Path, sources: Sequence[SourcePath]) -> _Share:
    texts: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for source in sources:
        text = read_source(root, source)
        again = text if isinstance(text, Problem) else _anew(source, text)
        if isinstance(again, Problem):
            problems.append(again)
        elif again.encode() != (root / source.file).read_bytes():
            texts.append((source.file, again))
    return _Share(tuple(texts), tuple(problems))


def _anew(source: SourcePath, text: str) -> str | Problem:
    again = formatted(source.kind, text, source.file)
    return again if isinstance(again, Problem) else fitting(source.file, again)


def _joined(shares: Iterable[_Share]) -> _Share:
    found = list(shares)
    return _Share(tuple(t for share in found for t in share.texts), tuple(p for share in found for p in share.problems))


def _written(
    root: Path, texts: Iterable[tuple[str, str]], *, is_dry: bool
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The files that were or would be written, and a problem for each that may not be."""
    artifacts: list[Artifact] = []
    problems: list[Problem] = []
    for file, text in texts:
        try:
            writer.check_replaceable(root, file)
        except (writer.WriteRefused, OSError) as refused:
            problems.append(problem("record-read-only", Place(file), reason=refused))
        else:
            artifacts.append(Artifact(file, text.encode()))
    if artifacts and not is_dry:
        writer.replace(root, artifacts)
    return tuple(artifact.path for artifact in artifacts), tuple(problems)
