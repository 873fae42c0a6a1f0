"""The answer to a question, as a frozen object and as JSON.

Every key of the JSON is a field here, of the same name; keys are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from importlib import import_module
from typing import NoReturn

from contract_engine.lazy_dataclass import dataclass, field, fields, is_dataclass
from contract_engine.model.evidence import Grade
from contract_engine.model.outcome import Defeat, Verdict

WHERE_THERE = {"json": "where there is something"}
"""Of a field that came later: it is left out of JSON where it holds nothing."""
NOT_TOLD = {"json": "never"}
"""Of a field that is for the words of a result, and never in its JSON."""

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


class Result:
    """What comes back from a question: frozen, picklable, with its own JSON."""

    def to_json(self) -> dict[str, Json]:
        """The result as plain data: days as 2025-10-28, names as in the rule files."""
        data = as_json(self)
        assert isinstance(data, dict)
        return data


@dataclass(frozen=True)
class WordsRead:
    """Words of a question, and what they were understood as.

    `words` are as they were written, or empty for what was given beside the question.
    """

    words: str
    meaning: str


@dataclass(frozen=True)
class Cited:
    """A source's words behind a clause."""

    source: str
    grade: Grade
    quote: str = ""
    where: str = ""


@dataclass(frozen=True)
class ClauseCited:
    """A clause with what it rests on; `carried` when a later version left it standing."""

    id: str
    instrument: str
    text: str
    norm: str
    grade: Grade
    carried: bool
    cites: tuple[Cited, ...]


@dataclass(frozen=True)
class NearMiss:
    """A clause in force that would apply, were it not for the conditions `failed`."""

    id: str
    failed: tuple[str, ...]


@dataclass(frozen=True)
class Defined:
    """The value that a line of the definition `by` gives a fact, `because` these are true."""

    fact: str
    value: str
    by: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class HingeSaid:
    """One assumed or unknown name that, changed alone to `value`, changes the verdict."""

    fact: str
    value: str
    verdict: Verdict
    sort: str


@dataclass(frozen=True)
class CaseSaid:
    """Of an answer that depends or is disputed: a part of the situations, and its verdict."""

    given: Mapping[str, str]
    verdict: Verdict
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A day from which the answer is another, what brings that about, and what it then is."""

    on: date
    cause: str
    verdict: Verdict | None = field(default=None, metadata=WHERE_THERE)


@dataclass(frozen=True)
class Holds:
    """The days (both included; None: without end) between which an answer stays the same."""

    from_: date | None
    through: date | None
    next_change: Change | None
    cause: str | None = None


@dataclass(frozen=True)
class Ended:
    """A clause that would apply, had it not ended; `on` is the last day it was in force.

    `by` is the clause or instrument that ended it, the event that did, or "term".
    """

    id: str
    on: date | None
    by: str


@dataclass(frozen=True)
class SilentClause:
    """A clause with a norm on the act that gives no answer: its `kind`, as in `silence`.

    `on` is the day it begins, where it begins later and that day is known; `assumed` and
    `given` are what keeps it from applying.
    """

    id: str
    kind: str
    on: date | None = None
    assumed: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OptionsAsked:
    """The options of a question."""

    under: str | None
    without: tuple[str, ...]
    known: date | None
    evidence: Grade | None
    readings: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """The question as it was understood; `form` is "may" or "must": how it was put.

    `on` is None where it was asked of every day; `items` are those it named, by their tables, and
    what their rows say is among `given`.
    """

    bearer: str
    action: str
    on: date | None
    given: Mapping[str, str]
    options: OptionsAsked
    form: str = "may"
    items: Mapping[str, str] = field(default_factory=dict, metadata=WHERE_THERE)


@dataclass(frozen=True)
class Receipt:
    """What it takes to check later that the answer is the same; see docs/receipts.md."""

    engine: str
    agreement: str
    rules_sha256: str
    question_sha256: str
    drafts: tuple[str, ...] = ()
    history_sha256: str = field(default="", metadata=WHERE_THERE)


@dataclass(frozen=True)
class Answer(Result):
    """The answer to a question; see docs/json.md for every field. `str()` of it is its sentence."""

    verdict: Verdict
    sentence: str
    question: Asked
    clauses: tuple[ClauseCited, ...]
    also: tuple[ClauseCited, ...]
    defeated: tuple[Defeat, ...]
    nearly: tuple[NearMiss, ...]
    defined: tuple[Defined, ...]
    assumed: Mapping[str, str]
    hinges: tuple[HingeSaid, ...]
    cases: tuple[CaseSaid, ...]
    holds: Holds
    ended: tuple[Ended, ...]
    grade: Grade | None
    notes: tuple[str, ...]
    receipt: Receipt
    understood: tuple[WordsRead, ...] = field(default=(), metadata=WHERE_THERE, compare=False)
    more_cases: int = field(default=0, metadata=WHERE_THERE)
    """How many cases there are beside those listed."""
    silence: str = field(default="", metadata=WHERE_THERE)
    """Why nothing is said: `no_term`, `ended`, `not_begun` or `conditions`."""
    silent: tuple[SilentClause, ...] = field(default=(), metadata=WHERE_THERE)
    """Of a silence that is `not_begun`, `conditions` or `ended`: the clauses that it is about."""
    only: tuple[str, ...] = field(default=(), metadata=WHERE_THERE)
    """Asked whether it must: the facts given of which every other value is prohibited."""

    narrow: tuple[str, ...] = field(default=(), metadata=WHERE_THERE, compare=False)
    """Of a question in words: which of them were read narrowly, and what is so of the rest."""

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "an answer is neither true nor false: compare its verdict, as in "
            'answer.verdict == "permitted"'
        )

    def __str__(self) -> str:
        """The sentence, and below it which words were read narrowly."""
        return "\n".join((self.sentence, *self.narrow))

    def _repr_html_(self) -> str:
        """A small card, for a notebook; by a room above this one, and so found when asked for."""
        card: str = import_module("contract_engine.render.card").answer_card(self)
        return card


def as_json(value: object) -> Json:
    """Plain data for JSON: dataclasses by their fields, names for enums, ISO days."""
    if is_dataclass(value):
        return {
            each.name.rstrip("_"): as_json(getattr(value, each.name))
            for each in fields(value)
            if (told := each.metadata.get("json")) is None
            or (told != "never" and getattr(value, each.name))
        }
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list, frozenset)):
        return [as_json(item) for item in value]
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)
