"""What is sold, and who has a place."""
