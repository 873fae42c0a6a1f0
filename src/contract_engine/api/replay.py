"""Answers that were kept -> whether they are still the answers today, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from contract_engine.answers.answer import Json, Result, as_json
from contract_engine.answers.compare.diff import Row, View, differ, incomparable
from contract_engine.api.agreement import LoadedAgreement
from contract_engine.api.agreements import DEFAULT
from contract_engine.api.loader import load
from contract_engine.api.replayed import ask_again, engine_name, replayed
from contract_engine.api.suites import PlaceOf, Watch, nowhere, unwatched
from contract_engine.api.worlds import views_of
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.render import as_data
from contract_engine.lazy_dataclass import dataclass
from contract_engine.receipts.read import Kept, LogRead, read_kept
from contract_engine.receipts.recorded_answer import Recorded
from contract_engine.receipts.replay import Replayed
from contract_engine.receipts.replay import replay as replay_one


@dataclass(frozen=True)
class Since:
    """What changed since earlier rules, in the acts that the answers were about.

    Of the answers that differ, `theirs` were given under those very rules, and `confirmed` are
    what those rules say.
    """

    then: View
    now: View
    differing: int
    theirs: int
    confirmed: int
    rows: tuple[Row, ...]

    def data(self) -> Json:
        """For --json."""
        return {
            "rules": self.then.name,
            "rules_sha256": self.then.engine.rules_sha256,
            "given_under_these_rules": self.theirs,
            "confirmed_by_these_rules": self.confirmed,
            "rows": as_json(self.rows),
        }


@dataclass(frozen=True)
class Report(Result):
    """What came of replaying a file: the answers that differ, each with what it is today."""

    answers: int
    differing: tuple[tuple[Recorded, Replayed], ...]
    elsewhere: int
    """Answers that are the same, though their rules or engine were others."""
    log: LogRead | None
    head: str | None
    since: Since | None

    @property
    def held(self) -> bool:
        """Whether every answer is the same and the log untouched."""
        return not (self.differing or self.tampered or self.cut)

    @property
    def tampered(self) -> bool:
        """Whether a line of the log was changed, dropped or moved."""
        return self.log is not None and any(fault.tampered for fault in self.log.faults)

    @property
    def cut(self) -> bool:
        """Whether the head that was noted is no longer in the log."""
        return (
            self.head is not None and self.log is not None and not self.log.chain.holds(self.head)
        )

    def to_json(self) -> dict[str, Json]:
        """The same as plain data."""
        log = self.log
        return {
            "answers": self.answers,
            "same": self.answers - len(self.differing),
            "same_under_other_rules_or_engine": self.elsewhere,
            "results": [
                {
                    "line": each.place.line,
                    "question": each.answer["question"],
                    "causes": list(again.causes),
                    "differences": as_json(again.differences),
                    "problems": as_json([as_data(problem) for problem in again.problems]),
                }
                for each, again in self.differing
            ],
            "log": None
            if log is None
            else {
                "entries": log.entries,
                "head": log.chain.head,
                "faults": as_json(log.faults),
                "holds_noted_head": None if self.head is None else not self.cut,
            },
            "since": None if self.since is None else self.since.data(),
        }


def replay(
    file: Path,
    agreement: str | None = None,
    *,
    rules: str | None = None,
    head: str | None = None,
    watch: Watch = unwatched,
    place: PlaceOf = nowhere,
) -> Report:
    """Ask every kept answer's question again, under the rules of today and by the diagram alone.

    Args:
        file: what `ask --json` printed (or --batch), or a log that `ask --log` wrote.
        agreement: the rules of today; without it, by the receipts.
        rules: the rules as they were then, by git revision or folder: what changed since.
        head: a head noted earlier, which the log must hold.
        watch: is handed the answers as they are asked again.
        place: where `head` and `rules` were written, for diagnostics.

    Returns:
        What came of it. BadInput where the file holds neither answers nor a log.
    """
    kept = _read(file)
    if head is not None and kept.log is None:
        message = f"`{file}` is not a log: it has no head"
        raise BadInput([Problem("E515", message, place(head))])
    by_agreement: dict[tuple[str, tuple[str, ...]], list[Recorded]] = {}
    for each in kept.answers:
        of = agreement or each.agreement or DEFAULT
        by_agreement.setdefault((of, each.drafts), []).append(each)
    opened = {of: load(of[0], drafts=of[1]) for of in by_agreement}
    differing: list[tuple[Recorded, Replayed]] = []
    elsewhere = 0
    for rules_of, recorded in by_agreement.items():
        came = replayed(opened[rules_of], recorded)
        for each, again in watch(came, len(recorded), "answers"):
            if not again.same:
                differing.append((each, again))
            elif again.causes:
                elsewhere += 1
    differing.sort(key=lambda pair: pair[0].place.line)
    compared = None
    if rules is not None:
        compared = _since(rules, opened, [each for each, _ in differing], place)
    return Report(len(kept.answers), tuple(differing), elsewhere, kept.log, head, compared)


def _read(file: Path) -> Kept:
    try:
        with file.open("rb") as lines:
            kept, problems = read_kept(str(file), lines)
    except OSError as error:
        message = f"this can't be read: {error.strerror or error}"
        raise BadInput([Problem("E001", message, Span(str(file)))]) from None
    if kept is None:
        raise BadInput(problems)
    return kept


def _since(
    rules: str,
    opened: Mapping[tuple[str, tuple[str, ...]], LoadedAgreement],
    differing: Sequence[Recorded],
    place: PlaceOf,
) -> Since:
    """What changed since earlier rules; of the one agreement asked about."""
    if len(opened) != 1:
        message = f"these are answers about {len(opened)} agreements"
        help_ = "name one: --agreement"
        raise BadInput([Problem("E505", message, place(rules), help=help_)])
    return _compared(rules, next(iter(opened.values())), differing, place)


def _compared(
    rules: str, loaded: LoadedAgreement, differing: Sequence[Recorded], place: PlaceOf
) -> Since:
    """Compare a rule folder, or a git revision of the rules, with the rules of today."""
    folder = loaded.model.folder
    if Path(rules).exists():
        compared = views_of(rules, folder, folder, "folder", place)
    else:
        compared = views_of(rules, None, folder, "revision", place)
    then, now = compared.one, compared.other
    problems = incomparable(then, now)
    if problems:
        raise BadInput(problems, compared.texts)
    earlier = LoadedAgreement(then.engine.agreement)
    sha256 = earlier.engine.rules_sha256
    theirs = [each for each in differing if each.rules_sha256 == sha256]
    confirmed = [
        each
        for each in theirs
        if replay_one(each, lambda r: ask_again(earlier, r), engine_name(), sha256).same
    ]
    acts = {tuple(each.question.ask.split()) for each in differing}
    rows = tuple(
        row for row in differ(then, now, usual=True) if not acts or (row.bearer, row.action) in acts
    )
    return Since(then, now, len(differing), len(theirs), len(confirmed), rows)
