"""The evaluators against the slow reference, on generated agreements and questions."""
