"""Seats that agencies buy for names to come: a double-entry ledger, and who has which."""
