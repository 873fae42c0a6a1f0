"""What the files say: YAML text becomes shaped data in which every word keeps its place."""
