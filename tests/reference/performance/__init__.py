"""Duties over time, word for word after docs/meaning.md, slowly: day by day."""
