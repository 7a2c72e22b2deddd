"""Orders: who owes what for what."""
