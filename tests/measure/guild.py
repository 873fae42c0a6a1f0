"""A small agreement that uses every part of the language that hangs on clauses applying."""

from __future__ import annotations

from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.agreement import Agreement

TEXT = """
format: 1
agreement: lease
grade: contract
parties: {guild: , member: }
actions: {sell: , repair: , replace: , vote: }
facts:
  entity: {kind: {company: , partnership: , public_body: , foundation: }}
  trades:
  seats: {type: number, min: 0, max: 500}
  plan: {kind: {free: , paid: }}
  tier: {kind: {bronze: , silver: , gold: }}
  joined: {type: date or never}
  senior_from: {type: date or never}
  months: {type: number, min: 1, max: 3}
  sold_out:
  charter: {usually: no}
events:
  dissolved: {usually: never}
readings:
  trading: {values: {regular: , occasional: }}
definitions:
  business:
    includes:
      - entity is company or partnership
      - {when: entity is foundation, unless: [charter]}
    excludes:
      - {when: entity is public_body, unless: trades}
    until: 2024-01-01
  business-now:
    defines: business
    means:
      - any: [entity is company, {all: [trades, trading is occasional]}]
    from: 2024-01-01
  tier:
    rows:
      - {when: [seats >= 100, plan is paid], is: gold}
      - {when: plan is paid, is: silver}
  senior-from:
    defines: senior_from
    rows:
      - {when: charter, is: 2 years after joined}
instruments:
  - instrument: "2020"
    kind: agreement
    effective: 2020-01-01
    groups:
      trade: {text: Trade, when: [not charter], through: 2025-12-31}
    clauses:
      members-sell: {norm: member may sell, when: [business], in: trade}
      none-else: {norm: member must not sell, unless: [business]}
      gold-votes: {norm: member may vote, when: [tier is gold]}
      seniors-vote: {norm: member may vote, when: [30 days after senior_from]}
      newcomers: {norm: member must not vote, until: months months after joined}
      make-good:
        one_of:
          repair: {norm: guild must repair}
          replace: {norm: guild must replace, unless: [sold_out]}
        when: [business]
      emergency:
        states: In an emergency trade is free.
        when: [trades, seats < 10]
        disapplies: [none-else]
  - instrument: "2022"
    kind: amendment
    effective: 2022-01-01
    clauses:
      few-vote:
        norm: member must not vote
        when: [seats <= 3]
        through: {reading: trading, regular: 2023-06-30, occasional: 2023-12-31}
"""

USUAL = """
format: 1
agreement: lease
grade: contract
parties: {seller: }
actions: {ship: , mend: }
facts:
  merchant: {usually: yes}
  sells:
  plan: {kind: {free: , paid: }}
  tier: {kind: {bronze: , silver: , gold: }, usually: gold}
  begun: {type: date or never, usually: 2020-01-01}
  signed: {type: date}
definitions:
  merchant: {includes: [sells], excludes: [plan is free]}
  tier: {rows: [{when: plan is paid, is: gold}, {when: sells, is: silver}]}
  begun: {rows: [{when: sells, is: 10 days after signed}]}
instruments:
  - instrument: "2020"
    kind: agreement
    effective: 2020-01-01
    clauses:
      a: {norm: seller may ship, when: merchant}
      b: {norm: seller must mend, when: tier is gold}
      c: {norm: seller must not mend, until: begun}
"""
"""Facts that are defined, and assumed where no line decides."""


def guild() -> Agreement:
    """The agreement."""
    return loaded(TEXT)


def merchants() -> Agreement:
    """One whose defined facts are assumed where no line decides."""
    return loaded(USUAL)


def loaded(text: str) -> Agreement:
    """The agreement that a text says."""
    agreement, problems = load_folder(from_bytes({"agreement.yaml": text.encode()}, "guild"))
    assert agreement is not None, problems
    return agreement
