"""Our ledger beside Stripe's balance, and every difference between them."""
