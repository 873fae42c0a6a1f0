"""A condition as written (a line, a list, a group) -> a Condition."""
