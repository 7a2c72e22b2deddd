"""The organizers' work on a whole edition."""
