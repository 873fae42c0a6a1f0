"""What all tests share: the garbage collector looks less often at what stays anyway."""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    """Thousands of tests and modules stay to the end, and a seventh of the time went into them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
