"""A verdict -> one plain sentence that answers the form asked ("Can ...?", "Must ...?")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.answers.answer import ClauseCited, Ended
from contract_engine.diagram.finding.finding import Finding
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Question

VERBS = {
    Verdict.PERMITTED: "may",
    Verdict.PROHIBITED: "must not",
    Verdict.REQUIRED: "must",
    Verdict.NOT_REQUIRED: "need not",
}


def sentence_of(
    agreement: Agreement,
    question: Question,
    finding: Finding,
    governing: Sequence[ClauseCited],
    ended: Sequence[Ended],
) -> str:
    """The answer in a sentence or two."""
    words = agreement.vocabulary
    who = words.parties[question.bearer].label
    what = words.actions[question.action].label
    when = day_in_words(question.on)
    verdict = finding.verdict
    if verdict in VERBS:
        says = f"{who} {VERBS[verdict]} {what} on {when}."
        if not question.asked:
            return says
        return f"{_yes_or_no(question.asked, verdict)}: {says}"
    if verdict is Verdict.NOT_ADDRESSED:
        return _silence(agreement, ended)
    if verdict is Verdict.CONFLICT:
        names = " and ".join(f"`{clause.id}`" for clause in governing)
        return f"The terms contradict each other on {when}: {names}."
    if verdict is Verdict.DISPUTED:
        readings = list(dict.fromkeys(name for case in finding.cases for name in case.given))
        verb = "is" if len(readings) == 1 else "are"
        return f"Disputed: on {when} it turns on how {names_in_words(readings)} {verb} read."
    return f"It depends on {names_in_words(_asked_for(finding))}."


def names_in_words(names: Sequence[str]) -> str:
    """`a`, `b` and `c`."""
    *first, last = [f"`{name}`" for name in names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _asked_for(finding: Finding) -> list[str]:
    if finding.more_cases:
        return list(finding.unknown)
    return list(dict.fromkeys(name for case in finding.cases for name in case.given))


def _yes_or_no(asked: str, verdict: Verdict) -> str:
    if asked == "must":
        return "Yes" if verdict is Verdict.REQUIRED else "No"
    if asked == "must not":
        return "Yes" if verdict is Verdict.PROHIBITED else "No"
    if verdict is Verdict.NOT_REQUIRED:
        return "Not said"
    return "Yes" if verdict in (Verdict.PERMITTED, Verdict.REQUIRED) else "No"


def _silence(agreement: Agreement, ended: Sequence[Ended]) -> str:
    if not ended:
        return "Not addressed: no term in force speaks of it."
    told = []
    for end in ended:
        verb = (
            "bars"
            if any(norm.modality.value == "must not" for norm in agreement.clauses[end.id].norms)
            else "did"
        )
        what = f"`{end.id}`" if verb == "did" else f"the bar `{end.id}`"
        told.append(f"{what} ended on {day_in_words(end.on)}" if end.on else f"{what} has ended")
    return f"Not addressed: no term in force speaks of it; {', '.join(told)}."


def day_in_words(day: date) -> str:
    """15 November 2025."""
    return f"{day.day} {day:%B %Y}"


def rough_day(day: date, approximate: str) -> str:
    """A day of which the day (or the month, or the year) isn't certain: November 2016."""
    match approximate:
        case "day":
            return f"{day:%B %Y}"
        case "month":
            return f"{day.year}"
        case _:
            return f"about {day.year}"


def period_in_words(written: str) -> str:
    """A day, month or year as it is written in the files: 15 November 2025, November 2025, 2025."""
    match [int(part) for part in written.split("-")]:
        case [year, month, day]:
            return day_in_words(date(year, month, day))
        case [year, month]:
            return f"{date(year, month, 1):%B} {year}"
        case _:
            return written
