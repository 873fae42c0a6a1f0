"""Days by a calendar: business days, rolls, the periods that recur, days of a time zone."""
