"""What clauses say of time: days, triggers, what an act must be like, and the steps they make."""
