"""The repository's own scripts as modules, for they are no files of the package."""

from __future__ import annotations

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from types import ModuleType

from conftest import REPOSITORY


def script(name: str) -> ModuleType:
    """One of the repository's scripts."""
    loader = SourceFileLoader(name, str(REPOSITORY / "scripts" / name))
    spec = spec_from_loader(name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module
