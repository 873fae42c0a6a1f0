"""The laws of the engine: what holds of every agreement and question, one law per test."""
