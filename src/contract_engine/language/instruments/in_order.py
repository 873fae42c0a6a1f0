"""The list of instruments in `agreement.yaml`, with their files -> Instruments."""

from __future__ import annotations

from datetime import date

from contract_engine.diagnostics.nearest import nearest
from contract_engine.files.folder import Folder
from contract_engine.files.shapes import AgreementShape, InstrumentShape
from contract_engine.files.tree import Path, Tree
from contract_engine.language.clauses.groups import read_groups
from contract_engine.language.instruments.instrument import read_instrument
from contract_engine.language.instruments.ranks import Written
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Instrument
from contract_engine.model.place import Span


def read_instruments(
    scope: Scope, folder: Folder, main: AgreementShape
) -> tuple[dict[str, Instrument], dict[str, Written]]:
    """The instruments in order, not yet linked, and where each is written."""
    instruments: dict[str, Instrument] = {}
    written: dict[str, Written] = {}
    order: dict[str, int] = {}
    meant: set[str] = set()
    places: dict[str, Span] = {}
    for index, entry in enumerate(main.instruments):
        at: Path = ("instruments", index)
        if scope.lost(at):
            continue
        name = entry if isinstance(entry, str) else entry.instrument
        inline = None if isinstance(entry, str) else Written(entry, scope.tree, at)
        place = scope.tree.value(at) if inline is None else inline.value("instrument")
        if name in places:
            _twice(scope, name, place, places[name])
            continue
        if name:
            places[name] = place
        if name in folder.left_out:
            continue
        if inline is None and name not in folder.instruments:
            meant |= _no_file(scope, folder, main, name, place)
            continue
        found = inline or _in_file(scope, folder.instruments[name], name)
        if found is None or not name:
            scope.excused.names.add(name)
            continue
        if inline is None or not scope.lost((*at, "instrument")):
            scope.check_slug(name, at if inline is None else (*at, "instrument"))
        written[name] = found
        order[name] = index
    for name in folder.added:
        _added(scope, folder, name, places, written)
        order[name] = len(main.instruments) + len(order)
    main_groups = (scope, main.groups, ("groups",), next(iter(written), ""), None)
    read_groups(
        scope,
        [
            main_groups,
            *(
                (
                    scope.within(found.tree),
                    found.shape.groups,
                    (*found.at, "groups"),
                    name,
                    _effective(found.shape),
                )
                for name, found in written.items()
            ),
        ],
    )
    more = (scope, main.definitions, ("definitions",))
    for name, found in written.items():
        within, index = scope.within(found.tree), order[name]
        instruments[name] = read_instrument(
            within, found.shape, found.at, index, None if instruments else more
        )
    if not any(isinstance(entry, InstrumentShape) for entry in main.instruments):
        _unlisted(scope, folder, {*places, *meant})
    return instruments, written


def _effective(shape: InstrumentShape) -> date | None:
    """The day on which an instrument is effective, where that can be read."""
    try:
        return read_day(shape.effective)
    except Unreadable:
        return date.min  # reported where the instrument is read


def _added(
    scope: Scope,
    folder: Folder,
    name: str,
    places: dict[str, Span],
    written: dict[str, Written],
) -> None:
    """An instrument whose file stands elsewhere, after those of the list."""
    tree = folder.instruments[name]
    place = tree.value(("instrument",))
    if name in places:
        _twice(scope, name, place, places[name])
        return
    found = _in_file(scope, tree, name)
    places[name] = place
    if found is None:
        scope.excused.names.add(name)
        return
    if ("instrument",) not in tree.lost:
        scope.within(tree).check_slug(name, ("instrument",))
    written[name] = replace(found, shape=replace(found.shape, proposed="yes"))


def _in_file(scope: Scope, tree: Tree, name: str) -> Written | None:
    shape = scope.within(tree).shaped(InstrumentShape)
    if shape is None:
        return None
    if shape.instrument != name and ("instrument",) not in tree.lost:
        scope.report(
            "E345",
            f"this file says it is `{shape.instrument}`, but it is listed as `{name}`",
            tree.value(("instrument",)),
            help=f"write `instrument: {name}`, or rename the file and the entry in the list",
        )
    return Written(replace(shape, instrument=name), tree, ())


def _no_file(
    scope: Scope, folder: Folder, main: AgreementShape, name: str, place: Span
) -> set[str]:
    """Report an instrument without a file; returns the name that was perhaps meant."""
    scope.excused.names.add(name)
    if any(file.rsplit(".", 1)[0] == name for file in folder.unread):
        return set()
    scope.excused.sorts.add("clause")
    free = [file for file in folder.instruments if file not in main.instruments]
    near = nearest(name.removesuffix(".yaml"), free)
    help_ = f"did you mean `{near}`?" if near else "add the file, or take the name off the list"
    message = f"there is no file `{name.removesuffix('.yaml')}.yaml`"
    scope.report("E343", message, place, label="listed here", help=help_)
    return {near} if near else set()


def _twice(scope: Scope, name: str, place: Span, first: Span) -> None:
    scope.report(
        "E340",
        f"instrument `{name}` stands twice",
        place,
        label="again here",
        also=((first, "first here"),),
        help="take one away, or give it a name of its own",
    )


def _unlisted(scope: Scope, folder: Folder, listed: set[str]) -> None:
    if any(path[:1] == ("instruments",) for path in scope.tree.lost):
        return  # it may stand in the part that could not be read
    for name, tree in folder.instruments.items():
        if name not in listed and name not in scope.excused.names:
            scope.excuse_all(tree)
            scope.report(
                "E344",
                f"`{name}.yaml` is not among the instruments",
                Span(tree.file),
                also=((scope.tree.key(("instruments",)), "the list"),),
                help=f"add `{name}` to `instruments:`, or take the file away",
            )
