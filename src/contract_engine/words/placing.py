"""What a question supposes: each phrase of the vocabulary is given its fact, or is a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contract_engine.diagnostics import Span
from contract_engine.language.values.days import Unreadable
from contract_engine.language.values.typed import read_given, subject
from contract_engine.model.vocabulary import KindFact
from contract_engine.words import function_words as small
from contract_engine.words.clauses import number, supposed, supposed_together
from contract_engine.words.fitting import Fitting, Placed
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import Match, choose
from contract_engine.words.tokens import Sort, span

_BESIDE = small.ARTICLES | small.POSSESSIVES | small.ALL_OF | small.OURS
_DENYING = small.ARTICLES | small.AUXILIARIES | small.FILLERS | small.POSSESSIVES | {"to"}
_ANYWHERE = frozenset({"anywhere", "everywhere", "wherever"})
_BETWEEN_VALUES = (
    _BESIDE | small.PREPOSITIONS | {"and", "or", ",", "?", "either", "both", "nor"} | small.FILLERS
)


class Placing(Fitting):
    """One attempt to read the rest of a question as being about one action of one party."""

    def read(self) -> Placed:
        """Place every phrase; problems are reported to the draft."""
        for at, token in enumerate(self.draft.tokens):
            if token.sort is Sort.PIECE and at not in self.draft.used:
                self._piece(at)
        fitting = [match for match in self.draft.matches if self.may_stand(match)]
        chosen = choose(fitting, self.draft.free())
        groups: dict[tuple[int, int], list[Match]] = {}
        for match in chosen:
            groups.setdefault((match.start, match.end), []).append(match)
        for _, group in sorted(groups.items(), key=lambda item: _turn(item[1])):
            if self.draft.used.isdisjoint(range(group[0].start, group[0].end)):
                self._group(group)
        self._anywhere()
        self._combine()
        return self.placed

    def _anywhere(self) -> None:
        """As in "anywhere": every value of the first fact that says where."""
        words = self.lexicon.vocabulary
        asks = words.actions[self.placed.act.action].asks
        places = [f for f in asks if {"on", "in", "at"} & set(words.usage_of(f).prepositions)]
        for at in sorted(self.draft.free()):
            if places and self.draft.is_word(at, _ANYWHERE):
                self.placed.each.setdefault(places[0], ())
                self.placed.facts.add(at)
                self.draft.note({at}, f"every value of `{places[0]}`")

    def _piece(self, at: int) -> None:
        """`fact=value`; the name or the value that is wrong is underlined."""
        draft, token = self.draft, self.draft.tokens[at]
        name, _, value = draft.text[token.start : token.end].partition("=")
        wrong: list[tuple[Span, Unreadable]] = []
        try:
            fact = subject(self.lexicon.vocabulary, token.norm)
        except Unreadable as error:
            wrong.append((span(token.start, token.start + len(name.rstrip())), error))
        else:
            start = token.end - len(value.lstrip()) if value.strip() else token.start
            said = [(span(start, token.end), token.value)]
            if isinstance(fact, KindFact) and value.strip():  # `one or another`
                found = list(re.finditer(r"\S+", value.lstrip()))[::2]
                said = [
                    (span(start + word.start(), start + word.end()), word[0].casefold())
                    for word in found
                ]
            for place, text in said:
                try:
                    read_given(fact, text)
                except Unreadable as error:
                    wrong.append((place, error))
        for place, problem in wrong:
            help_ = problem.help or "write `fact=value`, with a fact or event of the agreement"
            draft.report("E417", problem.message, place, help_)
        draft.used.add(at)
        if not wrong:
            self.give(token.norm, token.value, (at,))

    def _group(self, group: list[Match]) -> None:
        """What a phrase means here, of all that it may mean."""
        names = list(dict.fromkeys((m.meaning.name, m.meaning.role) for m in group))
        if len(names) > 1 and supposed_together(self, group):
            return
        if len(names) > 1:
            group = self._settle(group)
        if len({(m.meaning.name, m.meaning.value) for m in group}) > 1:
            self._ambiguous(group)
            return
        match = group[0]
        if not self.owned(match):
            return
        match match.meaning.role:
            case Role.VALUE:
                if match.clause:
                    supposed(self, match)
                else:
                    self._value(match, match.meaning.name, match.meaning.value)
            case Role.TOPIC:
                found = self.of_topic(match)
                assert found is not None
                self._value(match, *found, topic=True)
            case Role.KIND:
                self._kind(match)
            case Role.NUMBER:
                number(self, match)
            case _:
                supposed(self, match)

    def _settle(self, group: list[Match]) -> list[Match]:
        """Of several facts with one value, the one that the words beside it or the action name."""
        slots = {fact for fact, _ in self.placed.act.slots}
        asks = self.lexicon.vocabulary.actions[self.placed.act.action].asks
        beside = {
            m.meaning.name
            for m in self.draft.matches
            if m.meaning.role is Role.KIND
            and (m.end == self.before(group[0].start) + 1 or m.start == group[0].end)
        }
        yes = [m for m in group if m.meaning.role in (Role.YES, Role.MOMENT)]
        for choice in (
            [m for m in group if m.meaning.name in beside],
            [m for m in group if m.meaning.name in slots],
            [m for m in group if m.meaning.name in asks and m.meaning.role is not Role.KIND],
            [m for m in group if m.meaning.name in asks],
            [m for m in group if self.lexicon.asks(self.placed.act.action, m.meaning.name)],
            yes,
        ):
            if len({m.meaning.name for m in choice}) == 1:
                return choice
        return group

    def _ambiguous(self, group: Sequence[Match]) -> None:
        first = group[0]
        words = self.draft.words(first.start, first.end)
        said = list(dict.fromkeys(_piece_for(match) for match in group))
        message = f"`{words}` may mean {' or '.join(f'`{each}`' for each in said)}"
        self.draft.used.update(range(first.start, first.end))
        place = self.draft.place(first.start, first.end)
        self.draft.report("E410", message, place, "say which is meant")

    def _value(self, match: Match, fact: str, value: str, *, topic: bool = False) -> None:
        """A value of a kind: given, ruled out, set aside, or one that every value is asked with."""
        draft, tokens = self.draft, set(range(match.start, match.end))
        self.placed.facts |= tokens
        why = " (the record has no word of its own for it)" if topic else ""
        before = draft.skip(match.start - 1, small.ARTICLES | small.PREPOSITIONS - {"of"}, -1)
        exact = self.before(match.start)
        for end in (exact + 1, before + 1):
            if start := self.rather(end):
                draft.note(
                    {*range(*start), *tokens}, f"not `{fact}={value}`, which another stands for"
                )
                return
            if (found := self.denial(end)) and not (
                end != exact + 1 and draft.tokens[found[0]].norm in small.DENIALS
            ):
                lead = self._any_kind(found[0], fact)
                self.placed.others.setdefault(fact, []).append(value)
                draft.note({*lead, *range(*found), *tokens}, f"`{fact}` is not `{value}`")
                return
        only = self._only(match)
        quantified = draft.is_word(match.start - 1, small.ALL_OF)
        kind = self.lexicon.vocabulary.facts.get(fact)
        inner = isinstance(kind, KindFact) and not kind.values[value].is_end
        if only:
            self.placed.each.setdefault(fact, ())
            told = f"every value of `{fact}`, to see whether it is so of `{value}` alone"
            draft.note({*tokens, *only}, told)
            return
        if quantified and inner and isinstance(kind, KindFact):
            among = tuple(end for end in kind.ends if end in kind.values[value].leaves)
            self.placed.each[fact] = among
            draft.note({match.start - 1, *tokens}, f"every value of `{fact}` that is `{value}`")
            return
        said = self.placed.values.setdefault(fact, [])
        if value not in said:
            said.append(value)
        self.placed.said.setdefault(fact, draft.place(match.start, match.end))
        beside = self._beside_kind(match, fact)
        draft.note({*tokens, *beside}, f"`{fact}={value}`{why}")

    def _beside_kind(self, match: Match, fact: str) -> set[int]:
        """The name of the fact directly beside its value: "the AWS cloud"."""
        for m in self.draft.matches:
            if m.meaning.role is Role.KIND and m.meaning.name == fact:
                tokens = set(range(m.start, m.end))
                if tokens & self.draft.used or not (m.start == match.end or m.end == match.start):
                    continue
                return tokens
        return set()

    def _only(self, match: Match) -> set[int]:
        """The "only" or "exclusively" that is about a value."""
        draft = self.draft
        before = draft.skip(match.start - 1, small.ARTICLES | small.PREPOSITIONS, -1)
        if draft.is_word(before, small.ONLY):
            return {before}
        act = min(self.placed.act.tokens, default=0)  # "only available on Azure"
        places = {fact for fact, preposition in self.placed.act.slots if preposition}
        if draft.is_word(act - 1, small.ONLY) and match.meaning.name in places:
            return {act - 1}
        if draft.is_word(match.end, small.ONLY) and match.start not in self.thing:
            after = draft.skip(match.end + 1, small.ARTICLES | small.PREPOSITIONS)
            if not any(m.start == after and m.meaning.role is Role.VALUE for m in draft.matches):
                return {match.end}
        return set()

    def _any_kind(self, at: int, fact: str) -> set[int]:
        """As in "any cloud" before "other than Azure"."""
        for m in self.draft.matches:
            if m.end == at and m.meaning.role is Role.KIND and m.meaning.name == fact:
                start = self.draft.skip(m.start - 1, _BESIDE, -1) + 1
                return {i for i in range(start, m.end) if i not in self.draft.used}
        if self.draft.is_word(at - 1, small.ALL_OF | {"anywhere", "somewhere", "elsewhere"}):
            return {at - 1}
        return set()

    def _kind(self, match: Match) -> None:
        """The name of a fact alone: every value of it, where a word says so; else nothing of it."""
        draft, fact = self.draft, match.meaning.name
        tokens = set(range(match.start, match.end))
        self.placed.facts |= tokens
        before = draft.skip(match.start - 1, small.POSSESSIVES | {"of", "the"}, -1)
        if draft.is_word(before, small.ALL_OF):
            self.placed.each.setdefault(fact, ())
            lead = {i for i in range(before, match.start) if i not in draft.used}
            draft.note({*lead, *tokens}, f"every value of `{fact}`")
        elif draft.is_word(before, small.DENIALS):
            draft.used |= tokens
            help_ = "say which is meant"
            draft.report(
                "E413", f"no `{fact}` can be supposed", draft.place(before, match.end), help_
            )
        else:
            draft.note(tokens, f"names `{fact}`, says nothing of it")

    def _combine(self) -> None:
        """Values that were said one after another, and those that were ruled out."""
        facts = self.lexicon.vocabulary.facts
        for fact, values in self.placed.values.items():
            if fact in self.placed.given and self.placed.given[fact] not in values:
                self._twice(fact, [self.placed.given[fact], *values])
            elif len(values) > 1 and not self._joined(fact):
                self._twice(fact, values)
        for fact, values in self.placed.others.items():
            kind = facts[fact]
            assert isinstance(kind, KindFact)
            barred = {leaf for value in values for leaf in kind.values[value].leaves}
            if fact not in self.placed.values:
                left = tuple(end for end in kind.ends if end not in barred)
                self.placed.each[fact] = left

    def _joined(self, fact: str) -> bool:
        """Whether only "and", "or" and commas stand between the values of a fact."""
        ats = sorted(
            at
            for m in self.draft.matches
            if m.meaning.name == fact
            and m.meaning.role in (Role.VALUE, Role.TOPIC)
            and m.meaning.value in self.placed.values[fact]
            for at in range(m.start, m.end)
            if at in self.placed.facts
        )
        between = {
            at
            for at in set(range(ats[0], ats[-1] + 1)) - set(ats)
            if at not in self.draft.used or self.draft.tokens[at].sort is not Sort.DAY
        }
        words = {self.draft.tokens[at].norm for at in between}
        if not words <= _BETWEEN_VALUES or not words & {"and", "or", ","}:
            return False
        self.draft.pass_over(*(at for at in between if at not in self.draft.used))
        return True

    def _twice(self, fact: str, values: Sequence[str]) -> None:
        message = f"`{fact}` is given twice: `{values[0]}` and `{values[1]}`"
        self.draft.report("E412", message, self.placed.said[fact], "ask about one at a time")


def _turn(group: list[Match]) -> tuple[bool, int]:
    """Names of facts come last: "cloud" may be part of "the AWS cloud"."""
    return all(match.meaning.role is Role.KIND for match in group), group[0].start


def _piece_for(match: Match) -> str:
    meaning = match.meaning
    return f"{meaning.name}={meaning.value or 'yes'}"
