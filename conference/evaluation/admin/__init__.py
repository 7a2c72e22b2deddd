"""The organizers' screens of evaluations."""
