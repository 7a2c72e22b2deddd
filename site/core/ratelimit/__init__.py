"""Counting attempts in a store that all workers share."""
