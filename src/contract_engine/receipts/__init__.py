"""Answers kept: a log that shows when it was touched, and whether an answer still holds."""
