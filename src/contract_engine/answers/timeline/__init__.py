"""A question -> its answer over all days, and the days between which nothing changes."""
