"""A question as text (from a command line, a scenario, JSON) -> Question, or its problems."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.language.values.typed import read_given, subject
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.model.agreement import Agreement
from contract_engine.model.evidence import Grade
from contract_engine.model.question import Act, Given, Options, Question, Situation
from contract_engine.model.vocabulary import KindFact

QUESTION = Span("<question>")

_PLAIN = ("yes", "no", "never", "unknown")
MOST = 6
"""So many of the items there are, are named."""


@dataclass(frozen=True)
class QuestionText:
    """A question's parts as written; `ask` is `PARTY ACTION`, `on` None where it is of every day.

    What is `given` may also name items, by their tables. `places` tells where parts stand: by key
    ("on", "given"), by key and name for the value ("given.cloud"), with a colon for the name
    itself ("given.cloud:"), and "" for all else.
    """

    ask: str
    on: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    under: str | None = None
    without: tuple[str, ...] = ()
    known: str | None = None
    evidence: str | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    asked: str = "may"
    places: Mapping[str, Span] = field(default_factory=dict)


class _Reader:
    def __init__(self, agreement: Agreement, text: QuestionText) -> None:
        self.agreement = agreement
        given = {name: unicodedata.normalize("NFC", said) for name, said in text.given.items()}
        self.text = replace(text, given=given)
        self.problems: list[Problem] = []

    def place(self, key: str, whole: str = "", part: str = "") -> Span:
        """Where what stands under a key is; of a part of it, where that is, if it can be told."""
        places = self.text.places
        keys = (key, key.rstrip(":"), key.split(".")[0], "")
        found = next((places[k] for k in keys if k in places), QUESTION)
        if part and found.line and found.length == len(whole) and part in whole:
            start = found.column + whole.index(part)
            return replace(found, column=start, length=len(part))
        return found

    def report(self, code: str, message: str, place: Span, help: str = "") -> None:
        self.problems.append(Problem(code, message, place, help=help))

    def unknown(self, code: str, sort: str, name: str, place: Span, known: Iterable[str]) -> None:
        self.report(code, f"unknown {sort} `{name}`", place, did_you_mean(name, known))

    def day(self, text: str | None, key: str) -> date | None:
        try:
            return None if text is None else read_day(text)
        except Unreadable as error:
            self.report(error.code, error.message, self.place(key), error.help)
            return None


def read_question(
    agreement: Agreement, text: QuestionText
) -> tuple[Question | None, tuple[Problem, ...]]:
    """The typed question; None with every problem where something can't be read."""
    reader = _Reader(agreement, _in_case(agreement, text))
    bearer, action = _act(reader)
    on = reader.day(text.on, "on")
    items = _items(reader)
    given = {**_given(reader), **_told(reader, items)}
    options = _options(reader)
    if reader.problems:
        return None, tuple(reader.problems)
    situation = Situation(on, given, {item.table: item.key for item in items})
    return Question(Act(bearer, action), situation, options, text.asked), ()


def _act(reader: _Reader) -> tuple[str, str]:
    words, ask = reader.agreement.vocabulary, reader.text.ask
    parts = ask.split()
    if len(parts) != 2:
        example = f"{next(iter(words.parties), 'PARTY')} {next(iter(words.actions), 'ACTION')}"
        help_ = f"write PARTY ACTION, such as `{example}`"
        reader.report("E502", f"`{ask}` is not a question", reader.place("ask"), help_)
        return "", ""
    known = [*words.parties, *words.roles]
    bearer, action = _as_named(parts[0], known), _as_named(parts[1], words.actions)
    if bearer in words.roles:
        bearer = _in_role(reader, bearer, ask)
    elif bearer not in words.parties:
        place = reader.place("ask", ask, bearer)
        reader.unknown("E305", "party", bearer, place, known)
    if action not in words.actions:
        place = reader.place("ask", ask, action)
        reader.unknown("E304", "action", action, place, words.actions)
    return bearer, action


def _in_role(reader: _Reader, role: str, ask: str) -> str:
    """The party that is in a role, as is given or usually assumed."""
    words = reader.agreement.vocabulary
    fact = words.facts[role]
    said = reader.text.given.get(role, fact.usually)
    if isinstance(said, str) and said in words.roles[role]:
        return said
    help_ = "add " + " or ".join(f"{role}={party}" for party in words.roles[role])
    reader.report("E403", f"who is `{role}`?", reader.place("ask", ask, role), help_)
    return ""


def _as_named(name: str, known: Iterable[str]) -> str:
    """A name in whatever case, as the agreement writes it; unchanged where it has none."""
    names = list(known)
    if name in names:
        return name
    return next((each for each in names if each.casefold() == name.casefold()), name)


