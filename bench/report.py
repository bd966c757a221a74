"""The figures of a measurement as a table and as a chart: `python bench/report.py RESULT.json FOLDER`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

Found = Mapping[str, Any]


class Target(NamedTuple):
    """What a figure should be at most, on a machine with two processors."""

    label: str
    most: float
    unit: str
    measured: Callable[[Found, str], Sequence[float]]
    """The figure in each round of a place; none where it was not measured there."""


LABELS: Mapping[str, tuple[str, str]] = {
    "copy": ("copying the finished site", "只复制成品网站"),
    "Hugo, pouring": ("Hugo, pouring our finished articles", "Hugo：倒入现成正文"),
    "Hugo, rendering": ("Hugo, rendering the same pages from data", "Hugo：由数据渲染同样的页面"),
    "MkDocs": ("MkDocs + Material, Markdown pages (once)", "MkDocs + Material：Markdown 页面（一次）"),
    "pages and finder": ("ours, cold: check, pages, finder", "本程序，从零：检查、页面、检索"),
    "most": ("ours, cold: all but XLSX and form documents", "本程序，从零：除 XLSX、表格文件外全部"),
    "everything": ("ours, cold: everything", "本程序，从零：全部"),
    "nothing changed": ("ours: nothing changed", "本程序：没有改动"),
    "one record": ("ours: one record changed (pages, API, finder, feeds)", "本程序：改一条（页面、API、检索、订阅）"),
    "one record, bulk": ("ours: one record changed, with bulk files", "本程序：改一条，含批量文件"),
    "check": ("ours: check, cold", "本程序：检查，从零"),
    "check again": ("ours: check, nothing changed", "本程序：检查，没有改动"),
    "check-jsonschema": ("check-jsonschema, the schemas alone (once)", "check-jsonschema：只按模式检查（一次）"),
    "finder": ("ours: check and finder's index", "本程序：检查和检索索引"),
    "Pagefind": ("Pagefind over our finished pages", "Pagefind：索引现成的页面"),
}
"""What each run is called, in the order of the table."""

CHARTED = ("copy", "Hugo, pouring", "Hugo, rendering", "pages and finder", "most", "everything", "nothing changed",
           "one record", "one record, bulk")  # fmt: skip
OURS = frozenset(name for name, (label, _) in LABELS.items() if label.startswith("ours"))
COLUMNS = ("wall", "cpu", "together")


def main() -> None:
    """The command line."""
    found, folder = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
    write_report(found, folder)


def write_report(found: Found, folder: Path) -> None:
    """The table, and a chart for each language."""
    (folder / "RESULT.md").write_text(table(found), encoding="utf-8")
    for lang, name in (("en", "result.svg"), ("zh", "result.zh.svg")):
        (folder / name).write_text(chart(found, lang), encoding="utf-8")


# -- figures ------------------------------------------------------------------------------------------------------


def figures(found: Found, place: str, name: str, measure: str) -> list[float]:
    """A measure of a run in each round of a place that has it."""
    rounds = found["places"].get(place, {"rounds": []})["rounds"]
    return [one["runs"][name][measure] for one in rounds if name in one["runs"]]


def ratios(over: str, under: str, measure: str = "wall") -> Callable[[Found, str], list[float]]:
    """A run in times of another, both of one round."""

    def measured(found: Found, place: str) -> list[float]:
        rounds = found["places"].get(place, {"rounds": []})["rounds"]
        both = [one["runs"] for one in rounds if over in one["runs"] and under in one["runs"]]
        return [runs[over][measure] / runs[under][measure] for runs in both]

    return measured


def memory(name: str) -> Callable[[Found, str], list[float]]:
    """The most memory of a run in each round."""
    return lambda found, place: figures(found, place, name, "together")


def grown(measure: str) -> Callable[[Found, str], list[float]]:
    """What the largest corpus took in times of the one a tenth of it; measured on the disk alone."""

    def measured(found: Found, place: str) -> list[float]:
        steps = found.get("growth", [])
        if place != "disk" or len(steps) < 2:
            return []
        small, large = (step["runs"]["everything"][measure] for step in steps[-2:])
        return [large / small]

    return measured


def weight(*keys: str) -> Callable[[Found, str], list[float]]:
    """Kilobytes, compressed; alike in every place."""

    def measured(found: Found, _place: str) -> list[float]:
        value: Any = found["weights"]
        for key in keys:
            value = value[key]
        return [value / 1000]

    return measured


TARGETS: tuple[Target, ...] = (
    Target("cold check, pages, finder ÷ Hugo, rendering", 1.0, "", ratios("pages and finder", "Hugo, rendering")),
    Target("cold, all but XLSX and form documents ÷ Hugo, rendering", 1.5, "", ratios("most", "Hugo, rendering")),
    Target("cold, all but XLSX and form documents ÷ copy", 8, "", ratios("most", "copy")),
    Target("nothing changed ÷ cold, everything", 0.10, "", ratios("nothing changed", "everything")),
    Target("one record changed ÷ cold, everything", 0.15, "", ratios("one record", "everything")),
    Target(
        "one record changed, with bulk files ÷ cold, everything", 0.35, "", ratios("one record, bulk", "everything")
    ),
    Target("check, cold ÷ check-jsonschema", 1 / 15, "", ratios("check", "check-jsonschema")),
    Target("peak memory (PSS) of a cold build of everything", 500, " MB", memory("everything")),
    Target("100,000 ÷ 10,000 records: time", 11, "", grown("wall")),
    Target("100,000 ÷ 10,000 records: memory", 8, "", grown("together")),
    Target("page without content, gzip", 5, " KB", weight("shell")),
    Target("record page, gzip, median", 8, " KB", weight("page", "median")),
    Target("record page, gzip, 95th percentile", 8, " KB", weight("page", "p95")),
)


# -- table --------------------------------------------------------------------------------------------------------


def table(found: Found) -> str:
    """The figures as Markdown: targets, then every run, then on what and how it was measured."""
    return "\n".join((*_heading(found), *_targets(found), *_runs(found), *_growth(found), *_told(found))) + "\n"


def _heading(found: Found) -> Iterator[str]:
    content, site, machine = found["content"], found["site"], found["machine"]
    yield "# zhangbang beside its peers"
    yield ""
    yield (
        f"{found['records']:,} made-up records ({_mega(content['bytes'])} MB of YAML) → {site['files']:,} files "
        f"({_mega(site['bytes'])} MB); medians of {found['rounds']} rounds, ratios worked out within a round. "
        f"`make bench` writes this page."
    )
    yield ""
    yield (
        f"{machine['processor']}, {machine['processors']} processors, {machine['memory_gb']} GB; {machine['system']}, "
        f"Linux {machine['kernel']}; Python {machine['python']}; "
        + ", ".join(f"{name} {version}" for name, version in found["peers"].items())
        + "."
    )
    yield ""


def _targets(found: Found) -> Iterator[str]:
    names = list(found["places"])
    yield f"| target | at most | {' | '.join(_place(found, name) for name in names)} |"
    yield "|---|---:|" + "---:|" * len(names)
    for target in TARGETS:
        cells = " | ".join(_cell(target, target.measured(found, name)) for name in names)
        yield f"| {target.label} | {_number(target.most)}{target.unit} | {cells} |"
    yield ""


def _cell(target: Target, values: Sequence[float]) -> str:
    """The median, and whether it is within the target."""
    if not values:
        return "—"
    value = median(values)
    return f"{'✓' if value <= target.most else '✗'} {_number(value)}{target.unit}"


def _runs(found: Found) -> Iterator[str]:
    names = list(found["places"])
    yield "| run | " + " | ".join(f"{_place(found, name)}: wall, s | CPU, s | memory, MB" for name in names) + " |"
    yield "|---|" + "---:|" * (3 * len(names))
    for name, (label, _) in LABELS.items():
        cells = [figures(found, place, name, measure) for place in names for measure in COLUMNS]
        if any(cells):
            yield f"| {label} | {' | '.join(_number(median(cell)) if cell else '—' for cell in cells)} |"
    yield ""


def _growth(found: Found) -> Iterator[str]:
    if not found.get("growth"):
        return
    yield "| records, one cold run each on the disk | check, s | everything, s | CPU, s | memory, MB | files | MB |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    for step in found["growth"]:
        whole, site = step["runs"]["everything"], step["site"]
        values = (step["runs"]["check"]["wall"], *(whole[measure] for measure in COLUMNS))
        shown = " | ".join(map(_number, values))
        yield f"| {step['records']:,} | {shown} | {site['files']:,} | {_mega(site['bytes'])} |"
    yield ""


def _told(found: Found) -> Iterator[str]:
    for name, agreed in found["agreement"].items():
        yield (
            f"- {name}: of {agreed['pages']:,} pages looked at {agreed['same']:.1%} show the same words as ours; "
            f"words {agreed['words']:.3f}, bytes {agreed['bytes']:.3f} of ours. "
            f"{agreed['given']:.0%} of its bytes are HTML that it is given."
        )
    loads = ", ".join(
        f"{name} {' '.join(str(one['load']) for one in place['rounds'])}" for name, place in found["places"].items()
    )
    yield (
        "- Hugo, rendering: our templates as Go's, translated by machine; each page's front matter holds what they "
        "show: links with their titles, dates and amounts as written, and cards and tables that many pages share as "
        "HTML. So Hugo reads no records, checks nothing and looks nothing up. Hugo, pouring: our finished articles as "
        "content, in our page as template."
    )
    yield (
        "- MkDocs, check-jsonschema: one run in the first round. Pagefind reads finished pages, ours reads and checks "
        "the records first. Record pages alone count for the peers; ours also makes boards, indexes, editor and search."
    )
    yield "- Memory: of several processes the sum of their proportional shares, of one the system's own peak."
    yield f"- The system's caches are left as they are. Load before each round: {loads}."
    yield from (f"- {line}." for line in found["left_out"])


def _place(found: Found, name: str) -> str:
    return f"{name} ({found['places'][name]['file_system']})" if name == "disk" else name


def _number(value: float) -> str:
    """Three figures that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def _mega(size: float) -> str:
    return f"{size / 1_000_000:,.0f}"


