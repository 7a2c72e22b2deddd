"""Agencies, their verified domains and their people."""
