"""Bank statements in the admin."""
