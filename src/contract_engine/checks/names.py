"""An agreement's names -> those by which a question can't tell what is meant."""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.checks.finding import finding
from contract_engine.diagnostics import Problem
from contract_engine.model.agreement import Agreement
from contract_engine.model.vocabulary import KindFact
from contract_engine.words.lexicon import SMALL
from contract_engine.words.tokens import tokenise


def unclear_names(agreement: Agreement) -> tuple[Problem, ...]:
    """Names that two actions have, and names that are made of small words alone.

    Args:
        agreement: whose names are looked through.

    Returns:
        A warning for each; an alias that holds a fact in braces is told apart by it.
    """
    return (*_shared(agreement), *_empty(agreement))


def _shared(agreement: Agreement) -> Iterator[Problem]:
    first: dict[tuple[str, ...], str] = {}
    for action in agreement.vocabulary.actions.values():
        for name in dict.fromkeys((action.label, *action.aliases)):
            words = tuple(token.key for token in tokenise(name) if token.norm not in SMALL)
            known = first.setdefault(words, action.id) if words and "{" not in name else action.id
            if known != action.id:
                help_ = f"leave it to one of them, or say what stands beside it: `{name} {{fact}}`"
                message = f"`{name}` is a name of `{known}` and of `{action.id}`"
                yield finding("W607", f"{name} of {action.id}", message, action.place, help_)


def _empty(agreement: Agreement) -> Iterator[Problem]:
    words = agreement.vocabulary
    values = (v for f in words.facts.values() if isinstance(f, KindFact) for v in f.values.values())
    named = (
        *words.parties.values(),
        *words.actions.values(),
        *words.facts.values(),
        *values,
        *words.events.values(),
        *words.read_events.values(),
        *words.topics.values(),
    )
    for each in named:
        for alias in each.aliases:
            if "{" not in alias and all(token.norm in SMALL for token in tokenise(alias)):
                message = f"`{alias}`, a name of `{each.id}`, is made of small words alone"
                help_ = "leave it out: every question has such words"
                yield finding("W607", f"{alias} of {each.id}", message, each.place, help_)
