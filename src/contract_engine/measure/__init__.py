"""How well scenarios test encoded terms: what they cover, and which wrong terms they would notice.

Reads answers off the diagrams alone; docs/testing-terms.md explains both measures.
"""
