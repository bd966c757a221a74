"""A host that compresses what it hands out, as static hosts do."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from .conftest import StaticHost

COMPRESSED = frozenset({".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"})


class CompressingHost(StaticHost):
    """Sends texts by gzip, keeps its connections and lets files be kept for ten minutes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        asked = Path(self.translate_path(self.path))
        file = asked / "index.html" if asked.is_dir() else asked
        there = file if file.is_file() else Path(self.directory, "404.html")
        body = _sent(there)
        self.send_response(200 if there is file else 404)
        kind = self.guess_type(there)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if there.suffix in COMPRESSED else kind)
        if there.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)


@cache
def _sent(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.compress(data, 6) if file.suffix in COMPRESSED else data
