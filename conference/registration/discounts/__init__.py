"""What is taken off a ticket's price: by code, for groups of one agency, for addresses of an agency."""
