"""The searches beside ours: how each index is made over the same pages, and laid out for a host."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from measuring import BENCH, Usage, measured

MAGIC = b"pagefind_dcd"


def make_pagefind(python: Path, pages: Path, out: Path, folder: Path) -> Usage:
    """Pagefind's index over the pages, below `out/pagefind`."""
    output = str(out / "pagefind")
    return measured([str(python), "-m", "pagefind", "--site", str(pages), "--output-path", output], folder)


def make_material(pages: Path, out: Path, folder: Path, packages: Path | None) -> Usage:
    """The plugin's index over the pages, and its worker, below `out`; with jieba where `packages` holds it."""
    import material

    told = dict(os.environ)
    if packages is not None:
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (told.get("PYTHONPATH"), str(packages))))
    try:
        usage = measured([sys.executable, str(BENCH / "texts.py"), "material", str(pages), str(out)], folder)
    finally:
        os.environ.clear()
        os.environ.update(told)
    scripts = Path(material.__file__).parent / "templates/assets/javascripts"
    (worker,) = scripts.glob("workers/search.*.min.js")
    shutil.copyfile(worker, out / "search.js")
    return usage


def pagefind_paths(out: Path) -> dict[str, str]:
    """The page's path below its language's folder, by what Pagefind calls it."""
    found = {}
    for fragment in (out / "pagefind" / "fragment").iterdir():
        told: dict[str, Any] = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(MAGIC))
        found[fragment.stem] = told["url"].lstrip("/").partition("/")[2]
    return found


def weight_of(folder: Path, pattern: str = "**/*") -> dict[str, int]:
    """How many files an index has, their bytes, and their bytes compressed one by one."""
    files = [path.read_bytes() for path in folder.glob(pattern) if path.is_file()]
    small = sum(min(len(data), len(gzip.compress(data, 6))) for data in files)
    return {"files": len(files), "bytes": sum(map(len, files)), "gzip": small}
