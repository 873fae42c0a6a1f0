"""An agreement's vocabulary and its tables -> one vocabulary, in which a table is one more kind."""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement, Table
from contract_engine.model.vocabulary import KindFact, Value, Vocabulary


def with_items(agreement: Agreement) -> Vocabulary:
    """The words for questions: "release 1.0" names the item 1.0 of the table `release`."""
    words = agreement.vocabulary
    if not agreement.tables:
        return words
    kinds = {table.id: _kind(table) for table in agreement.tables.values()}
    actions = {
        name: replace(action, asks=(*action.asks, *kinds)) if action.asks else action
        for name, action in words.actions.items()
    }
    return replace(words, facts={**words.facts, **kinds}, actions=actions)


def _kind(table: Table) -> KindFact:
    values = {
        key: Value(key, f"{table.label} {key}", tuple(_called(table, key)), None, frozenset({key}))
        for key in table.items
    }
    return KindFact(table.id, table.label, values, table.aliases)


def _called(table: Table, key: str) -> Iterator[str]:
    yield f"{table.id.replace('_', ' ')} {key}"
    for alias in table.aliases:
        yield f"{alias} {key}"
