"""A problem found in a file or a question: a code, a place, a message, help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contract_engine.diagnostics.tidy import shortened, tidy
from contract_engine.lazy_dataclass import dataclass, field

LONGEST_CLAUSE = 240
"""So many characters of a clause's text are shown below a problem."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words in a file: `file`, `line` and `column` (both from 1), and how many characters.

    A span with line 0 is the whole file, or something typed on the command line; one with a line
    and no column begins where the line does.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __post_init__(self) -> None:
        if self.line and not self.column:
            object.__setattr__(self, "column", 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `message` is a lower-case sentence with the user's words in backticks, `label` stands under the
    underlined words, `help` says what to write instead, `clause` is the text of the clause it
    stands in, and `also` names second places (each with its own label). `about` is how
    `accepted.yaml` names a finding, beside its code. All of them are made one printable line,
    whatever the user wrote.
    """

    code: str
    message: str
    span: Span
    label: str = ""
    help: str = ""
    clause: str = ""
    also: tuple[tuple[Span, str], ...] = ()
    severity: str = field(default="error")
    about: str = ""

    def __post_init__(self) -> None:
        for name in ("message", "label", "help"):
            object.__setattr__(self, name, tidy(getattr(self, name)))
        object.__setattr__(self, "clause", shortened(tidy(self.clause.strip()), LONGEST_CLAUSE))
        also = tuple((span, tidy(label)) for span, label in self.also)
        object.__setattr__(self, "also", also)

    @property
    def is_error(self) -> bool:
        """Whether this problem keeps the input from being used."""
        return self.severity == "error"


class BadInput(Exception):
    """Raised only at the edge: everything that was wrong with what the user gave, a line each.

    `texts` are those of files that are not there to be read, such as those of a git revision.
    """

    def __init__(self, problems: Iterable[Problem], texts: Mapping[str, str] | None = None) -> None:
        self.problems = in_order(problems)
        self.texts = dict(texts or {})
        super().__init__("\n".join(map(_in_one_line, self.problems)))


class AskBack(BadInput):
    """A question that is not understood, with whole questions that would be: `offers`.

    `asked` is the question as it was written.
    """

    def __init__(self, problems: Iterable[Problem], offers: tuple[str, ...], asked: str) -> None:
        super().__init__(problems)
        self.offers = offers
        self.asked = asked


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repetitions, by file, line and column."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda problem: (problem.span, problem.code, problem.message)))


def _in_one_line(problem: Problem) -> str:
    span = problem.span
    where = f"{span.file}:{span.line}:{span.column}: " if span.line else ""
    help_ = f" ({problem.help})" if problem.help else ""
    return f"{where}{problem.message}{help_}"
