"""The organizers' screens of messages."""
