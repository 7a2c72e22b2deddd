"""What speakers find on their own pages, and what organizers see of it."""
