"""LibreOffice, which opens files and saves them again, as people do."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}


AT_ONCE = 40
"""How many files one run opens; with hundreds, LibreOffice ends before the last."""


def saved_again(files: Sequence[Path], folder: Path) -> list[Path]:
    """Each file as LibreOffice saves it, in an empty folder, with a profile of its own; all files are of one kind."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", FILTERS[files[0].suffix], "--outdir", str(folder)]
    for first in range(0, len(files), AT_ONCE):
        subprocess.run([*command, *map(str, files[first : first + AT_ONCE])], check=True, capture_output=True)
    saved = [folder / file.name for file in files]
    assert [path.name for path in saved if not path.is_file()] == []
    return saved
