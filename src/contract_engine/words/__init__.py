"""Questions in words: matched against the vocabulary, or refused with what to say instead."""

from contract_engine.words.understand import Understood, understand

__all__ = ["Understood", "understand"]
