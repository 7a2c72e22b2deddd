"""Attempts at a course's quiz."""
