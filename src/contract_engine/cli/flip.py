"""`contract-engine flip`: the smallest changes that would give another answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.answer import Answer, Json, as_json
from contract_engine.answers.ask.flips import MAX_CHANGES, DayFlip, Flip, day_flips, flips
from contract_engine.api import Loaded
from contract_engine.cli.answering import Sheet
from contract_engine.cli.layout import QUIET, hang
from contract_engine.cli.lines import answer_lines
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    AgreementName,
    Asking,
    BatchFile,
    JsonFlag,
    Words,
    listed,
    unknown,
)
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import Parts, parts_of
from contract_engine.cli.questions import Understood, open_agreement, understood
from contract_engine.cli.telling import footer, verdict_text
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Question
from contract_engine.model.vocabulary import Vocabulary

COUNTS = ("", "One change would do", "Two together", "Three together", "Four together")
Found = tuple[Sequence[Flip], Sequence[DayFlip]]


def flip(
    *question: Words,
    asking: Asking | None = None,
    pin: Annotated[
        list[str] | None,
        Parameter(group=ASKED, metavar="NAME,...", help="what must stay as it is; `on`: the day"),
    ] = None,
    to: Annotated[
        str | None,
        Parameter(group=ASKED, metavar="VERDICT", help="only changes that give this verdict"),
    ] = None,
    most: Annotated[
        int, Parameter(group=ASKED, metavar="N", help="at most so many changes together, up to 4")
    ] = MAX_CHANGES,
    batch: BatchFile = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """The smallest changes that would give another answer, and the nearest day that does.

    All sets of changed facts, events and readings that are as small as can be.

    For example:

      contract-engine flip "Can OpenAI serve its API on AWS on 15 November 2025?"
      contract-engine flip openai serve product=stateless_api --on 2025-11-15 --pin product
      contract-engine flip microsoft use_ip ip=model --on 2026-06-01 --to prohibited
    """
    loaded = open_agreement(agreement)
    pinned = _pinned(loaded.model.vocabulary, pin or [])
    wanted = _verdict(to)
    _bound(most)

    def found(question: Question) -> Found:
        q = question
        finding = loaded.engine.find(q.bearer, q.action, q.on, q.given, q.options)
        days = day_flips(loaded.engine, q, finding)
        if "on" in pinned:
            days = ()
        return (
            flips(loaded.engine, q, pinned=pinned, to=wanted, most=most),
            tuple(day for day in days if wanted in (None, day.verdict)),
        )

    def told(parts: Parts) -> Json:
        each = understood(loaded, parts)
        return _data(loaded.answer(each.question), each, found(each.question))

    parts = parts_of(loaded.model.vocabulary, question if batch is None else (), asking or Asking())
    if batch is not None:
        return answer_lines(question, parts, batch, told)
    asked = understood(loaded, parts)
    answer = loaded.answer(asked.question, checked=True)
    if json:
        print_json(_data(answer, asked, found(asked.question)))
    else:
        _show(console(), loaded, asked, answer, found(asked.question), most)
    return 0


def _data(answer: Answer, asked: Understood, found: Found) -> Json:
    data: dict[str, Json] = {
        "verdict": str(answer.verdict),
        "question": as_json(answer.question),
        "flips": [as_json(each) for each in found[0]],
        "days": [as_json(each) for each in found[1]],
    }
    if asked.how:
        data["understood"] = as_json(asked.how)
    return data


def _show(
    out: Console, loaded: Loaded, asked: Understood, answer: Answer, found: Found, most: int
) -> None:
    sheet = Sheet(out, loaded.model)
    sheet.asked(answer, asked.how)
    sheet.verdict(answer)
    changes, days = found
    for size in range(1, most + 1):
        here = [each for each in changes if len(each.changes) == size]
        if here:
            out.print(Text(COUNTS[size], style="bold"), soft_wrap=True)
        for each in here:
            words = [f"{name}={value}" for name, value in each.changes.items()]
            hang(out, _line(" and ".join(words), each.verdict, ", ".join(each.clauses)), 2, 6)
    if not changes:
        hang(out, f"No change of up to {most} facts, events or readings gives another verdict.")
    if days:
        out.print(Text("Another day", style="bold"), soft_wrap=True)
    for day in days:
        side = "the last before" if day.on < asked.question.on else "the first after"
        hang(out, _line(f"{day.on}, {side}", day.verdict, day.cause), 2, 6)
    out.print()
    hang(out, footer(loaded.model))


def _line(change: str, verdict: Verdict, because: str) -> Text:
    text = Text.assemble(f"{change} → ", verdict_text(verdict))
    return text.append(f"  ({because})", style=QUIET) if because else text


def _pinned(vocabulary: Vocabulary, pins: list[str]) -> frozenset[str]:
    known = [*vocabulary.facts, *vocabulary.events, *vocabulary.readings, "on"]
    names = listed(pins)
    problems = [unknown("E301", "fact or event", name, known, "--pin") for name in names]
    if found := [problem for problem in problems if problem is not None]:
        raise BadInput(found)
    return frozenset(names)


def _verdict(name: str | None) -> Verdict | None:
    if name is None:
        return None
    said = name.strip().casefold().replace(" ", "_")
    problem = unknown("E104", "verdict", said, [str(verdict) for verdict in Verdict])
    if problem is not None:
        raise BadInput([problem])
    return Verdict(said)


def _bound(most: int) -> None:
    if not 1 <= most < len(COUNTS):
        message = f"`{most}` is not from 1 to {len(COUNTS) - 1}"
        raise BadInput([Problem("E504", message, place(str(most), "--most"))])
