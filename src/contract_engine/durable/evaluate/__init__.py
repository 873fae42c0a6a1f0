"""A total situation -> an outcome, by the rule sets of all instruments."""
