"""An instrument -> a durable-rules rule set, within the safe subset."""
