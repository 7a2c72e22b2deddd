"""Read a programme file into an edition: validated whole, merged with the organizers' edits, written at once or not."""
