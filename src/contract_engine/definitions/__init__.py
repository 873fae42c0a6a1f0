"""Definitions spelt out: agreement -> agreement, below both evaluators."""