# -- chart --------------------------------------------------------------------------------------------------------

WIDTH, LEFT, ROW, TOP = 860, 400, 28, 64
STYLE = (
    ".back{fill:#fff}.text{fill:#1f2328}.small{fill:#59636e}.peer{fill:#8c959f}.ours{fill:#0b6b50}"
    "@media (prefers-color-scheme:dark){.back{fill:#0d1117}.text{fill:#f0f6fc}.small{fill:#9198a1}"
    ".peer{fill:#6e7681}.ours{fill:#3fb68b}}"
    'text{font:14px system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}'
)
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Seconds to make the site of {records:,} records",
        "how": "wall time on disk, median of {rounds}; {processor}, {processors} processors",
    },
    "zh": {
        "title": "生成 {records:,} 条记录的网站所需秒数",
        "how": "磁盘上实际用时，{rounds} 轮取中位数；{processor}，{processors} 核",
    },
}


def chart(found: Found, lang: str) -> str:
    """The times on the disk as bars: an SVG image with a text that says the same."""
    bars = [(name, median(values)) for name in CHARTED if (values := figures(found, "disk", name, "wall"))]
    told = {**found["machine"], "records": found["records"], "rounds": found["rounds"]}
    title, how = (WORDS[lang][key].format(**told) for key in ("title", "how"))
    labels = {name: LABELS[name][0 if lang == "en" else 1] for name, _ in bars}
    spoken = "; ".join(f"{labels[name]}: {_number(value)} s" for name, value in bars)
    height = TOP + ROW * len(bars) + 12
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
            f'role="img" lang="{lang}" aria-labelledby="title told">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="told">{escape(f"{how}. {spoken}.")}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="back" width="{WIDTH}" height="{height}" rx="6"/>',
            f'<text class="text" x="16" y="26" font-weight="600">{escape(title)}</text>',
            f'<text class="small" x="16" y="46">{escape(how)}</text>',
            *_bars(bars, labels),
            "</svg>\n",
        )
    )


def _bars(bars: Sequence[tuple[str, float]], labels: Mapping[str, str]) -> Iterator[str]:
    longest = max((value for _, value in bars), default=1)
    for row, (name, value) in enumerate(bars):
        y = TOP + ROW * row
        length = max(2, round((WIDTH - LEFT - 80) * value / longest))
        kind = "ours" if name in OURS else "peer"
        yield f'<text class="text" x="{LEFT - 10}" y="{y + 16}" text-anchor="end">{escape(labels[name])}</text>'
        yield f'<rect class="{kind}" x="{LEFT}" y="{y + 3}" width="{length}" height="18" rx="2"/>'
        yield f'<text class="text" x="{LEFT + length + 8}" y="{y + 16}">{_number(value)}</text>'


if __name__ == "__main__":
    main()
