"""What a completed course is handed over to: credits and certificates."""
