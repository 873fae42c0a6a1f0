"""Constraints -> conditions in the language of rule files, over the facts that they ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial

from contract_engine.language.values.days import Unreadable, read_number
from contract_engine.model.ordered import Instant
from contract_engine.odrl.facts import Data, Facts
from contract_engine.odrl.policy import Condition, Constraint, Operand, Remark, told
from contract_engine.odrl.vocabulary import CHOSEN, COMPARED, DATE_TIME, NUMBERS, ODRL, XSD

Named = Callable[[], str]
"""Gives the name of a fact, which is declared when it is asked for."""

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:[0-9]{2})$")
_NAMES = frozenset(
    XSD + name for name in ("string", "anyURI", "token", "normalizedString", "language")
)
_BOOLEAN = f"{XSD}boolean"
_SAME = {f"{ODRL}eq": True, f"{ODRL}neq": False}
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_POLICY_USAGE = f"{ODRL}policyUsage"


class Conditions:
    """Translates constraints; `remarks` tell what is not as it was."""

    def __init__(self, facts: Facts) -> None:
        self.remarks: dict[Remark, None] = {}
        self._facts = facts

    def of(self, condition: Condition, rule: str, about: str = "") -> Data:
        """A condition on whatever `about` says: nothing, `party_` or `target_`."""
        if isinstance(condition, Constraint):
            return self._single(condition, rule, about)
        parts = [self.of(part, rule, about) for part in condition.parts]
        match condition.operator:
            case "or":
                return any_of(parts)
            case "xone":
                return _one_of(parts)
            case "andSequence":
                words = f"constraints of {rule} were met in their order"
                return all_of([*parts, self._opaque(words, "that is not told", rule, about)])
            case _:
                return all_of(parts)

    def _single(self, constraint: Constraint, rule: str, about: str) -> Data:
        made, why = self._compared(constraint, rule, about)
        return made if made is not None else self._opaque(told(constraint), why, rule, about)

    def _compared(self, constraint: Constraint, rule: str, about: str) -> tuple[Data | None, str]:
        """The condition; or None, and why there is none."""
        operator, right = constraint.operator, constraint.right
        if constraint.flaw:
            return None, constraint.flaw
        if len(right) > 1 and not operator.endswith("Of"):
            return None, "it has more than one right operand"
        if constraint.left == DATE_TIME:
            if operator not in COMPARED:
                return None, "this is not a comparison of times"
            made = self._moment(self._facts.moment, COMPARED[operator], right[0], rule)
            return made, "it names no moment that is exact to the microsecond"
        if operator in COMPARED and right[0].datatype == f"{XSD}dateTime":
            named = partial(self._facts.instant, about, constraint.left)
            made = self._moment(named, COMPARED[operator], right[0], rule)
            return made, "it names no moment that is exact to the microsecond"
        numbers = [_number(each) for each in right]
        if None not in numbers and (operator in COMPARED or operator in CHOSEN):
            fact = self._facts.number(about, constraint.left, constraint.unit)
            sign = COMPARED.get(operator) or CHOSEN[operator]
            lines = [f"{fact} {sign} {number}" for number in numbers]
            return all_of(lines) if sign == "is not" else any_of(lines), ""
        if operator in _SAME and right[0].datatype == _BOOLEAN and right[0].text in _TRUTH:
            fact = self._facts.yes_no(about, constraint.left)
            true = _TRUTH[right[0].text] == _SAME[operator]
            return fact if true else {"not": fact}, ""
        if operator in CHOSEN and all(map(_is_name, right)):
            fact = self._facts.kind(about, constraint.left)
            values = [self._facts.value(fact, each.text) for each in right]
            return f"{fact} {CHOSEN[operator]} {' or '.join(dict.fromkeys(values))}", ""
        return None, "this comparison is not worked out here"

    def _moment(self, named: Named, sign: str, operand: Operand, rule: str) -> Data | None:
        text = operand.text.strip()
        if found := _DAY.fullmatch(text):
            return self._day(named, sign, found[1], found[2] or "", rule)
        zoned = text if _ZONE.search(text) else f"{text}Z"
        if Instant.read(zoned) is None:
            return None
        if zoned != text:
            self._read_as(rule, "a time without a zone is read as one in UTC")
        return f"{named()} {sign} {zoned}"

    def _day(self, named: Named, sign: str, text: str, zone: str, rule: str) -> Data | None:
        """A day as a whole: before its beginning, or from the beginning of the next."""
        try:
            after = date.fromisoformat(text) + timedelta(days=1)
        except (ValueError, OverflowError):
            return None
        begin, end = (f"{day}T00:00:00{zone or 'Z'}" for day in (text, after.isoformat()))
        if Instant.read(begin) is None or Instant.read(end) is None:
            return None
        self._read_as(rule, "a date without a time is the whole day" + ("" if zone else ", in UTC"))
        fact = named()
        match sign:
            case "<" | ">=":
                return f"{fact} {sign} {begin}"
            case "<=":
                return f"{fact} < {end}"
            case ">":
                return f"{fact} >= {end}"
            case "is":
                return all_of([f"{fact} >= {begin}", f"{fact} < {end}"])
            case _:
                return any_of([f"{fact} < {begin}", f"{fact} >= {end}"])

    def _opaque(self, words: str, why: str, rule: str, about: str) -> str:
        fact = self._facts.opaque(about, words)
        says = f"`{words}`: {why}; the yes/no fact `{fact}` stands for it"
        self.remarks[Remark("to be given", rule, says)] = None
        return fact

    def _read_as(self, rule: str, says: str) -> None:
        self.remarks[Remark("read as", rule, says)] = None


def all_of(parts: Sequence[Data]) -> Data:
    """All of them."""
    return parts[0] if len(parts) == 1 else {"all": list(parts)}


def any_of(parts: Sequence[Data]) -> Data:
    """One of them or more."""
    return parts[0] if len(parts) == 1 else {"any": list(parts)}


def _one_of(parts: Sequence[Data]) -> Data:
    """Exactly one of them: it is in one half, and none in the other."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    first, second = parts[:half], parts[half:]
    return any_of(
        [all_of([_one_of(first), _none_of(second)]), all_of([_none_of(first), _one_of(second)])]
    )


def _none_of(parts: Sequence[Data]) -> Data:
    return {"not": any_of(parts)}


def _number(operand: Operand) -> str | None:
    """A number as it is written in rule files."""
    if operand.datatype not in NUMBERS:
        return None
    try:
        text = format(Decimal(operand.text.strip()), "f")
        read_number(text)
    except (InvalidOperation, ValueError, Unreadable):
        return None
    return text


def _is_name(operand: Operand) -> bool:
    if operand.datatype is None:
        return operand.text != _POLICY_USAGE and not operand.text.startswith("_:")
    return operand.datatype in _NAMES
