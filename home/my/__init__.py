"""A person's own pages: orders, places, documents, agencies."""
