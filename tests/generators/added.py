"""Which of the additions to the language a question about an agreement uses."""

from __future__ import annotations

import re

from .names import Data, Names, compared, defined_facts, groups, lines, subjects
from .order import (
    LINES,
    TERMS,
    Entry,
    conditions,
    defines,
    definitions,
    groups_of,
    over_many,
    place,
    spelt_out,
    terms,
    ways,
)
from .questions import Question


def added(data: Data, names: Names, clauses: list[Entry], question: Question) -> set[str]:
    """The features of the clauses in play (and of what these hang on) and of the question."""
    ids = {entry.id for entry in clauses}
    known = {entry.id for entry in definitions(data)}
    return (
        _of_definitions(data, [entry for entry in clauses if entry.id in known])
        | _of_conditions(data, names, clauses)
        | _of_structure(data, clauses)
        | _of_bearers(data, clauses, question)
        | _of_links(data, ids, known)
        | ({"given and defined"} if _given(question) & set(defined_facts(data)) else set())
    )


def _given(question: Question) -> set[str]:
    return {name for name, text in question.given.items() if text != "unknown"}


def _of_definitions(data: Data, some: list[Entry]) -> set[str]:
    facts = [defines(entry) for entry in some]
    found = {"definition"} if some else set()
    found |= {key for entry in some for key in LINES if key in entry.clause}
    found |= {"several definitions"} if len(set(facts)) < len(facts) else set()
    for entry in some:
        asked = subjects([*conditions(entry.clause), *terms(entry.clause)])
        found |= {"definition of a definition"} if asked & set(defined_facts(data)) else set()
        found |= {"a definition with a term"} if set(TERMS) & set(entry.clause) else set()
        moments = [row["is"] for row in entry.clause.get("rows") or ()]
        dated = str((data["facts"].get(defines(entry)) or {}).get("type")).startswith("date")
        found |= {"date that follows"} if dated and moments else set()
        by_reading = any(isinstance(value, dict) and "reading" in value for value in moments)
        found |= {"value by reading"} if by_reading else set()
        same = {name for name in lines(moments) if name in data["facts"]}
        found |= {"value of another fact"} if same and not dated else set()
    return found


def _of_conditions(data: Data, names: Names, clauses: list[Entry]) -> set[str]:
    asked = [part for entry in clauses for part in conditions(entry.clause)]
    days = [part for entry in clauses for part in terms(entry.clause)]
    some = subjects([asked, days])
    found = set()
    found |= {"condition by reading"} if "by reading" in groups(asked) else set()
    found |= {"moment by reading"} if "by reading" in groups(days) else set()
    found |= {"count"} if {"at_least", "at_most", "exactly"} & set(groups(asked)) else set()
    found |= {"condition with exceptions"} if "guarded" in groups(asked) else set()
    every = list(lines([asked, days]))
    counted = any(re.match(r"(not )?[a-z]\w* \w+ (after|before) ", line) for line in every)
    found |= {"order of two days"} if any(map(compared, every)) else set()
    found |= (
        {"offset before"}
        if any(" before " in line and compared(line) is None for line in every)
        else set()
    )
    several = any(re.search(r"P[0-9]|[0-9] \w+ and [0-9]", line) for line in every)
    found |= {"offset of several units"} if several else set()
    found |= {"counted offset"} if counted else set()
    ends = any(re.search(r"end of|first day of next", line) for line in every)
    found |= {"end of a period"} if ends else set()
    found |= {"renewed term"} if any("term" in entry.clause for entry in clauses) else set()
    void = any("void_after" in entry.clause for entry in clauses)
    found |= {"void after a day"} if void else set()
    beside = {"leap", "month_end"} & set(groups([*days, *_values(clauses)]))
    found |= {"month end kept, or leap day up"} if beside else set()
    found |= {"business days"} if any("business day" in text for text in _said(clauses)) else set()
    rolled = "roll" in set(groups([*days, *_values(clauses)]))
    found |= {"rolled day"} if rolled else set()
    found |= {"bare date"} if set(names.dates) & set(lines(asked)) else set()
    found |= {"money"} if some & set(names.amounts) else set()
    found |= {"percent"} if some & set(names.percentages) else set()
    found |= {"date-time"} if some & set(names.instants) else set()
    versions = some & set(names.versions)
    found |= {"version"} if versions else set()
    found |= {"version by a scheme"} if versions and names.scheme != "plain" else set()
    family = any(re.match(r"(not )?\w+ (not )?in ", line) for line in lines(asked))
    found |= {"family of versions"} if family else set()
    for name in some & set(data["facts"]):
        entry = data["facts"][name] or {}
        found |= {"bounds"} if "max" in entry and name not in names.counts else set()
        found |= {"date that can't be never"} if entry.get("type") == "date" else set()
    return found


