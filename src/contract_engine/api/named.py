"""A name, label or alias -> the fact, event or figure that is called so."""

from __future__ import annotations

from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.model.agreement import Agreement


def named(agreement: Agreement, name: str, place: Span) -> str:
    """The id of what has a value and is called so; raises BadInput where nothing is."""
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
    table = agreement.tables.get(name)
    if table is not None:
        facts = dict.fromkeys(fact for item in table.items.values() for fact in item.values)
        told = ", ".join(f"`{fact}`" for fact in facts) or "nothing"
        help_ = f"`{name}` is a table of items: ask for what its rows say, {told}"
    elif name in words.readings:
        help_ = f"`{name}` is a reading, which has no value: `--reading {name}=...` takes one"
    else:
        known = [each for sort in sorts for each in sort]
        help_ = did_you_mean(name, known) or f"there are {len(known)}, such as `{known[0]}`"
    message = f"there is no fact, event or figure `{name}`"
    raise BadInput([Problem("E520", message, place, help=help_)])
