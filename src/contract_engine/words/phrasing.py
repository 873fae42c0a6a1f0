"""An action and what is said of its facts -> the words of a question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.answers.labels import party_in_words
from contract_engine.model.vocabulary import KindFact, YesNoFact
from contract_engine.words.lexicon import Lexicon, Role


def told_act(lexicon: Lexicon, bearer: str, action: str, said: Mapping[str, str]) -> str:
    """An action with what is said of its facts: "use OpenAI's model IP", "serve ChatGPT on AWS"."""
    words = lexicon.vocabulary
    slotted = [
        phrase
        for phrase in lexicon.of(Role.ACTION)
        if phrase.meaning.name == action
        and phrase.slots
        and {fact for fact, _ in phrase.slots} <= said.keys()
        and all(words.usage_of(fact).owner for fact, _ in phrase.slots)
    ]
    name, told = lexicon.short(action), dict(said)
    if slotted:
        name = slotted[0].written
        for fact, _ in slotted[0].slots:
            name = name.replace(f"{{{fact}}}", _owned(lexicon, bearer, fact, told.pop(fact)))
    order = {fact: i for i, fact in enumerate(words.actions[action].asks)}
    parts = [
        phrase_for(lexicon, fact, value)
        for fact, value in sorted(told.items(), key=lambda item: order.get(item[0], 99))
    ]
    return " ".join([name, *parts])


def _owned(lexicon: Lexicon, bearer: str, fact: str, value: str) -> str:
    """A value with whose it is: "OpenAI's model IP", "its model IP"."""
    words = lexicon.vocabulary
    owner = words.usage_of(fact).owner
    label = phrase_for(lexicon, fact, value)
    label = label.removeprefix("the ").removeprefix("a ")
    return f"its {label}" if owner == bearer else f"{party_in_words(words, owner)}'s {label}"


def phrase_for(lexicon: Lexicon, fact: str, value: str) -> str:
    """What a sentence says of a fact that has a value: "on AWS", "without Microsoft's consent"."""
    words = lexicon.vocabulary
    usage = words.usage_of(fact)
    kind = words.facts[fact]
    if isinstance(kind, KindFact):
        label = kind.values[value].label
        if usage.phrase:
            return usage.phrase[0].replace("{value}", label).replace("{label}", kind.label)
        return f"{usage.prepositions[0]} {label}" if usage.prepositions else label
    if isinstance(kind, YesNoFact) and usage.phrase:
        return usage.phrase[0].replace("{label}", kind.label)
    return f"if {kind.label}"


def example(lexicon: Lexicon, action: str) -> str:
    """A question about an action that is understood; "" where none could be made."""
    from contract_engine.words.attempt import Understood, attempt

    bearers = lexicon.bearers.get(action) or tuple(lexicon.vocabulary.parties)[:1]
    for bearer in bearers:
        label = party_in_words(lexicon.vocabulary, bearer)
        for modal in ("Can", "Must"):
            text = f"{modal} {label} {told_act(lexicon, bearer, action, {})}?"
            found = attempt(lexicon, text, date(2000, 1, 1), None)
            if isinstance(found, Understood):
                return text
    return ""
