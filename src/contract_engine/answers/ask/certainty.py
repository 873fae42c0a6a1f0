"""An answer on better evidence alone -> what is said where it is more certain than on all."""

from __future__ import annotations

from contract_engine.answers.ask.sentences import names_in_words
from contract_engine.answers.engine import Engine
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.finding import Finding
from contract_engine.lazy_dataclass import replace
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Question

OPEN = {Verdict.DISPUTED: "is disputed", Verdict.DEPENDS: "depends on more"}
"""What is said of a verdict that leaves something open."""


def certainty_of(engine: Engine, question: Question, finding: Finding) -> str:
    """What all evidence leaves open; empty where `evidence` drops nothing that does.

    Args:
        engine: what is asked.
        question: the question, with its options.
        finding: what the diagrams say of it under these.
    """
    if question.options.evidence is None or finding.verdict in OPEN:
        return ""
    options = replace(question.options, evidence=None)
    try:
        whole = engine.find(question.bearer, question.action, question.on, question.given, options)
    except Impossible:
        return ""
    if whole.verdict not in OPEN:
        return ""
    replaced = _replaced(engine, question, finding)
    if replaced:
        verb = "was" if len(replaced) == 1 else "were"
        rests = f"rests on {names_in_words(replaced)}, which weaker evidence says {verb} replaced"
    else:
        rests = "leaves weaker evidence out"
    return f" But this {rests}: on all evidence it {OPEN[whole.verdict]}."


def _replaced(engine: Engine, question: Question, finding: Finding) -> list[str]:
    """The governing clauses that something dropped for its grade replaces or repeals by the day."""
    options = replace(question.options, evidence=None)
    whole = engine.survivors(options)
    left = engine.survivors(question.options)
    found = []
    for name in finding.governing:
        replacers = whole.replacers.get(name, ())
        repeals = whole.repeals_of.get(name, ())
        instruments = [c.instrument for c in replacers if c.id not in left.clauses]
        instruments += [r.instrument for r in repeals if r not in left.repeals]
        if any(whole.instruments[i].effective <= question.on for i in instruments):
            found.append(name)
    return found
