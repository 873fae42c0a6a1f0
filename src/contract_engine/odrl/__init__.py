"""ODRL policies -> an agreement, and an agreement's terms on a day -> a policy; what is left out.

Translates and evaluates nothing. Reading needs rdflib, the extra `odrl`; writing does not.
"""
