"""Every view of the page, each in a state worth looking at: its name -> its address."""

from __future__ import annotations

from urllib.parse import urlencode

SHIPPED = "/agreements/microsoft-openai"
SUPPLY = "/agreements/supply"
LEASE = "/agreements/lease"

NOTHING_CAME = """format: 1
agreement: supply
through: 2026-03-30
history:
  - {on: 2026-03-02, act: buyer order, with: {quantity: 100}}
"""
"""A history of the agreement `supply` in which the goods don't come at all."""

BROKEN = """format: 1
agreement: lease
title: The lease of a flat
parties: {tenant: {label: the tenant}}
actions: {sublet: {label: sublet the flat}}
instruments:
- instrument: lease
  kind: agreement
  effective: 2024-01-01
  clauses:
    no-subletting: {text: The tenant shall not sublet., norm: tennant must not sublet}
"""
"""Rules with a mistake in their last line."""
EXPECTED = """format: 1
agreement: lease
scenarios:
- {name: Nobody else, ask: tenant sublet, on: 2026-01-01, expect: prohibited}
- {name: A second lease, ask: tenant sublet, on: 2026-01-01, expect: permitted}
"""
"""Scenarios of the agreement `lease`, one of which doesn't hold."""

QUESTION = f"{SHIPPED}/ask?act=openai+serve&on=2025-06-01&f.product=stateless_api&f.cloud=aws"

VIEWS = {
    "ask": f"{SHIPPED}/ask",
    "answer": QUESTION,
    "answer-in-words": f"{SHIPPED}/ask?q=Can+OpenAI+serve+its+API+on+AWS+on+15+November+2025%3F",
    "answer-that-depends": f"{SHIPPED}/ask?act=openai+serve&on=2025-11-15",
    "every-day": f"{SHIPPED}/ask?act=openai+serve&f.product=stateless_api&f.cloud=aws",
    "not-understood": f"{SHIPPED}/ask?q=Can+OpenAI+bake+bread%3F",
    "terms": f"{SHIPPED}/terms?on=2025-06-01",
    "rights": f"{SHIPPED}/rights",
    "compare": f"{SHIPPED}/compare?on=2025-09-30&other=2025-10-31",
    "whatif": f"{SHIPPED}/whatif?act=openai+serve&on=2026-06-15&f.product=stateless_api"
    "&f.cloud=aws&without=2026-04",
    "draft": f"{LEASE}/ask?act=tenant+sublet&on=2026-01-01&with=new",
    "whatif-draft": f"{LEASE}/whatif?act=tenant+sublet&on=2026-01-01&with=new",
    "dates": f"{SHIPPED}/dates",
    "status": f"{SUPPLY}/status?{urlencode({'history': NOTHING_CAME})}",
    "no-history": f"{SUPPLY}/status",
    "no-steps": f"{SHIPPED}/status",
    "sources": f"{SHIPPED}/sources",
    "source": f"{SHIPPED}/sources/next-chapter",
    "disputes": f"{SHIPPED}/disputes",
    "dispute": f"{SHIPPED}/disputes/K07",
    "clause": f"{SHIPPED}/clauses/any-cloud",
    "check": f"{SHIPPED}/check",
    "check-pasted": f"{SHIPPED}/check?{urlencode({'rules': BROKEN})}",
    "check-scenarios": f"{LEASE}/check?{urlencode({'scenarios': EXPECTED})}",
    "not-found": f"{SHIPPED}/clauses/none",
}

WIDTHS = (360, 800, 1400)
"""A telephone, a tablet, a desk: so many pixels."""

REFUSED = {"not-understood": 400, "not-found": 404}
"""The status of those that are no answers."""
