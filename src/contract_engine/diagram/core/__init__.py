"""The data structure: nodes, the domains of variables, regions, witnesses and their words."""
