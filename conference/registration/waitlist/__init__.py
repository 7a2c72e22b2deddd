"""Waiting for tickets and add-ons that are full: a line that nobody overtakes, offers that are held for a while."""
