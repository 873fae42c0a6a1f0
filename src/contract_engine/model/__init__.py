"""What an agreement, a question and an outcome are: frozen, typed, every name resolved.

This room holds no evaluation; the two evaluators share it and nothing else.
"""
