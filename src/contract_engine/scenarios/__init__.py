"""Scenario files: questions with the answers that the record gives, and whether they hold."""
