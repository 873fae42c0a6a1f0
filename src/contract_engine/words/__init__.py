"""Questions in words: matched against the vocabulary, or refused with what to ask instead."""

from contract_engine.words.command import command
from contract_engine.words.requests import Request
from contract_engine.words.understand import Refused, Understood, understand

__all__ = ["Refused", "Request", "Understood", "command", "understand"]
