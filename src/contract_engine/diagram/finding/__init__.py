"""Diagrams -> what they say of a question: verdicts, cases, hinges, values, differences."""
