"""Registrations as staff see them."""
