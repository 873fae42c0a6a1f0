"""The exact evaluator: for one bearer and action, the agreement as shared decision diagrams.

`program` compiles a question's agreement on one day; `region` answers partial situations;
`docs/diagram.md` explains. Knows nothing of durable-rules.
"""
