"""A rules engine for the terms of agreements that change over the years."""

__version__ = "0.1.0"
