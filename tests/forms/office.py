"""LibreOffice, which opens files and saves them again, as people do."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}


def saved_again(files: Sequence[Path], folder: Path) -> list[Path]:
    """Each file as LibreOffice saves it, in an empty folder: one run for all, with a profile of its own."""
    profile = folder / "profile"
    kind = files[0].suffix
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", FILTERS[kind], "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)
    saved = [folder / file.name for file in files]
    assert all(path.is_file() for path in saved)
    return saved
