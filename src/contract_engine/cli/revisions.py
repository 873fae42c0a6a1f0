"""Names on the command line -> two worlds to compare: versions, dates, folders, git revisions."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath

from contract_engine.answers.differ import View
from contract_engine.answers.engine import Engine
from contract_engine.api import find_rules, load
from contract_engine.api.agreements import is_there
from contract_engine.cli.output import EXTRA_SOURCES
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.language.days import Unreadable, read_day
from contract_engine.model.question import Options

Views = tuple[View, View, date | None]


def views_of(first: str, second: str | None, agreement: str, forced: str | None) -> Views:
    """The two worlds, and the first day to compare (None: every day); raises BadInput."""
    if second is None:
        first, second = _halves(first)
    ways: dict[str, Callable[[str, str, str], Views | None]] = {
        "version": _versions,
        "date": _dates,
        "folder": _folders,
        "revision": _revisions,
    }
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


def _halves(text: str) -> tuple[str, str]:
    """`A...B` and `A..B` as git writes them; a name alone is compared with what is here now."""
    for dots in ("...", ".."):
        if dots in text:
            left, right = text.split(dots, 1)
            return left or "HEAD", right
    return text, ""


def _versions(first: str, second: str, agreement: str) -> Views | None:
    loaded = load(agreement, places=True)
    instruments = loaded.model.instruments
    if first not in instruments or second not in instruments:
        return None
    views = [View(name, loaded.engine, Options(under=name)) for name in (first, second)]
    since = max(instruments[name].effective for name in (first, second))
    return views[0], views[1], since


def _dates(first: str, second: str, agreement: str) -> Views | None:
    try:
        days = read_day(first), read_day(second)
    except Unreadable:
        return None
    engine = load(agreement, places=True).engine
    views = [View(day.isoformat(), engine, Options(), day) for day in days]
    return views[0], views[1], None


def _folders(first: str, second: str, agreement: str) -> Views | None:
    if not second:
        return None
    paths = [Path(first), Path(second)]
    if not all(map(is_there, paths)):
        paths = [find_rules(name) for name in (first, second)]
    if not all(map(is_there, paths)):
        return None
    views = [View(str(path), load(path, places=True).engine, Options()) for path in paths]
    return views[0], views[1], None


def _revisions(first: str, second: str, agreement: str) -> Views | None:
    folder = find_rules(agreement).resolve()
    engines = []
    for revision in (first, second):
        engine = (
            load(folder, places=True).engine if not revision else _at_revision(folder, revision)
        )
        if engine is None:
            return None
        engines.append(engine)
    return (
        View(first, engines[0], Options()),
        View(second or "the working tree", engines[1], Options()),
        None,
    )


def _at_revision(folder: Path, revision: str) -> Engine | None:
    """The rules as a git revision has them; None where there is no such revision."""
    if revision.startswith("-"):
        return None
    top = _git(folder, "rev-parse", "--show-toplevel")
    if (
        top is None
        or _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is None
    ):
        return None
    inside = folder.relative_to(Path(top.decode().strip()).resolve()).as_posix()
    files = _files(folder, revision, inside)
    if files is None:
        raise BadInput([Problem("E509", f"`{revision}` has no `{inside}`", place(revision))])
    if folder.is_file():
        then = from_bytes(files, f"{revision}:{PurePosixPath(inside).parent}", folder.name)
    else:
        then = from_bytes(files, f"{revision}:{inside}")
    EXTRA_SOURCES.update({tree.file: tree.text for tree in then.trees})
    agreement, problems = load_folder(then)
    if agreement is None:
        raise BadInput(problems)
    return Engine(agreement)


def _files(folder: Path, revision: str, inside: str) -> dict[str, bytes | Problem] | None:
    """The rule files of a folder, or a single one, as a revision has them."""
    if folder.is_file():
        content = _git(folder, "show", f"{revision}:{inside}")
        return None if content is None else {folder.name: content}
    listing = _git(folder, "ls-tree", "--full-tree", "-z", "--name-only", f"{revision}:{inside}")
    if listing is None:
        return None
    files: dict[str, bytes | Problem] = {}
    for name in listing.decode().split("\0"):
        if name.endswith((".yaml", ".yml")) and "/" not in name:
            content = _git(folder, "show", f"{revision}:{inside}/{name}")
            if content is not None:
                files[name] = content
    return files


def _git(folder: Path, *words: str) -> bytes | None:
    """What git prints, or None where it fails or isn't there."""
    place = folder if folder.is_dir() else folder.parent
    try:
        done = subprocess.run(
            ["git", "-C", str(place), *words], capture_output=True, check=False, timeout=60
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
