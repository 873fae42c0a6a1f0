"""What has been understood of one question so far; the passes add to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from contract_engine.diagnostics import Problem, Span
from contract_engine.words.forms import WORDS, Form
from contract_engine.words.glue import AUXILIARIES, CONDITIONS, DENIALS, GLUE, STRETCHES
from contract_engine.words.lexicon import Lexicon
from contract_engine.words.matching import Match
from contract_engine.words.tokens import Sort, Token, span, tokenise

_KNOWN = GLUE | CONDITIONS | STRETCHES | WORDS | AUXILIARIES | DENIALS | {"or", "of"}


@dataclass
class Draft:
    """One question being read.

    `unknown` are words that nothing here knows. They are kept apart from the other tokens, so that
    the rest is understood around them; each becomes a problem. `placed` are the tokens that are
    accounted for. `closed` is set when the question's form is refused as a whole, so that
    complaints about its single words would only distract.
    """

    lexicon: Lexicon
    text: str
    on: date | None
    tokens: tuple[Token, ...] = ()
    unknown: list[Token] = field(default_factory=list)
    closed: bool = False
    form: Form | None = None
    matches: tuple[Match, ...] = ()
    action: Match | None = None
    act: str | None = None
    day: date | None = None
    given: dict[str, str] = field(default_factory=dict)
    said: dict[str, Span] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)
    steps: list[tuple[int, str, str]] = field(default_factory=list)
    passed: list[tuple[int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def words(self, start: int, end: int) -> str:
        """The text of tokens `start` to before `end`, as it was written."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def place(self, start: int, end: int) -> Span:
        """Where these tokens stand."""
        return span(self.tokens[start].start, self.tokens[end - 1].end)

    def note(self, start: int, end: int, meaning: str) -> None:
        """Account for these tokens: this is what they were understood as."""
        self.placed.update(range(start, end))
        self.steps.append((self.tokens[start].start, self.words(start, end), meaning))

    def pass_over(self, start: int, end: int) -> None:
        """Account for words that join the pieces and change nothing."""
        self.placed.update(range(start, end))
        self.passed.append((start, self.words(start, end)))

    def give(self, fact: str, value: str, start: int, end: int, why: str = "") -> None:
        """These tokens give a fact or event a value; a second, different one is a problem."""
        self.note(start, end, f"`{fact}={value}`{why}")
        place = self.place(start, end)
        if self.given.setdefault(fact, value) != value:
            message = f"`{fact}` is given twice: `{self.given[fact]}` and `{value}`"
            help_ = "ask about one at a time"
            if fact in self.lexicon.kinds:
                help_ += f", or write `{fact}={self.given[fact]} or {value}` for either of them"
            self.report("E412", message, place, help_, also=((self.said[fact], "first here"),))
        self.said.setdefault(fact, place)

    def report(
        self,
        code: str,
        message: str,
        place: Span,
        help: str = "",
        *,
        label: str = "",
        also: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, message, place, label=label, help=help, also=also))

    @property
    def is_no_question(self) -> bool:
        """Whether the text was found not to ask anything."""
        return any(problem.code == "E401" for problem in self.problems)

    def is_word(self, at: int, words: frozenset[str]) -> bool:
        """Whether this token is one of these words, and not accounted for by a phrase."""
        return (
            0 <= at < len(self.tokens)
            and self.tokens[at].norm in words
            and self.tokens[at].sort is not Sort.PIECE
            and self.match_at(at) is None
        )

    def skip(self, at: int, words: frozenset[str], step: int = 1) -> int:
        """The first token from here on, or back with step -1, that is none of these words."""
        while self.is_word(at, words):
            at += step
        return at

    def match_at(self, at: int) -> Match | None:
        """The phrase that covers this token."""
        for match in self.matches:
            if match.start <= at < match.end:
                return match
        return None

    def claim(self, start: int, end: int) -> Token | None:
        """The first unknown word in this stretch of the text; whoever claims it reports it."""
        for token in self.unknown:
            if start <= token.start < end:
                self.unknown.remove(token)
                return token
        return None

    @property
    def asks(self) -> tuple[str, ...]:
        """The facts that a question about this act usually gives."""
        if self.act is None:
            return ()
        actions = self.lexicon.vocabulary.actions
        chain = self.lexicon.vocabulary.widening(self.act)
        return tuple(dict.fromkeys(fact for act in chain for fact in actions[act].asks))


def start(lexicon: Lexicon, text: str, on: date | None) -> Draft:
    """A draft of this question, its unknown words set apart."""
    draft = Draft(lexicon, text, on)
    tokens: list[Token] = []
    for token in tokenise(text):
        known = token.sort is not Sort.WORD or token.norm in _KNOWN or lexicon.knows(token.norm)
        (tokens if known else draft.unknown).append(token)
    draft.tokens = tuple(tokens)
    return draft


def listed(names: Iterable[str]) -> str:
    """Names in backticks, for a message."""
    return ", ".join(f"`{name}`" for name in names)
