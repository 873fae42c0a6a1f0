"""YAML text -> the model, and small agreements that tests share."""

from __future__ import annotations

from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.agreement import Agreement


def read(text: str) -> Agreement:
    """The agreement that one file's text is; it must be without errors."""
    agreement, problems = load_folder(from_bytes({"agreement.yaml": text.encode()}, "test"))
    assert agreement is not None, [(p.code, p.message, p.span.line, p.help) for p in problems]
    return agreement


def read_if_valid(text: str) -> Agreement | None:
    """The same; None where the loader finds a mistake in it."""
    return load_folder(from_bytes({"agreement.yaml": text.encode()}, "test"))[0]


LEASE = """
format: 1
agreement: lease
title: A lease of goods
grade: contract
parties: {lessee: , lessor: }
actions:
  use: {kinds: {sublet: }}
facts:
  goods:
    kind:
      vehicle: {kinds: {car: , lorry: {kinds: {van: , truck: }}}}
      machine: {kinds: {crane: , another_machine: }}
  insured: {type: yes/no}
  weight: {type: number}
  delivered: {type: date}
events:
  notice: {usually: never}
  breach_claimed: {usually: never}
  breach_found: {usually: never}
  breach: {reading: breach, claimed: breach_claimed, found: breach_found}
readings:
  breach: {question: What counts as a breach?, values: {claimed: , found: }}
instruments:
  - instrument: first
    kind: agreement
    effective: 2020-01-15
    clauses:
      may-use:
        text: The lessee may use insured goods, or light ones.
        norm: lessee may use
        when:
          - any: [insured, weight < 3.5]
          - goods is vehicle or crane
        until: breach
      no-trucks:
        text: Heavy goods and lorries are out for three months from delivery.
        norm: lessee must not use
        when: [goods is lorry]
        unless: [weight <= 7.25, 3 months after delivered]
        through: 2022
      must-use-cranes:
        text: Cranes must be put to use.
        norm: lessee must use
        when: [goods is crane, not insured, weight is 10]
        overrides: [no-machines]
      no-machines:
        text: No other machines.
        norm: lessee must not use
        when: [goods is machine]
  - instrument: second
    kind: amendment
    effective: 2022-03-01
    repeals: {no-machines: {why: They are welcome now.}}
    clauses:
      release:
        text: Cranes need not be put to use, once notice is given.
        norm: lessee need not use
        when: [delivered >= 2021-06-30]
        from: {earliest_of: [notice, 2023-01-01]}
        replaces: [must-use-cranes]
      no-subletting:
        text: No subletting unless all parts of a long list are there.
        norm: lessee must not sublet
        from: 30 days after notice
        through: {latest_of: [breach, 2024-02-29]}
        when:
          - breach is found
          - not: {all: [insured, goods is car, weight > 1.5]}
"""

TINY = """
format: 1
agreement: tiny
title: As little as has every sort of rule
grade: contract
parties: {lessee: }
actions: {use: }
facts:
  goods: {kind: {vehicle: {kinds: {car: , van: }}, crane: }}
  insured: {type: yes/no}
  weight: {type: number}
events:
  notice: {usually: never}
  damaged: {usually: never}
  lost: {usually: never}
  breach: {reading: breach, narrow: lost, wide: damaged}
readings:
  breach: {question: What is a breach?, values: {narrow: , wide: }}
instruments:
  - instrument: first
    kind: agreement
    effective: 2020-01-15
    clauses:
      vehicles:
        text: Insured or light vehicles may be used, until a breach.
        norm: lessee may use
        when: [goods is vehicle, {any: [insured, weight < 3.5]}]
        until: breach
      vans:
        text: Vans may not, but for the heaviest.
        norm: lessee must not use
        when: [goods is van]
        unless: [weight > 7]
        through: 2020-12-31
      cranes:
        text: No cranes; those of seven tons are let be.
        norm: lessee must not use
        when: [goods is crane]
        unless: [weight is 7]
  - instrument: second
    kind: amendment
    effective: 2021-01-01
    repeals: {vehicles: {why: It was too wide.}}
    clauses:
      welcome:
        text: Cranes must be used, from a month after notice.
        norm: lessee must use
        when: [goods is crane]
        from: 1 month after notice
        replaces: [cranes]
"""
