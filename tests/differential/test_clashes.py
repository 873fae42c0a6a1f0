"""Which norms contradict each other, and of which act: against the reference, all there are."""

from __future__ import annotations

from itertools import product

import pytest

from contract_engine.model.agreement import Modality, Norm
from contract_engine.model.norms import incompatible, meeting_act
from tests.differential.compare import engine_of
from tests.reference import from_data
from tests.reference.model import Norm as Theirs
from tests.reference.verdict import _is_relevant
from tests.reference.verdict import incompatible as theirs_clash

ACTS = ("use", "sell", "lend", "read")
DATA = {
    "format": "1",
    "agreement": "acts",
    "title": "Acts and kinds of them",
    "grade": "contract",
    "parties": {"p": None, "q": None},
    "actions": {"use": {"kinds": {"sell": {"kinds": {"lend": None}}}}, "read": None},
    "instruments": [
        {
            "instrument": "first",
            "kind": "agreement",
            "title": "The first",
            "effective": "2020-01-01",
            "clauses": {"c": {"text": "t", "norm": "p may use"}},
        }
    ],
}


@pytest.mark.parametrize(("one", "other"), list(product(Modality, repeat=2)))
def test_modalities_clash_as_the_reference_says(one: Modality, other: Modality) -> None:
    assert incompatible(one, other) == theirs_clash(one.value, other.value)


def test_two_norms_meet_on_an_act_of_which_both_speak() -> None:
    """There is such an act just where the reference finds both relevant to one."""
    words, theirs = engine_of(DATA).agreement.vocabulary, from_data(DATA)
    norms = [Norm(party, modality, act) for party in "pq" for modality in Modality for act in ACTS]
    for one, other in product(norms, repeat=2):
        met = [
            act
            for act in ACTS
            if one.bearer == other.bearer
            and all(
                _is_relevant(Theirs(n.bearer, n.modality.value, n.action), theirs, n.bearer, act)
                for n in (one, other)
            )
        ]
        found = meeting_act(words, one, other)
        assert found == (met[0] if met else None), (str(one), str(other))
