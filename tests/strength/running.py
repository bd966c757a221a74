"""The tests of modules run with one wrong after another, each time in a process that has read nothing of ours yet.

What others' modules the tests need is read before the processes part, so that a run costs little more than its tests.
A wrong is put in place while its module is read: no file is written, and processes that tests start by name see none.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, ModuleType
from typing import Any, NamedTuple

import pytest

from strength.mutating import mutated

ROOT = Path(__file__).parent.parent.parent
OURS = (ROOT / "generator", ROOT / "tests")
"""What each process reads for itself."""


OPTIONS = ("-x", "-q", "--assert=plain", "--tb=short", "-p", "no:cacheprovider", f"--rootdir={ROOT}")
MEMORY = 6 << 30
SLOWER = 4
"""How many times the processor's time of a run without a wrong one with a wrong may take, and seconds beside them."""

LONGEST = 300


class Asked(NamedTuple):
    """A module, the tests that concern it, and the names of the wrongs to put into it."""

    module: str
    tests: tuple[str, ...]
    wrongs: tuple[str, ...]


class Ran(NamedTuple):
    """How a run ended: pytest's code, or the signal that ended it as a negative one; and what it needed."""

    code: int
    seconds: float
    output: str
    imported: tuple[str, ...]


def path_of(module: str) -> Path:
    """The file of a module of ours."""
    folder = ROOT.joinpath(*module.split("."))
    return folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")


def told(asked: Sequence[Asked]) -> Iterator[dict[str, Any]]:
    """For each module how its tests end without a wrong, then with each; none is put where they do not pass."""
    for one in asked:
        plain = _run(one, None, LONGEST)
        yield {"module": one.module, "wrong": None, "code": plain.code, "output": plain.output}
        if plain.code:
            continue
        _import(plain.imported)
        for wrong in one.wrongs:
            found = _run(one, _compiled(one.module, wrong), int(plain.seconds) * SLOWER + SLOWER)
            yield {"module": one.module, "wrong": wrong, "code": found.code}


def _import(names: Sequence[str]) -> None:
    """What others wrote, read once for all runs that follow."""
    for name in names:
        if name not in sys.modules:
            try:
                importlib.import_module(name)
            except Exception:  # the run that needs it imports it again
                continue


def _run(asked: Asked, wrong: CodeType | None, seconds: int) -> Ran:
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        pid = os.fork()
        if not pid:
            _begin(log, seconds)
            os._exit(_tests(asked, wrong, Path(folder)))
        _, status, usage = os.wait4(pid, 0)
        _end_group(pid)
        imported = Path(folder) / "imported"
        names = tuple(imported.read_text("utf-8").split()) if imported.exists() else ()
        code = os.waitstatus_to_exitcode(status)
        return Ran(code, usage.ru_utime + usage.ru_stime, log.read_text("utf-8", "replace"), names)


def _begin(log: Path, seconds: int) -> None:
    """Limits of its own for the process that follows, and its output into a file."""
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(LONGEST)
    out = os.open(log, os.O_WRONLY | os.O_CREAT)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)


def _tests(asked: Asked, wrong: CodeType | None, folder: Path) -> int:
    """The code with which the tests end."""
    try:
        if wrong is not None:
            sys.meta_path.insert(0, _Finder(asked.module, wrong))
        code = pytest.main([*OPTIONS, f"--basetemp={folder / 'tests'}", *(str(ROOT / test) for test in asked.tests)])
        if wrong is None:
            (folder / "imported").write_text("\n".join(_of_others()), "utf-8")
        sys.stdout.flush()
        return int(code)
    except BaseException:  # whatever it is, this process ends here
        return 1


def _of_others() -> Iterator[str]:
    """The modules that are read by now and are not ours."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and name != "__main__" and not any(Path(file).is_relative_to(folder) for folder in OURS):
            yield name


def _end_group(pid: int) -> None:
    """Ends what the run started and left behind."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _compiled(module: str, wrong: str) -> CodeType:
    file = path_of(module)
    return compile(mutated(file.read_text("utf-8"), wrong), file, "exec")


class _Finder(MetaPathFinder):
    """Gives one module with a wrong in it."""

    def __init__(self, module: str, wrong: CodeType) -> None:
        self.module, self.wrong = module, wrong

    def find_spec(self, fullname: str, _path: object = None, _target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname != self.module:
            return None
        file = path_of(fullname)
        inner = [str(file.parent)] if file.name == "__init__.py" else None
        loader = _Loader(fullname, str(file), self.wrong)
        return spec_from_file_location(fullname, file, loader=loader, submodule_search_locations=inner)


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, wrong: CodeType) -> None:
        super().__init__(fullname, path)
        self.wrong = wrong

    def get_code(self, _fullname: str) -> CodeType:
        return self.wrong


def main() -> None:
    """Reads what is asked as JSON, and tells how each run ended, a line for each."""
    asked = [Asked(one["module"], tuple(one["tests"]), tuple(one["wrongs"])) for one in json.load(sys.stdin)]
    for line in told(asked):
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
