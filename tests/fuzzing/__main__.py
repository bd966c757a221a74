"""Feeds one input again: `python -m fuzzing TARGET NUMBER`, or a file in place of the number."""

from __future__ import annotations

import sys

from fuzzing.child import data_of
from fuzzing.targets import TARGETS, badly_told
from generator.report import FORMATS

if __name__ == "__main__":
    target, number = sys.argv[1], sys.argv[2]
    data = data_of(target, int(number) if number.isdecimal() else number)
    sys.stderr.write(f"{len(data)} bytes: {data[:300]!r}\n")
    problems = list(TARGETS[target].run(data))
    print(FORMATS["text"](problems, "en"), badly_told(TARGETS[target], problems))
