"""Seats for many people at once, from an agency's own list."""
