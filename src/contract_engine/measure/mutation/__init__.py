"""An agreement -> the same with one small mistake, and whether the scenarios notice."""
