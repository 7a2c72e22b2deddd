"""The organizers' screens of speakers' tasks."""
