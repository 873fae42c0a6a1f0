"""What is asked and given -> words of a sentence: labels, and the phrases of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract_engine import lazy_pattern
from contract_engine.answers.wording import tell_given, tell_values
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import UNKNOWN, Given, Options, Question
from contract_engine.model.vocabulary import KindFact, Vocabulary, YesNoFact

_SLOT = lazy_pattern.compile(r"\{([^{}]*)\}")


WINS = {
    "overrides": "which overrides it",
    "later": "which is later",
    "precedence": "which goes before it in the order of precedence",
    "listed_later": "which stands later in the list, of instruments of one day",
}
"""Why a clause wins against another, by the `why` of a defeat."""


EVIDENCE = {
    "contract": "the contract",
    "joint_statement": "joint statements and better evidence",
    "filing": "filings and better evidence",
    "party_statement": "statements of a party and better evidence",
    "executive": "an executive's words and better evidence",
    "press": "press reports and better evidence",
}
"""What is counted where evidence is from a grade on, by that grade."""
_LEADS = ("the", "what", "who", "whom", "whose", "which", "where", "when", "its", "a", "an")


def day_in_words(day: date) -> str:
    """15 November 2025."""
    return f"{day.day} {day:%B %Y}"


def when_in_words(agreement: Agreement, day: date, options: Options) -> str:
    """The day, and what is left out of account: `15 November 2025, without the next phase,`."""
    world = ", ".join(_world(agreement, options))
    return f"{day_in_words(day)}, {world}," if world else day_in_words(day)


def _world(agreement: Agreement, options: Options) -> Iterator[str]:
    """What an answer is about in place of all that is on record."""
    readings = agreement.vocabulary.readings
    # By their names: a title is no part of what a receipt's hash is of.
    if options.under is not None:
        yield f"under {options.under}"
    if options.without:
        yield f"without {' and '.join(options.without)}"
    if options.known is not None:
        yield f"by what was known on {day_in_words(options.known)}"
    if options.evidence is not None and str(options.evidence) in EVIDENCE:
        yield f"on {EVIDENCE[str(options.evidence)]} alone"
    for name, value in options.readings.items():
        yield f"read as “{readings[name].values[value].label}”"
    if agreement.with_:
        yield f"with the draft {' and '.join(agreement.with_)}"


def with_article(label: str) -> str:
    """`the cloud`, of a label that begins with no word of the kind itself."""
    return label if label.split()[0] in _LEADS else f"the {label}"


def closed(label: str) -> str:
    """A label within a sentence: with a comma behind, where one in it opens something."""
    return f"{label}," if ", " in label and label.count(", ") % 2 else label


def label_of(vocabulary: Vocabulary, name: str) -> str:
    """What people call a fact, an event or a reading; of a reading, its question."""
    if name in vocabulary.readings:
        return vocabulary.readings[name].question or name
    if name in vocabulary.read_events:
        return vocabulary.read_events[name].label
    word = vocabulary.facts.get(name) or vocabulary.events.get(name)
    return word.label if word is not None else name


def value_in_words(vocabulary: Vocabulary, name: str, given: Given) -> str:
    """A value as people call it: `AWS or Google Cloud`, `yes`, `15 November 2025`."""
    fact = vocabulary.facts.get(name)
    if isinstance(given, frozenset) and isinstance(fact, KindFact):
        told = tell_values(vocabulary, name, given).split(" or ")
        return " or ".join(fact.values[value].label for value in told)
    if type(given) is date:
        return day_in_words(given)
    return tell_given(vocabulary, name, given)


def pair_in_words(vocabulary: Vocabulary, name: str, given: Given) -> str:
    """A name with its value, in labels: `cloud: AWS`."""
    return f"{label_of(vocabulary, name)}: {value_in_words(vocabulary, name, given)}"


def party_in_words(words: Vocabulary, name: str) -> str:
    """A party within a sentence: `the tenant`, of the label `The tenant`."""
    label = words.parties[name].label
    return f"the {label.removeprefix('The ')}" if label.startswith("The ") else label


def question_in_words(agreement: Agreement, question: Question) -> str:
    """What is asked, of whatever day: `May OpenAI serve its stateless API on AWS?`."""
    who = party_in_words(agreement.vocabulary, question.bearer)
    asks = question.asked or "may"
    verb, _, denied = asks.partition(" ")
    what = act_in_words(agreement, question)
    return f"{verb.capitalize()} {who} {f'{denied} ' if denied else ''}{what}?"


def act_in_words(agreement: Agreement, question: Question) -> str:
    """What is done, with all that is given of it: `serve its stateless API on AWS`."""
    words = agreement.vocabulary
    said = {name: each for name, each in question.given.items() if each is not UNKNOWN}
    brackets: list[str] = []
    for table, key in question.items.items():
        item = agreement.tables[table].items[key]
        brackets.append(f"{agreement.tables[table].label}: {key}")
        said = {name: each for name, each in said.items() if item.values.get(name) != each}
    action = words.actions[question.action]
    told = action.label
    for phrase in action.phrase:
        slots = _SLOT.findall(phrase)
        if all(slot in said for slot in slots):
            told = phrase
            for slot in slots:
                value = _owned(words, question.bearer, slot, said.pop(slot))
                told = told.replace(f"{{{slot}}}", value)
            break
    order = {name: place for place, name in enumerate((*action.asks, *words.facts))}
    phrases: list[str] = []
    for name in sorted(said, key=lambda name: order.get(name, len(order))):
        form = "".join(_phrase(words, name, said[name]))
        if form and not words.usage_of(name).phrase[0].startswith("{value}"):
            phrases.append(form)
        elif form:
            brackets.append(form)
        else:
            brackets.append(pair_in_words(words, name, said[name]))
    told = " ".join([told, *phrases])
    return f"{told} ({'; '.join(brackets)})" if brackets else told


def _owned(words: Vocabulary, bearer: str, name: str, given: Given) -> str:
    """A value in its slot: `its stateless API` where its owner acts."""
    value = "".join(_phrase(words, name, given)) or value_in_words(words, name, given)
    owner = words.usage_of(name).owner
    if not owner or not value.startswith("the "):
        return value
    whose = "its" if owner == bearer else f"{words.parties[owner].label}'s"
    return f"{whose} {value.removeprefix('the ')}"


def _phrase(words: Vocabulary, name: str, given: Given) -> Iterator[str]:
    """What the vocabulary has a sentence say of a fact; nothing where it doesn't say."""
    fact, phrases = words.facts.get(name), words.usage_of(name).phrase
    if isinstance(fact, YesNoFact):
        phrase = phrases[0 if given else 1] if len(phrases) > (0 if given else 1) else ""
    else:
        phrase = phrases[0] if phrases else ""
    if fact is not None and phrase:
        value = value_in_words(words, name, given)
        yield phrase.replace("{value}", value).replace("{label}", fact.label)
