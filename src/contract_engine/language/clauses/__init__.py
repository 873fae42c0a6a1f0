"""A clause, repeal or definition as written -> the model's."""
