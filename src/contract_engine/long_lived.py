"""Many objects that all live on -> made without being looked through for cycles meanwhile.

Python's collector goes through all there is each time a quarter more has been made. Of millions of
objects none of which can go that is a fifth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def long_lived(*, many: bool = True) -> Iterator[None]:
    """What is made inside is not looked through for cycles until the end.

    Args:
        many: whether there is so much of it that it matters; nothing is done otherwise.
    """
    if not (many and gc.isenabled()):
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
