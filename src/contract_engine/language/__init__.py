"""What the files mean: shapes become the model, every name resolved, every problem told."""

from contract_engine.language.load import load_folder

__all__ = ["load_folder"]
