"""Badges on paper: sheets as data, what a badge shows, and the document of many."""
