"""Memory that was freed, given back to the system."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Has the C library give back what was freed, where it can: it would keep it for later."""
    _trim()(0)


@cache
def _trim() -> Callable[[int], int]:
    """The way of glibc's; elsewhere nothing is kept, or nobody can be asked."""
    try:
        found = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return int
    assert callable(found)
    return found
