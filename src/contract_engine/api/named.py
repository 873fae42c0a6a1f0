"""Names as a caller writes them -> what is called so, or the problem with the nearest that is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.language.questions import QUESTION
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Act

Place = Callable[[str], Span]
"""Where a name was written."""


def _nowhere(name: str) -> Span:
    return QUESTION


def value_named(agreement: Agreement, name: str, place: Span = QUESTION) -> str:
    """The id of the fact, event or figure that is called so; raises BadInput where none is."""
    words = agreement.vocabulary
    sorts = (words.facts, words.events, words.read_events, agreement.figures)
    if any(name in sort for sort in sorts):
        return name
    called = {
        text.casefold(): each.id
        for sort in reversed(sorts)
        for each in sort.values()
        for text in (*each.aliases, each.label, each.id)
    }
    found = called.get(name.strip().casefold())
    if found is not None:
        return found
    from contract_engine.answers.value.term_value import names_of_terms, term_asked

    if agreement.renewals and term_asked(agreement, name) is not None:
        return name
    table = agreement.tables.get(name)
    if table is not None:
        facts = dict.fromkeys(fact for item in table.items.values() for fact in item.values)
        told = ", ".join(f"`{fact}`" for fact in facts) or "nothing"
        help_ = f"`{name}` is a table of items: ask for what its rows say, {told}"
    elif "term." in name and agreement.renewals:
        help_ = "of terms there are: " + ", ".join(f"`{n}`" for n in names_of_terms(agreement))
    elif name in words.readings:
        help_ = f"`{name}` is a reading, which has no value: `--reading {name}=...` takes one"
    else:
        known = [each for sort in sorts for each in sort]
        help_ = did_you_mean(name, known) or f"there are {len(known)}, such as `{known[0]}`"
    message = f"there is no fact, event or figure `{name}`"
    raise BadInput([Problem("E520", message, place, help=help_)])


def figure_named(agreement: Agreement, name: str, place: Place = _nowhere) -> str:
    """The id of the figure of this name, label or alias; raises BadInput."""
    for each in agreement.figures.values():
        if name.casefold() in {text.casefold() for text in (each.id, each.label, *each.aliases)}:
            return each.id
    return known("E507", "figure", name, agreement.figures, place, listed_by="figure")


def source_named(agreement: Agreement, name: str, place: Place = _nowhere) -> str:
    """The id of a source; raises BadInput."""
    return known("E506", "source", name, agreement.sources, place, listed_by="sources")


def dispute_named(agreement: Agreement, name: str, place: Place = _nowhere) -> str:
    """The id of a dispute, whatever the case it is written in; raises BadInput."""
    found = {each.casefold(): each for each in agreement.disputes}.get(name.casefold())
    return found or known("E506", "dispute", name, agreement.disputes, place, listed_by="disputes")


def parties_named(
    agreement: Agreement, names: Collection[str], place: Place = _nowhere
) -> tuple[str, ...]:
    """The parties of these names; all where none is named. Raises BadInput."""
    parties = agreement.vocabulary.parties
    _all_known("E305", "party", names, parties, place)
    return tuple(names) or tuple(parties)


def pins_named(
    agreement: Agreement, names: Collection[str], place: Place = _nowhere
) -> frozenset[str]:
    """Facts, events and readings, and `on` for the day; raises BadInput."""
    words = agreement.vocabulary
    there = [*words.facts, *words.events, *words.readings, "on"]
    _all_known("E301", "fact or event", names, there, place)
    return frozenset(names)


def verdict_named(name: Verdict | str | None, place: Place = _nowhere) -> Verdict | None:
    """The verdict of this name, however it is written; raises BadInput."""
    if name is None:
        return None
    said = name.strip().casefold().replace(" ", "_")
    return Verdict(known("E104", "verdict", said, [str(verdict) for verdict in Verdict], place))


def act_named(agreement: Agreement, bearer: str, action: str, place: Place = _nowhere) -> Act:
    """Who does what; raises BadInput."""
    words = agreement.vocabulary
    problems = [
        _unknown("E305", "party", bearer, words.parties, place),
        _unknown("E304", "action", action, words.actions, place),
    ]
    if found := [problem for problem in problems if problem is not None]:
        raise BadInput(found)
    return Act(bearer, action)


def known(
    code: str, what: str, name: str, names: Iterable[str], place: Place, *, listed_by: str = ""
) -> str:
    """The name, where it is one of these; otherwise BadInput with the nearest."""
    problem = _unknown(code, what, name, names, place, listed_by)
    if problem is not None:
        raise BadInput([problem])
    return name


def _all_known(
    code: str, what: str, wanted: Iterable[str], names: Collection[str], place: Place
) -> None:
    problems = [_unknown(code, what, name, names, place) for name in wanted]
    if found := [problem for problem in problems if problem is not None]:
        raise BadInput(found)


def _unknown(
    code: str, what: str, name: str, names: Iterable[str], place: Place, listed_by: str = ""
) -> Problem | None:
    there = list(names)
    if name in there:
        return None
    all_ = f"`contract-engine {listed_by}` lists them" if listed_by else ""
    help_ = did_you_mean(name, there) or all_ or f"there are: {', '.join(there)}"
    return Problem(code, f"unknown {what} `{name}`", place(name), help=help_)
