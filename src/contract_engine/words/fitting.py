"""Which phrases may stand where, for one action: by its facts, prepositions and owners."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from contract_engine.diagnostics import Span
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.words import function_words as small
from contract_engine.words.acts import Act
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import Match, party_at
from contract_engine.words.tokens import Sort

_BESIDE = small.ARTICLES | small.POSSESSIVES | small.ALL_OF | small.OURS
_DENYING = small.ARTICLES | small.AUXILIARIES | small.FILLERS | small.POSSESSIVES | {"to"}
_BETWEEN_VALUES = (
    _BESIDE | small.PREPOSITIONS | {"and", "or", ",", "?", "either", "both", "nor"} | small.FILLERS
)


_SUPPOSING = (small.CONDITIONS - {"where"}) | word_set("with without that which whose")


@dataclass
class Placed:
    """What the question says of one action's facts.

    `values` are the values of a kind as they were said, `others` those that are ruled out, `each`
    the facts whose every value is asked for, with the values it is about, where not all.
    """

    act: Act
    bearer: str
    given: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    each: dict[str, tuple[str, ...]] = field(default_factory=dict)
    facts: set[int] = field(default_factory=set)
    said: dict[str, Span] = field(default_factory=dict)

    def share(self, other: Placed, asks: Callable[[str], bool]) -> None:
        """Take what was said of another action, as far as this one asks for it."""
        self.given = {**{f: v for f, v in other.given.items() if asks(f)}, **self.given}
        self.values = {**{f: v for f, v in other.values.items() if asks(f)}, **self.values}
        self.each = {**{f: v for f, v in other.each.items() if asks(f)}, **self.each}


class Fitting:
    """What may stand where, for one action of one party; see `Placing`."""

    def __init__(self, draft: Draft, act: Act, bearer: str, thing: Collection[int] = ()) -> None:
        self.draft = draft
        self.lexicon = draft.lexicon
        self.thing = set(thing)
        self.placed = Placed(act, bearer)
        self.ends = {at + 1 for at in act.tokens} | {max(act.again, default=-1) + 1}

    def may_stand(self, match: Match) -> bool:
        """Whether the action asks for what this phrase is about, where it stands."""
        role, name, action = match.meaning.role, match.meaning.name, self.placed.act.action
        if not self.draft.used.isdisjoint(range(match.start, match.end)):
            return False
        match role:
            case Role.YES | Role.NUMBER:
                return self.lexicon.asks(action, name) or self._is_qualified(match)
            case Role.VALUE | Role.KIND:
                return self.lexicon.asks(action, name) and (
                    role is not Role.VALUE or self._preposition_fits(match)
                )
            case Role.TOPIC:
                return self.of_topic(match) is not None
            case Role.FIGURE | Role.NOUN | Role.ACTION | Role.PARTY:
                return False
            case _:
                return True

    def _is_qualified(self, match: Match) -> bool:
        """Whether a word says that this is supposed, though the action doesn't ask for it."""
        before = match.start - 1
        if before >= 0 and self.draft.tokens[before].sort is Sort.NUMBER:
            before -= 1
        before = self.draft.skip(before, _DENYING | small.DENIALS, -1)
        lead = {self.draft.tokens[at].norm for at in range(max(before, 0), match.start)}
        own = {preposition for _, preposition in self.placed.act.slots}
        return bool((lead - own) & _SUPPOSING)  # of "do with it" the "with" supposes nothing

    def of_topic(self, match: Match) -> tuple[str, str] | None:
        """The fact and value that a topic stands for here."""
        given = self.lexicon.vocabulary.topics[match.meaning.name].given
        action = self.placed.act.action
        return next(((f, v) for f, v in given.items() if self.lexicon.asks(action, f)), None)

    def _preposition_fits(self, match: Match) -> bool:
        """Whether a value may stand where it does: "on AWS" is a cloud, "to AWS" is not."""
        fact = match.meaning.name
        allowed = self.lexicon.vocabulary.usage_of(fact).prepositions
        if not allowed or self.draft.tokens[match.start].norm in small.PREPOSITIONS:
            return True
        if match.start in self.thing:
            return True
        before = self.before(match.start)
        if before < 0:
            return True  # a note may begin with it: "Oracle training in 2024"
        if before in self.draft.passed:
            return True  # "from other clouds, such as AWS"
        token = self.draft.tokens[before]
        local = {preposition for name, preposition in self.placed.act.slots if name == fact}
        if self.rather(before + 1) or self.denial(before + 1):
            return True
        if token.norm in small.PREPOSITIONS:
            return token.norm in allowed or token.norm in local
        if token.norm in {"and", "or", ","} | small.DENIALS:
            return True  # another of the same fact, or a value that is ruled out
        if "" in local and (before + 1 in self.ends or self._is_slot(before + 1)):
            return True
        return any(  # "the cloud AWS"
            m.end == before + 1 and m.meaning.role is Role.KIND and m.meaning.name == fact
            for m in self.draft.matches
        )

    def _is_slot(self, at: int) -> bool:
        return at - 1 in self.placed.act.tokens or at - 1 in self.placed.act.again

    def before(self, at: int) -> int:
        """The token before this one that isn't an article, or whose thing it is, or how many."""
        here = at - 1
        while here >= 0:
            token = self.draft.tokens[here]
            if token.norm in _BESIDE | small.ONLY | small.FILLERS:
                here -= 1
                continue
            start = next(
                (
                    s
                    for s in range(max(here - 3, 0), here + 1)
                    if (p := party_at(self.lexicon, self.draft.tokens, s)) is not None
                    and p[1] == here + 1
                    and s not in self.draft.used
                ),
                None,
            )
            if start is None or not self.draft.tokens[here].possessive:
                return here
            here = start - 1
        return here

    def denial(self, end: int) -> tuple[int, int] | None:
        """Where words that rule a value out end before this token."""
        return _ending(self.draft, end, small.OTHER_THAN)

    def rather(self, end: int) -> tuple[int, int] | None:
        """Where words that set a value aside for another end before this token."""
        return _ending(self.draft, end, small.RATHER_THAN)

    def give(self, fact: str, value: str, tokens: Collection[int], why: str = "") -> None:
        """These tokens give a fact or event a value; a second, different one is a problem."""
        place = self.draft.place(min(tokens), max(tokens) + 1)
        self.placed.facts.update(tokens)
        self.draft.facts.update(tokens)
        self.draft.note(tokens, f"`{fact}={value}`{why}")
        known = self.placed.given.setdefault(fact, value)
        if known != value:
            message = f"`{fact}` is given twice: `{known}` and `{value}`"
            also = ((self.placed.said[fact], "first here"),)
            self.draft.report("E412", message, place, "ask about one at a time", also=also)
        self.placed.said.setdefault(fact, place)

    def owned(self, match: Match) -> bool:
        """Whether the thing is of whom the question says it is; reports it otherwise."""
        draft, role = self.draft, match.meaning.role
        if role not in (Role.VALUE, Role.KIND, Role.TOPIC) or match.end in self.placed.act.tokens:
            return True  # of "its research rights" the rights are its own
        fact = match.meaning.name
        if role is Role.TOPIC:
            found = self.of_topic(match)
            fact = found[0] if found else fact
        owner = self.lexicon.vocabulary.usage_of(fact).owner or ""
        here = draft.skip(match.start - 1, small.ARTICLES | small.ALL_OF | small.FILLERS, -1)
        whose, tokens = self._whose(here)
        inside = [name for name, _, _ in match.owners]
        for name in inside:
            whose = whose or name
        if not whose:
            return True
        right = whose == owner if owner else whose == self.placed.bearer
        if right:
            draft.pass_over(*(at for at in tokens if at not in draft.used))
            return True
        label = self.lexicon.vocabulary.parties[whose].label
        words = draft.words(match.start, match.end)
        owned = self.lexicon.vocabulary.parties[owner].label if owner else ""
        message = f"`{words}` would be {label}'s" + (
            f", and `{fact}` is {owned}'s" if owned else ""
        )
        span_ = draft.place(min((*tokens, match.start)), match.end)
        draft.used.update(tokens, range(match.start, match.end))
        draft.report("E409", message, span_, "say whose it is")
        return False

    def _whose(self, at: int) -> tuple[str, tuple[int, ...]]:
        """The party that the words ending at this token say a thing is of."""
        draft = self.draft
        if at < 0 or at in draft.used:
            return "", ()
        token = draft.tokens[at]
        if token.norm in small.POSSESSIVES:
            return self.placed.bearer, (at,)
        if token.norm in small.OURS:
            alone = len(self.lexicon.vocabulary.parties) == 1
            return (self.placed.bearer if alone else ""), ((at,) if alone else ())
        for start in range(max(at - 3, 0), at + 1):
            party = party_at(self.lexicon, draft.tokens, start)
            if (
                party is not None
                and party[1] == at + 1
                and draft.used.isdisjoint(range(start, at + 1))
            ):
                return party[0], tuple(range(start, at + 1))
        return "", ()


def _ending(draft: Draft, end: int, phrases: Sequence[tuple[str, ...]]) -> tuple[int, int] | None:
    for phrase in phrases:
        start = end - len(phrase)
        if start >= 0 and all(draft.is_word(start + i, (w,)) for i, w in enumerate(phrase)):
            return start, end
    return None
