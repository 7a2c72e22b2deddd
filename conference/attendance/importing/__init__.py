"""Scans from a file: what other scanners wrote, read row by row, looked at first, then taken in."""
