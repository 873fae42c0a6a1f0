"""Steps and a history -> what is due, done, missed and in breach, and what comes next."""
