"""Certificates that run out, and their holders who are told in time."""
