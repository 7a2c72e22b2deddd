"""Badges, scans at desk and doors, and the time that they prove."""
