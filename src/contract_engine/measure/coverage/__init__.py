"""Scenarios -> what they exercise of each clause, and what nothing exercises."""
