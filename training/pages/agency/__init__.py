"""What an agency's coordinator does: buy seats, give them to people, see how far they are."""
