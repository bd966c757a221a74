"""The machine that is measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

GIGABYTE = 1024**3


def described() -> dict[str, object]:
    """Processor, memory, kernel and Python, as far as the system tells."""
    return {
        "processor": _line("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "processors": processors(),
        "memory_gb": round(int((_line("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) * 1024 / GIGABYTE),
        "system": _line("/etc/os-release", "PRETTY_NAME", "=").strip('"') or platform.system(),
        "kernel": platform.release(),
        "python": platform.python_version(),
    }


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load() -> float:
    """How many processes wanted a processor in the last minute, before a round begins."""
    return round(os.getloadavg()[0], 2)


def file_system(folder: Path) -> str:
    """The kind of file system that a folder lies on."""
    found = ""
    mounts = Path("/proc/mounts")
    lines = mounts.read_text(encoding="utf-8").splitlines() if mounts.is_file() else []
    for mount in sorted((line.split() for line in lines), key=lambda each: len(each[1])):
        if folder.is_relative_to(mount[1]):
            found = mount[2]
    return found


def _line(file: str, key: str, mark: str = ":") -> str:
    path = Path(file)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = (line.partition(mark) for line in lines)
    return next((value.strip() for name, _, value in found if name.strip() == key), "")
