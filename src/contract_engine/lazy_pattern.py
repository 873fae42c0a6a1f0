"""`compile` of `re`, put off until a pattern is tried: most questions try few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import compile as compile
else:

    class Lazy:
        """A pattern that is compiled when something is asked of it."""

        def __init__(self, pattern, flags):
            self._said = pattern, flags

        def __getattr__(self, name):
            import re

            found = getattr(re.compile(*self._said), name)
            setattr(self, name, found)
            return found

    def compile(pattern, flags=0):
        """A pattern to match and find with."""
        return Lazy(pattern, flags)
