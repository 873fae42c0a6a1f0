"""Scenario files, or the agreement whose they are -> the scenarios, each with its agreement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from contract_engine.api.agreement import LoadedAgreement
from contract_engine.api.agreements import DEFAULT, find_rules, is_there, missing, shipped
from contract_engine.api.loader import load
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.language.questions import QUESTION
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.scenarios.files import Scenario, read_scenarios, scenario_files
from contract_engine.scenarios.rules import rules_of

T = TypeVar("T")


class Watch(Protocol):
    """Hands items through, and may tell how far the work on them is."""

    def __call__(self, items: Iterable[T], total: int, doing: str, /) -> Iterable[T]:
        """The same items, of which there are `total`; `doing` says what is done with them."""


def unwatched(items: Iterable[T], total: int, doing: str, /) -> Iterable[T]:
    """The items, and nothing told."""
    return items


class PlaceOf(Protocol):
    """Where what a caller wrote stands; without it, where its question does."""

    def __call__(self, text: str | None = None, /) -> Span:
        """The place of a text, for diagnostics."""


def nowhere(text: str | None = None, /) -> Span:
    """Nowhere: what was written is no file and no command line."""
    return QUESTION


@dataclass
class Planned:
    """Scenarios and the agreements that they ask; `broken` is what is wrong with their files."""

    files: list[Path]
    scenarios: list[tuple[Path, Scenario]] = field(default_factory=list)
    broken: list[Problem] = field(default_factory=list)

    def homes(self) -> list[Path]:
        """Where the rules are that these are about."""
        return list(dict.fromkeys(home for home, _ in self.scenarios))


def planned(
    paths: Sequence[Path | str] = (), agreement: str | None = None, place: PlaceOf = nowhere
) -> Planned:
    """What scenario files hold.

    Args:
        paths: files and folders; without one, the agreement's own.
        agreement: whose scenarios, where no path is given; the rules asked, where one is.
        place: where the paths were written, for diagnostics.

    Returns:
        The scenarios, each with where its rules are. BadInput where there are no such files.
    """
    plan = Planned(files_of([Path(path) for path in paths], agreement, place))
    named = find_rules(agreement) if agreement else None
    for path in plan.files:
        found, wrong = read_scenarios(path)
        plan.broken += wrong
        if found is not None:
            home = named or rules_of(path, found.agreement, find_rules)
            if not named and not is_there(home):
                span = found.tree.value(("agreement",))
                plan.broken.append(replace(missing(found.agreement), span=span))
                continue
            plan.scenarios += [(home, scenario) for scenario in found.scenarios]
    return plan


def files_of(paths: Sequence[Path], agreement: str | None, place: PlaceOf) -> list[Path]:
    """The scenario files that are meant: those of the paths, or the agreement's own."""
    name = Path(agreement or DEFAULT).name
    own = [base / name for base in (Path("scenarios"), *shipped("scenarios"))]
    chosen = list(paths) or [folder for folder in own if folder.is_dir()][:1]
    if not chosen:
        message = f"there are no scenarios for `{name}`"
        raise BadInput([Problem("E001", message, place(), help="name a file or folder")])
    if away := [path for path in chosen if not is_there(path)]:
        raise BadInput([Problem("E001", f"there is no `{p}`", place(str(p))) for p in away])
    files = scenario_files(chosen)
    if not files:
        message = f"there are no scenario files in `{chosen[0]}`"
        raise BadInput([Problem("E001", message, place(str(chosen[0])))])
    return files


def of_one(
    plan: Planned, place: PlaceOf, drafts: Sequence[str | Path] = (), *, places: bool = False
) -> LoadedAgreement:
    """The one agreement that scenarios are about; BadInput with all that is wrong."""
    problems, homes = list(plan.broken), plan.homes()
    if len(homes) > 1:
        first, other = (
            next(s.place.file for home, s in plan.scenarios if home == each) for each in homes[:2]
        )
        message = f"`{first}` and `{other}` are about two agreements"
        help_ = "measure one agreement at a time"
        problems.append(Problem("E505", message, place(), help=help_))
    if problems or not homes:
        raise BadInput(problems)
    return load(homes[0], drafts=drafts, places=places, place=place)
