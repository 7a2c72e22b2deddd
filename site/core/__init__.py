"""Plumbing without domain words; imports nothing of ours."""
