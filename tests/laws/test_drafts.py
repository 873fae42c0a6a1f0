"""What a draft changes: nothing until it is asked for, and then what it would change once made."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from contract_engine.diagnostics import Span
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.agreement import Agreement
from tests import reference
from tests.generators import Data, to_yaml
from tests.generators.order import entries, norms
from tests.laws.trials import Trial, law

NAME = "proposal"
OPPOSITE = {"may": "must not", "must not": "may", "must": "need not", "need not": "must"}


def with_draft(rng: Random, data: Data) -> Data | None:
    """The agreement with a draft that says of an act the opposite, in place of a clause or not."""
    of_norms = [entry for entry in entries(data) if any(norms(entry.clause))]
    if not of_norms:
        return None
    entry = rng.choice(of_norms)
    bearer, modality, action = next(iter(norms(entry.clause)))
    last = max(date.fromisoformat(each["effective"]) for each in data["instruments"])
    clause: Data = {"text": "As proposed.", "norm": f"{bearer} {OPPOSITE[modality]} {action}"}
    if rng.random() < 0.5:
        clause["replaces"] = [entry.id]
    draft: Data = {
        "instrument": NAME,
        "kind": "amendment",
        "proposed": "yes",
        "effective": (last + timedelta(days=rng.randint(0, 300))).isoformat(),
        "cites": [{"source": next(iter(data["sources"]))}],
        "clauses": {"as-proposed": clause},
    }
    if rng.random() < 0.3:
        draft["repeals"] = [rng.choice(of_norms).id]
    made = deepcopy(data)
    made["instruments"].insert(rng.randint(1, len(made["instruments"])), draft)
    return made


def loaded(data: Data, *drafts: str) -> Agreement:
    """The engine's own reading, with drafts."""
    folder = from_bytes({"agreement.yaml": to_yaml(data).encode()}, "generated")
    agreement, problems = load_folder(folder, dict.fromkeys(drafts, Span("")))
    assert agreement is not None, problems
    return agreement


def asked_for(data: Data) -> Agreement | None:
    """The engine's own reading, with the draft; None where clauses then defeat each other."""
    folder = from_bytes({"agreement.yaml": to_yaml(data).encode()}, "generated")
    agreement, problems = load_folder(folder, {NAME: Span("")})
    assert agreement is not None or {problem.code for problem in problems} <= {"E333", "E349"}
    return agreement


def plain(agreement: Agreement) -> Agreement:
    """The agreement without what tells that something is proposed, and without its ranks' places.

    A place in the list counts only between instruments of one day, whose order stays.
    """
    order = sorted(each.rank for each in agreement.instruments.values())
    instruments = {
        name: replace(each, proposed=False, rank=(each.rank[0], order.index(each.rank)))
        for name, each in agreement.instruments.items()
    }
    return replace(agreement, instruments=instruments, drafts={}, sha256="")


@law(60, drafted=0.9)
def test_a_draft_changes_nothing_until_it_is_asked_for(trial: Trial) -> None:
    """An agreement with a draft that nobody asks for means what it means without the draft."""
    data = trial.agreement(additions=True)
    made = with_draft(trial.rng, data)
    if made is None:
        return
    trial.reach("drafted")
    if asked_for(made) is None:
        return
    found = loaded(made)
    assert list(found.drafts) == [NAME]
    assert plain(found) == plain(loaded(data))
    assert reference.from_data(made).clauses == reference.from_data(data).clauses


@law(60, drafted=0.9, replaced=0.2)
def test_a_draft_that_is_asked_for_counts_as_if_it_were_made(trial: Trial) -> None:
    """With a draft that is asked for, an agreement means what it will mean once that is made."""
    data = trial.agreement(additions=True)
    made = with_draft(trial.rng, data)
    if made is None:
        return
    trial.reach("drafted")
    agreed = deepcopy(made)
    draft = next(each for each in agreed["instruments"] if each["instrument"] == NAME)
    del draft["proposed"]
    trial.reach(*["replaced"] * ("replaces" in draft["clauses"]["as-proposed"]))
    found = asked_for(made)
    if found is None:
        assert asked_for(agreed) is None
        return
    assert found.instruments[NAME].proposed
    assert plain(found) == plain(loaded(agreed))
    assert reference.from_data(made, drafts=[NAME]) == reference.from_data(agreed)
