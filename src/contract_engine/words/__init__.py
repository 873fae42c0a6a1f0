"""Questions in words: matched against the vocabulary, or refused with what to say instead."""

from contract_engine.words.understand import Step, Understood, understand

__all__ = ["Step", "Understood", "understand"]
