"""Laws of the rule evaluator, contract_engine.durable."""
