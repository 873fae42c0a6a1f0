"""The norms of a clause as written -> Norm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from contract_engine.diagnostics.nearest import nearest
from contract_engine.files.shapes import ClauseShape
from contract_engine.files.tree import Path
from contract_engine.language.clauses.bearers import Said, read_bearers
from contract_engine.language.clauses.choices import Written, read_choice
from contract_engine.language.scope import Scope
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Modality, Norm

_NORM = re.compile(r"(\S+)\s+(may|must|must\s+not|need\s+not)\s+(\S+)")
_SHARED = re.compile(r"(\S+(?:\s+party.*?)?)\s+(may|must|must\s+not|need\s+not)\s+(\S+)")
_LOOSE = re.compile(r"(\S+)\s+(\S+(?:\s+not|\s+to)?)\s+(\S+)")
_FORMS = "write `PARTY may ACTION`, with `may`, `must`, `must not` or `need not`"
_MEANT = {
    "must not": ("may not", "cannot", "can't", "can not", "shall not", "mustn't", "will not"),
    "must": ("shall", "has to", "will", "should", "have to"),
    "may": ("can", "might", "is allowed to", "could"),
    "need not": ("needn't", "must-not"),
}


def read_norms(scope: Scope, shape: ClauseShape, path: Path) -> tuple[Norm, ...]:
    """The norms of a clause, which has at least one, or else a choice or a statement."""
    items = shape.norm if isinstance(shape.norm, list) else [shape.norm] if shape.norm else []
    if shape.one_of or (shape.one_of == {} and (*path, "one_of") in scope.tree.values):
        if scope.lost((*path, "one_of")):
            return ()
        if items or shape.states is not None:
            beside = "norm" if items else "states"
            scope.report(
                "E321",
                "a clause has a norm, a choice or a statement, not two of them",
                scope.tree.key((*path, "one_of")),
                label="the choice",
                also=((scope.tree.key((*path, beside)), "beside it"),),
                help="make two clauses of it",
            )
        if isinstance(shape.one_of, list):
            return ()
        return read_choice(scope, shape, (*path, "one_of"), _of_alternative)
    if items and shape.states is not None:
        scope.report(
            "E321",
            "a clause has a norm or states something, not both",
            scope.tree.key((*path, "states")),
            label="the statement",
            also=((scope.tree.key((*path, "norm")), "the norm"),),
            help="make two clauses of it",
        )
    if not items and shape.states is None:
        if not scope.lost(path, (*path, "norm"), (*path, "states"), (*path, "one_of")):
            help_ = "write `norm: PARTY may ACTION`, or `states:` for a statement"
            scope.report("E321", "this clause has no norm", scope.tree.key(path), help=help_)
        return ()
    if shape.states is not None and shape.with_:
        place, help_ = scope.tree.key((*path, "with")), "say it in the statement's words"
        scope.report("E321", "a statement takes no parameters", place, help=help_)
    return _norms(scope, shape.norm, shape.with_, (*path, "norm"))


def _of_alternative(
    scope: Scope, written: Written, with_: Mapping[str, str], path: Path
) -> tuple[Norm, ...]:
    """The norms of an alternative: each of one party by name."""
    return _norms(scope, written, with_, path, shared=False)


def _norms(
    scope: Scope, written: Written, with_: Mapping[str, str], path: Path, *, shared: bool = True
) -> tuple[Norm, ...]:
    """One norm or a list of them, each with these parameters and its own; some of several."""
    norms: list[Norm] = []
    items = written if isinstance(written, list) else [written] if written else []
    for index, item in enumerate(items):
        here = (*path, index) if isinstance(written, list) else path
        text, own = (item, {}) if isinstance(item, str) else (item.norm, item.with_)
        at = here if isinstance(item, str) else (*here, "norm")
        each = _shared(scope, text, at) if shared else _single(scope, text, at)
        norms += [replace(norm, with_=tuple({**with_, **own}.items())) for norm in each]
    return tuple(norms)


def _shared(scope: Scope, text: str, path: Path) -> Iterator[Norm]:
    """The norm that a text says, once for each party that it binds."""
    match = _SHARED.fullmatch(text.strip())
    if match is None or scope.lost(path):
        yield from _single(scope, text, path)
        return
    words, modality, action = match.groups()
    bearers = read_bearers(scope, Said(words, path, text.index(words)))
    if not _is_action(scope, text, action, path) or bearers is None:
        return
    for party, when in bearers.items():
        yield Norm(party, Modality(" ".join(modality.split())), action, when=when)


def _single(scope: Scope, text: str, path: Path) -> Iterator[Norm]:
    norm = _norm(scope, text, path)
    if norm is not None:
        yield norm


def _norm(scope: Scope, text: str, path: Path) -> Norm | None:
    if scope.lost(path):
        return None
    match = _NORM.fullmatch(text.strip())
    if match is None:
        help_ = _help(scope, text)
        scope.report("E320", f"`{text}` is not a norm", scope.tree.value(path), help=help_)
        return None
    bearer, modality, action = match.groups()
    words = scope.vocabulary
    if bearer not in words.parties:
        span = scope.tree.part(path, text.index(bearer), len(bearer))
        scope.unknown("E305", "party", bearer, span, words.parties)
    if not _is_action(scope, text, action, path) or bearer not in words.parties:
        return None
    return Norm(bearer, Modality(" ".join(modality.split())), action)


def _is_action(scope: Scope, text: str, action: str, path: Path) -> bool:
    actions = scope.vocabulary.actions
    if action not in actions:
        span = scope.tree.part(path, text.rindex(action), len(action))
        scope.unknown("E304", "action", action, span, actions)
    return action in actions


def _help(scope: Scope, text: str) -> str:
    loose = _LOOSE.fullmatch(text.strip())
    said = " ".join(loose[2].lower().split()) if loose else ""
    for modality, others in _MEANT.items():
        if loose and said in others:
            return f"did you mean `{loose[1]} {modality} {loose[3]}`?"
    words = text.split()
    if len(words) > 3 and words[1] in ("may", "must", "need"):
        if words[2] != "not" and nearest(words[2], ["not", "don't"]):
            # Never the opposite: what is nearly `not` was meant to be it.
            modality = "need not" if words[1] == "need" else "must not"
            return f"did you mean `{' '.join([words[0], modality, *words[3:]])}`?"
        rest = 3 if words[2] == "not" else 2
        action = nearest("_".join(words[rest:]), scope.vocabulary.actions)
        if action and action.count("_") == len(words[rest:]) - 1:
            return f"an action is one name: `{' '.join(words[:rest])} {action}`"
        return "an action is one name, without conditions; those go under `when:`"
    return _FORMS
