"""Clearances: verified facts about a person, with method, verifier, date and expiry."""
