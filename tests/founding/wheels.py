"""Wheels of the program as it is, under any version, and environments that hold them and nothing of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from conftest import REPOSITORY

PACKED = ("pyproject.toml", "README.md", "LICENSE", "schemas", "generator")
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
OURS = ("zhangbang", "_zhangbang", "__editable__")


def wheel_of(version: str, folder: Path) -> Path:
    """The wheel of the program under `version`, built without a network; its sources lie beside it for a moment."""
    source = folder / f"source-{version}"
    source.mkdir(parents=True)
    for name in PACKED:
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, source / name, **({"ignore": _left_out} if (REPOSITORY / name).is_dir() else {}))
    for file in (source / "pyproject.toml", source / "generator" / "__init__.py"):
        text = file.read_text("utf-8")
        file.write_text(
            re.sub(r'^((?:__)?version(?:__)? = )"[^"]+"', rf'\1"{version}"', text, flags=re.MULTILINE), "utf-8"
        )
    built = run([sys.executable, "-c", BUILD, str(folder)], source)
    shutil.rmtree(source)
    return folder / built.stdout.split()[-1]


def _left_out(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name == "__pycache__"}


def without_us(folder: Path) -> Path:
    """A folder for PYTHONPATH with everything that is installed here but the program itself."""
    folder.mkdir()
    for path in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if not path.name.startswith(OURS) and not path.name.endswith(".pth"):
            (folder / path.name).symlink_to(path)
    return folder


def environment(**more: str) -> dict[str, str]:
    """Surroundings in which nothing of the repository can be found."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, **more}


def run(command: list[str], folder: Path, code: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
    """The command, done in `folder` with the exit code that is expected."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, check=False, env=environment(**more)
    )
    assert done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done
