"""ODRL: policies that are imported, and what the engine says of them."""
