"""Findings about encoded terms: what loads but should be looked at."""
