"""What `check` finds in small agreements."""
