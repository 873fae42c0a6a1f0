"""Instruments as read one by one -> the same with their ranks: later in time prevails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.files.shapes import InstrumentShape
from contract_engine.files.tree import Path, Tree
from contract_engine.language.instruments.instrument import UNDATED
from contract_engine.language.scope import Scope
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Instrument
from contract_engine.model.place import Span


@dataclass(frozen=True)
class Written:
    """Where an instrument is written: its shape, its file and the path in it."""

    shape: InstrumentShape
    tree: Tree
    at: Path

    def value(self, *path: str | int) -> Span:
        """The place of a value in it."""
        return self.tree.value((*self.at, *path))

    def key(self, *path: str | int) -> Span:
        """The place of a key in it."""
        return self.tree.key((*self.at, *path))


def with_ranks(
    scope: Scope, instruments: Mapping[str, Instrument], written: Mapping[str, Written]
) -> dict[str, Instrument]:
    """Each with its rank, a clarification with that of what it clarifies; checks their order."""
    ranked = {
        instrument.id: replace(
            instrument, rank=_rank(scope, instrument, instruments, written[instrument.id])
        )
        for instrument in instruments.values()
    }
    for instrument in ranked.values():
        _check_order(scope, instrument, ranked, written)
    return ranked


def is_ranked(instrument: Instrument) -> bool:
    """Whether the rank could be told; otherwise nothing that follows from it is reported."""
    return instrument.rank[0] != UNDATED


def _rank(
    scope: Scope, instrument: Instrument, instruments: Mapping[str, Instrument], written: Written
) -> tuple[date, int]:
    if instrument.kind != "clarification":
        if instrument.clarifies is not None and not _lost(written, "kind"):
            scope.report(
                "E342",
                f"`{instrument.id}` clarifies another instrument, but is no clarification",
                written.value("kind"),
                also=((written.key("clarifies"), "says what it clarifies"),),
                help="write `kind: clarification`, or `amends:` in place of `clarifies:`",
            )
        return instrument.rank
    if instrument.clarifies is None and not _lost(written, "clarifies"):
        help_ = "add `clarifies:` and the name of the instrument"
        message = "a clarification says what it clarifies"
        scope.report("E342", message, written.value("kind"), help=help_)
    chain = [instrument]
    while chain[-1].kind == "clarification":
        target = instruments.get(chain[-1].clarifies or "")
        if target is None:
            if chain == [instrument] and instrument.clarifies is not None:
                place = written.value("clarifies")
                known = [name for name in instruments if name != instrument.id]
                scope.unknown("E309", "instrument", instrument.clarifies, place, known)
            return UNDATED, 0
        if target in chain:
            if target is instrument:
                _circle(scope, chain, written)
            return UNDATED, 0
        chain.append(target)
    return chain[-1].rank


def _lost(written: Written, key: str) -> bool:
    """Whether a key of an instrument was left out, the reason being reported."""
    return (*written.at, key) in written.tree.lost


def _circle(scope: Scope, chain: list[Instrument], written: Written) -> None:
    first = chain[0].id
    if len(chain) == 1:
        message = f"`{first}` clarifies itself"
    else:
        names = " > ".join(f"`{one.id}`" for one in (*chain, chain[0]))
        message = f"these instruments clarify each other in a circle: {names}"
        if first != min(one.id for one in chain):
            return  # told once, from its first
    help_ = "name the instrument whose words it explains"
    scope.report("E342", message, written.value("clarifies"), help=help_)


def _check_order(
    scope: Scope,
    instrument: Instrument,
    instruments: Mapping[str, Instrument],
    written: Mapping[str, Written],
) -> None:
    here = written[instrument.id]
    if instrument.amends is not None and instrument.amends not in instruments:
        known = [name for name in instruments if name != instrument.id]
        scope.unknown("E309", "instrument", instrument.amends, here.value("amends"), known)
    if instrument.amends == instrument.id:
        help_ = "name the instrument that it changes"
        message = f"`{instrument.id}` amends itself"
        scope.report("E341", message, here.value("amends"), help=help_)
    for name, verb in ((instrument.amends, "amends"), (instrument.clarifies, "clarifies")):
        target = instruments.get(name or "")
        if target is None or UNDATED in (target.effective, instrument.effective):
            continue
        if verb == "clarifies" and not is_ranked(target):
            continue  # they clarify each other in a circle
        if instrument.effective < target.effective:
            scope.report(
                "E341",
                f"`{instrument.id}` is effective before `{name}`, which it {verb}",
                here.value("effective"),
                label=f"before {target.effective}",
                also=((written[target.id].value("effective"), f"`{name}` is effective here"),),
                help=f"correct a day, or what it {verb}",
            )
