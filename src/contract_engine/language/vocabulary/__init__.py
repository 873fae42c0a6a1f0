"""The vocabulary of `agreement.yaml`: parties, actions, facts, events, readings."""
