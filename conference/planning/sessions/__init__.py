"""Sessions as a list with a form of all their fields."""
