"""The desk: one page for a phone at a door, a laptop at the arrival, a scanner that types."""
