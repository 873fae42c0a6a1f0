"""The phrases that all results are told in: verdicts, grades, sources, days, what was asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from contract_engine.answers.answer import Asked, CaseSaid, Change, Cited, Holds, WordsRead
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import day_in_words
from contract_engine.answers.wording import tell_given
from contract_engine.model.agreement import OF_ONE_SIDE, Agreement
from contract_engine.model.evidence import Grade, Source
from contract_engine.model.outcome import Verdict
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import QUIET, STRONG, WEAK

if TYPE_CHECKING:
    from contract_engine.answers.value.result import Look

MOST = 6
"""Hinges, cases and near misses beyond these are left to --json."""
SHOWN_CASES = 20
"""Of more cases than this there is the number."""
_GIVEN = re.compile(r"`([A-Za-z_][A-Za-z0-9_]*)=")
_JOINED = re.compile(r" (?:or|and) ")
_VALUES = re.compile(r"[\w.-]+(?: or [\w.-]+)*")

GRADES = {
    "contract": "contract",
    "joint_statement": "joint statement",
    "filing": "filing",
    "party_statement": "statement of one party",
    "executive": "executive's remark",
    "press": "as reported by the press",
    "inference": "inferred",
}
WEAKEST = {
    "contract": "the contract",
    "joint_statement": "joint statements",
    "filing": "filings",
    "party_statement": "statements of one party",
    "executive": "an executive's remark",
    "press": "press reports",
    "inference": "inference",
}


def rests_on(model: Agreement, grade: Grade, instruments: Iterable[str]) -> str:
    """What an answer rests on at the weakest, by its grade and where its clauses stand."""
    kinds = {model.instruments[name].kind for name in instruments if name in model.instruments}
    if grade is Grade.CONTRACT and kinds and kinds <= {*OF_ONE_SIDE}:
        return "the text itself"
    return f"{WEAKEST[str(grade)]}, at the weakest"


MARKS = {
    "executive": "as an executive said",
    "press": "as reported",
    "inference": "as inferred",
}
"""What is said beside words that no party has put its name to."""

REPORTED = "From public reports: not the contract, not legal advice."
IN_PART = "From its own text, and in part from public statements: not legal advice."
AT_HAND = "Not legal advice."


def footer(model: Agreement) -> Inline:
    """What everything said of this agreement rests on, and what it isn't."""
    grades = {clause.grade for clause in model.clauses.values()}
    said = IN_PART if Grade.CONTRACT in grades else REPORTED
    if grades == {Grade.CONTRACT}:
        said = AT_HAND
    return Inline((f"{model.title}. {said}", QUIET))


def verdict_text(verdict: Verdict) -> Inline:
    """A verdict in its colour."""
    return Inline((str(verdict).replace("_", " "), str(verdict)))


_SAID = {
    Verdict.NOT_ADDRESSED: "Not addressed: ",
    Verdict.DISPUTED: "Disputed: ",
    Verdict.DEPENDS: "It depends: ",
}
"""How a sentence begins that stands alone, with what a verdict before it says already."""


def verdict_sentence(verdict: Verdict, grade: Grade | None, sentence: str) -> Inline:
    """A verdict and the sentence of the answer, which doesn't say the same again."""
    rest = sentence.removeprefix(_SAID.get(verdict, ""))
    return Inline(headline(verdict, grade), "  ", rest[:1].upper() + rest[1:])


def headline(verdict: Verdict, grade: Grade | None) -> Inline:
    """A verdict that begins an answer, marked where it rests on no party's word."""
    text = (str(verdict).replace("_", " ").upper(), f"{STRONG} {verdict}")
    mark = MARKS.get(str(grade))
    return Inline(text, (f" ({mark})" if mark else "", WEAK))


def grade_text(grade: Grade, *, carried: bool = False) -> Inline:
    """`joint statement, carried`; weak evidence in a colour."""
    style = WEAK if str(grade) in MARKS else ""
    return Inline((GRADES[str(grade)] + (", carried" if carried else ""), style))


def source_text(source: Source | None, cite: Cited) -> Inline:
    """A source by its title and date; weak evidence with its publisher and mark."""
    mark = MARKS.get(str(cite.grade))
    parts = [cite.source]
    if source is not None:
        publisher = source.publisher if mark else ""
        parts = [part for part in (source.title, publisher, source.date) if part]
    return Inline(", ".join(parts), (f" ({mark})" if mark else "", WEAK))


def rows_of(model: Agreement, asked: Asked | Look) -> Mapping[str, str]:
    """What is given by the rows of the items that a question names, and not by the question."""
    rows = (model.tables[table].items[key].values for table, key in asked.items.items())
    told = [(n, tell_given(model.vocabulary, n, v)) for row in rows for n, v in row.items()]
    return {name: value for name, value in told if asked.given.get(name) == value}


