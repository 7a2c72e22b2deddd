"""The audit of the books: what must be true of money, documents and, as sellers add it, places."""
