"""The tests of contract-engine."""
