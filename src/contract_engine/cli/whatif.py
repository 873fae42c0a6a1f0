"""`contract-engine whatif` and `flip`: other worlds, and the smallest ways to another answer."""

from __future__ import annotations

from copy import deepcopy
from typing import Annotated

from cyclopts import Parameter
from rich.table import Table
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.answers.flips import MAX_CHANGES, day_flips, flips
from contract_engine.answers.worlds import World, differences
from contract_engine.cli.answering import DISCLAIMER, holds_in_words, verdict_text
from contract_engine.cli.options import (
    DEFAULT,
    AgreementName,
    Asking,
    JsonFlag,
    open_agreement,
    question_of,
)
from contract_engine.cli.output import console, print_json
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.files.shaping import did_you_mean
from contract_engine.model.outcome import Verdict


def whatif(
    *words: str,
    asking: Asking | None = None,
    rules: Annotated[str | None, Parameter(help="the second world's rules: a name or path")] = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """A question in two worlds, side by side, and the clauses that make the difference.

    The first world is the question as asked. The second takes --given, --situation, --under,
    --without, --known, --evidence, --reading and --rules on top of it.

    Args:
        words: a question, or PARTY ACTION name=value ...
    """
    loaded = open_agreement(agreement)
    other = loaded if rules is None else open_agreement(rules)
    asking = asking or Asking()
    plain = question_of(loaded, words, Asking(on=asking.on)).question
    changed = question_of(other, words, _over(asking)).question
    first = World(loaded.engine, plain, loaded.answer(plain, checked=True))
    second = World(other.engine, changed, other.answer(changed, checked=True))
    told = differences(first, second)
    if json:
        print_json(
            {
                "first": as_json(first.answer),
                "second": as_json(second.answer),
                "differences": [as_json(each) for each in told],
            }
        )
        return 0
    out = console()
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="bold")
    table.add_column("")
    table.add_column("as it is", ratio=1, overflow="fold")
    table.add_column("what if", ratio=1, overflow="fold")
    sides = (first.answer, second.answer)
    table.add_row("", *(_world(side.question, first.answer.question) for side in sides))
    table.add_row("verdict", *(verdict_text(side.verdict) for side in sides))
    table.add_row("", *(side.sentence for side in sides))
    table.add_row("because", *("\n".join(c.id for c in side.clauses) for side in sides))
    table.add_row("holds", *(holds_in_words(side.holds) for side in sides))
    out.print(table)
    out.print()
    if not told:
        out.print("The same clauses govern in both.")
    for each in told:
        out.print(Text.assemble((each.clause, "bold"), f": {each.first}; what if: {each.second}"))
    out.print()
    out.print(Text(DISCLAIMER, style="bright_black"))
    return 0


def _over(asking: Asking) -> Asking:
    return deepcopy(asking)


def _world(asked: object, base: object) -> str:
    """How a world is asked, in the options' own words."""
    from contract_engine.answers.answer import Asked

    assert isinstance(asked, Asked)
    assert isinstance(base, Asked)
    told = [f"{n} = {v}" for n, v in asked.given.items() if base.given.get(n) != v]
    o = asked.options
    told += [f"under {o.under}"] if o.under else []
    told += [f"without {name}" for name in o.without]
    told += [f"known by {o.known}"] if o.known else []
    told += [f"evidence from {o.evidence}"] if o.evidence is not None else []
    told += [f"{name} read as {value}" for name, value in o.readings.items()]
    return ", ".join(told) or "as asked"


def flip(
    *words: str,
    asking: Asking | None = None,
    pin: Annotated[
        list[str] | None, Parameter(negative="", help="a fact or event that must stay as it is")
    ] = None,
    to: Annotated[str | None, Parameter(help="only changes that give this verdict")] = None,
    most: Annotated[int, Parameter(help="at most so many changes together")] = MAX_CHANGES,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """The smallest changes that would give another answer, and the nearest day that does.

    Args:
        words: a question, or PARTY ACTION name=value ...
    """
    loaded = open_agreement(agreement)
    question = question_of(loaded, words, asking or Asking()).question
    pinned = _pinned(loaded.model.vocabulary, pin or [])
    answer = loaded.answer(question, checked=True)
    q = question
    finding = loaded.engine.find(q.bearer, q.action, q.on, q.given, q.options)
    found = flips(loaded.engine, question, pinned=pinned, to=_verdict(to), most=most)
    days = () if "on" in pinned else day_flips(loaded.engine, question, finding)
    if json:
        print_json(
            {
                "verdict": str(answer.verdict),
                "question": as_json(answer.question),
                "flips": [as_json(each) for each in found],
                "days": [as_json(each) for each in days],
            }
        )
        return 0
    out = console()
    out.print(Text.assemble(verdict_text(answer.verdict), "  ", answer.sentence))
    out.print()
    if not found:
        out.print(f"No change of up to {most} facts, events or readings gives another verdict.")
    for each in found:
        changes = " and ".join(f"{name} = {value}" for name, value in each.changes.items())
        text = Text.assemble((changes, "bold"), " → ", verdict_text(each.verdict))
        if each.clauses:
            text.append(f"  ({', '.join(each.clauses)})", style="bright_black")
        out.print(text)
    for day in days:
        side = "last before" if day.on < question.on else "first after"
        text = Text.assemble((f"on {day.on}", "bold"), f" ({side}) → ", verdict_text(day.verdict))
        text.append(f"  ({day.cause})", style="bright_black")
        out.print(text)
    out.print()
    out.print(Text(DISCLAIMER, style="bright_black"))
    return 0


def _pinned(vocabulary: object, names: list[str]) -> frozenset[str]:
    from contract_engine.model.vocabulary import Vocabulary

    assert isinstance(vocabulary, Vocabulary)
    known = [*vocabulary.facts, *vocabulary.events, *vocabulary.readings, "on"]
    problems = [
        Problem(
            "E301",
            f"unknown fact or event `{name}`",
            Span("<command line>"),
            help=did_you_mean(name, known),
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise BadInput(problems)
    return frozenset(names)


def _verdict(name: str | None) -> Verdict | None:
    if name is None:
        return None
    names = [str(verdict) for verdict in Verdict]
    if name not in names:
        raise BadInput(
            [
                Problem(
                    "E104",
                    f"`{name}` is not a verdict",
                    Span("<command line>"),
                    help=did_you_mean(name, names),
                )
            ]
        )
    return Verdict(name)
