"""What a change does to scenarios and their coverage -> Markdown for a review, and data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contract_engine.answers.answer import Json, as_json
from contract_engine.answers.compare.diff import View
from contract_engine.cli.beside import scenarios_beside
from contract_engine.cli.layout import markdown_row
from contract_engine.cli.progress import watched
from contract_engine.cli.revisions import Compared
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.measure.coverage.coverage import Coverage, coverage
from contract_engine.measure.coverage.review import Review, Said, Side, review
from contract_engine.scenarios.files import Scenario

MANY = 20
"""So many lines of a list are read; the rest is counted."""


def reviewed(compared: Compared, *, asked: bool = False) -> Review | None:
    """What becomes of the scenarios beside the rules that are compared; None without any.

    Raises BadInput where that was `asked` of what has one set of rules.
    """
    if compared.places is None:
        if not asked:
            return None
        message = "versions and days have the same rules, and so the same scenarios"
        help_ = "compare two rule folders or git revisions"
        raise BadInput([Problem("E505", message, place("--scenarios"), help=help_)])
    before, after = (scenarios_beside(rules) for rules in compared.places)
    if not before and not after:
        return None
    if all(rules.then is None for rules in compared.places):
        # A folder compared with a copy elsewhere: what stands beside one is asked of both.
        before, after = before or after, after or before
    first, second = _side(compared.one, before), _side(compared.other, after)
    return review(first, _coverage_of(first), second, _coverage_of(second))


def _side(view: View, scenarios: Mapping[str, Scenario]) -> Side:
    return Side(view.engine, watched(scenarios.items(), len(scenarios), "scenarios"))


def _coverage_of(side: Side) -> Coverage:
    return coverage(side.engine, watched(side.held, len(side.held), "scenarios measured"))


def review_markdown(found: Review) -> str:
    """The scenarios that turn, and the coverage gained and lost."""
    return "\n".join((*_scenarios(found), "", *_coverage(found)))


def review_data(found: Review) -> dict[str, Json]:
    """The same as data."""
    return {
        "scenarios": {
            "turned": as_json(found.turns),
            "new": list(found.new),
            "gone": list(found.gone),
            "failing": list(found.failing),
        },
        "coverage": {
            "before": round(found.before.percent, 2),
            "after": round(found.after.percent, 2),
            "gained": list(found.gained),
            "lost": list(found.lost),
        },
    }


def _scenarios(found: Review) -> Iterator[str]:
    yield "### Scenarios that turn"
    yield ""
    if found.turns:
        yield markdown_row("scenario", "was", "is")
        yield "|---|---|---|"
        for turn in found.turns[:MANY]:
            yield markdown_row(turn.scenario, _said(turn.was), _said(turn.now))
        if len(found.turns) > MANY:
            yield markdown_row(f"and {len(found.turns) - MANY} more", "", "")
        yield ""
    failing = sum(turn.was.held and not turn.now.held for turn in found.turns)
    told = f"{len(found.turns) or 'None'} of {found.total} scenarios."
    told += f" No longer holding: {failing}." if failing else ""
    told += f" New: {len(found.new)}" if found.new else ""
    told += f", of which not holding: {len(found.failing)}" if found.failing else ""
    told += "." if found.new else ""
    told += f" Gone: {len(found.gone)}." if found.gone else ""
    yield told


def _coverage(found: Review) -> Iterator[str]:
    before, after = (f"{each.percent:.1f} %" for each in (found.before, found.after))
    yield f"### Coverage: {before if before == after else f'{before} → {after}'}"
    yield ""
    for word, names in (("lost", found.lost), ("gained", found.gained)):
        yield from (f"- {word}: {name}" for name in names[:MANY])
        yield from _more(names, f"- {word}: {{}} more")
    if not found.lost and not found.gained:
        yield "Nothing gained or lost."


def _more(names: Sequence[object], words: str) -> Iterator[str]:
    if len(names) > MANY:
        yield words.format(len(names) - MANY)


def _said(said: Said) -> str:
    if not said.verdict:
        return "**can't be asked**"
    verdict = said.verdict.replace("_", " ")
    return verdict if said.held else f"**{verdict}**, not as expected"
