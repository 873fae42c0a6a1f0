"""What a change does to scenarios and their coverage -> Markdown for a review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract_engine.measure.coverage.review import Review, Said
from contract_engine.render.markdown import row_of

MANY = 20
"""So many lines of a list are read; the rest is counted."""


def review_markdown(found: Review) -> str:
    """The scenarios that turn, and the coverage gained and lost."""
    return "\n".join((*_scenarios(found), "", *_coverage(found)))


def _scenarios(found: Review) -> Iterator[str]:
    yield "### Scenarios that turn"
    yield ""
    if found.turns:
        yield row_of("scenario", "was", "is")
        yield "|---|---|---|"
        for turn in found.turns[:MANY]:
            yield row_of(turn.scenario, _said(turn.was), _said(turn.now))
        if len(found.turns) > MANY:
            yield row_of(f"and {len(found.turns) - MANY} more", "", "")
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
