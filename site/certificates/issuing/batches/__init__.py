"""Many certificates at once, in the background: what is to be issued is frozen first, then issued row by row."""
