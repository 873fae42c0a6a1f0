"""What a caller says, in words or as Python values -> the text of a question, ready to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.language.questions import QUESTION as QUESTION
from contract_engine.language.questions import QuestionText as QuestionText
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.model.question import Act, Question

ANY = "?"
"""What is written in place of a value, to ask for every one."""

Given = Mapping[str, object]
"""Facts to values and events to days, as a caller may give them; see `written`."""


class OptionsSaid(TypedDict, total=False):
    """The options of a question as a caller may give them; see `Options` in model/question.py."""

    under: str | None
    without: str | Sequence[str]
    known: date | str | None
    evidence: str | None
    readings: Mapping[str, str] | None


@dataclass(frozen=True)
class Request:
    """A question as it was put: in words, or `PARTY ACTION` and what is given.

    What `base` gives holds unless the question says otherwise (`base_places` is where it stands,
    as the text's own `places`); what `over` gives, in any case. `which_day` is the help where it
    names no day.
    """

    text: QuestionText
    base: Mapping[str, str] = field(default_factory=dict)
    over: Mapping[str, str] = field(default_factory=dict)
    base_places: Mapping[str, Span] = field(default_factory=dict)
    which_day: str = "give a day, as 2025-11-15"

    def open_value(self) -> tuple[str | None, Request]:
        """The name whose value is asked for with a `?`, if one is, and the question without it.

        Raises BadInput where there are two.
        """
        given = {**self.base, **self.text.given}
        names = [name for name, value in given.items() if value.strip() == ANY]
        if len(names) > 1:
            told = " and ".join(f"`{name}=?`" for name in names)
            help_ = f"give a value for all but one, or `{names[-1]}=unknown`"
            message = f"{told} are asked for at once"
            raise BadInput([Problem("E519", message, self.place_of(names[-1]), help=help_)])
        if not names:
            return None, self
        unknown = {**self.text.given, names[0]: "unknown"}
        return names[0], replace(self, text=replace(self.text, given=unknown))

    def place_of(self, name: str) -> Span:
        """Where a name was given, as far as that is known."""
        places = {**self.base_places, **self.text.places}
        return places.get(f"given.{name}") or places.get("") or QUESTION

    def changed(self, given: Mapping[str, object], **options: Unpack[OptionsSaid]) -> Request:
        """The request of another world: this is given in any case, and its options come on top."""
        text, other = self.text, request_of("", given=given, **options).text
        text = replace(
            text,
            under=text.under if other.under is None else other.under,
            without=tuple(dict.fromkeys((*text.without, *other.without))),
            known=text.known if other.known is None else other.known,
            evidence=text.evidence if other.evidence is None else other.evidence,
            readings={**text.readings, **other.readings},
        )
        return replace(self, text=text, over={**self.over, **other.given})


Asking = str | Act | Question | QuestionText | Request
"""A question in any of its forms: words, `PARTY ACTION`, an act, or one that is whole already."""


def request_of(
    ask: str | Act | QuestionText | Request,
    *,
    on: date | str | None = None,
    given: Given | None = None,
    under: str | None = None,
    without: str | Sequence[str] | None = (),
    known: date | str | None = None,
    evidence: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> Request:
    """A question as it would be written.

    Args:
        ask: words, `PARTY ACTION` or an act; a text or a request is taken as it is.
        on: the day asked about; without one, words must name it.
        given: facts to values, events to days.
        under: the instrument that is taken as the latest.
        without: instruments that are taken as never made.
        known: a day; only what had been published by then counts.
        evidence: a grade; only clauses of this grade or better count.
        readings: readings to the values that are chosen.

    Returns:
        The request, none of it looked up in an agreement yet.
    """
    if isinstance(ask, Request | QuestionText):
        if on is not None or given is not None or any((under, without, known, evidence, readings)):
            raise TypeError("a request is whole: it takes no day, no facts, no options beside it")
        return ask if isinstance(ask, Request) else Request(ask)
    return Request(
        QuestionText(
            ask=f"{ask.bearer} {ask.action}" if isinstance(ask, Act) else ask,
            on=None if on is None else day_written(on),
            given={name: written(value) for name, value in (given or {}).items()},
            under=under,
            without=(without,) if isinstance(without, str) else tuple(without or ()),
            known=None if known is None else day_written(known),
            evidence=evidence,
            readings=dict(readings or {}),
        )
    )


def day_written(day: date | str) -> str:
    """A day as it would be written; of a datetime its own day, in whatever zone."""
    return day.date().isoformat() if isinstance(day, datetime) else str(day)


def written(value: object) -> str:
    """A Python value as it would be written: yes for True, ISO days, `a or b` for several.

    A datetime with a time zone is an instant, one without stands for its day.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.tzinfo is None else value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return " or ".join(sorted(written(each) for each in value))
    return str(value)
