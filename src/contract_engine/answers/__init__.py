"""What evaluators find becomes an answer: its days, its clauses with their sources, its words."""
