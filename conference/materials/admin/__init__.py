"""The organizers' screens of slides and handouts."""
