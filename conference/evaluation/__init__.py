"""What attendees think of sessions and of the edition: anonymous, and yet counted."""
