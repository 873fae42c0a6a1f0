"""Witnesses -> scenarios to paste, with the engine's answer for the author to confirm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date

from contract_engine.answers.answer import Json
from contract_engine.answers.wording import tell_given
from contract_engine.lazy_dataclass import dataclass
from contract_engine.measure.space.witness import Witness
from contract_engine.model.outcome import Verdict
from contract_engine.model.vocabulary import Vocabulary

CONFIRM = "# confirm against the source"
_LINE = re.compile(r"\w[^\n\t#:]*(?<! )")
"""What may stand as it is on a line of its own, to be safe: no sign that starts something else."""
_INSIDE = re.compile(r"\w[^\n\t#:{}\[\],]*(?<! )")
"""What may stand as it is between braces or brackets."""


@dataclass(frozen=True)
class Proposal:
    """A scenario that somebody should confirm; `remarks` stand above it as comments."""

    name: str
    ask: str
    on: date
    given: Mapping[str, str]
    options: Mapping[str, Json]
    expect: str
    because: tuple[str, ...]
    ended: tuple[str, ...]
    cases: tuple[tuple[Mapping[str, str], str], ...]
    remarks: tuple[str, ...] = ()


def proposal(
    words: Vocabulary, witness: Witness, name: str, remarks: Iterable[str] = ()
) -> Proposal:
    """The scenario that a witness makes."""
    question, finding = witness.question, witness.finding
    options = question.options
    told: dict[str, Json] = {
        "under": options.under,
        "without": list(options.without),
        "known": None if options.known is None else options.known.isoformat(),
        "evidence": None if options.evidence is None else str(options.evidence),
        "readings": dict(options.readings),
    }
    order = (*words.facts, *words.events)
    silent = finding.verdict is Verdict.NOT_ADDRESSED
    return Proposal(
        name,
        f"{question.bearer} {question.action}",
        question.on,
        {n: tell_given(words, n, question.given[n]) for n in order if n in question.given},
        {key: value for key, value in told.items() if value},
        str(finding.verdict),
        finding.governing,
        finding.outcome.ended if silent else (),
        tuple((case.given, str(case.verdict)) for case in finding.cases),
        tuple(remarks),
    )


def as_file(agreement: str, proposals: Iterable[Proposal], more: str = "") -> str:
    """A scenario file with these scenarios, and `more` that are written already."""
    entries = as_yaml(proposals) + more
    listed = f"\n{entries}" if entries else " []\n"
    return f"format: 1\nagreement: {agreement}\nscenarios:{listed}"


def as_yaml(proposals: Iterable[Proposal]) -> str:
    """The scenarios as entries of a list."""
    return "".join(f"  {line}\n" for each in proposals for line in _lines(each))


def _lines(each: Proposal) -> Iterable[str]:
    yield f"- name: {_scalar(each.name, _LINE)}"
    for remark in each.remarks:
        yield f"  # {remark}"
    yield f"  ask: {each.ask}"
    yield f"  on: {each.on}"
    if each.given:
        yield f"  given: {_flow(dict(each.given))}"
    for key, value in each.options.items():
        yield f"  {key}: {_flow(value)}"
    yield f"  expect: {each.expect}   {CONFIRM}"
    yield f"  because: {_flow(list(each.because))}"
    if each.ended:
        yield f"  ended: {_flow(list(each.ended))}"
    if each.cases:
        yield "  cases:"
        for given, verdict in each.cases:
            yield f"    - {_flow({'given': dict(given), 'verdict': verdict})}"


def _flow(value: Json) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(_flow(item) for item in value) + "]"
        case _:
            return _scalar(str(value), _INSIDE)


def _scalar(text: str, plain: re.Pattern[str]) -> str:
    """The text as it is where it may stand so, else in double quotes."""
    return text if plain.fullmatch(text) else json.dumps(text, ensure_ascii=False)
