"""Who takes which course, and in which version."""