def _said(clauses: list[Entry]) -> list[str]:
    """All that is written in conditions, terms and values, keys of moments too."""
    return [
        str(part)
        for entry in clauses
        for part in (*conditions(entry.clause), *terms(entry.clause), *_values([entry]))
    ]


def _values(clauses: list[Entry]) -> list[object]:
    return [row["is"] for entry in clauses for row in entry.clause.get("rows") or ()]


def _of_bearers(data: Data, clauses: list[Entry], question: Question) -> set[str]:
    norms = [str(entry.clause.get("norm")) for entry in clauses]
    found = {"each party"} if any(" party " in norm for norm in norms) else set()
    roles = [name for name in data.get("roles") or () if any(name in norm for norm in norms)]
    found |= {"role"} if roles else set()
    pairs = [(one, other) for one in clauses for other in clauses if one is not other]
    found |= {"prevails over many"} if any(over_many(*pair) for pair in pairs) else set()
    places = [tuple(place(each.instrument, data) for each in pair) for pair in pairs]
    found |= {"precedence"} if any(None not in p and len({*p}) > 1 for p in places) else set()
    for name, entry in (data.get("succeeds") or {}).items():
        if norms and question.bearer in (name, entry["to"]):
            found.add("successor")
    return found


def _of_structure(data: Data, clauses: list[Entry]) -> set[str]:
    found = set()
    groups = groups_of(data)
    for entry in clauses:
        name = entry.clause.get("in")
        found |= {"group"} if name else set()
        found |= {"group in a group"} if name and "in" in groups[name] else set()
        found |= {"choice"} if "one_of" in entry.clause else set()
        alternatives = list(ways(entry.clause))
        several = any(isinstance(way.get("norm"), list) for way in alternatives)
        found |= {"several norms in an alternative"} if several else set()
        inside = any("one_of" in way for way in alternatives)
        found |= {"choice in a choice"} if inside else set()
        norm = entry.clause.get("norm")
        norms = norm if isinstance(norm, list) else alternatives
        some = [entry.clause, *(part for part in norms if isinstance(part, dict))]
        found |= {"with"} if any("with" in part for part in some) else set()
    return found


def _of_links(data: Data, ids: set[str], known: set[str]) -> set[str]:
    """What is said of the clauses in play by name, or by the name of a group they are in."""
    found = set()
    inside = {
        entry.clause["in"]: entry.id
        for entry in spelt_out(data)
        if entry.id in ids and "in" in entry.clause
    }
    written = [
        name
        for file in (data, *data["instruments"])
        for sort in ("clauses", "definitions")
        for clause in (file.get(sort) or {}).values()
        for key in ("overrides", "subject_to", "replaces", "disapplies")
        for name in clause.get(key) or ()
    ]
    repealed = {name for i in data["instruments"] for name in i.get("repeals") or ()}
    found |= {"group by name"} if set(inside) & {*written, *repealed} else set()
    found |= {"a definition that is repealed"} if repealed & ids & known else set()
    for entry in spelt_out(data):
        disapplied = ids & set(entry.clause.get("disapplies") or ())
        found |= {"disapplies"} if disapplied else set()
        found |= {"a definition disapplied"} if disapplied & known else set()
        replaced = ids & known & set(entry.clause.get("replaces") or ())
        found |= {"a definition that is replaced"} if replaced else set()
    return found
