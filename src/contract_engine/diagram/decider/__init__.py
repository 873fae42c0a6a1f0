"""An act under options -> a function from a total situation to its verdict, compiled."""
