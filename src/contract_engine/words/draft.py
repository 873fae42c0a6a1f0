"""What has been understood of one question so far; the passes add to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from contract_engine.diagnostics import Problem, Span
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.words.dates import Stretch
from contract_engine.words.lexicon import Lexicon, Role
from contract_engine.words.matching import Match
from contract_engine.words.tokens import Sort, Token, span


@dataclass(frozen=True, slots=True)
class Time:
    """A day or stretch that the question is about; `words` as they were written."""

    days: date | Stretch
    words: str
    relative: bool = False


@dataclass
class Draft:
    """One question being read.

    `used` are the tokens that are accounted for, `steps` what each was understood as, by its place
    in the text, and `passed` the tokens that join the pieces and change nothing. `facts` are those
    that say what is supposed. `today` is the day on which it is asked, where that may be
    used, and `on` a day given beside the question.
    """

    lexicon: Lexicon
    text: str
    tokens: tuple[Token, ...] = ()
    matches: tuple[Match, ...] = ()
    used: set[int] = field(default_factory=set)
    steps: list[tuple[int, str, str]] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    supposed: bool = False
    under: str | None = None
    without: tuple[str, ...] = ()
    known: date | None = None
    instruments: list[str] = field(default_factory=list)
    facts: set[int] = field(default_factory=set)
    today: date | None = None
    on: date | None = None

    def fork(self) -> Draft:
        """A copy to try something with."""
        return replace(
            self,
            used=set(self.used),
            steps=list(self.steps),
            passed=set(self.passed),
            problems=list(self.problems),
            times=list(self.times),
            given=dict(self.given),
            instruments=list(self.instruments),
            facts=set(self.facts),
        )

    def words(self, start: int, end: int) -> str:
        """The text of tokens `start` to before `end`, as it was written."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def place(self, start: int, end: int) -> Span:
        """Where these tokens stand."""
        return span(self.tokens[start].start, self.tokens[end - 1].end)

    def note(self, tokens: Collection[int], meaning: str) -> None:
        """Account for these tokens: this is what they were understood as."""
        fresh = sorted(set(tokens))
        if not fresh:
            return
        told = [at for at in fresh if not self.is_told(at)]
        self.used.update(fresh)
        self.passed -= set(fresh)
        self.steps.append((self.tokens[fresh[0]].start, self.said(told), meaning))

    def is_told(self, at: int) -> bool:
        """Whether another part of what was written as "can't" is accounted for by a step already.

        So it is of words that were read as others.
        """
        start, told = self.tokens[at].start, self.used - self.passed
        for step in (-1, 1):
            other = at + step
            while 0 <= other < len(self.tokens) and self.tokens[other].start == start:
                if other in told:
                    return True
                other += step
        return False

    def said(self, tokens: Iterable[int]) -> str:
        """The text of these tokens, with dots where others stand between."""
        parts: list[str] = []
        last: int | None = None
        for at in sorted(tokens, key=lambda at: (self.tokens[at].start, at)):
            token = self.tokens[at]
            if last is not None and token.start == self.tokens[last].start:
                continue  # "can't" is two words, written as one
            gap = "" if last is None else self.text[self.tokens[last].end : token.start]
            if last is not None and at == last + 1 and not any(map(str.isalnum, gap)):
                parts[-1] += gap + self.text[token.start : token.end]
            else:
                parts.append(self.text[token.start : token.end])
            last = at
        return " ... ".join(parts)

    def pass_over(self, *tokens: int) -> None:
        """Account for words that join the pieces and change nothing."""
        self.passed.update(set(tokens) - self.used)
        self.used.update(tokens)

    def report(
        self,
        code: str,
        message: str,
        place: Span,
        help: str = "",
        *,
        also: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, message, place, help=help, also=also))

    def is_word(self, at: int, words: Collection[str]) -> bool:
        """Whether this token is one of these words, and not accounted for."""
        return (
            0 <= at < len(self.tokens)
            and at not in self.used
            and self.tokens[at].norm in words
            and self.tokens[at].sort is not Sort.PIECE
        )

    def skip(self, at: int, words: Collection[str], step: int = 1) -> int:
        """The first token from here on, or back with step -1, that is none of these words."""
        while 0 <= at < len(self.tokens) and self.tokens[at].norm in words:
            at += step
        return at

    def past(self, at: int, words: Collection[str]) -> int:
        """The same, past what is accounted for and marks too: "Did it, in 2024, need to"."""
        while at < len(self.tokens) and (
            at in self.used or self.tokens[at].sort is Sort.MARK or self.tokens[at].norm in words
        ):
            at += 1
        return at

    def free(self) -> set[int]:
        """The tokens that are not accounted for."""
        return set(range(len(self.tokens))) - self.used

    def matches_at(self, at: int, *roles: Role) -> list[Match]:
        """The phrases of these roles that start at a token and are free, the longest first."""
        found = [
            match
            for match in self.matches
            if match.start == at
            and (not roles or match.meaning.role in roles)
            and self.used.isdisjoint(range(match.start, match.end))
        ]
        return sorted(found, key=lambda match: (-match.length, not match.exact, match.derived))

    @property
    def days_said(self) -> str:
        """The days of the question as they were written."""
        return ", ".join(time.words for time in self.times)
