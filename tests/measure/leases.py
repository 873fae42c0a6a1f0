"""Small agreements as text, and what the tests do with them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from contract_engine.answers.engine import Engine
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.measure.space.suite import Asked, suite
from contract_engine.model.agreement import Agreement
from contract_engine.scenarios.files import Scenario, read_scenarios

HEAD = """
format: 1
agreement: lease
grade: contract
parties: {tenant: , landlord: }
actions: {sublet: , paint: {kinds: {paint_black: }}, pay: }
facts:
  guest: {kind: {friend: , stranger: {kinds: {lodger: , student: }}}}
  consent: {usually: no}
  rooms: {type: number}
  given_on: {type: date}
events:
  sold: {usually: never}
  known: {usually: never}
  sale: {reading: sale, made: sold, told: known}
readings:
  sale: {values: {made: , told: }}
  scope: {default: wide, values: {wide: , narrow: {published: 2021-06-01}}}
impossible:
  - [known, not sold]
"""


def load(instruments: str) -> Agreement:
    """The lease with these instruments (a YAML list)."""
    text = f"{HEAD}instruments:\n{instruments}"
    agreement, problems = load_folder(from_bytes({"agreement.yaml": text.encode()}, "lease"))
    assert agreement is not None, problems
    return agreement


def scenarios(text: str) -> tuple[Scenario, ...]:
    """A scenario file's scenarios, given as a YAML list."""
    return read_file(f"format: 1\nagreement: lease\nscenarios:\n{text}")


def read_file(text: str) -> tuple[Scenario, ...]:
    """The scenarios of a file with this text."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "lease.yaml")
        file.write_text(text, encoding="utf-8")
        found, problems = read_scenarios(file)
    assert found is not None, problems
    return found.scenarios


def asked(agreement: Agreement, text: str) -> tuple[Asked, ...]:
    """The scenarios of a YAML list; all of them must hold."""
    found, problems = suite(Engine(agreement), scenarios(text))
    assert not problems
    assert not found.failed, [scenario.name for scenario in found.failed]
    return found.held