def _in_case(agreement: Agreement, text: QuestionText) -> QuestionText:
    """The text with the names of facts, values, instruments and readings in their own case."""
    words = agreement.vocabulary
    names = [*words.facts, *words.events, *agreement.tables]
    given = {}
    for said, value in text.given.items():
        name = _as_named(said, names)
        fact = words.facts.get(name)
        known = [*fact.values, *_PLAIN] if isinstance(fact, KindFact) else _PLAIN
        given[name] = " or ".join(_as_named(part, known) for part in value.split(" or "))
    instruments = agreement.instruments
    readings = {_as_named(name, words.readings): value for name, value in text.readings.items()}
    return replace(
        text,
        given=given,
        under=None if text.under is None else _as_named(text.under, instruments),
        without=tuple(_as_named(name, instruments) for name in text.without),
        readings=readings,
    )


@dataclass(frozen=True)
class _Picked:
    """An item that a question names."""

    table: str
    key: str
    values: Mapping[str, Given]


def _items(reader: _Reader) -> list[_Picked]:
    """The items that a question names; `unknown` names none."""
    picked = []
    for name, value in reader.text.given.items():
        table = reader.agreement.tables.get(name)
        if table is None or (key := value.strip()) == "unknown":
            continue
        if key in table.items:
            picked.append(_Picked(name, key, table.items[key].values))
        elif key != "?":
            known = list(table.items)
            some = ", ".join(f"`{each}`" for each in known[:MOST]) or "nothing"
            more = ", ..." if len(known) > MOST else ""
            help_ = did_you_mean(key, known) or f"there is {some}{more}"
            message = f"`{value}` is not an item of `{name}`"
            reader.report("E517", message, reader.place(f"given.{name}"), help_)
    return picked


def _told(reader: _Reader, items: Iterable[_Picked]) -> dict[str, Given]:
    """What the rows of items say of facts that the question itself doesn't give."""
    told: dict[str, Given] = {}
    said: dict[str, _Picked] = {}
    for item in items:
        for name, value in item.values.items():
            if name in reader.text.given:
                continue
            first = said.setdefault(name, item)
            both = both_given(told.setdefault(name, value), value)
            if both is not None:
                told[name] = both
                continue
            message = (
                f"`{first.table}={first.key}` and `{item.table}={item.key}` "
                f"say different things of `{name}`"
            )
            help_ = f"give `{name}=...` beside them: what is given goes before"
            reader.report("E518", message, reader.place(f"given.{item.table}"), help_)
    return told


def both_given(one: Given, other: Given) -> Given | None:
    """What is so where both are: of several end nodes those in common; None where they differ."""
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one & other or None
    return one if one == other else None


def _given(reader: _Reader) -> dict[str, Given]:
    words, tables, given = reader.agreement.vocabulary, reader.agreement.tables, {}
    for name, value in reader.text.given.items():
        if value.strip() == "?":
            help_ = f"write a value, or `ask PARTY ACTION {name}=?`"
            message = f"`{name}=?` asks for every value, which only `ask` tells"
            reader.report("E519", message, reader.place(f"given.{name}"), help_)
            continue
        if name in tables:
            continue
        try:
            fact = subject(words, name)
        except Unreadable as error:
            place = reader.place(f"given.{name}:")
            known = [*words.facts, *words.events, *tables]
            help_ = did_you_mean(name, known) if tables and error.code == "E301" else error.help
            reader.report(error.code, error.message, place, help_)
            continue
        try:
            given[name] = read_given(fact, value)
        except Unreadable as error:
            place = reader.place(f"given.{name}", value, error.name)
            reader.report(error.code, error.message, place, error.help)
    return given


def _options(reader: _Reader) -> Options:
    text, instruments = reader.text, reader.agreement.instruments
    named = [("under", text.under), *(("without", name) for name in text.without)]
    for key, name in named:
        if name is not None and name in reader.agreement.drafts:
            help_ = f"ask for it: --with {name}"
            message = f"`{name}` is a draft, and counts for nothing unless it is asked for"
            reader.report("E349", message, reader.place(key), help_)
        elif name is not None and name not in instruments:
            reader.unknown("E309", "instrument", name, reader.place(key), instruments)
    evidence = None
    if text.evidence is not None:
        names = [str(grade) for grade in Grade]
        if text.evidence in names:
            evidence = Grade[text.evidence.upper()]
        else:
            help_ = did_you_mean(text.evidence, names)
            message = f"`{text.evidence}` is not a grade"
            reader.report("E104", message, reader.place("evidence"), help_)
    for name, value in text.readings.items():
        reading = reader.agreement.vocabulary.readings.get(name)
        if reading is None:
            place = reader.place(f"readings.{name}:")
            reader.unknown("E308", "reading", name, place, reader.agreement.vocabulary.readings)
        elif value not in reading.values:
            help_ = did_you_mean(value, reading.values)
            message = f"`{value}` is not a value of `{name}`"
            reader.report("E308", message, reader.place(f"readings.{name}"), help_)
    known = reader.day(text.known, "known")
    return Options(text.under, tuple(text.without), known, evidence, dict(text.readings))
