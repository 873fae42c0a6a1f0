"""The page: an agreement for people who read contracts and not terminals.

Every view has an address that holds its whole state, and `.json` beside it. It works without
JavaScript; htmx only swaps parts in place. Nothing comes from another address.
"""
