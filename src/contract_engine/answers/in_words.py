"""The answers to a question in words: side by side, each with the command that gives it."""

from __future__ import annotations

from contract_engine.answers.answer import WHERE_THERE, Cited, Json, Result, WordsRead, as_json
from contract_engine.answers.value.figures import FigureTold
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.evidence import Grade


@dataclass(frozen=True)
class Found:
    """One answer, and the command that gives it.

    `among` are the values that were asked about, where not all.
    """

    command: tuple[str, ...]
    line: str
    result: Result
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers(Result):
    """Every answer to a question in words, and how each of its words was read."""

    agreement: str
    understood: tuple[WordsRead, ...]
    found: tuple[Found, ...]

    def to_json(self) -> dict[str, Json]:
        """Each answer with the command that gives it; its own keys are under `result`."""
        return {
            "agreement": self.agreement,
            "understood": as_json(self.understood),
            "answers": [
                {"command": each.line, "result": each.result.to_json()} for each in self.found
            ],
        }


@dataclass(frozen=True)
class WordTold:
    """A word of the vocabulary: its name, how it is written for people, what else it is called.

    `sort` says what it is; `values` are those of a fact or reading.
    """

    name: str
    label: str
    sort: str
    aliases: tuple[str, ...] = ()
    values: tuple[WordTold, ...] = field(default=(), metadata=WHERE_THERE)
    example: str = field(default="", metadata=WHERE_THERE)


@dataclass(frozen=True)
class WordsTold(Result):
    """Every word of an agreement, by sort."""

    agreement: str
    title: str
    parties: tuple[WordTold, ...]
    actions: tuple[WordTold, ...]
    facts: tuple[WordTold, ...]
    events: tuple[WordTold, ...]
    readings: tuple[WordTold, ...]
    instruments: tuple[WordTold, ...]
    figures: tuple[WordTold, ...]
    topics: tuple[WordTold, ...]


@dataclass(frozen=True)
class ClauseOfTopic:
    """A clause that speaks of a topic."""

    id: str
    instrument: str
    text: str
    grade: Grade
    cites: tuple[Cited, ...]


@dataclass(frozen=True)
class TopicTold(Result):
    """What the record says of a topic: in a sentence, in clauses, in figures; and what to ask."""

    agreement: str
    topic: str
    label: str
    sentence: str
    clauses: tuple[ClauseOfTopic, ...]
    figures: tuple[FigureTold, ...]
    ask: str
    notes: tuple[str, ...] = ()