def asked_text(
    asked: Asked,
    how: Sequence[WordsRead] = (),
    *,
    day: bool = True,
    rows: Collection[str] = (),
) -> str:
    """`openai serve on 2025-11-15: product=stateless_api (“API”), cloud=aws`.

    Args:
        asked: the question.
        how: what its words were understood as.
        day: whether to tell the day.
        rows: the names that its items give, and it doesn't.
    """
    said = {m[1]: step.words for step in how if (m := _GIVEN.match(step.meaning))}
    given = []
    for name, value in {**asked.items, **asked.given}.items():
        if name in rows:
            continue
        words = said.get(name, "")
        plain = words.casefold() in ("", value.casefold(), f"{name}={value}".casefold())
        given.append(f"{name}={value}" + ("" if plain else f" (“{words}”)"))
    acts = {step.words for step in how if step.meaning.startswith(f"the action `{asked.action}`")}
    act = joined([f"“{words}”" for words in acts if words.casefold() != asked.action])
    text = f"{asked.bearer} {asked.action}" + (f" ({act})" if act else "")
    text += f" on {asked.on}" if day else ""
    text += f": {', '.join(given)}" if given else ""
    mended = [step.meaning for step in how if not step.words and "` read as `" in step.meaning]
    return f"{text} ({'; '.join(mended)})" if mended else text


def options_text(asked: Asked | Look) -> str:
    """`under 2025-01; without 2026-04`: what is left out of account."""
    options = asked.options
    told = (
        ("under", options.under),
        ("without", ", ".join(options.without)),
        ("known by", options.known),
        ("evidence from", None if options.evidence is None else str(options.evidence)),
        ("reading", pairs(options.readings)),
    )
    return "; ".join(f"{name} {value}" for name, value in told if value)


def holds_text(model: Agreement | None, holds: Holds, verdict: Verdict | None = None) -> str:
    """`from 28 October 2025: 2025-10 takes effect`, and through when, and what comes then.

    Of an answer that stays the same by other clauses it is said that it does.

    Without the agreement it is told in the names of the rule files.
    """
    if holds.from_ is None and holds.through is None:
        return "on every day"
    lines = []
    prose = str if model is None else InLabels(model).prose
    if holds.from_ is not None:
        open_ = ", without a known end" if holds.through is None else ""
        cause = f": {prose(holds.cause)}" if holds.cause else ""
        lines.append(f"from {day_in_words(holds.from_)}{open_}{cause}")
    if holds.through is not None:
        change = holds.next_change
        cause = f"; then {prose(change.cause)}" if change and change.cause else ""
        lines.append(f"through {day_in_words(holds.through)}{cause}{_then(change, verdict)}")
    return "\n".join(lines)


def _then(change: Change | None, verdict: Verdict | None) -> str:
    """What the answer is from the next day on."""
    if change is None or change.verdict is None or verdict is None:
        return ""
    same = "still " if change.verdict is verdict else ""
    return f" ({same}{str(change.verdict).replace('_', ' ')})"


def ifs(model: Agreement, lines: Iterable[str]) -> Iterator[str]:
    """Conditions that must all be true, each beginning as one: `if ...`, `and unless ...`."""
    labels = InLabels(model)
    for index, line in enumerate(lines):
        denied = line.removeprefix("not ")
        one = denied != line and not _JOINED.search(line)
        how = f"unless {labels.condition(denied)}" if one else f"if {labels.condition(line)}"
        yield f"and {how}" if index else how


def case_text(model: Agreement | None, case: CaseSaid) -> Inline:
    """`customer: a commercial customer → prohibited (clause)`."""
    clauses = f" ({', '.join(case.clauses)})" if case.clauses else ""
    told = pairs(case.given) if model is None else InLabels(model).pairs(case.given)
    given = f"{told or 'otherwise'} → "
    return Inline(given, verdict_text(case.verdict), (clauses, QUIET))


def cases_text(model: Agreement, cases: Sequence[CaseSaid], more: int) -> list[Inline]:
    """The first cases, a line each, and how many more there are."""
    shown = cases if more + len(cases) <= SHOWN_CASES + 1 else cases[:SHOWN_CASES]
    left = more + len(cases) - len(shown)
    told = [case_text(model, each) for each in shown]
    return [*told, *([Inline((f"and {left:,} more", QUIET))] if left else [])]


def readings_asked(page: Page, model: Agreement, names: Iterable[str]) -> None:
    """The questions of the readings among these names, which an answer tells by their values."""
    readings = model.vocabulary.readings
    asked = [readings[name].question for name in dict.fromkeys(names) if name in readings]
    page.labelled("readings", *asked)


def quotes_text(cites: Sequence[Cited]) -> str:
    """`“one” … “other”`: the words of a source."""
    return " … ".join(f"“{cite.quote}”" for cite in cites if cite.quote)


def pairs(given: Mapping[str, str]) -> str:
    """`size=small or large, seats > 3`: as it could be typed, or else in words."""
    return ", ".join(
        f"{name}{'=' if _VALUES.fullmatch(value) else ' '}{value}" for name, value in given.items()
    )


def days_text(begin: date | None, end: date | None) -> str:
    """`from 2025-10-28 through 2026-04-26`, as far as there is a first and a last day."""
    if begin is not None and begin == end:
        return f"on {begin}"
    words = (f"from {begin}" if begin else "", f"through {end}" if end else "")
    return " ".join(word for word in words if word) or "on every day"


def joined(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def several(number: int, one: str, more: str = "") -> str:
    """`1 gap`, `2 gaps`; `more` is the plural where it isn't made by an s."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"
