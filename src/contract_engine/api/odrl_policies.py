"""ODRL policies in a file -> an agreement's text; an agreement's terms on a day -> a policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from contract_engine.answers.answer import NOT_TOLD, Json, Result
from contract_engine.api.base import Base
from contract_engine.api.reading import look_at
from contract_engine.api.request import QUESTION, Request
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.folder import from_bytes
from contract_engine.files.snapshot import AGREEMENT, read_bytes
from contract_engine.language import load_folder
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.odrl.agreement import agreement_of
from contract_engine.odrl.exporting import exported
from contract_engine.odrl.graphs import graph_of, unshown_in
from contract_engine.odrl.policy import Remark as Remark
from contract_engine.odrl.reading import read_policies
from contract_engine.odrl.vocabulary import ACTIONS, PREFIXES
from contract_engine.odrl.writing import SORTS, remarks_data, remarks_of, written


@dataclass(frozen=True)
class Imported(Result):
    """The text of an agreement's one file, and what in it is not as it was."""

    agreement: str
    text: str
    remarks: tuple[Remark, ...] = field(metadata=NOT_TOLD)

    def to_json(self) -> dict[str, Json]:
        """The same as plain data, with the remarks by their sorts."""
        return {**super().to_json(), **_remarks(self.remarks)}


@dataclass(frozen=True)
class Exported(Result):
    """A policy in JSON-LD, and what it doesn't say."""

    policy: Json
    remarks: tuple[Remark, ...] = field(metadata=NOT_TOLD)

    def to_json(self) -> dict[str, Json]:
        """The same as plain data, with the remarks by their sorts."""
        return {**super().to_json(), **_remarks(self.remarks)}


def import_policies(
    file: Path,
    name: str = "",
    actions: Sequence[str] = (),
    place: Callable[[str], Span] = lambda _: QUESTION,
) -> Imported:
    """An agreement of ODRL policies, for what the two languages have in common.

    Args:
        file: policies, in Turtle or JSON-LD.
        name: what to call the agreement; otherwise as its file.
        actions: actions to be asked about that the policies don't speak of (sell, or an IRI).
        place: where an action was written, for diagnostics.

    Returns:
        The agreement's text. BadInput with all that is wrong with the file.
    """
    content = read_bytes(file)
    if isinstance(content, Problem):
        raise BadInput([content])
    said, problems = graph_of(str(file), content)
    if said is None:
        raise BadInput(problems)
    found, problems = read_policies(str(file), said)
    if found is None:
        raise BadInput(problems)
    if dropped := unshown_in(content):
        said_of = f"characters that can't be seen: {', '.join(dropped)}"
        found = replace(found, remarks=(*found.remarks, Remark("left out", file.name, said_of)))
    called = re.sub(r"[^A-Za-z0-9]+", "-", name or file.stem).strip("-") or "policy"
    made = agreement_of(found, called, [_action(each, place) for each in actions])
    text = written(made, file.name)
    _check(text, file)
    return Imported(called, text, made.remarks)


def export_terms(base: Base, look: Request) -> Exported:
    """The terms that are in force in a situation, as a policy.

    Args:
        base: the agreement.
        look: the day and what is given.

    Returns:
        The policy, no permission of which is wider than the terms. BadInput where what is given
        can't be.
    """
    asked = look_at(base.model, look)
    with base.lock, base.possible(asked):
        made = exported(base.engine, asked.on, asked.given, asked.options)
    return Exported(made.document, made.remarks)


def remark_lines(remarks: tuple[Remark, ...]) -> dict[str, list[str]]:
    """The remarks in words, under the heading of each sort that there is."""
    told = {heading: remarks_of(remarks, sort) for sort, heading in SORTS.items()}
    return {heading: lines for heading, lines in told.items() if lines}


def _remarks(remarks: tuple[Remark, ...]) -> dict[str, Json]:
    return {sort: [{**each} for each in told] for sort, told in remarks_data(remarks).items()}


def _action(name: str, place: Callable[[str], Span]) -> str:
    """The IRI of an action that is named."""
    prefix, colon, rest = name.partition(":")
    if colon:
        return PREFIXES.get(prefix, f"{prefix}:") + rest
    if name in ACTIONS:
        return ACTIONS[name]
    help_ = did_you_mean(name, ACTIONS) or "write the IRI of an action that isn't ODRL's"
    raise BadInput([Problem("E304", f"ODRL has no action `{name}`", place(name), help=help_)])


def _check(text: str, file: Path) -> None:
    """Whether the agreement can be read back; raises BadInput with what kept it from that."""
    agreement, problems = load_folder(from_bytes({AGREEMENT: text.encode()}, ""))
    if agreement is None:
        why = "; ".join(dict.fromkeys(problem.message for problem in problems if problem.is_error))
        message = f"what these policies become can't be read: {why}"
        raise BadInput([Problem("E531", message, Span(str(file)))])
