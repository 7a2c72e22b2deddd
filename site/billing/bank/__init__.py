"""Bank statements: read, checked, matched with open orders by a person's word."""
