"""A name on a day -> the value of a fact, event or figure."""
