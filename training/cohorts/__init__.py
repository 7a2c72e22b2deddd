"""Runs of a course with an instructor, on dates and at a place."""
