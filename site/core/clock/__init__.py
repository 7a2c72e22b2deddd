"""Periodic jobs and the care of the task queue."""
