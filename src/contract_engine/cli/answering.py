"""An answer -> lines for people: verdict first, then why, until when, and what it hangs on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from contract_engine.answers.answer import (
    Answer,
    Asked,
    CaseSaid,
    Cited,
    ClauseCited,
    Holds,
    WordsRead,
)
from contract_engine.answers.ask.sentences import day_in_words
from contract_engine.cli.layout import QUIET, hang, joined, labelled, pairs
from contract_engine.cli.telling import (
    WEAKEST,
    footer,
    grade_text,
    headline,
    source_text,
    verdict_text,
)
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict

if TYPE_CHECKING:
    from contract_engine.answers.value.result import Look

MOST = 6
"""Hinges, cases and near misses beyond these are left to --json."""
_GIVEN = re.compile(r"`([A-Za-z_][A-Za-z0-9_]*)=")


def asked_text(asked: Asked, how: Sequence[WordsRead] = (), *, day: bool = True) -> str:
    """`openai serve on 2025-11-15: product=stateless_api (“API”), cloud=aws`."""
    said = {m[1]: step.words for step in how if (m := _GIVEN.match(step.meaning))}
    given = []
    for name, value in {**asked.items, **asked.given}.items():
        words = said.get(name, "")
        plain = words.casefold() in ("", value.casefold(), f"{name}={value}".casefold())
        given.append(f"{name}={value}" + ("" if plain else f" (“{words}”)"))
    acts = {step.words for step in how if step.meaning.startswith(f"the action `{asked.action}`")}
    act = joined([f"“{words}”" for words in acts if words.casefold() != asked.action])
    text = f"{asked.bearer} {asked.action}" + (f" ({act})" if act else "")
    text += f" on {asked.on}" if day else ""
    return f"{text}: {', '.join(given)}" if given else text


def options_text(asked: Asked | Look) -> str:
    """`under 2025-01; without 2026-04`: what is left out of account."""
    options = asked.options
    told = (
        ("under", options.under),
        ("without", ", ".join(options.without)),
        ("known by", options.known),
        ("evidence from", None if options.evidence is None else str(options.evidence)),
        ("reading", pairs(options.readings)),
    )
    return "; ".join(f"{name} {value}" for name, value in told if value)


class Sheet:
    """Prints the parts of an answer, labelled in a column on the left."""

    def __init__(self, out: Console, agreement: Agreement) -> None:
        self.out = out
        self.agreement = agreement

    def show(self, answer: Answer) -> None:
        """The whole answer, what matters most first."""
        self.asked(answer, answer.understood)
        self.verdict(answer)
        self.reasons(answer)
        self.days(answer)
        self.openness(answer)
        self.rest(answer)
        self.out.print()
        hang(self.out, footer(self.agreement))

    def asked(self, answer: Answer, how: Sequence[WordsRead]) -> None:
        """The question, as it was understood."""
        labelled(self.out, "understood" if how else "asked", asked_text(answer.question, how))
        if options := options_text(answer.question):
            labelled(self.out, "", options)
        self.out.print()

    def verdict(self, answer: Answer) -> None:
        """The verdict and its sentence."""
        hang(
            self.out,
            Text.assemble(headline(answer.verdict, answer.grade), "  ", answer.sentence),
            0,
            2,
        )
        self.out.print()

    def reasons(self, answer: Answer) -> None:
        """The cases, and the governing clauses with their sources."""
        for index, case in enumerate(answer.cases):
            labelled(self.out, "" if index else "cases", case_text(case))
        readings = self.agreement.vocabulary.readings
        named = dict.fromkeys(name for case in answer.cases for name in case.given)
        for index, name in enumerate(name for name in named if name in readings):
            text = f"{name}: {readings[name].question}"
            labelled(self.out, "" if index else "readings", text)
        if answer.cases:
            self.out.print()
        for index, clause in enumerate(answer.clauses):
            if index:
                self.out.print()
            labelled(
                self.out, "" if index else "because", self._clause(clause, len(answer.clauses))
            )
        if answer.clauses:
            self.out.print()

    def _clause(self, clause: ClauseCited, count: int) -> Text:
        text = Text.assemble((clause.id, "bold"), f": {clause.norm}")
        text.append(f" ({clause.instrument}, ", style=QUIET)
        text.append_text(grade_text(clause.grade, carried=clause.carried)).append(")", style=QUIET)
        text.append(f"\n{clause.text}" if clause.text else "")
        by_source: dict[str, list[Cited]] = {}
        for cite in clause.cites:
            by_source.setdefault(cite.source, []).append(cite)
        shown = 2 if count == 1 else 1
        for name, cites in list(by_source.items())[:shown]:
            quotes = " … ".join(f"“{cite.quote}”" for cite in cites if cite.quote)
            text.append("\n")
            text.append(f"{quotes} " if quotes else "", style="italic")
            text.append("— ", style=QUIET)
            text.append_text(source_text(self.agreement.sources.get(name), cites[0]))
        if len(by_source) > shown:
            text.append(f"\n+ {', '.join(list(by_source)[shown:])}", style=QUIET)
        return text

    def days(self, answer: Answer) -> None:
        """Since when and until when the answer holds, and what changes it."""
        labelled(self.out, "holds", holds_text(answer.holds))

    def openness(self, answer: Answer) -> None:
        """What follows from what is given, what was assumed, what would change the verdict."""
        for index, each in enumerate(answer.defined):
            because = f", because {' and '.join(each.because)}" if each.because else ""
            by = f" ({each.by})" if each.by != each.fact else ""
            follows = f"{each.fact} is {each.value}{because}{by}"
            labelled(self.out, "" if index else "follows", follows)
        if answer.assumed:
            labelled(self.out, "assuming", pairs(answer.assumed))
        for index, hinge in enumerate(answer.hinges[:MOST]):
            text = Text(f"{hinge.fact}={hinge.value} → ").append_text(verdict_text(hinge.verdict))
            labelled(self.out, "" if index else "would change", text)
        if len(answer.hinges) > MOST:
            labelled(self.out, "", f"and {len(answer.hinges) - MOST} more (--json lists them)")

    def rest(self, answer: Answer) -> None:
        """What else bears on it: what was set aside, has ended, misses; evidence; notes."""
        for index, defeat in enumerate(answer.defeated):
            why = "which overrides it" if defeat.why == "overrides" else "which is later"
            text = f"{defeat.id}, by {defeat.by}, {why}"
            labelled(self.out, "" if index else "set aside", text)
        for index, end in enumerate(answer.ended):
            when = f" on {day_in_words(end.on)}" if end.on else ""
            by = "its term ran out" if end.by == "term" else f"by {end.by}"
            labelled(self.out, "" if index else "ended", f"{end.id}{when} ({by})")
        if answer.verdict is Verdict.NOT_ADDRESSED:
            for index, near in enumerate(answer.nearly[:MOST]):
                text = f"{near.id}, but for: {'; '.join(near.failed)}"
                labelled(self.out, "" if index else "nearly", text)
        if answer.grade is not None:
            labelled(self.out, "rests on", f"{WEAKEST[str(answer.grade)]}, at the weakest")
        for index, note in enumerate(answer.notes):
            labelled(self.out, "" if index else "notes", note)


def holds_text(holds: Holds) -> str:
    """`from 28 October 2025: 2025-10 takes effect`, and through when, and what comes then."""
    if holds.from_ is None and holds.through is None:
        return "on every day"
    lines = []
    if holds.from_ is not None:
        open_ = ", without a known end" if holds.through is None else ""
        cause = f": {holds.cause}" if holds.cause else ""
        lines.append(f"from {day_in_words(holds.from_)}{open_}{cause}")
    if holds.through is not None:
        change = holds.next_change
        cause = f"; then {change.cause}" if change and change.cause else ""
        lines.append(f"through {day_in_words(holds.through)}{cause}")
    return "\n".join(lines)


def case_text(case: CaseSaid) -> Text:
    """`customer=commercial → prohibited (clause)`."""
    text = Text.assemble(f"{pairs(case.given) or 'otherwise'} → ", verdict_text(case.verdict))
    if case.clauses:
        text.append(f" ({', '.join(case.clauses)})", style=QUIET)
    return text


def given_text(given: Mapping[str, str]) -> str:
    """What is given, or that nothing is."""
    return pairs(given) or "nothing given"
