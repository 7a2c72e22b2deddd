"""What can be done with badges and attendance."""
