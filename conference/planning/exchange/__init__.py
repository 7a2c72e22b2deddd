"""The working agenda as a table for spreadsheets, and back: shown as a difference first, then done in one act."""
