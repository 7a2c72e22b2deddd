"""What bodies have approved, when they want to be asked and told, and the rosters they get."""
