"""The questions that an agreement can be asked, as nodes, and those that scenarios ask."""
