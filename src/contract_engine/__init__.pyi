from contract_engine.answers.answer import Answer as Answer
from contract_engine.api import load as load
from contract_engine.diagnostics import BadInput as BadInput
from contract_engine.model.outcome import Verdict as Verdict

__version__: str
__all__ = ["Answer", "BadInput", "Verdict", "__version__", "load"]
