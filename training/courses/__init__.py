"""Courses: what is taught, and the versions of it that are published."""
