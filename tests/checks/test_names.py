"""Names by which a question can't tell what is meant."""

from __future__ import annotations

from contract_engine.checks.names import unclear_names
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder

RULES = """\
format: 1
agreement: flat
grade: contract
parties: {{tenant: , landlord: {{aliases: [the]}}}}
actions:
  sublet: {{aliases: [{one}, "use {{place}}"]}}
  share: {{aliases: [{other}, "use {{place}}"]}}
facts: {{place: {{kind: {{room: , flat: }}}}}}
instruments:
  - instrument: "2020"
    kind: agreement
    effective: 2020-01-01
    clauses: {{a: {{norm: [tenant may sublet, tenant may share], when: place is room}}}}
"""


def _found(one: str, other: str) -> list[str]:
    text = RULES.format(one=one, other=other)
    agreement, problems = load_folder(from_bytes({"agreement.yaml": text.encode()}, "flat"))
    assert agreement is not None, problems
    return [problem.message for problem in unclear_names(agreement)]


def test_a_name_of_two_actions_is_found() -> None:
    assert (
        _found("rent out", "renting out")[0] == "`renting out` is a name of `sublet` and of `share`"
    )


def test_a_name_that_holds_a_fact_is_told_apart_by_it() -> None:
    assert _found("rent out", "let") == [
        "`the`, a name of `landlord`, is made of small words alone"
    ]
