"""What can be done with evaluations."""
