"""A new edition from this one: what stays from year to year, moved to the new week, and nothing of it public yet."""
