"""The topics of `agreement.yaml` -> Topics, every name in them checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from contract_engine.files.shapes import TopicShape
from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope, listed, name_places
from contract_engine.language.values.days import Unreadable
from contract_engine.language.values.typed import read_given, subject
from contract_engine.language.vocabulary.taxonomy import words_in
from contract_engine.lazy_dataclass import replace
from contract_engine.model.vocabulary import Topic


def read_topics(
    scope: Scope,
    shapes: Mapping[str, TopicShape],
    clauses: Mapping[str, object],
    figures: Mapping[str, object],
) -> dict[str, Topic]:
    """Every topic; problems go to the scope."""
    topics = {}
    for name, shape in shapes.items():
        path: Path = ("topics", name)
        if not scope.check_word(name, path):
            continue
        for sort, code, known in (("clause", "E306", clauses), ("figure", "E507", figures)):
            key = f"{sort}s"
            for each, place in name_places(scope.tree, getattr(shape, key), (*path, key)):
                if each not in known:
                    scope.unknown(code, sort, each, place, known)
        _check_act(scope, shape.ask, (*path, "ask"))
        for fact, text in shape.given.items():
            _check_given(scope, fact, text, (*path, "given", fact))
        if not (shape.says or shape.clauses or shape.figures or shape.given or shape.ask):
            help_ = "write `says:`, or the `clauses:` or `figures:` that speak of it, or `given:`"
            message = f"`{name}` doesn't say what the record says of it"
            scope.report("E211", message, scope.tree.key(path), help=help_)
        topics[name] = Topic(
            name,
            shape.label or words_in(name),
            tuple(shape.aliases),
            shape.says,
            tuple(listed(shape.clauses)),
            tuple(listed(shape.figures)),
            " ".join(shape.ask.split()),
            dict(shape.given),
            scope.tree.key(path),
        )
    return topics


def _check_act(scope: Scope, ask: str, path: Path) -> None:
    if not ask or scope.lost(path):
        return
    words, parts, place = scope.vocabulary, ask.split(), scope.tree.value(path)
    if len(parts) != 2:
        act = f"{next(iter(words.parties), 'PARTY')} {next(iter(words.actions), 'ACTION')}"
        help_ = f"write PARTY ACTION, such as `{act}`"
        scope.report("E211", f"`{ask}` is not what a topic can be about", place, help=help_)
        return
    sorts: tuple[tuple[str, str, str, Collection[str]], ...] = (
        ("E305", "party", parts[0], words.parties),
        ("E304", "action", parts[1], words.actions),
    )
    for code, sort, name, known in sorts:
        if name not in known:
            there = replace(place, column=place.column + ask.find(name), length=len(name))
            if place.length != len(ask):  # quoted, or folded over lines
                there = place
            scope.unknown(code, sort, name, there, known)


def _check_given(scope: Scope, name: str, text: str, path: Path) -> None:
    words = scope.vocabulary
    try:
        fact = subject(words, name)
    except Unreadable:
        scope.unknown(
            "E301", "fact or event", name, scope.tree.key(path), [*words.facts, *words.events]
        )
        return
    scope.read(text, path, lambda said: read_given(fact, said))
