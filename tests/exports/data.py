"""The files of data of a site, made as a build makes them: wave by wave, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import writer
from generator.exports.blocks import PARTS
from generator.exports.files import is_told, noted
from generator.exports.ocds import PATH as OCDS
from generator.exports.waves import WAVES, Written
from generator.model.artifacts import Artifact, File, Made
from generator.render.view import Site

API = ("api", "data lines")
BULK = ("data csv", "data sheet", "data sqlite", "data metadata", "data xlsx", "data package")


def compile_data(
    site: Site, wanted: Callable[[str], bool] = lambda _: True, *, backwards: bool = False
) -> Iterator[Artifact]:
    """The files of the pieces whose names are wanted, beside the blocks that they are made of."""
    with TemporaryDirectory() as folder:
        written = Written(Path(folder))
        for wave in WAVES:
            pieces = [piece for piece in wave(site, written) if wave is WAVES[0] or wanted(piece[0])]
            made = [_made(written.folder, make) for _, make in (reversed(pieces) if backwards else pieces)]
            for paths, told in reversed(made) if backwards else made:
                written = Written(written.folder, (*written.paths, *paths), (*written.made, *told))
        for path in written.paths:
            if not path.startswith(PARTS):
                yield Artifact(path, (written.folder / path).read_bytes())


def _made(folder: Path, make: Callable[[], Iterable[File]]) -> tuple[tuple[str, ...], list[Made]]:
    """The paths that a piece wrote below a folder, and what is told of them."""
    told: list[Made] = []
    left = writer.write(folder, (noted(file, told) if is_told(file.path) else file for file in make()))
    return tuple(file.path for file in left), told


def compile_api(site: Site) -> list[Artifact]:
    """The API and the lines, without their contract."""
    wanted = compile_data(site, lambda name: name.startswith(API) and name not in ("api openapi", "api schemas"))
    return list(wanted)


def compile_bulk(site: Site) -> list[Artifact]:
    """All tables in every format, with what describes them."""
    return [file for file in compile_data(site, lambda name: name.startswith(BULK)) if file.path.startswith("data/")]


def ocds_export(site: Site) -> Artifact:
    """The release package."""
    return next(file for file in compile_data(site, lambda name: name == "data ocds") if file.path == OCDS)
