"""Orders as finance and organizers see them."""
