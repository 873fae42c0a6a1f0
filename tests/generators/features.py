"""Which features of the language a question about an agreement uses."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import Final

from .added import added
from .cuts import cuts
from .names import Data, Names, compared, groups, lines, names_of, subject
from .order import TERMS, Entry, behind, clash, conditions, entries, named, norms, rank, terms
from .questions import Question, in_play

FEATURES: Final = (
    *("inner node", "action hierarchy", "number", "date fact", "offset", "event"),
    *("event with readings", "reading in a condition", "default reading", "impossible"),
    *("usually", "unknown", "any", "all", "not", "unless", "exception to an exception"),
    *("from", "through", "until", "earliest_of", "latest_of", "repeals", "replaces"),
    *("overrides", "subject_to", "equal-rank conflict", "clarification"),
    *("under", "without", "known", "evidence", "need not", "must", "statement"),
    *("several norms", "on a cut", "the day before a cut"),
)
ADDED: Final = (
    *("definition", "means", "includes", "excludes", "rows", "definition of a definition"),
    *("several definitions", "a definition with a term", "a definition that is repealed"),
    *("a definition that is replaced", "given and defined", "date that follows"),
    *("condition by reading", "moment by reading", "value by reading", "condition with exceptions"),
    *("value of another fact", "bare date"),
    *(
        "counted offset",
        "money",
        "date-time",
        "version",
        "version by a scheme",
        "percent",
        "family of versions",
        "bounds",
    ),
    *("date that can't be never", "disapplies", "a definition disapplied", "group"),
    *("group in a group", "group by name", "choice", "with", "count"),
    *("several norms in an alternative", "choice in a choice"),
    *("each party", "role", "successor", "prevails over many", "precedence"),
    *("order of two days", "offset before", "offset of several units"),
    *("end of a period", "month end kept, or leap day up", "renewed term", "void after a day"),
    *("business days", "rolled day"),
)
"""What an agreement made with `additions` uses besides."""


def features(data: Data, question: Question) -> set[str]:
    """The features that play a part: those of the clauses with a relevant norm, of the definitions
    and clauses that these hang on, of what ends or defeats them, and of the question itself; also
    `impossible` and statements, wherever the agreement has them."""
    names = names_of(data)
    clauses = in_play(data, question.bearer, question.action)
    clauses += behind(data, clauses)
    found: set[str] = {
        key for entry in clauses for key in ("unless", *TERMS) if key in entry.clause
    }
    found |= _of_words(data, names, clauses, question)
    found |= _of_norms(clauses, question)
    found |= _of_links(data, clauses)
    found |= _of_question(data, names, clauses, question)
    found |= added(data, names, clauses, question)
    return found


def _of_words(data: Data, names: Names, clauses: list[Entry], question: Question) -> set[str]:
    asked = [conditions(entry.clause) for entry in clauses]
    days = [terms(entry.clause) for entry in clauses]
    found = set(groups([asked, days])) & set(FEATURES)
    subjects = set()
    for line in lines([asked, days, data.get("impossible")]):
        name = subject(line)
        subjects.add(name)
        is_reading = name in names.readings and " is " in line
        found |= {"reading in a condition"} if is_reading else set()
        found |= {"event with readings"} if name in names.read_events and not is_reading else set()
        found |= {"offset"} if " after " in line and compared(line) is None else set()
    found |= {"number"} if subjects & set(names.numbers) else set()
    found |= {"date fact"} if subjects & set(names.dates) else set()
    found |= {"event"} if subjects & set(names.events) else set()
    found |= {"impossible"} if "impossible" in data else set()
    read = {data["events"][name]["reading"] for name in subjects & set(names.read_events)}
    for reading in (read | subjects) & set(names.readings):
        default = "default" in data["readings"][reading] and reading not in question.readings
        found |= {"default reading"} if default else set()
    for name in subjects & {*names.facts, *names.events}:
        usual = (data["facts"].get(name) or data["events"].get(name) or {}).get("usually")
        if usual:
            found |= {"unknown"} if question.given.get(name) == "unknown" else set()
            found |= {"usually"} if name not in question.given else set()
        ends = names.kinds.get(name, {}).get(question.given.get(name, ""), ())
        found |= {"inner node"} if len(ends) > 1 else set()
    return found


def _of_norms(clauses: list[Entry], question: Question) -> set[str]:
    found = set()
    for entry in clauses:
        all_norms = list(norms(entry.clause))
        found |= {"several norms"} if len(all_norms) > 1 else set()
        for bearer, modality, action in all_norms:
            if bearer == question.bearer:
                found |= {modality} & {"must", "need not"} if action == question.action else set()
                found |= {"action hierarchy"} if action != question.action else set()
    return found


def _of_links(data: Data, clauses: list[Entry]) -> set[str]:
    found = set()
    ids = {entry.id for entry in clauses}
    for instrument in data["instruments"]:
        found |= {"repeals"} if ids & set(instrument.get("repeals") or ()) else set()
    for entry in entries(data):
        found |= {"replaces"} if ids & set(entry.clause.get("replaces") or ()) else set()
        found |= {"statement"} if "states" in entry.clause else set()
    for entry in clauses:
        for key in ("overrides", "subject_to"):
            found |= {key} if ids & set(entry.clause.get(key) or ()) else set()
        found |= {"clarification"} if "clarifies" in entry.instrument else set()
        inner = any(named(other, entry) for other in clauses)
        if inner and any(named(entry, other) for other in clauses):
            found.add("exception to an exception")
    for one, other in combinations(clauses, 2):
        equal = rank(one.instrument, data) == rank(other.instrument, data)
        if equal and not named(one, other) and not named(other, one) and _contradict(one, other):
            found.add("equal-rank conflict")
    return found


def _contradict(one: Entry, other: Entry) -> bool:
    return any(
        bearer == bearer2 and clash(modality, modality2)
        for bearer, modality, _ in norms(one.clause)
        for bearer2, modality2, _ in norms(other.clause)
    )


def _of_question(data: Data, names: Names, clauses: list[Entry], question: Question) -> set[str]:
    found = {key for key in ("under", "without", "known", "evidence") if getattr(question, key)}
    some = cuts(data, clauses, question.given)
    found |= {"on a cut"} if question.on in some else set()
    found |= {"the day before a cut"} if question.on + timedelta(days=1) in some else set()
    return found
