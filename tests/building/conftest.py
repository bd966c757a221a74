"""What builds in tests have around them."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _quietly() -> Iterator[None]:
    """What is wrong with the records is told in hundreds of lines that nobody asks for."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
