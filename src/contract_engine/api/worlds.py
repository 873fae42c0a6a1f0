"""Two names -> two worlds to compare: versions, dates, folders, git revisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from contract_engine.answers.compare.diff import View
from contract_engine.answers.engine import Engine
from contract_engine.api.agreements import find_rules, is_there
from contract_engine.api.base import Base
from contract_engine.api.git_history import Revision, revision_of
from contract_engine.api.loader import load
from contract_engine.api.suites import PlaceOf, nowhere
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.files.folder import from_bytes
from contract_engine.files.snapshot import AGREEMENT
from contract_engine.language import load_folder
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.question import Options


@dataclass(frozen=True)
class Rules:
    """Where rules stand: a folder or file, and when, if not now."""

    path: Path
    then: Revision | None = None


@dataclass(frozen=True)
class Compared:
    """Two worlds; the first day to compare (None: every day); where their rules stand, if apart.

    `texts` are those of the files of a git revision.
    """

    one: View
    other: View
    since: date | None = None
    places: tuple[Rules, Rules] | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


def views_of(
    first: str,
    second: str | None,
    agreement: str,
    forced: str | None,
    place: PlaceOf = nowhere,
    drafts: Sequence[str | Path] = (),
) -> Compared:
    """The two worlds that are meant; raises BadInput.

    Args:
        first: a version, a day, a rule folder, or a git revision (or A...B).
        second: the other.
        agreement: the agreement that versions, days and revisions are of.
        forced: what both are, where it shouldn't be tried.
        place: where the names were written, for diagnostics.
        drafts: what counts in both, though it is only proposed; of versions and days alone.
    """
    branched = False
    if second is None:
        first, second, branched = _halves(first)
    ways: dict[str, Callable[[str, str, str], Compared | None]] = {
        "version": partial(_versions, drafts=drafts, place=place),
        "date": partial(_dates, drafts=drafts, place=place),
        "folder": _folders,
        "revision": partial(_revisions, branched=branched, place=place),
    }
    if drafts:
        ways = {name: ways[name] for name in ("version", "date")}
    broken: BadInput | None = None
    for name, way in ways.items():
        if forced in (None, name):
            try:
                found = way(first, second, agreement)
            except BadInput as error:
                if name != "version" or forced:
                    raise
                broken, found = error, None  # the other ways may do without today's rules
            if found is not None:
                return found
    if broken is not None:
        raise broken
    what = forced or "version, date, rule folder or git revision"
    names = f"`{first}`" + (f" and `{second}`" if second else "")
    help_ = "name two versions, two days, two rule folders, or one or two git revisions"
    raise BadInput([Problem("E509", f"{names}: no such {what}", place(first), help=help_)])


def drafted(agreement: str, drafts: Sequence[str | Path], place: PlaceOf) -> Compared:
    """An agreement as it is, and as it would be with drafts; raises BadInput."""
    if not drafts:
        help_ = "name a version, a day, a rule folder or a git revision, or a draft after --with"
        raise BadInput([Problem("E504", "there is nothing to compare", place(), help=help_)])
    rules = find_rules(agreement)
    one = View("as it is", load(agreement, places=True).engine, Options())
    named = ", ".join(map(str, drafts))
    with_them = load(agreement, drafts=drafts, places=True, place=place)
    other = View(f"with {named}", with_them.engine, Options())
    return Compared(one, other, places=(Rules(rules), Rules(rules)))


def _halves(text: str) -> tuple[str, str, bool]:
    """`A...B` and `A..B` as git writes them; a name alone is compared with what is here now.

    Three dots mean the commit where B, or what is here, branched off from A.
    """
    for dots in ("...", ".."):
        if dots in text:
            left, right = text.split(dots, 1)
            return left or "HEAD", right, dots == "..."
    return text, "", False


def _versions(
    first: str, second: str, agreement: str, *, drafts: Sequence[str | Path], place: PlaceOf
) -> Compared | None:
    loaded = load(agreement, drafts=drafts, places=True, place=place)
    return versions_of(loaded, first, second)


def versions_of(loaded: Base, first: str, second: str) -> Compared | None:
    """Two versions of an agreement, from the day the later one takes effect."""
    instruments = loaded.model.instruments
    if first not in instruments or second not in instruments:
        return None
    views = [View(name, loaded.engine, Options(under=name)) for name in (first, second)]
    since = max(instruments[name].effective for name in (first, second))
    return Compared(views[0], views[1], since)


def _dates(
    first: str, second: str, agreement: str, *, drafts: Sequence[str | Path], place: PlaceOf
) -> Compared | None:
    if days_of(first, second) is None:
        return None
    return dates_of(load(agreement, drafts=drafts, places=True, place=place), first, second)


def dates_of(loaded: Base, first: str, second: str) -> Compared | None:
    """An agreement on two days."""
    days = days_of(first, second)
    if days is None:
        return None
    views = [View(day.isoformat(), loaded.engine, Options(), day) for day in days]
    return Compared(views[0], views[1])


def days_of(first: str, second: str) -> tuple[date, date] | None:
    """Two days, where both are days."""
    try:
        return read_day(first), read_day(second)
    except Unreadable:
        return None


def _folders(first: str, second: str, agreement: str) -> Compared | None:
    if not second:
        return None
    paths = [Path(first), Path(second)]
    if not all(map(is_there, paths)):
        paths = [find_rules(name) for name in (first, second)]
    if not all(map(is_there, paths)):
        return None
    one, other = (View(str(path), load(path, places=True).engine, Options()) for path in paths)
    return Compared(one, other, places=(Rules(paths[0]), Rules(paths[1])))


def _revisions(
    first: str, second: str, agreement: str, *, branched: bool, place: PlaceOf
) -> Compared | None:
    folder = find_rules(agreement).resolve()
    earlier = revision_of(folder, first, (second or "HEAD") if branched else None)
    later = revision_of(folder, second) if second else None
    if earlier is None or (second and later is None):
        return None
    texts: dict[str, str] = {}
    one = View(earlier.called, _at_revision(folder, earlier, texts, place), Options())
    if later is None:
        other = View("the working tree", load(folder, places=True).engine, Options())
    else:
        other = View(later.called, _at_revision(folder, later, texts, place), Options())
    return Compared(one, other, None, (Rules(folder, earlier), Rules(folder, later)), texts)


def _at_revision(folder: Path, revision: Revision, texts: dict[str, str], place: PlaceOf) -> Engine:
    """The rules as a git revision has them; the texts of their files are added to `texts`."""
    files: Mapping[Path, bytes] | None
    if folder.is_file():
        content = revision.content(folder)
        files = None if content is None else {folder: content}
    else:
        files = revision.files(folder)
    if files is None:
        missing = f"`{revision.name}` has no `{revision.inside(folder)}`"
        raise BadInput([Problem("E509", missing, place(revision.name))])
    named = {file.name: content for file, content in files.items()}
    around, main = (folder.parent, folder.name) if folder.is_file() else (folder, AGREEMENT)
    then = from_bytes(
        named, revision.shown(around), main, lambda file: revision.content(around / file)
    )
    texts.update(then.texts)
    agreement, problems = load_folder(then)
    if agreement is None:
        raise BadInput(problems, texts)
    return Engine(agreement)
