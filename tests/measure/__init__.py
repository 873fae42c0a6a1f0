"""Coverage and mutation of encoded terms."""
