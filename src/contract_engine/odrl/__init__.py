"""ODRL policies, in Turtle or JSON-LD -> an agreement, and what of them was left out.

Translates and evaluates nothing. Needs rdflib, the extra `odrl`.
"""

from contract_engine.odrl.agreement import Imported, agreement_of
from contract_engine.odrl.graphs import graph_of
from contract_engine.odrl.reading import read_policies
from contract_engine.odrl.writing import written

__all__ = ["Imported", "agreement_of", "graph_of", "read_policies", "written"]
