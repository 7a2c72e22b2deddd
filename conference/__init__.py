"""One year's conference and everything in it."""
