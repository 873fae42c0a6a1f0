"""An act under options -> its verdict for many situations, as a layered table automaton.

`decision` puts it together: `periods` divide the calendar, `outcomes` says what is left of a
program where some names are not given, `automaton` lays that out in layers, `lookup` makes a
Python function of it. Everything is read off the diagrams; nothing here decides meaning.
"""
