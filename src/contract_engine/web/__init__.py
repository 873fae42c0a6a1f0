"""Agreements served over HTTP: the same answers for programs, gateways, browsers and assistants.

Everything here stands on `contract_engine.api` and on `contract_engine.render`; it evaluates
nothing itself and knows no agreement. It is the extra `serve`, imported by that command alone.
"""
