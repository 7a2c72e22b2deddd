"""What speakers do on their own pages, and what organizers do for them."""
