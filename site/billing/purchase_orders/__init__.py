"""Purchase orders: an agency's promise to pay."""
