"""Writing to us."""
