"""What the organizers' lists share."""
