"""`delivered is after due`, `paid is within 30 days after invoiced` -> the order of two days."""

from __future__ import annotations

import re
from datetime import date

from contract_engine.language.clauses.offsets import (
    OFFSET,
    backwards,
    counted_from,
    has_day,
    read_steps,
    read_text,
)
from contract_engine.language.conditions.cursor import Line
from contract_engine.language.values.days import looks_like_day
from contract_engine.model.conditions import All, Condition, InOrder, Not, Operator
from contract_engine.model.days import Moment, On

_ORDER = re.compile(
    r"(?P<first>\S.*?)\s+is\s+(?P<not>not\s+)?"
    r"(?P<way>after|before|on or after|on or before|within)\s+(?P<second>\S.*)"
)
_SIGN = re.compile(r"(?P<first>\S.*?)\s+(?P<way>is\s+not|is|<=|>=|<|>)\s+(?P<second>\S.*)")
_WITHIN = re.compile(rf"(?P<much>{OFFSET})\s+(?P<way>after|before|of)\s+(?P<start>\S.*)")
_WAYS = {
    "after": Operator.GT,
    "before": Operator.LT,
    "on or after": Operator.GE,
    "on or before": Operator.LE,
}


def is_order(line: Line) -> bool:
    """Whether what is left of a line compares two days, by its words or by its names."""
    text = _left(line)
    if _ORDER.fullmatch(text) is not None:
        return True
    found = _SIGN.fullmatch(text)
    if found is None or line.peek() in line.scope.vocabulary.readings:
        return False
    first, second = found["first"].split(), found["second"].split()
    if not (looks_like_day(second[-1]) or has_day(line.scope, second[-1])):
        return False
    if len(first) > 1 or first[0] not in line.scope.vocabulary.facts:
        return has_day(line.scope, first[-1])
    return has_day(line.scope, first[0]) and has_day(line.scope, second[-1])


def read_order(line: Line) -> Condition | None:
    """The order of two days; None after reporting what is wrong."""
    text, at = _left(line), line.start(line.at)
    span = line.span(line.at, len(line.words) - 1)
    found = _ORDER.fullmatch(text) or _SIGN.fullmatch(text)
    assert found is not None
    way = " ".join(found["way"].split())

    def moment(words: str, start: int) -> Moment | None:
        place = line.scope.tree.part(line.path, at + start, len(words))
        return read_text(line.scope, words, place, line.path, at + start)

    first = moment(found["first"], found.start("first"))
    line.at = len(line.words)
    if way == "within":
        within = _WITHIN.fullmatch(found["second"])
        if within is None:
            place = line.scope.tree.part(
                line.path, at + found.start("second"), len(found["second"])
            )
            help_ = "write it as `is within 30 days after invoiced`, `before` or `of`"
            line.scope.report("E317", f"`{found['second']}` is not a time", place, help=help_)
            return None
        start = moment(within["start"], found.start("second") + within.start("start"))
        if first is None or start is None:
            return None
        steps = read_steps(line.scope, within["much"], span)
        if steps is None:
            return None
        forth = start if within["way"] == "before" else counted_from(line.scope, start, steps, span)
        back = (
            start
            if within["way"] == "after"
            else counted_from(line.scope, start, backwards(steps), span)
        )
        if forth is None or back is None:
            return None
        condition: Condition = All(
            (
                InOrder(first, Operator.GE, back, span),
                InOrder(first, Operator.LE, forth, span),
                InOrder(first, Operator.LE, On(date.max), span),
            ),
            span,
        )
    else:
        second = moment(found["second"], found.start("second"))
        if first is None or second is None:
            return None
        operator = _WAYS[way] if way in _WAYS else Operator(way)
        condition = InOrder(first, operator, second, span)
    negated = found.groupdict().get("not") is not None
    return Not(condition, span) if negated else condition


def _left(line: Line) -> str:
    return line.text[line.start(line.at) :].rstrip()
