"""One question -> its answer, its flips, and the answer for each value of a fact."""
